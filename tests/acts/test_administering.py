"""What acts refer to: who may change what of it, and when something may end."""

from __future__ import annotations

from hashlib import sha256

import pytest
from given import ANNA, BEN, CHEN, a_scene, a_weapon, an_officer
from hypothesis import given
from hypothesis import strategies as st

from stockpile.acts import decide
from stockpile.acts.administering import KINDS, Add, Change
from stockpile.acts.catalogue import TakeModels
from stockpile.acts.issuing import Return
from stockpile.acts.people import ResetOfficer
from stockpile.acts.placing import Place
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.people import Role
from stockpile.domain.rules import LIMITS, Rules, rules
from stockpile.domain.state import fold

HOME = {"site:HQ": {"name": "Central", "country": "KE"}}
ROOM = {"location:HQ/A": {"site": "HQ", "name": "Room A", "capacity": 2}}
RACK = {**ROOM, "location:HQ/A/1": {"site": "HQ", "capacity": 5}}
HOLDER = {"holder:7-COY": {"name": "7 Company", "site": "HQ"}}


def state_of(*roles: Role, active: bool = True) -> dict[str, object]:
    return {"name": "x", "site": "HQ", "roles": [each.value for each in roles], "public_key": "00", "active": active}


def refused(act, **scene) -> str:
    with pytest.raises(Refused) as caught:
        decide(act, a_scene(act, **scene))
    return caught.value.code


def changed(act, **scene) -> dict[str, object]:
    (line,) = decide(act, a_scene(act, **scene)).lines
    return dict(line.set)


# -- places ----


@pytest.mark.parametrize(
    ("path", "state", "code"),
    [
        ("HQ/B", {"site": "HQ"}, None),
        ("HQ", {"site": "HQ"}, "location.path"),
        ("NORTH/B", {"site": "HQ"}, "location.path"),
        ("HQ/ B", {"site": "HQ"}, "location.path"),
        ("HQ/B/", {"site": "HQ"}, "location.unknown"),
        ("HQ/B", {"site": "HQ", "capacity": -1}, "location.capacity"),
        ("HQ/B", {"site": "HQ", "capacity": "many"}, "location.capacity"),
        ("HQ/B", {"site": "HQ", "capacity": True}, "location.capacity"),
        ("HQ/B", {"site": "HQ", "sort": "heap"}, "location.sort"),
        ("HQ/B", {"site": "HQ", "key": "x"}, "administration.field"),
    ],
)
def test_a_location_says_where_it_is_and_what_room_it_has(path, state, code):
    act = Add(things={f"location:{path}": state})
    if code is None:
        assert decide(act, a_scene(act, things=HOME)).lines
    else:
        assert refused(act, things=HOME) == code


def test_a_location_is_closed_only_when_nothing_has_its_place_in_it():
    act = Change(subject="location:HQ/A", changes={"active": False})
    assert refused(act, things=ROOM, having={"location:HQ/A": 3}) == "location.holds-weapons"
    assert changed(act, things=ROOM, having={"location:HQ/A": 0}) == {"active": False}


@pytest.mark.parametrize("closed", ["location:HQ/A", "location:HQ/A/1"])
def test_nothing_is_put_into_a_closed_place_nor_below_it(closed):
    things = {**RACK, closed: {**RACK[closed], "active": False}}
    weapon = a_weapon()
    act = Place(weapons=(weapon.id,), location="HQ/A/1")
    with pytest.raises(Refused, match=r"location\.closed"):
        decide(act, a_scene(act, weapon, things=things))
    below = Add(things={"location:HQ/A/2": {"site": "HQ"}})
    if closed == "location:HQ/A":
        assert refused(below, things={**HOME, **things}) == "location.closed"


def test_a_place_with_less_room_than_weapons_is_warned_of_and_counts_nothing_twice():
    inside, outside = a_weapon(1, location="HQ/A/1"), a_weapon(2)
    act = Place(weapons=(inside.id, outside.id), location="HQ/A/1")
    full = {"location:HQ/A": 2, "location:HQ/A/1": 2}
    scene = a_scene(act, inside, outside, things=RACK, having=full)
    assert decide(act, scene).warnings == ("location.over-capacity",)  # the room, not the rack: one more than two
    roomy = a_scene(act, inside, outside, things=RACK, having={"location:HQ/A": 1, "location:HQ/A/1": 1})
    assert decide(act, roomy).warnings == ()
    out = a_weapon(3, standing="issued", holder="7-COY", location="HQ/A/1")
    back = Return(weapons=(out.id,), location="HQ/A/1")
    assert decide(back, a_scene(back, out, things=RACK, having=full)).warnings == ()  # its place was never free


