"""Recording one voucher: lines first, header last, then signatures, nodes and seal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from types import TracebackType

from sqlalchemy import Connection, func, select

from stockpile.domain import voucher as words
from stockpile.domain.draft import Draft, Enclosure
from stockpile.domain.voucher import Attachment, Kind, Signer, Voucher, read_time, stored_time
from stockpile.sealing.checkpoint import Checkpoint, read_unverified
from stockpile.sealing.merkle import leaf_hash, root_of
from stockpile.sealing.signing import signature_message
from stockpile.storage import bulk, codec, heads
from stockpile.storage.schema import attachment, line, private_fact, seal, signature, voucher

Sign = Callable[[bytes], bytes]
_BLOCK = 1024  # leaves hashed into one subtree while lines stream by; a power of two
_SIX_DIGITS = 999_999


@dataclass(frozen=True, slots=True)
class Sealer:
    """Who can sign and seal: only a session with unlocked keys has one.

    Attributes:
        origin: the name of the site's log.
        seal: signs a head with the site's key; called once a voucher, after everything else.
        signatures: role, signer and their signature of a message: the officer's, then each approver's.
    """

    origin: str
    seal: Callable[[Checkpoint], str]
    signatures: Sequence[tuple[str, Signer, Sign]]


class RunningRoot:
    """The RFC 6962 root over a stream of leaves, without holding them all."""

    def __init__(self) -> None:
        self.count = 0
        self._blocks: list[bytes] = []
        self._leaves: list[bytes] = []

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add leaf hashes."""
        self.count += len(leaves)
        self._leaves.extend(leaves)
        full = len(self._leaves) - len(self._leaves) % _BLOCK
        for start in range(0, full, _BLOCK):
            self._blocks.append(root_of(self._leaves[start : start + _BLOCK]))
        del self._leaves[:full]

    @property
    def root(self) -> bytes:
        """The root so far: complete blocks are subtrees of the tree, and the rest is its right edge."""
        rest = [root_of(self._leaves)] if self._leaves else []
        return root_of([*self._blocks, *rest])


