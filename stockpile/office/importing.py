"""An inventory into the register: read in a child process, matched, recorded under one receipt voucher, or rolled
back."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from stockpile.domain.draft import Draft, Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.people import MAY_RECORD
from stockpile.domain.subject import site_subject
from stockpile.domain.voucher import Kind, Voucher
from stockpile.office.performing import sealer
from stockpile.office.sessions import Session
from stockpile.storage import register
from stockpile.storage.store import Store, Unit
from stockpile.wording import sentence

LARGEST_ENCLOSURE = 20_000_000  # bytes; a larger file is named by its hash only, and kept where it is

Progress = Callable[[int, "int | None"], None]
Warning_ = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What may be asked of an import.

    Attributes:
        site: whose inventory it is; empty: the officer's own site.
        sheet: only this one. mapping: field to heading, in place of what is found.
        check: do all of it, and roll it back. expand: a row of several weapons becomes several weapons.
        progress: told rows done, and about how many there are. cancelled: stops it, with nothing written.
        rejects: where to write the rows that did not go in.
    """

    path: Path
    site: str = ""
    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    check: bool = False
    expand: bool = False
    authority: str = ""
    reason: str = ""
    progress: Progress | None = None
    cancelled: threading.Event | None = None
    rejects: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAnswer:
    """What came of an import; the fields are those of `import --json`."""

    file: str
    sha256: str
    tables: list[dict[str, object]]
    left_out: list[dict[str, object]]
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    warnings: list[Warning_]
    quantity_total: float
    value_total: float
    weapons: int
    weapons_with_serial: int
    weapons_without_serial: int
    lots: int
    other_items: int
    unclear: int
    duplicates: int
    control_totals: list[dict[str, object]]
    vanished: int
    vanished_items: list[str] = field(default_factory=list)
    voucher: str | None = None
    reference: str | None = None
    checked: bool = False

    def as_json(self) -> dict[str, object]:
        """The document that the command line prints."""
        return dataclasses.asdict(self)


@dataclass(frozen=True, slots=True)
class Importer:
    """Takes inventories into one database."""

    store: Store
    now: Callable[[], datetime]

    def run(self, asked: ImportRequest, by: Session, approvers: Sequence[Session] = ()) -> ImportAnswer:
        """Import a file.

        Raises:
            Refused: the file cannot be read (`file.*`), the officer may not, the site is not there, `cancelled`.
        """
        from stockpile.exchange.inventory import read_inventory

        if not by.officer.may(Kind.RECEIPT):
            roles = sorted(MAY_RECORD[Kind.RECEIPT])
            raise Refused("officer.not-entitled", officer=by.login, kind=Kind.RECEIPT.value, roles=roles)
        site = asked.site or by.officer.site
        reading = read_inventory(
            asked.path, sheet=asked.sheet, mapping=asked.mapping, expand=asked.expand, cancel=asked.cancelled
        )
        with reading, self.store.writing() as unit:
            if not register.states(unit, [site_subject(site)]):
                raise Refused("site.unknown", site=site)
            answer = self._receive(unit, reading, site, asked, by, approvers)
            if answer.reference and not asked.check:
                unit.commit()
        if asked.rejects is not None:
            _write_rejects(asked.rejects, reading)
        return answer

    def _receive(self, unit: Unit, reading, site, asked, by, approvers) -> ImportAnswer:  # noqa: ANN001
        from stockpile.storage import intake

        draft = Draft(
            site=site,
            kind=Kind.RECEIPT,
            moment=self.now(),
            officer=by.officer.signer,
            approvers=tuple(each.officer.signer for each in approvers),
            authority=asked.authority,
            reason=asked.reason,
            enclosures=_enclosure(asked.path),
        )
        with unit.streaming(draft, sealer(unit, site, by, approvers)) as appending:
            result = intake.receive(unit, appending, site, _watched(reading, asked))
            voucher = appending.close(_facts(reading, result)) if result.new or result.changed else None
        return _answer(asked, reading, result, voucher)
