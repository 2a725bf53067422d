"""Signatures of people under a voucher: the officer's, and the approvers' where a rule wants two persons.

What is signed is the voucher's leaf hash, and with it every byte of the voucher and, through its `root`, of its
lines. The role is signed too: an approver's signature cannot be passed off as the officer's.
"""

from __future__ import annotations

import re

from stockpile.sealing.keys import SigningKey, signed_by
from stockpile.sealing.merkle import HASH_BYTES

_ROLE = re.compile(r"[a-z]+")


def signature_message(role: str, leaf: bytes) -> bytes:
    """The bytes that a signer signs: `stockpile-signature/1 <role>`, a newline, the leaf hash of the voucher.

    Raises:
        ValueError: not a role (`officer`, `approver`) or not a leaf hash.
    """
    if not _ROLE.fullmatch(role) or len(leaf) != HASH_BYTES:
        raise ValueError("not a role and a leaf hash")
    return b"stockpile-signature/1 " + role.encode("ascii") + b"\n" + leaf


def sign_voucher(role: str, leaf: bytes, key: SigningKey) -> bytes:
    """The signature, 64 bytes, of someone acting in a role under the voucher of that leaf hash."""
    return key.sign(signature_message(role, leaf))


def verify_voucher_signature(role: str, leaf: bytes, signature: bytes, public: bytes) -> bool:
    """Whether the owner of that public key signed that voucher in that role."""
    return signed_by(public, signature_message(role, leaf), signature)
