"""The words of the command line: every name and option that is promised, in one place."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from stockpile import __version__
from stockpile.cli import (
    administration,
    catalogue,
    disposal,
    everyday,
    inspecting,
    inventory_words,
    moving,
    overview,
    papers,
    reference_words,
    registry,
    safekeeping,
    trust,
)
from stockpile.cli.context import Answer, Context
from stockpile.domain.category import Category
from stockpile.domain.disposal import DestructionMethod
from stockpile.domain.marks import Legibility, MarkKind
from stockpile.domain.standing import Condition, Disposal, DisposalOption, Standing
from stockpile.language import LANGUAGES, _

Run = Callable[[Context], Answer]
if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names no other


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(prog="stockpile", description=_("Keeps account of small arms and light weapons."))
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--database", metavar="PATH|URL", help=_("an SQLite file or a PostgreSQL URL"))
    parser.add_argument("--officer", metavar="LOGIN", help=_("who acts"))
    parser.add_argument("--approver", metavar="LOGIN", action="append", default=[], help=_("who signs as well"))
    parser.add_argument("--json", action="store_true", help=_("answer with one JSON document"))
    parser.add_argument("--language", choices=LANGUAGES, help=_("language of the answers"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for family in (_founding, _references, _inventories, _everyday, _moving, _disposal, _papers, _trust, _safekeeping):
        family(commands)
    return parser


def _command(
    commands: Commands, name: str, run: Run, summary: str, *parents: argparse.ArgumentParser
) -> argparse.ArgumentParser:
    """A command; the options that may stand before it may stand after it as well."""
    parser = commands.add_parser(name, help=summary, description=summary, parents=[_common(), *parents])
    parser.set_defaults(run=run)
    return parser


def _common() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--database", metavar="PATH|URL", help=argparse.SUPPRESS)
    parser.add_argument("--officer", metavar="LOGIN", help=argparse.SUPPRESS)
    parser.add_argument("--approver", metavar="LOGIN", action="append", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    return parser


def _filters() -> argparse.ArgumentParser:
    """The filters of `weapons`, for every command that takes them."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--query", default="", help=_("part of a serial number, mark, model, maker"))
    parser.add_argument("--standing", choices=[each.value for each in Standing], default="")
    parser.add_argument("--category", choices=[each.value for each in Category], default="", metavar="CATEGORY")
    parser.add_argument("--site", default="", metavar="CODE")
    parser.add_argument("--holder", default="")
    parser.add_argument("--condition", choices=[each.value for each in Condition], default="")
    parser.add_argument("--disposal", choices=[each.value for each in Disposal if each.value], default="")
    parser.add_argument("--model", default="")
    parser.add_argument("--flag", default="")
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="'FIELD OPERATOR VALUE'",
        help=_(
            "a condition, as often as needed: 'model contains AK|SKS', 'received_on before 2020-01-01', 'holder empty'"
        ),
    )
    parser.add_argument("--as-at", type=date.fromisoformat, metavar="DATE")
    return parser


def _weapons(*, required: bool = True) -> argparse.ArgumentParser:
    """WEAPONS: ids or serials, a file of them, or a filter."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("weapons", nargs="*", metavar="WEAPON", help=_("id or serial number"))
    parser.add_argument(
        "--from", dest="from_file", metavar="FILE", help=_("a list or spreadsheet of them; - for standard input")
    )
    parser.add_argument("--where", metavar="FILTER", help=_("the filters of “weapons”, in quotes"))
    parser.set_defaults(weapons_required=required)
    return parser


def _said() -> argparse.ArgumentParser:
    """What every act may say."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--authority", default="", help=_("the order or document it rests on"))
    parser.add_argument("--reason", default="", help=_("why, in words"))
    parser.add_argument(
        "--attach", action="append", type=Path, default=[], metavar="FILE", help=_("a file that belongs to it")
    )
    return parser


def filter_parser() -> argparse.ArgumentParser:
    """Reads the text of `--where`."""
    return argparse.ArgumentParser(prog="--where", add_help=False, parents=[_filters()])


def _founding(commands: Commands) -> None:
    init = _command(commands, "init", administration.init, _("make a new database with its first site and officer"))
    init.add_argument("--site", required=True, metavar="CODE")
    init.add_argument("--name", required=True)
    init.add_argument("--country", required=True, metavar="XX")
    init.add_argument("--login", required=True)
    init.add_argument("--officer-name", default="", metavar="NAME")
    demo = _command(commands, "demo", registry.demo, _("make a sample armoury with a year of life"))
    demo.add_argument("folder", type=Path, metavar="DIR")


def _family(commands: Commands, name: str, summary: str) -> Commands:
    return commands.add_parser(name, help=summary, description=summary).add_subparsers(required=True, metavar="COMMAND")


def _references(commands: Commands) -> None:
    """What acts refer to; their words stand in `reference_words`."""
    model = reference_words.add(commands, reference_words.Words(_command, _family, _said))
    _catalogue(model)


