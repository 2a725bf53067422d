"""What papers are made of. The office fills it from the ledger; a paper is a function of it and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from stockpile.domain.filter import WeaponRow
from stockpile.domain.voucher import Line, Voucher


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    """The paper of one voucher.

    Attributes:
        lines: the first of them; `voucher.lines` says how many there are.
        facts: the voucher's, with private values in place.
        others: vouchers it speaks of: dossier, verifications, consignment.
        seal: note of the ledger's head. leaf: hex. proof: text to attach. qr: text of the code.
        language: of the paper, apart from that of the screen.
    """

    voucher: Voucher
    site_name: str
    lines: tuple[Line, ...]
    facts: Mapping[str, object]
    others: tuple[Voucher, ...] = ()
    seal: str
    leaf: str
    proof: str
    qr: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryContent:
    """The inventory list. ``rows`` may be walked once; ``total`` says beforehand how many there are."""

    title: str
    site: str
    site_name: str
    as_at: str
    printed_at: datetime
    filter_text: str
    rows: Iterable[WeaponRow]
    total: int
    seal: str
    qr: str
    language: str = "en"
