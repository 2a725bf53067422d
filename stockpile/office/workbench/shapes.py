"""How the columns of a table are read: which is which field, what is made of several, what was said of them.

Tables with the same headings have one shape and are mapped once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from stockpile.domain.errors import Refused
from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell
from stockpile.exchange.chunks import Settings
from stockpile.exchange.columns import Column as Mapped
from stockpile.exchange.columns import Suggestion, heading_words, suggestions
from stockpile.exchange.contents import Contents
from stockpile.exchange.dates import Order
from stockpile.exchange.proposing import are_codes, proposed

BY_MEMORY, BY_HAND, BY_EXPORT, BY_PROPOSAL = "memory", "hand", "export", "proposal"
GROUP = "Group"  # heading of the column that titles of groups fill
_SURE_BY_MEMORY = 0.98
_SURE_BY_PROPOSAL = 0.3
MOST_PARTS = 12  # columns that one may be split into


@dataclass(frozen=True, slots=True)
class Made:
    """A column made of others.

    Attributes:
        how: `split`, `join` or `group`. sources: headings of the columns it is made of.
        pattern: of a split: a regular expression, whose group ``part`` it takes; of a join: what stands between.
    """

    how: str
    heading: str
    sources: tuple[str, ...] = ()
    pattern: str = ""
    part: int = 0


@dataclass(slots=True)
class Shape:
    """The columns of all tables with the same headings.

    Attributes:
        headings: as they stand in the file. names: unique, as people see them. made: columns made of others.
        fields: field by place, of the file's columns and then of the made ones; reasons: the same, why.
        filled: names of columns whose blank cells take what stands above them.
        order, mark, units: as `Settings` has them. listed: of a list of the register, the field each column shows.
        coded: whether what is read as the item are codes that say nothing.
        suggested: what each column of the file could be; worked out when somebody asks. proposed: fields that would make
            an inventory of a table that is none, by place, codes: columns that hold such; worked out once.
    """

    index: int
    headings: tuple[str, ...]
    names: list[str]
    fields: list[str]
    reasons: list[tuple[str, float]]
    suggested: list[list[Suggestion]] | None = None
    proposed: dict[int, str] | None = None
    codes: set[int] = field(default_factory=set)
    made: list[Made] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)
    order: Order | None = None
    mark: str = ""
    units: bool = False
    coded: bool = False
    listed: dict[int, str] = field(default_factory=dict)

    def mapped(self) -> tuple[Mapped, ...]:
        """Every column as the reader of rows wants it."""
        return tuple(
            Mapped(at, name, named, reason, sureness)
            for at, (name, named, (reason, sureness)) in enumerate(
                zip(self.names, self.fields, self.reasons, strict=True)
            )
        )

    def settings(self) -> Settings:
        """What was said of columns."""
        return Settings(order=self.order, units=self.units)

    def suggestions(self, at: int, sample: Sequence[Sequence[Cell]]) -> tuple[Suggestion, ...]:
        """What a column could be, the surest first."""
        if self.suggested is None:
            self.suggested = suggestions(self.headings, sample)
        return tuple(self.suggested[at]) if at < len(self.suggested) else ()

    def place(self, name: str) -> int:
        """The place of a column by its heading.

        Raises:
            Refused: `import.no-such-column`.
        """
        if name in self.names:
            return self.names.index(name)
        words = heading_words(name)
        alike = [at for at, each in enumerate(self.names) if words and heading_words(each) == words]
        if not alike:
            raise Refused("import.no-such-column", heading=name)
        return alike[0]

    def set_field(self, at: int, name: str, reason: str = BY_HAND, sureness: float = 1.0) -> None:
        """Read a column as a field; the column that was read as it before is left without.

        Raises:
            Refused: `import.mapping-field-unknown`.
        """
        if name and name not in h.FIELDS:
            raise Refused("import.mapping-field-unknown", fields=[name], known=list(h.FIELDS))
        if name == h.ITEM:
            self.coded = False
        if name in self.fields and name not in ("", h.IGNORED):
            before = self.fields.index(name)
            self.fields[before], self.reasons[before] = "", ("", 0.0)
        self.fields[at] = name
        self.reasons[at] = (reason, sureness) if name else ("", 0.0)

    def propose(self, sample: Sequence[Sequence[Cell]]) -> dict[int, str]:
        """Fields by place, that would make an inventory of a table that lacks something of one."""
        if self.proposed is None:
            width = len(self.headings)
            contents = [Contents(row[at] if at < len(row) else None for row in sample) for at in range(width)]
            filled = {at for at, name in enumerate(self.names) if name in self.filled}
            self.codes = {at for at, each in enumerate(contents) if are_codes(each)}
            self.proposed = proposed(self.headings, self.fields[:width], contents, filled)
        return self.proposed

    def accept(self, fields: Mapping[int, str]) -> None:
        """Read columns as was proposed, but those of which somebody said otherwise."""
        for at, name in fields.items():
            if self.reasons[at][0] not in (BY_HAND, BY_MEMORY, "mapping", BY_EXPORT):
                self.set_field(at, name, BY_PROPOSAL, _SURE_BY_PROPOSAL)
                self.coded = self.coded or (name == h.ITEM and at in self.codes)

    @property
    def grouped(self) -> bool:
        """Whether titles of groups fill a column of their own."""
        return any(each.how == "group" for each in self.made)

    def set_groups(self, *, on: bool) -> None:
        """Have such a column, or none."""
        made = next((name for name, each in self.made_by_name() if each.how == "group"), "")
        if on and not made:
            self.add(Made("group", GROUP))
        elif made and not on:
            self.remove_made(made)

    def add(self, made: Made, name: str = "") -> int:
        """A column made of others; its place. ``name``: the field it is read as."""
        for source in made.sources:
            self.place(source)
        if made.how == "split":
            _demand_pattern(made.pattern, made.part)
        heading = _unique(made.heading, self.names)
        self.made.append(replace(made, heading=heading))
        self.names.append(heading)
        self.fields.append("")
        self.reasons.append(("", 0.0))
        if name:
            self.set_field(len(self.names) - 1, name)
        return len(self.names) - 1

    def made_by_name(self) -> list[tuple[str, Made]]:
        """The columns made of others, by their headings."""
        return list(zip(self.names[len(self.names) - len(self.made) :], self.made, strict=True))

    def remove_made(self, heading: str) -> None:
        """Take a made column away again."""
        at = self.place(heading)
        first = len(self.names) - len(self.made)
        if at < first:
            raise Refused("import.no-such-column", heading=heading)
        for each in (self.names, self.fields, self.reasons):
            del each[at]
        del self.made[at - first]

    def described(self) -> dict[str, object]:
        """As a mapping that can be kept, taken along and applied to a table with these headings."""
        return {
            "format": MAPPING_FORMAT,
            "headings": list(self.headings),
            "fields": {
                named: name for name, named in zip(self.names, self.fields, strict=True) if named not in _PASSED_OVER
            },
            "ignored": [name for name, named in zip(self.names, self.fields, strict=True) if named == h.IGNORED],
            "unmapped": [name for name, named in zip(self.names, self.fields, strict=True) if not named],
            "made": [
                {
                    "how": each.how,
                    "heading": each.heading,
                    "sources": list(each.sources),
                    "pattern": each.pattern,
                    "part": each.part,
                }
                for each in self.made
                if each.how != "group"
            ],
            "groups": self.grouped,
            "filled": sorted(self.filled),
            "order": self.order.value if self.order else "",
            "mark": self.mark,
            "units": self.units,
            "coded": self.coded,
        }

    def apply(self, mapping: Mapping[str, object]) -> list[str]:
        """Apply a kept mapping; the headings it names that are not here.

        Raises:
            Refused: `file.mapping` for what is none.
        """
        fields, made = _checked(mapping)
        if isinstance(groups := mapping.get("groups"), bool):
            self.set_groups(on=groups)
        absent = self._make_again(made) + self._read_again(fields)
        for name in self._here(mapping, "ignored"):
            self.set_field(self.names.index(name), h.IGNORED, "mapping")
        self.filled = set(self._here(mapping, "filled"))
        self.order = _order(str(mapping.get("order") or ""))
        self.mark = str(mapping.get("mark") or "")
        self.units = bool(mapping.get("units"))
        self.coded = bool(mapping.get("coded"))
        return absent

    def _make_again(self, made: Sequence[Made]) -> list[str]:
        """Columns made of others, those that can be made of what is here."""
        here = set(self.names)
        possible = [each for each in made if _can_be_made(self, each)]
        for each in possible:
            if each.heading not in here:
                self.add(each)
        return [each.heading for each in made if each not in possible]

    def _read_again(self, fields: Mapping[str, str]) -> list[str]:
        """Fields from the columns that a mapping names, and from no other; the headings that are not here."""
        self.fields[:] = [""] * len(self.fields)
        self.reasons[:] = [("", 0.0)] * len(self.reasons)
        absent = []
        for named, heading in fields.items():
            try:
                self.set_field(self.place(heading), named, "mapping")
            except Refused:
                absent.append(heading)
        return absent

    def _here(self, mapping: Mapping[str, object], name: str) -> list[str]:
        return [each for each in map(str, _listed(mapping, name)) if each in self.names]


MAPPING_FORMAT = "stockpile-mapping/1"
_PASSED_OVER = frozenset({"", h.IGNORED})  # of which there may be several


def _listed(mapping: Mapping[str, object], name: str) -> list[object]:
    found = mapping.get(name)
    return found if isinstance(found, list) else []


def _order(text: str) -> Order | None:
    return Order(text) if text in {Order.DAY.value, Order.MONTH.value} else None


def _checked(mapping: Mapping[str, object]) -> tuple[dict[str, str], list[Made]]:
    """Fields and made columns of a kept mapping; a plain object of field and heading is one too."""
    fields = mapping.get("fields") if "format" in mapping else mapping
    if mapping.get("format", MAPPING_FORMAT) != MAPPING_FORMAT or not isinstance(fields, Mapping):
        raise Refused("file.mapping", file="", why="")
    unknown = sorted(set(fields) - set(h.FIELDS))
    if unknown:
        raise Refused("import.mapping-field-unknown", fields=unknown, known=list(h.FIELDS))
    made = [each for each in _listed(mapping, "made") if isinstance(each, Mapping)]
    return {str(name): str(heading) for name, heading in fields.items() if heading}, [_made(each) for each in made]


def _made(said: Mapping[str, object]) -> Made:
    sources = tuple(map(str, _listed(said, "sources")))
    part = said.get("part")
    return Made(
        str(said.get("how") or ""),
        str(said.get("heading") or ""),
        sources,
        str(said.get("pattern") or ""),
        part if isinstance(part, int) else 0,
    )


def _can_be_made(shape: Shape, made: Made) -> bool:
    try:
        return made.how in ("split", "join") and bool([shape.place(each) for each in made.sources])
    except Refused:
        return False


def _demand_pattern(pattern: str, part: int) -> None:
    try:
        groups = re.compile(pattern).groups
    except re.error as why:
        raise Refused("import.pattern", pattern=pattern, why=str(why)) from why
    if not 0 < part <= groups:
        raise Refused("import.pattern-part", pattern=pattern, part=part, parts=groups)


def _unique(heading: str, names: Sequence[str]) -> str:
    name, times = heading, 1
    while name in names:
        times += 1
        name = f"{heading} ({times})"
    return name


def shape_of(
    index: int,
    mapped: Sequence[tuple[str, str, str, float]],
    survey_headings: Sequence[str],
    remembered: Mapping[str, str],
) -> Shape:
    """The shape of a table, with what each column is taken for.

    Args:
        mapped: heading, field, reason and sureness of each column.
        survey_headings: as they stand in the file; empty for columns beyond them.
        remembered: the field that this site chose before, by the words of the heading; empty: none.
    """
    shape = Shape(
        index,
        tuple(survey_headings),
        [heading for heading, _field, _reason, _sureness in mapped],
        [field for _heading, field, _reason, _sureness in mapped],
        [(reason, sureness) for _heading, _field, reason, sureness in mapped],
    )
    for at, heading in enumerate(survey_headings):
        chosen = remembered.get(heading_words(heading)) if heading else None
        if chosen is not None and chosen != shape.fields[at] and (not chosen or chosen in h.FIELDS):
            shape.set_field(at, chosen, BY_MEMORY, _SURE_BY_MEMORY)
    return shape


def chosen_words(shapes: Iterable[Shape]) -> dict[str, str]:
    """What was chosen by hand, to be remembered: field by the words of the heading."""
    return {
        heading_words(heading): shape.fields[at]
        for shape in shapes
        for at, heading in enumerate(shape.headings)
        if heading and (shape.reasons[at][0] in (BY_HAND, "mapping", BY_MEMORY))
    }
