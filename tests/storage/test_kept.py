"""What officers keep outside the ledger: theirs, or everybody's; changed as they like; no evidence."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_clerk import key_of

from stockpile.domain.errors import Refused
from stockpile.domain.people import Officer
from stockpile.office import kept as office_kept
from stockpile.office.kept import Kept
from stockpile.office.sessions import Session
from stockpile.storage import kept, verification
from stockpile.storage.store import Store
from stockpile.wording import text_of

DIALLO = Session(Officer(login="jdiallo"), key_of("jdiallo"), b"")
MBEKI = replace(DIALLO, officer=Officer(login="mbeki"))


@pytest.fixture
def desk(store: Store) -> Kept:
    return Kept(store)


def test_what_is_kept_is_there_again_and_can_change_and_go(desk: Kept) -> None:
    assert desk.get(DIALLO, "columns") == ""
    desk.put(DIALLO, "columns", "[1]")
    desk.put(DIALLO, "columns", "[2]")
    assert desk.get(DIALLO, "columns") == "[2]"
    assert desk.drop(DIALLO, "columns")
    assert not desk.drop(DIALLO, "columns")
    assert desk.get(DIALLO, "columns") == ""


def test_officers_do_not_see_what_others_keep_but_share_what_is_shared(desk: Kept) -> None:
    desk.put(DIALLO, "view/old rifles", "mine")
    desk.put(MBEKI, "view/old rifles", "theirs")
    desk.put(MBEKI, "shared/view/overdue", "ours")
    desk.put(DIALLO, "viewer", "another prefix")
    assert desk.named(DIALLO, "view/") == {"view/old rifles": "mine", "shared/view/overdue": "ours"}
    assert desk.named(MBEKI, "shared/") == {"shared/view/overdue": "ours"}
    assert desk.get(DIALLO, "shared/view/overdue") == "ours"
    assert set(desk.named(DIALLO)) == {"view/old rifles", "viewer", "shared/view/overdue"}
    desk.drop(DIALLO, "shared/view/overdue")
    assert desk.get(MBEKI, "shared/view/overdue") == ""


def test_what_the_office_notes_no_officer_can_write_over(desk: Kept) -> None:
    desk.note("office/verified", "today")
    desk.put(DIALLO, "office/verified", "never")
    assert desk.noted("office/verified") == "today"
    assert "office/verified" not in desk.named(MBEKI)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("", "x", "kept.name"),
        ("shared/ ", "x", "kept.name"),
        ("n" * (office_kept.LONGEST_NAME + 1), "x", "kept.name"),
        ("view", "ä" * (office_kept.LARGEST_VALUE // 2 + 1), "kept.too-large"),
        ("view", "a\0b", "text.unreadable"),
        ("vi\ud800ew", "x", "text.unreadable"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(desk: Kept, name: str, value: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.put(DIALLO, name, value)
    assert refused.value.code == code
    assert "{" not in text_of(refused.value)
    assert desk.named(DIALLO) == {}


def test_nobody_keeps_without_end(desk: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_kept, "MOST", 3)
    for count in range(3):
        desk.put(DIALLO, f"view/{count}", "x")
    with pytest.raises(Refused) as refused:
        desk.put(DIALLO, "view/3", "x")
    assert refused.value.code == "kept.too-many"
    desk.put(DIALLO, "view/2", "another")  # in the place of one that is there
    desk.put(MBEKI, "view/3", "x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=400),
)
def test_any_text_comes_back_as_it_was(desk: Kept, name: str, value: str) -> None:
    desk.put(DIALLO, f"any/{name}", value)
    assert desk.get(DIALLO, f"any/{name}") == value
    assert desk.named(DIALLO, f"any/{name}")[f"any/{name}"] == value
    desk.drop(DIALLO, f"any/{name}")


def test_two_programs_keep_at_the_same_time(store: Store, url: str) -> None:
    other = Store.open(url)
    stores = (store, other)

    def write(which: Store, first: int) -> None:
        for count in range(20):
            Kept(which).put(DIALLO, f"own/{first + count}", "x")
            Kept(which).put(DIALLO, "same", f"{first + count}")

    threads = [threading.Thread(target=write, args=(each, 100 * place)) for place, each in enumerate(stores)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    other.close()
    found = Kept(store).named(DIALLO)
    assert len(found) == 41
    assert found["same"] in {"19", "119"}


def test_it_is_no_evidence(store: Store, desk: Kept) -> None:
    desk.put(DIALLO, "columns", "[1]")
    with store.writing() as unit:
        kept.put(unit, "nobody", "columns", "put there by hand")
        unit.commit()
    report = verification.verify(store)
    assert report.alarms == ()
