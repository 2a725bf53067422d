"""The certificate of destruction: by name, by method, verified, witnessed, signed (D-12; DE-07)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from stockpile.documents.content import PaperContent
from stockpile.documents.nominal import nominal_list, pieces, totals
from stockpile.documents.setting import Fact, Section, Sheet, fact, known
from stockpile.documents.words import TITLES, Words, moment_in_words
from stockpile.domain.state import text
from stockpile.domain.voucher import Kind, Voucher
from stockpile.language import listed
from stockpile.wording import TEXTS


def destruction_sheet(content: PaperContent, words: Words) -> Sheet:
    """What the certificate says."""
    facts = content.facts
    title = words(TITLES[Kind.DESTRUCTION])
    destroyed = [
        words("destroyed") if line.set.get("essential_component_destroyed") else "" for line in pieces(content)
    ]
    statement = words(
        "We certify that the weapons named below were destroyed as stated, piece by piece and in the presence of the "
        "witnesses, so that they can never be used or restored as weapons."
    )
    execution = known(
        [
            fact(words("Method"), words(text(facts, "method"))),
            fact(words("Equipment"), text(facts, "equipment")),
            fact(words("Place"), text(facts, "place")),
            fact(words("Begun"), _moment(facts, "began_at")),
            fact(words("Ended"), _moment(facts, "ended_at")),
            fact(words("Officer in charge"), content.voucher.officer.name),
            fact(words("Operator"), text(facts, "operator")),
            fact(words("Scrap"), _scrap(facts, words)),
            fact(words("Environment and safety"), text(facts, "environment")),
            *[fact(words("Note"), words(TEXTS.get(str(code), str(code)))) for code in _listed(facts, "warnings")],
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
            Section(words("Execution"), execution),
        ],
        table=nominal_list(content, words, words("Weapons destroyed"), (words("Essential component"), destroyed)),
        totals=totals(content, words),
        witnesses=[
            (text(each, "name"), text(each, "organisation"))
            for each in _listed(facts, "witnesses")
            if isinstance(each, Mapping)
        ],
    )


def authority_of(content: PaperContent, words: Words) -> tuple[Fact, ...]:
    """The dossier: who decided, by what order."""
    found: list[Fact] = []
    for each in content.others:
        if each.kind is Kind.AUTHORISATION:
            found += [
                fact(words("Dossier"), each.reference, mono=True),
                fact(words("Order"), each.authority),
                fact(words("Authorised by"), _people(each, words)),
                fact(words("Authorised on"), moment_in_words(each.local_time)),
            ]
    return known([*found, fact(words("Authority for this act"), content.voucher.authority)])


def verification_of(content: PaperContent, words: Words) -> tuple[Fact, ...]:
    """Who held each piece against its record, and when."""
    return known(
        fact(
            each.reference,
            words("{who}, {when}").format(who=_people(each, words), when=moment_in_words(each.local_time)),
        )
        for each in content.others
        if each.kind is Kind.VERIFICATION
    )


def _people(voucher: Voucher, words: Words) -> str:
    return listed((signer.name for _role, signer in voucher.signers), words)


def _moment(facts: Mapping[str, object], name: str) -> str:
    stored = text(facts, name)
    return moment_in_words(datetime.fromisoformat(stored)) if stored else ""


def _scrap(facts: Mapping[str, object], words: Words) -> str:
    weight = facts.get("scrap_kg")
    parts = [words("{weight} kg").format(weight=weight)] if weight else []
    return listed([*parts, *([text(facts, "scrap_to")] if facts.get("scrap_to") else [])], words)


def _listed(facts: Mapping[str, object], name: str) -> list[object]:
    value = facts.get(name)
    return list(value) if isinstance(value, (list, tuple)) else []
