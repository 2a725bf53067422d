"""Reading: what is, what was, and the story of each piece. Frozen answers; nothing here writes."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from stockpile.acts.gates import GATES, obstacle
from stockpile.domain.errors import IntegrityAlarm, Refused
from stockpile.domain.filter import WeaponFilter, WeaponRow
from stockpile.domain.life import Corrected, corrected_later
from stockpile.domain.people import MAY_RECORD
from stockpile.domain.standing import Standing
from stockpile.domain.state import State
from stockpile.domain.voucher import Kind, Line, Voucher, split_reference
from stockpile.domain.voucher_filter import VoucherFilter
from stockpile.domain.weapon import Weapon, weapon
from stockpile.office.sessions import Session
from stockpile.storage import journal, overview, register, search, voucher_search
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store

LINES_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One act in a weapon's life: its voucher, the line about this weapon, and what of it was put right later."""

    voucher: Voucher
    line: Line
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class WeaponCard:
    """One weapon: as it is, its whole time-line (oldest first), and those whose marks look alike."""

    weapon: Weapon
    timeline: tuple[TimelineEntry, ...]
    look_alikes: tuple[WeaponRow, ...]


@dataclass(frozen=True, slots=True)
class VoucherCard:
    """One voucher with its first lines, the private facts that are still there (by hash), and the seal of its ledger
    now."""

    voucher: Voucher
    lines: tuple[Line, ...]
    private: Mapping[str, str]
    seal: str


@dataclass(frozen=True, slots=True)
class LedgerStatus:
    """The head of a site's ledger: how many vouchers, sealed when (ISO, UTC), and the checkpoint note."""

    site: str
    vouchers: int
    sealed_at: str
    note: str


@dataclass(frozen=True, slots=True)
class OpenReference:
    """Something under way: a consignment or a dossier, how many weapons stand in it, at which site."""

    reference: str
    site: str
    weapons: int
    destination: str = ""
    disposal: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be asked of an open database."""

    store: Store

    # -- weapons
    # ---------------------------------------------------------------------------------------------------------

    def weapons(self, where: WeaponFilter | None = None) -> list[WeaponRow]:
        """The weapons that fit, in the filter's order, at most its limit."""
        with self.store.reading() as reader:
            return search.find(reader, where or WeaponFilter())

    def count(self, where: WeaponFilter | None = None) -> int:
        """How many fit."""
        with self.store.reading() as reader:
            return search.count(reader, where or WeaponFilter())

    def keys(self, where: WeaponFilter | None = None) -> array[int]:
        """The register's keys of all that fit, in order: eight bytes a weapon, for tables of any length."""
        with self.store.reading() as reader:
            return search.keys(reader, where or WeaponFilter())

    def rows(self, keys: Sequence[int]) -> list[WeaponRow]:
        """The weapons of these keys, in their order."""
        with self.store.reading() as reader:
            return search.by_keys(reader, keys)

    def suggest(self, text: str, limit: int = 50) -> list[WeaponRow]:
        """What somebody who types this may mean."""
        with self.store.reading() as reader:
            return search.suggest(reader, text, limit)

    def facets(self, where: WeaponFilter | None = None) -> dict[str, dict[str, int]]:
        """How many fit, by standing, category, site, model."""
        with self.store.reading() as reader:
            return search.facets(reader, where or WeaponFilter())

    def equipment(self, site: str = "") -> list[dict[str, object]]:
        """What else is kept."""
        with self.store.reading() as reader:
            return search.equipment(reader, site)

    def resolve(self, text: str) -> str:
        """The id of the weapon that an id or serial number names; refuses what names none or several."""
        with self.store.reading() as reader:
            return resolve(reader, text)

    def card(self, weapon_id: str) -> WeaponCard:
        """One weapon and its whole life."""
        with self.store.reading() as reader:
            state = register.states(reader, [weapon_id]).get(weapon_id)
            if state is None:
                raise Refused("weapon.unknown", text=weapon_id)
            timeline = life_of(reader, weapon_id)
            serial = str(state.get("serial") or "")
            alike = [each for each in register.look_alikes(reader, [serial]) if each != weapon_id] if serial else []
            return WeaponCard(weapon(weapon_id, state), timeline, tuple(search.by_ids(reader, alike)))

    def photograph(self, digest: str) -> bytes:
        """A photograph of a mark or piece, as it came; ``digest``: its SHA-256, hex.

        Raises:
            Refused: ``photograph.unknown``. IntegrityAlarm: ``attachment.altered``, it is not what was enclosed.
        """
        with self.store.reading() as reader:
            return photograph(reader, digest)

    def pieces(self, weapon_ids: Sequence[str]) -> tuple[Weapon, ...]:
        """These weapons as they are, in the order asked, without their lives; refuses what is none."""
        with self.store.reading() as reader:
            found = register.states(reader, weapon_ids)
        for each in weapon_ids:
            if each not in found:
                raise Refused("weapon.unknown", text=each)
        return tuple(weapon(each, found[each]) for each in weapon_ids)

    def allowed(self, weapon_ids: Sequence[str], session: Session) -> dict[Kind, Refused | None]:
        """Which acts may happen now to every one of these weapons; `None`, or the first reason why not."""
        pieces = self.pieces(weapon_ids)
        return {
            kind: next(filter(None, (obstacle(kind, piece) for piece in pieces)), None) or _not_entitled(kind, session)
            for kind in GATES
        }

    # -- vouchers
    # --------------------------------------------------------------------------------------------------------

    def reference(self, text: str) -> str:
        """The full reference of a voucher named by number (`ISS 2026-000123`) or reference; refuses none and
        several."""
        with self.store.reading() as reader:
            return find_reference(reader, text)

    def voucher(self, reference: str) -> VoucherCard:
        """One voucher."""
        with self.store.reading() as reader:
            voucher = journal.by_reference(reader, reference)
            if voucher is None:
                raise Refused("voucher.unknown", number=reference)
            lines = overview.first_lines(reader, voucher, LINES_SHOWN)
            return VoucherCard(
                voucher, lines, private_facts(reader, voucher.facts), journal.last_seal(reader, voucher.site)
            )

    def vouchers(self, limit: int = 200, kind: Kind | None = None) -> list[Voucher]:
        """The latest vouchers, newest first."""
        with self.store.reading() as reader:
            return overview.latest_vouchers(reader, limit, kind)

    def find_vouchers(self, where: VoucherFilter) -> list[Voucher]:
        """The vouchers that fit, the latest first."""
        with self.store.reading() as reader:
            return voucher_search.find(reader, where)

    def ledgers(self) -> list[LedgerStatus]:
        """The head of every ledger in the database."""
        with self.store.reading() as reader:
            return [LedgerStatus(*each) for each in overview.heads(reader)]

    # -- what is under way
    # -----------------------------------------------------------------------------------------------

    def consignment(self, text: str) -> str:
        """The reference of a consignment that is named by number or reference."""
        with self.store.reading() as reader:
            return find_reference(reader, text, unknown="consignment.unknown", ambiguous="consignment.ambiguous")

    def under_way(self, consignment: str) -> tuple[str, ...]:
        """The ids of what is still in transit under a consignment."""
        found = self.weapons(WeaponFilter(consignment=consignment, standing=Standing.IN_TRANSIT.value))
        if not found:
            raise Refused("consignment.arrived", consignment=consignment)
        return tuple(row.id for row in found)

    def consignments(self) -> list[OpenReference]:
        """Consignments that have not been accepted."""
        with self.store.reading() as reader:
            return [OpenReference(*each) for each in overview.open_consignments(reader)]

    def dossiers(self) -> list[OpenReference]:
        """Dossiers with weapons that are still in stock."""
        with self.store.reading() as reader:
            return [
                OpenReference(reference, site, count, disposal=stage, option=option)
                for reference, site, count, stage, option in overview.open_dossiers(reader)
            ]

    # -- what acts refer to
    # ----------------------------------------------------------------------------------------------

    def things(self, kind: str) -> dict[str, dict[str, object]]:
        """All sites, officers, holders, locations or models: key to state."""
        with self.store.reading() as reader:
            return register.things(reader, kind)


