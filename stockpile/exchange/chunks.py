"""Rows of a table, some thousands at a time, turned into columns of facts.

Loops run over columns because a million rows pass here; what is odd about a single row is noted beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, repeat

from stockpile.domain.serials import is_placeholder
from stockpile.exchange import headings as h
from stockpile.exchange.amounts import decimal_mark
from stockpile.exchange.cells import LARGEST_EXACT, Cell, text_of
from stockpile.exchange.columns import Column, heading_words
from stockpile.exchange.conditions import condition
from stockpile.exchange.conversion import PARTING, Readings, Texts, amount_readings, date_readings
from stockpile.exchange.dates import Order, order_of
from stockpile.exchange.facts import Chunk, Columns
from stockpile.reference.categories import category
from stockpile.reference.countries import countries, country

Warn = Callable[..., None]
Sampled = Callable[[int], Iterable[Cell]]

# Fields stored as they stand in the file, and the names they are stored under.
_AS_WRITTEN = {
    h.MAKER: "maker", h.CALIBRE: "calibre", h.PLACE: "place", h.ITEM: "item", h.UNIT: "unit", h.YEAR: "year",
    h.HOLDER: "holder_text", h.REMARK: "remark", h.DOCUMENT: "document", h.ASSET_NUMBER: "asset_number",
}  # fmt: skip
# Every field that states a fact of the register, and the name of that fact.
STORED = _AS_WRITTEN | {
    h.SERIAL: "serial", h.MODEL: "model", h.COUNTRY: "country", h.CATEGORY: "category", h.NSN: "nsn",
    h.IMPORT_COUNTRY: "import_country", h.RECEIVED_ON: "received_on", h.CONDITION: "condition",
    h.UNIT_VALUE: "unit_value",
}  # fmt: skip
_TELLING = re.compile(r"[1-9]").search  # no placeholder has one of these; most numbers do
UNITS = {
    word: factor
    for factor, words in {
        2: "pair pairs pr paire paires par pares пара пары زوج 对 双",
        12: "dozen dozens dz doz douzaine douzaines docena docenas дюжина дюжины دزينة 打",
        100: "hundred hundreds hd cent centaine centaines cien ciento centenar сотня сотни مئة مائة 百",
        144: "gross gr grosse gruesa гросс قروصة 罗",
        1000: "thousand thousands mx mille millier mil millar тысяча тысячи ألف 千",
    }.items()
    for word in words.split()
}
_TOLERANCE = 0.006  # of a total against its parts, for each piece: prices are rounded to cents


@dataclass(frozen=True, slots=True)
class Settings:
    """What an officer has said of columns, in place of what they show.

    Attributes:
        order: which comes first in dates. marks: by field, which mark stands before decimals (none: nothing tells).
        units: whether `Dozen` and `Hundred` in the column of units multiply the quantity of weapons.
        coded: whether the items are codes of somebody's own, of which some read like models of weapons (`M14`).
    """

    order: Order | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    units: bool = False
    coded: bool = False


class ChunkReader:
    """Reads the rows of one table, whose columns are known."""

    def __init__(
        self, mapped: Sequence[Column], sampled: Sampled, warn: Warn, settings: Settings | None = None
    ) -> None:
        """``sampled``: gives cells of a column, by its index; dates and decimal marks are decided by them."""
        self._mapped = mapped
        self._settings = settings or Settings()
        self._at = {column.field: column.index for column in mapped if column.field}
        self._heading = {column.field: column.heading for column in mapped if column.field}
        self._warn_row = warn
        self._texts = [Texts() for _ in mapped]
        self._sampled = sampled
        self._dates = date_readings(self._cells_of(h.RECEIVED_ON), self._settings.order)
        amounts = (h.QUANTITY, h.UNIT_VALUE, h.TOTAL_VALUE)
        self._amounts = {
            name: amount_readings(self._cells_of(name), self._settings.marks.get(name)) for name in amounts
        }
        self._countries = Readings(_country_code)
        self._conditions = Readings(_condition)
        self._categories = Readings(_category)
        self._outlived = Readings(_outlived)
        counted = [column for column in mapped if _tells(column)]
        by_heading = sorted(counted, key=lambda column: (heading_words(column.heading), column.index))
        self._content = [column.index for column in by_heading]
        self._blank = PARTING * max(len(counted) - 1, 0)
        self._identifying = [self._at[name] for name in sorted(self._at) if name != h.ROW_NUMBER]
        self._kept = [column for column in counted if column.field in ("", h.REGION)]

    def _cells_of(self, name: str) -> Iterable[Cell]:
        at = self._at.get(name)
        return () if at is None else self._sampled(at)

    def otherwise(self) -> Settings | None:
        """What the columns decide, now that all of their rows are known, where a row would be read otherwise by it."""
        order = order_of(self._dates.seen)
        marks = {name: decimal_mark(each.seen) for name, each in self._amounts.items() if name in self._at}
        if self._dates.reads_otherwise(order) or any(
            self._amounts[name].reads_otherwise(marks[name]) for name in marks
        ):
            return Settings(order=order, marks=marks)
        return None

    def read(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> Chunk:
        """Turn rows, each with its number in the file, into columns; blank rows are left out."""
        if not rows:
            return Chunk([], [[] for _ in self._mapped], [])
        cells, beyond = self._turned([row[1] for row in rows])
        texts = [each.read(column) for each, column in zip(self._texts, cells, strict=True)]
        contents = self._contents(texts)
        if self._blank in contents:
            return self.read([row for row, content in zip(rows, contents, strict=True) if content != self._blank])
        chunk = Chunk([row[0] for row in rows], texts, contents)
        for at, other in beyond.items():
            chunk.note(at).other.update(other)
        return self._read_facts(chunk, cells)

    def read_columns(
        self, numbers: Sequence[int], cells: Sequence[Sequence[Cell]], texts: list[list[str]]
    ) -> tuple[Chunk, list[int]]:
        """The same of rows that are columns already; and the places of those that were not blank, where some were."""
        contents = self._contents(texts)
        if self._blank not in contents:
            return self._read_facts(Chunk(numbers, texts, contents), cells), []
        kept = [at for at, content in enumerate(contents) if content != self._blank]
        if not kept:
            return Chunk([], [[] for _ in self._mapped], []), []
        cells = [[column[at] for at in kept] for column in cells]
        texts = [[column[at] for at in kept] for column in texts]
        chunk = Chunk([numbers[at] for at in kept], texts, [contents[at] for at in kept])
        return self._read_facts(chunk, cells), kept

    def _contents(self, texts: Sequence[Sequence[str]]) -> list[str]:
        return list(map(PARTING.join, zip(*(texts[at] for at in self._content), strict=True)))

    def _read_facts(self, chunk: Chunk, cells: Sequence[Sequence[Cell]]) -> Chunk:
        texts = chunk.texts
        self._read_serials(chunk, cells)
        self._read_quantities(chunk, cells)
        facts: dict[str, Sequence[object]] = {"serial": chunk.serials, **self._as_written(chunk)}
        facts |= self._read_values(chunk, cells)
        facts |= self._read_countries(chunk)
        facts |= self._read_dates(chunk, cells)
        facts |= self._read_conditions(chunk)
        self._keep_unknown_categories(chunk)
        size = len(chunk.numbers)
        chunk.facts = Columns(facts, size)
        chunk.other = Columns({column.heading: texts[column.index] for column in self._kept}, size)
        return chunk

    def identifying(self, chunk: Chunk, place: int) -> str:
        """The cells of a row that have a field: what its key is made of where nothing else names it."""
        return PARTING.join([chunk.texts[at][place] for at in self._identifying])

    def column(self, chunk: Chunk, name: str) -> Iterable[str]:
        """The texts of a field; blanks where no column has it."""
        at = self._at.get(name)
        return repeat("", len(chunk.numbers)) if at is None else chunk.texts[at]

    def _turned(self, lines: list[Sequence[Cell]]) -> tuple[list[tuple[Cell, ...]], dict[int, dict[str, str]]]:
        """Columns of equal length, and what stands beyond the last heading."""
        width = len(self._mapped)
        if set(map(len, lines)) == {width}:
            return list(zip(*lines, strict=True)), {}
        beyond = {
            at: {
                f"column {place}": text_of(cell) for place, cell in enumerate(line[width:], width + 1) if text_of(cell)
            }
            for at, line in enumerate(lines)
            if len(line) > width
        }
        level = [tuple(islice(chain(line, repeat(None)), width)) for line in lines]
        return list(zip(*level, strict=True)), {at: other for at, other in beyond.items() if other}

    def _warn(self, chunk: Chunk, at: int, name: str, code: str, **facts: object) -> None:
        self._warn_row(chunk.numbers[at], self._heading[name], code, **facts)

    def _as_written(self, chunk: Chunk) -> dict[str, list[str]]:
        found = {stored: chunk.texts[self._at[name]] for name, stored in _AS_WRITTEN.items() if name in self._at}
        if h.ASSET_NUMBER in self._at:
            found["asset_number"] = chunk.assets = self._numbering(chunk, h.ASSET_NUMBER)
        return found

    def _numbering(self, chunk: Chunk, name: str) -> list[str]:
        """Serials or asset numbers; placeholders are none, and are kept under their heading."""
        texts = chunk.texts[self._at[name]]
        numbers = [text if _TELLING(text) or not is_placeholder(text) else "" for text in texts]
        if numbers != texts:
            for at, text in enumerate(texts):
                if text and not numbers[at]:
                    chunk.note(at).other[self._heading[name]] = text
        return numbers

    def _read_serials(self, chunk: Chunk, cells: Sequence[Sequence[Cell]]) -> None:
        at = self._at.get(h.SERIAL)
        if at is None:
            chunk.serials = [""] * len(chunk.numbers)
            return
        chunk.serials = self._numbering(chunk, h.SERIAL)
        if "E+" in (joined := PARTING.join(chunk.serials).upper()) or float in set(map(type, cells[at])):
            self._look_for_damage(chunk, cells[at], scientific="E+" in joined)

    def _look_for_damage(self, chunk: Chunk, cells: Sequence[Cell], *, scientific: bool) -> None:
        """A spreadsheet that took a serial for a number has lost its zeros or its last digits."""
        for at, (cell, text) in enumerate(zip(cells, chunk.serials, strict=True)):
            too_long = isinstance(cell, float) and abs(cell) >= LARGEST_EXACT
            if too_long or (scientific and _is_scientific(text)):
                chunk.note(at).flags.append("serial-damaged")
                self._warn(chunk, at, h.SERIAL, "serial-damaged", text=text)

    def _read_quantities(self, chunk: Chunk, cells: Sequence[Sequence[Cell]]) -> None:
        place = self._at.get(h.QUANTITY)
        if place is None:
            chunk.quantities = [1.0] * len(chunk.numbers)
            return
        reading = self._amounts[h.QUANTITY]
        read = reading.values(cells[place])
        chunk.quantities = [1.0 if number is None else number for number in read]
        if self._settings.units and h.UNIT in self._at:
            self._multiply(chunk)
        if reading.odd or None in read or min(chunk.quantities) <= 0:
            self._judge_quantities(chunk, read, dict(reading.codes(cells[place])))

    def _multiply(self, chunk: Chunk) -> None:
        """Pieces out of dozens and hundreds; said of each row."""
        for at, unit in enumerate(chunk.texts[self._at[h.UNIT]]):
            factor = UNITS.get(unit.casefold().strip(" ."), 1)
            if factor > 1:
                self._warn(
                    chunk, at, h.UNIT, "unit-multiplied", unit=unit, factor=factor, quantity=chunk.quantities[at]
                )
                chunk.quantities[at] *= factor

    def _judge_quantities(self, chunk: Chunk, read: Sequence[float | None], unreadable: Mapping[int, str]) -> None:
        texts = chunk.texts[self._at[h.QUANTITY]]
        for at, number in enumerate(read):
            if at in unreadable or (number is not None and number <= 0):
                chunk.rejected[at] = "quantity-unreadable" if at in unreadable else _less(number or 0.0)
                chunk.quantities[at] = 0.0
                self._warn(chunk, at, h.QUANTITY, chunk.rejected[at], text=texts[at])
            elif number is None and not chunk.serials[at] and any(column[at] for column in chunk.texts):
                self._warn(chunk, at, h.QUANTITY, "quantity-blank")

    def _read_values(self, chunk: Chunk, cells: Sequence[Sequence[Cell]]) -> dict[str, list[float | str]]:
        units = self._prices(chunk, cells, h.UNIT_VALUE)
        totals = self._prices(chunk, cells, h.TOTAL_VALUE)
        chunk.values = [
            total if total is not None else (unit or 0.0) * quantity
            for total, unit, quantity in zip(totals, units, chunk.quantities, strict=True)
        ]
        if h.UNIT_VALUE in self._at and h.TOTAL_VALUE in self._at:
            self._compare(chunk, units, totals)
        return {"unit_value": ["" if unit is None else unit for unit in units]}

    def _prices(self, chunk: Chunk, cells: Sequence[Sequence[Cell]], name: str) -> list[float | None]:
        place = self._at.get(name)
        if place is None:
            return [None] * len(chunk.numbers)
        read = self._amounts[name].values(cells[place])
        for at, code in self._amounts[name].codes(cells[place]):
            self._keep(chunk, at, name)
            self._warn(chunk, at, name, code, text=chunk.texts[place][at])
        return read

    def _compare(self, chunk: Chunk, units: list[float | None], totals: list[float | None]) -> None:
        for at, (unit, total, quantity) in enumerate(zip(units, totals, chunk.quantities, strict=True)):
            if unit is None or total is None or total == unit * quantity:
                continue
            if abs(total - unit * quantity) > _TOLERANCE * max(quantity, 1.0):
                self._warn(chunk, at, h.TOTAL_VALUE, "total-disagrees", total=total, unit_value=unit, quantity=quantity)

    def _keep(self, chunk: Chunk, at: int, name: str) -> None:
        """Keep a text that could not be read under its heading."""
        chunk.note(at).other[self._heading[name]] = chunk.texts[self._at[name]][at]

    def _read_countries(self, chunk: Chunk) -> dict[str, list[str]]:
        chunk.countries = self._country_codes(chunk, h.COUNTRY)
        if h.COUNTRY in self._at and h.YEAR in self._at:
            self._look_for_outlived(chunk)
        found = {"country": chunk.countries} if h.COUNTRY in self._at else {}
        if h.IMPORT_COUNTRY in self._at:
            found["import_country"] = self._country_codes(chunk, h.IMPORT_COUNTRY)
        return found

    def _country_codes(self, chunk: Chunk, name: str) -> list[str]:
        texts = list(self.column(chunk, name))
        read = self._countries.values(texts)
        for at, code in self._countries.codes(texts):
            chunk.note(at).flags.append(code)
            self._warn(chunk, at, name, code, text=texts[at])
        return read

    def _look_for_outlived(self, chunk: Chunk) -> None:
        """Made in a state before it was or after it ended (IX-04)."""
        years = chunk.texts[self._at[h.YEAR]]
        both = list(zip(chunk.countries, years, strict=True))
        self._outlived.values(both)
        for at, code in self._outlived.codes(both):
            chunk.note(at).flags.append(code)
            self._warn(chunk, at, h.YEAR, code, country=both[at][0], year=both[at][1])

    def _read_dates(self, chunk: Chunk, cells: Sequence[Sequence[Cell]]) -> dict[str, list[str]]:
        place = self._at.get(h.RECEIVED_ON)
        if place is None:
            return {}
        read = self._dates.values(cells[place])
        for at, code in self._dates.codes(cells[place]):
            text = chunk.texts[place][at]
            self._warn(chunk, at, h.RECEIVED_ON, code, text=text)
            if not read[at]:
                chunk.note(at).remarks.append(f"{self._heading[h.RECEIVED_ON]}: {text}")
        return {"received_on": read}

    def _read_conditions(self, chunk: Chunk) -> dict[str, list[str]]:
        if h.CONDITION not in self._at:
            return {}
        texts = chunk.texts[self._at[h.CONDITION]]
        read = self._conditions.values(texts)
        for at, code in self._conditions.codes(texts):
            self._keep(chunk, at, h.CONDITION)
            self._warn(chunk, at, h.CONDITION, code, text=texts[at])
        return {"condition": read}

    def _keep_unknown_categories(self, chunk: Chunk) -> None:
        """`classify` says what a known one is; the text of others is kept."""
        texts = list(self.column(chunk, h.CATEGORY))
        self._categories.values(texts)
        for at, _ in self._categories.codes(texts):
            self._keep(chunk, at, h.CATEGORY)


def _tells(column: Column) -> bool:
    """Whether a column says something of its rows: not their number, nor what the program wrote behind them."""
    return column.field not in (h.ROW_NUMBER, h.IGNORED) and not column.heading.startswith(h.OURS)


def _is_scientific(text: str) -> bool:
    mantissa, _, exponent = text.upper().partition("E+")
    return exponent.isdecimal() and mantissa.replace(".", "", 1).replace(",", "", 1).isdecimal()


def _less(number: float) -> str:
    return "quantity-negative" if number < 0 else "quantity-zero"


def _country_code(text: str) -> tuple[str, str]:
    """The code of a country; an unknown one stays as it is written."""
    found = country(text) if text else None
    if found is not None:
        return found.code, ""
    return text, "" if is_placeholder(text) else "country-unknown"


def _condition(text: str) -> tuple[str, str]:
    found = condition(text) if text else None
    if found is not None:
        return found.value, ""
    return "", "" if is_placeholder(text) else "condition-unknown"


def _category(text: str) -> tuple[str, str]:
    return text, "category-unknown" if text and category(text) is None else ""


def _outlived(place_and_year: tuple[str, str]) -> tuple[bool, str]:
    code, year = place_and_year
    known = countries().get(code)
    dated = year.isdecimal() and len(year) == len("1999")
    outlived = known is not None and dated and not known.existed_in(int(year))
    return outlived, "country-outlived" if outlived else ""
