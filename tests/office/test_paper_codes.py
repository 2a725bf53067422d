"""The code on a real paper, read from its page, leads to what it is of: a voucher's paper to the voucher, a card to the
weapon."""

from __future__ import annotations

import io
from pathlib import Path

import zxingcpp
from PIL import Image

from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.documents.show import page_count, page_png
from stockpile.office import Office
from stockpile.sealing.keys import FAST

PASSWORD = "violet harbour lantern"


def code_on(pdf: bytes) -> str:
    for page in range(page_count(pdf)):
        picture = Image.open(io.BytesIO(page_png(pdf, page, 4.0)))
        for each in zxingcpp.read_barcodes(picture):
            return str(each.text)
    raise AssertionError("no code")


def test_the_code_of_a_paper_opens_its_voucher_and_that_of_a_card_its_weapon(tmp_path: Path) -> None:
    with Office.create(
        str(tmp_path / "a.db"), site="HQ", name="Central", country="XX", login="anna", password=PASSWORD, kdf=FAST
    ) as office:
        session = office.log_in("anna", PASSWORD)
        voucher = office.perform(RecordWeapons(pieces=(NewWeapon(model="P1", serial="77"),), site="HQ"), session)
        paper = office.papers.voucher(voucher.reference, session)
        assert office.finding.scanned(code_on(paper)).voucher == voucher.reference
        card = office.papers.weapon_card("HQ-W0000001", session)
        assert office.finding.scanned(code_on(card)).weapon == "HQ-W0000001"