def resolve(reader: Reader, text: str) -> str:
    """The id of the weapon that an id or serial number names."""
    ids = register.resolve(reader, text)
    if not ids:
        raise Refused("weapon.unknown", text=text)
    if len(ids) > 1:
        raise Refused("weapon.ambiguous", text=text, count=len(ids), candidates=ids[:10])
    return ids[0]


def life_of(reader: Reader, weapon_id: str) -> tuple[TimelineEntry, ...]:
    """All that was ever recorded about a weapon, oldest first, with what was put right later."""
    recorded = journal.timeline(reader, weapon_id)
    corrected = corrected_later([(voucher.reference, line) for voucher, line in recorded])
    return tuple(TimelineEntry(*each, wrong) for each, wrong in zip(recorded, corrected, strict=True))


def photograph(reader: Reader, digest: str) -> bytes:
    """The bytes of a photograph, held against its hash."""
    content = journal.attachment(reader, digest)
    if content is None:
        raise Refused("photograph.unknown", sha256=digest)
    if sha256(content).hexdigest() != digest:
        raise IntegrityAlarm("attachment.altered", sha256=digest)
    return content


def find_reference(
    reader: Reader, text: str, unknown: str = "voucher.unknown", ambiguous: str = "voucher.ambiguous"
) -> str:
    """The full reference of a voucher that is named by number or reference."""
    site, number = split_reference(text)
    found = [each.reference for each in journal.by_number(reader, number) if site in ("", each.site)]
    if not found:
        raise Refused(unknown, number=text, consignment=text)
    if len(found) > 1:
        raise Refused(ambiguous, number=text, consignment=text, candidates=found)
    return found[0]


def private_facts(reader: Reader, facts: object) -> dict[str, str]:
    """The private values that facts refer to by hash and that have not been removed."""
    known = {each: journal.private(reader, each) for each in _sealed(facts)}
    return {name: value for name, value in known.items() if value is not None}


def _sealed(facts: object) -> list[str]:
    """Every hash that stands in place of a private value."""
    if isinstance(facts, Mapping):
        if set(facts) == {"sealed"}:
            return [str(facts["sealed"])]
        return [each for value in facts.values() for each in _sealed(value)]
    if isinstance(facts, (list, tuple)):
        return [each for value in facts for each in _sealed(value)]
    return []


def opened(facts: State, private: Mapping[str, str]) -> dict[str, object]:
    """Facts with their private values in place; empty where a value was removed by a lawful order."""
    return {name: _opened(value, private) for name, value in facts.items()}


def _opened(value: object, private: Mapping[str, str]) -> object:
    if isinstance(value, Mapping):
        if set(value) == {"sealed"}:
            return private.get(str(value["sealed"]), "")
        return {name: _opened(each, private) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_opened(each, private) for each in value]
    return value


def _not_entitled(kind: Kind, session: Session) -> Refused | None:
    if session.officer.may(kind):
        return None
    return Refused("officer.not-entitled", officer=session.login, kind=kind.value, roles=sorted(MAY_RECORD[kind]))
