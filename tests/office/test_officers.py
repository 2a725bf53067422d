"""Officers come, change, forget their passwords, and go; what they signed stays proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.acts.administering import Add, Change
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.domain.errors import Refused
from stockpile.domain.patience import FREE, LONGEST, still_to_wait, wait_after
from stockpile.domain.people import Role
from stockpile.office import Office
from stockpile.sealing.keys import FAST

PASSWORD = "violet harbour lantern"
OTHER = "quiet copper meadow"


@dataclass
class Clock:
    """A clock that tests move."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.fromisoformat("2026-05-04T09:30:00+02:00"))


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    made = Office.create(
        str(tmp_path / "a.db"), site="HQ", name="Central", country="XZ", login="anna", password=PASSWORD,
        kdf=FAST, now=clock,
    )  # fmt: skip
    anna = made.log_in("anna", PASSWORD)
    for login, role in (("ben", Role.STOREKEEPER), ("chen", Role.COMMANDER), ("dina", Role.ADMINISTRATOR)):
        made.add_officer(login, login.title(), [role], "HQ", PASSWORD, anna)
    yield made
    made.close()


def refused(work, *args, **named) -> Refused:
    with pytest.raises(Refused) as caught:
        work(*args, **named)
    return caught.value


def a_receipt(serial: str) -> RecordWeapons:
    return RecordWeapons(pieces=(NewWeapon(model="KR-4", serial=serial),), site="HQ")


# -- resets, keys, what was signed ----


def test_a_reset_gives_a_new_key_and_leaves_what_was_signed_proven(office: Office):
    anna, ben = office.log_in("anna", PASSWORD), office.log_in("ben", PASSWORD)
    before = office.perform(a_receipt("K1"), ben)
    assert refused(office.officers.reset, "ben", OTHER, anna).code == "approval.missing"
    voucher = office.officers.reset("ben", OTHER, anna, (office.log_in("chen", PASSWORD),), reason="forgotten")
    (line,) = office.reading.voucher(voucher.reference).lines
    again = office.log_in("ben", OTHER)
    assert line.set["public_key"] == again.signing_key.public.hex() != ben.signing_key.public.hex()
    assert refused(office.log_in, "ben", PASSWORD).code == "login.failed"
    after = office.perform(a_receipt("K2"), again)
    assert before.officer.key != after.officer.key
    report = office.trust.verify()
    assert report.alarms == ()
    assert report.register_matches


def test_who_has_a_new_key_or_is_inactive_signs_nothing_in_a_window_left_open(office: Office):
    anna, chen = office.log_in("anna", PASSWORD), office.log_in("chen", PASSWORD)
    ben = office.log_in("ben", PASSWORD)
    office.officers.reset("ben", OTHER, anna, (chen,))
    assert refused(office.perform, a_receipt("K1"), ben).code == "session.ended"
    ben = office.log_in("ben", OTHER)
    office.officers.change("ben", {"active": False}, anna)
    assert refused(office.perform, a_receipt("K1"), ben).code == "session.ended"
    assert refused(office.seals.paper, "HQ", ben).code == "session.ended"
    office.officers.change("chen", {"active": False}, anna)
    assert refused(office.officers.reset, "ben", OTHER, anna, (chen,)).code == "session.ended"
    dina = office.log_in("dina", PASSWORD)
    office.officers.change("dina", {"active": False}, anna)
    assert refused(office.add_site, "NORTH", "North", "", dina).code == "session.ended"


def test_a_role_counts_from_the_moment_it_is_given(office: Office):
    anna, ben = office.log_in("anna", PASSWORD), office.log_in("ben", PASSWORD)
    added = Add(things={"holder:7-COY": {"name": "7 Company"}}, site="HQ")
    assert refused(office.perform, added, ben).code == "officer.not-entitled"
    office.officers.change("ben", {"roles": ["administrator"]}, anna)
    office.perform(added, ben)
    assert refused(office.perform, a_receipt("K1"), ben).code == "officer.not-entitled"


def test_an_inactive_officer_keeps_no_key_and_comes_back_with_a_new_one(office: Office):
    anna = office.log_in("anna", PASSWORD)
    office.officers.change("ben", {"active": False}, anna, reason="posted elsewhere")
    assert refused(office.log_in, "ben", PASSWORD).code == "login.failed"
    assert refused(office.officers.change, "ben", {"active": True}, anna).code == "officer.needs-reset"
    office.officers.reset("ben", OTHER, anna, (office.log_in("chen", PASSWORD),))
    assert office.log_in("ben", OTHER).officer.active
    assert office.trust.verify().alarms == ()


def test_a_refused_reset_leaves_the_old_password(office: Office):
    anna = office.log_in("anna", PASSWORD)
    assert refused(office.officers.reset, "ben", "short", anna).code == "password.short"
    assert refused(office.officers.reset, "ben", OTHER, anna).code == "approval.missing"
    assert office.log_in("ben", PASSWORD)


