"""Parts that several pages use: facts, what stands at a field, buttons with icons, dates."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.look import Look, Scheme, worn
from ui.theme.palette import Tone
from ui.widgets.buttons import button, icon_button, primary
from ui.widgets.facts import Facts
from ui.widgets.fields import Fields, date_field, line_edit
from ui.widgets.icon_label import IconLabel
from ui.widgets.notice import Notice


def _press(qtbot: QtBot, widget: QWidget, sequence: QKeySequence.StandardKey) -> None:
    keys = QKeySequence(sequence)[0]
    qtbot.keyClick(widget, keys.key(), keys.keyboardModifiers())


def test_facts_are_one_stop_of_tab_and_arrows_go_on(qtbot: QtBot, look: Look) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show_facts([("Place", "HQ/A/1"), ("Holder", ""), ("Made", "DE, 1974"), ("Calibre", "\u20667.62×51\u2069")])
    facts.show()
    qtbot.waitExposed(facts)
    stops = [each for each in facts._values if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [each.accessibleName() for each in stops] == ["Place: HQ/A/1"]
    stops[0].setFocus()
    qtbot.keyClick(stops[0], Qt.Key.Key_Down)
    assert facts.focusWidget() is facts._values[1]
    qtbot.keyClick(facts._values[1], Qt.Key.Key_End)
    assert facts.focusWidget() is facts._values[2]
    _press(qtbot, facts._values[2], QKeySequence.StandardKey.Copy)
    assert QGuiApplication.clipboard().text() == "7.62×51"
    assert len([each for each in facts._values if each.focusPolicy() & Qt.FocusPolicy.TabFocus]) == 1


def test_what_is_wrong_stands_at_its_field_with_its_shape(qtbot: QtBot, look: Look) -> None:
    form, name = Fields(), line_edit()
    qtbot.addWidget(form)
    form.add("&Name", name, hint="As on the card")
    form.show()
    qtbot.waitExposed(form)
    assert name.accessibleDescription() == "As on the card"
    form.refuse(name, "Say a name.")
    assert form.problem(name) == "Say a name."
    assert name.accessibleDescription() == "Say a name."
    assert [each for each in form.findChildren(IconLabel) if each.isVisible()]
    form.clear_problems()
    assert form.problem(name) == ""
    assert not [each for each in form.findChildren(IconLabel) if each.isVisible()]


def test_nothing_said_opens_no_window(qtbot: QtBot, qapp: QApplication) -> None:
    before = set(qapp.topLevelWidgets())
    form, field = Fields(), line_edit()
    qtbot.addWidget(form)
    form.add("&Name", field, hint="As on the card")
    assert not [each for each in set(qapp.topLevelWidgets()) - before if each.isVisible()]


def test_a_notice_has_a_shape_beside_its_words(qtbot: QtBot, look: Look) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    for tone in Tone:
        notice.say("Something is said", tone)
        shape = notice.findChildren(IconLabel)[0].pixmap()
        assert shape.isNull() is (tone is Tone.PLAIN)


def _tint(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = icon.pixmap(icon.availableSizes()[0], mode).toImage()
    dots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {each.name() for each in dots if each.alpha() == 255}


def test_an_icon_follows_look_and_role(qtbot: QtBot, look: Look) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    plain, main = button("Print", parent.show, icon_name="print"), primary("Issue", parent.show, "issue")
    for each in (plain, main):
        each.setParent(parent)
    parent.ensurePolished()
    plain.ensurePolished()
    assert _tint(plain.icon()) == {QColor(worn().text).name()}
    assert _tint(main.icon()) == {QColor(worn().on_accent).name()}
    light = worn().text
    look.set_scheme(Scheme.DARK)
    try:
        assert worn().text != light
        assert _tint(plain.icon()) == {QColor(worn().text).name()}
        assert _tint(plain.icon(), QIcon.Mode.Disabled) == {QColor(worn().muted).name()}
    finally:
        look.set_scheme(Scheme.LIGHT)


def test_a_button_that_is_only_an_icon_has_a_name_and_says_it(qtbot: QtBot) -> None:
    made = icon_button("close", "Close the pane", qtbot.wait)
    qtbot.addWidget(made)
    assert (made.text(), made.accessibleName(), made.toolTip()) == ("", "Close the pane", "Close the pane")


def test_a_date_is_written_as_on_papers(qtbot: QtBot, look: Look) -> None:
    made = date_field("Due back on", QDate(2026, 11, 7))
    qtbot.addWidget(made)
    assert made.text() == "2026-11-07"
    assert made.accessibleName() == "Due back on"
    weekend = made.calendarWidget().weekdayTextFormat(Qt.DayOfWeek.Sunday)
    assert weekend.foreground().color().name() != "#ff0000", "red is for what is wrong"
