"""The head of a ledger as a signed text: C2SP `tlog-checkpoint` in a C2SP `signed-note`, Ed25519.

    stockpile/HQ/1a2b3c4d
    4711
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    — stockpile/HQ/1a2b3c4d Az3grlgtzPIC...

Lines: the origin (which log), its size (how many vouchers), its root, and after an empty line the signatures. Nothing
in a note is believed before a signature of a known key has been verified.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from stockpile.domain.errors import Refused
from stockpile.sealing.keys import KEY_BYTES, SigningKey, signed_by
from stockpile.sealing.texts import from_base64, is_plain, read_decimal, read_hash, to_base64

_ED25519 = b"\x01"  # signature type of C2SP signed-note
_ID_BYTES = 4
_MARK = "— "  # begins a signature line
_MOST_SIGNATURES = 100  # C2SP: at least 16 are accepted; Go's sumdb/note stops at 100 as well
_LONGEST = 1_000_000  # characters of a note


class BadNote(Refused):
    """A text that is not the signed head it should be.

    `seal.malformed`: not a note or not a checkpoint; `seal.unsigned`: no signature of the known key; `seal.false`: a
    signature of the known key that does not fit the text; `seal.origin`: a true signature under another log's head;
    `key.malformed`: not a verifier key.
    """


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and the name of whose it is: what a verifier must have got by a safe way.

    Attributes:
        name: for a site's key the origin of its log.
        public: Ed25519, 32 bytes.
    """

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that tell keys apart in signature lines: SHA-256(name, 0x0A, 0x01, public key)[:4]."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_ID_BYTES]

    @property
    def text(self) -> str:
        """The key as C2SP writes it (`vkey`): name, id in hex, and type and key in base64, joined by `+`."""
        return f"{self.name}+{self.id.hex()}+{to_base64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """The key of a `vkey` text.

        Raises:
            BadNote: `key.malformed`.
        """
        try:
            name, _id, encoded = text.split("+", 2)
            material = from_base64(encoded)
        except ValueError:
            raise BadNote("key.malformed") from None
        key = cls(name, material[1:])
        sound = _is_name(name) and material[:1] == _ED25519 and len(material) == 1 + KEY_BYTES
        if not sound or key.text != text:
            raise BadNote("key.malformed")
        return key


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: the vouchers up to `size`, and nothing else, have this root.

    Attributes:
        origin: which log; `origin_of` a site.
        size: how many vouchers it has.
        root: RFC 6962 root over their leaves, 32 bytes.
        extensions: further lines, which Stockpile never writes and does not understand.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is signed: three lines, each with its newline."""
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), to_base64(self.root), *self.extensions))


def origin_of(site: str, public: bytes) -> str:
    """The name of a site's log: `stockpile/HQ/` and the first 8 hex of its public key."""
    return f"stockpile/{site}/{public.hex()[:8]}"


def sign(checkpoint: Checkpoint, key: SigningKey) -> str:
    """The signed note of a head; the signing key's name is the log's origin.

    Whoever calls has proved the head consistent with every one signed before: a log that signs two histories is
    worthless.

    Raises:
        BadNote: `seal.malformed`, the head could not be read back (origin with blank or plus, root of another
        length).
    """
    if not _is_name(checkpoint.origin) or _parse(checkpoint.text) != checkpoint:
        raise BadNote("seal.malformed")
    name = VerifierKey(checkpoint.origin, key.public)
    signature = to_base64(name.id + key.sign(checkpoint.text.encode()))
    return f"{checkpoint.text}\n{_MARK}{name.name} {signature}\n"


def open_note(note: str, key: VerifierKey) -> Checkpoint:
    """The head in a note that `key` has signed. Signatures of other keys are ignored, as C2SP asks.

    Raises:
        BadNote: it is not one; see there.
    """
    text, signatures = _split(note)
    ours = [signature for name, signature in signatures if name == key.name and signature[:_ID_BYTES] == key.id]
    if not ours:
        raise BadNote("seal.unsigned", key=key.name)
    if not all(signed_by(key.public, text.encode(), signature[_ID_BYTES:]) for signature in ours):
        raise BadNote("seal.false", key=key.name)
    checkpoint = _parse(text)
    if checkpoint.origin != key.name:
        raise BadNote("seal.origin", key=key.name, origin=checkpoint.origin)
    return checkpoint


def read_unverified(note: str) -> Checkpoint:
    """What a note says, whoever wrote it: only to find out whose key it should be opened with.

    Raises:
        BadNote: `seal.malformed`.
    """
    return _parse(_split(note)[0])


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Text and signatures (key name; id and signature) of a note."""
    text, blank, block = note.rpartition("\n\n")
    if len(note) > _LONGEST or not (blank and text and block.endswith("\n") and is_plain(note)):
        raise BadNote("seal.malformed")
    lines = block[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise BadNote("seal.malformed")
    return f"{text}\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    name, _blank, encoded = line.removeprefix(_MARK).partition(" ")
    try:
        signature = from_base64(encoded)
    except ValueError:
        raise BadNote("seal.malformed") from None
    if not (line.startswith(_MARK) and _is_name(name) and len(signature) > _ID_BYTES):
        raise BadNote("seal.malformed")
    return name, signature


def _parse(text: str) -> Checkpoint:
    lines = text.removesuffix("\n").split("\n")
    try:
        origin, size, root, *extensions = lines
        checkpoint = Checkpoint(origin, read_decimal(size), read_hash(root), tuple(extensions))
    except ValueError:
        raise BadNote("seal.malformed") from None
    if not all(lines) or checkpoint.text != text:
        raise BadNote("seal.malformed")
    return checkpoint


def _is_name(name: str) -> bool:
    """Whether it can name a key: not empty, no blank of any alphabet, no plus."""
    return bool(name) and is_plain(name) and not any(letter.isspace() or letter == "+" for letter in name)
