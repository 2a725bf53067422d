"""Papers: of any voucher, of a weapon, and the inventory list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from stockpile.cli.context import Answer, Context
from stockpile.cli.selecting import weapon_filter
from stockpile.domain.errors import Refused
from stockpile.language import _


def paper(context: Context) -> Answer:
    """The paper of a voucher, as a file."""
    reference = context.office.reading.reference(context.args.number)
    content = context.office.papers.voucher(reference, context.session, _language(context))
    write(context.args.out, content)
    return Answer({"file": str(context.args.out), "voucher": reference}, str(context.args.out))


def card(context: Context) -> Answer:
    """The card of a weapon, as a file."""
    weapon = context.office.reading.resolve(context.args.weapon)
    content = context.office.papers.weapon_card(weapon, context.session, _language(context))
    write(context.args.out, content)
    return Answer({"file": str(context.args.out), "weapon": weapon}, str(context.args.out))


def inventory(context: Context) -> Answer:
    """The inventory list, as PDF or .xlsx by the name of the file."""
    out: Path = context.args.out
    where = weapon_filter(context.args)
    papers = context.office.papers
    writers: dict[str, Callable[..., int]] = {".pdf": papers.inventory_pdf, ".xlsx": papers.inventory_workbook}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise Refused("filter.value", field=_("kind of file"), value=out.suffix, allowed=sorted(writers))
    count = writer(out, where, context.session, _language(context))
    return Answer({"file": str(out), "weapons": count}, str(out))


def _language(context: Context) -> str:
    return str(getattr(context.args, "paper_language", None) or context.args.language or "en")


def write(path: Path, content: bytes | str) -> None:
    """Write a file, or refuse with its name and the reason."""
    try:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as why:
        raise Refused("file.not-writable", file=str(path), why=why.strerror or "") from why
