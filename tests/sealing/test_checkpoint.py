"""Signed heads: C2SP signed-note and tlog-checkpoint, as strict as the texts allow."""

from __future__ import annotations

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.sealing.checkpoint import (
    BadNote,
    Checkpoint,
    VerifierKey,
    open_note,
    origin_of,
    read_unverified,
    sign,
)
from stockpile.sealing.keys import SigningKey
from stockpile.sealing.merkle import EMPTY_ROOT

KEY = SigningKey(bytes(range(32)))
OTHER = SigningKey(bytes(32))
ORIGIN = origin_of("HQ", KEY.public)
VERIFIER = VerifierKey(ORIGIN, KEY.public)
HEAD = Checkpoint(ORIGIN, 4711, bytes(range(100, 132)))
NOTE = sign(HEAD, KEY)
TEXT, SIGNATURE = NOTE.split("\n\n")

# The example of C2SP signed-note.
SPEC_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = """This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
"""
# The example of C2SP tlog-checkpoint.
SPEC_CHECKPOINT = (
    """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa """
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def refusal(note: str, key: VerifierKey = VERIFIER) -> str:
    with pytest.raises(BadNote) as caught:
        open_note(note, key)
    return caught.value.code


def signed(text: str, key: SigningKey = KEY, name: str = ORIGIN) -> str:
    """A note of any text, truly signed."""
    signature = VerifierKey(name, key.public).id + key.sign(text.encode())
    return f"{text}\n— {name} {b64encode(signature).decode()}\n"


def test_a_head_signed_and_opened():
    assert f"{ORIGIN}\n4711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=" == TEXT
    assert f"stockpile/HQ/{KEY.public.hex()[:8]}" == ORIGIN
    assert open_note(NOTE, VERIFIER) == read_unverified(NOTE) == HEAD
    assert len(NOTE) < 250


def test_the_specification_s_own_examples():
    key = VerifierKey.parse(SPEC_KEY)
    assert (key.name, key.id.hex(), key.text) == ("example.com/foo", "530d903a", SPEC_KEY)
    assert refusal(SPEC_NOTE, key) == "seal.malformed"  # truly signed, but no checkpoint
    assert refusal(SPEC_NOTE.replace("an example", "no example"), key) == "seal.false"
    assert read_unverified(SPEC_CHECKPOINT).size == 20852163


def test_an_empty_log_has_a_head():
    head = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert open_note(sign(head, KEY), VERIFIER) == head


@given(st.integers(0, 10**18 - 1), st.binary(min_size=32, max_size=32))
def test_every_head_is_read_back(size, root):
    head = Checkpoint(ORIGIN, size, root)
    assert open_note(sign(head, KEY), VERIFIER) == head


def test_every_changed_byte_is_noticed():
    for place in range(len(NOTE)):
        for letter in ("1", "A", "\n", " ", "ä"):
            changed = NOTE[:place] + letter + NOTE[place + 1 :]
            assert changed == NOTE or refusal(changed) in {"seal.false", "seal.malformed", "seal.unsigned"}
        assert refusal(NOTE[:place])
        assert refusal(NOTE[:place] + NOTE[place + 1 :])


def test_the_same_bytes_are_not_read_in_another_spelling():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = NOTE[-3]  # before `=`: its lowest two bits say nothing
    other = letters[letters.index(last) ^ 1]
    assert refusal(f"{NOTE[:-3]}{other}=\n") == "seal.malformed"


def test_signatures_of_unknown_keys_are_ignored():
    foreign = signed(f"{TEXT}\n", OTHER, "witness.example").split("\n\n")[1]
    same_name = signed(f"{TEXT}\n", OTHER).split("\n\n")[1]
    assert open_note(f"{TEXT}\n\n{foreign}{SIGNATURE}", VERIFIER) == HEAD
    assert open_note(f"{TEXT}\n\n{SIGNATURE}{foreign}{same_name}{SIGNATURE}", VERIFIER) == HEAD
    assert open_note(f"{TEXT}\n\n{SIGNATURE}" + foreign * 16, VERIFIER) == HEAD
    assert (
        open_note(NOTE + "— witness.example AAAAAAA=\n", VERIFIER) == HEAD
    )  # five bytes, of an algorithm we do not know
    assert refusal(f"{TEXT}\n\n{foreign}{same_name}") == "seal.unsigned"


def test_a_false_signature_of_the_known_key_spoils_the_note():
    false = signed("another\n").split("\n\n")[1]
    assert refusal(f"{TEXT}\n\n{false}") == "seal.false"
    assert refusal(f"{TEXT}\n\n{SIGNATURE}{false}") == "seal.false"


def test_a_true_signature_under_another_log_s_head():
    head = Checkpoint("stockpile/NORTH/00000000", 4711, HEAD.root)
    assert refusal(signed(head.text)) == "seal.origin"


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n4711\n",
        f"{ORIGIN}\n04711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n+4711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n-1\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n4_711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n٤٧١١\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n99999999999999999999\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n4711 \nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n4711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM\n",
        f"{ORIGIN}\n4711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoN=\n",  # the same bytes, written another way
        f"{ORIGIN}\n4711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM=\n",
        f"{ORIGIN}\n4711\nZGVmZ2g=\n",
        "\n4711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n",
        f"{ORIGIN}\n4711\nZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoM=\n\n",
        "\n",
    ],
)
def test_what_is_truly_signed_must_still_be_a_checkpoint(text):
    assert refusal(signed(text)) == "seal.malformed"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n\n",
        TEXT,
        f"{TEXT}\n\n",
        f"{TEXT}\n{SIGNATURE}",
        NOTE.removesuffix("\n"),
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("4711", "4711\t"),
        NOTE.replace("4711", "4711\ud800"),
        NOTE + "not a signature\n",
        NOTE + "— \n",
        NOTE + "— witness\n",
        NOTE + "— witness \n",
        NOTE + "— witness AAAA\n",
        NOTE + "— witness AAAAA===\n",
        NOTE + "— wit+ness AAAAAAA=\n",
        NOTE + "— wit\u00a0ness AAAAAAA=\n",
        NOTE + "- witness AAAAAAA=\n",
        NOTE + "— witness AAAAAAA= \n",
        NOTE + "— witness AAAAAAA=\n" * 100,
        NOTE + "\n",
        "x" * 2_000_000,
    ],
)
def test_what_is_not_a_note(note):
    assert refusal(note) in {"seal.malformed", "seal.unsigned"}


