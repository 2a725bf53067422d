"""The code on papers: Base45, COSE_Sign1, and that nothing else is believed."""

from __future__ import annotations

from dataclasses import replace

import cbor2
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from stockpile.sealing import qr
from stockpile.sealing.keys import SigningKey
from stockpile.sealing.qr import BadCode, PaperCode, from_base45, key_of, qr_text, read_qr, to_base45

KEY, OTHER = SigningKey(bytes(range(32))), SigningKey(bytes(32))
CODE = PaperCode("ISS 2026-000123", bytes(range(32)), "stockpile/HQ/03a107bf", 4711, bytes(range(100, 132)))
TEXT = qr_text(CODE, KEY)
READABLE, _, SIGNED = TEXT.partition(":")


def refusal(text: str, public: bytes = KEY.public) -> str:
    with pytest.raises(BadCode) as caught:
        read_qr(text, public)
    return caught.value.code


def signed(body: bytes, protected: bytes = b"\xa1\x01\x27", context: bytes = b"stockpile-qr/1") -> str:
    """A code of any body, truly signed."""
    signature = KEY.sign(cbor2.dumps(["Signature1", protected, context, body]))
    kid = bytes.fromhex(KEY.key_id)
    return f"{READABLE}:{to_base45(cbor2.dumps(cbor2.CBORTag(18, [protected, {4: kid}, body, signature])))}"


BODY = {1: CODE.number, 2: CODE.leaf, 3: CODE.origin, 4: CODE.size, 5: CODE.root}


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")]
)
def test_base45_as_in_rfc_9285(data, text):
    assert to_base45(data) == text
    assert from_base45(text) == data


@given(st.binary())
def test_base45_is_read_back(data):
    assert from_base45(to_base45(data)) == data


@pytest.mark.parametrize("text", ["A", "AAAA", ":::", "GGW", "::", "V5", "bb8", "BB_", "Ä00"])
def test_what_is_not_base45(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        from_base45(text)


def test_the_largest_groups_of_base45():
    assert from_base45("FGWU5") == b"\xff\xff\xff"


def test_cose_sign1_as_in_the_working_group_s_eddsa_example():
    # github.com/cose-wg/Examples, eddsa-examples/eddsa-sig-01.json
    key = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    to_be_signed = qr._to_be_signed(b"\xa2\x01\x27\x03\x00", b"This is the content.", b"")
    assert to_be_signed.hex().upper() == (
        "846A5369676E61747572653145A2012703004054546869732069732074686520636F6E74656E742E"
    )
    assert key.sign(to_be_signed).hex().upper() == (
        "7142FD2FF96D56DB85BEE905A76BA1D0B7321A95C8C4D3607C5781932B7AFB87"
        "11497DFA751BF40B58B3BCC32300B1487F3DB34085EEF013BF08F4A44D6FEF0D"
    )


def test_a_code_is_read_back():
    assert read_qr(TEXT, KEY.public) == CODE
    assert key_of(TEXT) == KEY.key_id
    assert READABLE == "STOCKPILE/1 ISS 2026-000123 STOCKPILE/HQ/03A107BF 4711"
    assert read_qr(signed(cbor2.dumps(BODY)), KEY.public) == CODE


def test_a_code_is_plain_cose():
    message = cbor2.loads(from_base45(SIGNED))
    assert message.tag == 18
    protected, unprotected, body, signature = message.value
    assert (cbor2.loads(protected), unprotected) == ({1: -8}, {4: bytes.fromhex(KEY.key_id)})
    assert cbor2.loads(body) == BODY
    assert len(signature) == 64


def test_a_code_fits_on_a_paper():
    code = segno.make(TEXT, error="m")
    assert code.mode == "alphanumeric"
    assert code.version <= 13


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 10**12))
def test_any_number_and_origin_are_read_back(number, origin, size):
    code = replace(CODE, number=number, origin=origin, size=size)
    text = qr_text(code, KEY)
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert read_qr(text, KEY.public) == code


def test_every_changed_letter_is_noticed():
    for place in range(len(TEXT)):
        for letter in "0A:% ":
            changed = TEXT[:place] + letter + TEXT[place + 1 :]
            assert changed == TEXT or refusal(changed)
        assert refusal(TEXT[:place])


def test_every_flipped_bit_is_noticed():
    raw = from_base45(SIGNED)
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        assert refusal(f"{READABLE}:{to_base45(bytes(changed))}") in {"code.false", "code.malformed"}


def test_another_key_reads_nothing():
    assert refusal(TEXT, OTHER.public) == "code.false"
    assert refusal(qr_text(CODE, OTHER)) == "code.false"
    assert refusal(TEXT, b"") == "code.false"


def test_the_readable_part_cannot_say_anything_else():
    assert refusal(TEXT.replace("000123", "000124", 1)) == "code.altered"
    assert refusal(TEXT.replace(" 4711", "", 1)) == "code.altered"


@pytest.mark.parametrize("text", ["", "https://example.org", "HC1:6BF+70790", SIGNED, TEXT.lower(), "STOCKPILE/2 A:B"])
def test_a_foreign_code(text):
    assert refusal(text) == "code.foreign"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xf6",
        b"\x80",
        b"\xd2\x80",
        b"\xd2\x84\x00\x00\x00\x00",
        b"\xd2\x84\x43\xa1\x01\x27\xa0\x40\x40",
        b"\xd2\x84\x43\xa1\x01\x27\xa1\x04\x00\x40\x40",
        b"\x9b" + b"\xff" * 8,
        b"\x5b" + b"\x7f" * 8,
        b"\x81" * 2000,
        b"\xd8\x1e\x82\x01\x00",
        b"\xc1\x1b" + b"\xff" * 8,
        b"\xd2\xd8\x1c\x81\xd8\x1d\x00",
        from_base45(SIGNED) + b"\0",
        b"\xd9\x00\x12" + from_base45(SIGNED)[1:],  # the same, written longer
        bytes(4000),
    ],
)
def test_what_is_not_cose(raw):
    assert refusal(f"{READABLE}:{to_base45(raw)}") == "code.malformed"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x80",
        cbor2.dumps("text"),
        cbor2.dumps([1, 2, 3, 4, 5, 6]),
        cbor2.dumps({}),
        cbor2.dumps(BODY | {4: "4711"}),
        cbor2.dumps(BODY | {4: True}),
        cbor2.dumps(BODY | {1: b"ISS"}),
        cbor2.dumps(BODY | {2: CODE.leaf[:31]}),
        cbor2.dumps(BODY | {5: b""}),
    ],
)
def test_what_is_truly_signed_must_still_be_a_code(body):
    assert refusal(signed(body)) == "code.malformed"


def test_a_signature_made_for_another_purpose_is_not_a_code():
    assert refusal(signed(cbor2.dumps(BODY), context=b"")) == "code.false"
    assert refusal(signed(cbor2.dumps(BODY), protected=b"")) == "code.malformed"


@given(st.text(alphabet=qr._ALPHABET, max_size=60))
def test_no_text_ends_the_program(text):
    assert refusal(text)
    assert refusal(f"{READABLE}:{text}")


@given(st.binary(max_size=60))
def test_no_bytes_end_the_program(raw):
    assert refusal(f"{READABLE}:{to_base45(raw)}")
    assert refusal(signed(raw))
