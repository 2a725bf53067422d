"""Reading the ledgers: vouchers, their lines, time-lines, seals and proofs. Writing is `Unit.append`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Column, ColumnElement, RowMapping, Select, and_, select

from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Line, Voucher, read_time, split_reference, stored_time
from stockpile.sealing.checkpoint import Checkpoint, read_unverified
from stockpile.sealing.merkle import inclusion_path, inclusion_proof, leaf_hash
from stockpile.sealing.proof import TlogProof, line_proof
from stockpile.storage import schema
from stockpile.storage.codec import decode_line, decode_voucher
from stockpile.storage.heads import StoredNodes, last_note
from stockpile.storage.reader import Reader
from stockpile.storage.store import Unit

Found = TypeVar("Found")
_CHUNK = 1000  # rows fetched at once


# -- vouchers ----------------------------------------------------------------------------------------------------------


def vouchers(reader: Reader, site: str | None = None, *, after_seq: int = -1) -> Iterator[Voucher]:
    """The vouchers of one ledger in its order, after a place in it; or of all ledgers in the order of recording."""
    order = schema.voucher.c.id if site is None else schema.voucher.c.seq
    wanted = select(order, schema.voucher.c.body).where(schema.voucher.c.seq > after_seq)
    if site is not None:
        wanted = wanted.where(schema.voucher.c.site == site)
    for body in _paged(reader, wanted, order):
        yield decode_voucher(body)


def voucher_at(reader: Reader, voucher_id: int) -> Voucher | None:
    """The voucher with that place in the order of recording of this database."""
    return _one(reader, schema.voucher.c.id == voucher_id)


def latest(reader: Reader, site: str) -> Voucher | None:
    """The newest voucher of a ledger."""
    newest = (
        select(schema.voucher.c.body)
        .where(schema.voucher.c.site == site)
        .order_by(schema.voucher.c.seq.desc())
        .limit(1)
    )
    body = reader.connection.scalar(newest)
    return None if body is None else decode_voucher(body)


def voucher(reader: Reader, site: str, number: str) -> Voucher | None:
    """The voucher with that number in the ledger of a site."""
    return _one(reader, _named(site, number))


def by_reference(reader: Reader, reference: str) -> Voucher | None:
    """The voucher of a reference such as ``HQ/ISS 2026-000001``.

    Raises:
        Refused: ``reference.no-site`` where it names no site; `by_number` finds those.
    """
    site, number = split_reference(reference)
    if not site:
        raise Refused("reference.no-site", reference=reference)
    return voucher(reader, site, number)


def by_number(reader: Reader, number: str) -> list[Voucher]:
    """The vouchers with that number in all ledgers, by site."""
    found = select(schema.voucher.c.body).where(schema.voucher.c.number == number).order_by(schema.voucher.c.site)
    return [decode_voucher(body) for body in reader.connection.scalars(found)]


def voucher_id(reader: Reader, recorded: Voucher) -> int:
    """The place of a voucher in the order of recording of this database.

    Raises:
        Refused: ``voucher.unknown``, it is not in this database.
    """
    found: int | None = reader.connection.scalar(
        select(schema.voucher.c.id).where(_named(recorded.site, recorded.number))
    )
    if found is None:
        raise Refused("voucher.unknown", reference=recorded.reference)
    return found


def stored_voucher(reader: Reader, recorded: Voucher) -> bytes:
    """The bytes of a voucher, as they were hashed and signed.

    Raises:
        Refused: ``voucher.unknown``.
    """
    body: bytes | None = reader.connection.scalar(
        select(schema.voucher.c.body).where(_named(recorded.site, recorded.number))
    )
    if body is None:
        raise Refused("voucher.unknown", reference=recorded.reference)
    return body


def _named(site: str, number: str) -> ColumnElement[bool]:
    return and_(schema.voucher.c.site == site, schema.voucher.c.number == number)


def _one(reader: Reader, where: ColumnElement[bool]) -> Voucher | None:
    body = reader.connection.scalar(select(schema.voucher.c.body).where(where))
    return None if body is None else decode_voucher(body)


def _paged(reader: Reader, wanted: Select[int, Found], key: Column[int]) -> Iterator[Found]:
    """The second column of what is wanted, in the order of the first, a page a query: nothing stays open in between."""
    last = -1
    while page := reader.connection.execute(wanted.where(key > last).order_by(key).limit(_CHUNK)).all():
        for last, found in page:  # noqa: B007 - the last one counts
            yield found


# -- lines -------------------------------------------------------------------------------------------------------------


def lines(reader: Reader, of: Voucher | int) -> Iterator[Line]:
    """The lines of a voucher (or of its place in the order of recording), in their order."""
    return (decode_line(body) for body in bodies(reader, of))


def bodies(reader: Reader, of: Voucher | int) -> Iterator[bytes]:
    """The stored bytes of the lines of a voucher, in their order."""
    number = of if isinstance(of, int) else voucher_id(reader, of)
    wanted = select(schema.line.c.position, schema.line.c.body).where(schema.line.c.voucher == number)
    return _paged(reader, wanted, schema.line.c.position)


def timeline(reader: Reader, subject: str) -> list[tuple[Voucher, Line]]:
    """All that was ever recorded about a subject, in the order of recording."""
    wanted = (
        select(schema.voucher.c.body, schema.line.c.body)
        .join_from(schema.line, schema.voucher, schema.line.c.voucher == schema.voucher.c.id)
        .where(schema.line.c.subject == subject)
        .order_by(schema.line.c.voucher, schema.line.c.position)
    )
    return [(decode_voucher(header), decode_line(body)) for header, body in reader.connection.execute(wanted)]


# -- what stands beside ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under a voucher. ``role``: officer or approver; ``key``: 8 hex of who is said to have signed."""

    role: str
    login: str
    key: str
    signature: bytes


