"""What waits for somebody: found in the register and the ledgers each time it is asked, and kept nowhere.

Each item says where it is done: a list of the weapons it counts, or a page. An item that counts weapons counts them
with the filter it opens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from stockpile.acts.intake import MODEL_UNKNOWN
from stockpile.domain.filter import Condition, Operator, WeaponFilter
from stockpile.domain.people import MAY_RECORD, Role
from stockpile.domain.rules import RULES_SUBJECT, Rules, rules
from stockpile.domain.standing import HELD, Disposal, Standing
from stockpile.domain.voucher import Kind, read_time
from stockpile.office.ledgers import LedgersState
from stockpile.storage import glance, register
from stockpile.storage.glance import Holding
from stockpile.storage.reader import Reader

BACKUP_DAYS = 7  # after so many a backup is old, if anything was recorded since
VERIFY_DAYS = 7
SEAL_DAYS = 30
RESTORED_DAYS = 30  # so long it stands in the list; in the database's own page always
_RECEIPTS = 200  # the latest that are looked through for rejected rows

LOOK_ALIKE, NO_SERIAL, UNMARKED = "look-alike", "no-serial", "unmarked"
_OWN_ITEM = frozenset({LOOK_ALIKE, NO_SERIAL, UNMARKED})  # flags that stand in the list under what they ask for

HERE = Condition("standing", Operator.IS, tuple(sorted(each.value for each in HELD)))


class Severity(StrEnum):
    """How much an item presses."""

    URGENT = "urgent"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits.

    Attributes:
        code: stable name; the words are in `stockpile.todo`. count: how many (weapons, where it opens a list of them).
        page, what: where it is done, as `Goal` of the window: a workspace; a `WeaponFilter`, a reference or a section.
        kinds: the acts that settle it, none: looking after the database. facts: what the words name.
    """

    code: str
    count: int
    severity: Severity
    page: str = "register"
    what: WeaponFilter | str | None = None
    kinds: tuple[Kind, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)

    def is_for(self, roles: Sequence[Role]) -> bool:
        """Whether somebody with these roles can settle it."""
        able = frozenset().union(*(MAY_RECORD[kind] for kind in self.kinds)) if self.kinds else {Role.ADMINISTRATOR}
        return not able.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is made of: one consistent moment, whose site (empty: all), what there is, and when it is."""

    reader: Reader
    site: str
    held: Sequence[Holding]
    state: LedgersState
    now: datetime

    @property
    def today(self) -> str:
        """The day on the wall."""
        return self.now.date().isoformat()

    def weapons(self, *conditions: Condition, **fields: str) -> WeaponFilter:
        """A filter of this site."""
        return WeaponFilter(site=self.site, conditions=conditions, **fields)  # type: ignore[arg-type]

    def days_since(self, stored: str) -> int:
        """Whole days since a stored moment."""
        return (self.now - read_time(stored)).days


def items(asked: Asked) -> list[Item]:
    """All that waits, what presses most first; what comes to nothing is left out."""
    stored = register.states(asked.reader, [RULES_SUBJECT]).get(RULES_SUBJECT, {})
    found = [
        *_out(asked, rules(stored)),
        *_under_way(asked, rules(stored)),
        *_records(asked),
        *_disposals(asked),
        *_rejected(asked),
        *_database(asked),
    ]
    order = list(Severity)
    return sorted((each for each in found if each.count), key=lambda each: order.index(each.severity))


# -- weapons -----------------------------------------------------------------------------------------------------------


def _out(asked: Asked, known: Rules) -> Iterator[Item]:
    """Issued, and not back when they should be."""
    late = asked.weapons(Condition("issued_until", Operator.BEFORE, (asked.today,)), standing=Standing.ISSUED.value)
    yield Item(
        "overdue", glance.count(asked.reader, late, glance.ISSUED), Severity.URGENT, what=late, kinds=(Kind.RETURN,)
    )
    days = known.days_without_due_date
    open_end = asked.weapons(Condition("issued_until", Operator.EMPTY), standing=Standing.ISSUED.value)
    long = glance.issued_before(asked.reader, asked.now - timedelta(days=days), asked.site)
    if long:
        # the list shows all without a day of return: how long each is out is in its story
        everything = glance.count(asked.reader, open_end, glance.ISSUED)
        facts = {"days": days, "long": long}
        yield Item("issued-open-end", everything, Severity.SOON, what=open_end, kinds=(Kind.RETURN,), facts=facts)


def _under_way(asked: Asked, known: Rules) -> Iterator[Item]:
    """Consignments: those that are out too long, and those that are to be accepted here."""
    consignments = glance.in_transit(asked.reader)
    late = [each for each in consignments if asked.site in ("", each.site) and _is_late(each, asked, known)]
    if late:
        references = tuple(each.reference for each in late)
        facts = {"days": known.days_in_transit, "consignments": len(late), "first": references[0]}
        where = asked.weapons(Condition("consignment", Operator.IS, references), standing=Standing.IN_TRANSIT.value)
        count = sum(each.weapons for each in late)
        yield Item("in-transit-long", count, Severity.URGENT, what=where, kinds=(Kind.ACCEPTANCE,), facts=facts)
    waiting = [each for each in consignments if asked.site and each.to == asked.site and each not in late]
    if waiting:
        references = tuple(each.reference for each in waiting)
        filtered = WeaponFilter(
            standing=Standing.IN_TRANSIT.value, conditions=(Condition("consignment", Operator.IS, references),)
        )
        facts = {"consignments": len(waiting), "first": references[0]}
        count = sum(each.weapons for each in waiting)
        yield Item("to-accept", count, Severity.SOON, what=filtered, kinds=(Kind.ACCEPTANCE,), facts=facts)


def _is_late(consignment: glance.Transit, asked: Asked, known: Rules) -> bool:
    if consignment.expected_on and consignment.expected_on < asked.today:
        return True
    return asked.now - consignment.sent_at > timedelta(days=known.days_in_transit)


def _records(asked: Asked) -> Iterator[Item]:
    """What is not in order with the weapons that are held."""
    flagged = Counter[str]()
    for each in asked.held:
        for flag in each.flags:
            flagged[flag] += each.count
    reader = asked.reader
    unmarked = asked.weapons(Condition("marked", Operator.IS, ("no",)), HERE)
    yield Item("unmarked", glance.count(reader, unmarked), Severity.SOON, what=unmarked, kinds=(Kind.MARKING,))
    nameless = asked.weapons(HERE, flag=NO_SERIAL)
    yield Item("without-serial", flagged[NO_SERIAL], Severity.LATER, what=nameless, kinds=(Kind.CORRECTION,))
    alike = asked.weapons(HERE, flag=LOOK_ALIKE)
    yield Item("look-alikes", flagged[LOOK_ALIKE], Severity.SOON, what=alike, kinds=(Kind.CORRECTION,))
    unplaced = asked.weapons(Condition("location", Operator.EMPTY), standing=Standing.IN_STOCK.value)
    count = sum(each.count for each in asked.held if each.standing == Standing.IN_STOCK and not each.placed)
    yield Item("without-place", count, Severity.LATER, what=unplaced, kinds=(Kind.PLACING,))
    own = tuple(sorted(register.things(reader, "model")))
    for flag, count in sorted(flagged.items(), key=lambda pair: (-pair[1], pair[0])):
        if flag not in _OWN_ITEM:
            where = asked.weapons(HERE, flag=flag)
            if flag == MODEL_UNKNOWN and own:  # what was added to the catalogue since is no question any more
                where = asked.weapons(HERE, Condition("model", Operator.IS_NOT, own), flag=flag)
                count = glance.count(reader, where)  # noqa: PLW2901
            yield Item("flagged", count, Severity.LATER, what=where, kinds=(Kind.CORRECTION,), facts={"flag": flag})


def _disposals(asked: Asked) -> Iterator[Item]:
    """What stands on its way out, and who is to take the next step."""
    surplus = asked.weapons(disposal=Disposal.SURPLUS.value, standing=Standing.IN_STOCK.value)
    count = sum(
        each.count for each in asked.held if each.disposal == Disposal.SURPLUS and each.standing == Standing.IN_STOCK
    )
    yield Item("surplus-to-decide", count, Severity.LATER, what=surplus, kinds=(Kind.AUTHORISATION,))
    for code, stage, kinds in (
        ("dossiers-to-verify", Disposal.AUTHORISED, (Kind.VERIFICATION,)),
        ("dossiers-to-execute", Disposal.VERIFIED, (Kind.DESTRUCTION, Kind.DEACTIVATION)),
    ):
        dossiers, weapons = glance.dossiers(asked.reader, stage, asked.site)
        yield Item(code, dossiers, Severity.SOON, "disposal", kinds=kinds, facts={"weapons": weapons})


def _rejected(asked: Asked) -> Iterator[Item]:
    for each in glance.rejected(asked.reader, _RECEIPTS):
        if asked.site in ("", each.site):
            facts: dict[str, object] = {"file": each.file, "voucher": each.reference}
            yield Item("import-rejected", each.rows, Severity.SOON, "import", each.reference, (Kind.RECEIPT,), facts)


# -- the database ------------------------------------------------------------------------------------------------------


def _database(asked: Asked) -> Iterator[Item]:
    """What looks after the records: copies, verification, seals kept elsewhere."""
    yield from _backup(asked)
    if asked.state.missing and asked.days_since(asked.state.restored_at) < RESTORED_DAYS:
        facts: dict[str, object] = {
            "missing": [f"{site}: {count}" for site, count in sorted(asked.state.missing.items())]
        }
        missing = sum(asked.state.missing.values())
        yield Item("restored-older", missing, Severity.URGENT, "administration", "database", facts=facts)
    ledgers = [each for each in asked.state.ledgers if asked.site in ("", each.site)]
    unsound = [each.site for each in ledgers if each.verified_at and not each.verified_sound]
    if unsound:
        yield Item("verification-alarm", len(unsound), Severity.URGENT, "administration", "database")
    unverified = [
        each
        for each in ledgers
        if not each.wholly_verified
        and each.site not in unsound
        and (not each.verified_at or asked.days_since(each.verified_at) >= VERIFY_DAYS)
    ]
    if unverified:
        days = [asked.days_since(each.verified_at) for each in unverified if each.verified_at]
        facts = {"days": max(days) if len(days) == len(unverified) else 0, "sites": [each.site for each in unverified]}
        yield Item("unverified", len(unverified), Severity.SOON, "administration", "database", facts=facts)
    inside = [
        each
        for each in ledgers
        if each.taken_out_size < each.vouchers
        and (not each.taken_out_at or asked.days_since(each.taken_out_at) >= SEAL_DAYS)
    ]
    if inside:
        since = sum(each.vouchers - each.taken_out_size for each in inside)
        facts = {"sites": [each.site for each in inside], "vouchers": since}
        yield Item("seal-inside", len(inside), Severity.LATER, "administration", "seals", facts=facts)


def _backup(asked: Asked) -> Iterator[Item]:
    known = asked.state.backup
    code = ""
    facts: dict[str, object] = {}
    if known is None:
        code = "backup-none"
    elif not known.there:
        code, facts = "backup-gone", {"file": known.file}
    elif asked.days_since(known.made_at) >= BACKUP_DAYS and _recorded_since(asked, known.vouchers):
        code, facts = "backup-old", {"days": asked.days_since(known.made_at)}
    if code:
        yield Item(code, 1, Severity.SOON, "administration", "database", facts=facts)


def _recorded_since(asked: Asked, vouchers: Mapping[str, int]) -> bool:
    return any(each.vouchers > vouchers.get(each.site, 0) for each in asked.state.ledgers)
