"""What the cells of one column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import pairwise

from stockpile.domain import stocknumber
from stockpile.domain.serials import is_placeholder
from stockpile.exchange import amounts, dates
from stockpile.exchange import headings as h
from stockpile.exchange.cells import Cell, text_of
from stockpile.exchange.conditions import condition
from stockpile.exchange.nouns import Verdict, said
from stockpile.reference.calibres import calibre
from stockpile.reference.categories import category
from stockpile.reference.countries import country
from stockpile.reference.makers import maker
from stockpile.reference.models import model

_LOOKED_AT = 300  # cells a question looks at; the answers do not get better with more
_FEW = 3
_CODE_LENGTH = 3  # letters of a country's code; what is longer is a name
_LOCAL_LENGTH, _NSN_LENGTH = 10, 12  # shortest stock numbers
_RARELY, _AT_TIMES, _HALF, _MOSTLY, _NEARLY_ALL = 0.1, 0.3, 0.5, 0.8, 0.95  # shares of a column
_YEAR = re.compile(r"(?:1[89]|20)\d{2}(?:\D.*)?")
_UNITS = frozenset(
    """
    each ea pc pcs piece pieces unit units set sets box boxes kit kits pair pr pairs lot roll pack pk pg bx se kt ro
    hd assembly ay can bottle dozen dz gallon foot feet meter package bundle spool sheet piece(s) unite u pza pieza
    шт штука штук компл قطعه قطعة حبة وحدة 件 支 把 个 套 只 枝 挺 门 具
    """.split()  # noqa: SIM905 - a list of words reads as one
)


class Contents:
    """The cells of one column of the sample."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        every = [(cell, text_of(cell)) for cell in cells]
        self.cells = [cell for cell, text in every if text]
        self.texts = [text for _, text in every if text]

    def share(self, test: Callable[[str], object]) -> float:
        """How many of the texts pass a test, from 0 to 1; 0 where there are none."""
        looked = self.texts[:_LOOKED_AT]
        return sum(bool(test(text)) for text in looked) / len(looked) if looked else 0.0

    @cached_property
    def numbers(self) -> float:
        """Share of the cells that are numbers."""
        looked = self.cells[:_LOOKED_AT]
        return sum(amounts.read_amount(cell)[0] is not None for cell in looked) / len(looked) if looked else 0.0

    @cached_property
    def dates(self) -> float:
        """Share of the cells that are dates, even if it is not certain which."""
        looked = self.cells[:_LOOKED_AT]
        good = {"", dates.AMBIGUOUS, dates.ORDER, dates.INCOMPLETE}
        return sum(dates.read_date(cell)[1] in good for cell in looked) / len(looked) if looked else 0.0

    @cached_property
    def counting(self) -> bool:
        """Whether the column only counts its rows: 1, 2, 3 ..."""
        looked = [text.rstrip(".") for text in self.texts[:_LOOKED_AT]]
        if len(looked) < _FEW or not all(text.isdecimal() for text in looked):
            return False
        steps = [int(following) - int(one) for one, following in pairwise(looked)]
        return int(looked[0]) <= 1 and steps.count(1) >= len(steps) * _NEARLY_ALL

    @cached_property
    def distinct(self) -> float:
        """Share of texts that are different from one another."""
        looked = [text for text in self.texts[:_LOOKED_AT] if not is_placeholder(text)]
        return len(set(looked)) / len(looked) if looked else 0.0

    def speaks_for(self, field: str) -> bool | None:
        """Whether the cells speak for a field (True), against it (False), or do not tell (None)."""
        if not self.texts:
            return None
        return _TESTS[field](self) if field in _TESTS else None

    def shows(self, field: str) -> bool:
        """Whether the cells alone are enough to take the column for ``field``."""
        if len(self.texts) < _FEW:
            return False
        return field in _PROOFS and _PROOFS[field](self)

    def contradicts(self, field: str) -> bool:
        """Whether the cells cannot be what the heading says."""
        return bool(self.texts) and field in _VETOES and _VETOES[field](self)


def _stock_number(text: str) -> bool:
    return stocknumber.supply_class(text) != "" and len(text) >= _LOCAL_LENGTH


