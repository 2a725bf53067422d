"""Between vouchers and the bytes that are stored, hashed and signed (`docs/architecture.md`, What is stored).

A body is a version tag, a blank, one JSON object. What was stored is never written again to be checked; a version that
this program does not know is refused, not guessed at. The examples in `tests/storage/` are promises: each version ever
stored can be read for ever.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TypeVar

import msgspec

from stockpile.domain.draft import Private
from stockpile.domain.errors import IntegrityAlarm, Refused, StorageFault
from stockpile.domain.state import State
from stockpile.domain.voucher import Attachment, Kind, Line, Signer, Voucher, read_time, stored_time

LINE_TAG = b"stockpile-line/1 "
VOUCHER_TAG = b"stockpile-voucher/1 "
_LARGEST = 2**53  # beyond it readers of JSON disagree (RFC 8259 6)
_SALT_SIZE = 32  # bytes; a name is easily guessed, a salt is not

_encode = msgspec.json.Encoder().encode


# -- lines -----------------------------------------------------------------------------------------------------------


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    subject: str
    event: str
    set: dict[str, object]
    seen: dict[str, object] = {}


_line_decoder = msgspec.json.Decoder(_Line)


def encode_line(line: Line) -> bytes:
    """The bytes to store for a line; `seen` only where there is something in it."""
    if not line.seen:
        return encode_line_raw(line.subject, line.event, plain_record(line.set))
    return LINE_TAG + _written(
        {
            "subject": line.subject,
            "event": str(line.event),
            "set": plain_record(line.set),
            "seen": plain_record(line.seen),
        }
    )


def encode_line_raw(subject: str, event: str, set: dict[str, object]) -> bytes:  # noqa: A002 - the stored name
    """The same for streams of many lines: values must be JSON types already, numbers finite."""
    return LINE_TAG + _written({"subject": subject, "event": event, "set": set})


def decode_line(body: bytes) -> Line:
    """Read a stored line.

    Raises:
        StorageFault: ``storage.newer`` for a version this program does not know.
        IntegrityAlarm: ``body.unreadable`` for what is no line.
    """
    read = _read(body, LINE_TAG, _line_decoder)
    return Line(read.subject, read.event, read.set, read.seen)


# -- vouchers --------------------------------------------------------------------------------------------------------


class _Signer(msgspec.Struct, forbid_unknown_fields=True):
    login: str
    name: str
    key: str


class _Attachment(msgspec.Struct, forbid_unknown_fields=True):
    sha256: str
    name: str
    size: int


class _Voucher(msgspec.Struct, forbid_unknown_fields=True):
    site: str
    seq: int
    kind: str
    number: str
    recorded_at: str
    offset: int
    officer: _Signer
    approvers: list[_Signer]
    authority: str
    reason: str
    facts: dict[str, object]
    attachments: list[_Attachment]
    lines: int
    root: str
    clock: str = ""


_KINDS = {kind.value: kind for kind in Kind}
_voucher_decoder = msgspec.json.Decoder(_Voucher)


def encode_voucher(voucher: Voucher) -> bytes:
    """The bytes to store for a header; its facts must hold no `Private` any more (`sealed`)."""
    header: dict[str, object] = {
        "site": voucher.site,
        "seq": voucher.seq,
        "kind": voucher.kind.value,
        "number": voucher.number,
        "recorded_at": stored_time(voucher.recorded_at),
        "offset": voucher.offset,
    }
    if voucher.clock is not None:
        header["clock"] = stored_time(voucher.clock)
    header |= {
        "officer": _signer(voucher.officer),
        "approvers": [_signer(each) for each in voucher.approvers],
        "authority": voucher.authority,
        "reason": voucher.reason,
        "facts": plain_record(voucher.facts),
        "attachments": [{"sha256": each.sha256, "name": each.name, "size": each.size} for each in voucher.attachments],
        "lines": voucher.lines,
        "root": voucher.root,
    }
    return VOUCHER_TAG + _written(header)


def decode_voucher(body: bytes) -> Voucher:
    """Read a stored header.

    Raises:
        StorageFault: ``storage.newer`` for a version or kind this program does not know.
        IntegrityAlarm: ``body.unreadable`` for what is no header.
    """
    read = _read(body, VOUCHER_TAG, _voucher_decoder)
    return Voucher(
        site=read.site,
        seq=read.seq,
        kind=_kind(read.kind),
        number=read.number,
        recorded_at=_time(read.recorded_at, body),
        offset=read.offset,
        clock=_time(read.clock, body) if read.clock else None,
        officer=_named(read.officer),
        approvers=tuple(_named(each) for each in read.approvers),
        authority=read.authority,
        reason=read.reason,
        facts=read.facts,
        attachments=tuple(Attachment(each.sha256, each.name, each.size) for each in read.attachments),
        lines=read.lines,
        root=read.root,
    )


def _signer(signer: Signer) -> dict[str, object]:
    return {"login": signer.login, "name": signer.name, "key": signer.key}


def _named(read: _Signer) -> Signer:
    return Signer(read.login, read.name, read.key)


def _kind(stored: str) -> Kind:
    if stored not in _KINDS:
        raise StorageFault("storage.newer", kind=stored)
    return _KINDS[stored]


def _time(stored: str, body: bytes) -> datetime:
    try:
        return read_time(stored)
    except ValueError:
        raise _unreadable(body, stored) from None


# -- both ------------------------------------------------------------------------------------------------------------


def _written(record: dict[str, object]) -> bytes:
    try:
        return _encode(record)
    except UnicodeEncodeError as error:  # half of a surrogate pair, from a damaged file
        raise Refused("text.unreadable", text=error.object.encode("utf-8", "replace").decode()) from None


Decoded = TypeVar("Decoded", _Line, _Voucher)


def _read(body: bytes, tag: bytes, decoder: msgspec.json.Decoder[Decoded]) -> Decoded:
    if not body.startswith(tag):
        raise _foreign(body, tag)
    try:
        return decoder.decode(memoryview(body)[len(tag) :])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(body, str(error)) from None


def _foreign(body: bytes, tag: bytes) -> Exception:
    family = tag.partition(b"/")[0] + b"/"
    version, blank, _rest = body[len(family) :].partition(b" ")
    if body.startswith(family) and blank and version.isdigit():
        return StorageFault("storage.newer", version=body[: len(family) + len(version)].decode())
    return _unreadable(body, "")


def _unreadable(body: bytes, said: str) -> IntegrityAlarm:
    return IntegrityAlarm("body.unreadable", begins=body[:40].decode("utf-8", "replace"), said=said)


# -- facts -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Secluded:
    """A fact about a person, to be kept beside the ledger under its salted hash."""

    hash: str
    salt: bytes
    value: str


@dataclass(slots=True)
class Facts:
    """A voucher's facts as they are stored, and what is kept beside them."""

    public: dict[str, object] = field(default_factory=dict)
    private: list[Secluded] = field(default_factory=list)


def sealed(facts: Mapping[str, object]) -> Facts:
    """Put ``{"sealed": SHA-256(salt, value)}`` in the place of each `Private`, however deep it stands."""
    private: list[Secluded] = []
    public = {str(name): _plain(value, private) for name, value in facts.items()}
    return Facts(public, private)


def plain_record(state: State) -> dict[str, object]:
    """A record in JSON types only."""
    return {str(name): _plain(value, None) for name, value in state.items()}


def _plain(value: object, private: list[Secluded] | None) -> object:
    if value is None or isinstance(value, (str, bool, int, float, Enum)):
        return _scalar(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(each, private) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each, private) for each in value]
    if isinstance(value, Private) and private is not None:
        return {"sealed": _seclude(value.value, private)}
    raise TypeError(f"not for the ledger: {type(value).__name__}")


def _scalar(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and not math.isfinite(value):  # JSON has no such number; null would be another fact
        raise Refused("number.not-finite")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise Refused("number.too-large", number=str(value))
    return value


def _seclude(value: str, private: list[Secluded]) -> str:
    salt = secrets.token_bytes(_SALT_SIZE)
    digest = hashlib.sha256(salt + value.encode()).hexdigest()
    private.append(Secluded(digest, salt, value))
    return digest
