"""What stands in the code on a paper: which voucher, under which head of which ledger, signed by the site.

    STOCKPILE/1 ISS 2026-000123 STOCKPILE/HQ/1A2B3C4D 4711:6BF+70790T9WJWG.FKY*4GO0...

Up to the colon it is for people with any scanner: number of the voucher, ledger, size of the ledger. After it comes
the same, and the hashes, as COSE_Sign1 (RFC 9052, EdDSA) in Base45 (RFC 9285): letters that a code stores in five and
a half bits each. A reader recomputes the first part from the signed one, so it cannot say anything else.

The signed map (CBOR, shortest form): 1 number, 2 leaf hash of the voucher, 3 origin, 4 size, 5 root.
Protected header: alg EdDSA; unprotected: kid, the first four bytes of SHA-256 of the public key; external data:
`stockpile-qr/1`.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass

import cbor2

from stockpile.domain.errors import Refused
from stockpile.sealing.keys import SigningKey, key_id, signed_by
from stockpile.sealing.merkle import HASH_BYTES

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_TAG = "STOCKPILE/1"
_CONTEXT = b"stockpile-qr/1"
_SIGN1 = 18  # CBOR tag of COSE_Sign1
_PROTECTED = cbor2.dumps({1: -8})  # alg: EdDSA
_KID = 4
_LONGEST = 4296  # what the largest code holds


class BadCode(Refused):
    """A code that does not say what a site signed.

    `code.foreign`: not a code of Stockpile; `code.malformed`: damaged, or not written as Stockpile writes it;
    `code.false`: not signed by this key; `code.altered`: the readable part differs from the signed one.
    """


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What the code on a paper commits to. It cannot hold the hash of the paper that holds it.

    Attributes:
        number: the voucher's, `ISS 2026-000123`.
        leaf: its leaf hash.
        origin: of the site's log.
        size: of the log when the paper was made, and its root.
    """

    number: str
    leaf: bytes
    origin: str
    size: int
    root: bytes

    @property
    def readable(self) -> str:
        """The part for people, in the letters a code stores best; what it cannot store is a hyphen."""
        said = f"{self.number} {self.origin} {self.size}".upper()
        return f"{_TAG} {re.sub(r'[^0-9A-Z ./-]', '-', said)}"


def qr_text(payload: PaperCode, key: SigningKey) -> str:
    """The text of a code, signed with the site's key; about 370 letters."""
    body = cbor2.dumps(dict(enumerate(astuple(payload), start=1)), canonical=True)
    signature = key.sign(_to_be_signed(_PROTECTED, body, _CONTEXT))
    kid = bytes.fromhex(key.key_id)
    return f"{payload.readable}:{to_base45(_cose(kid, body, signature))}"


def read_qr(text: str, public: bytes) -> PaperCode:
    """What a code says, signed by that key. Whoever calls compares `origin` with the site whose key it is.

    Raises:
        BadCode: it is not signed by that key; see there.
    """
    kid, body, signature = _open(text)
    if kid.hex() != key_id(public) or not signed_by(public, _to_be_signed(_PROTECTED, body, _CONTEXT), signature):
        raise BadCode("code.false", key=kid.hex())
    payload = _payload(body)
    if text.partition(":")[0] != payload.readable:
        raise BadCode("code.altered")
    return payload


def key_of(text: str) -> str:
    """Which key (8 hex, `keys.key_id`) the code says it is signed with: to choose the one to read it with.

    Raises:
        BadCode: `code.foreign` or `code.malformed`.
    """
    return _open(text)[0].hex()


def _open(text: str) -> tuple[bytes, bytes, bytes]:
    """Key id, body and signature of a code; nothing is verified, but it is written as `qr_text` writes."""
    readable, _colon, encoded = text.partition(":")
    if not readable.startswith(f"{_TAG} "):
        raise BadCode("code.foreign")
    if len(text) > _LONGEST:
        raise BadCode("code.malformed")
    try:
        raw = from_base45(encoded)
        _protected, unprotected, body, signature = cbor2.loads(raw).value
        kid = unprotected[_KID]
        sound = type(kid) is type(body) is type(signature) is bytes
        sound = sound and _cose(kid, body, signature) == raw  # one way to write it, protected header and all
    except (cbor2.CBORError, ValueError, TypeError, AttributeError, LookupError):
        raise BadCode("code.malformed") from None
    if not sound:
        raise BadCode("code.malformed")
    return kid, body, signature


def _payload(body: bytes) -> PaperCode:
    try:
        said = cbor2.loads(body)
        payload = PaperCode(*(said[place] for place in range(1, 6)))
    except (cbor2.CBORError, TypeError, LookupError):
        raise BadCode("code.malformed") from None
    types = [type(each) for each in astuple(payload)]
    if types != [str, bytes, str, int, bytes] or {len(payload.leaf), len(payload.root)} != {HASH_BYTES}:
        raise BadCode("code.malformed")
    return payload


def _cose(kid: object, body: object, signature: object) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(_SIGN1, [_PROTECTED, {_KID: kid}, body, signature]))


def _to_be_signed(protected: bytes, body: bytes, context: bytes) -> bytes:
    """The Sig_structure of COSE_Sign1 (RFC 9052 4.4)."""
    return cbor2.dumps(["Signature1", protected, context, body])


def to_base45(data: bytes) -> str:
    """RFC 9285."""
    letters = []
    for place in range(0, len(data), 2):
        chunk = data[place : place + 2]
        number = int.from_bytes(chunk, "big")
        for _ in range(len(chunk) + 1):
            number, letter = divmod(number, 45)
            letters.append(_ALPHABET[letter])
    return "".join(letters)


def from_base45(text: str) -> bytes:
    """The bytes of `to_base45`.

    Raises:
        ValueError: it is not Base45: a foreign letter, a letter too many, a group that is too large.
    """
    data = bytearray()
    for place in range(0, len(text), 3):
        group = text[place : place + 3]
        number = sum(_ALPHABET.index(letter) * 45**power for power, letter in enumerate(group))
        if len(group) == 1 or number >= 256 ** (len(group) - 1):
            raise ValueError("not Base45")
        data += number.to_bytes(len(group) - 1, "big")
    return bytes(data)
