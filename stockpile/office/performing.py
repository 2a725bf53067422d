"""Performing an act: read the scene, let the rules decide, record voucher and register in one transaction."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from stockpile.acts import decide
from stockpile.acts.recording import RecordWeapons
from stockpile.acts.scene import Act, Decision, Scene
from stockpile.acts.transferring import Accept
from stockpile.domain.draft import Draft
from stockpile.domain.errors import Refused
from stockpile.domain.rules import RULES_SUBJECT, rules
from stockpile.domain.state import State
from stockpile.domain.subject import is_weapon
from stockpile.domain.voucher import Line, Voucher
from stockpile.domain.weapon import Weapon, weapon
from stockpile.office.sessions import Session, site_keys, still_all
from stockpile.sealing.checkpoint import Checkpoint, origin_of, sign
from stockpile.storage import codec, journal, occupancy, register
from stockpile.storage.appending import Sealer
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store, Unit

# Fields of a weapon that name an earlier voucher a rule may want to see.
EVIDENCE = ("consignment", "dossier", "verification")


@dataclasses.dataclass(frozen=True, slots=True)
class Performer:
    """Does acts in one database. ``now`` gives the moment, aware, with the offset of the wall."""

    store: Store
    now: Callable[[], datetime]

    def perform(self, act: Act, by: Session, approvers: Sequence[Session] = ()) -> Voucher:
        """Record an act, or refuse it.

        Raises:
            Refused: a rule said no; StorageFault: the world did; IntegrityAlarm: the ledger contradicts its seals.
            Nothing was
                written in any of these cases.
        """
        with self.store.writing() as unit:
            voucher = self.perform_in(unit, act, by, approvers)
            unit.commit()
        return voucher

    def perform_in(self, unit: Unit, act: Act, by: Session, approvers: Sequence[Session] = ()) -> Voucher:
        """Record an act in a transaction that somebody else commits."""
        by, approvers = still_all(unit, by, approvers)
        states: dict[str, State] = dict(_states(unit, act))
        weapons = {subject: weapon(subject, state) for subject, state in states.items() if is_weapon(subject)}
        site = self._site(act, weapons, by)
        if isinstance(act, RecordWeapons):
            act = dataclasses.replace(act, ids=tuple(register.next_weapon_ids(unit, site, len(act.pieces))))
        draft = draft_of(act, site, self.now(), by, approvers)
        with unit.streaming(draft, sealer(unit, site, by, approvers)) as appending:
            scene = Scene(
                reference=appending.reference,
                site=site,
                officer=by.officer,
                now=draft.moment,
                approvers=tuple(each.officer for each in approvers),
                weapons=weapons,
                things={subject: state for subject, state in states.items() if not is_weapon(subject)},
                having=occupancy.having(unit, act.counts()),
                vouchers=_evidence(unit, weapons.values()),
                namesakes=_namesakes(unit, act),
                rules=rules(states.get(RULES_SUBJECT, {})),
            )
            decision = decide(act, scene)
            appending.add([(line.subject, codec.encode_line(line)) for line in decision.lines])
            voucher = appending.close(_facts(decision))
        register.apply(unit, appending.voucher_id, voucher.reference, decision.lines)
        return voucher

    @staticmethod
    def _site(act: Act, weapons: dict[str, Weapon], by: Session) -> str:
        """In whose ledger the act belongs: as asked, or where the weapons are (an accepted consignment: where it
        went)."""
        if act.site:
            return act.site
        field = "destination" if isinstance(act, Accept) else "site"
        sites = sorted({str(getattr(each, field)) for each in weapons.values()} - {""})
        if len(sites) > 1:
            raise Refused("weapons.several-sites", sites=sites)
        return sites[0] if sites else by.officer.site


def _states(reader: Reader, act: Act) -> Mapping[str, State]:
    """What the decision needs to see."""
    states: dict[str, State] = dict(register.states(reader, [*act.weapon_ids(), *act.refers_to(), RULES_SUBJECT]))
    for kind in act.surveys():
        states |= {f"{kind}:{key}": state for key, state in register.things(reader, kind).items()}
    return states


def draft_of(act: Act, site: str, moment: datetime, by: Session, approvers: Sequence[Session]) -> Draft:
    """The voucher to be, as far as it is known before the rules have decided."""
    return Draft(
        site=site,
        kind=act.kind,
        moment=moment,
        officer=by.officer.signer,
        approvers=tuple(each.officer.signer for each in approvers),
        authority=act.authority,
        reason=act.reason,
        enclosures=act.enclosures,
    )


def _facts(decision: Decision) -> dict[str, object]:
    """What the voucher says of its kind, and what should be looked at again."""
    return {**decision.facts, **({"warnings": list(decision.warnings)} if decision.warnings else {})}


def record(unit: Unit, draft: Draft, lines: Sequence[Line], seals: Sealer) -> Voucher:
    """Append a voucher whose lines are known, and fold them into the register."""
    with unit.streaming(draft, seals) as appending:
        appending.add([(line.subject, codec.encode_line(line)) for line in lines])
        voucher = appending.close()
    register.apply(unit, appending.voucher_id, voucher.reference, lines)
    return voucher


def sealer(reader: Reader, site: str, by: Session, approvers: Sequence[Session]) -> Sealer:
    """Who signs a voucher of a site, and with which key its ledger is sealed."""
    keys = site_keys(reader, site, by.office_key)
    officers = [("officer", by), *(("approver", each) for each in approvers)]

    def seal(head: Checkpoint) -> str:
        return sign(head, keys.seal)

    return Sealer(
        origin=origin_of(site, keys.seal.public),
        seal=seal,
        signatures=tuple((role, each.officer.signer, each.signing_key.sign) for role, each in officers),
    )


def _evidence(reader: Reader, weapons: Iterable[Weapon]) -> dict[str, Voucher]:
    named = {str(getattr(each, field)) for each in weapons for field in EVIDENCE}
    found = {each: journal.by_reference(reader, each) for each in named if each}
    return {name: voucher for name, voucher in found.items() if voucher is not None}


def _namesakes(reader: Reader, act: Act) -> tuple[Weapon, ...]:
    """Who carries a mark that looks like one of the act's new ones."""
    marks = act.new_marks()
    if not marks:
        return ()
    alike = register.look_alikes(reader, marks)
    states: dict[str, State] = register.states(reader, alike)  # type: ignore[assignment]
    return tuple(weapon(subject, state) for subject, state in states.items())
