"""Inspections and photographs: what is recorded of a piece as it is seen, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from given import NOW, a_scene, a_weapon
from pictures import jpeg

from stockpile.acts import decide
from stockpile.acts.inspecting import ILLEGIBLE, MISMATCH, Inspect, MarkSeen, PieceSeen
from stockpile.acts.marking import MarkWeapons
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.marks import Component, Legibility, Mark, MarkKind
from stockpile.domain.photographs import LARGEST, MOST
from stockpile.domain.standing import Condition
from stockpile.domain.state import as_state, fold
from stockpile.domain.weapon import weapon

MARKS = [{"kind": "state", "text": "XZ 1", "place": "receiver"}, {"kind": "import", "text": "XZ 99"}]
ONE = a_weapon(1, marks=MARKS, flags=["look-alike"])
PHOTO = Enclosure("left.jpg", jpeg(10))
OTHER = Enclosure("mark.jpg", jpeg(20))


def after(act, piece=ONE):
    line = decide(act, a_scene(act, piece)).lines[0]
    return weapon(piece.id, fold(piece.state, line.set))


def refused(act, *pieces):
    with pytest.raises(Refused) as caught:
        decide(act, a_scene(act, *(pieces or (ONE,))))
    return caught.value.code


def test_a_piece_is_recorded_as_it_is_seen():
    seen = PieceSeen(
        marks=(MarkSeen(at=0, legibility=Legibility.PARTLY, photographs=(OTHER.sha256,)),),
        components=(Component(kind="receiver", serial="K1", essential=True), Component(kind="bolt", serial="K1")),
        photographs=(PHOTO.sha256,),
    )
    act = Inspect(
        weapons=(ONE.id,), condition=Condition.REPAIRABLE, finding="worn", seen={ONE.id: seen},
        next_due=NOW.date() + timedelta(days=365), enclosures=(PHOTO, OTHER),
    )  # fmt: skip
    now = after(act)
    assert (now.condition, now.finding, now.inspected_on, now.inspection_due) == (
        Condition.REPAIRABLE, "worn", "2026-05-04", "2027-05-04",
    )  # fmt: skip
    assert now.photographs == (PHOTO.sha256,)
    assert (now.marks[0].legibility, now.marks[0].photographs) == (Legibility.PARTLY, (OTHER.sha256,))
    assert now.marks[1] == ONE.marks[1]
    assert [each.kind for each in now.components] == ["receiver", "bolt"]
    assert now.flags == ("look-alike",)


def test_what_is_not_said_was_found_as_recorded():
    line = decide(act := Inspect(weapons=(ONE.id,)), a_scene(act, ONE)).lines[0]
    assert line.set == {"inspected_on": "2026-05-04"}


def test_a_unique_mark_nobody_can_read_and_a_foreign_part_are_flagged_until_they_are_seen_otherwise():
    bad = PieceSeen(
        marks=(MarkSeen(at=0, legibility=Legibility.ILLEGIBLE),), components=(Component(kind="bolt", matches=False),)
    )
    flagged = after(Inspect(weapons=(ONE.id,), seen={ONE.id: bad}))
    assert flagged.flags == ("look-alike", ILLEGIBLE, MISMATCH)
    good = PieceSeen(marks=(MarkSeen(at=0, legibility=Legibility.RECOVERED),), components=(Component(kind="bolt"),))
    assert after(Inspect(weapons=(ONE.id,), seen={ONE.id: good}), flagged).flags == ("look-alike",)


def test_a_mark_that_names_no_piece_may_be_illegible_without_a_flag():
    seen = PieceSeen(marks=(MarkSeen(at=1, legibility=Legibility.ILLEGIBLE),))
    assert after(Inspect(weapons=(ONE.id,), seen={ONE.id: seen})).flags == ("look-alike",)


def test_photographs_are_added_and_never_replaced():
    first = after(
        Inspect(weapons=(ONE.id,), seen={ONE.id: PieceSeen(photographs=(PHOTO.sha256,))}, enclosures=(PHOTO,))
    )
    act = Inspect(weapons=(ONE.id,), seen={ONE.id: PieceSeen(photographs=(OTHER.sha256,))}, enclosures=(OTHER,))
    assert after(act, first).photographs == (PHOTO.sha256, OTHER.sha256)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"seen": {"HQ-W0000009": PieceSeen()}}, "weapons.unknown"),
        ({"seen": {ONE.id: PieceSeen(marks=(MarkSeen(at=2),))}}, "inspection.no-mark"),
        ({"seen": {ONE.id: PieceSeen(marks=(MarkSeen(at=-1),))}}, "inspection.no-mark"),
        ({"next_due": NOW.date()}, "inspection.due-past"),
        ({"seen": {ONE.id: PieceSeen(photographs=("00" * 32,))}}, "photograph.not-enclosed"),
        (
            {"seen": {ONE.id: PieceSeen(photographs=tuple(f"{at:064x}" for at in range(MOST + 1)))}},
            "photograph.too-many",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(more, code):
    assert refused(Inspect(weapons=(ONE.id,), **more)) == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 not a picture", "photograph.not-a-picture"),
        (jpeg()[:60], "photograph.not-a-picture"),
        (jpeg() + b"\0" * LARGEST, "photograph.too-large"),
    ],
)
def test_what_is_no_photograph_is_refused_by_every_act_that_takes_one(content, code):
    file = Enclosure("x.jpg", content)
    seen = {ONE.id: PieceSeen(photographs=(file.sha256,))}
    mark = Mark(kind=MarkKind.STATE, text="NEW 1", photographs=(file.sha256,))
    piece = NewWeapon(serial="N1", model="KR-4", marks=(mark,))
    assert refused(Inspect(weapons=(ONE.id,), seen=seen, enclosures=(file,))) == code
    assert refused(MarkWeapons(weapons=(ONE.id,), marks=(mark,), enclosures=(file,))) == code
    assert refused(RecordWeapons(pieces=(piece,), ids=("HQ-W0000009",), enclosures=(file,))) == code


def test_an_issued_piece_may_be_looked_at_and_one_that_is_gone_may_not():
    out = a_weapon(2, standing="issued", holder="7-COY")
    act = Inspect(weapons=(out.id,))
    assert decide(act, a_scene(act, out)).lines
    gone = a_weapon(3, standing="destroyed")
    assert refused(Inspect(weapons=(gone.id,)), gone) == "weapon.ended"


def test_a_mark_without_photographs_is_stored_as_it_always_was():
    mark = Mark(kind=MarkKind.STATE, text="XZ 1", place="receiver")
    assert as_state(mark) == {"kind": "state", "text": "XZ 1", "place": "receiver", "legibility": "clear"}
    assert as_state(NewWeapon(serial="N1")) == {"serial": "N1"}
