"""Proofs that leave the house: of a voucher in its ledger, of a line in its voucher."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.sealing.checkpoint import BadNote, VerifierKey
from stockpile.sealing.keys import SigningKey
from stockpile.sealing.merkle import leaf_hash
from stockpile.sealing.proof import BadProof, TlogProof, line_proof, verify_line_proof

# The example of C2SP tlog-proof, with its checkpoint cut as it is there.
SPEC_PROOF = """c2sp.org/tlog-proof@v1
extra YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=

example.com/fancylog
109482
sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

— example.com/fancylog hI2DJw[...]1roloI=
"""


def refusal(text: str, key: VerifierKey) -> str:
    with pytest.raises((BadProof, BadNote)) as caught:
        verify_line_proof(text, key)
    return caught.value.code


def test_a_tlog_proof_is_written_as_specified():
    proof = TlogProof.parse(SPEC_PROOF)
    assert (proof.index, len(proof.path), proof.extra) == (73894, 2, b"age-v1.2.1-darwin-arm64.tar.gz")
    assert proof.note.startswith("example.com/fancylog\n109482\n")
    assert proof.text == SPEC_PROOF


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        SPEC_PROOF.replace("@v1", "@v2"),
        SPEC_PROOF.replace("\n", "\r\n"),
        SPEC_PROOF.replace("index 73894\n", ""),
        SPEC_PROOF.replace("index 73894", "index 073894"),
        SPEC_PROOF.replace("index 73894", "index -1"),
        SPEC_PROOF.replace("index 73894", "index  73894"),
        SPEC_PROOF.replace("index 73894", "Index 73894"),
        SPEC_PROOF.replace("index 73894\n", "index 73894\nindex 73894\n"),
        SPEC_PROOF.replace("YWdlLXYxLjIuMS1kYXJ3aW4tYXJtNjQudGFyLmd6", ""),
        SPEC_PROOF.replace("extra YW", "extra  YW"),
        SPEC_PROOF.replace("gSKyXo", "gSKyX"),
        SPEC_PROOF.replace("gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=", "gSKyXoY="),
        SPEC_PROOF.replace("TcdPlQ=", "TcdPlR="),
        SPEC_PROOF.replace("TcdPlQ=", "TcdPlQ= "),
        SPEC_PROOF.split("\n\n", maxsplit=1)[0],
        SPEC_PROOF.replace("gSKyX", "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n" * 64 + "gSKyX"),
    ],
)
def test_what_is_not_a_tlog_proof(text):
    with pytest.raises(BadProof) as caught:
        TlogProof.parse(text)
    assert caught.value.code == "proof.malformed"


def test_every_voucher_of_every_head_is_proved(ledger):
    for size in (1, 2, 7, 8, 33, 40):
        for seq in range(size):
            proof = TlogProof.parse(ledger.proof(seq, size).text)
            assert proof.verify(leaf_hash(ledger.vouchers[seq]), ledger.verifier) == ledger.head(size)


def test_a_voucher_that_is_not_there_is_not_proved(ledger):
    proof = ledger.proof(3, 40)
    for leaf, changed in (
        (leaf_hash(b"other"), proof),
        (leaf_hash(ledger.vouchers[3]), replace(proof, index=4)),
        (leaf_hash(ledger.vouchers[3]), replace(proof, path=proof.path[:-1])),
        (leaf_hash(ledger.vouchers[3]), replace(proof, note=ledger.seal(39))),
    ):
        with pytest.raises(BadProof) as caught:
            changed.verify(leaf, ledger.verifier)
        assert caught.value.code == "proof.voucher-not-in-log"


def test_every_line_is_proved(ledger):
    for seq, bodies in enumerate(ledger.lines):
        for position, body in enumerate(bodies):
            proved = verify_line_proof(ledger.line_proof(seq, position), ledger.verifier)
            assert (proved.line, proved.position) == (body, position)
            assert (proved.voucher, proved.seq) == (ledger.vouchers[seq], seq)
            assert proved.checkpoint == ledger.head(40)


def test_a_proof_shows_one_line_and_no_other(ledger):
    text = ledger.line_proof(6, 2)
    assert text.startswith("stockpile-proof/1\nline ")
    assert text.count("\n\n") == 3
    assert len(text) < 2500


def test_every_changed_letter_is_noticed(ledger):
    text = ledger.line_proof(6, 2)
    for place in range(len(text)):
        for letter in ("A", "7", "\n", " ", "="):
            changed = text[:place] + letter + text[place + 1 :]
            assert changed == text or refusal(changed, ledger.verifier)
        assert refusal(text[:place], ledger.verifier)
        assert refusal(text[:place] + text[place + 1 :], ledger.verifier)


def test_another_key_proves_nothing(ledger):
    other = SigningKey(bytes(32)).public
    text = ledger.line_proof(6, 2)
    assert refusal(text, VerifierKey(ledger.origin, other)) == "seal.unsigned"
    assert refusal(text, VerifierKey("stockpile/HQ/00000000", ledger.key.public)) == "seal.unsigned"


def test_a_line_of_another_voucher_or_place(ledger):
    path, voucher, proof = ledger.path_of_line(6, 2), ledger.vouchers[6], ledger.proof(6, 40)
    line = ledger.lines[6][2]
    key, absent = ledger.verifier, "proof.line-not-in-voucher"
    assert verify_line_proof(line_proof(line, 2, path, voucher, proof), key)
    assert refusal(line_proof(ledger.lines[6][3], 2, path, voucher, proof), key) == absent
    assert refusal(line_proof(line, 3, path, voucher, proof), key) == absent
    assert refusal(line_proof(line, 9, path, voucher, proof), key) == absent
    assert refusal(line_proof(line, 2, path[:-1], voucher, proof), key) == absent
    assert refusal(line_proof(line, 2, path * 30, voucher, proof), key) == "proof.malformed"
    assert refusal(line_proof(line, 2, path, ledger.vouchers[13], proof), key) == "proof.voucher-not-in-log"
    assert refusal(line_proof(voucher, 0, [], voucher, proof), key) == "proof.voucher"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"seq": 1}, "proof.place"),
        ({"site": "NORTH"}, "proof.place"),
        ({"site": "HQ/1"}, "proof.place"),
        ({"seq": "0"}, "proof.voucher"),
        ({"seq": False}, "proof.voucher"),
        ({"site": None}, "proof.voucher"),
        ({"lines": "2"}, "proof.voucher"),
        ({"lines": 1}, "proof.line-not-in-voucher"),
        ({"lines": 0}, "proof.line-not-in-voucher"),
        ({"lines": 3}, "proof.line-not-in-voucher"),
        ({"root": None}, "proof.voucher"),
        ({"root": "zz"}, "proof.voucher"),
        ({"root": ["00"]}, "proof.voucher"),
        ({"root": ""}, "proof.line-not-in-voucher"),
    ],
)
def test_what_the_log_seals_must_still_be_a_voucher_of_its_place(new_ledger, header, code):
    new_ledger.append(2, **header)
    assert refusal(new_ledger.line_proof(0, 1), new_ledger.verifier) == code


@pytest.mark.parametrize(
    "voucher",
    [
        b"stockpile-voucher/1 []",
        b"stockpile-voucher/1 {}",
        b"stockpile-voucher/1 ",
        b"stockpile-voucher/2 {}",
        b"{}",
        b"stockpile-voucher/1 \xff",
        b"stockpile-voucher/1 " + b"[" * 100_000,
        b'stockpile-voucher/1 {"seq":0,"site":"HQ","lines":1,"root":"00","root":"11"}',
        b'stockpile-voucher/1 {"seq":' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_a_voucher(new_ledger, voucher):
    new_ledger.vouchers.append(voucher)
    new_ledger.nodes.append(leaf_hash(voucher))
    text = line_proof(b"stockpile-line/1 {}", 0, [], voucher, new_ledger.proof(0, 1))
    assert refusal(text, new_ledger.verifier) == "proof.voucher"


@given(st.text())
def test_no_text_ends_the_program(text):
    key = VerifierKey("stockpile/HQ/00000000", bytes(32))
    assert refusal(text, key)
    assert refusal(f"stockpile-proof/1\n{text}", key)
    assert refusal(f"stockpile-proof/1\nline {text}\nindex 0\nvoucher AAAA\n\n{text}", key)
