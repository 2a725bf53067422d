"""Ed25519 keys, and the wrapping that keeps secrets out of the database in the clear.

A secret never stands in a `repr` nor in an error. Nothing here knows where keys are kept.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from stockpile.domain.errors import Refused

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16
_WRAPPED = b"stockpile-wrapped/1 "
# What a database says about its own locks is not believed beyond this: it could take the machine's memory.
_MOST = {"memory_kib": 4 * 1024 * 1024, "iterations": 100, "lanes": 64}


class WrongKey(Refused):
    """What is wrapped cannot be opened: another key or password, another context, or altered bytes."""

    def __init__(self) -> None:
        super().__init__("key.wrong")


class SigningKey:
    """An Ed25519 key pair (RFC 8032). Its secret leaves it only through `secret`, to be wrapped."""

    __slots__ = ("_private", "public")

    public: bytes  # 32 bytes, as in RFC 8032

    def __init__(self, secret: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._private.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> SigningKey:
        """A new key from the system's random numbers."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @property
    def secret(self) -> bytes:
        """The 32 secret bytes, from which the pair can be made again. Only for `wrap`."""
        return self._private.private_bytes_raw()

    @property
    def key_id(self) -> str:
        """How people and vouchers name the key: `key_id` of its public half."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes; the same for the same message."""
        return self._private.sign(message)

    def __repr__(self) -> str:
        return f"SigningKey({self.key_id})"

    def __reduce__(self) -> str:
        raise TypeError("a signing key is not pickled")


def key_id(public: bytes) -> str:
    """The first 8 hex of SHA-256 of a public key: enough to tell keys apart, not enough to trust one."""
    return sha256(public).hexdigest()[:8]


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature of the message is that of the key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # ValueError: no public key at all
        return False
    return True


def new_key() -> bytes:
    """A random key for `wrap`, 32 bytes."""
    return secrets.token_bytes(KEY_BYTES)


def wrap(secret: bytes, key: bytes, *, context: bytes) -> bytes:
    """Encrypt a secret under a 32-byte key (AES-256-GCM, random nonce).

    `context` says what it is and whose (`b"officer:jdiallo"`); a secret put in another's place is not opened.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _WRAPPED + nonce + _cipher(key).encrypt(nonce, secret, _WRAPPED + context)


def unwrap(wrapped: bytes, key: bytes, *, context: bytes) -> bytes:
    """The secret that `wrap` encrypted with the same key and context.

    Raises:
        WrongKey: it does not open.
    """
    cipher = _cipher(key)
    sealed = wrapped.removeprefix(_WRAPPED)
    if not wrapped.startswith(_WRAPPED) or len(sealed) < _NONCE_BYTES + _TAG_BYTES:
        raise WrongKey
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _WRAPPED + context)
    except InvalidTag:
        raise WrongKey from None


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:  # AESGCM would take 16 or 24 as well
        raise ValueError(f"a key of {len(key)} bytes")
    return AESGCM(key)


@dataclass(frozen=True, slots=True)
class Kdf:
    """How dear a guess at a password is: parameters of Argon2id. The default is RFC 9106's second choice.

    Attributes:
        memory_kib: memory in KiB.
        iterations: passes over it.
        lanes: computed side by side.
    """

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def to_json(self) -> str:
        """As stored beside what it protects."""
        return json.dumps({"name": "argon2id", **asdict(self)})

    @classmethod
    def from_json(cls, text: str) -> Kdf:
        """The parameters as stored.

        Raises:
            Refused: `key.parameters`, they are not Argon2id's or are beyond reason.
        """
        return _kdf(_object(text))


FAST = Kdf(memory_kib=64, iterations=1, lanes=1)  # for tests: guards nothing


@dataclass(frozen=True, slots=True)
class PasswordLock:
    """What turns a person's password into a key: the parameters and the salt; no secret.

    One lock a person, and one derivation a login, for all that is wrapped under that password.
    """

    kdf: Kdf = field(default_factory=Kdf)
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(_SALT_BYTES))

    def key(self, password: str) -> bytes:
        """The key for `wrap` and `unwrap`; another password gives another key, never an error."""
        return derive(password, self.salt, self.kdf)

    def to_json(self) -> str:
        """As stored beside what it protects."""
        return json.dumps({"name": "argon2id", **asdict(self.kdf), "salt": self.salt.hex()})

    @classmethod
    def from_json(cls, text: str) -> PasswordLock:
        """The lock as stored.

        Raises:
            Refused: `key.parameters`, it is not one.
        """
        stored = _object(text)
        try:
            salt = bytes.fromhex(str(stored.get("salt")))
        except ValueError:
            raise Refused("key.parameters") from None
        if len(salt) < _SALT_BYTES:
            raise Refused("key.parameters")
        return cls(_kdf(stored), salt)


def derive(password: str, salt: bytes, kdf: Kdf) -> bytes:
    """The 32-byte key of a password (Argon2id, RFC 9106).

    The same password typed on another system gives the same key: it is brought to NFKC first (NIST SP 800-63B).
    """
    argon = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=kdf.iterations, lanes=kdf.lanes, memory_cost=kdf.memory_kib
    )
    return argon.derive(unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass"))


def _kdf(stored: dict[str, object]) -> Kdf:
    numbers = {each.name: _number(stored.get(each.name), _MOST[each.name]) for each in fields(Kdf)}
    if stored.get("name") != "argon2id" or numbers["memory_kib"] < 8 * numbers["lanes"]:
        raise Refused("key.parameters")
    return Kdf(**numbers)


def _object(text: str) -> dict[str, object]:
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("key.parameters") from None
    if not isinstance(stored, dict):
        raise Refused("key.parameters")
    return stored


def _number(stored: object, most: int) -> int:
    if type(stored) is not int or not 1 <= stored <= most:
        raise Refused("key.parameters")
    return stored
