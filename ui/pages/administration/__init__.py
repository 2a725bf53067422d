"""Administration, a section a file."""

from ui.pages.administration.page import AdministrationPage

__all__ = ["AdministrationPage"]
