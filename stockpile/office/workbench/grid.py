"""The grid: rows by index arrays and pages, whatever their number; the state of each cell, and the next problem."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from stockpile.domain.errors import Refused
from stockpile.exchange.meaning import Understanding
from stockpile.exchange.survey import RowKind
from stockpile.office.workbench.checking import by_table, cells_of, group_of
from stockpile.office.workbench.results import DOUBT, IN, SERIAL, SORTS, Results
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.totals import totals_of
from stockpile.office.workbench.views import (
    CellView,
    ControlTotal,
    Counts,
    FieldChange,
    Level,
    Problem,
    RowClass,
    RowView,
)
from stockpile.office.workbench.work import Work
from stockpile.storage import register
from stockpile.storage.matching import Sorted

_GOING_IN = (RowClass.NEW, RowClass.CHANGES, RowClass.SAME)
_AT_ONCE = 50_000  # rows
_NOT_LISTED = frozenset({RowKind.BLANK, RowKind.HEADER})


class Grid:
    """What can be seen of the rows of a session."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # -- which rows ----------------------------------------------------------------------------------------------------

    def rows(
        self,
        *,
        classes: Collection[RowClass] = (),
        levels: Collection[Level] = (),
        sorts: Collection[str] = (),
        table: int | None = None,
        left_out: bool = False,
        text: str = "",
    ) -> array[int]:
        """Ids of rows, in order: of the tables that are taken, of these classes, levels and sorts (as `RowView.sort`), that
        hold a text.

        ``left_out``: those that are no rows of their table, in place of those that are.
        """
        work = self._work
        found = array("q")
        for each in work.tables:
            if not each.taken or table not in (None, each.index):
                continue
            wanted = [row for row, kind in enumerate(each.kinds) if _listed(kind, left_out=left_out)]
            if text.strip():
                wanted = _holding(each, wanted, text.strip().casefold())
            found.extend([each.first + row for row in wanted])
        if classes and not left_out:
            asked = frozenset(classes)
            found = array("q", [row for row in found if work.results.row_class(row) in asked])
        if levels and not left_out:
            level, several = work.results.level, frozenset(levels)
            found = array("q", [row for row in found if level[row] in several])
        if sorts and not left_out:
            sort, wanted_sorts = work.results.sorts, {SORTS.index(each) for each in sorts}
            found = array("q", [row for row in found if sort[row] in wanted_sorts])
        return found

    def next_problem(self, after: int, *, least: Level = Level.WARNING, backwards: bool = False) -> int | None:
        """The id of the next row, after (or before) a row, of which something is to be said; round to the other end."""
        found = [row for row, level in enumerate(self._work.results.level) if level >= least]
        if not found:
            return None
        if backwards:
            return found[bisect_left(found, after) - 1]
        return found[bisect_right(found, after) % len(found)]

    # -- one page ------------------------------------------------------------------------------------------------------

    def page(self, ids: Sequence[int]) -> list[RowView]:
        """Some rows, in the order of their ids: what a screen shows at once, not more."""
        with self._work.lock:
            judged = [each for each in ids if self._is_judged(each)]
            details, values = self._details(judged), self._values(judged)
            return [self._row(each, details.get(each), values.get(each, _UNREAD)) for each in ids]

    def texts(self, ids: Sequence[int], headings: Sequence[str]) -> list[list[str]]:
        """What stands in some columns of rows of one shape, by columns: to be copied, however many they are."""
        found: list[list[str]] = [[] for _heading in headings]
        with self._work.lock:
            for table in self._work.tables:
                rows = [each - table.first for each in ids if table.first <= each < table.first + table.height]
                for at, heading in enumerate(headings if rows else ()):
                    column = table.columns[table.shape.names.index(heading)]
                    found[at] += [column.texts[column.codes[row]] for row in rows]
        return found

    def _is_judged(self, row: int) -> bool:
        return self._work.checked and bool(self._work.results.flags[row] & IN)

    def _details(self, ids: Sequence[int]) -> dict[int, _Detail]:
        """What is not kept for every row is worked out for those that are looked at."""
        work, results = self._work, self._work.results
        telling = (RowClass.CHANGES, RowClass.SAME)
        asked = [each for each in ids if results.outcome[each] in telling or results.flags[each] & DOUBT]
        if not asked:
            return {}
        groups = {results.group[each] for each in asked} - {0}
        together = set(asked) | set(results.of_groups(groups))
        found: dict[int, _Detail] = {}
        with work.matching() as matching, work.store.reading() as reader:
            for table, rows in by_table(work.tables, together):
                for read in work.checker.read(table, rows):
                    _collect(found, table, matching.take(read))
            states = register.states(reader, {each.known for each in found.values() if each.known})
        for each in found.values():
            each.state = states.get(each.known, {})
        return found

    def table_of(self, row: int) -> WorkTable:
        """The table that a row stands in.

        Raises:
            Refused: `import.no-such-row`.
        """
        tables = self._work.tables
        at = bisect_right([table.first for table in tables], row) - 1
        if at < 0 or row - tables[at].first >= tables[at].height:
            raise Refused("import.no-such-row", row=row)
        return tables[at]

    def _row(self, each: int, detail: _Detail | None, read: _ReadAs) -> RowView:
        results, table = self._work.results, self.table_of(each)
        row = each - table.first
        kind = table.kinds[row]
        judged = self._is_judged(each)
        problems = results.problems(each) if judged else ()
        outcome = results.outcome[each]
        level = Level(results.level[each])
        cells = tuple(self._cells(table, row, problems, read.values))
        if level is Level.OK and any(cell.was is not None for cell in cells):
            level = Level.CHANGED
        return RowView(
            id=each,
            table=table.index,
            number=row + 1,
            kind=kind,
            row_class=results.row_class(each) if kind == RowKind.ROW else RowClass.LEFT_OUT,
            level=level,
            goes_in=outcome in (RowClass.NEW, RowClass.CHANGES, RowClass.SAME),
            cells=cells,
            sort=SORTS[results.sorts[each]] if judged else "",
            means=read.means,
            problems=problems,
            known=detail.known if detail else "",
            changes=detail.changed() if detail else (),
            like=detail.like if detail else (),
        )

    @staticmethod
    def _cells(table: WorkTable, row: int, problems: Sequence[Problem], values: Mapping[str, str]) -> list[CellView]:
        levels = {each.heading: each.level for each in sorted(problems, key=lambda one: one.level)}
        found = []
        for at, (column, name) in enumerate(zip(table.columns, table.shape.names, strict=True)):
            text = column.text(row)
            was = _was(table, at, row)
            value = values.get(name, "")
            changed = was is not None or (value not in ("", text))
            level = levels.get(name, Level.CHANGED if changed else Level.OK)
            found.append(CellView(text, value if value != text else "", level, was))
        return found

    def _values(self, ids: Sequence[int]) -> dict[int, _ReadAs]:
        """What rows are read as. All rows of a table are read at once: what their texts mean is worked out once."""
        found: dict[int, _ReadAs] = {}
        for table, rows in by_table(self._work.tables, ids):
            reader = self._reader(table)
            found |= _read_as(reader, table, rows)
            for row in rows:
                if table.first + row not in found:  # what stands there twice is told apart only by a reader of its own
                    found |= _read_as(self._reader(table), table, [row])
        return found

    def _reader(self, table: WorkTable) -> Understanding:
        """A reader that has met no row: it judges none, it only says what is read."""
        return self._work.checker.understanding(table)

    # -- figures -------------------------------------------------------------------------------------------------------

    def counts(self) -> Counts:
        """How it stands."""
        with self._work.lock:
            return counted(self._work)

    def totals(self) -> list[ControlTotal]:
        """What the files state in their total rows, against what stands in the rows above them."""
        return [each for table in self._work.tables if table.taken for each in totals_of(table)]

    def group(self, row: int) -> list[int]:
        """The rows that are judged together with a row: those it may be the same as."""
        group = self._work.results.group[row]
        return self._work.results.of_groups({group}) if group else [row]


