"""A voucher before it is recorded: what the office asks the ledger to append."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from stockpile.domain.voucher import Kind, Signer


@dataclass(frozen=True, slots=True)
class Private:
    """A fact about a person who is not an officer: the ledger keeps its salted hash, the value stands beside it."""

    value: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file to attach."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What it is kept under, hex."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything a voucher says except its lines and what recording adds (number, place in the ledger, root).

    Attributes:
        moment: aware; recorded as UTC with the offset of that wall clock.
        facts: JSON types; a `Private` anywhere in it is replaced by its hash.
    """

    site: str
    kind: Kind
    moment: datetime
    officer: Signer
    approvers: tuple[Signer, ...] = ()
    authority: str = ""
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    enclosures: tuple[Enclosure, ...] = ()
