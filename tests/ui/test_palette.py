"""The palette, computed: every pair of text and ground can be read (WCAG 2.2 AA)."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme.look import Look, Scheme, qt_palette, worn
from ui.theme.palette import DARK, LIGHT, Palette, Tone, contrast
from ui.theme.stylesheet import stylesheet

BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_pair_that_is_used_can_be_read(palette: Palette) -> None:
    colours = palette.as_dict()
    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in palette.pairs()}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < 4.5}


@BOTH
def test_what_is_seen_without_being_read_stands_out(palette: Palette) -> None:
    colours = palette.as_dict()
    ratios = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in palette.graphics()}
    assert not {pair: ratio for pair, ratio in ratios.items() if ratio < 3}


@BOTH
def test_no_colour_is_left_unmeasured(palette: Palette) -> None:
    """Another colour has to say what it stands on; these few carry or bear nothing."""
    measured = {name for pair in (*palette.pairs(), *palette.graphics()) for name in pair}
    assert set(palette.as_dict()) - measured == {"line", "sheet"}


@BOTH
def test_states_can_be_told_apart_by_their_bars(palette: Palette) -> None:
    assert len({palette.bar(tone) for tone in Tone}) == len(Tone)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@BOTH
def test_the_stylesheet_names_no_colour_of_its_own(palette: Palette) -> None:
    colours = set(re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(palette)))
    assert colours <= set(palette.as_dict().values())
    assert "$" not in stylesheet(palette)


@BOTH
def test_what_the_style_draws_has_the_same_colours(palette: Palette) -> None:
    qt = qt_palette(palette)
    assert qt.color(QPalette.ColorRole.Text).name().upper() == palette.text
    assert qt.color(QPalette.ColorRole.Window).name().upper() == palette.ground


def test_a_look_can_be_set_and_is_announced(qapp: QApplication, look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed):
        look.set_scheme(Scheme.DARK)
    assert worn() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Text).name().upper() == DARK.text
    look.set_scheme(Scheme.LIGHT)
    assert worn() is LIGHT


def test_every_tone_has_a_colour() -> None:
    assert {LIGHT.tone(tone) for tone in Tone} >= {LIGHT.text, LIGHT.good, LIGHT.bad}