def _catalogue(model: Commands) -> None:
    matching = _command(model, "match", catalogue.match_model, _("which model a text means"))
    matching.add_argument("text")
    listing = _command(model, "list", catalogue.list_models, _("list the state's own; with a filter, all that fit"))
    listing.add_argument("--query", help=_("words of a model, maker, calibre, country"))
    listing.add_argument("--country", default="")
    for each in (matching, listing):
        each.add_argument("--maker", default="")
        each.add_argument("--calibre", default="")
        each.add_argument("--category", default="", metavar="CATEGORY")


def _inventories(commands: Commands) -> None:
    inventory_words.add(commands, _command, _said)
    weapons = _command(commands, "weapons", registry.list_weapons, _("list or count weapons"), _filters())
    weapons.add_argument("--limit", type=int)
    weapons.add_argument("--count", action="store_true")
    equipment = _command(commands, "equipment", registry.list_equipment, _("list what else the armoury keeps"))
    equipment.add_argument("--site", default="", metavar="CODE")
    show = _command(commands, "show", registry.show, _("one weapon with its whole time-line"))
    show.add_argument("weapon")
    record = _command(commands, "record", registry.record, _("record one weapon by hand"), _said())
    record.add_argument("--site", default="", metavar="CODE")
    for name in (
        "maker",
        "model",
        "serial",
        "country",
        "category",
        "calibre",
        "nsn",
        "year",
        "asset-number",
        "location",
    ):
        record.add_argument(f"--{name}", default="")
    record.add_argument("--provenance", default="taken over")


def _everyday(commands: Commands) -> None:
    mark = _command(commands, "mark", everyday.mark, _("record a mark put on weapons"), _weapons(), _said())
    mark.add_argument("--kind", choices=[each.value for each in MarkKind], default=MarkKind.STATE.value)
    mark.add_argument("--text", required=True, help=_("as stamped; {id}, {serial} and {n} stand for each weapon's own"))
    mark.add_argument("--place", default="", help=_("where on the piece"))
    mark.add_argument("--method", default="")
    mark.add_argument("--legibility", choices=[each.value for each in Legibility], default=Legibility.CLEAR.value)
    mark.add_argument("--country", default="")
    mark.add_argument("--year", default="")
    mark.add_argument("--first", type=int, default=1, help=_("where {n} begins"))
    mark.add_argument(
        "--photograph", action="append", default=[], metavar="FILE|WEAPON=FILE", help=_("a photograph of the mark")
    )
    _inspection(commands)
    place = _command(commands, "place", everyday.place, _("put weapons in a location"), _weapons(), _said())
    place.add_argument("--location", "--in", dest="location", required=True)
    issue = _command(commands, "issue", everyday.issue, _("hand weapons to a holder"), _weapons(), _said())
    issue.add_argument("--holder", "--to", dest="holder", required=True)
    issue.add_argument("--until", type=date.fromisoformat, metavar="DATE")
    issue.add_argument("--purpose", default="")
    returned = _command(commands, "return", everyday.take_back, _("take weapons back"), _weapons(), _said())
    returned.add_argument("--condition", choices=[each.value for each in Condition])
    returned.add_argument("--location", default="")
    correct = _command(commands, "correct", everyday.correct, _("put a wrong record right"), _weapons(), _said())
    correct.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", dest="changes")
    correct.add_argument("--recorded-in-error", action="store_true")
    correct.add_argument("--reopen", action="store_true")
    correct.add_argument("--corrects", default="", metavar="VOUCHER")


def _inspection(commands: Commands) -> None:
    inspect = _command(
        commands, "inspect", inspecting.inspect, _("look at weapons, and record how they are"), _weapons(), _said()
    )
    inspect.add_argument("--condition", choices=[each.value for each in Condition])
    inspect.add_argument("--finding", default="", help=_("what was found, in words"))
    inspect.add_argument("--place", default="", help=_("where they were looked at"))
    inspect.add_argument("--next-due", type=date.fromisoformat, metavar="DATE")
    inspect.add_argument(
        "--photograph", action="append", default=[], metavar="FILE|WEAPON=FILE", help=_("a photograph of the piece")
    )
    inspect.add_argument("--mark", type=int, metavar="N", help=_("which of its marks was looked at, from 1"))
    inspect.add_argument("--legibility", choices=[each.value for each in Legibility], help=_("of that mark"))
    inspect.add_argument(
        "--mark-photograph", action="append", default=[], metavar="FILE", help=_("a photograph of that mark")
    )
    inspect.add_argument(
        "--component",
        action="append",
        default=[],
        metavar="KIND=SERIAL",
        help=_("a component as seen; ;essential or ;other (of another weapon) may follow"),
    )


