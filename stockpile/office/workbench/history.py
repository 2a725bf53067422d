"""The imports of a database: which files came in when, by which voucher, and which were taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stockpile.domain.voucher import Kind, Voucher
from stockpile.office.workbench.views import ImportRecord
from stockpile.storage import overview
from stockpile.storage.reader import Reader

_LOOKED_AT = 10_000  # receipts, the latest


def imports(reader: Reader, limit: int = _LOOKED_AT) -> list[ImportRecord]:
    """The latest imports, newest first."""
    back = _taken_back(reader)
    receipts = overview.latest_vouchers(reader, limit, Kind.RECEIPT)
    return [_record(each, back) for each in receipts if "sha256" in each.facts]


def known_files(reader: Reader, hashes: Iterable[str]) -> dict[str, tuple[ImportRecord, ...]]:
    """The imports that each of some files came in with, by its SHA-256; newest first."""
    wanted = set(hashes)
    found: dict[str, list[ImportRecord]] = {}
    for each in imports(reader):
        for digest in wanted & set(each.sha256):
            found.setdefault(digest, []).append(each)
    return {digest: tuple(records) for digest, records in found.items()}


def _taken_back(reader: Reader) -> dict[str, str]:
    corrections = overview.latest_vouchers(reader, _LOOKED_AT, Kind.CORRECTION)
    return {str(each.facts["takes_back"]): each.reference for each in corrections if "takes_back" in each.facts}


def _record(voucher: Voucher, back: Mapping[str, str]) -> ImportRecord:
    facts = voucher.facts
    return ImportRecord(
        reference=voucher.reference,
        number=voucher.number,
        site=voucher.site,
        recorded_at=voucher.recorded_at,
        officer=voucher.officer.login,
        files=tuple(_texts(facts.get("files") or facts.get("file"))),
        sha256=tuple(_texts(facts.get("sha256"))),
        new=_count(facts, "new"),
        changed=_count(facts, "changed"),
        rejected=_count(facts, "rejected"),
        taken_back=back.get(voucher.reference, ""),
    )


def _texts(said: object) -> Iterator[str]:
    if isinstance(said, (list, tuple)):
        yield from map(str, said)
    elif said:
        yield str(said)


def _count(facts: Mapping[str, object], name: str) -> int:
    value = facts.get(name)
    return value if isinstance(value, int) else 0
