"""Photographs of marks and pieces, inspections, and the card of a weapon, from files to a checked paper."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from pictures import jpeg, png

from stockpile.domain.voucher import Kind
from stockpile.office import Office

WEAPON = "HQ-W0000001"


@pytest.fixture
def files(armoury):
    made = {}
    for name, content in (("mark.jpg", jpeg(30)), ("piece.png", png(60)), ("order.pdf", b"%PDF-1.7 an order")):
        made[name] = armoury.folder / name
        made[name].write_bytes(content)
    return made


@pytest.fixture
def weapon(armoury):
    armoury("record", "--site", "HQ", "--maker", "Kestrel", "--model", "KR-4", "--serial", "K0O1", by="amara")
    armoury("record", "--site", "HQ", "--maker", "Kestrel", "--model", "KR-4", "--serial", "K002", by="amara")
    return armoury


def test_photographs_go_with_their_voucher_and_are_found_by_their_hash(weapon, files):
    weapon(
        "mark", WEAPON, "--text", "XZ 1", "--photograph", files["mark.jpg"], "--attach", files["order.pdf"], by="amara"
    )
    weapon(
        "inspect", WEAPON, "--condition", "serviceable", "--photograph", files["piece.png"], "--mark", 1,
        "--legibility", "partly legible", "--component", "bolt=77;other", by="kofi",
    )  # fmt: skip
    state = weapon("show", WEAPON)["weapon"]
    assert state["marks"][0]["legibility"] == "partly legible"
    assert state["flags"] == ["component-mismatch"]
    with Office.open(str(weapon.database)) as office:
        assert office.reading.photograph(state["marks"][0]["photographs"][0]) == files["mark.jpg"].read_bytes()
        assert office.reading.photograph(state["photographs"][0]) == files["piece.png"].read_bytes()
        marking = office.reading.vouchers(kind=Kind.MARKING)[0]
    assert {each.name for each in marking.attachments} == {"mark.jpg", "order.pdf"}
    assert weapon("verify")["alarms"] == []
    assert weapon("rebuild", "--compare")["matches"] is True


def test_of_several_weapons_each_photograph_says_whose_it_is(weapon, files):
    both = (WEAPON, "HQ-W0000002")
    mark = ("mark", *both, "--text", "XZ {n}")
    assert weapon.refused(*mark, "--photograph", files["mark.jpg"], by="amara") == "photograph.whose"
    weapon(*mark, "--photograph", f"K002={files['mark.jpg']}", by="amara")
    assert "photographs" not in weapon("show", WEAPON)["weapon"]["marks"][0]
    assert len(weapon("show", "K002")["weapon"]["marks"][0]["photographs"]) == 1


def test_what_is_no_picture_stays_outside(weapon, files):
    files["mark.jpg"].write_bytes(b"\xff\xd8\xff" + b"x" * 100)
    before = len(weapon("show", WEAPON)["timeline"])
    refusal = weapon.refused("mark", WEAPON, "--text", "X", "--photograph", files["mark.jpg"], by="amara")
    assert refusal == "photograph.not-a-picture"
    assert weapon.refused("inspect", WEAPON, "--photograph", files["order.pdf"], by="kofi") == refusal
    assert weapon.refused("inspect", WEAPON, "--legibility", "clear", by="kofi") == "inspection.which-mark"
    assert weapon.refused("inspect", WEAPON, "--component", "=1", by="kofi") == "inspection.component"
    assert len(weapon("show", WEAPON)["timeline"]) == before


def test_the_card_is_genuine_until_it_is_changed_and_says_when_life_went_on(weapon, files):
    weapon("mark", WEAPON, "--text", "XZ 1", "--photograph", files["mark.jpg"], by="amara")
    correct = ("correct", WEAPON, "--set", "serial=K001", "--reason", "read anew")
    correction = weapon(*correct, by="amara", approvers=["rosa"])
    card = weapon.folder / "card.pdf"
    assert weapon("card", "K001", "--out", card) == {"file": str(card), "weapon": WEAPON}
    checked = weapon("check", card)
    assert (checked["verdict"], checked["standing"]) == ("genuine", "as printed")
    assert checked["statement"]["subject"] == WEAPON
    assert checked["statement"]["reference"] == correction["reference"]
    issued = weapon("issue", WEAPON, "--holder", "7-COY", by="amara")
    later = weapon("check", card)
    assert (later["standing"], later["corrections"]) == ("continued since", [issued["reference"]])
    assert issued["reference"] in later["text"]
    altered = bytearray(card.read_bytes())
    altered[len(altered) // 2] ^= 1
    card.write_bytes(bytes(altered))
    assert weapon("check", card, code=3)["verdict"] == "altered"


def test_the_card_of_one_weapon_does_not_speak_of_another(weapon):
    card = weapon.folder / "card.pdf"
    weapon("card", WEAPON, "--out", card)
    weapon("issue", "HQ-W0000002", "--holder", "7-COY", by="amara")
    assert weapon("check", card)["standing"] == "as printed"
    assert weapon.refused("card", "HQ-W0000009", "--out", card) == "weapon.unknown"


def test_the_proof_on_the_card_is_of_its_last_line(weapon, tmp_path):
    if shutil.which("pdfdetach") is None:
        pytest.skip("needs pdfdetach")
    weapon("issue", WEAPON, "--holder", "7-COY", by="amara")
    card, proof = weapon.folder / "card.pdf", tmp_path / "proof.txt"
    weapon("card", WEAPON, "--out", card)
    subprocess.run(["pdfdetach", "-save", "1", "-o", str(proof), str(card)], check=True)
    assert proof.read_text() == weapon("proof", WEAPON)["proof"]
