"""The colours, as data. A test computes every pair that is used (WCAG 2.2 AA): text 4.5:1, and 3:1 what has to be seen
without being read: edges of controls, the ring of the focus, bars of a chart, icons."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

_LINEAR = 0.04045  # below it sRGB is linear


class Tone(StrEnum):
    """What a colour says; always beside a shape and a word, never alone."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One look. Colours are `#RRGGBB`; ``soft`` ones are grounds for text of the colour they are named after.

    Attributes:
        line: parts two things without being needed to find either; edge: the edge of a control, which is needed.
        hover: a row or button under the pointer. raised: menus and hints, above the page.
        focus: the ring around what has the keyboard; focus_on_accent: around what is filled with the accent.
        chart, chart_track: a bar, and the way it has not gone.
        sheet: paper, white in every look. veil: behind an enlarged photograph, dark in every look.
    """

    ground: str
    surface: str
    raised: str
    hover: str
    line: str
    edge: str
    text: str
    muted: str
    plain_soft: str
    rail: str
    rail_text: str
    rail_muted: str
    rail_selected: str
    rail_accent: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    focus: str
    focus_on_accent: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    on_bad: str
    information: str
    information_soft: str
    chart: str
    chart_track: str
    sheet: str
    veil: str
    on_veil: str

    def tone(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return self.text if tone is Tone.PLAIN else str(getattr(self, tone.value))

    def soft(self, tone: Tone) -> str:
        """The ground for text of a tone."""
        return str(getattr(self, f"{tone.value}_soft"))

    def bar(self, tone: Tone) -> str:
        """The colour of a bar that means this."""
        return self.chart if tone is Tone.PLAIN else self.tone(tone)

    def as_dict(self) -> dict[str, str]:
        """Name to colour, for the stylesheet."""
        return {each.name: str(getattr(self, each.name)) for each in fields(self)}

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every text colour with every ground it is used on, by name: 4.5:1."""
        grounds = ("ground", "surface", "raised", "hover", "accent_soft")
        everywhere = tuple((text, ground) for text in ("text", "muted", "accent") for ground in grounds)
        tones = tuple(
            (tone.value, ground)
            for tone in Tone
            if tone is not Tone.PLAIN
            for ground in (*grounds, f"{tone.value}_soft")
        )
        rail = tuple((text, ground) for text in ("rail_text", "rail_muted") for ground in ("rail", "rail_selected"))
        others = (
            ("text", "plain_soft"),
            ("muted", "plain_soft"),
            ("text", "bad_soft"),
            ("muted", "bad_soft"),
            ("on_accent", "accent"),
            ("on_accent", "accent_strong"),
            ("on_bad", "bad"),
            ("on_veil", "veil"),
        )
        return (*everywhere, *tones, *rail, *others)

    def graphics(self) -> tuple[tuple[str, str], ...]:
        """Everything that has to be seen without being read, with what it stands on: 3:1."""
        on_page = tuple((each, ground) for each in ("edge", "focus") for ground in ("ground", "surface"))
        bars = tuple(
            (each, ground)
            for each in ("chart", *(tone.value for tone in Tone if tone is not Tone.PLAIN))
            for ground in ("ground", "surface", "chart_track")
        )
        others = (
            ("focus", "hover"),
            ("focus", "accent_soft"),
            ("focus_on_accent", "accent"),
            ("rail_accent", "rail"),
            ("rail_accent", "rail_selected"),
            ("accent", "surface"),
            ("edge", "raised"),
        )
        return (*on_page, *bars, *others)


LIGHT = Palette(
    ground="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#EEF2F6",
    line="#D9DEE5",
    edge="#7D8A9B",
    text="#1B2430",
    muted="#566273",
    plain_soft="#E9EDF2",
    rail="#1F2A37",
    rail_text="#D5DCE6",
    rail_muted="#B4C0CE",
    rail_selected="#2F3E50",
    rail_accent="#4FB8C1",
    accent="#0B6B74",
    accent_strong="#095860",
    on_accent="#FFFFFF",
    accent_soft="#DDF0F1",
    focus="#0B6B74",
    focus_on_accent="#FFFFFF",
    good="#1D6B3A",
    good_soft="#E1F2E7",
    warning="#8A5200",
    warning_soft="#FBEBD3",
    bad="#A3262A",
    bad_soft="#FBE3E3",
    on_bad="#FFFFFF",
    information="#2A5CA8",
    information_soft="#E2EBF8",
    chart="#2F8790",
    chart_track="#EEF2F6",
    sheet="#FFFFFF",
    veil="#12171D",
    on_veil="#FFFFFF",
)

DARK = Palette(
    ground="#12171D",
    surface="#1A2129",
    raised="#232C36",
    hover="#222B35",
    line="#2F3945",
    edge="#728093",
    text="#E6EAF0",
    muted="#A1ACBA",
    plain_soft="#27313C",
    rail="#0D1217",
    rail_text="#C6CFDA",
    rail_muted="#A1ACBA",
    rail_selected="#22303C",
    rail_accent="#4FB8C1",
    accent="#4FB8C1",
    accent_strong="#6CCBD3",
    on_accent="#06252A",
    accent_soft="#173A3F",
    focus="#4FB8C1",
    focus_on_accent="#06252A",
    good="#7CCB97",
    good_soft="#17301F",
    warning="#F0B45E",
    warning_soft="#3A2A10",
    bad="#F08A8A",
    bad_soft="#3E1C1D",
    on_bad="#2B0A0B",
    information="#8FB4EE",
    information_soft="#1B2B45",
    chart="#4FA6AE",
    chart_track="#27313C",
    sheet="#FFFFFF",
    veil="#0D1217",
    on_veil="#FFFFFF",
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR else float(((channel + 0.055) / 1.055) ** 2.4)