def signatures(reader: Reader, recorded: Voucher) -> list[Signature]:
    """The signatures under a voucher, not verified."""
    wanted = (
        select(schema.signature.c.role, schema.signature.c.login, schema.signature.c.key, schema.signature.c.signature)
        .where(schema.signature.c.voucher == voucher_id(reader, recorded))
        .order_by(schema.signature.c.role.desc(), schema.signature.c.login)
    )
    return [Signature(*row) for row in reader.connection.execute(wanted)]


def private(reader: Reader, sealed: str) -> str | None:
    """The value behind a salted hash in a voucher's facts; None where a lawful order removed it."""
    return reader.connection.scalar(select(schema.private_fact.c.value).where(schema.private_fact.c.hash == sealed))


def forget(unit: Unit, sealed: str) -> bool:
    """Remove a private value, as a lawful order wants; the seal stays whole. Returns whether it was still there."""
    return (
        unit.connection.execute(schema.private_fact.delete().where(schema.private_fact.c.hash == sealed)).rowcount > 0
    )


def attachment(reader: Reader, sha256: str) -> bytes | None:
    """The content of an attachment, not verified against its hash."""
    return reader.connection.scalar(select(schema.attachment.c.content).where(schema.attachment.c.sha256 == sha256))


# -- seals and proofs --------------------------------------------------------------------------------------------------


def last_seal(reader: Reader, site: str) -> str:
    """The newest signed head of a ledger, not verified; empty where nothing was recorded."""
    return last_note(reader.connection, site)


def seals(reader: Reader, site: str) -> Iterator[str]:
    """All signed heads of a ledger, the oldest first, not verified."""
    wanted = select(schema.seal.c.size, schema.seal.c.note).where(schema.seal.c.site == site)
    return _paged(reader, wanted, schema.seal.c.size)


def seal_at(reader: Reader, site: str, size: int) -> str:
    """The signed head of a ledger when it had ``size`` vouchers; empty where there is none."""
    return (
        reader.connection.scalar(
            select(schema.seal.c.note).where(schema.seal.c.site == site, schema.seal.c.size == size)
        )
        or ""
    )


def proof_of(reader: Reader, reference: str, subject: str | None = None) -> str:
    """The text that proves a voucher, or one subject's line in it, to be under the newest seal of its ledger.

    Raises:
        Refused: ``voucher.unknown``; ``line.unknown``, the voucher says nothing about the subject;
            ``reference.no-site``.
    """
    recorded = by_reference(reader, reference)
    if recorded is None:
        raise Refused("voucher.unknown", reference=reference)
    proof = _voucher_proof(reader, recorded)
    return proof.text if subject is None else _line_proof(reader, recorded, subject, proof)


def _voucher_proof(reader: Reader, recorded: Voucher) -> TlogProof:
    note = last_seal(reader, recorded.site)
    head: Checkpoint = read_unverified(note)
    nodes = StoredNodes(reader.connection, recorded.site)
    return TlogProof(recorded.seq, tuple(inclusion_proof(recorded.seq, head.size, nodes)), note)


def _line_proof(reader: Reader, recorded: Voucher, subject: str, proof: TlogProof) -> str:
    number = voucher_id(reader, recorded)
    position = reader.connection.scalar(
        select(schema.line.c.position)
        .where(schema.line.c.subject == subject, schema.line.c.voucher == number)
        .order_by(schema.line.c.position)
    )
    if position is None:
        raise Refused("line.unknown", reference=recorded.reference, subject=subject)
    path = inclusion_path([leaf_hash(body) for body in bodies(reader, number)], position)
    wanted = select(schema.line.c.body).where(schema.line.c.voucher == number, schema.line.c.position == position)
    body = reader.connection.execute(wanted).scalar_one()
    return line_proof(body, position, path, stored_voucher(reader, recorded), proof)


# -- papers ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A finished paper that left the program.

    Attributes:
        sha256: of its bytes, hex. kind: which paper.
        reference: of the voucher it shows; empty for a list.
        site, seal_size: the ledger, and how long it was, when it was printed.
        printed_at: aware. login: who printed it.
    """

    sha256: str
    kind: str
    reference: str
    site: str
    seal_size: int
    printed_at: datetime
    login: str


def record_paper(unit: Unit, finished: Paper) -> None:
    """Remember a paper; the same bytes printed twice are one paper."""
    if paper_of(unit, finished.sha256) is None:
        unit.connection.execute(
            schema.paper.insert(),
            {
                "sha256": finished.sha256,
                "kind": finished.kind,
                "reference": finished.reference,
                "site": finished.site,
                "seal_size": finished.seal_size,
                "printed_at": stored_time(finished.printed_at),
                "login": finished.login,
            },
        )


def paper_of(reader: Reader, sha256: str) -> Paper | None:
    """The paper with that hash."""
    row = reader.connection.execute(select(schema.paper).where(schema.paper.c.sha256 == sha256)).mappings().first()
    return None if row is None else _paper(row)


def papers(reader: Reader, reference: str) -> list[Paper]:
    """The papers printed of a voucher, the oldest first."""
    wanted = (
        select(schema.paper)
        .where(schema.paper.c.reference == reference)
        .order_by(schema.paper.c.printed_at, schema.paper.c.sha256)
    )
    return [_paper(row) for row in reader.connection.execute(wanted).mappings()]


def _paper(stored: RowMapping) -> Paper:
    return Paper(
        sha256=stored["sha256"],
        kind=stored["kind"],
        reference=stored["reference"],
        site=stored["site"],
        seal_size=stored["seal_size"],
        printed_at=read_time(stored["printed_at"]),
        login=stored["login"],
    )
