"""The document of one act: who, when, what kind, with what authority, and one line per piece.

What is stored of it, byte for byte, is in `docs/architecture.md`; here is what those bytes say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from stockpile.domain.state import State


class Kind(StrEnum):
    """The kinds of voucher: stored name, and the letters its number begins with (`ISS 2026-000123`)."""

    prefix: str

    def __new__(cls, name: str, prefix: str) -> Kind:
        member = str.__new__(cls, name)
        member._value_ = name
        member.prefix = prefix
        return member

    OPENING = "opening", "OPN"
    ADMINISTRATION = "administration", "ADM"
    RECEIPT = "receipt", "RCV"
    MARKING = "marking", "MRK"
    INSPECTION = "inspection", "INS"
    PLACING = "placing", "PLC"
    ISSUE = "issue", "ISS"
    RETURN = "return", "RET"
    DISPATCH = "dispatch", "CSG"
    ACCEPTANCE = "acceptance", "ACC"
    SURPLUS = "surplus", "SUR"
    AUTHORISATION = "authorisation", "DSP"
    VERIFICATION = "verification", "VER"
    DESTRUCTION = "destruction", "DES"
    DEACTIVATION = "deactivation", "DEA"
    CORRECTION = "correction", "COR"


def number(kind: Kind, year: int, count: int) -> str:
    """A voucher's number: gapless per site, year and kind."""
    return f"{kind.prefix} {year}-{count:06d}"


def reference(site: str, voucher_number: str) -> str:
    """A voucher's name among all ledgers: `HQ/ISS 2026-000123`."""
    return f"{site}/{voucher_number}"


def split_reference(text: str) -> tuple[str, str]:
    """Site (empty where none is named) and number of a reference."""
    site, slash, rest = text.partition("/")
    return (site.strip(), rest.strip()) if slash else ("", text.strip())


@dataclass(frozen=True, slots=True)
class Signer:
    """An officer on a voucher: as named on its day, with the key (8 hex) that must have signed it."""

    login: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a voucher; its content is kept by hash. ``size`` in bytes."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Line:
    """What one act changed on one piece (or other subject).

    Attributes:
        subject: `HQ-W0000123`, `officer:jdiallo` ...
        event: stored name of what happened (`stockpile.domain.events`).
        set: the fields that change, with their new values (JSON types; `None` clears).
        seen: identity of the piece on that day, where `set` does not carry it.
    """

    subject: str
    event: str
    set: State
    seen: State = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """The header of a voucher, as read from its stored bytes.

    Attributes:
        seq: place in the site's ledger, from 0.
        recorded_at: UTC; never behind the voucher before it. offset: minutes east of UTC where it was recorded.
        clock: what the machine's clock said, only where it ran behind (else None).
        lines: how many; root: RFC 6962 root over their leaves, hex.
    """

    site: str
    seq: int
    kind: Kind
    number: str
    recorded_at: datetime
    offset: int
    officer: Signer
    approvers: tuple[Signer, ...] = ()
    authority: str = ""
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    clock: datetime | None = None
    lines: int = 0
    root: str = ""

    @property
    def reference(self) -> str:
        """Its name among all ledgers."""
        return reference(self.site, self.number)

    @property
    def local_time(self) -> datetime:
        """When it was recorded, on the clock of the wall there."""
        return self.recorded_at.astimezone(timezone(timedelta(minutes=self.offset)))

    @property
    def signers(self) -> tuple[tuple[str, Signer], ...]:
        """Who must have signed it, and as what."""
        return (("officer", self.officer), *(("approver", each) for each in self.approvers))


def stored_time(moment: datetime) -> str:
    """A moment as it stands in stored bytes: UTC, microseconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_time(stored: str) -> datetime:
    """The moment of `stored_time`."""
    return datetime.strptime(stored, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
