"""Asking for vouchers: what kind, when, by whom, with what words in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stockpile.domain.voucher import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherFilter:
    """Which vouchers; what is empty does not narrow.

    Attributes:
        site: in whose ledger. officer: login of somebody who signed, as whatever.
        since, until: days on the wall here, both included.
        text: part of number, authority, reason, or of a name of those who signed; any case.
        limit: at most so many, the latest.
    """

    kind: Kind | None = None
    site: str = ""
    officer: str = ""
    since: date | None = None
    until: date | None = None
    text: str = ""
    limit: int = 500
