"""Why a row may be the same piece as another: what both say, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stockpile.exchange.chunks import STORED
from stockpile.office.workbench.grid import Grid
from stockpile.office.workbench.views import Compared, Evidence, RowView
from stockpile.office.workbench.work import Work
from stockpile.storage import register

_ROW = "row "  # begins the name of another row of the files
# What tells pieces apart, in the order in which people look at it; then what else both say.
_FIRST = ("serial", "maker", "model", "country", "calibre", "category", "asset_number")
_NOT_SHOWN = frozenset({"source", "digest", "other", "flags", "marks", "quantity", "receipt"})
_STANDING = ("standing", "site", "location", "holder", "ended_by")  # of a piece of the register alone

State = Mapping[str, object]


def evidence(work: Work, grid: Grid, row_id: int) -> list[Evidence]:
    """The rows and the pieces of the register that a row may be the same as, or is, beside what it says itself.

    Raises:
        Refused: `import.no-such-row`.
    """
    with work.lock:
        (row,) = grid.page([row_id])
        mine = _said(work, grid, [row_id]).get(row_id, {})
        rows = _other_rows(grid, row)
        said = _said(work, grid, rows)
        pieces = list(
            dict.fromkeys(filter(None, (row.known, *(each for each in _named(row) if not each.startswith(_ROW)))))
        )
        with work.store.reading() as reader:
            states = register.states(reader, pieces)
    found = [_of_piece(each, mine, states[each]) for each in pieces if each in states]
    numbers = {each.id: each for each in grid.page(rows)}
    return found + [_of_row(numbers[each], mine, said.get(each, {})) for each in rows]


def _named(row: RowView) -> list[str]:
    """What is named by the judgement itself, and by what was said of the row when it was read."""
    facts = [each.facts for each in row.problems]
    firsts = [f"{_ROW}{each['first_row']}" for each in facts if each.get("first_row")]
    return [*row.like, *(str(each["weapon"]) for each in facts if each.get("weapon")), *firsts]


def _other_rows(grid: Grid, row: RowView) -> list[int]:
    """The rows that are named, by their ids: of those that are judged together with this one, the last before it."""
    numbers = {each.removeprefix(_ROW) for each in _named(row) if each.startswith(_ROW)}
    found: dict[str, int] = {}
    for each in grid.group(row.id):
        number = str(each - grid.table_of(each).first + 1)
        if each < row.id and number in numbers:
            found[number] = each
    return sorted(found.values())


def _said(work: Work, grid: Grid, ids: Sequence[int]) -> dict[int, State]:
    """What rows are read as."""
    found: dict[int, State] = {}
    for each in ids:
        table = grid.table_of(each)
        read = next(work.checker.read(table, [each - table.first]), [])
        if read:
            found[each] = read[0][6]
    return found


def _of_piece(subject: str, mine: State, state: State) -> Evidence:
    more = [Compared(name, "", _text(state[name])) for name in _STANDING if state.get(name)]
    return Evidence(subject, 0, 0, (*more, *_compared(mine, state)), str(state.get("standing") or ""))


def _of_row(row: RowView, mine: State, said: State) -> Evidence:
    return Evidence("", row.id, row.number, tuple(_compared(mine, said)))


def _compared(mine: State, other: State) -> list[Compared]:
    further = [name for name in STORED.values() if name not in _FIRST and name not in _NOT_SHOWN]
    names = [name for name in (*_FIRST, *dict.fromkeys(further)) if mine.get(name) or other.get(name)]
    return [Compared(name, _text(mine.get(name)), _text(other.get(name))) for name in names]


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
