"""Trust: seals, proofs, verification, papers checked, the register rebuilt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.people import site
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import Kind, Voucher
from stockpile.language import _
from stockpile.office.reading import find_reference, resolve
from stockpile.sealing.merkle import leaf_hash
from stockpile.storage import journal, overview, register, verification
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store
from stockpile.storage.verification import Alarm, Report
from stockpile.storage.verification.whole import Watch


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What can be said of a paper.

    Attributes:
        verdict: `genuine`, `altered`, `not ours`.
        standing: what the ledger says of it now: `as printed`, `corrected since`, `continued since`, `not in this ledger`, or empty.
        statement: what the paper says of itself. text: all of it in a sentence.
    """

    verdict: str
    standing: str
    statement: Mapping[str, object] = field(default_factory=dict)
    corrections: tuple[str, ...] = ()
    text: str = ""

    def as_json(self) -> dict[str, object]:
        """The document that the command line prints."""
        return {
            "verdict": self.verdict,
            "standing": self.standing,
            "statement": self.statement,
            "corrections": self.corrections,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Trust:
    """What can be proven of an open database. ``verified``: told of each verification."""

    store: Store
    now: Callable[[], datetime]
    verified: Callable[[Report], None]

    def seal(self, site_code: str = "") -> str:
        """The signed head of a ledger; with no site named, of the only or first one."""
        with self.store.reading() as reader:
            heads = overview.heads(reader)
            notes = {code: note for code, _vouchers, _sealed_at, note in heads}
            code = site_code or (heads[0][0] if heads else "")
            if code not in notes:
                raise Refused("site.unknown", site=code)
            return notes[code]

    def proof(self, text: str) -> str:
        """That a voucher (by number), or the last line about a weapon (by id or serial), is in the sealed ledger."""
        with self.store.reading() as reader:
            try:
                return journal.proof_of(reader, find_reference(reader, text))
            except Refused:
                subject = resolve(reader, text)
                last, _line = journal.timeline(reader, subject)[-1]
                return journal.proof_of(reader, last.reference, subject)

    def verify(
        self,
        against: str | None = None,
        progress: Callable[[str, int], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Report:
        """Every leaf, every signature, the register against the ledgers; and against a seal from outside."""
        watch = Watch(progress, cancelled.is_set if cancelled is not None else None)
        report = verification.verify(self.store, against, watch)
        self.verified(report)
        return report

    def rebuild(self, *, compare: bool) -> list[Alarm]:
        """The differences between register and ledgers; unless only compared, the register is made anew from them."""
        with self.store.reading() as reader:
            differences = list(verification.compare(reader))
        if differences and not compare:
            with self.store.writing() as unit:
                register.rebuild(unit)
                unit.commit()
        return differences

    def check(self, pdf: bytes, file: str = "") -> PaperCheck:
        """Is this paper genuine, and does the ledger still say so."""
        from stockpile.documents.checking import examine

        with self.store.reading() as reader:
            found = examine(pdf, _certificates(reader))
            if found.verdict != "genuine":
                return _answer(found.verdict, "", found.statement, (), file)
            standing, corrections = _standing(reader, found.statement)
        return _answer(found.verdict, standing, found.statement, corrections, file)


def _certificates(reader: Reader) -> dict[str, bytes]:
    """The certificates of the papers of all sites, as their ledgers say."""
    known = {code: site(code, state) for code, state in register.things(reader, "site").items()}
    return {code: bytes.fromhex(each.paper_certificate) for code, each in known.items() if each.paper_certificate}


def _standing(reader: Reader, statement: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """Whether the ledger still says what a genuine paper says, and which vouchers corrected it."""
    named = str(statement.get("reference", ""))
    if not named:
        return ("as printed" if _sealed(reader, statement) else "not in this ledger"), ()
    voucher = journal.by_reference(reader, named)
    if voucher is None or leaf_hash(journal.stored_voucher(reader, voucher)).hex() != statement.get("leaf"):
        return "not in this ledger", ()
    if subject := str(statement.get("subject", "")):
        since = _since(reader, voucher, subject)
        return ("continued since" if since else "as printed"), since
    corrections = _corrections(reader, voucher)
    return ("corrected since" if corrections else "as printed"), corrections


def _sealed(reader: Reader, statement: Mapping[str, object]) -> bool:
    """Whether the seal that a list carries is one of this ledger's."""
    size = statement.get("seal_size")
    code = str(statement.get("site", ""))
    return isinstance(size, int) and journal.seal_at(reader, code, size) == statement.get("seal")


def _since(reader: Reader, voucher: Voucher, subject: str) -> tuple[str, ...]:
    """The vouchers that speak of a weapon after the last one its card knew."""
    life = [each.reference for each, _line in journal.timeline(reader, subject)]
    at = max((place for place, each in enumerate(life) if each == voucher.reference), default=-1)
    return tuple(dict.fromkeys(life[at + 1 :]))


def _corrections(reader: Reader, voucher: Voucher) -> tuple[str, ...]:
    """Later vouchers that corrected a piece this voucher speaks of, or the voucher itself."""
    found: dict[str, None] = {}
    for line in overview.first_lines(reader, voucher, 5_000):
        if not is_weapon(line.subject):
            continue
        for later, entry in journal.timeline(reader, line.subject):
            if (
                later.reference != voucher.reference
                and entry.event == Event.CORRECTED
                and later.recorded_at >= voucher.recorded_at
                and later.kind is Kind.CORRECTION
            ):
                found[later.reference] = None
    return tuple(found)


def _answer(
    verdict: str, standing: str, statement: Mapping[str, object], corrections: tuple[str, ...], file: str
) -> PaperCheck:
    names = ("subject", "reference", "kind")
    named = next((str(statement[each]) for each in names if statement.get(each)), file)
    texts = {
        ("genuine", "as printed"): _("Genuine: {paper} was made here, and the ledger says the same today."),
        ("genuine", "corrected since"): _(
            "Genuine: {paper} was made here; what it says was corrected later by {corrections}."
        ),
        ("genuine", "continued since"): _(
            "Genuine: {paper} was made here; since then more was recorded about it: {corrections}."
        ),
        ("genuine", "not in this ledger"): _(
            "ALARM: {paper} was made with this site's key, but the ledger does not say so."
        ),
        ("altered", ""): _("ALTERED: {paper} was changed after it was made. Do not rely on it."),
        ("not ours", ""): _("Not ours: this paper was not made by a site of this database."),
    }
    text = texts.get((verdict, standing), verdict).format(paper=named, corrections=", ".join(corrections))
    return PaperCheck(verdict, standing, statement, corrections, text)
