"""The sample armoury: three sites, about two thousand made-up weapons, a year of acts, and their papers.

Everything goes through the same doors as real life: inventories are Excel files that are imported, people log in and
sign, and what the rules refuse does not happen. Names, serial numbers and the state itself are invented.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from stockpile.acts.administering import Add
from stockpile.acts.correcting import Correct
from stockpile.acts.deactivating import Deactivate
from stockpile.acts.disposing import AuthoriseDisposal, ExecuteDestruction, Verify
from stockpile.acts.issuing import Issue, Return
from stockpile.acts.marking import MarkWeapons
from stockpile.acts.placing import Place
from stockpile.acts.recording import NewWeapon, Provenance, RecordWeapons
from stockpile.acts.scene import Act
from stockpile.acts.surplus import DeclareSurplus
from stockpile.acts.transferring import Accept, Dispatch
from stockpile.domain.disposal import DestructionMethod, Witness
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.marks import Mark, MarkKind
from stockpile.domain.people import Role
from stockpile.domain.standing import Condition, DisposalOption
from stockpile.domain.subject import holder_subject, location_subject, model_subject
from stockpile.domain.voucher import Kind, Voucher
from stockpile.exchange.workbook import write_table
from stockpile.office.office import Office, wall_clock
from stockpile.office.sample_inspections import inspect_some
from stockpile.office.sessions import Session
from stockpile.sealing.keys import Kdf

COUNTRY = "XZ"  # of nobody: ISO 3166 leaves it to its users
SITES = (("HQ", "Central Armoury", 1_220), ("NORTH", "Northern Depot", 480), ("COAST", "Coast Police Station", 300))

# Invented makers and models; shares of the holding, years of manufacture.
MODELS = (
    ("Kestrel Works", "KR-4", "assault rifle", "5.56x45mm NATO", "CH", 34, (1994, 2016)),
    ("Kestrel Works", "KR-4C", "assault rifle", "5.56x45mm NATO", "CH", 12, (2001, 2019)),
    ("Adler & Sohn", "Modell 9", "revolver or self-loading pistol", "9x19mm Parabellum", "DE", 22, (1988, 2012)),
    ("Fabrique du Lac", "FL-58", "rifle or carbine", "7.62x51mm NATO", "BE", 12, (1961, 1979)),
    ("Northgate Arms", "NG Pump", "other", "12 gauge", "US", 8, (1985, 2008)),
    ("Tula-Type Plant", "PM-2", "sub-machine gun", "9x19mm Parabellum", "SUHH", 5, (1951, 1974)),
    ("Kestrel Works", "KL-7", "light machine gun", "7.62x51mm NATO", "CH", 4, (1990, 2005)),
    ("Fabrique du Lac", "FL-H50", "heavy machine gun", "12.7x99mm NATO", "BE", 2, (1978, 1991)),
    ("Adler & Sohn", "UB-40", "grenade launcher", "40x46mm", "DE", 1, (1986, 1999)),
)
COMPONENTS = {"revolver or self-loading pistol": "frame", "grenade launcher": "barrel"}  # the others: the receiver
OLD = ("FL-58", "PM-2")
HOLDERS = (
    ("1-COY", "1 Company", "HQ"), ("2-COY", "2 Company", "HQ"), ("GUARD", "Guard Platoon", "HQ"),
    ("N-PATROL", "Northern Patrol", "NORTH"), ("N-RANGE", "Northern Range School", "NORTH"),
    ("C-SHIFT-A", "Shift A", "COAST"), ("C-SHIFT-B", "Shift B", "COAST"),
)  # fmt: skip
OFFICERS = (
    ("amara", "Amara Nwosu", "HQ", (Role.STOREKEEPER,)),
    ("kofi", "Kofi Brandt", "HQ", (Role.ARMOURER,)),
    ("tomas", "Tomas Lindqvist", "NORTH", (Role.STOREKEEPER, Role.ARMOURER)),
    ("lin", "Lin Achterberg", "COAST", (Role.STOREKEEPER, Role.ARMOURER)),
    ("rosa", "Rosa Ferreira", "HQ", (Role.COMMANDER,)),
    ("viktor", "Viktor Halloran", "HQ", (Role.INSPECTOR,)),
    ("farida", "Farida Sollers", "HQ", (Role.DISPOSAL_OFFICER, Role.ACCOUNTANT)),
)
WITNESSES = (Witness("Ines Marchetti", "Office of the Ombudsman"), Witness("Daniel Osei", "National Commission"))
YEAR = timedelta(days=365)
_UNFIT = (Condition.UNSERVICEABLE.value, Condition.INCOMPLETE.value)
_RACK = 2  # slashes in the path of a rack: SITE/room/rack


@dataclass(slots=True)
class Calendar:
    """The clock of the sample: it runs through the year before today, from act to act."""

    moment: datetime
    rng: random.Random

    def __call__(self) -> datetime:
        """Now, a little later each time it is looked at."""
        self.moment += timedelta(seconds=self.rng.randint(20, 90))
        return self.moment

    def days(self, count: float) -> None:
        """Let some days go by, and let it be a morning."""
        later = self.moment + timedelta(days=count)
        self.moment = later.replace(hour=8, minute=self.rng.randint(0, 59), second=0, microsecond=0)


@dataclass(slots=True)
class Sample:
    """The making of the armoury."""

    office: Office
    clock: Calendar
    rng: random.Random
    password: str
    folder: Path
    admin: Session
    people: dict[str, Session] = field(default_factory=dict)
    vouchers: list[Voucher] = field(default_factory=list)

    def do(self, act: Act, by: str, *approvers: str) -> Voucher:
        """Perform an act as one of the people."""
        voucher = self.office.perform(act, self.people[by], [self.people[each] for each in approvers])
        self.vouchers.append(voucher)
        return voucher

    def some(self, count: int, site: str, model: str = "") -> tuple[str, ...]:
        """Some weapons of a site that are free, picked at random but always the same."""
        asked = WeaponFilter(standing="in stock", site=site, model=model)
        free = [row.id for row in self.office.reading.weapons(asked) if row.condition not in _UNFIT]
        return tuple(sorted(self.rng.sample(free, min(count, len(free)))))


def make_sample(folder: Path, database: str | None, environment: Mapping[str, str]) -> dict[str, object]:
    """Make the armoury: database and papers in a folder that is empty or not there yet.

    Login and password of the first officer come from the environment, else `demo` and a password made up now; all its
    officers share it. Returns what a person needs to know to look around.

    Raises:
        Refused: `demo.exists`, `database.exists`.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused("demo.exists", path=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    login = environment.get("STOCKPILE_OFFICER") or "demo"
    password = environment.get("STOCKPILE_PASSWORD") or made_up_password()
    url = database or str(folder / "armoury.db")
    rng = random.Random(2016)  # noqa: S311 - a sample is to be the same each time
    clock = Calendar(wall_clock().replace(microsecond=0) - YEAR, rng)
    code, name, _count = SITES[0]
    with Office.create(
        url, site=code, name=name, country=COUNTRY, login=login, password=password, officer_name="Jonas Okafor",
        now=clock, kdf=Kdf(memory_kib=19_456, iterations=2, lanes=1),
    ) as office:  # fmt: skip
        sample = Sample(office, clock, rng, password, folder, office.log_in(login, password))
        _found(sample)
        _take_inventories(sample)
        _live(sample)
        clock.moment = max(clock.moment, wall_clock() - timedelta(minutes=5))
        papers = _print(sample)
        weapons = office.reading.count()
    return {
        "database": url,
        "officer": login,
        "password": password if "STOCKPILE_PASSWORD" not in environment else "",
        "weapons": weapons,
        "vouchers": len(sample.vouchers),
        "papers": [str(each) for each in papers],
    }


def made_up_password() -> str:
    """A password for a sample that nobody has to keep: five random pieces."""
    return "-".join(secrets.token_hex(2) for _ in range(5))


# -- the people and places ---------------------------------------------------------------------------------------------


def _found(sample: Sample) -> None:
    office, admin = sample.office, sample.admin
    for code, name, _count in SITES[1:]:
        office.add_site(code, name, COUNTRY, admin)
    for login, name, site, roles in OFFICERS:
        office.add_officer(login, name, roles, site, sample.password, admin)
        sample.people[login] = office.log_in(login, sample.password)
    places: dict[str, dict[str, object]] = {}
    for code, _name, count in SITES:
        for room in ("A", "B"):
            places[f"{code}/{room}"] = {"site": code, "name": f"Room {room}"}
            for rack in range(1, count // 200 + 2):
                places[f"{code}/{room}/{rack}"] = {"site": code, "name": f"Rack {room}{rack}", "capacity": 120}
    things = {location_subject(path): state for path, state in places.items()}
    things |= {holder_subject(key): {"name": name, "site": site} for key, name, site in HOLDERS}
    things |= {
        model_subject(name): {"maker": maker, "category": category, "calibre": calibre, "country": country,
                              "essential_component": COMPONENTS.get(category, "receiver")}
        for maker, name, category, calibre, country, _share, _years in MODELS
    }  # fmt: skip
    sample.vouchers.append(office.perform(Add(things=things, site="HQ"), admin))


def _take_inventories(sample: Sample) -> None:
    """Each site's Excel file, as it may have been kept so far."""
    sample.clock.days(1)
    keepers = {"HQ": "amara", "NORTH": "tomas", "COAST": "lin"}
    inventories = sample.folder / "inventories"
    inventories.mkdir(exist_ok=True)
    for code, name, count in SITES:
        path = inventories / f"{code.lower()}-inventory.xlsx"
        rows = list(_inventory(sample.rng, code, count))
        write_table(path, HEADINGS, rows, text_columns=range(len(HEADINGS) - 1), title=name)
        sample.office.import_inventory(path, by=sample.people[keepers[code]], authority="Stock-taking order 1")
        sample.clock.days(1)


HEADINGS = (
    "Manufacturer", "Model", "Serial number", "Country of manufacture", "Category", "Calibre", "Year", "Asset number",
    "Condition", "Received", "Remarks", "Qty",
)  # fmt: skip


def _inventory(rng: random.Random, site: str, count: int) -> Iterator[tuple[object, ...]]:
    weights = [share for *_rest, share, _years in MODELS]
    serials = _serials(rng)
    for number in range(1, count + 1):
        maker, model, category, calibre, country, _share, (first, last) = rng.choices(MODELS, weights)[0]
        year = rng.randint(first, last)
        serial = "" if rng.random() < 0.01 else next(serials)  # noqa: PLR2004 - one in a hundred has none
        condition = rng.choices(("serviceable", "repairable", "unserviceable", "incomplete"), (88, 7, 4, 1))[0]
        received = f"{min(year + rng.randint(0, 6), 2024)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        remark = "renumbered by hand" if rng.random() < 0.01 else ""  # noqa: PLR2004
        asset = f"{site}-{number:05d}"
        yield maker, model, serial, country, category, calibre, str(year), asset, condition, received, remark, 1


def _serials(rng: random.Random) -> Iterator[str]:
    """Serial numbers in the styles one meets: letters first, digits only with leading zeros, with signs between."""
    seen = set()
    styles = (
        lambda: f"{rng.choice('ABDEFGHKLMNPRT')}{rng.randint(0, 999_999):06d}",
        lambda: f"{rng.randint(0, 9_999_999):07d}",
        lambda: f"KW-{rng.randint(1990, 2019) % 100:02d}-{rng.randint(0, 9_999):04d}",
        lambda: f"{rng.choice(('ТА', 'ЯК', 'МБ'))} {rng.randint(100, 9_999)}",
        lambda: f"{rng.randint(100, 999)}O{rng.randint(100, 999)}",
    )
    while True:
        serial = rng.choices(styles, (46, 28, 18, 5, 3))[0]()
        if serial not in seen:
            seen.add(serial)
            yield serial


# -- a year ------------------------------------------------------------------------------------------------------------


def _live(sample: Sample) -> None:
    _place_and_mark(sample)
    for month in range(11):
        _issue_and_return(sample, month)
        if month in _EVENTS:
            _EVENTS[month](sample)
        sample.clock.days(31)


def _place_and_mark(sample: Sample) -> None:
    keepers = {"HQ": "amara", "NORTH": "tomas", "COAST": "lin"}
    for code, _name, _count in SITES:
        racks = [
            path
            for path in sorted(sample.office.reading.things("location"))
            if path.count("/") == _RACK and path.startswith(code)
        ]
        free = [row.id for row in sample.office.reading.weapons(WeaponFilter(site=code))]
        for rack, start in zip(racks, range(0, len(free), 120), strict=False):
            sample.do(Place(weapons=tuple(free[start : start + 120]), location=rack), keepers[code])
    sample.clock.days(2)
    unmarked = sample.some(150, site="HQ", model="KR-4")
    marks = tuple(
        Mark(kind=MarkKind.STATE, text=f"XZ ARMY 26 {number:05d}", place="receiver, left", method="dot-peen")
        for number in range(1, len(unmarked) + 1)
    )
    act = MarkWeapons(weapons=unmarked, marks=marks, place="Workshop", machine="DP-2", authority="Marking order 3")
    sample.do(act, "kofi")
    inspect_some(sample, unmarked)


def _issue_and_return(sample: Sample, month: int) -> None:
    keepers = {"HQ": "amara", "NORTH": "tomas", "COAST": "lin"}
    for key, _name, site in HOLDERS:
        wanted = sample.some(sample.rng.randint(4, 18), site=site)
        wanted = tuple(each for each in wanted if sample.office.reading.card(each).weapon.disposal == "")
        if not wanted:
            continue
        until = (sample.clock.moment + timedelta(days=21)).date()
        sample.do(Issue(weapons=wanted, holder=key, until=until, purpose="duty"), keepers[site])
        sample.clock.days(0.3)
        back = tuple(row.id for row in sample.office.reading.weapons(WeaponFilter(holder=key)))
        kept = sample.rng.randint(0, 3) if month > 7 else 0  # noqa: PLR2004 - some are still out today
        if len(back) > kept:
            sample.do(Return(weapons=back[kept:], condition=Condition.SERVICEABLE), keepers[site])


def _seized(sample: Sample) -> None:
    pieces = tuple(
        NewWeapon(
            maker="unknown",
            model="",
            serial=serial,
            category="rifle or carbine",
            remark="craft-made",
            location="HQ/B/1",
        )
        for serial in ("S-0017", "S-0018", "S-OO19")
    )
    sample.do(
        RecordWeapons(pieces=pieces, provenance=Provenance.SEIZED, site="HQ", authority="Court file 26/118"), "amara"
    )


def _to_the_north(sample: Sample) -> None:
    weapons = sample.some(40, site="HQ", model="KR-4C")
    sent = sample.do(
        Dispatch(weapons=weapons, to="NORTH", vehicle="XZ 4711", escort="Sgt. Adeyemi", seals="S-101"), "amara"
    )
    sample.clock.days(1)
    act = Accept(consignment=sent.reference, weapons=weapons, short=weapons[-1:], location="NORTH/A/1")
    sample.do(act, "tomas")


def _to_the_coast(sample: Sample) -> None:
    weapons = sample.some(25, site="HQ", model="Modell 9")
    sample.do(Dispatch(weapons=weapons, to="COAST", vehicle="XZ 0815", seals="S-117"), "amara")


def _correct(sample: Sample) -> None:
    wrong = next(row for row in sample.office.reading.weapons(WeaponFilter(site="HQ")) if "O" in row.serial)
    right = wrong.serial.replace("O", "0")
    act = Correct(weapons=(wrong.id,), changes={"serial": right}, reason="read again under light: zero, not O")
    sample.do(act, "amara", "rosa")


def _surplus(sample: Sample) -> None:
    for model in OLD:
        weapons = sample.some(45, site="HQ", model=model)
        if weapons:
            act = DeclareSurplus(weapons=weapons, authority="Review 2026/1", reason="calibre withdrawn from service")
            sample.do(act, "farida")


def _declared(sample: Sample, model: str) -> tuple[str, ...]:
    return tuple(row.id for row in sample.office.reading.weapons(WeaponFilter(disposal="surplus", model=model)))


def _authorise(sample: Sample) -> None:
    first, second = OLD
    sample.do(
        AuthoriseDisposal(weapons=_declared(sample, first)[:40], authority="Minister's order 12/2026"), "farida", "rosa"
    )
    act = AuthoriseDisposal(
        weapons=_declared(sample, second)[:5],
        authority="Minister's order 13/2026",
        option=DisposalOption.DEACTIVATION,
        not_destroyed_because="for the army museum",
    )
    sample.do(act, "farida", "rosa")


def _of_dossier(sample: Sample, count: int) -> tuple[str, ...]:
    reference = [each.reference for each in sample.vouchers if each.kind is Kind.AUTHORISATION][count]
    return tuple(row.id for row in sample.office.reading.weapons(WeaponFilter(dossier=reference)))


def _execute(sample: Sample) -> None:
    for count in (0, 1):
        weapons = _of_dossier(sample, count)
        sample.do(Verify(weapons=weapons, place="Cutting yard", read=_read(sample, weapons)), "viktor")
    sample.clock.days(1)
    destroyed = ExecuteDestruction(
        weapons=_of_dossier(sample, 0)[:30],
        method=DestructionMethod.CUTTING_OR_SHREDDING,
        place="Cutting yard, Central Armoury",
        witnesses=WITNESSES,
        equipment="hydraulic shear HS-200",
        operator="Paul Renner",
        scrap_kg=96.5,
        scrap_to="State foundry",
        environment="wood and oil removed before cutting",
    )
    sample.do(destroyed, "kofi", "viktor")
    deactivated = Deactivate(
        weapons=_of_dossier(sample, 1),
        standard="National specification 2",
        deactivated_by="Brandt Gunsmiths",
        verifying_entity="State Proof House",
        mark="XZ SPH 26",
        owner="Army Museum",
    )
    sample.do(deactivated, "kofi", "viktor")


def _read(sample: Sample, weapons: Sequence[str]) -> dict[str, str]:
    """What is read on the pieces: here always what is recorded."""
    return {each: sample.office.reading.card(each).weapon.serial for each in weapons}


_EVENTS = {
    1: _seized,
    2: _to_the_north,
    3: _correct,
    5: _surplus,
    7: _authorise,
    8: _execute,
    10: _to_the_coast,
}


# -- papers ------------------------------------------------------------------------------------------------------------

_ON_PAPER = (
    Kind.ISSUE,
    Kind.DISPATCH,
    Kind.ACCEPTANCE,
    Kind.AUTHORISATION,
    Kind.DESTRUCTION,
    Kind.DEACTIVATION,
    Kind.CORRECTION,
)


def _print(sample: Sample) -> list[Path]:
    papers = sample.folder / "papers"
    papers.mkdir(exist_ok=True)
    last = {voucher.kind: voucher for voucher in sample.vouchers}
    made = []
    for kind in _ON_PAPER:
        path = papers / f"{last[kind].number.replace(' ', '-')}.pdf"
        path.write_bytes(sample.office.papers.voucher(last[kind].reference, sample.admin))
        made.append(path)
    looked_at = next(voucher for voucher in sample.vouchers if voucher.kind is Kind.INSPECTION)
    card = papers / "weapon-card.pdf"
    first = sample.office.reading.voucher(looked_at.reference).lines[0].subject
    card.write_bytes(sample.office.papers.weapon_card(first, sample.admin))
    made.append(card)
    everything = WeaponFilter(site="HQ")
    for name, write in (("pdf", sample.office.papers.inventory_pdf), ("xlsx", sample.office.papers.inventory_workbook)):
        path = papers / f"inventory-hq.{name}"
        write(path, everything, sample.admin)
        made.append(path)
    seal = papers / "seal-hq.txt"
    seal.write_text(sample.office.trust.seal("HQ"), encoding="utf-8")
    return [*made, seal]