@pytest.mark.parametrize(
    ("country", "allowed"), [("KE", True), ("SUHH", True), ("XZ", True), ("", True), ("Kenya", False), ("QQ", False)]
)
def test_a_country_is_a_code_of_the_list(country, allowed):
    act = Change(subject="site:HQ", changes={"country": country, "remark": "moved"})
    if allowed:
        assert changed(act, things=HOME)["remark"] == "moved"
    else:
        assert refused(act, things=HOME) == "country.unknown"


# -- people ----


ADMIN, KEEPER = state_of(Role.ADMINISTRATOR), state_of(Role.STOREKEEPER)


def test_the_last_administrator_stays_and_nobody_ends_themselves():
    alone = {"officer:anna": ADMIN, "officer:ben": KEEPER}
    both = {"officer:anna": ADMIN, "officer:ben": ADMIN}
    gone = {"officer:anna": ADMIN, "officer:ben": {**ADMIN, "active": False}}
    end = Change(subject="officer:anna", changes={"active": False})
    strip = Change(subject="officer:anna", changes={"roles": ["storekeeper"]})
    for act in (end, strip):
        assert refused(act, things=alone) == "officer.last-administrator"
        assert refused(act, things=gone) == "officer.last-administrator"
        assert refused(act, things=both) == "officer.oneself"
        assert changed(act, things=both, officer=BEN) == act.changes


def test_who_was_inactive_comes_back_with_a_new_key_only():
    things = {"officer:anna": ADMIN, "officer:ben": {**KEEPER, "active": False}}
    assert refused(Change(subject="officer:ben", changes={"active": True}), things=things) == "officer.needs-reset"
    act = ResetOfficer(login="ben", public_key="11", key="12345678")
    assert changed(act, things=things, approvers=(CHEN,)) == {"public_key": "11", "key": "12345678", "active": True}


def test_a_key_is_never_changed_by_hand():
    things = {"officer:anna": ADMIN, "officer:ben": KEEPER}
    for name in ("public_key", "key"):
        act = Change(subject="officer:ben", changes={name: "ff"})
        assert refused(act, things=things) == "administration.field"
    assert refused(Add(things={"officer:dora": {"roles": ["storekeeper"]}})) == "officer.no-key"


def test_a_new_key_is_approved_by_another_as_far_as_there_is_one():
    act = ResetOfficer(login="ben", public_key="11", key="12345678")
    three = {"officer:anna": ADMIN, "officer:ben": ADMIN, "officer:chen": ADMIN}
    assert refused(act, things=three) == "approval.missing"
    assert refused(act, things=three, approvers=(BEN,)) == "approval.not-independent"
    assert refused(act, things=three, approvers=(ANNA,)) == "approval.not-independent"
    assert decide(act, a_scene(act, things=three, approvers=(CHEN,))).warnings == ()
    two = {"officer:anna": ADMIN, "officer:ben": KEEPER}
    assert decide(act, a_scene(act, things=two)).warnings == ("officer.reset-alone",)
    loose = a_scene(act, things=three, rules=Rules(approvals_to_reset=0))
    assert decide(act, loose).warnings == ()
    oneself = ResetOfficer(login="anna", public_key="11", key="12345678")
    assert refused(oneself, things=three, approvers=(CHEN,)) == "officer.reset-oneself"


@pytest.mark.parametrize(("roles", "code"), [([], "officer.no-role"), (["king"], "officer.role")])
def test_an_officer_has_roles_that_exist(roles, code):
    assert refused(Change(subject="officer:ben", changes={"roles": roles}), things={"officer:ben": KEEPER}) == code


def test_a_holder_with_weapons_does_not_end():
    act = Change(subject="holder:7-COY", changes={"active": False})
    assert refused(act, things=HOLDER, having={"holder:7-COY": 1}) == "holder.holds-weapons"
    assert changed(act, things=HOLDER) == {"active": False}


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.ADMINISTRATOR])
def test_only_administrators_administer(role):
    somebody = an_officer("zoe", role)
    for act in (Add(things=HOLDER), Change(subject="holder:7-COY"), ResetOfficer(login="a", public_key="", key="")):
        assert refused(act, officer=somebody) == "officer.not-entitled"


# -- what is said, and what changes ----


