"""Keys, wrapping, derivation: what must open, and what must not."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.errors import Refused
from stockpile.sealing.keys import (
    FAST,
    Kdf,
    PasswordLock,
    SigningKey,
    WrongKey,
    derive,
    key_id,
    new_key,
    signed_by,
    unwrap,
    wrap,
)

# RFC 8032 7.1, test 2.
RFC_SECRET = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
RFC_PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
RFC_SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_ed25519_as_in_rfc_8032():
    key = SigningKey(RFC_SECRET)
    assert key.public.hex() == RFC_PUBLIC
    assert key.sign(b"\x72").hex() == RFC_SIGNATURE
    assert key.secret == RFC_SECRET
    assert key.key_id == key_id(key.public)
    assert len(key.key_id) == 8


def test_a_signature_is_of_one_key_and_one_message():
    key, other = SigningKey.generate(), SigningKey.generate()
    signature = key.sign(b"message")
    assert signed_by(key.public, b"message", signature)
    assert not signed_by(key.public, b"Message", signature)
    assert not signed_by(other.public, b"message", signature)
    assert not signed_by(key.public, b"message", signature[:-1])
    assert not signed_by(key.public, b"message", b"")
    assert not signed_by(b"no key", b"message", signature)


def test_a_secret_is_never_shown():
    key = SigningKey(RFC_SECRET)
    assert repr(key) == str(key) == f"SigningKey({key.key_id})"
    for attempt in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError):
            attempt(key)
    with pytest.raises(ValueError, match="32") as caught:
        SigningKey(b"secret")
    assert "secret" not in str(caught.value)
    with pytest.raises(WrongKey) as refused:
        unwrap(wrap(b"secret", new_key(), context=b"office"), new_key(), context=b"office")
    assert "secret" not in repr(refused.value)
    assert refused.value.__cause__ is None


@given(st.binary(max_size=100), st.binary(min_size=32, max_size=32), st.binary(max_size=40))
def test_what_is_wrapped_opens_with_its_key_and_context(secret, key, context):
    wrapped = wrap(secret, key, context=context)
    assert wrapped.startswith(b"stockpile-wrapped/1 ")
    assert unwrap(wrapped, key, context=context) == secret
    assert wrap(secret, key, context=context) != wrapped


def test_what_is_altered_or_in_another_s_place_does_not_open():
    key = new_key()
    wrapped = wrap(b"thirty-two secret bytes of a key", key, context=b"officer:jdiallo")
    attempts = [(wrapped[:end], key, b"officer:jdiallo") for end in range(len(wrapped))]
    for place in range(len(wrapped)):
        for bit in range(8):
            changed = wrapped[:place] + bytes([wrapped[place] ^ 1 << bit]) + wrapped[place + 1 :]
            attempts.append((changed, key, b"officer:jdiallo"))
    attempts += [
        (wrapped, new_key(), b"officer:jdiallo"),
        (wrapped, key, b"officer:mkone"),
        (wrapped + b"\0", key, b"officer:jdiallo"),
    ]
    for each in attempts:
        with pytest.raises(WrongKey) as caught:
            unwrap(each[0], each[1], context=each[2])
        assert caught.value.code == "key.wrong"


@pytest.mark.parametrize("size", [0, 16, 24, 31, 33])
def test_a_key_has_thirty_two_bytes(size):
    with pytest.raises(ValueError, match="bytes"):
        wrap(b"secret", bytes(size), context=b"")
    with pytest.raises(ValueError, match="bytes"):
        unwrap(b"anything", bytes(size), context=b"")


def test_a_derivation_depends_on_all_it_is_given():
    salt = b"0123456789abcdef"
    keys = {
        derive("correct horse", salt, FAST),
        derive("Correct horse", salt, FAST),
        derive("correct horse", salt[::-1], FAST),
        derive("correct horse", salt, Kdf(64, 2, 1)),
        derive("correct horse", salt, Kdf(128, 1, 1)),
        derive("correct horse", salt, Kdf(64, 1, 2)),
    }
    assert len(keys) == 6
    assert {len(each) for each in keys} == {32}
    assert derive("correct horse", salt, FAST) in keys


def test_the_same_letters_typed_on_another_system_give_the_same_key():
    salt = b"0123456789abcdef"
    assert derive("gar\u00e7on manqu\u00e9", salt, FAST) == derive("garc\u0327on manque\u0301", salt, FAST)
    assert len(derive("half a pair \ud800", salt, FAST)) == 32


def test_the_default_is_dear():
    assert Kdf() == Kdf(memory_kib=65536, iterations=3, lanes=4)
    assert len(derive("correct horse", b"0123456789abcdef", Kdf())) == 32


def test_parameters_are_read_back():
    for kdf in (Kdf(), FAST, Kdf(262144, 4, 2)):
        assert Kdf.from_json(kdf.to_json()) == kdf
        lock = PasswordLock(kdf)
        assert PasswordLock.from_json(lock.to_json()) == lock
        assert lock != PasswordLock(kdf)
    lock = PasswordLock(FAST)
    assert PasswordLock.from_json(lock.to_json()).key("pass") == lock.key("pass") == derive("pass", lock.salt, FAST)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "pbkdf2"},
        {"memory_kib": 10**12},
        {"memory_kib": 7},
        {"memory_kib": "65536"},
        {"memory_kib": 65536.0},
        {"iterations": 0},
        {"iterations": True},
        {"iterations": 10**9},
        {"lanes": None},
        {"lanes": 65},
        {"salt": "00"},
        {"salt": "zz"},
        {"salt": None},
    ],
)
def test_parameters_beyond_reason_are_refused(change):
    stored = json.loads(PasswordLock(FAST).to_json()) | change
    with pytest.raises(Refused) as caught:
        PasswordLock.from_json(json.dumps(stored))
    assert caught.value.code == "key.parameters"


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "{}", "[" * 100_000, "\ud800"])
def test_what_are_not_parameters(text):
    for read in (Kdf.from_json, PasswordLock.from_json):
        with pytest.raises(Refused) as caught:
            read(text)
        assert caught.value.code == "key.parameters"
