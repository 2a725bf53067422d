"""What waits, in words; for the overview on screen and at the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from stockpile.flags import flag_words
from stockpile.language import counted, listed, marked, ngettext

if TYPE_CHECKING:
    from stockpile.office.todo import Item

# Singular and plural go with the item's count.
WORDS: Mapping[str, tuple[str, str]] = {
    "overdue": counted(
        "{count} weapon should be back by now",
        "{count} weapons should be back by now",
    ),
    "issued-open-end": counted(
        "{count} weapon is issued without a day of return, for more than {days} days",
        "{count} weapons are issued without a day of return, {long} of them for more than {days} days",
    ),
    "in-transit-long": counted(
        "{count} weapon has been in transit for too long ({first})",
        "{count} weapons have been in transit for too long (consignments: {consignments}; the oldest: {first})",
    ),
    "to-accept": counted(
        "{count} weapon is on its way here and waits for acceptance ({first})",
        "{count} weapons are on their way here and wait for acceptance (consignments: {consignments})",
    ),
    "unmarked": counted(
        "{count} weapon carries no mark that tells it from others",
        "{count} weapons carry no mark that tells them from others",
    ),
    "without-serial": counted(
        "{count} weapon is recorded without a serial number",
        "{count} weapons are recorded without a serial number",
    ),
    "look-alikes": counted(
        "{count} weapon has a serial number that looks like another’s: read it once more",
        "{count} weapons have serial numbers that look like others’: read them once more",
    ),
    "without-place": counted(
        "{count} weapon in stock has no place",
        "{count} weapons in stock have no place",
    ),
    "flagged": counted(
        "{flag}: {count} weapon",
        "{flag}: {count} weapons",
    ),
    "surplus-to-decide": counted(
        "{count} weapon is declared surplus and waits for a decision",
        "{count} weapons are declared surplus and wait for a decision",
    ),
    "dossiers-to-verify": counted(
        "{count} dossier is authorised and waits for verification (weapons: {weapons})",
        "{count} dossiers are authorised and wait for verification (weapons: {weapons})",
    ),
    "dossiers-to-execute": counted(
        "{count} dossier is verified and waits for execution (weapons: {weapons})",
        "{count} dossiers are verified and wait for execution (weapons: {weapons})",
    ),
    "import-rejected": counted(
        "{count} row of {file} was rejected when it was imported",
        "{count} rows of {file} were rejected when it was imported",
    ),
    "backup-none": counted(
        "There is no backup yet",
        "There is no backup yet",
    ),
    "backup-gone": counted(
        "The last backup is not where it was put: {file}",
        "The last backup is not where it was put: {file}",
    ),
    "backup-old": counted(
        "The last backup is {days} days old, and more was recorded since",
        "The last backup is {days} days old, and more was recorded since",
    ),
    "restored-older": counted(
        "This database was restored from an older copy: {count} voucher is missing ({missing})",
        "This database was restored from an older copy: {count} vouchers are missing ({missing})",
    ),
    "verification-alarm": counted(
        "ALARM: at the last verification the records of {count} site did not agree with their seals",
        "ALARM: at the last verification the records of {count} sites did not agree with their seals",
    ),
    "unverified": counted(
        "The records of {count} site have not been verified lately: {sites}",
        "The records of {count} sites have not been verified lately: {sites}",
    ),
    "seal-inside": counted(
        "The seal of {count} ledger has not been taken out lately: {sites}",
        "The seals of {count} ledgers have not been taken out lately: {sites}",
    ),
}

SEVERITIES: Mapping[str, str] = {
    "urgent": marked("Urgent"),
    "soon": marked("Soon"),
    "later": marked("Later"),
}


_CODES = frozenset({"first", "file", "sites", "missing"})


def item_words(item: Item, code: Callable[[str], str] = str) -> str:
    """One item, in a sentence without its full stop. ``code``: how numbers, codes and paths are written in it."""
    singular, plural = WORDS[item.code]
    said = {name: _said(name, value, code if name in _CODES else str) for name, value in item.facts.items()}
    return ngettext(singular, plural, item.count).format(count=f"{item.count:,}", **said)


def _said(name: str, value: object, code: Callable[[str], str]) -> str:
    if name == "flag":
        return flag_words(str(value))
    if isinstance(value, (list, tuple)):
        return listed(code(str(each)) for each in value)
    return f"{value:,}" if isinstance(value, int) else code(str(value))
