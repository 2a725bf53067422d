"""What papers are made of. The office fills it from the ledger; a paper is a function of it and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from stockpile.domain.filter import WeaponRow
from stockpile.domain.life import Corrected
from stockpile.domain.voucher import Line, Voucher
from stockpile.domain.weapon import Weapon


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


@dataclass(frozen=True, slots=True)
class Entry:
    """An act in a weapon's life: its voucher, the line about this weapon, and what of it was put right later."""

    voucher: Voucher
    line: Line
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """The card of one weapon.

    Attributes:
        weapon: as it is now. life: all of it, oldest first.
        holder_name, place_name: in words, where they are known.
        photographs: by SHA-256, small JPEG pictures; one that cannot be shown has no bytes.
        last: voucher of the last line about it; leaf, proof and seal are of it.
        printed_at: aware. printed_by: name of the officer.
    """

    weapon: Weapon
    life: tuple[Entry, ...]
    holder_name: str = ""
    place_name: str = ""
    photographs: Mapping[str, bytes]
    last: Voucher
    site_name: str
    seal: str
    leaf: str
    proof: str
    qr: str
    printed_at: datetime
    printed_by: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ListingColumn:
    """A column somebody chose: field, heading, what a cell says, how wide it is beside the others, whether it is a code."""

    field: str
    heading: str
    text: Callable[[WeaponRow], str]
    width: float = 80.0
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryContent:
    """The inventory list. ``rows`` may be walked once; ``total`` says beforehand how many there are; ``columns``: others
    than the list has by itself."""

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
    columns: tuple[ListingColumn, ...] = ()
