"""Every voucher of every ledger: its bytes, its place, its number and time, its lines, its signatures, and the seals
over all.

Keys are believed only where a signed line registered them before: a key that is only in a table proves nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from stockpile.domain import voucher as words
from stockpile.domain.errors import IntegrityAlarm, StorageFault
from stockpile.domain.state import text
from stockpile.domain.voucher import Kind, Voucher, stored_time
from stockpile.sealing.checkpoint import BadNote, VerifierKey, open_note, origin_of
from stockpile.sealing.keys import key_id
from stockpile.sealing.merkle import leaf_hash, levels_of, root_at, root_of
from stockpile.sealing.signing import verify_voucher_signature
from stockpile.storage import journal, schema, streaming
from stockpile.storage.codec import decode_voucher
from stockpile.storage.reader import Reader
from stockpile.storage.verification.lines import Lines, vouchers_lines
from stockpile.storage.verification.report import Alarm, LedgerReport

Progress = Callable[[int], None]
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class Ledger:
    """What is known of one ledger while it is read."""

    site: str
    leaves: list[bytes] = field(default_factory=list)
    lines: int = 0
    numbers: Counter[str] = field(default_factory=Counter)
    last_time: str = ""
    alarms: list[Alarm] = field(default_factory=list)

    def alarm(
        self, code: str, voucher: str = "", weapon: str = "", facts: Mapping[str, object] | None = None, **more: object
    ) -> None:
        """Note something."""
        self.alarms.append(Alarm(code, self.site, voucher, weapon, {**(facts or {}), **more}))


@dataclass(slots=True)
class Walk:
    """One walk over all vouchers in the order of recording.

    Attributes:
        keys: subject to public key, as registered so far. origins: site to the name of its log.
        references: of all vouchers.
        sealed, attached: hashes of private facts and of attachments that vouchers name.
    """

    reader: Reader
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    sealed: set[str] = field(default_factory=set)
    attached: set[str] = field(default_factory=set)
    strays: list[Alarm] = field(default_factory=list)

    def ledger(self, site: str) -> Ledger:
        """The ledger of a site."""
        if site not in self.ledgers:
            self.ledgers[site] = Ledger(site)
        return self.ledgers[site]


def verify_ledgers(reader: Reader, progress: Progress | None = None) -> tuple[list[LedgerReport], list[Alarm]]:
    """Check every ledger in the database; ``progress`` is told how many lines are done; what it raises stops it."""
    walk = Walk(reader)
    with closing(vouchers_lines(reader, progress)) as lines, closing(_headers(reader)) as headers:
        _walk(walk, headers, lines)
    for ledger in walk.ledgers.values():
        _check_head(walk, ledger)
    _check_beside(walk)
    alarms = [*(alarm for ledger in walk.ledgers.values() for alarm in ledger.alarms), *walk.strays]
    return [_report(each) for each in walk.ledgers.values()], alarms


def _walk(walk: Walk, headers: Iterable[dict[str, Any]], lines: Iterator[Lines]) -> None:
    """Headers, lines and signatures side by side, all in the order of recording."""
    signatures = _signatures(walk.reader)
    upcoming = next(lines, None)
    last = 0
    for row in headers:
        number = row["id"]
        while upcoming is not None and upcoming.voucher < number:
            walk.strays.append(Alarm("line.without-voucher", facts={"id": upcoming.voucher}))
            upcoming = next(lines, None)
        if number != last + 1:
            walk.strays.append(Alarm("voucher.missing", row["site"], facts={"after": last, "before": number}))
        last = number
        if upcoming is not None and upcoming.voucher == number:
            mine, upcoming = upcoming, next(lines, None)
        else:
            mine = Lines(number).close()
        _check_voucher(walk, row, mine, signatures.pop(number, []))
    left = [] if upcoming is None else [upcoming, *lines]
    walk.strays += [Alarm("line.without-voucher", facts={"id": each.voucher}) for each in left]
    walk.strays += [Alarm("signature.without-voucher", facts={"id": number}) for number in signatures]


def _report(ledger: Ledger) -> LedgerReport:
    return LedgerReport(
        site=ledger.site,
        vouchers=len(ledger.leaves),
        lines=ledger.lines,
        root=root_of(ledger.leaves).hex(),
        ok=not ledger.alarms,
    )


def _headers(reader: Reader) -> Generator[dict[str, Any], None, None]:
    names = [column.name for column in schema.voucher.c]
    with closing(streaming.stream(reader, select(schema.voucher).order_by(schema.voucher.c.id))) as rows:
        for row in rows:
            yield dict(zip(names, row, strict=True))


def _signatures(reader: Reader) -> dict[int, list[tuple[str, str, str, bytes]]]:
    table = schema.signature.c
    wanted = select(table.voucher, table.role, table.login, table.key, table.signature)
    found: dict[int, list[tuple[str, str, str, bytes]]] = defaultdict(list)
    for number, role, login, key, signature in streaming.stream(reader, wanted):
        found[number].append((role, login, key, signature))
    return found


# -- one voucher -------------------------------------------------------------------------------------------------------


def _check_voucher(
    walk: Walk, row: dict[str, Any], lines: Lines, signatures: list[tuple[str, str, str, bytes]]
) -> None:
    ledger, number, body = walk.ledger(row["site"]), row["id"], row["body"]
    leaf = leaf_hash(body)
    ledger.leaves.append(leaf)
    ledger.lines += lines.count
    named = words.reference(ledger.site, str(row["number"]))
    walk.references.add(named)
    try:
        header = decode_voucher(body)
    except (IntegrityAlarm, StorageFault) as problem:
        ledger.alarm("voucher.unreadable", named, problem=problem.code)
        return
    _check_columns(ledger, row, header, named)
    _check_place(ledger, header, named)
    _check_lines(ledger, header, lines, named)
    if header.seq == 0:  # who opens a ledger registers their own key with it; later, only whom a known officer adds
        _learn_keys(walk, number, header)
    _check_signatures(walk, ledger, header, leaf, signatures)
    if header.seq and header.kind in (Kind.OPENING, Kind.ADMINISTRATION):
        _learn_keys(walk, number, header)
    walk.sealed |= set(_sealed(header.facts))
    walk.attached |= {each.sha256 for each in header.attachments}


def _check_columns(ledger: Ledger, row: dict[str, Any], header: Voucher, named: str) -> None:
    said = {
        "site": header.site,
        "seq": header.seq,
        "kind": header.kind.value,
        "number": header.number,
        "recorded_at": stored_time(header.recorded_at),
    }
    for name, value in said.items():
        if row[name] != value:
            ledger.alarm("voucher.column", named, column=name, stored=str(row[name]), sealed=str(value))


def _check_place(ledger: Ledger, header: Voucher, named: str) -> None:
    """Gapless place, gapless number of its kind and year, time that never runs behind."""
    if header.seq != len(ledger.leaves) - 1:
        ledger.alarm("voucher.place", named, place=header.seq, expected=len(ledger.leaves) - 1)
    series = f"{header.kind.prefix} {header.local_time.year}"
    ledger.numbers[series] += 1
    expected = words.number(header.kind, header.local_time.year, ledger.numbers[series])
    if header.number != expected:
        ledger.alarm("voucher.number", named, expected=expected)
    recorded_at = stored_time(header.recorded_at)
    if recorded_at < ledger.last_time:
        ledger.alarm("voucher.time", named, recorded_at=recorded_at, before=ledger.last_time)
    ledger.last_time = recorded_at


def _check_lines(ledger: Ledger, header: Voucher, lines: Lines, named: str) -> None:
    if lines.count != header.lines:
        ledger.alarm("voucher.lines", named, stored=lines.count, sealed=header.lines)
    if lines.displaced is not None:
        ledger.alarm("line.place", named, position=lines.displaced)
    for subject in lines.mislabelled[:20]:
        ledger.alarm("line.subject", named, subject, subject=subject)
    if lines.root.hex() != header.root:
        ledger.alarm("voucher.root", named, lines.first if lines.count == 1 else "")


def _learn_keys(walk: Walk, number: int, header: Voucher) -> None:
    """Public keys that this voucher registers."""
    founding = header.seq == 0
    try:
        for line in journal.lines(walk.reader, number):
            kind, _colon, name = line.subject.partition(":")
            if kind not in ("officer", "site") or not line.set.get("public_key"):
                continue
            if founding and kind == "officer" and line.subject in walk.keys:
                continue  # a new ledger cannot give a known officer another key
            walk.keys[line.subject] = _key(text(line.set, "public_key"))
            if kind == "site":
                walk.origins[name] = text(line.set, "origin")
    except (IntegrityAlarm, StorageFault) as problem:
        walk.ledger(header.site).alarm("line.unreadable", header.reference, problem=problem.code)


def _key(public: str) -> bytes:
    try:
        return bytes.fromhex(public)
    except ValueError:
        return b""


def _check_signatures(
    walk: Walk, ledger: Ledger, header: Voucher, leaf: bytes, signatures: list[tuple[str, str, str, bytes]]
) -> None:
    stored = {(role, login): (key, signature) for role, login, key, signature in signatures}
    for role, signer in header.signers:
        who = {"officer": signer.login, "role": role}
        key, signature = stored.pop((role, signer.login), ("", b""))
        public = walk.keys.get(f"officer:{signer.login}", b"")
        if not signature:
            ledger.alarm("signature.missing", header.reference, facts=who)
        elif key_id(public) != signer.key:
            ledger.alarm("signature.unknown-key", header.reference, facts={**who, "key": signer.key})
        elif key != signer.key or not verify_voucher_signature(role, leaf, signature, public):
            ledger.alarm("signature.false", header.reference, facts=who)
    for role, login in stored:
        ledger.alarm("signature.foreign", header.reference, officer=login, role=role)


# -- the whole ledger --------------------------------------------------------------------------------------------------


def _check_head(walk: Walk, ledger: Ledger) -> None:
    _check_nodes(walk.reader, ledger)
    public = walk.keys.get(f"site:{ledger.site}", b"")
    origin = walk.origins.get(ledger.site, "")
    if not public or origin != origin_of(ledger.site, public):
        ledger.alarm("ledger.no-key")
    else:
        _check_seals(walk.reader, ledger, VerifierKey(origin, public))


def _check_nodes(reader: Reader, ledger: Ledger) -> None:
    """The stored hashes of complete subtrees against those of the vouchers as they are."""
    table = schema.node.c
    wanted = select(table.level, table.position, table.hash).where(table.site == ledger.site)
    stored = {(level, position): hash_ for level, position, hash_ in streaming.stream(reader, wanted)}
    complete = {
        (level, position): hash_
        for level, hashes in enumerate(levels_of(ledger.leaves))
        for position, hash_ in enumerate(hashes[: len(ledger.leaves) >> level])
    }
    wrong = sorted(place for place in stored.keys() | complete.keys() if stored.get(place) != complete.get(place))
    for level, position in wrong[:20]:
        ledger.alarm("ledger.node", level=level, position=position)


def _check_seals(reader: Reader, ledger: Ledger, key: VerifierKey) -> None:
    table = schema.seal.c
    wanted = select(table.size, table.note).where(table.site == ledger.site).order_by(table.size)
    expected = iter(range(1, len(ledger.leaves) + 1))
    nodes = _Levels(ledger.leaves)
    for size, note in reader.connection.execute(wanted):
        if size != next(expected, None):
            ledger.alarm("seal.missing", size=size)
            return
        try:
            head = open_note(note, key)
        except BadNote as problem:
            ledger.alarm("seal.false", size=size, problem=problem.code)
            continue
        if (head.size, head.root) != (size, nodes.root_at(size)):
            ledger.alarm("seal.contradicts", size=size)
    if next(expected, None) is not None:
        ledger.alarm("seal.missing", size=len(ledger.leaves))


class _Levels:
    """Roots at every size of a log whose leaves are known, a few hashes each."""

    def __init__(self, leaves: list[bytes]) -> None:
        self._levels = levels_of(leaves)

    def node(self, level: int, position: int) -> bytes:
        """Hash of a complete subtree."""
        return self._levels[level][position]

    def root_at(self, size: int) -> bytes:
        """The root when the log had ``size`` leaves."""
        return root_at(size, self)


# -- what stands beside ------------------------------------------------------------------------------------------------


def _check_beside(walk: Walk) -> None:
    _check_strays(walk)
    _check_attachments(walk)
    _check_private(walk)
    _check_papers(walk)


def _check_strays(walk: Walk) -> None:
    """Hashes and seals of ledgers that have no voucher."""
    for table in (schema.node, schema.seal):
        sites = set(walk.reader.connection.scalars(select(table.c.site).distinct()))
        for site in sorted(sites - walk.ledgers.keys()):
            walk.strays.append(Alarm("ledger.empty", site, facts={"table": table.name}))


def _check_attachments(walk: Walk) -> None:
    table = schema.attachment.c
    there = set()
    for named, content in walk.reader.connection.execute(select(table.sha256, table.content)):
        there.add(named)
        if sha256(content).hexdigest() != named:
            walk.strays.append(Alarm("attachment.altered", facts={"sha256": named}))
    walk.strays += [Alarm("attachment.missing", facts={"sha256": each}) for each in sorted(walk.attached - there)]


def _check_private(walk: Walk) -> None:
    """A private fact that is gone was removed by a lawful order."""
    beside = schema.private_fact.c
    for named, salt, value in walk.reader.connection.execute(select(beside.hash, beside.salt, beside.value)):
        if sha256(bytes(salt) + value.encode()).hexdigest() != named:
            walk.strays.append(Alarm("private.altered", facts={"hash": named}))
        elif named not in walk.sealed:
            walk.strays.append(Alarm("private.foreign", facts={"hash": named}))


def _check_papers(walk: Walk) -> None:
    """Papers are of vouchers and ledgers that are there; what stands on them is proven by the paper itself."""
    table = schema.paper.c
    wanted = select(table.sha256, table.reference, table.site, table.seal_size)
    for named, reference, site, size in streaming.stream(walk.reader, wanted):
        ledger = walk.ledgers.get(site)
        known = ledger is not None and 0 <= size <= len(ledger.leaves)
        if not known or _SHA256.fullmatch(named) is None or (reference and reference not in walk.references):
            walk.strays.append(Alarm("paper.unsound", site, reference, facts={"sha256": named}))


def _sealed(facts: object) -> Iterator[str]:
    """Every hash that stands in place of a private value."""
    if isinstance(facts, dict):
        if set(facts) == {"sealed"}:
            yield str(facts["sealed"])
        for value in facts.values():
            yield from _sealed(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from _sealed(value)
