"""`import`: an inventory into the register; `imports`: what came in, and what was taken back."""

from __future__ import annotations

import dataclasses
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from stockpile.cli.context import Answer, Context
from stockpile.cli.selecting import read_file
from stockpile.domain.errors import Refused
from stockpile.language import _
from stockpile.office import ImportAnswer
from stockpile.office.workbench import AtOnce, import_at_once
from stockpile.office.workbench.gathering import gather, is_protected, nothing_asked
from stockpile.wording import text_of

WARNINGS_SAID = 20  # in words; --json gives all


def import_files(context: Context) -> Answer:
    """One receipt voucher a file; one document a file, a list where there are several. A file that is refused keeps no
    other out."""
    args = context.args
    if args.undo:
        return _undo(context)
    mapping = _mapping(context, args.mapping)
    operations = None
    if args.operations:
        operations = _kept(args.operations, lambda name: context.office.workbench.edits.get(context.session, name))
    gathered = gather(args.files, password=context.file_passwords if args.password else nothing_asked)
    done: list[tuple[str, ImportAnswer | Refused]] = list(gathered.refused)
    try:
        context.log_in()  # who is not let in is told once, not for every file
        for number, (path, name) in enumerate(gathered.files, 1):
            work = partial(_import, context, path, name, number, mapping, operations)
            done.append((name, _tried(name, work)))
    finally:
        if gathered.folder is not None:
            shutil.rmtree(gathered.folder, ignore_errors=True)
    return _told(done)


def _told(done: list[tuple[str, ImportAnswer | Refused]]) -> Answer:
    """What became of the files."""
    refused = [each for _name, each in done if isinstance(each, Refused)]
    if refused and len(done) == 1:
        raise refused[0]
    documents = [
        {"file": name, "refused": each.code, "message": text_of(each), "details": each.facts}
        if isinstance(each, Refused)
        else each.as_json()
        for name, each in done
    ]
    text = "\n\n".join(text_of(each) if isinstance(each, Refused) else _in_words(each) for _name, each in done)
    return Answer(documents[0] if len(documents) == 1 else documents, text, int(bool(refused)))


def _tried(name: str, work: Callable[[], ImportAnswer]) -> ImportAnswer | Refused:
    """What came of a file, or why it did not go in; whoever cancels means all of them."""
    try:
        return work()
    except Refused as refusal:
        if refusal.code == "cancelled":
            raise
        named = {"file": name} if "file" in refusal.facts else {}
        return Refused(refusal.code, **{**refusal.facts, **named})


def _import(
    context: Context,
    path: Path,
    name: str,
    number: int,
    mapping: dict[str, object] | None,
    operations: dict[str, object] | None,
) -> ImportAnswer:
    args = context.args
    protected = is_protected(path)
    stepwise = args.operations or args.save_mapping or args.rejects or protected or "format" in (mapping or {})
    said = {
        "name": name,
        "site": args.site,
        "sheet": args.sheet,
        "check": args.check,
        "expand": args.expand,
        "authority": args.authority,
        "reason": args.reason,
        "progress": None if args.json else _Meter(name),
    }
    if not stepwise:
        return context.office.import_inventory(
            path, by=context.session, approvers=context.approvers, mapping=mapping, **said
        )
    asked = AtOnce(
        mapping=mapping,
        operations=operations,
        rejects=_numbered(args.rejects, number),
        save_mapping=args.save_mapping,
        password=context.file_password(name) if protected and args.password else "",
        **said,
    )
    return import_at_once(context.office.workbench, path, asked, context.session, context.approvers)


def _numbered(path: Path | None, number: int) -> Path | None:
    """The rejects of several files lie beside one another: `back.xlsx`, `back-2.xlsx` ..."""
    return path if path is None or number == 1 else path.with_stem(f"{path.stem}-{number}")


def _mapping(context: Context, named: str | None) -> dict[str, object] | None:
    """A mapping from a file, or one that is kept under a name."""
    if named is None:
        return None
    return _kept(named, lambda name: context.office.workbench.mappings.get(context.session, name))


def _kept(named: str, get: Callable[[str], dict[str, object]]) -> dict[str, object]:
    """What a file says, or what is kept under a name."""
    path = Path(named)
    return _json(path) if path.is_file() or path.suffix.lower() == ".json" else get(named)


def _json(path: Path) -> dict[str, object]:
    try:
        return msgspec.json.decode(read_file(path), type=dict[str, object])
    except msgspec.DecodeError as why:
        raise Refused("file.mapping", file=str(path), why=str(why)) from why


def _undo(context: Context) -> Answer:
    """Take an import back."""
    args = context.args
    if args.files:
        raise Refused("import.undo-alone")
    done = context.office.workbench.undo(
        context.office.reading.reference(args.undo),
        context.session,
        approvers=context.approvers,
        authority=args.authority,
        reason=args.reason,
    )
    found = done.preview
    document = {
        "taken_back": found.reference,
        "voucher": done.voucher,
        "reference": done.reference,
        "removed": found.removed,
        "restored": found.restored,
        "kept": found.kept,
        "kept_items": [{"id": each.subject, "voucher": each.voucher} for each in found.kept_items],
    }
    lines = [
        _("{taken_back} is taken back by voucher {voucher}: {removed} pieces recorded in error, {restored} as before, "
          "{kept} left.").format(**document)
    ]  # fmt: skip
    lines += [
        _("{piece} is left as it is: {voucher}.").format(piece=each.subject, voucher=each.voucher)
        for each in found.kept_items[:WARNINGS_SAID]
    ]
    return Answer(document, "\n".join(lines))


def list_imports(context: Context) -> Answer:
    """The imports, newest first."""
    found = context.office.workbench.history(context.args.limit)
    documents = [{**dataclasses.asdict(each), "recorded_at": each.recorded_at.isoformat()} for each in found]
    lines = [
        _(
            "{number} ({site}, {day}, {officer}): {files}; {new} new, {changed} changed, {rejected} rejected{back}"
        ).format(
            number=each.number,
            site=each.site,
            day=each.recorded_at.date().isoformat(),
            officer=each.officer,
            files=", ".join(each.files),
            new=each.new,
            changed=each.changed,
            rejected=each.rejected,
            back=_("; taken back by {voucher}").format(voucher=each.taken_back) if each.taken_back else "",
        )
        for each in found
    ]
    return Answer(documents, "\n".join(lines) or _("There was no import yet."))


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
        lines += [", ".join(answer.vanished_items[:WARNINGS_SAID])] if answer.vanished_items else []
    lines.append(
        _("Voucher {number}.").format(number=answer.voucher)
        if answer.voucher
        else _("No voucher: nothing was written.")
    )
    return "\n".join(lines)


def _warning(warning: dict[str, object]) -> str:
    if not warning["row"]:
        return _("{column}: {text}").format(**warning) if warning["column"] else str(warning["text"])
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