def _moving(commands: Commands) -> None:
    dispatch = _command(commands, "dispatch", moving.dispatch, _("send weapons to another site"), _weapons(), _said())
    dispatch.add_argument("--to", required=True, metavar="SITE")
    for name in ("carrier", "vehicle", "escort", "route", "seals"):
        dispatch.add_argument(f"--{name}", default="")
    dispatch.add_argument("--expected", type=date.fromisoformat, metavar="DATE")
    accept = _command(commands, "accept", moving.accept, _("take a consignment in"), _said())
    accept.add_argument("consignment")
    accept.add_argument("--short", action="append", default=[], metavar="WEAPON", help=_("did not arrive"))
    accept.add_argument("--location", default="")


def _disposal(commands: Commands) -> None:
    surplus = _family(commands, "surplus", _("what is held beyond need"))
    _command(surplus, "declare", disposal.declare, _("declare weapons surplus"), _weapons(), _said())
    dispose = _family(commands, "dispose", _("the disposal of surplus"))
    authorise = _command(dispose, "authorise", disposal.authorise, _("open a dossier"), _weapons(), _said())
    authorise.add_argument(
        "--option", choices=[each.value for each in DisposalOption], default=DisposalOption.DESTRUCTION.value
    )
    authorise.add_argument("--not-destroyed-because", default="")
    verify = _command(
        dispose, "verify", disposal.verify, _("hold each piece against its record"), _weapons(required=False), _said()
    )
    verify.add_argument("--dossier", default="")
    verify.add_argument("--place", default="")
    verify.add_argument(
        "--read", action="append", default=[], metavar="WEAPON=SERIAL", help=_("the serial number as read")
    )
    execute = _command(
        dispose, "execute", disposal.execute, _("destroy, piece by piece"), _weapons(required=False), _said()
    )
    execute.add_argument("--dossier", default="")
    execute.add_argument("--method", choices=[each.value for each in DestructionMethod], required=True)
    execute.add_argument("--place", required=True)
    execute.add_argument("--witness", action="append", default=[], metavar="NAME;ORGANISATION")
    execute.add_argument("--equipment", default="")
    execute.add_argument("--operator", default="")
    execute.add_argument("--scrap-kg", type=float)
    execute.add_argument("--scrap-to", default="")
    execute.add_argument("--environment", default="")
    deactivate = _command(
        commands,
        "deactivate",
        disposal.deactivate,
        _("certify weapons as deactivated"),
        _weapons(required=False),
        _said(),
    )
    deactivate.add_argument("--dossier", default="")
    for name in ("standard", "deactivated-by", "verifying-entity", "mark"):
        deactivate.add_argument(f"--{name}", required=True)
    deactivate.add_argument("--place", default="")
    deactivate.add_argument("--owner", default="")


def _papers(commands: Commands) -> None:
    paper = _command(commands, "paper", papers.paper, _("the paper of a voucher"))
    paper.add_argument("number")
    paper.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    paper.add_argument("--language", default=argparse.SUPPRESS, dest="paper_language")
    card = _command(commands, "card", papers.card, _("the card of a weapon: what it is, and its whole life"))
    card.add_argument("weapon")
    card.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    card.add_argument("--language", default=argparse.SUPPRESS, dest="paper_language")
    inventory = _command(commands, "inventory", papers.inventory, _("the inventory list"), _filters())
    inventory.add_argument("--out", type=Path, required=True, metavar="FILE.pdf|FILE.xlsx")
    inventory.add_argument("--language", default=argparse.SUPPRESS, dest="paper_language")


def _trust(commands: Commands) -> None:
    seal = _command(commands, "seal", trust.seal, _("the signed head of the ledger"))
    seal.add_argument("--site", default="", metavar="CODE")
    seal.add_argument("--out", type=Path)
    proof = _command(commands, "proof", trust.proof, _("that a weapon's line or a voucher is in the sealed ledger"))
    proof.add_argument("what", metavar="WEAPON|NUMBER")
    proof.add_argument("--out", type=Path)
    verify = _command(
        commands, "verify", trust.verify, _("every leaf, every signature, the register against the ledger")
    )
    verify.add_argument("--against", metavar="FILE-OR-TEXT", help=_("a seal kept elsewhere"))
    check = _command(commands, "check", trust.check, _("is this paper genuine, and is it still what the ledger says"))
    check.add_argument("file", type=Path)
    rebuild = _command(commands, "rebuild", trust.rebuild, _("the register again from the ledgers"))
    rebuild.add_argument("--compare", action="store_true")


def _safekeeping(commands: Commands) -> None:
    glance = _command(commands, "overview", overview.overview, _("what waits, what there is, what changed"))
    glance.add_argument("--site", default="", metavar="CODE")
    backup = _command(commands, "backup", safekeeping.backup, _("a verified copy of the database in a folder"))
    backup.add_argument("folder", type=Path, metavar="DIR")
    restore = _command(commands, "restore", safekeeping.restore, _("a database made of a backup, verified first"))
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--to", type=Path, required=True, metavar="PATH", help=_("a file that is not there yet"))
    restore.add_argument(
        "--accept-older", action="store_true", help=_("also where the seals that stand there know of more vouchers")
    )
    _command(commands, "upgrade", safekeeping.upgrade, _("bring an older database up to date; a copy is made first"))
