"""`import`: an inventory into the register."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import msgspec

from stockpile.cli.context import Answer, Context
from stockpile.cli.selecting import read_file
from stockpile.domain.errors import Refused
from stockpile.language import _
from stockpile.office import ImportAnswer

WARNINGS_SAID = 20  # in words; --json gives all


def import_files(context: Context) -> Answer:
    """One receipt voucher a file; one document a file, a list where there are several."""
    args = context.args
    answers = [_import(context, path) for path in args.files]
    documents = [answer.as_json() for answer in answers]
    text = "\n\n".join(_in_words(answer) for answer in answers)
    return Answer(documents[0] if len(documents) == 1 else documents, text)


def _import(context: Context, path: Path) -> ImportAnswer:
    args = context.args
    return context.office.import_inventory(
        path,
        by=context.session,
        approvers=context.approvers,
        site=args.site,
        sheet=args.sheet,
        mapping=_mapping(args.mapping),
        check=args.check,
        expand=args.expand,
        authority=args.authority,
        reason=args.reason,
        progress=None if args.json else _Meter(path.name),
        rejects=args.rejects,
    )


def _mapping(path: Path | None) -> dict[str, str] | None:
    if path is None:
        return None
    try:
        return msgspec.json.decode(read_file(path), type=dict[str, str])
    except msgspec.DecodeError as why:
        raise Refused("file.mapping", file=str(path), why=str(why)) from why


def _in_words(answer: ImportAnswer) -> str:
    said = answer.as_json()
    lines = [
        _("{file}: {rows} rows; {new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected.").format(
            **said
        ),
        _("{weapons} weapons ({weapons_with_serial} with, {weapons_without_serial} without serial number), "
          "{other_items} rows of other equipment.").format(**said),
    ]  # fmt: skip
    for total in answer.control_totals:
        template = _("The file says {what} {stated}; counted {counted}: agrees.") if total["agrees"] else _(
            "ATTENTION: the file says {what} {stated}; counted {counted}.")  # fmt: skip
        lines.append(template.format(**total))
    lines += [_warning(each) for each in answer.warnings[:WARNINGS_SAID]]
    if len(answer.warnings) > WARNINGS_SAID:
        lines.append(
            _("… and {count} more warnings; --json gives all.").format(count=len(answer.warnings) - WARNINGS_SAID)
        )
    if answer.vanished:
        lines.append(
            _("{count} pieces of an earlier version of this file are not in it any more.").format(count=answer.vanished)
        )
    lines.append(
        _("Voucher {number}.").format(number=answer.voucher)
        if answer.voucher
        else _("No voucher: nothing was written.")
    )
    return "\n".join(lines)


def _warning(warning: dict[str, object]) -> str:
    return _("row {row}, {column}: {text}").format(**warning)


class _Meter:
    """Progress on standard error, at most twice a second."""

    def __init__(self, name: str) -> None:
        self._name, self._next = name, time.monotonic() + 0.5

    def __call__(self, done: int, total: int | None) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + 0.5
        of = (
            _("{done} of about {total} rows").format(done=done, total=total)
            if total
            else _("{done} rows").format(done=done)
        )
        sys.stderr.write(f"{self._name}: {of}\n")
