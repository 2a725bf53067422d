"""Seals in other hands: shown as a code, printed on one page, and held against the ledger again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from stockpile.domain.errors import Refused
from stockpile.domain.people import site
from stockpile.domain.subject import site_subject
from stockpile.office.papers import Papers
from stockpile.office.sessions import Session
from stockpile.sealing.checkpoint import read_unverified
from stockpile.storage import journal, register, verification
from stockpile.storage.store import Store

_DASH = re.compile(r"(?:—|–|--?)\s+")  # the note's own dash is not on every keyboard

CONSISTENT, INCONSISTENT, SHORTER = verification.VERDICTS


@dataclass(frozen=True, slots=True)
class Seals:
    """The seals of an open database."""

    store: Store
    papers: Papers
    now: Callable[[], datetime]

    @staticmethod
    def code(note: str) -> tuple[bytes, ...]:
        """The squares of a code that holds a seal, row by row: 1 is dark."""
        from stockpile.documents.seal_paper import matrix

        return matrix(note)

    def paper(self, site_code: str, by: Session, language: str = "en") -> bytes:
        """The seal of a ledger as it is now on one page, signed and remembered as every paper."""
        from stockpile.documents.seal_paper import SealContent, seal_paper

        with self.store.reading() as reader:
            state = register.states(reader, [site_subject(site_code)]).get(site_subject(site_code))
            if state is None:
                raise Refused("site.unknown", site=site_code)
            note = journal.last_seal(reader, site_code)
            head = read_unverified(note)
        content = SealContent(
            site=site_code,
            site_name=site(site_code, state).name,
            note=note,
            size=head.size,
            root=head.root.hex(),
            moment=self.now(),
            language=language,
        )
        return self.papers.made(seal_paper(content), "seal", site_code, by)

    def against(self, text: str) -> str:
        """Whether the ledger still begins with what a seal from outside sealed: `consistent`, `inconsistent`, or
        `ledger shorter than the seal`. Recomputed from the vouchers; stored hashes are not believed.

        Raises:
            Refused: `seal.malformed`, `seal.foreign`.
        """
        return verification.against(self.store, mended(text))


def mended(text: str) -> str:
    """A seal as it was sealed, where somebody typed it off a page: lines folded in two are one, the dash may be a hyphen.

    Nothing that is signed is changed by it: another text would not open with the signature.
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    if "" not in lines:
        return text
    gap = lines.index("")
    signatures: list[str] = []
    for line in filter(None, lines[gap:]):
        begins = _DASH.match(line)
        if begins:
            signatures.append(f"— {line[begins.end() :]}")
        elif signatures:
            signatures[-1] += line
        else:
            return text
    return "\n".join([*lines[:gap], "", *signatures]) + "\n"