class Appending:
    """A voucher being recorded. Its place and number are known from the beginning.

    Left without `close`, it is not recorded, and the unit of work it belongs to cannot commit.
    """

    def __init__(
        self, connection: Connection, draft: Draft, seals: Sealer, sealed: Callable[[Voucher, str], None]
    ) -> None:
        self._connection = connection
        self._draft = draft
        self._seals = seals
        self._sealed = sealed
        self._root = RunningRoot()
        self.open = True
        self.voucher_id = next_voucher_id(connection)
        self.voucher = _placed(connection, draft)

    @property
    def number(self) -> str:
        """`RCV 2026-000001`."""
        return self.voucher.number

    @property
    def reference(self) -> str:
        """`HQ/RCV 2026-000001`."""
        return self.voucher.reference

    def add(self, lines: Sequence[tuple[str, bytes]]) -> None:
        """Write lines: subject and body (`codec.encode_line`) of each, in their order."""
        first, number = self._root.count, self.voucher_id
        self._root.extend([sha256(b"\x00" + body).digest() for _subject, body in lines])
        rows = [(number, place, subject, body) for place, (subject, body) in enumerate(lines, first)]
        bulk.insert(self._connection, line, ("voucher", "position", "subject", "body"), rows)

    def close(self, facts: Mapping[str, object] | None = None) -> Voucher:
        """Write header, signatures, nodes and seal. ``facts``: instead of the draft's, where they were not known then.

        Raises:
            ValueError: whoever signs is not whom the draft names.
        """
        if not self.open:
            raise RuntimeError("the voucher is closed")
        stored = codec.sealed(self._draft.facts if facts is None else facts)
        recorded = replace(
            self.voucher,
            facts=stored.public,
            attachments=tuple(self._attach(each) for each in self._draft.enclosures),
            lines=self._root.count,
            root=self._root.root.hex(),
        )
        leaf = self._write_header(recorded)
        self._keep(stored.private)
        self._sign(recorded, leaf)
        self._seal(recorded, leaf)
        self.voucher, self.open = recorded, False
        return recorded

    def __enter__(self) -> Appending:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing: what was not closed is rolled back with its unit of work."""

    def _write_header(self, recorded: Voucher) -> bytes:
        body = codec.encode_voucher(recorded)
        self._connection.execute(
            voucher.insert(),
            {
                "id": self.voucher_id,
                "site": recorded.site,
                "seq": recorded.seq,
                "kind": recorded.kind.value,
                "number": recorded.number,
                "recorded_at": stored_time(recorded.recorded_at),
                "body": body,
            },
        )
        return leaf_hash(body)

    def _attach(self, enclosure: Enclosure) -> Attachment:
        digest = sha256(enclosure.content).hexdigest()
        if self._connection.scalar(select(attachment.c.sha256).where(attachment.c.sha256 == digest)) is None:
            self._connection.execute(attachment.insert(), {"sha256": digest, "content": enclosure.content})
        return Attachment(digest, enclosure.name, len(enclosure.content))

    def _keep(self, private: Sequence[codec.Secluded]) -> None:
        if private:
            rows = [{"hash": each.hash, "salt": each.salt, "value": each.value} for each in private]
            self._connection.execute(private_fact.insert(), rows)

    def _sign(self, recorded: Voucher, leaf: bytes) -> None:
        if [(role, signer) for role, signer, _sign in self._seals.signatures] != list(recorded.signers):
            raise ValueError("the signers are not those the voucher names")
        rows = [
            {
                "voucher": self.voucher_id,
                "role": role,
                "login": signer.login,
                "key": signer.key,
                "signature": sign(signature_message(role, leaf)),
            }
            for role, signer, sign in self._seals.signatures
        ]
        self._connection.execute(signature.insert(), rows)

    def _seal(self, recorded: Voucher, leaf: bytes) -> None:
        root = heads.grow(self._connection, recorded.site, recorded.seq, leaf)
        head = Checkpoint(self._seals.origin, recorded.seq + 1, root)
        note = self._seals.seal(head)
        if read_unverified(note) != head:
            raise ValueError("the seal is not that of the head")
        self._connection.execute(seal.insert(), {"site": recorded.site, "size": head.size, "note": note})
        self._sealed(recorded, note)


def next_voucher_id(connection: Connection) -> int:
    """The place of the next voucher in the order of recording of this database."""
    return (connection.scalar(select(func.max(voucher.c.id))) or 0) + 1


def next_number(connection: Connection, site: str, kind: Kind, year: int) -> str:
    """The next voucher's number: gapless per site, year and kind."""
    prefix = words.number(kind, year, 0)[:-6]
    mine = (voucher.c.site == site) & (voucher.c.number >= prefix) & (voucher.c.number < f"{prefix[:-1]}.")
    last = connection.scalar(select(func.max(voucher.c.number)).where(mine))
    count = int(last.removeprefix(prefix)) if last else 0
    if count >= _SIX_DIGITS:  # seven digits do not sort after six; what is gapless can be counted
        count = connection.scalar(select(func.count()).select_from(voucher).where(mine)) or 0
    return words.number(kind, year, count + 1)


def _placed(connection: Connection, draft: Draft) -> Voucher:
    """The header as far as it is known before the lines: its place, its number and its time."""
    offset = draft.moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without a place on earth")
    last = connection.execute(
        select(voucher.c.seq, voucher.c.recorded_at)
        .where(voucher.c.site == draft.site)
        .order_by(voucher.c.seq.desc())
        .limit(1)
    ).first()
    said = draft.moment.astimezone(UTC)
    recorded_at = max(said, read_time(last.recorded_at)) if last else said
    minutes = int(offset / timedelta(minutes=1))
    return Voucher(
        site=draft.site,
        seq=last.seq + 1 if last else 0,
        kind=draft.kind,
        number=next_number(connection, draft.site, draft.kind, _local_year(recorded_at, minutes)),
        recorded_at=recorded_at,
        offset=minutes,
        clock=said if said < recorded_at else None,
        officer=draft.officer,
        approvers=draft.approvers,
        authority=draft.authority,
        reason=draft.reason,
    )


def _local_year(moment: datetime, minutes: int) -> int:
    return moment.astimezone(timezone(timedelta(minutes=minutes))).year
