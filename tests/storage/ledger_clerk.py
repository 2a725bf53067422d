"""Someone with keys, who records vouchers: for tests, and as a program of its own that writes beside others.

python ledger_clerk.py URL SITE COUNT    records COUNT issues, one transaction each, and prints their numbers
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from hashlib import sha256

from stockpile.domain.draft import Draft
from stockpile.domain.voucher import Kind, Line, Signer, Voucher
from stockpile.sealing.checkpoint import VerifierKey, origin_of, sign
from stockpile.sealing.keys import SigningKey
from stockpile.storage.store import Sealer, Store

NOON = datetime(2026, 11, 24, 12, 0, 0, 5, timezone(timedelta(hours=1)))


def key_of(name: str) -> SigningKey:
    """The same key for the same name, in every process."""
    return SigningKey(sha256(name.encode()).digest())


@dataclass(frozen=True)
class Clerk:
    """An officer at a site, and the site's key."""

    site: str = "HQ"
    login: str = "awood"
    name: str = "A. Wood"
    approvers: Sequence[str] = field(default_factory=tuple)

    @property
    def signer(self) -> Signer:
        return Signer(self.login, self.name, key_of(self.login).key_id)

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.origin, key_of(self.site).public)

    @property
    def origin(self) -> str:
        return origin_of(self.site, key_of(self.site).public)

    def approver(self, login: str) -> Signer:
        return Signer(login, login.title(), key_of(login).key_id)

    def draft(self, kind: Kind = Kind.ISSUE, moment: datetime = NOON, **more: object) -> Draft:
        """A voucher to record."""
        approvers = tuple(self.approver(each) for each in self.approvers)
        return Draft(site=self.site, kind=kind, moment=moment, officer=self.signer, approvers=approvers, **more)

    @property
    def sealer(self) -> Sealer:
        """Unlocked keys."""
        approvals = [("approver", self.approver(each), key_of(each).sign) for each in self.approvers]
        return Sealer(
            origin=self.origin,
            seal=lambda head: sign(head, key_of(self.site)),
            signatures=[("officer", self.signer, key_of(self.login).sign), *approvals],
        )

    def record(self, store: Store, *lines: Line, **more: object) -> Voucher:
        """One voucher, one transaction."""
        with store.writing() as unit:
            voucher = unit.append(self.draft(**more), lines, self.sealer)
            unit.commit()
        return voucher


def received(count: int) -> Line:
    """A weapon came."""
    return Line(f"HQ-W{count:07d}", "received", {"maker": "Arsenal", "serial": f"A{count}", "standing": "in stock"})


if __name__ == "__main__":
    url, site, count = sys.argv[1:]
    with Store.open(url) as opened:
        for each in range(int(count)):
            print(Clerk(site).record(opened, received(each + 1)).number)
