"""The workspaces, in the order of the rail. A workspace that is not built yet has no entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from stockpile.language import marked
from ui.desk import Desk
from ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class Workspace:
    """One workspace. ``name``: as in `Goal.page`, and of its icon and its help; ``text``: its label, to be translated;
    ``foot``: stands at the foot of the rail."""

    name: str
    text: str
    make: Callable[[Desk, QWidget], Page]
    foot: bool = False


def _overview(desk: Desk, parent: QWidget) -> Page:
    from ui.pages.overview import OverviewPage  # pages are loaded when they are first looked at

    return OverviewPage(desk, parent)


def _register(desk: Desk, parent: QWidget) -> Page:
    from ui.pages.register import RegisterPage

    return RegisterPage(desk, parent)


def _imports(desk: Desk, parent: QWidget) -> Page:
    from ui.pages.imports import ImportPage

    return ImportPage(desk, parent)


def _disposal(desk: Desk, parent: QWidget) -> Page:
    from ui.pages.disposal import DisposalPage

    return DisposalPage(desk, parent)


def _papers(desk: Desk, parent: QWidget) -> Page:
    from ui.pages.papers import PapersPage

    return PapersPage(desk, parent)


def _administration(desk: Desk, parent: QWidget) -> Page:
    from ui.pages.administration import AdministrationPage

    return AdministrationPage(desk, parent)


WORKSPACES = (
    Workspace("overview", marked("O&verview"), _overview),
    Workspace("register", marked("&Register"), _register),
    Workspace("import", marked("Im&port"), _imports),
    Workspace("disposal", marked("Disp&osal"), _disposal),
    Workspace("papers", marked("P&apers"), _papers),
    Workspace("administration", marked("A&dministration"), _administration, foot=True),
)
NAMES = tuple(each.name for each in WORKSPACES)
FIRST = NAMES[0]  # what is shown after log-in
