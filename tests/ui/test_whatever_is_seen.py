"""Whatever a person can look at, in English and in Arabic, on the smallest screen: every page, section, act, paper and
dialog that the pictures show (`installer.pictures`). Each can be reached, named and read; nothing is cut off."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QWidget,
)

from installer.pictures import LOGIN, PASSWORD, SIZE, Photographer
from stockpile.acts.administering import Add
from stockpile.acts.issuing import Issue
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.acts.transferring import Dispatch
from stockpile.office import Office
from stockpile.sealing.keys import FAST
from ui.main_window import MainWindow
from ui.remembered import Remembered
from ui.speaking import Speaker
from ui.theme.look import Look
from ui.widgets.mnemonics import lettered, share_out
from ui.workspaces import NAMES

_WITH_INNER = (QComboBox, QAbstractSpinBox, QAbstractItemView)  # what is inside them is theirs
_ROUNDING = 2  # pixels

Findings = dict[str, list[str]]


@pytest.fixture(scope="module")
def armoury_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two sites, weapons in stock and with a holder, a flag, some vouchers."""
    url = str(tmp_path_factory.mktemp("seen") / "armoury.db")
    with Office.create(
        url, site="HQ", name="Central Armoury", country="XZ", login=LOGIN, password=PASSWORD, officer_name="Jonas Okafor",
        kdf=FAST,
    ) as office:  # fmt: skip
        session = office.log_in(LOGIN, PASSWORD)
        things = {
            "holder:7-COY": {"site": "HQ", "name": "7th Company"},
            "location:HQ/A": {"site": "HQ", "name": "Room A"},
        }
        office.perform(Add(things=things, site="HQ"), session)
        pieces = tuple(
            NewWeapon(
                maker="Heckler & Koch", model="G3A3", category="assault rifle", country="DE", serial=f"KA-{at:06d}"
            )
            for at in range(30)
        )
        office.perform(RecordWeapons(pieces=pieces, site="HQ"), session)
        ids = tuple(row.id for row in office.reading.weapons())
        until = date.today() + timedelta(days=7)
        office.perform(Issue(weapons=ids[1:3], holder="7-COY", until=until, purpose="Guard duty"), session)
        office.add_site("NORTH", "Northern Depot", "XZ", session)
        office.perform(Dispatch(weapons=ids[3:6], to="NORTH"), session)
    return url


class Inspector(Photographer):
    """Goes where the photographer goes, and looks instead of taking pictures."""

    def __init__(self, window: MainWindow, folder: Path, language: str) -> None:
        super().__init__(window, folder, language)
        self.seen: set[str] = set()
        self.findings: dict[str, Findings] = {}

    def take(self, name: str, of: QWidget | None = None) -> None:
        """Look at what is shown."""
        self.settle()
        root = of or self.window
        share_out(root)
        self.seen.add(name)
        for kind, found in (
            ("nameless", nameless(root)),
            ("letters", same_letters(root)),
            ("order", out_of_order(root)),
            ("cut off", cut_off(root)),
            ("sideways", sideways(root)),
        ):
            if found:
                self.findings.setdefault(kind, {})[name] = found