@given(st.text())
def test_no_text_ends_the_program(text):
    refusal(text)
    refusal(f"{text}\n\n{SIGNATURE}")
    refusal(f"{TEXT}\n\n— {text}\n")


def test_extension_lines_are_kept():
    head = Checkpoint(ORIGIN, 1, HEAD.root, ("of a later version",))
    assert open_note(sign(head, KEY), VERIFIER) == head


@pytest.mark.parametrize(
    "head",
    [
        Checkpoint("stockpile/north gate/1", 1, HEAD.root),
        Checkpoint("stockpile/a+b/1", 1, HEAD.root),
        Checkpoint("", 1, HEAD.root),
        Checkpoint(ORIGIN, -1, HEAD.root),
        Checkpoint(ORIGIN, 1, b"short"),
        Checkpoint(ORIGIN, 1, HEAD.root, ("",)),
        Checkpoint(ORIGIN, 1, HEAD.root, ("two\nlines",)),
    ],
)
def test_what_could_not_be_read_back_is_not_signed(head):
    with pytest.raises(BadNote):
        sign(head, KEY)


def test_a_verifier_key_as_text():
    assert VerifierKey.parse(VERIFIER.text) == VERIFIER
    encoded = b64encode(b"\x01" + KEY.public).decode()
    assert VERIFIER.text == f"{ORIGIN}+{VERIFIER.id.hex()}+{encoded}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "++",
        "name",
        SPEC_KEY.replace("530d903a", "530d903b"),
        SPEC_KEY.replace("530d903a", "530D903A"),
        SPEC_KEY.replace("foo", "bar"),
        SPEC_KEY.replace("example", "exa mple"),
        SPEC_KEY.removeprefix("example.com/foo"),
        SPEC_KEY.replace("+AekyeR", "+BekyeR"),
        SPEC_KEY[:-4],
        f"{SPEC_KEY}\n",
        SPEC_KEY.replace("example", "\ud800"),
    ],
)
def test_what_is_not_a_verifier_key(text):
    with pytest.raises(BadNote) as caught:
        VerifierKey.parse(text)
    assert caught.value.code == "key.malformed"
