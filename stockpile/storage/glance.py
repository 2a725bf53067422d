"""What there is and what waits, counted for the overview: by an index each, or in one pass over the register.

The filters are those that a list of the same weapons is asked with: a figure and its list cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select

from stockpile.domain.filter import WeaponFilter
from stockpile.domain.standing import Disposal, Standing
from stockpile.domain.voucher import Kind, Voucher, stored_time
from stockpile.storage import journal, rows, schema, search, streaming
from stockpile.storage.codec import decode_voucher
from stockpile.storage.reader import Reader

piece, _voucher = schema.weapon.c, schema.voucher.c

# A partial index answers only where its condition stands in the query itself, not as a value bound to it.
ISSUED = piece.standing == literal_column(f"'{Standing.ISSUED.value}'")
IN_TRANSIT = piece.standing == literal_column(f"'{Standing.IN_TRANSIT.value}'")
ALIKE, PLACE = ("site", "standing", "category", "disposal", "year", "flags"), "location"
ANYWHERE: ColumnElement[bool] = literal_column("1") == literal_column("1")


@dataclass(frozen=True, slots=True)
class Holding:
    """So many weapons that are alike in all this."""

    site: str
    standing: str
    category: str
    disposal: str
    year: str
    flags: tuple[str, ...]
    placed: bool
    count: int


@dataclass(frozen=True, slots=True)
class Transit:
    """A consignment under way: where from and to, when it left and is expected (ISO), by whom, how many weapons."""

    reference: str
    site: str
    to: str
    sent_at: datetime
    expected_on: str
    officer: str
    weapons: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file of which rows were rejected when it last came in: the voucher, and how many."""

    reference: str
    site: str
    file: str
    rows: int


def newest(reader: Reader) -> int:
    """The place of the last voucher in the order of recording: what is counted stands as long as this does."""
    return int(reader.connection.scalar(select(func.max(_voucher.id))) or 0)


def alike(reader: Reader) -> Iterator[tuple[tuple[str, ...], bool, int]]:
    """Everything in the register, counted by what charts and lists ask of it: `ALIKE`, and whether it has a `PLACE`."""
    fields = [piece[name] for name in ALIKE]
    placed = piece[PLACE] != ""
    wanted = select(*fields, placed, func.count()).group_by(*fields, placed)
    for *said, has, number in streaming.stream(reader, wanted):
        yield tuple(said), bool(has), number


def holdings(counted: Iterable[tuple[tuple[str, ...], bool, int]]) -> tuple[Holding, ...]:
    """The same, named."""
    return tuple(
        Holding(site, standing, category, disposal, year, rows.read_flags(flags), placed, number)
        for (site, standing, category, disposal, year, flags), placed, number in counted
    )


def count(reader: Reader, where: WeaponFilter, by: ColumnElement[bool] = ANYWHERE) -> int:
    """How many fit. ``by``: what an index is for, written out; nothing that the filter does not say."""
    wanted = search.selection(reader, where, func.count())
    return int(reader.connection.scalar(wanted if by is ANYWHERE else wanted.where(by)) or 0)


def issued_before(reader: Reader, moment: datetime, site: str = "") -> int:
    """How many weapons are issued without a day of return, and nothing was recorded of them since a moment."""
    last = last_before(reader, moment)
    wanted = select(func.count()).where(ISSUED, piece.issued_until == "", piece.voucher <= last)
    return int(reader.connection.scalar(wanted.where(piece.site == site) if site else wanted) or 0)


def in_transit(reader: Reader) -> list[Transit]:
    """Consignments that have not been accepted, the oldest first."""
    wanted = (
        select(piece.consignment, func.count()).where(IN_TRANSIT, piece.consignment != "").group_by(piece.consignment)
    )
    found = []
    for reference, number in reader.connection.execute(wanted):
        sent = journal.by_reference(reader, reference)
        if sent is not None:
            said = {name: str(sent.facts.get(name) or "") for name in ("to", "expected_on")}
            found.append(
                Transit(
                    reference, sent.site, said["to"], sent.recorded_at, said["expected_on"], sent.officer.login, number
                )
            )
    return sorted(found, key=lambda each: each.sent_at)


def dossiers(reader: Reader, stage: Disposal, site: str = "") -> tuple[int, int]:
    """How many dossiers stand at a stage, and how many weapons are in them."""
    wanted = select(func.count(piece.dossier.distinct()), func.count()).where(
        piece.dossier != "", piece.disposal == stage.value, piece.standing == Standing.IN_STOCK.value
    )
    row = reader.connection.execute(wanted.where(piece.site == site) if site else wanted).one()
    return int(row[0]), int(row[1])


def rejected(reader: Reader, latest: int) -> list[Rejected]:
    """Of the files among the latest receipts, those of which rows were rejected the last time they came in."""
    wanted = select(_voucher.body).where(_voucher.kind == Kind.RECEIPT.value).order_by(_voucher.id.desc()).limit(latest)
    seen: set[tuple[str, str]] = set()
    found = []
    for body in reader.connection.scalars(wanted):
        voucher = decode_voucher(body)
        file, number = str(voucher.facts.get("file") or ""), voucher.facts.get("rejected")
        if not file or (voucher.site, file) in seen:
            continue
        seen.add((voucher.site, file))
        if isinstance(number, int) and number > 0:
            found.append(Rejected(voucher.reference, voucher.site, file, number))
    return found


def since(reader: Reader, last: int, site: str, most: int) -> tuple[list[Voucher], int]:
    """The vouchers after a place in the order of recording, newest first, at most so many; and how many there are."""
    later: list[Any] = [_voucher.id > last, *([_voucher.site == site] if site else [])]
    total = int(reader.connection.scalar(select(func.count()).where(*later)) or 0)
    wanted = select(_voucher.body).where(*later).order_by(_voucher.id.desc()).limit(most)
    return [decode_voucher(body) for body in reader.connection.scalars(wanted)], total


def last_before(reader: Reader, moment: datetime) -> int:
    """The place of the last voucher that was recorded by a moment."""
    wanted = select(func.max(_voucher.id)).where(_voucher.recorded_at <= stored_time(moment))
    return int(reader.connection.scalar(wanted) or 0)
