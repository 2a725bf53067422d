"""Papers: every fact is on them, the same content gives the same bytes, and no byte can be changed unseen."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import threading
from dataclasses import replace

import pytest
import zxingcpp
from made_up_papers import (
    PROOF,
    deactivation,
    destruction,
    inventory,
    issue,
    paper_key,
    receipt,
    row,
    seal,
    signed,
    voucher,
)
from PIL import Image

from stockpile.documents import papers, statement
from stockpile.documents.arabic import seen
from stockpile.documents.checking import examine
from stockpile.documents.inventory_list import ROWS_ON_PAGE, write_inventory
from stockpile.documents.show import keywords, page_count, page_png, page_text
from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind


def text_of(pdf):
    return " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))).split())


def certificates():
    return {"HQ": paper_key()[1]}


def code_on(pdf, page):
    picture = Image.open(io.BytesIO(page_png(pdf, page, 4.0)))
    return [each.text for each in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("make", [issue, receipt, destruction, deactivation])
def test_the_same_content_gives_the_same_bytes(make):
    assert papers.render(make(3)) == papers.render(make(3))


def test_the_certificate_of_destruction_says_everything_d_12_asks():
    content = destruction(30)
    said = text_of(papers.render(content))
    wanted = [
        "Certificate of destruction", "DES 2026-000007", "HQ/DSP 2026-000007", "Ministerial order 2026/118", "Chen Wei", "Dina Haddad",
        "HQ/VER 2026-000007", "cutting or shredding", "Hydraulic shear HS-400", "Foundry Nord, hall 2", "2026-05-04 12:15 +03:00",
        "Musa Kone", "131.5 kg", "receipt 4410", "Oil and wood removed", "Grace Lund", "Office of the Ombudsman", "Pavel Horak",
        "Anna Berg", "Ben Okoro", "Totals by category", "All weapons", "30",
    ]  # fmt: skip
    assert [each for each in wanted if each not in said] == []
    assert all(line.subject in said and str(line.seen["serial"]) in said for line in content.lines)


def test_a_voucher_says_who_what_and_with_what_authority():
    said = text_of(papers.render(issue(3)))
    for each in (
        "Issue voucher",
        "ISS 2026-000007",
        "Order 12/2026",
        "Training",
        "7th Company",
        "2026-06-01",
        "Anna Berg",
        "Ben Okoro",
    ):
        assert each in said


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_voucher_has_a_paper(kind):
    content = replace(issue(2), voucher=voucher(kind, 2), facts={})
    assert page_count(papers.render(content)) == 1


def test_lines_beyond_the_paper_are_named():
    assert "997 further lines stand in the ledger" in text_of(papers.render(receipt(1000, 3)))


def test_markup_in_what_people_typed_is_only_text():
    content = issue(1, purpose='#read("/etc/passwd") *bold* $x$ <b>&amp; \\u{0}')
    assert '#read("/etc/passwd") *bold* $x$ <b>&amp;' in text_of(papers.render(content))


def test_serials_are_exact_and_long_ones_do_not_run_out_of_the_page():
    content = issue(1)
    line = replace(content.lines[0], seen={**content.lines[0].seen, "serial": "АК-47/0O1I8B5S2Z-" * 3})
    said = text_of(papers.render(replace(content, lines=(line,))))
    letters = "".join(each for each in said if each.isalnum() or each == "/")  # where a line ends, a hyphen is not told
    assert "АК47/0O1I8B5S2Z" * 3 in letters


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_a_paper_can_be_in_any_language(language):
    content = replace(issue(2), language=language)
    assert page_count(papers.render(content)) == 1


def test_the_code_on_the_paper_can_be_read():
    content = destruction(2)
    pdf = papers.render(content)
    assert content.qr in code_on(pdf, page_count(pdf) - 1)


def test_the_proof_is_attached_and_the_statement_is_inside(tmp_path):
    content = issue(1)
    pdf = papers.render(content)
    said = statement.read(keywords(pdf))
    assert (said["reference"], said["leaf"], said["seal"], said["seal_size"]) == (
        "HQ/ISS 2026-000007",
        content.leaf,
        seal(),
        42,
    )
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    if shutil.which("pdfdetach"):
        subprocess.run(["pdfdetach", "-saveall", "-o", str(tmp_path), str(path)], check=True)
        assert (tmp_path / "proof.txt").read_text() == PROOF


# -- genuine, altered, not ours ----


def test_a_signed_paper_is_genuine_and_others_are_not_ours():
    pdf = papers.render(issue(2))
    good = examine(signed(pdf), certificates())
    assert (good.verdict, good.site, good.statement["reference"]) == ("genuine", "HQ", "HQ/ISS 2026-000007")
    assert examine(pdf, certificates()).verdict == "altered"  # it says it is ours, and is not signed
    assert examine(signed(pdf), {}).verdict == "not ours"
    for stranger in (b"", b"%PDF-1.7 nonsense", b"x" * 1000, bytes(range(256)) * 20):
        assert examine(stranger, certificates()).verdict == "not ours"


@pytest.mark.parametrize("seed", range(4))
def test_no_byte_can_be_changed_unseen(seed):
    pdf = signed(papers.render(destruction(2)))
    rng = random.Random(seed)
    tail = pdf.rfind(b"/Contents <") - 100
    places = [rng.randrange(len(pdf)) for _ in range(25)] + [rng.randrange(tail, len(pdf)) for _ in range(25)]
    for place in places:
        changed = bytearray(pdf)
        changed[place] ^= 1 << rng.randrange(8)
        assert examine(bytes(changed), certificates()).verdict == "altered", place


def test_nothing_can_be_added_or_cut_off():
    pdf = signed(papers.render(issue(1)))
    for changed in (pdf + b"\n", pdf + pdf[-200:], pdf[:-1], pdf[: len(pdf) // 2]):
        assert examine(changed, certificates()).verdict != "genuine"


def test_common_readers_find_the_signature_valid(tmp_path):
    if not shutil.which("pdfsig"):
        pytest.skip("needs pdfsig (poppler-utils)")
    path = tmp_path / "paper.pdf"
    path.write_bytes(signed(papers.render(issue(1))))
    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=True).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said


# -- the list ----


def listed(tmp_path, content, **more):
    path = tmp_path / "list.pdf"
    assert write_inventory(path, content, **more) == content.total
    return path.read_bytes()


@pytest.mark.parametrize("count", [0, 1, ROWS_ON_PAGE, ROWS_ON_PAGE + 1, 200])
def test_a_list_has_its_rows_its_pages_and_its_totals(tmp_path, count):
    pdf = listed(tmp_path, inventory(count))
    pages = max(1, -(-count // ROWS_ON_PAGE)) + 1
    assert page_count(pdf) == pages
    assert all(f"Page {number} of {pages}" in page_text(pdf, number - 1) for number in range(1, pages + 1))
    said = text_of(pdf)
    assert all(f"K{each:05d}-I1O0" in said for each in range(1, count + 1))
    assert f"All weapons {count}" in text_of(pdf)


def test_a_list_is_the_same_each_time_signed_or_not(tmp_path):
    assert listed(tmp_path, inventory(50)) == listed(tmp_path, inventory(50))
    assert examine(listed(tmp_path, inventory(50), sign=signed), certificates()).verdict == "genuine"


def test_a_cancelled_list_leaves_nothing(tmp_path):
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Refused, match="cancelled"):
        write_inventory(tmp_path / "list.pdf", inventory(500), cancelled=cancelled)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Refused, match="not-writable"):
        write_inventory(tmp_path / "nowhere" / "list.pdf", inventory(1))


def test_arabic_cells_are_joined_and_numbers_stay_as_they_are(tmp_path):
    pdf = listed(tmp_path, inventory(1, rows=[row(1, maker="مصنع 123", serial="١٢٣")]))
    said = text_of(pdf)
    assert "123" in said
    assert seen("مصنع") == "\ufeca\ufee8\ufebc\ufee3"
    assert seen("لا") == "\ufefb"


def test_letters_the_fonts_lack_do_not_keep_a_paper_from_being_made():
    said = text_of(papers.render(issue(2, purpose="训练 Übung 🎯", holder_name="Ⓐ Ünlü")))
    assert "Übung" in said
    assert "训" not in said
    assert "the fonts of this paper lack" in said
    assert "the fonts of this paper lack" not in text_of(papers.render(issue(2, purpose="Übung, учение")))
