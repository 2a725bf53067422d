"""The people, the moment and the weapons that tests begin with. All made up."""

from __future__ import annotations

from datetime import UTC, datetime

from stockpile.acts.scene import Act, Scene
from stockpile.domain.people import Officer, Role
from stockpile.domain.voucher import Kind, Voucher
from stockpile.domain.weapon import Weapon, weapon

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
EVERYTHING = tuple(Role)


def an_officer(login: str, *roles: Role) -> Officer:
    return Officer(login=login, name=login.title(), site="HQ", roles=roles or EVERYTHING, key=f"{login:0<8.8}")


ANNA, BEN, CHEN, DINA, EMIL = (an_officer(name) for name in ("anna", "ben", "chen", "dina", "emil"))


def a_weapon(number: int = 1, **state: object) -> Weapon:
    standard = {"site": "HQ", "maker": "Kestrel", "model": "KR-4", "serial": f"K{number:05d}", "country": "KE"}
    return weapon(f"HQ-W{number:07d}", {**standard, **state})


def a_voucher(kind: Kind, number: str, officer: Officer, *approvers: Officer, **facts: object) -> Voucher:
    return Voucher(
        site="HQ",
        seq=1,
        kind=kind,
        number=number,
        recorded_at=NOW,
        offset=0,
        officer=officer.signer,
        approvers=tuple(each.signer for each in approvers),
        facts=facts,
    )


def a_scene(act: Act, *weapons: Weapon, officer: Officer = ANNA, **more: object) -> Scene:
    return Scene(
        reference=f"HQ/{act.kind.prefix} 2026-000001",
        site="HQ",
        officer=officer,
        now=NOW,
        weapons={each.id: each for each in weapons},
        **more,
    )
