"""Reading the register: weapons, one weapon's life, equipment; recording one by hand; the sample armoury."""

from __future__ import annotations

import dataclasses

from stockpile.acts.recording import NewWeapon, Provenance, RecordWeapons
from stockpile.cli.context import Answer, Context
from stockpile.cli.everyday import perform, said
from stockpile.cli.selecting import weapon_filter
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponRow
from stockpile.language import _, ngettext
from stockpile.office import TimelineEntry
from stockpile.telling import tell


def list_weapons(context: Context) -> Answer:
    """Weapons by filter, or how many."""
    args = context.args
    _logged_in = context.session
    where = weapon_filter(args, limit=args.limit)
    if args.count:
        count = context.office.reading.count(where)
        return Answer({"count": count}, ngettext("{count} weapon", "{count} weapons", count).format(count=count))
    rows = context.office.reading.weapons(where)
    return Answer(rows, "\n".join(_row(row) for row in rows) or _("None."))


def _row(row: WeaponRow) -> str:
    return "\t".join(
        (row.id, row.serial or "—", row.maker, row.model, row.calibre, row.site, row.location, row.holder, row.standing)
    )


def list_equipment(context: Context) -> Answer:
    """What else the armoury keeps."""
    _logged_in = context.session
    entries = context.office.reading.equipment(context.args.site)
    return Answer(
        entries, "\n".join(f"{each['id']}\t{each['quantity']:g}\t{each['item']}" for each in entries) or _("None.")
    )


def show(context: Context) -> Answer:
    """One weapon with its whole time-line and papers."""
    _logged_in = context.session
    reading = context.office.reading
    card = reading.card(reading.resolve(context.args.weapon))
    document = {
        "weapon": {"id": card.weapon.id, **card.weapon.state},
        "timeline": [_entry(each) for each in card.timeline],
        "papers": [each.voucher.number for each in card.timeline],
        "look_alikes": card.look_alikes,
    }
    weapon = card.weapon
    title = " ".join(
        part for part in (weapon.id, weapon.maker, weapon.model, weapon.serial or _("no serial number")) if part
    )
    lines = [f"{title}: {_(weapon.standing.value)}", *(_in_words(each) for each in card.timeline)]
    return Answer(document, "\n".join(lines))


def _entry(entry: TimelineEntry) -> dict[str, object]:
    voucher, line = entry.voucher, entry.line
    return {
        "voucher": voucher.number,
        "reference": voucher.reference,
        "kind": voucher.kind.value,
        "recorded_at": voucher.recorded_at,
        "officer": voucher.officer.login,
        "approvers": [each.login for each in voucher.approvers],
        "event": line.event,
        "set": line.set,
        "seen": line.seen,
        "authority": voucher.authority,
        "reason": voucher.reason,
    }


def _in_words(entry: TimelineEntry) -> str:
    voucher = entry.voucher
    when, what = f"{voucher.local_time:%Y-%m-%d %H:%M}", tell(entry.line, entry.corrected).replace("\n", " ")
    return f"{when}  {voucher.number}  {what}  ({voucher.officer.name})"


def record(context: Context) -> Answer:
    """One weapon by hand."""
    args = context.args
    names = {field.name for field in dataclasses.fields(NewWeapon)} & set(vars(args))
    if args.provenance not in set(Provenance):
        raise Refused(
            "filter.value", field="provenance", value=args.provenance, allowed=[each.value for each in Provenance]
        )
    piece = NewWeapon(**{name: getattr(args, name) for name in names})
    act = RecordWeapons(
        pieces=(piece,),
        provenance=Provenance(args.provenance),
        site=args.site or context.session.officer.site,
        **said(context),
    )
    return perform(context, act)


def demo(context: Context) -> Answer:
    """A sample armoury with a year of life."""
    from stockpile.office.sample import make_sample

    made = make_sample(context.args.folder, context.args.database, context.environment)
    return Answer(made, "\n".join(f"{name}: {value}" for name, value in made.items()))