@pytest.fixture(scope="module", params=["en", "ar"])
def inspector(
    request: pytest.FixtureRequest, look: Look, armoury_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Inspector:
    """One way through everything; what was found is asked afterwards."""
    folder, locale = tmp_path_factory.mktemp("walk"), QLocale()
    speaker = Speaker(request.param)
    settings = QSettings(str(folder / "desktop.ini"), QSettings.Format.IniFormat)
    window = MainWindow(look, Remembered(settings), speaker=speaker)
    window.resize(*SIZE)
    window.show()
    made = Inspector(window, folder, request.param)
    try:
        made.everything(armoury_url)
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        speaker.speak("en")
        QLocale.setDefault(locale)
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return made


# -- what is looked for ------------------------------------------------------------------------------------------------


def words(widget: QWidget) -> str:
    """What a screen reader calls it."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name).strip() if spoken is not None else ""


def said(widget: QWidget) -> str:
    text = getattr(widget, "text", str)
    return f"{type(widget).__name__} {words(widget) or text()!r} in {type(widget.parent()).__name__}"


def stops(root: QWidget) -> list[QWidget]:
    """Where Tab stops, in its order."""
    found: list[QWidget] = []
    each = root.nextInFocusChain()
    while each is not root and each is not None:
        if (
            each.isVisibleTo(root)
            and each.isEnabledTo(root)
            and root.isAncestorOf(each)
            and each.window() is root.window()
        ):
            inner = each.focusProxy() is not None or isinstance(each.parentWidget(), _WITH_INNER)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner and not each.objectName().startswith("qt_"):
                found.append(each)
        each = each.nextInFocusChain()
    return found


def nameless(root: QWidget) -> list[str]:
    return [said(each) for each in stops(root) if not words(each)]


def same_letters(root: QWidget) -> list[str]:
    letters = Counter(QKeySequence.mnemonic(each.text()).toString() for each in lettered(root))
    return [letter for letter, count in letters.items() if count > 1]


def out_of_order(root: QWidget) -> list[str]:
    """Two stops of which the second stands before the first as one reads: above it and not in a column further on, or
    beside it on the side one comes from. The order is a ring: once, at its end, it goes back to where one begins."""
    order = stops(root)
    back = [
        f"{said(one)} -> {said(other)}"
        for one, other in zip((*order[-1:], *order[:-1]), order, strict=True)
        if _goes_back(*_places(one, other, root), mirrored=root.isRightToLeft())
    ]
    return back if len(back) > 1 else []


def _goes_back(one: QRect, other: QRect, *, mirrored: bool) -> bool:
    if mirrored:
        one, other = (QRect(-each.right(), each.y(), each.width(), each.height()) for each in (one, other))
    above = other.bottom() < one.top()
    beside = not above and other.top() <= one.bottom()
    if above:
        return other.left() < one.right()
    return beside and other.right() < one.left()


def _place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def _places(one: QWidget, other: QWidget, root: QWidget) -> tuple[QRect, QRect]:
    """Where both stand. Between a page that scrolls and what is beside it that is where they are seen: what the page has
    to be moved up for, at its lower edge."""
    if _scrolled(one, root) is _scrolled(other, root):
        return _place(one, root), _place(other, root)
    return _seen_place(one, root), _seen_place(other, root)


def _scrolled(widget: QWidget, root: QWidget) -> QScrollArea | None:
    around = widget.parentWidget()
    while around is not None and around is not root and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around if isinstance(around, QScrollArea) else None


def _seen_place(widget: QWidget, root: QWidget) -> QRect:
    place, around = _place(widget, root), _scrolled(widget, root)
    if around is not None:
        seen = _place(around, root)
        place.moveTop(max(seen.top(), min(place.top(), seen.bottom() - place.height())))
    return place


def cut_off(root: QWidget) -> list[str]:
    """Words that have less room than they need, or stand beyond the edge of what is seen."""
    found = []
    for each in root.findChildren(QWidget):
        if not isinstance(each, QAbstractButton | QLabel) or not each.isVisibleTo(root) or not each.text():
            continue
        if each.window() is not root.window() or isinstance(each.parentWidget(), _WITH_INNER):
            continue
        place = _place(each, root)
        if place.left() < -_ROUNDING or place.right() > root.width() + _ROUNDING:
            found.append(f"{said(each)} stands beyond the edge")
        elif each.width() + _ROUNDING < _needs(each):
            found.append(f"{said(each)} has {each.width()} of {_needs(each)} pixels")
        elif (
            isinstance(each, QLabel)
            and each.wordWrap()
            and each.height() + _ROUNDING < each.heightForWidth(each.width())
        ):
            found.append(f"{said(each)} has {each.height()} of {each.heightForWidth(each.width())} pixels of height")
    return found


def _needs(widget: QAbstractButton | QLabel) -> int:
    if isinstance(widget, QLabel):
        return widget.minimumSizeHint().width()  # of one that wraps: of its longest word
    return widget.sizeHint().width()


def sideways(root: QWidget) -> list[str]:
    """Pages that would have to be moved sideways; tables may."""
    return [
        f"{type(each.widget()).__name__} by {each.horizontalScrollBar().maximum()} pixels"
        for each in root.findChildren(QAbstractScrollArea)
        if isinstance(each, QScrollArea) and each.isVisibleTo(root) and each.horizontalScrollBar().maximum() > 0
    ]


# -- what has to be ----------------------------------------------------------------------------------------------------


def test_everything_was_looked_at(inspector: Inspector) -> None:
    assert {
        *NAMES,
        "welcome",
        "new-armoury",
        "connect",
        "log-in",
        "paper",
        "help",
        "register-filters",
    } <= inspector.seen
    assert len([name for name in inspector.seen if name.startswith("act-")]) == 14
    assert inspector.window is not None


@pytest.mark.parametrize(
    ("kind", "meaning"),
    [
        ("nameless", "a screen reader has no word for what Tab reaches"),
        ("letters", "two controls of a page have the same letter"),
        ("order", "Tab goes against the direction of reading"),
        ("cut off", "words are cut off at 1366x768"),
        ("sideways", "a page has to be moved sideways at 1366x768"),
    ],
)
def test_nothing_of_this_is_found(inspector: Inspector, kind: str, meaning: str) -> None:
    assert inspector.findings.get(kind, {}) == {}, meaning
