"""Finding vouchers among all ledgers: by columns in the database, by words in what they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select

from stockpile.domain.voucher import Voucher, stored_time
from stockpile.domain.voucher_filter import VoucherFilter
from stockpile.storage import schema
from stockpile.storage.codec import decode_voucher
from stockpile.storage.reader import Reader

_CHUNK = 500
_voucher, _signature = schema.voucher.c, schema.signature.c


def find(reader: Reader, where: VoucherFilter) -> list[Voucher]:
    """The vouchers that fit, the latest first, at most its limit."""
    found: list[Voucher] = []
    words = where.text.casefold().split()
    for each in _latest(reader, _narrowed(where)):
        if all(word in _said(each) for word in words):
            found.append(each)
            if len(found) == where.limit:
                break
    return found


def _narrowed(where: VoucherFilter) -> Select[Any]:
    wanted = select(_voucher.id, _voucher.body)
    if where.kind is not None:
        wanted = wanted.where(_voucher.kind == where.kind.value)
    if where.site:
        wanted = wanted.where(_voucher.site == where.site)
    if where.since is not None:
        wanted = wanted.where(_voucher.recorded_at >= _begins(where.since))
    if where.until is not None:
        wanted = wanted.where(_voucher.recorded_at < _begins(where.until + timedelta(days=1)))
    if where.officer:
        signed = select(_signature.voucher).where(_signature.login == where.officer)
        wanted = wanted.where(_voucher.id.in_(signed))
    return wanted


def _begins(day: date) -> str:
    """The first moment of a day on the wall here, as it is stored."""
    return stored_time(datetime.combine(day, time.min).astimezone())


def _latest(reader: Reader, wanted: Select[Any]) -> Iterator[Voucher]:
    """A page a query, so that nothing stays open and no more is read than is asked for."""
    last: int | None = None
    while True:
        page = wanted if last is None else wanted.where(_voucher.id < last)
        rows = reader.connection.execute(page.order_by(_voucher.id.desc()).limit(_CHUNK)).all()
        yield from (decode_voucher(body) for _id, body in rows)
        if len(rows) < _CHUNK:
            return
        last = rows[-1][0]


def _said(voucher: Voucher) -> str:
    names = (part for _role, signer in voucher.signers for part in (signer.name, signer.login))
    return " ".join((voucher.reference, voucher.authority, voucher.reason, *names)).casefold()
