"""The columns of the register's table: what a cell says, and which columns there are before anybody chooses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stockpile.domain.filter import WeaponRow
from stockpile.language import _, listed, marked
from ui.words import ABSENT, apart, flag_words, named, standing_words, straight


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``name``: the field; ``text``: what a cell says; ``width`` in pixels to begin with; ``shown``: before
    anybody chooses."""

    name: str
    heading: str
    text: Callable[[WeaponRow], str]
    width: int
    shown: bool = True


COLUMNS: tuple[Column, ...] = (
    Column("standing", marked("Standing"), lambda row: standing_words(row.standing), 98),
    Column("serial", marked("Serial number"), lambda row: straight(row.serial) or ABSENT, 126),
    Column("model", marked("Model"), lambda row: apart(row.model), 84),
    Column("maker", marked("Maker"), lambda row: apart(row.maker), 92),
    Column("calibre", marked("Calibre"), lambda row: straight(row.calibre), 84),
    Column("category", marked("Category"), lambda row: named(row.category), 132),
    Column("site", marked("Site"), lambda row: straight(row.site), 64),
    Column("location", marked("Location"), lambda row: straight(row.location), 100),
    Column("holder", marked("Holder"), lambda row: apart(row.holder), 100),
    Column("condition", marked("Condition"), lambda row: named(row.condition), 110),
    Column("id", marked("Stockpile id"), lambda row: straight(row.id), 110, shown=False),
    Column("asset_number", marked("Asset number"), lambda row: straight(row.asset_number), 110, shown=False),
    Column("country", marked("Country"), lambda row: row.country, 72, shown=False),
    Column("nsn", marked("NSN"), lambda row: straight(row.nsn), 130, shown=False),
    Column("year", marked("Year"), lambda row: straight(row.year), 64, shown=False),
    Column("received_on", marked("Received on"), lambda row: straight(row.received_on), 100, shown=False),
    Column("issued_until", marked("Due back"), lambda row: straight(row.issued_until), 100, shown=False),
    Column("flags", marked("Not in order"), lambda row: listed(map(flag_words, row.flags)), 180, shown=False),
    Column("disposal", marked("Disposal"), lambda row: named(row.disposal) if row.disposal else "", 100, shown=False),
    Column("dossier", marked("Dossier"), lambda row: straight(row.dossier), 150, shown=False),
    Column("consignment", marked("Consignment"), lambda row: straight(row.consignment), 150, shown=False),
    Column("receipt", marked("Receipt"), lambda row: straight(row.receipt), 150, shown=False),
)
CODES = ("serial", "id", "asset_number", "nsn", "dossier", "consignment", "receipt")
BY_NAME = {each.name: each for each in COLUMNS}
PLACE = {each.name: at for at, each in enumerate(COLUMNS)}
STANDING, SERIAL = PLACE["standing"], PLACE["serial"]
NARROWEST, WIDEST = 40, 600


def written(name: str, row: WeaponRow) -> str:
    """What a cell says outside the window: in words, without shapes."""
    if name in ("standing", "category", "condition", "disposal"):
        value = str(getattr(row, name))
        return named(value) if value else ""
    return listed(map(flag_words, row.flags)) if name == "flags" else str(getattr(row, name))


def heading(name: str) -> str:
    """The heading of a column, in the current language."""
    return _(BY_NAME[name].heading)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which columns stand there, in which order, how wide, and how many of the first stay while the others move.

    Attributes:
        names: the columns shown. widths: of those somebody made wider or narrower. frozen: how many stay.
    """

    names: tuple[str, ...] = tuple(each.name for each in COLUMNS if each.shown)
    widths: tuple[tuple[str, int], ...] = ()
    frozen: int = 0

    def width(self, name: str) -> int:
        """How wide a column is."""
        return dict(self.widths).get(name, BY_NAME[name].width)

    def printed(self) -> str:
        """As it is kept."""
        return json.dumps({"names": self.names, "widths": dict(self.widths), "frozen": self.frozen})


def arrangement(text: str) -> Arrangement:
    """What was kept; what is unreadable or of another version is left out."""
    try:
        kept = json.loads(text or "{}")
        names = _known(kept.get("names", ())) or Arrangement().names
        widths = {name: int(width) for name, width in dict(kept.get("widths", {})).items() if name in BY_NAME}
        frozen = int(kept.get("frozen", 0))
    except (ValueError, TypeError, AttributeError):
        return Arrangement()
    within = tuple((name, max(NARROWEST, min(width, WIDEST))) for name, width in widths.items())
    return Arrangement(names, within, max(0, min(frozen, len(names) - 1)))


def _known(names: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(each) for each in names if each in BY_NAME))
