"""Icons: every name has its drawing, every drawing has a name, and all of them can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from ui.theme.icons import FILES, FOLDER, MIRRORED, icon, pixmap


def _ink(image: QImage) -> set[tuple[int, int]]:
    return {(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 100}


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_name_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = pixmap(name, "#FF0000", 18).toImage()
    ink = _ink(image)
    assert len(ink) > 10
    full = {image.pixelColor(*place).name() for place in ink if image.pixelColor(*place).alpha() == 255}
    assert full <= {"#ff0000"}, "a drawing brings a colour of its own"


def test_names_and_files_belong_together() -> None:
    there = {each.stem for each in FOLDER.glob("*.svg")}
    assert set(FILES.values()) - there == set(), "a name without its drawing"
    assert there - set(FILES.values()) == set(), "a drawing that nobody names"


def test_the_set_comes_with_its_licence_and_its_origin() -> None:
    assert "ISC License" in (FOLDER / "LICENSE").read_text("utf-8")
    sources = (FOLDER / "SOURCES.md").read_text("utf-8")
    versions = {each.read_text("utf-8").splitlines()[0].split()[3] for each in FOLDER.glob("*.svg")}
    assert {each.removeprefix("v") for each in versions} == {
        sources.partition("lucide-static ")[2].split()[0].strip(",.")
    }


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_icons_are_sharp_at_every_scale(qapp: QApplication, ratio: int) -> None:
    drawn = icon("search", "#123456", 20)
    assert drawn.pixmap(QSize(20, 20), float(ratio)).toImage().size() == QSize(20 * ratio, 20 * ratio)


def test_an_icon_is_drawn_once(qapp: QApplication) -> None:
    assert icon("lock", "#010203", 18) is icon("lock", "#010203", 18)


def test_a_control_that_cannot_be_used_has_its_icon_in_another_colour(qapp: QApplication) -> None:
    drawn = icon("lock", "#FF0000", 18, disabled="#0000FF")
    image = drawn.pixmap(QSize(18, 18), 1.0, QIcon.Mode.Disabled).toImage()
    assert {image.pixelColor(*place).name() for place in _ink(image)} == {"#0000ff"}


def test_what_points_somewhere_points_the_other_way_right_to_left(qapp: QApplication) -> None:
    def drawn(name: str) -> QImage:
        return pixmap(name, "#000000", 24).toImage()

    before = {name: drawn(name) for name in ("next", "search")}
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert drawn("next") == before["next"].flipped(Qt.Orientation.Horizontal)
        assert drawn("search") == before["search"]
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert set(FILES) >= MIRRORED
