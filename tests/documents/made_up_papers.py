"""Content of papers, made up: what the office would have read from a ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

from stockpile.documents.content import InventoryContent, PaperContent
from stockpile.documents.signing import make_paper_key, sign_pdf
from stockpile.domain.filter import WeaponRow
from stockpile.domain.voucher import Kind, Line, Signer, Voucher
from stockpile.sealing import checkpoint
from stockpile.sealing.keys import SigningKey
from stockpile.sealing.qr import PaperCode, qr_text

MOMENT = datetime(2026, 5, 4, 9, 30, 12, 345678, tzinfo=UTC)
SEAL_KEY = SigningKey(bytes(range(32)))
ORIGIN = f"stockpile/HQ/{SEAL_KEY.key_id}"
ROOT = sha256(b"root").digest()
LEAF = sha256(b"leaf").digest()
PROOF = "c2sp.org/tlog-proof@v1\nindex 41\n\nmade up for a test\n"

ANNA = Signer("anna", "Anna Berg", "11aa22bb")
BEN = Signer("ben", "Ben Okoro", "33cc44dd")
CHEN = Signer("chen", "Chen Wei", "55ee66ff")
DINA = Signer("dina", "Dina Haddad", "77aa88bb")

CATEGORIES = ("assault rifle", "revolver or self-loading pistol", "light machine gun", "mortar")
MAKERS = ("Kestrel Arms Works", "Norden Gevärsfabrik", "Завод Сокол", "Lake & Sons")


def seal() -> str:
    """A note as a ledger's head is sealed with."""
    return checkpoint.sign(checkpoint.Checkpoint(ORIGIN, 42, ROOT), SEAL_KEY)


def _identity(count: int) -> dict[str, object]:
    return {
        "maker": MAKERS[count % len(MAKERS)],
        "model": f"KR-{count % 7}",
        "serial": f"K{count:05d}-I1O0",
        "country": "KE",
        "category": CATEGORIES[count % len(CATEGORIES)],
        "calibre": "7.62 × 39 mm",
    }


def lines(count: int, event: str = "issued", **changes: object) -> tuple[Line, ...]:
    """Lines about so many weapons."""
    return tuple(Line(f"HQ-W{each:07d}", event, changes, _identity(each)) for each in range(1, count + 1))


def voucher(kind: Kind, count: int, **more: object) -> Voucher:
    """The header of a voucher."""
    said: dict[str, object] = {
        "site": "HQ",
        "seq": 41,
        "kind": kind,
        "number": f"{kind.prefix} 2026-000007",
        "recorded_at": MOMENT,
        "offset": 180,
        "officer": ANNA,
        "lines": count,
        "root": ROOT.hex(),
        **more,
    }
    return Voucher(**said)  # type: ignore[arg-type]


def content(about: Voucher, its_lines: tuple[Line, ...], **more: object) -> PaperContent:
    """What the office makes a paper of."""
    said: dict[str, object] = {
        "voucher": about,
        "site_name": "Central Depot",
        "lines": its_lines,
        "facts": about.facts,
        "seal": seal(),
        "leaf": LEAF.hex(),
        "proof": PROOF,
        "qr": qr_text(PaperCode(about.reference, LEAF, ORIGIN, 42, ROOT), SEAL_KEY),
        **more,
    }
    return PaperContent(**said)  # type: ignore[arg-type]


def issue(count: int = 3, **facts: object) -> PaperContent:
    """An issue to a company."""
    told = {"holder": "7-COY", "holder_name": "7th Company", "until": "2026-06-01", "purpose": "Range week", **facts}
    about = voucher(Kind.ISSUE, count, facts=told, authority="Order 12/2026", reason="Training", approvers=(BEN,))
    return content(about, lines(count, standing="issued", holder="7-COY"))


def receipt(count: int, given: int | None = None) -> PaperContent:
    """A receipt of so many weapons; the first ``given`` lines are at hand."""
    about = voucher(Kind.RECEIPT, count, authority="Inventory of 2025")
    received = tuple(Line(each.subject, "received", dict(each.seen)) for each in lines(given or count))
    return content(about, received)


