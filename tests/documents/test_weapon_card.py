"""The card of a weapon: everything that is known of it is on it, and its whole life, in any language."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from made_up_papers import ANNA, BEN, LEAF, MOMENT, ORIGIN, PROOF, ROOT, SEAL_KEY, paper_key, seal, voucher
from pictures import jpeg, png

from stockpile.documents.checking import examine
from stockpile.documents.content import CardContent, Entry
from stockpile.documents.pictures import can_be_shown, small
from stockpile.documents.show import keywords, page_count, page_text
from stockpile.documents.signing import sign_pdf
from stockpile.documents.statement import read
from stockpile.documents.weapon_card import render_card
from stockpile.domain.life import corrected_later
from stockpile.domain.photographs import picture
from stockpile.domain.voucher import Kind, Line
from stockpile.domain.weapon import weapon
from stockpile.sealing.qr import PaperCode, qr_text

WEAPON = "HQ-W0000007"
PHOTO = sha256(jpeg()).hexdigest()
GONE = sha256(b"gone").hexdigest()
STATE = {
    "site": "HQ", "standing": "issued", "holder": "7-COY", "location": "HQ/A/1", "condition": "serviceable",
    "maker": "Kestrel & Söhne <b>", "model": "KR-4", "serial": "K001", "country": "DE", "category": "assault rifle",
    "calibre": "5.56x45mm NATO", "asset_number": "A-77", "flags": ["component-mismatch"],
    "marks": [{"kind": "state", "text": "XZ 1", "place": "receiver, left", "photographs": [PHOTO]}],
    "photographs": [GONE],
    "components": [{"kind": "bolt", "serial": "99", "matches": False}, {"kind": "receiver", "essential": True}],
    "inspected_on": "2026-04-01", "finding": "worn grip",
}  # fmt: skip


def life():
    lines = [
        (Kind.RECEIPT, Line(WEAPON, "received", {"serial": "K0O1", "maker": "Kestrel"})),
        (Kind.CORRECTION, Line(WEAPON, "corrected", {"serial": "K001"}, {"was": {"serial": "K0O1"}})),
        (Kind.ISSUE, Line(WEAPON, "issued", {"standing": "issued", "holder": "7-COY"})),
    ]
    vouchers = [voucher(kind, 1, officer=ANNA, approvers=(BEN,)) for kind, _line in lines]
    corrected = corrected_later([(each.reference, line) for each, (_kind, line) in zip(vouchers, lines, strict=True)])
    return tuple(
        Entry(each, line, wrong) for each, (_kind, line), wrong in zip(vouchers, lines, corrected, strict=True)
    )


def card(**more):
    entries = life()
    said = {
        "weapon": weapon(WEAPON, STATE),
        "life": entries,
        "holder_name": "7th Company",
        "place_name": "Rack A1",
        "photographs": {PHOTO: small(jpeg(), 480), GONE: b""},
        "last": entries[-1].voucher,
        "site_name": "Central Depot",
        "seal": seal(),
        "leaf": LEAF.hex(),
        "proof": PROOF,
        "qr": qr_text(PaperCode(WEAPON, LEAF, ORIGIN, 42, ROOT), SEAL_KEY),
        "printed_at": MOMENT,
        "printed_by": "Anna Berg",
        **more,
    }
    return CardContent(**said)


def text_of(pdf):
    return " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))).split())


def test_the_card_says_what_the_piece_is_how_it_stands_and_all_of_its_life():
    said = text_of(render_card(card()))
    wanted = [
        "Weapon card", WEAPON, "Kestrel & Söhne <b>", "KR-4", "K001", "Germany (DE)", "Assault rifle", "A-77",
        "issued", "7-COY, 7th Company", "HQ/A/1, Rack A1", "A component belongs to another weapon", "worn grip",
        "XZ 1", "receiver, left", "of another weapon", "essential component", "the picture cannot be shown",
        "HQ/RCV 2026-000007", "K0O1", "Put right by COR 2026-000007", "Issued to 7-COY", "Anna Berg, Ben Okoro",
    ]  # fmt: skip
    assert [each for each in wanted if each not in said] == []


def test_the_same_content_gives_the_same_bytes():
    assert render_card(card()) == render_card(card())


@pytest.mark.parametrize("language", ["en", "ar", "zh", "fr", "ru", "es"])
def test_the_card_can_be_in_any_language(language):
    said = text_of(render_card(card(language=language)))
    assert "K001" in said or "001K" in said  # a reader of pages turns runs of letters about


def test_the_card_says_whose_it_is_for_a_program_to_read():
    said = read(keywords(render_card(card())))
    assert (said["kind"], said["subject"], said["reference"]) == ("weapon card", WEAPON, "HQ/ISS 2026-000007")
    assert said["leaf"] == LEAF.hex()


def test_a_signed_card_is_genuine_and_a_changed_one_is_not():
    private, certificate = paper_key()
    pdf = sign_pdf(render_card(card()), private, certificate, "for a test")
    assert examine(pdf, {"HQ": certificate}).verdict == "genuine"
    assert examine(pdf.replace(b"/Producer", b"/Producez", 1), {"HQ": certificate}).verdict == "altered"


def test_a_long_life_takes_as_many_pages_as_it_needs():
    entries = life()
    many = (*entries, *(replace(entries[-1]) for _each in range(150)))
    pdf = render_card(card(life=many))
    assert page_count(pdf) > 3
    assert text_of(pdf).count("Issued to 7-COY") == 151


@pytest.mark.parametrize("content", [jpeg(size=(900, 600)), png(size=(900, 600))])
def test_a_photograph_is_made_small_and_stays_a_picture(content):
    made = small(content, 480)
    shape = picture(made)
    assert shape is not None
    assert (shape.kind, shape.width, shape.height) == ("jpeg", 480, 320)
    assert made == small(content, 480)


def test_a_picture_that_breaks_off_inside_cannot_be_shown():
    whole = jpeg(size=(640, 480))
    assert can_be_shown(whole)
    assert not can_be_shown(whole[: len(whole) // 3])
    assert not can_be_shown(b"GIF89a")
