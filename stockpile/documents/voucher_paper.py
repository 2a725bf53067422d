"""The paper of any voucher: what happened, to which pieces, by whom, with what authority (D-03)."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile.documents.content import PaperContent
from stockpile.documents.entries import entry_in_words
from stockpile.documents.nominal import nominal_list, pieces
from stockpile.documents.setting import Fact, Section, Sheet, fact, known
from stockpile.documents.words import LABELS, MONO, TITLES, Words, value_in_words
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import Kind, Line
from stockpile.telling import field_of

_NOT_SHOWN = frozenset({"tables", "control_totals", "vanished_items", "warnings", "size", "takes_back"})


def voucher_sheet(content: PaperContent, words: Words) -> Sheet:
    """What the paper of a voucher says."""
    voucher = content.voucher
    title = words(TITLES[voucher.kind])
    basis = known(
        [
            fact(words("Authority"), voucher.authority),
            fact(words("Reason"), voucher.reason),
            fact(words("Lines"), voucher.lines),
            *[fact(words("Attachment"), f"{each.name} (SHA-256 {each.sha256[:16]}…)") for each in voucher.attachments],
        ]
    )
    sections = [Section(words("Basis"), basis), Section(words("Particulars"), facts_of(content.facts, words))]
    others = [line for line in content.lines if not is_weapon(line.subject)]
    if voucher.kind in (Kind.OPENING, Kind.ADMINISTRATION):
        sections.append(Section(words("Entries"), tuple(_entry(line, words) for line in others)))
        return Sheet(title, title, sections)
    what = [_what(line, words) for line in pieces(content)]
    last = (words("What changed"), what) if any(what) else None
    return Sheet(title, title, sections, nominal_list(content, words, words("Pieces"), last))


def facts_of(facts: Mapping[str, object], words: Words) -> tuple[Fact, ...]:
    """The facts of a voucher by their labels, in the order of the labels, what has none after them."""
    names = [name for name in LABELS if name in facts]
    names += [name for name in facts if name not in LABELS and name not in _NOT_SHOWN]
    return known(
        fact(words(LABELS.get(name, name)), value_in_words(facts[name], words), mono=name in MONO) for name in names
    )


def _entry(line: Line, words: Words) -> Fact:
    return fact(line.subject, entry_in_words(line, words))


def _what(line: Line, words: Words) -> str:
    """What changed on one piece, where the particulars do not say it for all."""
    was = line.seen.get("was")
    if isinstance(was, Mapping):
        return words("; ").join(
            words("{field}: {old} → {new}").format(
                field=field_of(name, words),
                old=value_in_words(was.get(name), words) or "—",
                new=value_in_words(value, words) or "—",
            )
            for name, value in line.set.items()
        )
    marks = line.set.get("marks")
    if isinstance(marks, list) and marks and isinstance(marks[-1], Mapping):
        return f"{marks[-1].get('text', '')} ({marks[-1].get('place', '')})"
    return words("did not arrive") if line.event == "short on acceptance" else ""
