"""Inspection, and photographs of marks and pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from stockpile.acts.inspecting import Inspect, MarkSeen, PieceSeen
from stockpile.cli.context import Answer, Context
from stockpile.cli.everyday import perform, said
from stockpile.cli.selecting import chosen, enclosed, photographs
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.marks import Component, Legibility
from stockpile.domain.standing import Condition


def inspect(context: Context) -> Answer:
    """Weapons looked at, and recorded as they are."""
    args = context.args
    ids = chosen(context)
    pieces = photographs(context, ids, args.photograph)
    marks = _marks(context, ids)
    components = tuple(_component(each) for each in args.component)
    seen = {
        each: PieceSeen(marks=marks[each], components=components, photographs=_hashes(pieces.get(each, ())))
        for each in ids
    }
    told = said(context)
    told["enclosures"] = enclosed(told["enclosures"], [*pieces.values(), _mark_photographs(context)])
    act = Inspect(
        weapons=ids,
        condition=Condition(args.condition) if args.condition else None,
        finding=args.finding,
        place=args.place,
        next_due=args.next_due,
        seen={name: piece for name, piece in seen.items() if piece != PieceSeen()},
        **told,
    )
    return perform(context, act)


def _hashes(taken: Iterable[Enclosure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.sha256 for each in taken))


def _marks(context: Context, ids: Sequence[str]) -> Mapping[str, tuple[MarkSeen, ...]]:
    """The mark that `--mark` numbers, as it was seen; of every weapon the same one."""
    args = context.args
    if not args.mark:
        if args.legibility or args.mark_photograph:
            raise Refused("inspection.which-mark")
        return dict.fromkeys(ids, ())
    legibility = Legibility(args.legibility) if args.legibility else None
    seen = MarkSeen(at=args.mark - 1, legibility=legibility, photographs=_hashes(_mark_photographs(context)))
    return dict.fromkeys(ids, (seen,))


def _mark_photographs(context: Context) -> tuple[Enclosure, ...]:
    return tuple(context.office.photographs.take(Path(each)) for each in context.args.mark_photograph)


def _component(text: str) -> Component:
    """`KIND[=SERIAL][;essential][;other]`: other: it belongs to another weapon."""
    named, *more = (each.strip() for each in text.split(";"))
    kind, _equals, serial = named.partition("=")
    unknown = sorted(set(more) - {"essential", "other"})
    if unknown or not kind.strip():
        raise Refused("inspection.component", text=text)
    return Component(
        kind=kind.strip(), serial=serial.strip(), essential="essential" in more, matches="other" not in more
    )