class _ReadAs(NamedTuple):
    """What a row is read as: ``values`` by heading, where they may be otherwise than written; ``means``: which piece."""

    values: Mapping[str, str]
    means: Mapping[str, str]


_UNREAD = _ReadAs({}, {})
_MEANING = ("maker", "model", "category", "calibre", "nsn")


def _read_as(reader: Understanding, table: WorkTable, rows: Sequence[int]) -> dict[int, _ReadAs]:
    from stockpile.exchange.chunks import STORED

    read, _kept = reader.rows_of_columns([row + 1 for row in rows], *cells_of(table.columns, rows))
    stored = [(heading, STORED[name]) for name, heading in reader.columns.items() if name in STORED]
    stored = [(heading, name) for heading, name in stored if name != STORED["unit_value"]]
    return {
        table.first + each[0] - 1: _ReadAs(
            {heading: str(each[6][name]) for heading, name in stored if name in each[6]},
            {name: str(each[6][name]) for name in _MEANING if each[6].get(name)},
        )
        for each in reversed(read)
    }


class _Detail:
    """What was worked out for one row."""

    def __init__(self, known: str = "", changes: dict[str, object] | None = None, like: tuple[str, ...] = ()) -> None:
        self.known = known
        self.like = like
        self.state: dict[str, object] = {}
        self._changes = changes or {}

    def changed(self) -> tuple[FieldChange, ...]:
        """Old and new of every field that changes."""
        return tuple(
            FieldChange(name, _shown(self.state.get(name)), _shown(value))
            for name, value in self._changes.items()
            if name not in ("source", "digest")
        )


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {each}" for name, each in value.items())
    return "" if value is None else str(value)


