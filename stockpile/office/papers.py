"""Papers: filled from the ledger, signed with the site's key, remembered by their hash. No ledger, no paper."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from stockpile.documents.content import InventoryContent, ListingColumn, PaperContent
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.filter_text import printed
from stockpile.domain.people import Site, site
from stockpile.domain.subject import site_subject
from stockpile.domain.voucher import Voucher
from stockpile.flags import flag_words
from stockpile.language import _, listed, marked
from stockpile.office.cards import fill_card, read_piece
from stockpile.office.reading import opened, private_facts
from stockpile.office.sessions import Session, site_keys, still_all
from stockpile.sealing.checkpoint import read_unverified
from stockpile.sealing.merkle import leaf_hash
from stockpile.sealing.qr import PaperCode, qr_text
from stockpile.storage import journal, overview, register, search
from stockpile.storage.journal import Paper
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store

LINES_ON_PAPER = 2_000  # further lines are named by number; the ledger has them all
_ROWS_AT_ONCE = 2_000

Progress = Callable[[int, "int | None"], None]


def new_paper_key(code: str, name: str, country: str, moment: datetime) -> tuple[bytes, str]:
    """The key a site signs its papers with (PKCS#8), and its certificate (hex), which its ledger will carry."""
    from stockpile.documents.signing import make_paper_key

    private, certificate = make_paper_key(code, name, country, moment)
    return private, certificate.hex()


@dataclass(frozen=True, slots=True)
class Listing:
    """Weapons in other columns than the list has by itself: what is seen on a screen, or chosen of it.

    ``rows`` may be walked once, and there are ``total``; ``said``: what narrows them, in words.
    """

    rows: Iterable[WeaponRow]
    total: int
    columns: tuple[ListingColumn, ...] = ()
    title: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of an open database."""

    store: Store
    now: Callable[[], datetime]

    def voucher(self, reference: str, by: Session, language: str = "en") -> bytes:
        """The paper of a voucher, signed; of a destruction or deactivation its certificate."""
        from stockpile.documents import papers as documents

        with self.store.reading() as reader:
            recorded = journal.by_reference(reader, reference)
            if recorded is None:
                raise Refused("voucher.unknown", number=reference)
            content = self._content(reader, recorded, by, language)
            drawn = documents.render(content)
        signed = self._signed(drawn, recorded.site, by)
        self._remember(signed, documents.kind_of(recorded.kind), reference, recorded.site, by)
        return signed

    def weapon_card(self, weapon_id: str, by: Session, language: str = "en") -> bytes:
        """The card of a weapon as it is now, with its whole life; signed by the site whose ledger holds its last line."""
        from stockpile.documents.weapon_card import KIND, render_card

        with self.store.reading() as reader:
            piece, life = read_piece(reader, weapon_id)
            home = self._site(reader, life[-1].voucher.site)
            content = fill_card(reader, piece, life, home, self.now(), by, language)
        signed = self._signed(render_card(content), content.last.site, by)
        self._remember(signed, KIND, content.last.reference, content.last.site, by)
        return signed

    def inventory_pdf(
        self,
        path: Path,
        where: WeaponFilter,
        by: Session,
        language: str = "en",
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
        *,
        listing: Listing | None = None,
    ) -> int:
        """The inventory list as PDF, signed; how many weapons stand on it. ``listing``: of these rows and columns."""
        from stockpile.documents.inventory_list import write_inventory

        code = where.site or by.officer.site
        moment = self.now()
        with self.store.reading() as reader:
            note = journal.last_seal(reader, code)
            head = read_unverified(note)
            keys = site_keys(reader, code, by.office_key)
            asked = listing or Listing(search.each(reader, where), search.count(reader, where))
            code_of_paper = PaperCode(_("inventory"), head.root, head.origin, head.size, head.root)
            content = InventoryContent(
                title=asked.title or _("Inventory of weapons"),
                site=code,
                site_name=self._site(reader, code).name,
                as_at=(where.as_at or moment.date()).isoformat(),
                printed_at=moment,
                filter_text=asked.said or _in_words(where),
                rows=asked.rows,
                total=asked.total,
                columns=asked.columns,
                seal=note,
                qr=qr_text(code_of_paper, keys.seal),
                language=language,
            )
            count = write_inventory(
                path, content, lambda pdf: self._signed(pdf, code, by), progress=progress, cancelled=cancelled
            )
        self._remember(path.read_bytes(), "inventory", "", code, by)
        return count

    def inventory_workbook(
        self,
        path: Path,
        where: WeaponFilter,
        _by: Session,
        _language: str = "en",
        progress: Progress | None = None,
        cancelled: threading.Event | None = None,
    ) -> int:
        """The inventory list as .xlsx, serial numbers as text; how many weapons stand in it."""
        from stockpile.exchange.workbook import write_table

        headings = [heading for heading, _field in workbook_columns()]
        fields = [field for _heading, field in workbook_columns()]
        with self.store.reading() as reader:
            total = search.count(reader, where)
            watched = _watched(search.each(reader, where), total, progress, cancelled)
            rows = ([_cell(getattr(row, field)) for field in fields] for row in watched)
            write_table(path, headings, rows, text_columns=range(len(headings)), title=_("Inventory of weapons"))
        return total

    def page_count(self, pdf: bytes) -> int:
        """How many pages a paper has."""
        from stockpile.documents.show import page_count

        return page_count(pdf)

    # -- filling
    # -----------------------------------------------------------------------------------------------------------

    def _content(self, reader: Reader, recorded: Voucher, by: Session, language: str) -> PaperContent:
        note = journal.last_seal(reader, recorded.site)
        head = read_unverified(note)
        leaf = leaf_hash(journal.stored_voucher(reader, recorded))
        payload = PaperCode(recorded.reference, leaf, head.origin, head.size, head.root)
        return PaperContent(
            voucher=recorded,
            site_name=self._site(reader, recorded.site).name,
            lines=overview.first_lines(reader, recorded, LINES_ON_PAPER),
            facts=opened(recorded.facts, private_facts(reader, recorded.facts)),
            others=tuple(_others(reader, recorded)),
            seal=note,
            leaf=leaf.hex(),
            proof=journal.proof_of(reader, recorded.reference),
            qr=qr_text(payload, site_keys(reader, recorded.site, by.office_key).seal),
            language=language,
        )

    def made(self, pdf: bytes, kind: str, code: str, by: Session) -> bytes:
        """A paper that was drawn elsewhere, signed with its site's key and remembered."""
        signed = self._signed(pdf, code, by)
        self._remember(signed, kind, "", code, by)
        return signed

    def _signed(self, pdf: bytes, code: str, by: Session) -> bytes:
        from stockpile.documents.signing import sign_pdf

        with self.store.reading() as reader:
            by, _none = still_all(reader, by)
            keys = site_keys(reader, code, by.office_key)
            certificate = bytes.fromhex(self._site(reader, code).paper_certificate)
        return sign_pdf(
            pdf, keys.paper, certificate, _("Made by Stockpile from the ledger of {site}").format(site=code)
        )

    def _remember(self, pdf: bytes, kind: str, reference: str, code: str, by: Session) -> None:
        with self.store.writing() as unit:
            paper = Paper(
                sha256=sha256(pdf).hexdigest(),
                kind=kind,
                reference=reference,
                site=code,
                seal_size=read_unverified(journal.last_seal(unit, code)).size,
                printed_at=self.now(),
                login=by.login,
            )
            journal.record_paper(unit, paper)
            unit.commit()

    @staticmethod
    def _site(reader: Reader, code: str) -> Site:
        state = register.states(reader, [site_subject(code)]).get(site_subject(code))
        if state is None:
            raise Refused("site.unknown", site=code)
        return site(code, state)


def _watched(
    rows: Iterator[WeaponRow], total: int, progress: Progress | None, cancelled: threading.Event | None
) -> Iterator[WeaponRow]:
    for done, row in enumerate(rows):
        if done % _ROWS_AT_ONCE == 0:
            if cancelled is not None and cancelled.is_set():
                raise Refused("cancelled")
            if progress is not None:
                progress(done, total)
        yield row


def _others(reader: Reader, recorded: Voucher) -> Iterator[Voucher]:
    """The vouchers a paper has to speak of: dossier, verifications, consignment."""
    named = [recorded.facts.get("dossier"), recorded.facts.get("consignment")]
    listed = recorded.facts.get("verifications")
    for reference in (*named, *(listed if isinstance(listed, Sequence) else ())):
        if isinstance(reference, str) and (found := journal.by_reference(reader, reference)) is not None:
            yield found


_NARROWED: Mapping[str, str] = {
    "query": marked("Search"),
    "standing": marked("Standing"),
    "category": marked("Category"),
    "site": marked("Site"),
    "holder": marked("Holder"),
    "condition": marked("Condition"),
    "disposal": marked("Disposal"),
    "model": marked("Model"),
    "flag": marked("Not in order"),
}


def _in_words(where: WeaponFilter) -> str:
    """What a list is narrowed to, for people."""
    plain = [
        _("{field}: {value}").format(field=_(label), value=flag_words(value) if name == "flag" else _(str(value)))
        for name, label in _NARROWED.items()
        if (value := getattr(where, name))
    ]
    return listed((*plain, *map(printed, where.conditions)))


def workbook_columns() -> tuple[tuple[str, str], ...]:
    """Heading and field of each column of the inventory workbook; a later import knows these headings again."""
    return (
        (_("Weapon id"), "id"), (_("Manufacturer"), "maker"), (_("Model"), "model"), (_("Serial number"), "serial"),
        (_("Country"), "country"), (_("Category"), "category"), (_("Calibre"), "calibre"), (_("NSN"), "nsn"),
        (_("Site"), "site"), (_("Location"), "location"), (_("Holder"), "holder"), (_("Standing"), "standing"),
        (_("Condition"), "condition"), (_("Asset number"), "asset_number"), (_("Received on"), "received_on"),
        (_("Flags"), "flags"),
    )  # fmt: skip


def _cell(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
