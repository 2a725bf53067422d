"""What verification answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that contradicts its seal.

    Attributes:
        code: stable name. site, voucher (its reference), weapon: where, as far as it can be said.
    """

    code: str
    site: str = ""
    voucher: str = ""
    weapon: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The promised fields, without the words."""
        return {"code": self.code, "site": self.site, "voucher": self.voucher, "weapon": self.weapon, **self.facts}


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """One ledger: how many vouchers and lines, the root over them (hex), and whether all of it holds."""

    site: str
    vouchers: int
    lines: int
    root: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The whole answer. ``against``: None, `consistent`, `inconsistent` or `ledger shorter than the seal`."""

    ledgers: tuple[LedgerReport, ...]
    alarms: tuple[Alarm, ...]
    against: str | None
    register_matches: bool
