"""The words of the command line for what acts refer to: sites, locations, officers, holders, models, rules."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stockpile.acts.people import HOLDER_SORTS
from stockpile.acts.places import LOCATION_SORTS
from stockpile.cli import administration, changing
from stockpile.domain.category import Category
from stockpile.domain.people import Role
from stockpile.language import _

Commands = Any  # argparse names no public class for it


@dataclass(frozen=True, slots=True)
class Words:
    """How the parser makes a command, a family of them, and what every act may say."""

    command: Callable[..., argparse.ArgumentParser]
    family: Callable[[Commands, str, str], Commands]
    said: Callable[[], argparse.ArgumentParser]


def add(commands: Commands, words: Words) -> Commands:
    """Add them all; answers the family of models, which has more."""
    _sites(commands, words)
    _locations(commands, words)
    _officers(commands, words)
    _holders(commands, words)
    _rules(commands, words)
    return _models(commands, words)


def _sites(commands: Commands, words: Words) -> None:
    site = words.family(commands, "site", _("the sites"))
    adding = words.command(site, "add", administration.add_site, _("add a site with its own ledger"))
    adding.add_argument("code")
    adding.add_argument("--name", required=True)
    adding.add_argument("--country", default="", metavar="XX")
    _changing(site, words, "site", ("name", "country", "force", "address", "contact", "remark"))
    _listing(site, words, administration.list_things, "site")


def _locations(commands: Commands, words: Words) -> None:
    location = words.family(commands, "location", _("the places within sites"))
    adding = words.command(location, "add", administration.add_location, _("add a location; a path such as HQ/A/1"))
    adding.add_argument("path")
    adding.add_argument("--name", default="")
    adding.add_argument("--capacity", type=int)
    adding.add_argument("--sort", choices=LOCATION_SORTS, default="")
    adding.add_argument("--remark", default="")
    _changing(location, words, "location", ("name", "capacity", "sort", "remark"))
    _ending(location, words, "location", "close", "open")
    listing = _listing(location, words, changing.list_locations, "location")
    listing.add_argument("--site", default="", metavar="CODE")
    listing.add_argument("--all", action="store_true", help=_("also those that are only named on weapons"))


def _officers(commands: Commands, words: Words) -> None:
    officer = words.family(commands, "officer", _("those who log in and sign"))
    adding = words.command(
        officer, "add", administration.add_officer, _("add an officer; the password is asked for or in the variables")
    )
    adding.add_argument("login")
    adding.add_argument("--name", required=True)
    adding.add_argument("--site", default="", metavar="CODE")
    adding.add_argument("--rank", default="")
    _roles(adding)
    change = words.command(officer, "change", changing.change_officer, _("another name, rank, site, other roles"))
    change.add_argument("login")
    for name in ("name", "rank", "site"):
        change.add_argument(f"--{name}")
    _roles(change)
    end = words.command(officer, "deactivate", changing.deactivate_officer, _("an officer may not log in any more"))
    end.add_argument("login")
    reset = words.command(
        officer, "reset", changing.reset_officer, _("a new password and key; STOCKPILE_NEW_PASSWORD, or typed")
    )
    reset.add_argument("login")
    for each in (change, end, reset):
        each.add_argument("--reason", default="", help=_("why, in words"))
    unlock = words.command(officer, "unlock", changing.unlock_officer, _("let an officer try again at once"))
    unlock.add_argument("login")
    words.command(
        officer, "password", changing.change_password, _("change one's own password; STOCKPILE_NEW_PASSWORD, or typed")
    )
    _listing(officer, words, administration.list_things, "officer")


def _holders(commands: Commands, words: Words) -> None:
    holder = words.family(commands, "holder", _("those to whom weapons are issued"))
    adding = words.command(holder, "add", administration.add_holder, _("add a holder"))
    adding.add_argument("key")
    adding.add_argument("--name", required=True)
    adding.add_argument("--site", default="", metavar="CODE")
    adding.add_argument("--sort", choices=HOLDER_SORTS, default="")
    for name in ("unit", "rank", "number", "contact", "remark"):
        adding.add_argument(f"--{name}", default="")
    _changing(holder, words, "holder", ("name", "site", "sort", "unit", "rank", "number", "contact", "remark"))
    _ending(holder, words, "holder", "deactivate", "activate")
    listing = _listing(holder, words, changing.list_holders, "holder")
    listing.add_argument("--site", default="", metavar="CODE")
    listing.add_argument("--all", action="store_true", help=_("also those that are only named on weapons"))


def _models(commands: Commands, words: Words) -> Commands:
    model = words.family(commands, "model", _("the catalogue"))
    adding = words.command(model, "add", administration.add_model, _("add a model"))
    adding.add_argument("key")
    adding.add_argument("--maker", default="")
    adding.add_argument("--category", choices=[each.value for each in Category], default="", metavar="CATEGORY")
    adding.add_argument("--calibre", default="")
    adding.add_argument("--country", default="")
    adding.add_argument("--essential-component", default="")
    importing = words.command(
        model, "import", changing.import_models, _("add models from a spreadsheet or list"), words.said()
    )
    importing.add_argument("file", type=Path)
    importing.add_argument("--check", action="store_true", help=_("only say what would be added and changed"))
    fields = ("maker", "category", "calibre", "country", "essential_component", "remark")
    lists = ("nsn", "other_names", "parts", "features", "look_alikes")
    _changing(model, words, "model", (*fields, *lists))
    _ending(model, words, "model", "retire", "restore")
    return model


def _rules(commands: Commands, words: Words) -> None:
    rules = words.family(commands, "rules", _("what the state sets for itself"))
    setting = words.command(rules, "set", changing.set_rules, _("set rules: rule=value"), words.said())
    setting.add_argument("rules", nargs="+", metavar="RULE=VALUE")
    words.command(rules, "list", changing.list_rules, _("what is in force, and what it means"))


def _roles(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", action="append", choices=[each.value for each in Role], default=[], metavar="ROLE")


def _changing(family: Commands, words: Words, kind: str, fields: Sequence[str]) -> None:
    change = words.command(
        family, "change", changing.change, _("change what is said of it; “none” clears a field"), words.said()
    )
    change.add_argument("key", metavar="WHICH")
    for name in fields:
        change.add_argument(f"--{name.replace('_', '-')}")
    change.set_defaults(kind=kind, fields=tuple(fields))


def _ending(family: Commands, words: Words, kind: str, ends: str, begins: str) -> None:
    for name, active, summary in ((ends, False, _("no longer in use")), (begins, True, _("in use again"))):
        parser = words.command(family, name, changing.set_active, summary, words.said())
        parser.add_argument("key", metavar="WHICH")
        parser.set_defaults(kind=kind, active=active)


def _listing(family: Commands, words: Words, run: Callable[..., object], kind: str) -> argparse.ArgumentParser:
    listing = words.command(family, "list", run, _("list them"))
    listing.set_defaults(kind=kind)
    return listing
