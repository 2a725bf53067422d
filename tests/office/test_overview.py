"""The overview counts what its lists list, on both databases; what changed is what was recorded; the state of the
ledgers is what was done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import databases
import pytest

from stockpile.acts.administering import Add, Change
from stockpile.acts.disposing import AuthoriseDisposal, Verify
from stockpile.acts.issuing import Issue
from stockpile.acts.placing import Place
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.acts.surplus import DeclareSurplus
from stockpile.acts.transferring import Dispatch
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.people import Role
from stockpile.domain.standing import HELD
from stockpile.domain.voucher import Kind
from stockpile.office import Office, Session
from stockpile.office.overview import LAST_VISIT
from stockpile.office.todo import Item, Severity
from stockpile.sealing.keys import FAST
from stockpile.todo import SEVERITIES, WORDS, item_words

PASSWORD = "violet harbour lantern"


class Clock:
    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-05-04T09:30:00+02:00")

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path: Path) -> Iterator[None]:
    with databases.state_in(tmp_path):
        yield


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Original]:
    """Two sites, four officers, a holder and a place, founded in the first minute."""
    with databases.original(make, tmp_path_factory.mktemp("founded")) as made:
        yield made


def make(url: str) -> None:
    with Office.create(
        url, site="HQ", name="Central", country="XZ", login="anna", password=PASSWORD, kdf=FAST, now=Clock()
    ) as made:
        anna = made.log_in("anna", PASSWORD)
        for login, role in (("chen", Role.COMMANDER), ("ines", Role.INSPECTOR), ("dara", Role.DISPOSAL_OFFICER)):
            made.add_officer(login, login.title(), [role], "HQ", PASSWORD, anna)
        made.add_site("NORTH", "Northern", "XZ", anna)
        made.perform(Add(things={"holder:7-COY": {"site": "HQ", "name": "7 Company"}}, site="HQ"), anna)
        made.perform(Add(things={"location:HQ/A": {"site": "HQ", "name": "A"}}, site="HQ"), anna)


@pytest.fixture
def clock() -> Clock:
    """A minute later."""
    made = Clock()
    made.pass_by(minutes=1)
    return made


@pytest.fixture(params=databases.BOTH)
def office(
    request: pytest.FixtureRequest, founded: databases.Original, tmp_path: Path, clock: Clock
) -> Iterator[Office]:
    with founded.copied(request.param, tmp_path) as url, Office.open(url, clock, FAST) as made:
        yield made


@pytest.fixture
def anna(office: Office) -> Session:
    return office.log_in("anna", PASSWORD)


def weapons(office: Office, by: Session, count: int, site: str = "HQ", **more: object) -> tuple[str, ...]:
    before = {each.id for each in office.reading.weapons()}
    standard: dict[str, object] = {"maker": "Kestrel", "model": "KR-4", "category": "assault rifle", "year": "1978"}
    first = len(before)
    pieces = tuple(
        NewWeapon(**{**standard, "serial": f"K{first + at:05d}", **more})  # type: ignore[arg-type]
        for at in range(count)
    )
    office.perform(RecordWeapons(pieces=pieces, site=site), by)
    return tuple(each.id for each in office.reading.weapons() if each.id not in before)


def armoury(office: Office, by: Session, clock: Clock) -> None:
    """Something of everything."""
    plain = weapons(office, by, 8)
    office.perform(Place(weapons=plain[:6], location="HQ/A"), by)
    weapons(office, by, 2, serial="", year="")
    weapons(office, by, 1, category="", year="about 1960", site="HQ")
    weapons(office, by, 3, site="NORTH", year="1986")
    office.perform(Issue(weapons=plain[:2], holder="7-COY", until=clock.now.date() + timedelta(days=5)), by)
    office.perform(Issue(weapons=plain[2:3], holder="7-COY"), by)
    office.perform(Dispatch(weapons=plain[3:5], to="NORTH"), by)
    chen, ines, dara = (office.log_in(login, PASSWORD) for login in ("chen", "ines", "dara"))
    gone = weapons(office, by, 4, year="1951")
    office.perform(DeclareSurplus(weapons=gone, authority="Review"), dara)
    office.perform(AuthoriseDisposal(weapons=gone[:1], authority="Order 1"), dara, [chen])
    office.perform(AuthoriseDisposal(weapons=gone[1:3], authority="Order 2"), dara, [chen])
    office.perform(Verify(weapons=gone[1:3]), ines)


def found(office: Office, site: str = "") -> dict[str, Item]:
    return {each.code: each for each in office.overview.todo(site) if each.code != "flagged"}


# -- what waits --------------------------------------------------------------------------------------------------------


def test_a_figure_and_its_list_cannot_differ(office: Office, anna: Session, clock: Clock) -> None:
    armoury(office, anna, clock)
    clock.pass_by(days=40)
    office.log_in("anna", PASSWORD)
    for site in ("", "HQ", "NORTH"):
        for item in office.overview.todo(site):
            if isinstance(item.what, WeaponFilter):
                assert office.reading.count(item.what) == item.count, item.code
                assert len(office.reading.weapons(item.what)) == item.count
        holdings = office.overview.holdings(site)
        for part in (
            holdings.standings, holdings.categories, holdings.decades, holdings.disposals, holdings.sites,
        ):  # fmt: skip
            for each in part:
                assert office.reading.count(each.where) == each.count, each


def test_what_waits_is_found_when_it_is_time(office: Office, anna: Session, clock: Clock) -> None:
    armoury(office, anna, clock)
    at_once = found(office)
    assert {"overdue", "issued-open-end", "in-transit-long"}.isdisjoint(at_once)
    assert (at_once["unmarked"].count, at_once["without-place"].count) == (2, 12)
    assert (at_once["surplus-to-decide"].count, at_once["dossiers-to-verify"].count) == (1, 1)
    assert at_once["dossiers-to-execute"].facts == {"weapons": 2}
    clock.pass_by(days=5)
    assert "overdue" not in found(office)  # the last day is a day of it
    clock.pass_by(days=1)
    assert found(office)["overdue"].count == 2
    clock.pass_by(days=9)
    assert found(office)["in-transit-long"].count == 2
    assert found(office)["in-transit-long"].severity is Severity.URGENT
    clock.pass_by(days=20)
    assert found(office)["issued-open-end"].facts == {"days": 30, "long": 1}


def test_a_site_sees_its_own(office: Office, anna: Session, clock: Clock) -> None:
    armoury(office, anna, clock)
    clock.pass_by(days=40)
    north = found(office, "NORTH")
    assert north["without-place"].count == 3
    assert "overdue" not in north
    assert "in-transit-long" not in north  # the sender answers for it
    assert north["to-accept"].count == 2
    assert "to-accept" not in found(office, "HQ")


def test_the_days_are_those_of_the_national_rules(office: Office, anna: Session, clock: Clock) -> None:
    armoury(office, anna, clock)
    office.perform(Change(subject="rules:national", changes={"days_in_transit": 3}, site="HQ"), anna)
    clock.pass_by(days=4)
    assert found(office)["in-transit-long"].count == 2


def test_what_is_late_by_its_own_word_is_late(office: Office, anna: Session, clock: Clock) -> None:
    piece = weapons(office, anna, 1)
    office.perform(Dispatch(weapons=piece, to="NORTH", expected_on=clock.now.date()), anna)
    assert "in-transit-long" not in found(office)
    clock.pass_by(days=1)
    assert found(office)["in-transit-long"].count == 1


def test_rows_that_were_rejected_wait_until_the_file_comes_in_whole(
    office: Office, anna: Session, tmp_path: Path
) -> None:
    path = tmp_path / "inventory.csv"
    header = "Manufacturer,Model,Serial number,Category,Quantity\n"
    rows = "".join(f"Kestrel,KR-4,R{count:04d},assault rifle,1\n" for count in range(5))
    path.write_text(header + rows + "Kestrel,KR-4,R9999,assault rifle,-3\n", encoding="utf-8")
    answer = office.import_inventory(path, by=anna, site="HQ")
    waiting = [each for each in office.overview.todo("HQ") if each.code == "import-rejected"]
    assert [each.count for each in waiting] == ([answer.rejected] if answer.rejected else [])
    assert answer.rejected
    path.write_text(header + rows + "Kestrel,KR-4,R9999,assault rifle,1\n", encoding="utf-8")
    office.import_inventory(path, by=anna, site="HQ")
    assert "import-rejected" not in found(office, "HQ")


def test_everything_that_waits_has_words(office: Office, anna: Session, clock: Clock) -> None:
    armoury(office, anna, clock)
    clock.pass_by(days=40)
    for item in office.overview.todo():
        assert "{" not in item_words(item)
        assert str(item.count) in item_words(item) or item.code.startswith("backup")
    assert set(SEVERITIES) == {each.value for each in Severity}
    for one, many in WORDS.values():
        assert one
        assert many


def test_whose_it_is_follows_from_who_may(office: Office) -> None:
    verify = Item("dossiers-to-verify", 1, Severity.SOON, kinds=(Kind.VERIFICATION,))
    assert verify.is_for([Role.INSPECTOR])
    assert not verify.is_for([Role.STOREKEEPER])
    copy = Item("backup-none", 1, Severity.SOON)
    assert copy.is_for([Role.STOREKEEPER, Role.ADMINISTRATOR])
    assert not copy.is_for([Role.INSPECTOR])


# -- what there is -----------------------------------------------------------------------------------------------------


def test_what_there_is_adds_up(office: Office, anna: Session, clock: Clock) -> None:
    armoury(office, anna, clock)
    holdings = office.overview.holdings()
    everything = office.reading.weapons()
    held = [each for each in everything if each.standing in {standing.value for standing in HELD}]
    assert (holdings.recorded, holdings.held) == (len(everything), len(held))
    for part, total in (
        (holdings.standings, holdings.recorded), (holdings.categories, holdings.held),
        (holdings.decades, holdings.held), (holdings.sites, holdings.held),
    ):  # fmt: skip
        assert sum(each.count for each in part) == total
    assert [each.key for each in holdings.decades] == ["1950", "1970", "1980", ""]
    assert {each.key: each.count for each in holdings.disposals} == {"surplus": 1, "authorised": 1, "verified": 2}


def test_what_was_counted_is_counted_again_after_an_act(office: Office, anna: Session) -> None:
    assert office.overview.holdings().recorded == 0
    weapons(office, anna, 2)
    assert office.overview.holdings().recorded == 2


# -- what changed ------------------------------------------------------------------------------------------------------


def test_what_changed_is_what_was_recorded_since(office: Office, anna: Session, clock: Clock) -> None:
    chen = office.log_in("chen", PASSWORD)
    first = office.overview.changes(chen)
    assert first.first
    assert first.total == len(office.reading.vouchers(100))  # all of it is of the last seven days
    office.overview.leave(chen)
    assert office.overview.changes(chen).groups == ()
    weapons(office, anna, 2)
    weapons(office, anna, 3)
    weapons(office, anna, 1, site="NORTH")
    changes = office.overview.changes(chen)
    assert [(each.kind, each.officer, each.vouchers, each.lines) for each in changes.groups] == [
        (Kind.RECEIPT, "anna", 3, 6)
    ]
    assert changes.groups[0].references[0].startswith("NORTH/RCV")
    assert office.overview.changes(chen, "NORTH").total == 1
    assert not changes.first
    assert changes.total == 3
    assert office.overview.changes(office.log_in("ines", PASSWORD)).first  # each has a last visit of their own


def test_a_last_visit_that_cannot_be_read_is_none(office: Office, anna: Session) -> None:
    for spoilt in ("", "x", "{}", '{"at": 1, "voucher": "x"}', "[]"):
        office.kept.put(anna, LAST_VISIT, spoilt)
        assert office.overview.changes(anna).first


def test_after_an_older_copy_was_put_back_the_moment_counts(office: Office, anna: Session) -> None:
    office.kept.put(anna, LAST_VISIT, '{"at": "2026-05-04T07:29:00.000000Z", "voucher": 99999}')
    changes = office.overview.changes(anna)
    assert not changes.first
    assert changes.total == len(office.reading.vouchers(100))


# -- how the ledgers stand ---------------------------------------------------------------------------------------------


def test_a_verification_is_noted_with_how_far_it_went(office: Office, anna: Session, clock: Clock) -> None:
    assert [each.verified_at for each in office.overview.ledger_state().ledgers] == ["", ""]
    assert "unverified" in found(office)
    office.trust.verify()
    verified = office.overview.ledger_state()
    assert all(each.wholly_verified for each in verified.ledgers)
    assert "unverified" not in found(office)
    weapons(office, anna, 1)
    of_hq = office.overview.ledger_state().of("HQ")
    assert of_hq is not None
    assert (of_hq.wholly_verified, of_hq.verified_size) == (False, of_hq.vouchers - 1)
    assert "unverified" not in found(office)  # not every voucher wants one at once
    clock.pass_by(days=8)
    assert found(office)["unverified"].facts["sites"] == ["HQ"]


def test_a_verification_that_found_something_is_an_alarm_until_one_finds_nothing(
    office: Office, anna: Session, tmp_path: Path
) -> None:
    if office.store.dialect != "sqlite":
        pytest.skip("spoils a file")
    weapons(office, anna, 1)
    with closing(sqlite3.connect(tmp_path / "armoury.db")) as behind:
        behind.execute("UPDATE weapon SET serial = 'FORGED'")
        behind.commit()
    office.trust.verify()
    assert found(office)["verification-alarm"].severity is Severity.URGENT
    assert not any(each.wholly_verified for each in office.overview.ledger_state().ledgers)
    office.trust.rebuild(compare=False)
    office.trust.verify()
    assert "verification-alarm" not in found(office)


def test_a_seal_that_was_taken_out_is_noted(office: Office, anna: Session, clock: Clock) -> None:
    assert found(office)["seal-inside"].count == 2
    office.ledgers.was_taken_out(office.trust.seal("HQ"))
    assert found(office)["seal-inside"].facts["sites"] == ["NORTH"]
    office.ledgers.was_taken_out("no seal at all")
    weapons(office, anna, 1)
    assert found(office)["seal-inside"].facts["sites"] == ["NORTH"]
    clock.pass_by(days=31)
    assert found(office)["seal-inside"].facts["sites"] == ["HQ", "NORTH"]


def test_an_old_backup_waits_only_when_something_was_recorded_since(
    office: Office, anna: Session, clock: Clock, tmp_path: Path
) -> None:
    if office.store.dialect != "sqlite":
        pytest.skip("one database is enough")
    assert "backup-none" in found(office)
    folder = tmp_path / "stick"
    folder.mkdir()
    made = Path(office.backups.make(folder).file)
    clock.pass_by(days=9)
    assert {"backup-none", "backup-old", "backup-gone"}.isdisjoint(found(office))
    weapons(office, anna, 1)
    assert found(office)["backup-old"].facts == {"days": 9}
    made.rename(folder / "elsewhere.db")
    assert found(office)["backup-gone"].facts == {"file": str(made)}


def test_what_was_noted_can_be_spoilt_and_nothing_rests_on_it(office: Office) -> None:
    for name in ("office/verified", "office/seal-taken-out", "office/restored"):
        for spoilt in ("x", "[]", '{"HQ": 3, "ledgers": 4, "missing": 5}', '{"ledgers": {"HQ": 1}}'):
            office.kept.note(name, spoilt)
            state = office.overview.ledger_state()
            assert not any(each.verified_at or each.taken_out_at for each in state.ledgers)
            assert state.missing == {}
            office.overview.todo()
