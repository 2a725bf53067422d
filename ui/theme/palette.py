"""The colours, as data. A test computes every pair of text and background that is used (WCAG 2.2 AA, 4.5:1)."""

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
    """One look. Colours are `#RRGGBB`; ``soft`` ones are grounds for text of the colour they are named after."""

    ground: str
    surface: str
    line: str
    text: str
    muted: str
    rail: str
    rail_text: str
    rail_selected: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    information: str
    information_soft: str

    def tone(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return self.text if tone is Tone.PLAIN else str(getattr(self, tone.value))

    def as_dict(self) -> dict[str, str]:
        """Name to colour, for the stylesheet."""
        return {each.name: str(getattr(self, each.name)) for each in fields(self)}

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every text colour with every ground it is used on, by name."""
        everywhere = tuple((text, ground) for text in ("text", "muted") for ground in ("ground", "surface"))
        tones = tuple(
            (tone.value, ground)
            for tone in Tone
            if tone is not Tone.PLAIN
            for ground in ("surface", "ground", f"{tone.value}_soft")
        )
        on_selected = tuple((tone.value, "accent_soft") for tone in Tone if tone is not Tone.PLAIN)
        others = (
            ("text", "accent_soft"),
            ("rail_text", "rail"),
            ("rail_text", "rail_selected"),
            ("on_accent", "accent"),
            ("accent", "surface"),
            ("accent", "ground"),
        )
        return (*everywhere, *tones, *on_selected, *others)


LIGHT = Palette(
    ground="#F6F7F9",
    surface="#FFFFFF",
    line="#D9DEE5",
    text="#1B2430",
    muted="#566273",
    rail="#1F2A37",
    rail_text="#D5DCE6",
    rail_selected="#2F3E50",
    accent="#0B6B74",
    on_accent="#FFFFFF",
    accent_soft="#DDF0F1",
    good="#1D6B3A",
    good_soft="#E1F2E7",
    warning="#8A5200",
    warning_soft="#FBEBD3",
    bad="#A3262A",
    bad_soft="#FBE3E3",
    information="#2A5CA8",
    information_soft="#E2EBF8",
)

DARK = Palette(
    ground="#12171D",
    surface="#1A2129",
    line="#2F3945",
    text="#E6EAF0",
    muted="#A1ACBA",
    rail="#0D1217",
    rail_text="#C6CFDA",
    rail_selected="#22303C",
    accent="#4FB8C1",
    on_accent="#06252A",
    accent_soft="#173A3F",
    good="#7CCB97",
    good_soft="#17301F",
    warning="#F0B45E",
    warning_soft="#3A2A10",
    bad="#F08A8A",
    bad_soft="#3E1C1D",
    information="#8FB4EE",
    information_soft="#1B2B45",
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
