"""What an act is asked with, what it is decided in the light of, and what comes out.

An act is a frozen dataclass that says what is asked; its function takes it and the `Scene` and returns a `Decision`
or raises `Refused`. Neither touches a database or a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.events import Event
from stockpile.domain.people import Officer
from stockpile.domain.rules import Rules
from stockpile.domain.state import State
from stockpile.domain.voucher import Kind, Line, Voucher
from stockpile.domain.weapon import Weapon


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What every act may say.

    Attributes:
        site: in whose ledger; empty: that of the weapons.
        authority: the order or document it rests on. reason: in the officer's words.
        enclosures: files to attach.
    """

    kind: ClassVar[Kind]

    site: str = ""
    authority: str = ""
    reason: str = ""
    enclosures: tuple[Enclosure, ...] = ()

    def weapon_ids(self) -> tuple[str, ...]:
        """The weapons it is about."""
        return ()

    def refers_to(self) -> tuple[str, ...]:
        """Subjects other than weapons that the decision needs to see (`holder:7-COY`)."""
        return ()

    def surveys(self) -> tuple[str, ...]:
        """Kinds of things of which the decision needs to see every one (`officer`)."""
        return ()

    def counts(self) -> tuple[str, ...]:
        """Locations and holders of which the decision needs to know how many weapons they have."""
        return ()

    def new_marks(self) -> tuple[str, ...]:
        """Texts that will stand on a piece from now on; the scene shows who carries a look-alike already."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponAct(Act):
    """An act upon weapons that are in the register. ``weapons``: their ids, each once."""

    weapons: tuple[str, ...]

    def weapon_ids(self) -> tuple[str, ...]:
        """The weapons it is about."""
        return self.weapons


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The facts an act is decided in the light of, all read in the transaction that will record it.

    Attributes:
        reference: what the voucher will be called (`HQ/ISS 2026-000123`).
        site: whose ledger it goes into.
        now: aware; today is its date on the wall there.
        weapons: by id, those the act is about; things: states of what it refers to.
        having: by subject, how many weapons have their place in a location or below it, or are with a holder.
        vouchers: by reference, the earlier vouchers these weapons are under (consignment, dossier, verification).
        namesakes: weapons that carry a look-alike of one of the act's new marks.
    """

    reference: str
    site: str
    officer: Officer
    now: datetime
    approvers: tuple[Officer, ...] = ()
    weapons: Mapping[str, Weapon] = field(default_factory=dict)
    things: Mapping[str, State] = field(default_factory=dict)
    having: Mapping[str, int] = field(default_factory=dict)
    vouchers: Mapping[str, Voucher] = field(default_factory=dict)
    namesakes: tuple[Weapon, ...] = ()
    rules: Rules = field(default_factory=Rules)

    @property
    def today(self) -> date:
        """The date on the wall."""
        return self.now.date()

    def each(self, act: Act) -> Iterable[Weapon]:
        """The act's weapons, in its order."""
        return (self.weapons[each] for each in act.weapon_ids())


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What will be recorded: the lines, and the facts of the voucher's kind (JSON types; `Private` where a person's).

    ``warnings``: codes of what may be done but should be looked at; they are recorded with the facts.
    """

    lines: tuple[Line, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def line(weapon: Weapon, event: Event, **changes: object) -> Line:
    """A line about a weapon, with its identity of today."""
    return Line(weapon.id, event, changes, weapon.identity)


def demand_approval(scene: Scene, count: int, *, apart_from: Iterable[str] = ()) -> None:
    """Refuse unless ``count`` entitled officers, other than the one who acts and those named, have approved."""
    barred = {scene.officer.login, *apart_from}
    for approver in scene.approvers:
        if approver.login in barred:
            raise Refused("approval.not-independent", officer=approver.login)
        if not approver.may_approve:
            raise Refused("approval.not-entitled", officer=approver.login)
    given = {approver.login for approver in scene.approvers}
    if len(given) < count:
        raise Refused("approval.missing", needed=count, given=len(given))


def demand(condition: object, code: str, **facts: object) -> None:
    """Refuse with ``code`` unless ``condition`` holds."""
    if not condition:
        raise Refused(code, **facts)


def facts(**known: object) -> dict[str, object]:
    """Facts without the blank ones."""
    return {name: value for name, value in known.items() if value not in ("", None, (), [], {})}