def test_an_administrator_cannot_give_somebody_a_key_behind_the_ledger(office: Office):
    anna = office.log_in("anna", PASSWORD)
    act = Change(subject="officer:ben", changes={"public_key": "00" * 32, "key": "00000000"}, site="HQ")
    assert refused(office.perform, act, anna).code == "administration.field"


def test_ones_own_password_is_changed_by_the_old_one_and_nothing_is_recorded(office: Office):
    ben = office.log_in("ben", PASSWORD)
    (before,) = office.reading.ledgers()
    assert refused(office.officers.change_password, ben, OTHER, "five grey herons").code == "login.failed"
    assert refused(office.officers.change_password, ben, PASSWORD, PASSWORD).code == "password.same"
    assert refused(office.officers.change_password, ben, PASSWORD, "ben").code == "password.short"
    office.officers.change_password(ben, PASSWORD, OTHER)
    assert refused(office.log_in, "ben", PASSWORD).code == "login.failed"
    again = office.log_in("ben", OTHER)
    assert again.signing_key.public == ben.signing_key.public
    office.perform(a_receipt("K1"), ben)  # the window that was open goes on: the key is the same
    assert office.reading.ledgers()[0].vouchers == before.vouchers + 1
    assert office.trust.verify().alarms == ()


# -- patience ----


def test_after_five_failures_a_login_waits_whatever_is_typed(office: Office, clock: Clock):
    for _each in range(FREE):
        assert refused(office.log_in, "ben", OTHER).code == "login.failed"
    assert office.officers.waits("ben") == wait_after(FREE)
    waiting = refused(office.log_in, "ben", PASSWORD)
    assert (waiting.code, waiting.facts["seconds"]) == ("login.wait", wait_after(FREE))
    assert office.log_in("chen", PASSWORD)  # counted for each login by itself
    clock.pass_by(wait_after(FREE))
    assert office.log_in("ben", PASSWORD)
    assert refused(office.log_in, "ben", OTHER).code == "login.failed"
    assert office.officers.waits("ben") == 0  # a success begins anew


def test_the_count_outlives_the_program_and_the_database(office: Office, clock: Clock, tmp_path: Path):
    for _each in range(FREE):
        refused(office.log_in, "ben", OTHER)
    with Office.open(str(tmp_path / "a.db"), now=clock, kdf=FAST) as again:
        assert refused(again.log_in, "ben", PASSWORD).code == "login.wait"
    assert (tmp_path / "a.db-logins").exists()


def test_a_login_that_is_nobodys_waits_as_well(office: Office):
    for _each in range(FREE):
        assert refused(office.log_in, "nobody", OTHER).code == "login.failed"
    assert refused(office.log_in, "nobody", OTHER).code == "login.wait"


def test_a_damaged_count_keeps_nobody_out(office: Office, tmp_path: Path):
    for damaged in (b"", b"[]", b'{"format": "stockpile-logins/1"}', b"\xff\xfe", b'{"logins": {"ben": 5}}'):
        (tmp_path / "a.db-logins").write_bytes(damaged)
        assert office.log_in("ben", PASSWORD)
        assert refused(office.log_in, "ben", OTHER).code == "login.failed"


def test_administrators_let_a_login_try_again(office: Office):
    for _each in range(FREE):
        refused(office.log_in, "ben", OTHER)
    assert refused(office.officers.let_try_again, "ben", office.log_in("chen", PASSWORD)).code == (
        "officer.not-administrator"
    )
    assert office.officers.let_try_again("ben", office.log_in("anna", PASSWORD)) == FREE
    assert office.log_in("ben", PASSWORD)


def test_an_approver_waits_like_anybody(office: Office):
    for _each in range(FREE):
        refused(office.log_in, "chen", OTHER)
    assert refused(office.log_in, "chen", PASSWORD).code == "login.wait"


@given(st.integers(0, 10_000))
def test_the_wait_never_shrinks_and_never_passes_a_quarter_of_an_hour(failures):
    assert 0 <= wait_after(failures) <= wait_after(failures + 1) <= LONGEST
    assert (wait_after(failures) == 0) == (failures < FREE)


@given(st.integers(0, 60), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_wherever_the_clock_was_set_nobody_waits_longer_than_the_wait(failures, last, now):
    left = still_to_wait(failures, last, now)
    assert 0 <= left <= wait_after(failures)
    if now >= last + wait_after(failures):
        assert left == 0


def test_what_an_old_key_signs_after_a_reset_is_an_alarm(office: Office, monkeypatch: pytest.MonkeyPatch):
    """Where the program itself was tampered with, so that it lets a window go on: verification knows the day of each
    key."""
    anna, ben = office.log_in("anna", PASSWORD), office.log_in("ben", PASSWORD)
    office.officers.reset("ben", OTHER, anna, (office.log_in("chen", PASSWORD),))
    monkeypatch.setattr("stockpile.office.performing.still_all", lambda _unit, by, approvers: (by, tuple(approvers)))
    voucher = office.perform(a_receipt("K1"), ben)
    (alarm,) = office.trust.verify().alarms
    assert (alarm.code, alarm.voucher) == ("signature.unknown-key", voucher.reference)