def test_what_is_as_it_was_is_not_recorded():
    act = Change(subject="holder:7-COY", changes={"name": "7 Company", "unit": None, "contact": ""})
    assert refused(act, things=HOLDER) == "administration.nothing"
    more = Change(subject="holder:7-COY", changes={"name": "7 Company", "unit": "2 Bn"})
    assert changed(more, things=HOLDER) == {"unit": "2 Bn"}


@given(st.sampled_from(sorted(KINDS)), st.text(min_size=1, max_size=12))
def test_nothing_is_said_that_has_no_meaning(kind, name):
    if name in KINDS[kind].fields:
        return
    act = Change(subject=f"{kind}:X", changes={name: "y"})
    with pytest.raises(Refused) as caught:
        decide(act, a_scene(act, things={f"{kind}:X": {"name": "x"}}))
    assert caught.value.code == "administration.field"


def test_a_kind_that_is_none_is_refused():
    assert refused(Add(things={"banana:1": {}})) == "administration.kind"
    assert refused(Change(subject="banana:1", changes={"name": "x"})) == "administration.kind"
    assert refused(Add(things={"rules:national": {"witnesses": 1}})) == "administration.kind"


# -- rules ----


@given(st.sampled_from(sorted(LIMITS)), st.one_of(st.integers(), st.booleans(), st.text(max_size=5), st.none()))
def test_a_rule_is_within_its_limits_or_refused(name, value):
    act = Change(subject="rules:national", changes={name: value})
    limits = LIMITS[name]
    fits = (type(value) is int and limits.least <= value <= limits.most) if limits.is_figure else type(value) is bool
    if fits and getattr(Rules(), name) != value:
        after = rules(fold({}, changed(act)))
        assert getattr(after, name) == value
    else:
        assert refused(act) in ("rules.value", "rules.yes-or-no", "administration.nothing")


@given(st.dictionaries(st.sampled_from(sorted(LIMITS)), st.one_of(st.integers(), st.text(max_size=4), st.none())))
def test_whatever_an_old_ledger_says_the_rules_can_be_read(state):
    read = rules(state)
    for name, limits in LIMITS.items():
        value = getattr(read, name)
        assert limits.least <= value <= limits.most if limits.is_figure else type(value) is bool


def test_every_rule_has_limits():
    assert set(LIMITS) == set(Rules.__slots__)


# -- catalogue ----


def test_an_import_of_models_adds_what_is_new_and_changes_what_differs():
    there = {"model:KR-4": {"model": "KR-4", "maker": "Kestrel", "calibre": "5.56x45mm NATO"}}
    rows = {
        "KR-4": {"model": "KR-4", "maker": "Kestrel Arms", "category": ""},
        "KP-9": {"model": "KP-9", "category": "revolver or self-loading pistol"},
    }
    act = TakeModels(models=rows)
    decision = decide(act, a_scene(act, things=there))
    said = [(each.subject, each.event, each.set) for each in decision.lines]
    assert said == [
        ("model:KR-4", "changed", {"maker": "Kestrel Arms"}),  # what the file leaves blank stays
        ("model:KP-9", "added", rows["KP-9"]),
    ]
    assert decision.facts == {"added": 1, "changed": 1}
    again = TakeModels(models={"KR-4": {"maker": "Kestrel"}})
    assert refused(again, things=there) == "administration.nothing"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"category": "bazooka"}, "filter.value"),
        ({"country": "Kenya"}, "country.unknown"),
        ({"nsn": "1005-00-856-6885"}, "model.field"),
        ({"marks": [{"place": "receiver", "colour": "red"}]}, "model.field"),
        ({"maker": 5}, "model.field"),
        ({"price": "10"}, "administration.field"),
    ],
)
def test_a_model_says_what_can_be(state, code):
    assert refused(Add(things={"model:X": state})) == code
    assert refused(TakeModels(models={"X": state})) == code


def test_a_picture_comes_with_its_voucher_or_is_there():
    content = b"a picture"
    digest = sha256(content).hexdigest()
    state = {"pictures": [{"sha256": digest, "caption": "left side"}]}
    assert refused(Add(things={"model:X": state})) == "model.picture"
    act = Add(things={"model:X": state}, enclosures=(Enclosure("x.jpg", content),))
    assert decide(act, a_scene(act)).lines[0].set == state
    again = Change(subject="model:X", changes={"pictures": [{"sha256": digest, "caption": "left"}]})
    assert changed(again, things={"model:X": state})
