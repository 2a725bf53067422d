"""The import workspace: an inventory, step by step, on the workbench."""

from ui.pages.imports.page import ImportPage

__all__ = ["ImportPage"]
