"""The search from anywhere: what a few letters, or a scanned code, may mean."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockpile.acts.administering import Add
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponRow
from stockpile.domain.people import Role
from stockpile.domain.voucher import Voucher
from stockpile.office import Office, Session
from stockpile.office.finding import Group, paper_named
from stockpile.sealing.keys import FAST, SigningKey
from stockpile.sealing.qr import PaperCode, qr_text
from stockpile.storage.finding import Thing

PASSWORD = "violet harbour lantern"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path = tmp_path_factory.mktemp("finding") / "armoury.db"
    office = Office.create(
        str(path), site="HQ", name="Central Armoury", country="XX", login="jdiallo", password=PASSWORD,
        officer_name="José Diallo", kdf=FAST,
    )  # fmt: skip
    session = office.log_in("jdiallo", PASSWORD)
    office.add_site("NORTH_1", "Northern Depot", "XX", session)
    office.add_officer("amara", "Amara Nwosu", [Role.STOREKEEPER], "HQ", PASSWORD, session)
    things: dict[str, dict[str, object]] = {
        "holder:7-COY": {"site": "HQ", "name": "7th Company"},
        "holder:17-COY": {"site": "HQ", "name": "17th Company"},
        "holder:155": {"site": "HQ", "name": "Range"},
        "model:KR-4": {"maker": "Kestrel", "model": "KR-4", "category": "rifle or carbine"},
    }
    office.perform(Add(things=things, site="HQ"), session)
    _record(office, session, *(f"KA-{count:06d}" for count in range(12)))
    _record(office, session, "ISS 2026", "X-KA-000003")
    yield office
    office.close()


def _record(office: Office, session: Session, *serials: str) -> None:
    pieces = tuple(NewWeapon(maker="H&K", model="G3A3", country="DE", serial=each) for each in serials)
    office.perform(RecordWeapons(pieces=pieces, site="HQ"), session)


def found(office: Office, typed: str, site: str = "") -> dict[str, list[str]]:
    return {each.group.value: [_named(hit) for hit in each.hits] for each in office.finding.everything(typed, site)}


def _named(hit: object) -> str:
    if isinstance(hit, WeaponRow):
        return hit.serial
    return hit.reference if isinstance(hit, Voucher) else hit.key if isinstance(hit, Thing) else ""


def test_weapons_whole_before_beginning_before_inside(office: Office) -> None:
    assert found(office, "ka-000003")["weapons"] == ["KA-000003", "X-KA-000003"]
    assert found(office, "KA-00000")["weapons"][:3] == ["KA-000000", "KA-000001", "KA-000002"]


def test_a_group_says_how_many_there_are(office: Office) -> None:
    weapons = office.finding.everything("G3A3")[0]
    assert (len(weapons.hits), weapons.count, weapons.more) == (5, 14, False)


def test_a_weapon_is_found_by_its_id_and_by_the_beginning_of_it(office: Office) -> None:
    assert found(office, "HQ-W0000001")["weapons"] == ["KA-000000"]
    assert found(office, "hq-w000000")["weapons"][0] == "KA-000000"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("RCV {year}-000002", ["HQ/RCV {year}-000002"]),
        ("HQ/RCV {year}-000002", ["HQ/RCV {year}-000002"]),
        ("rcv{year}-000002", ["HQ/RCV {year}-000002"]),
        ("RCV", ["HQ/RCV {year}-000002", "HQ/RCV {year}-000001"]),
        ("RCV {year}", ["HQ/RCV {year}-000002", "HQ/RCV {year}-000001"]),
        ("{year}-2", ["HQ/RCV {year}-000002", "HQ/ADM {year}-000002"]),
        ("2", ["HQ/RCV {year}-000002", "HQ/ADM {year}-000002"]),
        ("NORTH_1/OPN", ["NORTH_1/OPN {year}-000001"]),
        ("QQQ 1", None),
        ("0", None),
    ],
)
def test_a_voucher_by_any_part_of_its_number(office: Office, typed: str, expected: list[str] | None) -> None:
    year = str(office.reading.vouchers(1)[0].local_time.year)
    wanted = expected and [each.format(year=year) for each in expected]
    assert found(office, typed.format(year=year)).get("vouchers") == wanted


def test_people_places_and_models_by_key_name_or_word(office: Office) -> None:
    assert found(office, "7-coy")["people"] == ["7-COY", "17-COY"]
    assert found(office, "company")["people"] == ["17-COY", "7-COY"]
    assert found(office, "jose")["people"] == ["jdiallo"]
    assert found(office, "nwosu")["people"] == ["amara"]
    assert found(office, "depot")["places"] == ["NORTH_1"]
    assert found(office, "kestrel kr")["models"] == ["KR-4"]


def test_in_names_letters_are_not_taken_for_digits(office: Office) -> None:
    assert "people" not in found(office, "ISS")
    assert found(office, "155")["people"] == ["155"]


def test_what_is_named_exactly_comes_first(office: Office) -> None:
    year = office.reading.vouchers(1)[0].local_time.year
    assert next(iter(found(office, f"RCV {year}-000001"))) == "vouchers"
    assert next(iter(found(office, "7-COY"))) == "people"
    assert next(iter(found(office, "KA-000001"))) == "weapons"


def test_a_site_in_view_narrows(office: Office) -> None:
    assert "weapons" not in found(office, "KA-000001", "NORTH_1")
    assert "people" not in found(office, "company", "NORTH_1")
    assert found(office, "OPN", "NORTH_1")["vouchers"] == found(office, "NORTH_1/OPN", "HQ")["vouchers"]


def test_what_is_added_is_found_at_once_and_nothing_is_kept_when_told_to_forget(office: Office) -> None:
    assert "people" not in found(office, "musa")
    session = office.log_in("jdiallo", PASSWORD)
    office.perform(Add(things={"holder:musa": {"site": "HQ", "name": "Musa Bello"}}, site="HQ"), session)
    assert found(office, "musa")["people"] == ["musa"]
    office.finding.forget()
    assert not office.finding._known
    assert found(office, "bello")["people"] == ["musa"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_whatever_is_typed_gets_an_answer(office: Office, typed: str) -> None:
    for each in office.finding.everything(typed):
        assert 0 < len(each.hits) <= 5
        assert each.count >= len(each.hits)


def test_a_scan_opens_the_one_it_names(office: Office) -> None:
    voucher = office.reading.vouchers(1)[0]
    assert office.finding.scanned("HQ-W0000002").weapon == "HQ-W0000002"
    assert office.finding.scanned(" KA-000001 ").weapon == "HQ-W0000002"
    assert office.finding.scanned(voucher.number.lower()).voucher == voucher.reference
    thing = office.finding.scanned("7-coy").thing
    assert thing is not None
    assert (thing.kind, thing.key) == ("holder", "7-COY")
    with pytest.raises(Refused, match=r"scan\.unknown"):
        office.finding.scanned("4006381333931")


def test_a_number_that_two_ledgers_have_is_not_guessed(office: Office) -> None:
    year = office.reading.vouchers(1)[0].local_time.year
    with pytest.raises(Refused, match=r"scan\.unknown"):
        office.finding.scanned(f"OPN {year}-000001")
    assert office.finding.scanned(f"NORTH_1/OPN {year}-000001").voucher == f"NORTH_1/OPN {year}-000001"


def test_several_weapons_of_one_serial_number_are_counted_not_guessed(office: Office) -> None:
    session = office.log_in("jdiallo", PASSWORD)
    pieces = tuple(NewWeapon(maker=maker, model="P1", serial="TWIN-1", country="DE") for maker in ("A", "B"))
    office.perform(RecordWeapons(pieces=pieces, site="HQ"), session)
    scanned = office.finding.scanned("TWIN-1")
    assert (scanned.weapon, scanned.weapons) == ("", 2)


def test_the_code_on_a_paper_names_its_voucher(office: Office) -> None:
    number = next(each for each in office.reading.vouchers() if each.site == "NORTH_1").number
    code = PaperCode(number, bytes(32), "stockpile/NORTH_1/00aa11bb", 4711, bytes(32))
    assert office.finding.scanned(qr_text(code, SigningKey.generate())).voucher == f"NORTH_1/{number}"
    assert paper_named("STOCKPILE/1 and other words") == ""
    assert Group.WEAPONS.value == "weapons"
