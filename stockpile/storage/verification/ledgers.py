"""Every voucher of every ledger: its bytes, its place, its number and time, its lines, its signatures, and the seals
over all.

Keys are believed only where a signed line registered them before: a key that is only in a table proves nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import select

from stockpile.domain import voucher as words
from stockpile.domain.errors import IntegrityAlarm, StorageFault
from stockpile.domain.state import text
from stockpile.domain.voucher import Kind, Voucher, stored_time
from stockpile.sealing.checkpoint import BadNote, VerifierKey, open_note
from stockpile.sealing.merkle import leaf_hash, levels_of, root_at, root_of
from stockpile.sealing.signing import verify_voucher_signature
from stockpile.storage import journal, schema
from stockpile.storage.codec import decode_voucher
from stockpile.storage.reader import Reader
from stockpile.storage.verification.lines import Lines, vouchers_lines
from stockpile.storage.verification.report import Alarm, LedgerReport

Progress = Callable[[int], None]


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
    """One walk over all vouchers in the order of recording. ``keys``: subject to public key (hex), as registered so
    far."""

    reader: Reader
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)
    attached: set[str] = field(default_factory=set)
    strays: list[Alarm] = field(default_factory=list)

    def ledger(self, site: str) -> Ledger:
        """The ledger of a site."""
        if site not in self.ledgers:
            self.ledgers[site] = Ledger(site)
        return self.ledgers[site]


def verify_ledgers(reader: Reader, progress: Progress | None = None) -> tuple[list[LedgerReport], list[Alarm]]:
    """Check every ledger in the database; ``progress`` is told how many lines are done."""
    walk = Walk(reader)
    signatures = _signatures(reader)
    pending = vouchers_lines(reader, progress)
    upcoming = next(pending, None)
    last_id = 0
    for number, row in _headers(reader):
        while upcoming is not None and upcoming.voucher < number:
            walk.strays.append(Alarm("line.without-voucher", facts={"id": upcoming.voucher}))
            upcoming = next(pending, None)
        mine = upcoming if upcoming is not None and upcoming.voucher == number else Lines(number).close()
        if upcoming is not None and upcoming.voucher == number:
            upcoming = next(pending, None)
        if number != last_id + 1:
            walk.strays.append(Alarm("voucher.missing", str(row["site"]), facts={"after": last_id, "before": number}))
        last_id = number
        _check_voucher(walk, number, row, mine, signatures.pop(number, []))
    if upcoming is not None:
        walk.strays.append(Alarm("line.without-voucher", facts={"id": upcoming.voucher}))
    walk.strays += [Alarm("signature.without-voucher", facts={"id": number}) for number in signatures]
    for ledger in walk.ledgers.values():
        _check_head(walk, ledger)
    _check_beside(walk)
    alarms = [*(alarm for ledger in walk.ledgers.values() for alarm in ledger.alarms), *walk.strays]
    return [_report(each) for each in walk.ledgers.values()], alarms


def _report(ledger: Ledger) -> LedgerReport:
    return LedgerReport(
        site=ledger.site,
        vouchers=len(ledger.leaves),
        lines=ledger.lines,
        root=root_of(ledger.leaves).hex(),
        ok=not ledger.alarms,
    )


def _headers(reader: Reader) -> Iterator[tuple[int, dict[str, object]]]:
    wanted = select(schema.voucher).order_by(schema.voucher.c.id).execution_options(yield_per=1000)
    for row in reader.connection.execute(wanted).mappings():
        yield row["id"], dict(row)


def _signatures(reader: Reader) -> dict[int, list[tuple[str, str, str, bytes]]]:
    table = schema.signature.c
    wanted = select(table.voucher, table.role, table.login, table.key, table.signature)
    found: dict[int, list[tuple[str, str, str, bytes]]] = defaultdict(list)
    for number, role, login, key, signature in reader.connection.execute(wanted):
        found[number].append((role, login, key, bytes(signature)))
    return found


# -- one voucher
# ---------------------------------------------------------------------------------------------------------


def _check_voucher(
    walk: Walk, number: int, row: dict[str, object], lines: Lines, signatures: list[tuple[str, str, str, bytes]]
) -> None:
    ledger = walk.ledger(str(row["site"]))
    body = bytes(row["body"])  # type: ignore[call-overload]
    leaf = leaf_hash(body)
    ledger.leaves.append(leaf)
    ledger.lines += lines.count
    named = words.reference(ledger.site, str(row["number"]))
    try:
        header = decode_voucher(body)
    except (IntegrityAlarm, StorageFault) as problem:
        ledger.alarm("voucher.unreadable", named, problem=problem.code)
        return
    _check_columns(ledger, row, header, named)
    _check_place(ledger, header, named)
    _check_lines(ledger, header, lines, named)
    if header.kind in (Kind.OPENING, Kind.ADMINISTRATION):
        _learn_keys(walk, number, header)
    _check_signatures(walk, ledger, header, leaf, signatures)
    walk.sealed |= set(_sealed(header.facts))
    walk.attached |= {each.sha256 for each in header.attachments}


def _check_columns(ledger: Ledger, row: dict[str, object], header: Voucher, named: str) -> None:
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
        ledger.alarm("voucher.root", named)


def _learn_keys(walk: Walk, number: int, header: Voucher) -> None:
    """Public keys that this voucher registers; it may sign with them itself, since it is sealed as a whole."""
    try:
        for line in journal.lines(walk.reader, number):
            if line.subject.startswith(("officer:", "site:")) and line.set.get("public_key"):
                walk.keys[line.subject] = text(line.set, "public_key")
                if line.subject.startswith("site:"):
                    walk.keys[f"origin:{line.subject[5:]}"] = text(line.set, "origin")
    except (IntegrityAlarm, StorageFault) as problem:
        walk.ledger(header.site).alarm("line.unreadable", header.reference, problem=problem.code)


def _check_signatures(
    walk: Walk, ledger: Ledger, header: Voucher, leaf: bytes, signatures: list[tuple[str, str, str, bytes]]
) -> None:
    stored = {(role, login): (key, signature) for role, login, key, signature in signatures}
    for role, signer in header.signers:
        key, signature = stored.pop((role, signer.login), ("", b""))
        public = walk.keys.get(f"officer:{signer.login}", "")
        who = {"officer": signer.login, "role": role}
        if not signature:
            ledger.alarm("signature.missing", header.reference, facts=who)
        elif not public or sha256(bytes.fromhex(public)).hexdigest()[:8] != signer.key:
            ledger.alarm("signature.unknown-key", header.reference, facts={**who, "key": signer.key})
        elif key != signer.key or not verify_voucher_signature(role, leaf, signature, bytes.fromhex(public)):
            ledger.alarm("signature.false", header.reference, facts=who)
    for role, login in stored:
        ledger.alarm("signature.foreign", header.reference, officer=login, role=role)


# -- the whole ledger
# ------------------------------------------------------------------------------------------------------


def _check_head(walk: Walk, ledger: Ledger) -> None:
    _check_nodes(walk.reader, ledger)
    public, origin = walk.keys.get(f"site:{ledger.site}", ""), walk.keys.get(f"origin:{ledger.site}", "")
    if not public:
        ledger.alarm("ledger.no-key")
        return
    _check_seals(walk.reader, ledger, VerifierKey(origin, bytes.fromhex(public)))


def _check_nodes(reader: Reader, ledger: Ledger) -> None:
    """The stored hashes of complete subtrees against those of the vouchers as they are."""
    table = schema.node.c
    wanted = select(table.level, table.position, table.hash).where(table.site == ledger.site)
    stored = {(level, position): bytes(hash_) for level, position, hash_ in reader.connection.execute(wanted)}
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


# -- what stands beside
# ----------------------------------------------------------------------------------------------------


def _check_beside(walk: Walk) -> None:
    """Attachments and private facts by their hashes; a private fact that is gone was removed by a lawful order."""
    table = schema.attachment.c
    there = set()
    for named, content in walk.reader.connection.execute(select(table.sha256, table.content)):
        there.add(named)
        if sha256(content).hexdigest() != named:
            walk.strays.append(Alarm("attachment.altered", facts={"sha256": named}))
    walk.strays += [Alarm("attachment.missing", facts={"sha256": each}) for each in sorted(walk.attached - there)]
    beside = schema.private_fact.c
    for named, salt, value in walk.reader.connection.execute(select(beside.hash, beside.salt, beside.value)):
        if sha256(bytes(salt) + value.encode()).hexdigest() != named:
            walk.strays.append(Alarm("private.altered", facts={"hash": named}))
        elif named not in walk.sealed:
            walk.strays.append(Alarm("private.foreign", facts={"hash": named}))


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
