"""Words and signs of the import workspace for what the workbench answers, in the current language."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile.language import _, listed, marked, ngettext
from stockpile.office.workbench import ColumnInfo, Counts, Level, PartView, RowClass, RowKind, RowView, TableInfo
from ui.theme.palette import Tone
from ui.words import named, straight

FIELDS: Mapping[str, str] = {
    "serial": marked("Serial number"),
    "maker": marked("Manufacturer"),
    "model": marked("Model"),
    "item": marked("Item name"),
    "country": marked("Country of manufacture"),
    "calibre": marked("Calibre"),
    "category": marked("Category"),
    "nsn": marked("Stock number (NSN)"),
    "quantity": marked("Quantity"),
    "unit": marked("Unit of issue"),
    "unit_value": marked("Value of one"),
    "total_value": marked("Value of all"),
    "asset_number": marked("Asset number"),
    "received_on": marked("Received on"),
    "place": marked("Place"),
    "region": marked("Region"),
    "condition": marked("Condition"),
    "year": marked("Year of manufacture"),
    "import_country": marked("Country of import"),
    "holder": marked("Holder"),
    "remark": marked("Remark"),
    "document": marked("Document"),
    "row_number": marked("Number of the line"),
    "weapon_id": marked("Stockpile id"),
    "ignored": marked("Passed over"),
}

CLASSES: Mapping[RowClass, tuple[str, str, Tone]] = {
    RowClass.NEW: (marked("New"), "add", Tone.GOOD),
    RowClass.CHANGES: (marked("Changes"), "edit", Tone.INFORMATION),
    RowClass.SAME: (marked("Same"), "tick", Tone.PLAIN),
    RowClass.REJECTED: (marked("Rejected"), "bad", Tone.BAD),
    RowClass.DUPLICATE: (marked("Possible duplicate"), "copy", Tone.WARNING),
    RowClass.LEFT_OUT: (marked("Left out"), "less", Tone.PLAIN),
    RowClass.NONE: (marked("Not checked"), "clock", Tone.PLAIN),
}

SORTS: Mapping[str, tuple[str, str]] = {  # of one row, and of many
    "weapon": (marked("A weapon"), marked("Weapons")),
    "lot": (marked("Several weapons, not told apart"), marked("Weapons not told apart")),
    "equipment": (marked("Equipment, not counted as a weapon"), marked("Equipment")),
    "unclear": (marked("Not clear whether this is a weapon"), marked("Not clear whether weapons")),
}

LEVELS: Mapping[Level, tuple[str, str, Tone]] = {
    Level.OK: (marked("In order"), "", Tone.PLAIN),
    Level.CHANGED: (marked("Edited, or read otherwise than written"), "edit", Tone.INFORMATION),
    Level.WARNING: (marked("To be looked at"), "warning", Tone.WARNING),
    Level.ERROR: (marked("Keeps the row out"), "bad", Tone.BAD),
    Level.ALARM: (marked("Alarm: to be reported"), "incidents", Tone.BAD),
}

_SEEMS: Mapping[str, str] = {
    "inventory": marked("An inventory"),
    "table": marked("A table"),
    "pivot": marked("A pivot table"),
    "totals": marked("Totals"),
    "text": marked("Text"),
    "empty": marked("Empty"),
    "chart": marked("A chart"),
    "macro": marked("Macros"),
    "dialog": marked("A dialog"),
    "other": marked("Something else"),
}

_KINDS: Mapping[RowKind, str] = {
    RowKind.ROW: marked("Row"),
    RowKind.BLANK: marked("Blank"),
    RowKind.ABOVE: marked("Above the table"),
    RowKind.HEADER: marked("Headings"),
    RowKind.TOTAL: marked("Total"),
    RowKind.PAGE: marked("Line of a page"),
    RowKind.AGAIN: marked("Headings again"),
    RowKind.GROUP: marked("Title of a group"),
    RowKind.OUT: marked("Taken out"),
    RowKind.HIDDEN: marked("Hidden, and left out"),
}

_PARTS: Mapping[str, str] = {
    "column": marked("Hidden column"),
    "merged": marked("Merged cells"),
    "filled": marked("Filled down"),
}

_MISSING: Mapping[str, str] = {
    "names": marked("a column that names the pieces (item, model or category)"),
    "counts": marked("a column that tells the pieces apart or counts them (serial number, asset number or quantity)"),
    "formulas": marked("the values of its formulas: save it once in its spreadsheet program"),
}

_REASONS: Mapping[str, tuple[str, str]] = {
    "mapping": (marked("by a saved mapping"), "save"),
    "memory": (marked("as this site chose before"), "history"),
    "export": (marked("as Stockpile wrote it"), "database"),
    "heading": (marked("by its heading"), "tick"),
    "part of heading": (marked("by a part of its heading"), "search"),
    "content": (marked("by what stands in it"), "show"),
    "hand": (marked("chosen by hand"), "person"),
    "proposal": (marked("taken over with the sheet"), "information"),
}

_SURE, _LIKELY = 0.85, 0.6


def field_words(name: str) -> str:
    """A field that a column is read as; empty: what becomes of a column without one."""
    if not name:
        return _("Kept as a note")
    return _(FIELDS.get(name, name.replace("_", " ")))


def class_words(each: RowClass) -> str:
    """What a row is."""
    return _(CLASSES[each][0])


def level_words(each: Level) -> str:
    """The state of a cell."""
    return _(LEVELS[each][0])


def seems_words(table: TableInfo) -> str:
    """What a sheet seems to be."""
    said = _(_SEEMS.get(table.seems, _SEEMS["other"]))
    return _("{seems}, hidden").format(seems=said) if table.hidden else said


def kind_words(kind: int) -> str:
    """What a row of a sheet is, where it is none of the table."""
    return _(_KINDS[RowKind(kind)])


def missing_words(table: TableInfo) -> str:
    """What a sheet lacks of an inventory; empty where it lacks nothing."""
    lacks = [_(_MISSING[each]) for each in table.missing if each in _MISSING]
    return _("It lacks {what}.").format(what=_("; ").join(lacks)) if lacks else ""


def reason_words(column: ColumnInfo) -> str:
    """Why a column is read as its field, and how sure that is."""
    if not column.field:
        return _("nothing speaks for a field")
    reason = _(_REASONS[column.reason][0]) if column.reason in _REASONS else column.reason
    return _("{reason}, {sure}").format(reason=reason, sure=sure_words(column.sureness))


def reason_icon(column: ColumnInfo) -> tuple[str, Tone]:
    """The sign of how sure it is."""
    if not column.field:
        return "less", Tone.PLAIN
    if column.sureness >= _SURE:
        return "good", Tone.GOOD
    return ("information", Tone.INFORMATION) if column.sureness >= _LIKELY else ("warning", Tone.WARNING)


def sure_words(sureness: float) -> str:
    """How sure something is."""
    if sureness >= _SURE:
        return _("sure")
    return _("likely") if sureness >= _LIKELY else _("a guess")


def will_happen(counts: Counts) -> str:
    """What a commit would do, in one sentence."""
    if not counts.new and not counts.changes:
        return _("Nothing is new: everything that goes in is in the register already.")
    new = ngettext("{count} new row goes into the register", "{count} new rows go into the register", counts.new)
    changed = ngettext("{count} changes what is there", "{count} change what is there", counts.changes)
    out = ngettext("{count} row stays out", "{count} rows stay out", counts.rejected)
    facts = {
        "new": new.format(count=f"{counts.new:,}"),
        "changed": changed.format(count=f"{counts.changes:,}"),
        "out": out.format(count=f"{counts.rejected:,}"),
    }
    if counts.changes and counts.rejected:
        return _("{new}, {changed}, {out}.").format(**facts)
    if counts.changes:
        return _("{new}, {changed}.").format(**facts)
    if counts.rejected:
        return _("{new}, {out}.").format(**facts)
    return _("{new}.").format(**facts)


def pieces_words(counts: Counts) -> str:
    """What goes in, by what it is."""
    parts = [
        (ngettext("{count} weapon", "{count} weapons", counts.weapons), counts.weapons),
        (
            ngettext("{count} row of other equipment", "{count} rows of other equipment", counts.other_items),
            counts.other_items,
        ),
        (
            ngettext(
                "{count} row that may be a weapon or not", "{count} rows that may be weapons or not", counts.unclear
            ),
            counts.unclear,
        ),
    ]
    told = [text.format(count=f"{count:,}") for text, count in parts if count]
    return _("In all: {pieces}.").format(pieces=listed(told)) if told else ""


def piece_words(row: RowView) -> str:
    """What a row is read as: its sort, model and maker, category, calibre."""
    if row.sort not in SORTS:
        return ""
    means = row.means
    parts = [
        _(SORTS[row.sort][0]),
        straight(" ".join(filter(None, (means.get("maker"), means.get("model"))))),
        named(means["category"]) if "category" in means else "",
        straight(means.get("calibre", "")),
    ]
    return " · ".join(filter(None, parts))


def left_out_words(table: TableInfo) -> str:
    """How many rows of a sheet are no rows of its table, by what they are."""
    parts = [
        _("{kind}: {count}").format(kind=kind_words(kind), count=f"{count:,}") for kind, count in table.left_out.items()
    ]
    return listed(parts)


def separator_words(separator: str) -> str:
    """What stands between the cells of a text."""
    named = {",": _("Comma"), ";": _("Semicolon"), "\t": _("Tab"), "|": _("Bar")}
    return named.get(separator, separator)


def column_letters(number: int) -> str:
    """The letters over a column in a spreadsheet program, from 1."""
    text = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("A") + letter) + text
    return text


def where_words(part: PartView) -> str:
    """Where in a sheet something is, as a spreadsheet program says it."""
    (top, bottom), (left, right) = part.rows, part.columns
    if not left:
        return f"{top:,}" if top == bottom else _("{first} to {last}").format(first=f"{top:,}", last=f"{bottom:,}")
    if not top:
        return column_letters(left)
    return straight(f"{column_letters(left)}{top}:{column_letters(right)}{bottom}")


def part_words(part: PartView) -> str:
    """What it is."""
    if part.what == "rows":
        return ngettext("Hidden row", "Hidden rows", part.cells)
    return _(_PARTS[part.what])
