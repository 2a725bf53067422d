"""Everyday acts: mark, place, issue, return, correct."""

from __future__ import annotations

from typing import TypedDict

from stockpile.acts.correcting import Correct
from stockpile.acts.issuing import Issue, Return
from stockpile.acts.marking import MarkWeapons, own_text
from stockpile.acts.placing import Place
from stockpile.acts.scene import Act
from stockpile.cli.context import Answer, Context
from stockpile.cli.selecting import chosen, enclosed, enclosures, photographs
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.marks import Legibility, Mark, MarkKind
from stockpile.domain.standing import Condition
from stockpile.domain.voucher import Voucher
from stockpile.language import ngettext
from stockpile.wording import sentence


def mark(context: Context) -> Answer:
    """One mark on each weapon; `{id}`, `{serial}` and `{n}` in the text stand for each weapon's own."""
    args = context.args
    ids = chosen(context)
    taken = photographs(context, ids, args.photograph)
    marks = tuple(
        Mark(
            kind=MarkKind(args.kind),
            text=_filled(args.text, context, each, args.first + count),
            place=args.place,
            method=args.method,
            legibility=Legibility(args.legibility),
            country=args.country,
            year=args.year,
            marked_on=context.office.now().date().isoformat(),
            photographs=tuple(dict.fromkeys(photo.sha256 for photo in taken.get(each, ()))),
        )
        for count, each in enumerate(ids)
    )
    told = said(context)
    told["enclosures"] = enclosed(told["enclosures"], taken.values())
    return perform(context, MarkWeapons(weapons=ids, marks=marks, place=args.place, **told))


def _filled(template: str, context: Context, weapon_id: str, count: int) -> str:
    serial = context.office.reading.card(weapon_id).weapon.serial if "{serial}" in template else ""
    return own_text(template, weapon_id, serial, count)


def place(context: Context) -> Answer:
    """Weapons into a location."""
    return perform(context, Place(weapons=chosen(context), location=context.args.location, **said(context)))


def issue(context: Context) -> Answer:
    """Weapons to a holder."""
    args = context.args
    act = Issue(weapons=chosen(context), holder=args.holder, until=args.until, purpose=args.purpose, **said(context))
    return perform(context, act)


def take_back(context: Context) -> Answer:
    """Weapons back into stock."""
    args = context.args
    condition = Condition(args.condition) if args.condition else None
    return perform(
        context, Return(weapons=chosen(context), condition=condition, location=args.location, **said(context))
    )


def correct(context: Context) -> Answer:
    """A wrong record put right."""
    args = context.args
    act = Correct(
        weapons=chosen(context),
        changes=dict(_pair(each) for each in args.changes),
        recorded_in_error=args.recorded_in_error,
        reopen=args.reopen,
        corrects=args.corrects,
        **said(context),
    )
    return perform(context, act)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Refused("correction.pair", text=text)
    return name.strip().replace("-", "_"), value.strip()


class Said(TypedDict):
    """What every act may say."""

    authority: str
    reason: str
    enclosures: tuple[Enclosure, ...]


def said(context: Context) -> Said:
    """Authority, reason and enclosures, as the options say them."""
    args = context.args
    return {"authority": args.authority, "reason": args.reason, "enclosures": enclosures(args)}


def perform(context: Context, act: Act) -> Answer:
    """Do it, and answer with the voucher."""
    return voucher_answer(context.office.perform(act, context.session, context.approvers))


def voucher_answer(voucher: Voucher) -> Answer:
    """What a command says of the voucher it made."""
    warnings = list(voucher.facts.get("warnings", []))  # type: ignore[call-overload]
    document = {
        "voucher": voucher.number,
        "reference": voucher.reference,
        "site": voucher.site,
        "kind": voucher.kind.value,
        "recorded_at": voucher.recorded_at,
        "officer": voucher.officer.login,
        "approvers": [each.login for each in voucher.approvers],
        "lines": voucher.lines,
        "warnings": warnings,
    }
    done = ngettext("{number}: {count} line.", "{number}: {count} lines.", voucher.lines)
    text = [done.format(number=voucher.number, count=voucher.lines), *(sentence(each, {}) for each in warnings)]
    return Answer(document, "\n".join(text))
