"""What waits, what there is, what changed, how the ledgers stand."""

from __future__ import annotations

from dataclasses import asdict

from stockpile.cli.context import Answer, Context
from stockpile.domain.filter import WeaponFilter
from stockpile.language import _
from stockpile.office.ledgers import LedgersState, LedgerState
from stockpile.office.overview import Changes, Count, Holdings
from stockpile.office.todo import Item
from stockpile.todo import SEVERITIES, item_words


def overview(context: Context) -> Answer:
    """All of it, of one site or of all; that somebody asked is not a visit."""
    session, site = context.session, context.args.site
    asked = context.office.overview
    items, holdings, changes = asked.todo(site), asked.holdings(site), asked.changes(session, site)
    state = asked.ledger_state()
    document = {
        "todo": [_item(each, mine=each.is_for(session.officer.roles)) for each in items],
        "holdings": _holdings(holdings),
        "changes": {**asdict(changes), "since": changes.since.isoformat()},
        "ledgers": [{**asdict(each), "wholly_verified": each.wholly_verified} for each in state.ledgers],
        "backup": asdict(state.backup) if state.backup is not None else None,
    }
    return Answer(
        document, "\n".join([*_todo_text(items), "", *_holdings_text(holdings), "", *_state_text(state, changes)])
    )


def _item(item: Item, *, mine: bool) -> dict[str, object]:
    where: object = item.what
    if isinstance(item.what, WeaponFilter):
        where = {name: value for name, value in asdict(item.what).items() if value}
    return {
        "code": item.code,
        "severity": item.severity.value,
        "count": item.count,
        "text": item_words(item),
        "page": item.page,
        "what": where,
        "mine": mine,
        "facts": dict(item.facts),
    }


def _holdings(holdings: Holdings) -> dict[str, object]:
    counted = ("standings", "categories", "decades", "disposals", "sites")
    return {
        "recorded": holdings.recorded,
        "held": holdings.held,
        **{name: {each.key: each.count for each in getattr(holdings, name)} for name in counted},
    }


def _todo_text(items: list[Item]) -> list[str]:
    if not items:
        return [_("Nothing needs you.")]
    return [f"{_(SEVERITIES[each.severity.value])}\t{item_words(each)}" for each in items]


def _holdings_text(holdings: Holdings) -> list[str]:
    lines = [_("Weapons held: {count}").format(count=f"{holdings.held:,}")]
    return lines + [_line(each) for part in (holdings.standings, holdings.categories) for each in part]


def _line(count: Count) -> str:
    return f"  {_(count.key) if count.key else '—'}\t{count.count:,}"


def _state_text(state: LedgersState, changes: Changes) -> list[str]:
    lines = [_ledger(each) for each in state.ledgers]
    if state.backup is not None:
        text = (
            _("Last backup: {moment}, {file}")
            if state.backup.there
            else _("Last backup: {moment}, not found now: {file}")
        )
        lines.append(text.format(moment=state.backup.made_at, file=state.backup.file))
    said = _("Vouchers since {moment}: {count}")
    return [*lines, said.format(moment=f"{changes.since:%Y-%m-%d %H:%M}", count=f"{changes.total:,}")]


def _ledger(ledger: LedgerState) -> str:
    if ledger.wholly_verified:
        text = _("{site}: {count} vouchers, sealed {sealed}, all verified {verified}")
    elif ledger.verified_at:
        text = _("{site}: {count} vouchers, sealed {sealed}, {size} of them verified {verified}")
    else:
        text = _("{site}: {count} vouchers, sealed {sealed}, never verified")
    return text.format(
        site=ledger.site,
        count=f"{ledger.vouchers:,}",
        sealed=ledger.sealed_at,
        verified=ledger.verified_at,
        size=f"{ledger.verified_size:,}",
    )
