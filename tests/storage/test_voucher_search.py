"""Vouchers are found as if each were looked at: by kind, site, officer, day and words, the latest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from ledger_clerk import Clerk, received

from stockpile.domain.voucher import Kind, Voucher
from stockpile.domain.voucher_filter import VoucherFilter
from stockpile.storage.store import Store
from stockpile.storage.voucher_search import find

DAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
CLERKS = (
    Clerk(),
    Clerk(login="bstone", name="B. Stone", approvers=("awood",)),
    Clerk(site="NORTH", login="cmoss", name="Ç. Moss"),
)
ORDERS = ("Order 7 of the Ministry", "", "ORDER 71")


@pytest.fixture
def ledgers(store: Store) -> list[Voucher]:
    """Twelve vouchers over four days; in the order in which they were recorded."""
    return [
        clerk.record(
            store, received(count), kind=(Kind.RECEIPT, Kind.MARKING)[count % 2], moment=DAY + timedelta(days=count // 3),
            authority=ORDERS[count % 3], reason=f"reason {count}",
        )
        for count, clerk in enumerate(CLERKS * 4)
    ]  # fmt: skip


def looked_at(each: Voucher, where: VoucherFilter) -> bool:
    day = each.recorded_at.astimezone().date()
    names = [part.casefold() for _role, signer in each.signers for part in (signer.login, signer.name)]
    said = " ".join([each.reference, each.authority, each.reason, *names]).casefold()
    return (
        where.kind in (None, each.kind)
        and where.site in ("", each.site)
        and (not where.officer or where.officer in [signer.login for _role, signer in each.signers])
        and (where.since is None or day >= where.since)
        and (where.until is None or day <= where.until)
        and all(word in said for word in where.text.casefold().split())
    )


def test_what_is_found_is_what_fits(store: Store, ledgers: list[Voucher]) -> None:
    days = (None, date(2026, 3, 11), date(2026, 3, 12))
    asked = [
        VoucherFilter(kind=kind, site=site, officer=officer, since=since, until=until, text=text)
        for kind, site, officer, since, until, text in product(
            (None, Kind.MARKING), ("", "NORTH"), ("", "awood", "nobody"), days, days, ("", "order 7", "ç. moss", "REASON 1 mrk")
        )
    ]  # fmt: skip
    with store.reading() as reader:
        for where in asked:
            fitting = [each for each in reversed(ledgers) if looked_at(each, where)]
            assert find(reader, where) == fitting, where
            assert find(reader, replace(where, limit=2)) == fitting[:2]


def test_more_than_a_page_is_walked(store: Store, monkeypatch: pytest.MonkeyPatch, ledgers: list[Voucher]) -> None:
    monkeypatch.setattr("stockpile.storage.voucher_search._CHUNK", 5)
    with store.reading() as reader:
        assert find(reader, VoucherFilter()) == ledgers[::-1]
        assert find(reader, VoucherFilter(text=ledgers[0].reference)) == ledgers[:1]
