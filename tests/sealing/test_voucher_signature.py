"""Signatures of people under a voucher."""

from __future__ import annotations

import pytest

from stockpile.sealing.keys import SigningKey, signed_by
from stockpile.sealing.merkle import leaf_hash
from stockpile.sealing.signing import sign_voucher, signature_message, verify_voucher_signature

OFFICER, APPROVER = SigningKey(bytes(32)), SigningKey(bytes(range(32)))
LEAF = leaf_hash(b"stockpile-voucher/1 {}")


def test_what_is_signed_is_written_down():
    message = b"stockpile-signature/1 officer\n" + LEAF
    assert signature_message("officer", LEAF) == message
    assert signed_by(OFFICER.public, message, sign_voucher("officer", LEAF, OFFICER))


def test_a_signature_is_of_one_person_one_role_one_voucher():
    signature = sign_voucher("approver", LEAF, APPROVER)
    assert verify_voucher_signature("approver", LEAF, signature, APPROVER.public)
    assert not verify_voucher_signature("officer", LEAF, signature, APPROVER.public)
    assert not verify_voucher_signature("approver", LEAF, signature, OFFICER.public)
    assert not verify_voucher_signature("approver", leaf_hash(b"other"), signature, APPROVER.public)
    assert not verify_voucher_signature("approver", LEAF, b"", APPROVER.public)
    for bit in range(512):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not verify_voucher_signature("approver", LEAF, bytes(changed), APPROVER.public)


@pytest.mark.parametrize(("role", "leaf"), [("", LEAF), ("officer\n", LEAF), ("Officer", LEAF), ("officer", b"body")])
def test_nothing_else_is_signed(role, leaf):
    with pytest.raises(ValueError, match="not a role"):
        sign_voucher(role, leaf, OFFICER)
