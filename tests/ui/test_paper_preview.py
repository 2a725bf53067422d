"""The paper on the screen: sharp, fitted, gone through by keyboard, searched; printing goes on page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from stockpile.documents.show import Place, find, page_picture, page_png, page_sizes
from ui.desk import Desk
from ui.dialogs.paper import PaperDialog
from ui.theme.look import worn
from ui.widgets.paper_view import Fit

Settled = Callable[[], None]


@pytest.fixture(scope="module")
def armoury(shared_armoury: object) -> object:
    """One for all: a paper that is looked at changes nothing that is on it."""
    shared_armoury.weapons(90)  # type: ignore[attr-defined]
    return shared_armoury


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[PaperDialog]:
    made = PaperDialog(desk, desk.office.reading.vouchers(1)[0].reference)
    made.resize(800, 600)
    made.show()
    try:
        settled()
        qtbot.waitUntil(lambda: not made.sheet.pixmap().isNull())
        yield made
        settled()
    finally:
        made.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _pdf(dialog: PaperDialog) -> bytes:
    assert dialog.paper is not None
    return dialog.paper.pdf


def test_dots_are_those_of_the_picture(dialog: PaperDialog) -> None:
    from PySide6.QtGui import QImage

    made = page_picture(_pdf(dialog), 0, 1.5)
    image = QImage(made.dots, made.width, made.height, made.stride, QImage.Format.Format_BGR888)
    assert image.convertToFormat(QImage.Format.Format_RGB32) == QImage.fromData(
        page_png(_pdf(dialog), 0, 1.5)
    ).convertToFormat(QImage.Format.Format_RGB32)
    assert "KA-000001" in made.text


def test_words_are_found_where_they_stand(dialog: PaperDialog) -> None:
    places = find(_pdf(dialog), "ka-000001")
    assert len(places) == 1
    place = places[0]
    wide, high = page_sizes(_pdf(dialog))[place.page]
    assert 0 < place.left < place.left + place.width < wide
    assert 0 < place.top < place.top + place.height < high
    assert find(_pdf(dialog), "000001-KA-9") == find(_pdf(dialog), "000001"), "numbers are read backwards right to left"
    assert find(_pdf(dialog), "zz-1") == ()
    assert find(_pdf(dialog), "  ") == ()
    assert find(_pdf(dialog), "no such words at all") == ()
    assert len(find(_pdf(dialog), "0")) == 500, "who looks for a digit is not helped by more"


def test_a_page_is_as_wide_as_the_window(dialog: PaperDialog, qtbot: QtBot, settled: Settled) -> None:
    before = dialog.sheet.width()
    assert dialog.view.viewport().width() - 40 < before <= dialog.view.viewport().width()
    dialog.resize(1000, 700)
    qtbot.waitUntil(lambda: dialog.sheet.width() > before)
    settled()
    assert dialog.view.horizontalScrollBar().maximum() == 0


def test_the_whole_page_is_seen_at_once(dialog: PaperDialog, qtbot: QtBot, settled: Settled) -> None:
    dialog.whole.click()
    settled()
    assert dialog.view.fit is Fit.PAGE
    assert dialog.view.verticalScrollBar().maximum() == 0
    dialog.wide.click()
    settled()
    assert dialog.view.verticalScrollBar().maximum() > 0


def test_the_picture_has_a_dot_for_each_of_the_screen(dialog: PaperDialog, settled: Settled) -> None:
    for _each in range(2):
        dialog.larger.click()
        settled()
        ratio = dialog.devicePixelRatioF()
        assert abs(dialog.sheet.pixmap().width() - dialog.sheet.width() * ratio) <= 2


def test_sizes_end(dialog: PaperDialog, settled: Settled) -> None:
    for _each in range(15):
        dialog.smaller.click()
    assert not dialog.smaller.isEnabled()
    dialog.view.zoom_by(40)
    assert not dialog.larger.isEnabled()
    settled()


def test_keys_go_down_the_page_and_on_to_the_next(dialog: PaperDialog, qtbot: QtBot, settled: Settled) -> None:
    assert dialog.view.pages > 1
    pressed = 0
    while dialog.page == 0 and pressed < 10:
        qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
        settled()
        pressed += 1
    assert dialog.page == 1
    assert pressed > 1
    assert dialog.view.verticalScrollBar().value() == 0
    qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    assert dialog.page == 0
    assert dialog.view.verticalScrollBar().value() == dialog.view.verticalScrollBar().maximum()
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_End)
    assert dialog.page == dialog.view.pages - 1
    assert not dialog.after.isEnabled()
    settled()


def test_a_screen_reader_hears_the_page(dialog: PaperDialog) -> None:
    assert "KA-000001" in dialog.sheet.accessibleName()


def test_words_are_looked_for_by_keyboard(dialog: PaperDialog, qtbot: QtBot, settled: Settled) -> None:
    dialog.activateWindow()
    dialog.words.setFocus()
    qtbot.keyClicks(dialog.words, "KA-00008")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    settled()
    assert dialog.found.text().startswith("1 of ")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    settled()
    assert dialog.found.text().startswith("2 of ")
    dialog.found_before.click()
    settled()
    assert dialog.found.text().startswith("1 of ")
    assert dialog.isVisible(), "Enter in the search is not the main button"
    dialog.words.setText("nothing like it")
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    settled()
    assert dialog.found.text() == "Not on the paper"
    assert not dialog.found_next.isEnabled()
    qtbot.keyClick(dialog.words, Qt.Key.Key_Escape)
    assert dialog.words.text() == ""
    assert dialog.found.text() == ""
    assert dialog.isVisible(), "Escape leaves the search first"


def test_what_was_found_is_marked(dialog: PaperDialog, settled: Settled) -> None:
    before = dialog.sheet.grab().toImage()
    place = find(_pdf(dialog), "KA-000001")[0]
    dialog.view.mark((place,), 0)
    settled()
    after = dialog.sheet.grab().toImage()
    assert after != before
    scale = dialog.view.zoom * 96 / 72
    edge = after.pixelColor(int(place.left * scale - 3), int((place.top + place.height / 2) * scale))
    assert edge.name().upper() == worn().warning


def test_a_place_on_another_page_is_gone_to(dialog: PaperDialog, settled: Settled) -> None:
    last = dialog.view.pages - 1
    dialog.view.mark((Place(last, 100, 700, 40, 10),), 0)
    settled()
    assert dialog.page == last
    assert dialog.view.verticalScrollBar().value() > 0


def test_shortcuts_are_those_of_every_program(dialog: PaperDialog) -> None:
    from PySide6.QtGui import QShortcut

    bound = {each.key().toString() for each in dialog.findChildren(QShortcut)}
    wanted = QKeySequence.StandardKey
    for each in (wanted.Print, wanted.Save, wanted.Find, wanted.ZoomIn, wanted.ZoomOut):
        assert QKeySequence(each).toString() in bound
