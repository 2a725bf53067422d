"""The weapon card: what a piece is, what is stamped on it, how it stands, and its whole life by voucher (D-01)."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile.documents.content import CardContent, Entry
from stockpile.documents.setting import (
    RIGHT_TO_LEFT,
    Evidence,
    Fact,
    Picture,
    Section,
    Sheet,
    Table,
    TableColumn,
    fact,
    known,
    set_sheet,
)
from stockpile.documents.words import Words, moment_in_words
from stockpile.domain.category import Category
from stockpile.domain.marks import Component, Mark
from stockpile.domain.photographs import picture
from stockpile.domain.state import text
from stockpile.domain.weapon import Weapon
from stockpile.flags import flag_words
from stockpile.language import listed, marked, translations
from stockpile.reference.categories import LABELS
from stockpile.reference.countries import countries
from stockpile.telling import tell

KIND = "weapon card"
MOST_PICTURES = 24  # further ones stand in the ledger
_TITLE = marked("Weapon card")


def render_card(content: CardContent) -> bytes:
    """The card as PDF/A-3b with the proof of its last line attached, not yet signed; the same content gives the same
    bytes."""
    words = translations(content.language).gettext
    evidence = Evidence(
        number=content.weapon.id,
        kind=KIND,
        site=content.last.site,
        site_name=content.site_name,
        reference=content.last.reference,
        subject=content.weapon.id,
        moment=content.printed_at,
        timestamp=content.printed_at,
        leaf=content.leaf,
        note=content.seal,
        proof=content.proof,
        qr=content.qr,
        language=content.language,
        proof_words=words(
            "This card is derived from the sealed ledger of the site named above. The code and the attached file proof.txt let "
            "anybody check it without a network: the last entry about this weapon is under the seal below. “stockpile "
            "check” tells whether the card is genuine and whether anything was recorded about the weapon since."
        ),
    )
    return set_sheet(evidence, card_sheet(content, words), words)


def card_sheet(content: CardContent, words: Words) -> Sheet:
    """What the card says."""
    return Sheet(
        title=words(_TITLE),
        kind=words(_TITLE),
        sections=[
            Section(words("What it is"), _identity(content.weapon, content.language, words)),
            Section(words("How it stands"), _standing(content, words)),
        ],
        tables=[_marks(content.weapon, words), _components(content.weapon, words)],
        pictures_title=words("Photographs"),
        pictures=list(_pictures(content, words))[:MOST_PICTURES],
        table=_life(content, words),
    )


def _identity(weapon: Weapon, language: str, words: Words) -> tuple[Fact, ...]:
    category = words(LABELS[Category(weapon.category)]) if weapon.category in set(Category) else weapon.category
    imported = (_country(text(weapon.state, "import_country"), language), text(weapon.state, "import_year"))
    return known(
        [
            fact(words("Manufacturer"), weapon.maker),
            fact(words("Model"), weapon.model),
            fact(words("Serial number"), weapon.serial or words("none"), mono=bool(weapon.serial)),
            fact(words("Country of manufacture"), _country(weapon.country, language)),
            fact(words("Year of manufacture"), weapon.year),
            fact(words("Category"), category),
            fact(words("Calibre"), weapon.calibre),
            fact(words("Import"), listed(filter(None, imported), words)),
            fact(words("Stock number"), weapon.nsn, mono=True),
            fact(words("Asset number"), weapon.asset_number, mono=True),
            fact(words("Weapon"), weapon.id, mono=True),
        ]
    )


def _standing(content: CardContent, words: Words) -> tuple[Fact, ...]:
    weapon = content.weapon
    place = _apart(content, words, weapon.location or weapon.site, content.place_name)
    holder = _apart(content, words, weapon.holder, content.holder_name)
    ended = weapon.ended_by and words("{standing} by {voucher}").format(
        standing=words(weapon.standing.value), voucher=weapon.ended_by
    )
    return known(
        [
            fact(words("Standing"), ended or words(weapon.standing.value)),
            fact(words("Condition"), words(weapon.condition.value) if weapon.condition else ""),
            fact(words("Place"), "" if weapon.standing.ended else place),
            fact(words("Holder"), holder),
            fact(words("Due back on"), weapon.issued_until),
            fact(words("Consignment"), weapon.consignment, mono=True),
            fact(words("On its way to"), weapon.destination),
            fact(words("Disposal"), words(weapon.disposal.value) if weapon.disposal.value else ""),
            fact(words("Dossier"), weapon.dossier, mono=True),
            fact(words("Received on"), weapon.received_on),
            fact(words("Last inspection"), _inspection(weapon, words)),
            fact(words("Next inspection"), weapon.inspection_due),
            fact(words("Not in order"), words("; ").join(flag_words(each, words) for each in weapon.flags)),
            fact(words("Remark"), weapon.remark),
            fact(words("As at"), moment_in_words(content.printed_at), mono=True),
            fact(words("Made by"), content.printed_by),
        ]
    )


def _apart(content: CardContent, words: Words, *said: str) -> str:
    """Codes and names that people gave, each in its own direction where the language runs from the right."""
    there = [each for each in said if each]
    return listed([f"\u2068{each}\u2069" for each in there] if content.language in RIGHT_TO_LEFT else there, words)


def _inspection(weapon: Weapon, words: Words) -> str:
    return listed(filter(None, (weapon.inspected_on, weapon.finding)), words)


def _country(code: str, language: str) -> str:
    found = countries().get(code)
    return f"{found.name(language)} ({code})" if found is not None else code


def _marks(weapon: Weapon, words: Words) -> Table:
    columns = (
        TableColumn(words("Mark"), "1fr"),
        TableColumn(words("As stamped"), "1.6fr", mono=True),
        TableColumn(words("Where on the piece"), "1.6fr"),
        TableColumn(words("Method"), "1fr"),
        TableColumn(words("Legibility"), "1fr"),
        TableColumn(words("Marked on"), "auto"),
    )
    return Table(words("Marks"), columns, [_mark(each, words) for each in weapon.marks])


def _mark(mark: Mark, words: Words) -> list[str]:
    more = " ".join(each for each in (mark.country, mark.year) if each)
    stamped = f"{mark.text} ({more})" if more else mark.text
    return [words(mark.kind.value), stamped, mark.place, mark.method, words(mark.legibility.value), mark.marked_on]


def _components(weapon: Weapon, words: Words) -> Table:
    columns = (
        TableColumn(words("Component"), "1.4fr"),
        TableColumn(words("Serial number"), "1.4fr", mono=True),
        TableColumn("", "1.6fr"),
        TableColumn(words("Remark"), "1.6fr"),
    )
    listed = sorted(weapon.components, key=lambda each: not each.essential)
    return Table(words("Components"), columns, [_component(each, words) for each in listed])


def _component(component: Component, words: Words) -> list[str]:
    said = [words("essential component")] if component.essential else []
    said += [] if component.matches else [words("of another weapon")]
    return [words(component.kind), component.serial or "—", listed(said, words), component.remark]


def _pictures(content: CardContent, words: Words) -> Iterator[Picture]:
    """Of the marks, in their order, then of the piece as a whole."""
    for mark in content.weapon.marks:
        caption = words("{kind} “{text}”").format(kind=words(mark.kind.value), text=mark.text)
        for digest in mark.photographs:
            yield _shown(caption, content.photographs.get(digest, b""))
    for digest in content.weapon.photographs:
        yield _shown(words("The piece"), content.photographs.get(digest, b""))


def _shown(caption: str, content: bytes) -> Picture:
    found = picture(content)
    return Picture(caption, content, found.width, found.height) if found is not None else Picture(caption, b"")


def _life(content: CardContent, words: Words) -> Table:
    straight = _isolated if content.language in RIGHT_TO_LEFT else str
    columns = (
        TableColumn(words("Date"), "auto"),
        TableColumn(words("Voucher"), "auto", mono=True),
        TableColumn(words("What happened"), "2.6fr"),
        TableColumn(words("Signed by"), "1fr"),
    )
    return Table(words("Its life"), columns, [_entry(each, words, straight) for each in content.life])


def _isolated(text: str) -> str:
    """A number or code that keeps its order among words that run from the right."""
    return f"\u2066{text}\u2069"


def _entry(entry: Entry, words: Words, straight: Words) -> list[str]:
    voucher = entry.voucher
    said = tell(entry.line, entry.corrected, words=words, straight=straight)
    signers = listed((signer.name or signer.login for _role, signer in voucher.signers), words)
    return [f"{voucher.local_time:%Y-%m-%d}", voucher.reference, said[:1].upper() + said[1:], signers]
