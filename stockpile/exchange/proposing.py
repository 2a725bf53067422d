"""What a table that is no inventory by its headings and cells could be read as, if somebody says that it is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from stockpile.exchange import headings as h
from stockpile.exchange.amounts import read_amount
from stockpile.exchange.columns import heading_words
from stockpile.exchange.contents import Contents
from stockpile.exchange.survey import missing
from stockpile.reference.models import model

_NEARLY_ALL, _MOSTLY, _HALF = 0.95, 0.8, 0.5
_CODE, _FEW = 4, 3  # letters of a code; codes
_LONG = 4  # digits of a number that tells pieces apart
_NAMING = frozenset(
    {
        *("name", "item", "description", "code", "cd", "class", "kind", "type", "sort", "material", "designation"),
        *("nom", "article", "descripcion", "nombre", "наименование", "الاسم", "名称"),
    }
)
_COUNTING = frozenset(
    {
        *("total", "quantity", "qty", "count", "number", "sum", "pieces", "units", "stock", "amount", "quantite"),
        *("nombre", "cantidad", "количество", "итого", "العدد", "数量"),
    }
)


def proposed(
    headings: Sequence[str], fields: Sequence[str], contents: Sequence[Contents], filled: Collection[int] = ()
) -> dict[int, str]:
    """Fields by the place of their column, for what a table lacks of an inventory; empty where that cannot be told.

    ``filled``: columns that begin groups of rows.
    """
    lacks = missing({field: "" for field in fields if field})
    found: dict[int, str] = {}
    if "counts" in lacks:
        found |= _counting(headings, fields, contents)
    if "names" in lacks:
        free = [at for at in _free(fields, found) if _is_text(contents[at])]
        named = [at for at in free if at not in filled] or free
        at = next((each for each in named if _NAMING & _said(headings[each])), next(iter(named), None))
        if at is None:
            return {}
        found[at] = h.ITEM
    if "counts" in lacks and not set(found.values()) & {h.SERIAL, h.QUANTITY}:
        return {}
    groups = [at for at in _free(fields, found) if at in filled]
    if found and groups and h.PLACE not in fields:
        found[groups[0]] = h.PLACE
    return found


def are_codes(contents: Contents) -> bool:
    """Whether a column holds short codes, of which hardly one is a name of something."""
    texts = set(contents.texts)
    short = sum(len(text) <= _CODE and not any(map(str.isspace, text)) for text in texts)
    return (
        len(texts) >= _FEW
        and short == len(texts)
        and sum(model(each) is not None for each in texts) < len(texts) * _HALF
    )


def _counting(headings: Sequence[str], fields: Sequence[str], contents: Sequence[Contents]) -> dict[int, str]:
    """The column that counts pieces, or else tells them apart. A column `Total` beside no price counts."""
    free = set(_free(fields, ()))
    if h.UNIT_VALUE not in fields and h.TOTAL_VALUE in fields:
        free.add(fields.index(h.TOTAL_VALUE))
    counts = [at for at in sorted(free) if _is_count(contents[at])]
    told = next((at for at in counts if _COUNTING & _said(headings[at])), next(iter(counts), None))
    if told is not None:
        return {told: h.QUANTITY}
    apart = next((at for at in sorted(free) if contents[at].shows(h.SERIAL)), None)
    return {} if apart is None else {apart: h.SERIAL}


def _free(fields: Sequence[str], found: Collection[int]) -> Iterator[int]:
    return (at for at, field in enumerate(fields) if not field and at not in found)


def _said(heading: str) -> frozenset[str]:
    return frozenset(heading_words(heading).split())


def _is_text(contents: Contents) -> bool:
    return bool(contents.texts) and contents.numbers < _HALF and contents.dates < _HALF


def _is_count(contents: Contents) -> bool:
    """Whole numbers, that neither count the rows nor look like numbers of pieces."""
    if not contents.texts or contents.numbers < _NEARLY_ALL or contents.counting:
        return False
    amounts = [amount for cell in contents.cells if (amount := read_amount(cell)[0]) is not None]
    if any(amount < 0 or amount != int(amount) for amount in amounts):
        return False
    lengths = Counter(len(text.split(".")[0]) for text in contents.texts)
    long, often = lengths.most_common(1)[0]
    return long < _LONG or often < len(contents.texts) * _MOSTLY or contents.distinct < _MOSTLY
