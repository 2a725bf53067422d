"""The gallery: every part is in it, drawn in both looks and both directions, and nothing in it is without a name."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSpinBox, QApplication, QComboBox, QLabel, QWidget

import ui.widgets
from stockpile import language
from ui.gallery.armoury import Armoury
from ui.gallery.window import EXHIBITS, Gallery, take_pictures
from ui.theme.look import Look, Scheme, worn
from ui.theme.palette import DARK, LIGHT


@pytest.fixture(scope="module")
def armoury_of_the_gallery(qapp: QApplication) -> Iterator[Armoury]:
    made = Armoury.make()
    yield made
    made.close()


@pytest.fixture
def gallery(look: Look, armoury_of_the_gallery: Armoury) -> Iterator[Gallery]:
    locale = QLocale()
    made = Gallery(look, armoury_of_the_gallery)
    made.show()
    yield made
    made.wear(Scheme.LIGHT, "en")
    made.settle()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    language.use("en")
    QLocale.setDefault(locale)
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    look.set_scheme(Scheme.LIGHT)


def _parts() -> dict[str, set[type[QWidget]]]:
    """Of each module of shared parts, the widgets that others may use."""
    found = {}
    for module in pkgutil.iter_modules(ui.widgets.__path__):
        there = importlib.import_module(f"ui.widgets.{module.name}")
        found[module.name] = {
            each
            for name, each in inspect.getmembers(there, inspect.isclass)
            if issubclass(each, QWidget) and each.__module__ == there.__name__ and not name.startswith("_")
        }
    return found


def _used_on(part: str) -> set[str]:
    """The files outside the shared parts that use one, if only through another."""
    folder = Path(ui.widgets.__path__[0])
    used, known, left = set(), {part}, [part]
    while left:
        asked = re.compile(rf"\bui\.widgets\.{left.pop()}\b")
        for file in (each for each in folder.parent.rglob("*.py") if "gallery" not in each.parts):
            if asked.search(file.read_text("utf-8")) and file.stem not in known:
                if file.parent == folder:
                    known.add(file.stem)
                    left.append(file.stem)
                else:
                    used.add(str(file.relative_to(folder.parent)))
    return used


_FEW = 12  # colours


def test_every_part_that_is_shared_is_in_the_gallery(gallery: Gallery) -> None:
    """What only one page uses is that page's own, and seen with it."""
    seen: set[type] = set()
    for at in range(len(EXHIBITS)):
        gallery.names.setCurrentRow(at)
        gallery.settle()
        for each in (gallery.exhibit, *gallery.exhibit.findChildren(QWidget)):
            seen |= set(type(each).__mro__)
    absent = {name for name, parts in _parts().items() if parts and not parts & seen}
    assert {name for name in absent if len(_used_on(name)) > 1} == set()


def _is_blank(image: QImage) -> bool:
    """Fewer colours than a heading and a line of text have."""
    seen: set[int] = set()
    for x in range(0, image.width(), 5):
        for y in range(0, image.height(), 5):
            seen.add(image.pixel(x, y))
            if len(seen) >= _FEW:
                return False
    return True


@pytest.mark.parametrize(("code", "direction"), [("en", "left to right"), ("ar", "right to left")])
def test_its_pictures_are_taken(gallery: Gallery, tmp_path: Path, code: str, direction: str) -> None:
    files = take_pictures(gallery, tmp_path, (code,))
    assert len(files) == 2 * len(EXHIBITS)
    assert QApplication.isRightToLeft() is (direction == "right to left")
    pictures = {file.stem: QImage(str(file)) for file in files}
    blank = {name for name, image in pictures.items() if _is_blank(image)}
    assert not blank
    for scheme, palette in ((Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)):
        for image in (each for name, each in pictures.items() if f"-{scheme.value}-" in name):
            assert image.pixelColor(2, 2).name().upper() == palette.ground


def test_looks_are_chosen_in_it(gallery: Gallery) -> None:
    gallery.names.setCurrentRow(0)
    gallery.wear(Scheme.DARK, "en")
    assert worn() is DARK
    gallery.wear(Scheme.LIGHT, "ar")
    assert worn() is LIGHT
    assert gallery.isRightToLeft()


_NAMED_BY_THEIR_OWNERS = (QAbstractSpinBox, QComboBox)


def _nameless(page: QWidget) -> list[str]:
    """What the keyboard can reach and a screen reader has no word for."""
    return [
        f"{type(each).__name__} in {type(each.parent()).__name__}"
        for each in page.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isVisibleTo(page)
        and each.focusProxy() is None
        and not _name(each)
        and not isinstance(each.parent(), _NAMED_BY_THEIR_OWNERS)
        and not (isinstance(each.parent(), QAbstractScrollArea) and each is each.parent().viewport())  # type: ignore[union-attr]
    ]


def _name(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", str)()
    labels = widget.window().findChildren(QLabel)
    return text or next((label.text() for label in labels if label.buddy() is widget), "")


@pytest.mark.parametrize("at", range(len(EXHIBITS)), ids=[each.name for each in EXHIBITS])
def test_whatever_has_the_keyboard_has_a_name_and_looks_different(gallery: Gallery, at: int) -> None:
    """The ring is drawn by the stylesheet or by a delegate; a part that forgets it shows nothing."""
    gallery.names.setCurrentRow(at)
    gallery.settle()
    assert _nameless(gallery.exhibit) == []
    gallery.activateWindow()
    same = []
    for each in gallery.exhibit.findChildren(QWidget):
        reached = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and each.isVisible()
        if not reached or isinstance(each.parent(), _NAMED_BY_THEIR_OWNERS) or each.focusProxy() is not None:
            continue
        gallery.names.setFocus(Qt.FocusReason.TabFocusReason)
        before = each.grab().toImage()
        each.setFocus(Qt.FocusReason.TabFocusReason)
        if each.grab().toImage() == before:
            same.append(f"{type(each).__name__} {_name(each)}")
    assert same == []