def dossier() -> Voucher:
    """The authorisation that a disposal rests on."""
    return voucher(
        Kind.AUTHORISATION,
        30,
        officer=CHEN,
        approvers=(DINA,),
        authority="Ministerial order 2026/118 of 12 April 2026",
        facts={"option": "destruction"},
    )


def verification() -> Voucher:
    """The verification of the pieces."""
    return voucher(Kind.VERIFICATION, 30, officer=DINA)


def destruction(count: int = 30, **facts: object) -> PaperContent:
    """An executed destruction."""
    told = {
        "dossier": "HQ/DSP 2026-000007",
        "verifications": ["HQ/VER 2026-000007"],
        "method": "cutting or shredding",
        "place": "Foundry Nord, hall 2",
        "equipment": "Hydraulic shear HS-400",
        "operator": "Musa Kone",
        "began_at": "2026-05-04T08:00:00+03:00",
        "ended_at": "2026-05-04T12:15:00+03:00",
        "scrap_kg": 131.5,
        "scrap_to": "Foundry Nord, receipt 4410",
        "environment": "Oil and wood removed before cutting",
        "witnesses": [
            {"name": "Grace Lund", "organisation": "Office of the Ombudsman"},
            {"name": "Pavel Horak", "organisation": "National Commission on Small Arms"},
        ],
        **facts,
    }
    about = voucher(Kind.DESTRUCTION, count, facts=told, approvers=(BEN,))
    pieces = lines(count, "destroyed", standing="destroyed", essential_component_destroyed=True)
    return content(about, pieces, others=(dossier(), verification()))


def deactivation(count: int = 2) -> PaperContent:
    """A deactivation."""
    told = {
        "dossier": "HQ/DSP 2026-000007",
        "standard": "EU 2015/2403 as amended by 2018/337",
        "deactivated_by": "Kestrel Workshops",
        "verifying_entity": "National Proof House",
        "mark": "EU KE NPH 2026",
        "place": "Workshop 3",
        "owner": "National Museum of Arms",
    }
    about = voucher(Kind.DEACTIVATION, count, facts=told, approvers=(BEN,))
    pieces = lines(count, "deactivated", standing="deactivated")
    return content(about, pieces, others=(replace(dossier(), facts={"option": "deactivation"}), verification()))


def row(count: int, **other: object) -> WeaponRow:
    """One weapon of a list."""
    said: dict[str, object] = {
        "id": f"HQ-W{count:07d}",
        "nsn": "",
        "site": "HQ",
        "location": f"HQ/A/{count % 40}",
        "holder": "7-COY" if count % 5 == 0 else "",
        "standing": "issued" if count % 5 == 0 else "in stock",
        "condition": "serviceable",
        "flags": (),
        "asset_number": "",
        "received_on": "",
        **_identity(count),
        **other,
    }
    return WeaponRow(**said)  # type: ignore[arg-type]


def inventory(count: int, rows: object = None, **more: object) -> InventoryContent:
    """An inventory list."""
    said: dict[str, object] = {
        "title": "Inventory of weapons",
        "site": "HQ",
        "site_name": "Central Depot",
        "as_at": "2026-05-04",
        "printed_at": MOMENT,
        "filter_text": "",
        "rows": rows if rows is not None else (row(each) for each in range(1, count + 1)),
        "total": count,
        "seal": seal(),
        "qr": qr_text(PaperCode("inventory", ROOT, ORIGIN, 42, ROOT), SEAL_KEY),
        **more,
    }
    return InventoryContent(**said)  # type: ignore[arg-type]


@cache
def paper_key() -> tuple[bytes, bytes]:
    """Key and certificate of the made-up site's papers."""
    return make_paper_key("HQ", "Central Depot", "KE", MOMENT)


def signed(pdf: bytes) -> bytes:
    """A paper signed by the made-up site."""
    return sign_pdf(pdf, *paper_key(), "Made by Stockpile from the ledger of HQ")
