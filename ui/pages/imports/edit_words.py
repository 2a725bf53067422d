"""What an edit was, in words, for who is to undo it."""

from __future__ import annotations

from stockpile.language import counted, ngettext
from stockpile.office.workbench import StepView
from ui.words import straight

_CELLS = {
    "set": counted("text in {count} cell ({where})", "text in {count} cells ({where})"),
    "paste": counted("{count} pasted cell ({where})", "{count} pasted cells ({where})"),
    "fill": counted("{count} filled cell ({where})", "{count} filled cells ({where})"),
    "fill-down": counted("{count} filled cell ({where})", "{count} filled cells ({where})"),
    "clear": counted("{count} cleared cell ({where})", "{count} cleared cells ({where})"),
    "replace": counted("replacement in {count} cell ({where})", "replacement in {count} cells ({where})"),
    "value": counted("decision on a value in {count} cell ({where})", "decision on a value in {count} cells ({where})"),
}
_ROWS = {
    "take-out": counted("{count} row taken out", "{count} rows taken out"),
    "take-in": counted("{count} row taken in", "{count} rows taken in"),
    "accept": counted("{count} row that goes in all the same", "{count} rows that go in all the same"),
    "mark": counted("what {count} row is", "what {count} rows are"),
}


def step_words(step: StepView) -> str:
    """An edit, as it is undone or done again."""
    if step.how in _ROWS:
        return ngettext(*_ROWS[step.how], step.rows).format(count=f"{step.rows:,}")
    forms = _CELLS.get(step.how, _CELLS["set"])
    return ngettext(*forms, step.cells).format(count=f"{step.cells:,}", where=_where(step))


def _where(step: StepView) -> str:
    if len(step.columns) == 1:
        return straight(step.columns[0])
    count = len(step.columns)
    return ngettext("{count} column", "{count} columns", count).format(count=f"{count:,}")