def _collect(found: dict[int, _Detail], table: WorkTable, sorted_: Sorted) -> None:
    first = table.first - 1
    for row, known, changes in sorted_.known:
        found[first + row[0]] = _Detail(known.id, changes)
    for new in sorted_.new:
        if new.like:
            found[first + new.row[0]] = _Detail(like=new.like)
    for row, refusal in sorted_.refused:
        named = str(refusal.facts.get("weapon") or "")
        other = refusal.facts.get("first_row")
        found[first + row[0]] = _Detail(like=(named,) if named else (f"row {other}",) if other else ())


def _was(table: WorkTable, at: int, row: int) -> str | None:
    place = table.original.get(at, {}).get(row)
    return None if place is None else table.sheet.columns[at].texts[place]


def _listed(kind: int, *, left_out: bool) -> bool:
    return kind == RowKind.ROW if not left_out else kind not in _NOT_LISTED and kind != RowKind.ROW


def _holding(table: WorkTable, rows: Sequence[int], text: str) -> list[int]:
    """Rows of which a cell holds a text: each distinct cell is looked at once."""
    found: set[int] = set()
    for column in table.columns:
        places = {place for place, each in enumerate(column.texts) if text in each.casefold()}
        if places:
            codes = column.codes
            found |= {row for row in rows if codes[row] in places}
    return sorted(found)


def counted(work: Work) -> Counts:
    """The figures of a check. Rows are counted by all that is kept of them at once: of a million there are a dozen sorts."""
    results = work.results
    if not results.size:
        return Counts(by_class={}, by_level={})
    met = _met(results)
    by_outcome, by_class, sorts = Counter[int](), Counter[RowClass](), Counter[str]()
    rows = with_serial = 0
    for (outcome, sort, flags), count in met.items():
        rows += count if flags & IN else 0
        if outcome:
            by_outcome[outcome] += count
            by_class[RowClass.DUPLICATE if flags & DOUBT else RowClass(outcome)] += count
        if outcome in _GOING_IN:
            sorts[SORTS[sort]] += count
            with_serial += count if SORTS[sort] == "weapon" and flags & SERIAL else 0
    by_class[RowClass.LEFT_OUT] = sum(sum(table.left_out().values()) for table in work.tables if table.taken)
    by_level = {each: results.level.count(each) for each in Level}
    by_level[Level.OK] -= results.size - rows
    without = sorts["weapon"] - with_serial + (_in_lots(results) if sorts["lot"] else 0)
    return Counts(
        by_class={each: by_class[each] for each in RowClass if by_class[each]},
        by_level={each: count for each, count in by_level.items() if count},
        rows=rows,
        goes_in=sum(by_outcome[each] for each in _GOING_IN),
        new=by_outcome[RowClass.NEW],
        changes=by_outcome[RowClass.CHANGES],
        same=by_outcome[RowClass.SAME],
        rejected=by_outcome[RowClass.REJECTED],
        other_items=sorts["equipment"],
        unclear=sorts["unclear"],
        lots=sorts["lot"],
        with_serial=with_serial,
        without_serial=without,
        weapons=with_serial + without,
        duplicates=by_class[RowClass.DUPLICATE],
        quantity_total=round(sum(results.quantity), 4),
        value_total=round(sum(results.value), 4),
    )


def _met(results: Results) -> Counter[tuple[int, int, int]]:
    """How often each outcome, sort and set of flags stands there. Some at a time: counting lets no other thread in."""
    met: Counter[tuple[int, int, int]] = Counter()
    for start in range(0, results.size, _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        met.update(zip(results.outcome[some], results.sorts[some], results.flags[some], strict=True))
    return met


def _in_lots(results: Results) -> int:
    """The pieces of the lots that go in: they count among the weapons without serial number."""
    lot = SORTS.index("lot")
    lots = [row for row, sort in enumerate(results.sorts) if sort == lot]
    return sum(int(results.quantity[row]) for row in lots if results.outcome[row] in _GOING_IN)


__all__ = ["Grid", "counted", "group_of"]
