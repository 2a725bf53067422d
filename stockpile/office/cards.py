"""What the card of a weapon is made of, read in one transaction: no line of it is younger than its seal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from stockpile.documents.content import CardContent, Entry
from stockpile.domain.errors import Refused
from stockpile.domain.people import Site
from stockpile.domain.subject import holder_subject, location_subject
from stockpile.domain.weapon import Weapon, weapon
from stockpile.office.reading import TimelineEntry, life_of, photograph
from stockpile.office.sessions import Session, site_keys
from stockpile.sealing.checkpoint import read_unverified
from stockpile.sealing.merkle import leaf_hash
from stockpile.sealing.qr import PaperCode, qr_text
from stockpile.storage import journal, register
from stockpile.storage.reader import Reader

_DOTS = 480  # of a photograph on paper: 30 mm high at 400 dots an inch


def fill_card(
    reader: Reader,
    piece: Weapon,
    life: tuple[TimelineEntry, ...],
    home: Site,
    now: datetime,
    by: Session,
    language: str,
) -> CardContent:
    """The content of a card. ``home``: the site whose ledger holds the last line about the piece."""
    last = life[-1].voucher
    note = journal.last_seal(reader, last.site)
    head = read_unverified(note)
    leaf = leaf_hash(journal.stored_voucher(reader, last))
    names = _names(reader, piece)
    code = PaperCode(f"{piece.id} {last.reference}", leaf, head.origin, head.size, head.root)
    return CardContent(
        weapon=piece,
        life=tuple(Entry(each.voucher, each.line, each.corrected) for each in life),
        holder_name=names.get(holder_subject(piece.holder), ""),
        place_name=names.get(location_subject(piece.location), ""),
        photographs=_photographs(reader, piece),
        last=last,
        site_name=home.name,
        seal=note,
        leaf=leaf.hex(),
        proof=journal.proof_of(reader, last.reference, piece.id),
        qr=qr_text(code, site_keys(reader, last.site, by.office_key).seal),
        printed_at=now,
        printed_by=by.officer.name or by.login,
        language=language,
    )


def read_piece(reader: Reader, weapon_id: str) -> tuple[Weapon, tuple[TimelineEntry, ...]]:
    """A weapon and its life; refuses one that is not in the register."""
    state = register.states(reader, [weapon_id]).get(weapon_id)
    if state is None:
        raise Refused("weapon.unknown", text=weapon_id)
    return weapon(weapon_id, state), life_of(reader, weapon_id)


def _names(reader: Reader, piece: Weapon) -> dict[str, str]:
    subjects = [holder_subject(piece.holder)] if piece.holder else []
    subjects += [location_subject(piece.location)] if piece.location else []
    states = register.states(reader, subjects) if subjects else {}
    return {subject: str(state.get("name") or "") for subject, state in states.items()}


def _photographs(reader: Reader, piece: Weapon) -> Mapping[str, bytes]:
    named = (*(each for mark in piece.marks for each in mark.photographs), *piece.photographs)
    return {each: _small(reader, each) for each in dict.fromkeys(named)}


def _small(reader: Reader, digest: str) -> bytes:
    """A picture for the paper; nothing where it is not there any more or cannot be read: the card says so."""
    from stockpile.documents.pictures import can_be_shown, small

    try:
        content = photograph(reader, digest)
    except Refused:
        return b""
    return small(content, _DOTS) if can_be_shown(content) else b""
