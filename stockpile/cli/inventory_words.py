"""The words of the command line for inventories that come in: `import`, `imports`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stockpile.cli import inventories
from stockpile.language import _

Commands = Any  # argparse names no public class for it


def add(
    commands: Commands,
    command: Callable[..., argparse.ArgumentParser],
    said: Callable[[], argparse.ArgumentParser],
) -> None:
    """Add them."""
    importing = command(commands, "import", inventories.import_files, _("take an inventory into the register"), said())
    importing.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=_("files, folders, archives; one voucher a file")
    )
    importing.add_argument("--site", default="", metavar="CODE")
    importing.add_argument("--sheet", metavar="NAME")
    importing.add_argument(
        "--mapping", metavar="NAME|FILE", help=_("a mapping that is kept, or a file: JSON, field to heading")
    )
    importing.add_argument(
        "--save-mapping", default="", metavar="NAME", help=_("keep under a name how the file was read")
    )
    importing.add_argument(
        "--operations",
        metavar="NAME|FILE",
        help=_("edits that were kept, or that the workbench saved, to be done again"),
    )
    importing.add_argument("--check", action="store_true", help=_("do all of it, and roll it back"))
    importing.add_argument("--expand", action="store_true", help=_("a row of several weapons becomes several weapons"))
    importing.add_argument(
        "--rejects",
        type=Path,
        metavar="FILE.xlsx",
        help=_("where to write the rows that did not go in, as the same workbook"),
    )
    importing.add_argument(
        "--password",
        action="store_true",
        help=_("ask for the passwords of files and archives that are protected, or take STOCKPILE_FILE_PASSWORD"),
    )
    importing.add_argument("--undo", metavar="NUMBER", help=_("take an import back; no file is named then"))
    listing = command(commands, "imports", inventories.list_imports, _("list the imports, the newest first"))
    listing.add_argument("--limit", type=int, default=50)
