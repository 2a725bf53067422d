"""What a person wants to see of the ledgers at a glance: their heads, the latest vouchers, what is under way."""

from __future__ import annotations

from itertools import islice

from sqlalchemy import func, select

from stockpile.domain.standing import Standing
from stockpile.domain.voucher import Kind, Line, Voucher
from stockpile.storage import journal, schema
from stockpile.storage.codec import decode_voucher
from stockpile.storage.reader import Reader


def heads(reader: Reader) -> list[tuple[str, int, str, str]]:
    """Of every ledger: site, how many vouchers, when the last was sealed (ISO, UTC), and the seal."""
    wanted = (
        select(schema.voucher.c.site, func.count(), func.max(schema.voucher.c.recorded_at))
        .group_by(schema.voucher.c.site)
        .order_by(func.min(schema.voucher.c.id))
    )
    rows = reader.connection.execute(wanted).all()
    return [(site, count, sealed_at, journal.last_seal(reader, site)) for site, count, sealed_at in rows]


def latest_vouchers(reader: Reader, limit: int, kind: Kind | None = None) -> list[Voucher]:
    """The newest vouchers of all ledgers, newest first."""
    wanted = select(schema.voucher.c.body).order_by(schema.voucher.c.id.desc()).limit(limit)
    if kind is not None:
        wanted = wanted.where(schema.voucher.c.kind == kind.value)
    return [decode_voucher(body) for body in reader.connection.scalars(wanted)]


def first_lines(reader: Reader, of: Voucher, most: int) -> tuple[Line, ...]:
    """The first lines of a voucher."""
    return tuple(islice(journal.lines(reader, of), most))


def open_consignments(reader: Reader) -> list[tuple[str, str, int, str]]:
    """What is in transit: reference of the dispatch, site that answers for it, how many weapons, where to."""
    piece = schema.weapon
    wanted = (
        select(piece.c.consignment, piece.c.site, func.count())
        .where(piece.c.consignment != "", piece.c.standing == Standing.IN_TRANSIT.value)
        .group_by(piece.c.consignment, piece.c.site)
        .order_by(piece.c.consignment)
    )
    return [
        (reference, site, count, _fact(reader, reference, "to"))
        for reference, site, count in reader.connection.execute(wanted)
    ]


def open_dossiers(reader: Reader) -> list[tuple[str, str, int, str, str]]:
    """Disposals that are not done: dossier, site, how many weapons, how far they have come, and what was authorised."""
    piece = schema.weapon
    wanted = (
        select(piece.c.dossier, piece.c.site, func.count(), func.min(piece.c.disposal))
        .where(piece.c.dossier != "", piece.c.standing == Standing.IN_STOCK.value)
        .group_by(piece.c.dossier, piece.c.site)
        .order_by(piece.c.dossier)
    )
    return [
        (reference, site, count, stage, _fact(reader, reference, "option"))
        for reference, site, count, stage in reader.connection.execute(wanted)
    ]


def _fact(reader: Reader, reference: str, name: str) -> str:
    found = journal.by_reference(reader, reference)
    return str(found.facts.get(name, "")) if found else ""
