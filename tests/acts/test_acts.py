"""Every rule of every act, through `decide`: the door that the office uses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from given import ANNA, BEN, CHEN, DINA, EMIL, NOW, a_scene, a_voucher, a_weapon, an_officer

from stockpile.acts import DECIDE, decide
from stockpile.acts.administering import Add, Change
from stockpile.acts.correcting import Correct
from stockpile.acts.deactivating import Deactivate
from stockpile.acts.disposing import AuthoriseDisposal, ExecuteDestruction, Verify
from stockpile.acts.gates import GATES, obstacle
from stockpile.acts.issuing import Issue, Return
from stockpile.acts.marking import MarkWeapons
from stockpile.acts.placing import Place
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.acts.surplus import DeclareSurplus
from stockpile.acts.transferring import Accept, Dispatch
from stockpile.domain.disposal import DestructionMethod, Witness
from stockpile.domain.errors import Refused
from stockpile.domain.marks import Mark, MarkKind
from stockpile.domain.people import MAY_RECORD, Role
from stockpile.domain.rules import Rules
from stockpile.domain.standing import Condition, Disposal, DisposalOption, Standing
from stockpile.domain.state import fold
from stockpile.domain.voucher import Kind
from stockpile.domain.weapon import weapon

ONE = a_weapon(1)
TWO = a_weapon(2)
HOLDER = {"holder:7-COY": {"name": "7 Company", "site": "HQ"}}
RACK = {"location:HQ/A/1": {"site": "HQ"}}
NORTH = {"site:NORTH": {"name": "North"}}
WITNESSES = (Witness("Wanda Field", "Ombudsman"), Witness("Will Green", "Red Cross"))
DOSSIER, CHECK = "HQ/DSP 2026-000001", "HQ/VER 2026-000001"


def refused(act, scene) -> str:
    with pytest.raises(Refused) as caught:
        decide(act, scene)
    return caught.value.code


def after(act, scene, piece=ONE):
    """The weapon as it is when the decision has been folded in."""
    decision = decide(act, scene)
    line = next(each for each in decision.lines if each.subject == piece.id)
    return weapon(piece.id, fold(piece.state, line.set))


# -- everyday ----


def test_an_issued_weapon_has_a_holder_and_a_returned_one_has_none():
    act = Issue(weapons=(ONE.id,), holder="7-COY", until=NOW.date() + timedelta(days=3))
    out = after(act, a_scene(act, ONE, things=HOLDER))
    assert (out.standing, out.holder, out.issued_until) == (Standing.ISSUED, "7-COY", "2026-05-07")

    back = Return(weapons=(ONE.id,), condition=Condition.REPAIRABLE)
    again = after(back, a_scene(back, out), out)
    assert (again.standing, again.holder, again.issued_until) == (Standing.IN_STOCK, "", "")
    assert again.condition is Condition.REPAIRABLE


@pytest.mark.parametrize(
    ("piece", "code"),
    [
        (a_weapon(standing="issued", holder="x"), "weapon.standing"),
        (a_weapon(disposal="surplus"), "weapon.disposal"),
        (a_weapon(condition="unserviceable"), "weapon.not-fit"),
        (a_weapon(standing="destroyed", ended_by="HQ/DES 2026-000001"), "weapon.ended"),
    ],
)
def test_a_weapon_that_may_not_leave_is_not_issued(piece, code):
    act = Issue(weapons=(piece.id,), holder="7-COY")
    assert refused(act, a_scene(act, piece, things=HOLDER)) == code


def test_a_refusal_names_every_weapon_that_may_not():
    pieces = [a_weapon(n, standing="issued") for n in (1, 2, 3)]
    act = Issue(weapons=tuple(each.id for each in pieces), holder="7-COY")
    with pytest.raises(Refused) as caught:
        decide(act, a_scene(act, *pieces, things=HOLDER))
    assert [each["weapon"] for each in caught.value.facts["also"]] == [pieces[1].id, pieces[2].id]


def test_issue_needs_a_known_holder_and_a_day_to_come():
    act = Issue(weapons=(ONE.id,), holder="7-COY")
    assert refused(act, a_scene(act, ONE)) == "holder.unknown"
    late = Issue(weapons=(ONE.id,), holder="7-COY", until=NOW.date() - timedelta(days=1))
    assert refused(late, a_scene(late, ONE, things=HOLDER)) == "issue.until-past"


def test_a_state_may_forbid_the_issue_of_unmarked_weapons():
    bare = a_weapon(serial="")
    act = Issue(weapons=(bare.id,), holder="7-COY")
    assert decide(act, a_scene(act, bare, things=HOLDER)).lines
    strict = a_scene(act, bare, things=HOLDER, rules=Rules(issue_unmarked=False))
    assert refused(act, strict) == "weapon.unmarked"


def test_weapons_are_placed_only_in_their_own_site():
    act = Place(weapons=(ONE.id,), location="HQ/A/1")
    assert after(act, a_scene(act, ONE, things=RACK)).location == "HQ/A/1"
    assert refused(act, a_scene(act, ONE)) == "location.unknown"
    assert refused(act, a_scene(act, ONE, things={"location:HQ/A/1": {"site": "NORTH"}})) == "location.elsewhere"


def test_a_mark_is_kept_as_stamped_and_never_put_twice():
    mark = Mark(kind=MarkKind.STATE, text="KE KA 0001", place="receiver")
    act = MarkWeapons(weapons=(ONE.id,), marks=(mark,))
    marked = after(act, a_scene(act, ONE))
    assert marked.marks == (mark,)
    assert marked.marked
    both = MarkWeapons(weapons=(ONE.id, TWO.id), marks=(mark, mark))
    assert refused(both, a_scene(both, ONE, TWO)) == "marking.text-twice"
    other = MarkWeapons(weapons=(TWO.id,), marks=(mark,))
    assert refused(other, a_scene(other, TWO, namesakes=(marked,))) == "marking.text-taken"


def test_a_serial_number_is_assigned_only_where_there_is_none():
    bare = a_weapon(serial="", flags=["no-serial"])
    act = MarkWeapons(weapons=(bare.id,), marks=(Mark(kind=MarkKind.SERIAL, text="KE-77"),))
    marked = after(act, a_scene(act, bare), bare)
    assert (marked.serial, marked.flags) == ("KE-77", ("serial-assigned",))
    again = MarkWeapons(weapons=(ONE.id,), marks=(Mark(kind=MarkKind.SERIAL, text="KE-78"),))
    assert refused(again, a_scene(again, ONE)) == "marking.has-serial"


# -- movements ----


def test_a_weapon_in_transit_belongs_to_its_consignment_until_another_officer_accepts_it():
    act = Dispatch(weapons=(ONE.id,), to="NORTH")
    scene = a_scene(act, ONE, things=NORTH)
    sent = after(act, scene)
    assert (sent.standing, sent.consignment, sent.destination) == (Standing.IN_TRANSIT, scene.reference, "NORTH")

    voucher = {scene.reference: a_voucher(Kind.DISPATCH, "CSG 2026-000001", ANNA)}
    taking = Accept(site="NORTH", consignment=scene.reference, weapons=(ONE.id,))
    there = {"site": "NORTH", "vouchers": voucher}
    assert refused(taking, at_north(taking, sent, officer=ANNA, vouchers=voucher)) == "acceptance.same-officer"
    arrived = after(taking, at_north(taking, sent, officer=BEN, vouchers=there["vouchers"]), sent)
    assert (arrived.site, arrived.standing, arrived.consignment) == ("NORTH", Standing.IN_STOCK, "")


def test_what_does_not_arrive_is_missing_and_stays_the_senders():
    sent = [a_weapon(n, standing="in transit", consignment="HQ/CSG 2026-000001", destination="NORTH") for n in (1, 2)]
    act = Accept(consignment="HQ/CSG 2026-000001", weapons=(ONE.id, TWO.id), short=(TWO.id,))
    voucher = {act.consignment: a_voucher(Kind.DISPATCH, "CSG 2026-000001", ANNA)}
    decision = decide(act, at_north(act, *sent, officer=BEN, vouchers=voucher))
    here, gone = (fold(piece.state, line.set) for piece, line in zip(sent, decision.lines, strict=True))
    assert (here["site"], here["standing"]) == ("NORTH", "in stock")
    assert (gone["site"], gone["standing"], gone["flags"]) == ("HQ", "missing", ["short"])
    assert decision.facts["short"] == [TWO.id]


def at_north(act, *weapons, **more):
    import dataclasses

    return dataclasses.replace(a_scene(act, *weapons, **more), site="NORTH")


def test_a_dispatch_goes_to_another_known_site():
    act = Dispatch(weapons=(ONE.id,), to="NORTH")
    assert refused(act, a_scene(act, ONE)) == "site.unknown"
    home = Dispatch(weapons=(ONE.id,), to="HQ")
    assert refused(home, a_scene(home, ONE, things={"site:HQ": {}})) == "dispatch.same-site"


# -- the end of life ----


def test_surplus_is_declared_by_authority():
    act = DeclareSurplus(weapons=(ONE.id,), authority="Review 2026")
    assert after(act, a_scene(act, ONE)).disposal is Disposal.SURPLUS
    bare = DeclareSurplus(weapons=(ONE.id,))
    assert refused(bare, a_scene(bare, ONE)) == "surplus.no-authority"


def surplus(number=1):
    return a_weapon(number, disposal="surplus")


def test_disposal_is_authorised_by_two_and_only_of_what_is_surplus():
    act = AuthoriseDisposal(weapons=(ONE.id,), authority="Order 9")
    assert refused(act, a_scene(act, surplus())) == "approval.missing"
    assert refused(act, a_scene(act, surplus(), approvers=(ANNA,))) == "approval.not-independent"
    weak = an_officer("zoe", Role.STOREKEEPER)
    assert refused(act, a_scene(act, surplus(), approvers=(weak,))) == "approval.not-entitled"
    assert refused(act, a_scene(act, ONE, approvers=(BEN,))) == "weapon.disposal"
    authorised = after(act, a_scene(act, surplus(), approvers=(BEN,)))
    assert (authorised.disposal, authorised.standing) == (Disposal.AUTHORISED, Standing.IN_STOCK)


def test_anything_but_destruction_says_why():
    act = AuthoriseDisposal(weapons=(ONE.id,), authority="Order 9", option=DisposalOption.DONATION_TO_STATE)
    assert refused(act, a_scene(act, surplus(), approvers=(BEN,))) == "disposal.no-reason"


def authorised(number=1, **state):
    return a_weapon(number, disposal="authorised", dossier=DOSSIER, **state)


def dossier(option=DisposalOption.DESTRUCTION):
    return {DOSSIER: a_voucher(Kind.AUTHORISATION, "DSP 2026-000001", ANNA, BEN, option=option.value)}


def test_verification_is_by_somebody_else_and_reads_what_is_recorded():
    act = Verify(weapons=(ONE.id,))
    for officer in (ANNA, BEN):
        assert (
            refused(act, a_scene(act, authorised(), officer=officer, vouchers=dossier())) == "verification.same-people"
        )
    wrong = Verify(weapons=(ONE.id,), read={ONE.id: "K00O01"})
    assert refused(wrong, a_scene(wrong, authorised(), officer=CHEN, vouchers=dossier())) == "verification.differs"
    right = Verify(weapons=(ONE.id,), read={ONE.id: "k00001 "})
    verified = after(right, a_scene(right, authorised(), officer=CHEN, vouchers=dossier()))
    assert verified.disposal is Disposal.VERIFIED


def verified(number=1):
    return a_weapon(number, disposal="verified", dossier=DOSSIER, verification=CHECK)


def destroying(*weapons, witnesses=WITNESSES, **more):
    ids = tuple(each.id for each in weapons or (ONE,))
    return ExecuteDestruction(
        weapons=ids, method=DestructionMethod.CUTTING_OR_SHREDDING, place="Yard 3", witnesses=witnesses, **more
    )


def at_the_cutter(act, *weapons, officer=DINA, approvers=(EMIL,), option=DisposalOption.DESTRUCTION, **more):
    vouchers = {**dossier(option), CHECK: a_voucher(Kind.VERIFICATION, "VER 2026-000001", CHEN)}
    return a_scene(act, *(weapons or (verified(),)), officer=officer, approvers=approvers, vouchers=vouchers, **more)


def test_a_destroyed_weapon_refuses_every_later_act_with_the_reason():
    act = destroying()
    gone = after(act, at_the_cutter(act), verified())
    assert (gone.standing, gone.ended_by) == (Standing.DESTROYED, "HQ/DES 2026-000001")
    for kind in set(GATES) - {Kind.CORRECTION}:
        refusal = obstacle(kind, gone)
        assert refusal is not None
        assert (refusal.code, refusal.facts["voucher"]) == ("weapon.ended", "HQ/DES 2026-000001")


@pytest.mark.parametrize(
    ("officer", "approvers", "code"),
    [
        (ANNA, (EMIL,), "execution.authoriser"),
        (BEN, (EMIL,), "execution.authoriser"),
        (CHEN, (EMIL,), "execution.verifier"),
        (DINA, (), "approval.missing"),
        (DINA, (DINA,), "approval.not-independent"),
        (DINA, (ANNA,), "approval.not-independent"),
    ],
)
def test_authorising_verifying_and_executing_are_different_people(officer, approvers, code):
    act = destroying()
    assert refused(act, at_the_cutter(act, officer=officer, approvers=approvers)) == code


@pytest.mark.parametrize(
    ("witnesses", "code"),
    [
        (WITNESSES[:1], "destruction.witnesses"),
        ((WITNESSES[0], Witness("wanda  field", "Ombudsman")), "destruction.witnesses"),
        ((WITNESSES[0], Witness("Will Green", " ")), "destruction.witness-organisation"),
        ((WITNESSES[0], Witness("Chen", "Police")), "destruction.witness-involved"),
        ((WITNESSES[0], Witness("Emil", "Police")), "destruction.witness-involved"),
        ((WITNESSES[0], Witness("Otto Saw", "Yard")), "destruction.witness-involved"),
    ],
)
def test_witnesses_are_enough_and_independent(witnesses, code):
    act = destroying(witnesses=witnesses, operator="Otto Saw")
    assert refused(act, at_the_cutter(act)) == code


def test_a_destruction_says_where_and_when_and_leaves_no_essential_component():
    whole = destroying(essential_component_destroyed=False)
    assert refused(whole, at_the_cutter(whole)) == "destruction.component-whole"
    later = destroying(ended_at=NOW + timedelta(hours=1))
    assert refused(later, at_the_cutter(later)) == "destruction.times"
    early = destroying(began_at=NOW - timedelta(days=2), ended_at=NOW - timedelta(days=1))
    assert refused(early, at_the_cutter(early)) == "destruction.before-verification"
    donated = destroying()
    assert refused(donated, at_the_cutter(donated, option=DisposalOption.DONATION_TO_STATE)) == "disposal.other-option"


def test_a_doubtful_method_is_said_on_the_voucher():
    act = ExecuteDestruction(
        weapons=(ONE.id,), method=DestructionMethod.DUMPING_AT_SEA, place="Bay", witnesses=WITNESSES
    )
    assert decide(act, at_the_cutter(act)).warnings == ("destruction.method-doubtful",)


def test_one_destruction_is_of_one_dossier():
    other = a_weapon(2, disposal="verified", dossier="HQ/DSP 2026-000002", verification=CHECK)
    act = destroying(verified(1), other)
    assert refused(act, at_the_cutter(act, verified(1), other)) == "disposal.several-dossiers"


def test_deactivation_keeps_the_serial_and_is_verified_by_another_entity():
    act = Deactivate(
        weapons=(ONE.id,),
        standard="National 2",
        deactivated_by="Smith Ltd",
        verifying_entity="Proof House",
        mark="KE PH 26",
    )
    done = after(act, at_the_cutter(act, option=DisposalOption.DEACTIVATION), verified())
    assert (done.standing, done.serial) == (Standing.DEACTIVATED, ONE.serial)
    assert done.marks[-1].text == "KE PH 26"
    same = Deactivate(
        weapons=(ONE.id,), standard="National 2", deactivated_by="Proof House", verifying_entity="proof house", mark="x"
    )
    assert refused(same, at_the_cutter(same, option=DisposalOption.DEACTIVATION)) == "deactivation.same-entity"
    assert refused(act, at_the_cutter(act)) == "disposal.other-option"


# -- recording and correcting ----


def recording(*pieces):
    return RecordWeapons(pieces=pieces, ids=tuple(f"HQ-W{n + 10:07d}" for n in range(len(pieces))), site="HQ")


NEW = NewWeapon(maker="Kestrel", model="KR-4", serial="K00001", country="KE")


def test_a_piece_is_recorded_once_and_a_look_alike_is_flagged_not_merged():
    act = recording(NEW)
    assert decide(act, a_scene(act)).lines[0].set["serial"] == "K00001"
    assert refused(act, a_scene(act, namesakes=(ONE,))) == "weapon.identity-taken"
    gone = a_weapon(1, standing="destroyed", ended_by="HQ/DES 2026-000001")
    assert refused(act, a_scene(act, namesakes=(gone,))) == "weapon.re-appeared"
    alike = recording(NewWeapon(maker="Kestrel", model="KR-4", serial="KOOOO1", country="KE"))
    assert decide(alike, a_scene(alike, namesakes=(ONE,))).lines[0].set["flags"] == ["look-alike"]
    twice = recording(NEW, NEW)
    assert refused(twice, a_scene(twice)) == "recording.twice"
    placeholder = recording(NewWeapon(model="KR-4", serial="N/A"))
    assert refused(placeholder, a_scene(placeholder)) == "recording.placeholder"


def test_a_correction_keeps_what_was_recorded():
    act = Correct(weapons=(ONE.id,), changes={"calibre": "7.62 x 51"}, reason="misread")
    line = decide(act, a_scene(act, ONE)).lines[0]
    assert line.set == {"calibre": "7.62 x 51"}
    assert line.seen["was"] == {"calibre": None}


def test_correcting_what_identifies_a_piece_takes_two_and_a_reason():
    act = Correct(weapons=(ONE.id,), changes={"serial": "K00007"}, reason="misread")
    assert refused(act, a_scene(act, ONE)) == "approval.missing"
    assert after(act, a_scene(act, ONE, approvers=(BEN,))).serial == "K00007"
    taken = a_weapon(7)
    assert refused(act, a_scene(act, ONE, approvers=(BEN,), namesakes=(taken,))) == "weapon.identity-taken"
    silent = Correct(weapons=(ONE.id,), changes={"calibre": "9 mm"})
    assert refused(silent, a_scene(silent, ONE)) == "correction.no-reason"
    standing = Correct(weapons=(ONE.id,), changes={"standing": "destroyed"}, reason="x")
    assert refused(standing, a_scene(standing, ONE)) == "correction.field"


def test_a_one_way_exit_is_reopened_only_loudly():
    gone = a_weapon(1, standing="destroyed", ended_by="HQ/DES 2026-000001", disposal="verified")
    act = Correct(weapons=(ONE.id,), reopen=True, reason="the wrong line was executed")
    assert refused(act, a_scene(act, gone, approvers=(BEN,))) == "approval.missing"
    back = after(act, a_scene(act, gone, approvers=(BEN, CHEN)), gone)
    assert (back.standing, back.flags, back.disposal) == (Standing.IN_STOCK, ("reopened",), Disposal.NONE)
    assert refused(act, a_scene(act, ONE, approvers=(BEN, CHEN))) == "correction.not-ended"


# -- administration, and what holds for all ----


def test_things_are_added_once_and_where_they_belong():
    act = Add(things={"location:HQ/A": {"site": "HQ"}})
    home = {"site:HQ": {}}
    assert decide(act, a_scene(act, things=home)).lines[0].subject == "location:HQ/A"
    assert refused(act, a_scene(act)) == "site.unknown"
    assert refused(act, a_scene(act, things={**home, "location:HQ/A": {}})) == "location.exists"
    deep = Add(things={"location:HQ/A/1": {"site": "HQ"}})
    assert refused(deep, a_scene(deep, things=home)) == "location.unknown"
    rules = Change(subject="rules:national", changes={"witnesses": 3})
    assert decide(rules, a_scene(rules)).lines[0].set == {"witnesses": 3}


@pytest.mark.parametrize("kind", list(MAY_RECORD))
def test_only_the_entitled_record(kind):
    for role in Role:
        assert an_officer("x", role).may(kind) == (role in MAY_RECORD[kind])


def test_an_act_names_weapons_that_are_there_each_once():
    for weapons, code in (
        ((), "weapons.none"),
        ((ONE.id, ONE.id), "weapons.twice"),
        (("HQ-W9999999",), "weapons.unknown"),
    ):
        act = DeclareSurplus(weapons=weapons, authority="x")
        assert refused(act, a_scene(act, ONE)) == code
    entitled = DeclareSurplus(weapons=(ONE.id,), authority="x")
    assert refused(entitled, a_scene(entitled, ONE, officer=an_officer("x", Role.ARMOURER))) == "officer.not-entitled"


def test_every_act_is_decided_and_every_kind_upon_weapons_has_gates():
    kinds = {act.kind for act in DECIDE}
    assert set(MAY_RECORD) == set(Kind)
    assert kinds - set(GATES) == {Kind.RECEIPT, Kind.ADMINISTRATION}
