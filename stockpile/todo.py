"""What waits, in words; for the overview on screen and at the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from stockpile.flags import flag_words
from stockpile.language import marked, ngettext

if TYPE_CHECKING:
    from stockpile.office.todo import Item

# Singular and plural go with the item's count.
WORDS: Mapping[str, tuple[str, str]] = {
    "overdue": (
        marked("{count} weapon should be back by now"),
        marked("{count} weapons should be back by now"),
    ),
    "issued-open-end": (
        marked("{count} weapon is issued without a day of return, for more than {days} days"),
        marked("{count} weapons are issued without a day of return, {long} of them for more than {days} days"),
    ),
    "in-transit-long": (
        marked("{count} weapon has been in transit for too long ({first})"),
        marked("{count} weapons have been in transit for too long (consignments: {consignments}; the oldest: {first})"),
    ),
    "to-accept": (
        marked("{count} weapon is on its way here and waits for acceptance ({first})"),
        marked("{count} weapons are on their way here and wait for acceptance (consignments: {consignments})"),
    ),
    "unmarked": (
        marked("{count} weapon carries no mark that tells it from others"),
        marked("{count} weapons carry no mark that tells them from others"),
    ),
    "without-serial": (
        marked("{count} weapon is recorded without a serial number"),
        marked("{count} weapons are recorded without a serial number"),
    ),
    "look-alikes": (
        marked("{count} weapon has a serial number that looks like another’s: read it once more"),
        marked("{count} weapons have serial numbers that look like others’: read them once more"),
    ),
    "without-place": (
        marked("{count} weapon in stock has no place"),
        marked("{count} weapons in stock have no place"),
    ),
    "flagged": (marked("{flag}: {count} weapon"), marked("{flag}: {count} weapons")),
    "surplus-to-decide": (
        marked("{count} weapon is declared surplus and waits for a decision"),
        marked("{count} weapons are declared surplus and wait for a decision"),
    ),
    "dossiers-to-verify": (
        marked("{count} dossier is authorised and waits for verification (weapons: {weapons})"),
        marked("{count} dossiers are authorised and wait for verification (weapons: {weapons})"),
    ),
    "dossiers-to-execute": (
        marked("{count} dossier is verified and waits for execution (weapons: {weapons})"),
        marked("{count} dossiers are verified and wait for execution (weapons: {weapons})"),
    ),
    "import-rejected": (
        marked("{count} row of {file} was rejected when it was imported"),
        marked("{count} rows of {file} were rejected when it was imported"),
    ),
    "backup-none": (marked("There is no backup yet"), marked("There is no backup yet")),
    "backup-gone": (
        marked("The last backup is not where it was put: {file}"),
        marked("The last backup is not where it was put: {file}"),
    ),
    "backup-old": (
        marked("The last backup is {days} days old, and more was recorded since"),
        marked("The last backup is {days} days old, and more was recorded since"),
    ),
    "restored-older": (
        marked("This database was restored from an older copy: {count} voucher is missing ({missing})"),
        marked("This database was restored from an older copy: {count} vouchers are missing ({missing})"),
    ),
    "verification-alarm": (
        marked("ALARM: at the last verification the records of {count} site did not agree with their seals"),
        marked("ALARM: at the last verification the records of {count} sites did not agree with their seals"),
    ),
    "unverified": (
        marked("The records of {count} site have not been verified lately: {sites}"),
        marked("The records of {count} sites have not been verified lately: {sites}"),
    ),
    "seal-inside": (
        marked("The seal of {count} ledger has not been taken out lately: {sites}"),
        marked("The seals of {count} ledgers have not been taken out lately: {sites}"),
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
    said = {
        name: code(_said(name, value)) if name in _CODES else _said(name, value) for name, value in item.facts.items()
    }
    return ngettext(singular, plural, item.count).format(count=f"{item.count:,}", **said)


def _said(name: str, value: object) -> str:
    if name == "flag":
        return flag_words(str(value))
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) else str(value)