def _named(text: str) -> bool:
    return said(text).verdict is not Verdict.NOTHING


def _weapon(text: str) -> bool:
    return said(text).verdict is Verdict.WEAPON


def _with_digit(text: str) -> bool:
    return any(each.isdigit() for each in text)


def _real_model(text: str) -> bool:
    return _with_digit(text) and any(each.isalpha() for each in text) and model(text) is not None


def _real_country(text: str) -> bool:
    return len(text) > _CODE_LENGTH and not text.isdigit() and country(text) is not None


def _numbering(contents: Contents) -> bool:
    return not contents.counting and contents.share(_with_digit) >= _HALF and contents.distinct >= _HALF


_TESTS: dict[str, Callable[[Contents], bool | None]] = {
    h.ROW_NUMBER: lambda c: c.counting,
    h.SERIAL: lambda c: (
        _numbering(c) or (None if not c.counting and (c.distinct == 0 or len(c.texts) < _FEW) else False)
    ),
    h.ASSET_NUMBER: _numbering,
    h.CATEGORY: lambda c: c.share(category) >= _HALF,
    h.MODEL: lambda c: c.share(model) >= _AT_TIMES or None,
    h.ITEM: lambda c: c.share(_named) >= _AT_TIMES or None,
    h.CONDITION: lambda c: c.share(condition) >= _HALF,
    h.QUANTITY: lambda c: c.numbers >= _MOSTLY,
    h.UNIT: lambda c: c.share(lambda text: text.casefold().strip(".") in _UNITS) >= _HALF,
    h.TOTAL_VALUE: lambda c: c.numbers >= _MOSTLY,
    h.UNIT_VALUE: lambda c: c.numbers >= _MOSTLY,
    h.MAKER: lambda c: c.share(maker) >= _AT_TIMES or None,
    h.CALIBRE: lambda c: c.share(lambda text: calibre(text).exact) >= _AT_TIMES or None,
    h.YEAR: lambda c: c.share(_YEAR.fullmatch) >= _HALF or None,
    h.NSN: lambda c: c.share(_stock_number) >= _AT_TIMES,
    h.HOLDER: lambda c: None if c.numbers < _HALF else False,
    h.PLACE: lambda c: None if c.numbers < _MOSTLY else False,
}
_PROOFS: dict[str, Callable[[Contents], bool]] = {
    h.NSN: lambda c: c.share(_stock_number) >= _MOSTLY and c.share(lambda text: len(text) >= _NSN_LENGTH) >= _MOSTLY,
    h.CATEGORY: lambda c: c.share(category) >= _MOSTLY and c.share(lambda text: len(text) > _CODE_LENGTH) >= _MOSTLY,
    h.MAKER: lambda c: c.share(maker) >= _MOSTLY,
    h.MODEL: lambda c: c.share(_real_model) >= _HALF,
    h.CALIBRE: lambda c: c.share(lambda text: calibre(text).exact and not text.isdigit()) >= _HALF,
    h.ITEM: lambda c: c.share(_named) >= _HALF and c.share(lambda text: len(text) > _CODE_LENGTH) >= _HALF,
    h.COUNTRY: lambda c: c.share(_real_country) >= _MOSTLY,
    h.SERIAL: lambda c: _numbering(c) and c.distinct >= _MOSTLY,
    h.RECEIVED_ON: lambda c: c.dates >= _MOSTLY and c.numbers < _HALF,
}
_VETOES: dict[str, Callable[[Contents], bool]] = {
    h.QUANTITY: lambda c: c.numbers < _AT_TIMES,
    h.UNIT_VALUE: lambda c: c.numbers < _AT_TIMES,
    h.TOTAL_VALUE: lambda c: c.numbers < _AT_TIMES,
    h.RECEIVED_ON: lambda c: c.dates < _AT_TIMES,
    h.NSN: lambda c: c.share(_stock_number) < _RARELY and c.share(_with_digit) < _HALF,
    h.SERIAL: lambda c: c.counting,
    h.CATEGORY: lambda c: c.share(category) < _RARELY and c.share(_weapon) < _RARELY,
    h.CONDITION: lambda c: c.share(condition) < _RARELY,
}
