"""The nominal list: every weapon of a voucher by what identifies it on that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stockpile.documents.content import PaperContent
from stockpile.documents.setting import Table, TableColumn
from stockpile.documents.words import Words
from stockpile.domain.category import Category
from stockpile.domain.state import State, text
from stockpile.domain.subject import is_equipment, is_weapon
from stockpile.domain.voucher import Line
from stockpile.reference.categories import LABELS


def identity(line: Line) -> State:
    """What names the piece on the day of the voucher."""
    return {**line.set, **line.seen} if line.seen else line.set


def pieces(content: PaperContent) -> list[Line]:
    """The lines about weapons and equipment."""
    return [line for line in content.lines if is_weapon(line.subject) or is_equipment(line.subject)]


def nominal_list(
    content: PaperContent, words: Words, title: str, last: tuple[str, Sequence[str]] | None = None
) -> Table:
    """The list. ``last``: heading and values of a further column, one value a piece."""
    listed = pieces(content)
    columns = [
        TableColumn(words("No."), "auto"),
        TableColumn(words("Weapon"), "auto", mono=True),
        TableColumn(words("Manufacturer"), "1.35fr"),
        TableColumn(words("Model"), "0.85fr"),
        TableColumn(words("Serial number"), "1.05fr", mono=True),
        TableColumn(words("Country"), "auto"),
        TableColumn(words("Category"), "1.15fr"),
        TableColumn(words("Calibre"), "1.2fr"),
    ]
    rows = [_row(number, line, words) for number, line in enumerate(listed, 1)]
    if last is not None:
        columns.append(TableColumn(last[0], "0.9fr"))
        rows = [[*row, value] for row, value in zip(rows, last[1], strict=True)]
    beyond = content.voucher.lines - len(content.lines)
    more = (
        words("{count} further lines stand in the ledger under this voucher.").format(count=beyond)
        if beyond > 0
        else ""
    )
    return Table(title, columns, rows, more)


def _row(number: int, line: Line, words: Words) -> list[str]:
    said = identity(line)
    category = text(said, "category")
    label = words(LABELS[Category(category)]) if category in set(Category) else category
    return [
        str(number),
        line.subject,
        text(said, "maker"),
        text(said, "model") or text(said, "item"),
        text(said, "serial") or "—",
        text(said, "country"),
        label,
        text(said, "calibre"),
    ]


def totals(content: PaperContent, words: Words) -> list[tuple[str, int]]:
    """How many weapons of each category, and in all."""
    counted = Counter(text(identity(line), "category") for line in content.lines if is_weapon(line.subject))
    found = [(words(LABELS[each]), counted.pop(each.value)) for each in Category if counted.get(each.value)]
    found += [(words("category not known"), sum(counted.values()))] if counted else []
    return [*found, (words("All weapons"), sum(count for _label, count in found))] if found else []
