"""The certificate of deactivation: by name, by standard, verified and marked by an authority that did not do it
(D-13; DA-08)."""

from __future__ import annotations

from stockpile.documents.content import PaperContent
from stockpile.documents.destruction_certificate import authority_of, verification_of
from stockpile.documents.nominal import nominal_list, totals
from stockpile.documents.setting import Section, Sheet, fact, known
from stockpile.documents.words import TITLES, Words, moment_in_words
from stockpile.domain.state import text
from stockpile.domain.voucher import Kind


def deactivation_sheet(content: PaperContent, words: Words) -> Sheet:
    """What the certificate says."""
    facts = content.facts
    title = words(TITLES[Kind.DEACTIVATION])
    statement = words(
        "We certify that the weapons named below were made permanently inoperable to the standard stated, verified, and marked. "
        "This certificate stays with the object; the marks must not be removed or altered."
    )
    done = known(
        [
            fact(words("Standard"), text(facts, "standard")),
            fact(words("Deactivated by"), text(facts, "deactivated_by")),
            fact(words("Verifying entity"), text(facts, "verifying_entity")),
            fact(words("Mark of deactivation"), text(facts, "mark"), mono=True),
            fact(words("Place"), text(facts, "place")),
            fact(words("Owner from now on"), text(facts, "owner")),
            fact(words("Date"), moment_in_words(content.voucher.local_time)),
        ]
    )
    return Sheet(
        title=title,
        kind=title,
        statement=statement,
        certificate=True,
        sections=[
            Section(words("Authority"), authority_of(content, words)),
            Section(words("Verification at the spot"), verification_of(content, words)),
            Section(words("Deactivation"), done),
        ],
        table=nominal_list(content, words, words("Weapons deactivated")),
        totals=totals(content, words),
    )
