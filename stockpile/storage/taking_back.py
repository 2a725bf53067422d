"""What an import left in the register, and whether anything has happened to it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from stockpile.domain.events import Event
from stockpile.domain.state import fold
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import Line
from stockpile.storage import journal, register, schema, streaming
from stockpile.storage.codec import decode_line
from stockpile.storage.reader import Reader

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Left:
    """One line of an import.

    Attributes:
        now: the piece as it is. before: as it was before, for a line that changed it.
        since: reference of the last voucher that touched it after the import; empty where none did.
    """

    line: Line
    now: dict[str, object]
    before: dict[str, object]
    since: str


def left_by(reader: Reader, voucher: int, *, states: bool = True) -> Iterator[list[Left]]:
    """The lines of a voucher, some at a time. ``states``: also what is needed to take them back."""
    lines = journal.lines(reader, voucher)
    names = register.references(reader)
    while chunk := list(islice(lines, CHUNK)):
        last = _last_vouchers(reader, [line.subject for line in chunk])
        untouched = [line for line in chunk if last.get(line.subject) == voucher] if states else []
        now = register.states(reader, [line.subject for line in untouched])
        changed = [line.subject for line in untouched if line.event == Event.UPDATED]
        before = _before(reader, changed, voucher)
        yield [
            Left(
                line,
                now.get(line.subject, {}),
                before.get(line.subject, {}),
                "" if last.get(line.subject) == voucher else names.get(last.get(line.subject, 0), ""),
            )
            for line in chunk
        ]


def _last_vouchers(reader: Reader, subjects: Sequence[str]) -> dict[str, int]:
    """The last voucher that touched each piece."""
    found: dict[str, int] = {}
    for table, of_weapons in ((schema.weapon, True), (schema.equipment, False)):
        wanted = [each for each in subjects if is_weapon(each) is of_weapons]
        if wanted:
            query = select(table.c.id, table.c.voucher).where(table.c.id.in_(wanted))
            found |= dict(streaming.stream(reader, query))
    return found


def _before(reader: Reader, subjects: Sequence[str], voucher: int) -> dict[str, dict[str, object]]:
    """Pieces as they were before a voucher."""
    found: dict[str, dict[str, object]] = {}
    table = schema.line.c
    wanted = select(table.subject, table.body).where(table.subject.in_(subjects), table.voucher < voucher)
    wanted = wanted.order_by(table.subject, table.voucher, table.position)
    for subject, body in streaming.stream(reader, wanted) if subjects else ():
        found[subject] = fold(found.get(subject), decode_line(body).set)
    return found
