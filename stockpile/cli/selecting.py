"""WEAPONS: ids or serials as arguments, from a file, or by the filters of `weapons`."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from stockpile.cli.context import Context
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.filter_text import parse


def weapon_filter(args: argparse.Namespace, limit: int | None = None) -> WeaponFilter:
    """The filter that the options say."""
    return WeaponFilter(
        query=args.query,
        standing=args.standing,
        category=args.category,
        site=args.site,
        holder=args.holder,
        condition=args.condition,
        disposal=args.disposal,
        model=args.model,
        flag=args.flag,
        conditions=tuple(map(parse, args.filter)),
        as_at=args.as_at,
        limit=limit,
    )


def chosen(context: Context) -> tuple[str, ...]:
    """The ids of the weapons that the arguments name, each once, in their order; refuses what fits none or several."""
    args = context.args
    reading = context.office.reading
    named = [*args.weapons, *(_listed(args.from_file, context) if args.from_file else [])]
    ids = [reading.resolve(text) for text in named]
    if args.where:
        ids += [row.id for row in reading.weapons(where(args.where))]
    if not ids and args.weapons_required:
        raise Refused("weapons.none")
    return tuple(dict.fromkeys(ids))


def where(text: str) -> WeaponFilter:
    """The filter of a text such as `--standing issued --site HQ`."""
    from stockpile.cli.parser import filter_parser

    return weapon_filter(filter_parser().parse_args(shlex.split(text)))


def enclosures(args: argparse.Namespace) -> tuple[Enclosure, ...]:
    """The files to attach, read."""
    return tuple(Enclosure(path.name, read_file(path)) for path in args.attach)


def read_file(path: Path) -> bytes:
    """The content of a file, or a refusal that names it."""
    try:
        return path.read_bytes()
    except OSError as why:
        raise Refused("file.unreadable", file=str(path), why=why.strerror or "") from why


def photographs(context: Context, ids: Sequence[str], named: Iterable[str]) -> dict[str, tuple[Enclosure, ...]]:
    """By weapon id, the photographs that `FILE` (of the one weapon) and `WEAPON=FILE` name."""
    found: dict[str, tuple[Enclosure, ...]] = defaultdict(tuple)
    for text in named:
        weapon, equals, file = text.partition("=")
        if equals and not Path(text).exists():
            subject = context.office.reading.resolve(weapon)
        elif len(ids) == 1:
            subject, file = ids[0], text
        else:
            raise Refused("photograph.whose", file=text)
        if subject not in ids:
            raise Refused("weapons.unknown", weapons=[weapon])
        found[subject] += (context.office.photographs.take(Path(file)),)
    return found


def enclosed(attached: tuple[Enclosure, ...], groups: Iterable[tuple[Enclosure, ...]]) -> tuple[Enclosure, ...]:
    """The files to enclose, each content once."""
    return tuple({each.sha256: each for each in (*attached, *(one for group in groups for one in group))}.values())


def _listed(name: str, context: Context) -> list[str]:
    if name == "-":
        return [text for line in sys.stdin if (text := line.strip())]
    return context.office.read_weapon_list(Path(name))
