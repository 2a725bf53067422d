"""Trust: seals, proofs, verification, checking a paper, rebuilding the register."""

from __future__ import annotations

from pathlib import Path

from stockpile.cli.context import Answer, Context
from stockpile.cli.papers import write
from stockpile.cli.selecting import read_file
from stockpile.language import _, ngettext
from stockpile.wording import sentence

ALARM = 3


def seal(context: Context) -> Answer:
    """The signed head of a ledger."""
    note = context.office.trust.seal(context.args.site)
    if context.args.out:
        write(context.args.out, note)
        context.office.ledgers.was_taken_out(note)
    return Answer({"seal": note, "file": str(context.args.out) if context.args.out else None}, note)


def proof(context: Context) -> Answer:
    """That a weapon's last line, or a voucher, is in the sealed ledger."""
    _logged_in = context.session
    text = context.office.trust.proof(context.args.what)
    if context.args.out:
        write(context.args.out, text)
    return Answer({"proof": text, "file": str(context.args.out) if context.args.out else None}, text)


def verify(context: Context) -> Answer:
    """Every leaf, every signature, the register against the ledgers; and against a seal held elsewhere."""
    against = context.args.against
    report = context.office.trust.verify(_seal_text(against) if against else None)
    alarms = [{**alarm.as_json(), "text": sentence(alarm.code, alarm.as_json())} for alarm in report.alarms]
    document: dict[str, object] = {
        "ledgers": report.ledgers,
        "alarms": alarms,
        "against": report.against,
        "register_matches": report.register_matches,
    }
    sound = not alarms and report.register_matches and report.against in (None, "consistent")
    return Answer(document, _in_words(document, sound=sound), 0 if sound else ALARM)


def _seal_text(against: str) -> str:
    path = Path(against)
    try:
        is_file = path.is_file()
    except OSError:  # a whole seal as text is no file name
        is_file = False
    return read_file(path).decode("utf-8", "replace") if is_file else against.replace("\\n", "\n")


def _in_words(document: dict[str, object], *, sound: bool) -> str:
    lines = []
    for ledger in document["ledgers"]:  # type: ignore[attr-defined]
        count = ngettext("{site}: {count} voucher", "{site}: {count} vouchers", ledger.vouchers)
        lines.append(count.format(site=ledger.site, count=ledger.vouchers) + f", {ledger.root}")
    lines += [_("ALARM: {said}").format(said=alarm["text"]) for alarm in document["alarms"]]  # type: ignore[attr-defined]
    if document["against"]:
        lines.append(_("Against the seal: {verdict}.").format(verdict=_(str(document["against"]))))
    lines.append(_("Everything agrees.") if sound else _("The records do not agree with their seals."))
    return "\n".join(lines)


def check(context: Context) -> Answer:
    """Is this paper genuine, and is it still what the ledger says."""
    found = context.office.trust.check(read_file(context.args.file), str(context.args.file))
    return Answer(found.as_json(), found.text, 0 if found.verdict == "genuine" else ALARM)


def rebuild(context: Context) -> Answer:
    """The register again from the ledgers, or only compared with them."""
    _logged_in = context.session
    differences = context.office.trust.rebuild(compare=context.args.compare)
    document = {"differences": differences, "matches": not differences}
    if not differences:
        return Answer(document, _("The register is what the ledgers say."))
    return Answer(document, "\n".join(str(each) for each in differences), ALARM if context.args.compare else 0)
