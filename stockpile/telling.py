"""An entry of a weapon's life in words: as it was originally entered, as it stands corrected, or both (rule 1).

The same sentence on the screen, on the weapon's card and on the command line. Words come from the caller, since a
paper has its own language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stockpile.domain.events import Event
from stockpile.domain.life import Corrected
from stockpile.domain.standing import Standing
from stockpile.domain.state import CLEARED, State, parts, text
from stockpile.domain.voucher import Line, split_reference
from stockpile.language import _, listed, marked
from stockpile.wording import EVENTS

Words = Callable[[str], str]


class View(StrEnum):
    """How corrections are read."""

    ENTERED = "as originally entered"
    CORRECTED = "as corrected"
    BOTH = "both"


FIELDS: Mapping[str, str] = {
    "maker": marked("manufacturer"),
    "model": marked("model"),
    "serial": marked("serial number"),
    "country": marked("country of manufacture"),
    "category": marked("category"),
    "calibre": marked("calibre"),
    "nsn": marked("stock number"),
    "year": marked("year of manufacture"),
    "asset_number": marked("asset number"),
    "received_on": marked("date of receipt"),
    "condition": marked("condition"),
    "remark": marked("remark"),
    "import_country": marked("country of import"),
    "import_year": marked("year of import"),
    "standing": marked("standing"),
    "location": marked("location"),
    "holder": marked("holder"),
}

# What of a receipt or a later inventory is worth a sentence; the rest stands in the paper of its voucher.
_TOLD = ("maker", "model", "serial", "country", "calibre", "asset_number", "condition", "location")
_STORED_WORDS = frozenset({"category", "condition", "standing", "disposal_option"})  # values that have words


@dataclass(frozen=True, slots=True)
class Tongue:
    """How it is said. ``words``: the language; ``straight``: keeps a number or code in its order where the language
    around it runs from the right."""

    words: Words = _
    straight: Words = str


def tell(
    line: Line, corrected: Sequence[Corrected] = (), view: View = View.BOTH, words: Words = _, straight: Words = str
) -> str:
    """What an entry says. ``corrected``: what of it was put right later."""
    tongue = Tongue(words, straight)
    if view is View.CORRECTED:
        changes = {each.field: each.last for each in corrected if each.field in line.set or each.was in CLEARED}
        line = Line(line.subject, line.event, {**line.set, **changes}, line.seen)
    said = _said(line, tongue)
    if view is View.ENTERED or not corrected:
        return said
    return "\n".join([said, *_put_right(corrected, view, tongue)])


def hidden(line: Line, view: View) -> bool:
    """Whether an entry is left out in a view: as originally entered, and as corrected, there are no corrections."""
    return line.event == Event.CORRECTED and view is not View.BOTH


def value_of(name: str, value: object, tongue: Tongue = Tongue()) -> str:
    """A field's value in words; a dash where there is none."""
    if value in CLEARED:
        return "—"
    if isinstance(value, (list, tuple)):
        return listed((value_of(name, each, tongue) for each in value), tongue.words)
    return tongue.words(str(value)) if name in _STORED_WORDS else tongue.straight(str(value))


def field_of(name: str, words: Words = _) -> str:
    """A field's name in words."""
    return words(FIELDS.get(name, name.replace("_", " ")))


def _put_right(corrected: Sequence[Corrected], view: View, tongue: Tongue) -> Iterable[str]:
    for each in corrected:
        number = tongue.straight(split_reference(each.by)[1])
        if each.field == "standing":
            yield tongue.words("This entry was recorded wrongly and does not stand: put right by {voucher}.").format(
                voucher=number
            )
        elif view is View.CORRECTED:
            yield tongue.words("{field} as put right by {voucher}.").format(
                field=_capital(field_of(each.field, tongue.words)), voucher=number
            )
        else:
            yield tongue.words("Put right by {voucher}: {field} “{old}” is “{new}”.").format(
                voucher=number,
                field=field_of(each.field, tongue.words),
                old=value_of(each.field, each.was, tongue),
                new=value_of(each.field, each.now, tongue),
            )


def _said(line: Line, tongue: Tongue) -> str:
    event = Event(line.event)
    more = _MORE[event](line, tongue) if event in _MORE else ""
    facts = _Facts({name: value_of(name, value, tongue) for name, value in line.set.items()})
    said = tongue.words(EVENTS[event]).format_map(facts | {"changes": more})
    return (
        tongue.words("{what}: {more}").format(what=said, more=more) if more and event is not Event.CORRECTED else said
    )


def _entered(line: Line, tongue: Tongue) -> str:
    told = [
        f"{field_of(each, tongue.words)} {value_of(each, line.set[each], tongue)}" for each in _TOLD if each in line.set
    ]
    return listed(told, tongue.words)


def _marked(line: Line, tongue: Tongue) -> str:
    marks = parts(line.set, "marks")
    if not marks:
        return ""
    mark = marks[-1]
    said = tongue.words("{kind} “{text}”").format(
        kind=tongue.words(text(mark, "kind")), text=tongue.straight(text(mark, "text"))
    )
    return listed([said, *_few(mark, ("place", "method"))], tongue.words)


def _inspected(line: Line, tongue: Tongue) -> str:
    said = [value_of("condition", line.set["condition"], tongue)] if line.set.get("condition") else []
    said += _few(line.set, ("finding",))
    read = [each for each in parts(line.set, "marks") if each.get("legibility") not in (None, "clear")]
    mark = tongue.words("mark “{text}” {legibility}")
    said += [
        mark.format(text=tongue.straight(text(each, "text")), legibility=tongue.words(text(each, "legibility")))
        for each in read
    ]
    foreign = [each for each in parts(line.set, "components") if each.get("matches") is False]
    other = tongue.words("{component} of another weapon")
    said += [other.format(component=tongue.words(text(each, "kind"))) for each in foreign]
    due = line.set.get("inspection_due")
    said += [tongue.words("next inspection {date}").format(date=tongue.straight(str(due)))] if due else []
    return listed(said, tongue.words)


def _returned(line: Line, tongue: Tongue) -> str:
    return value_of("condition", line.set["condition"], tongue) if line.set.get("condition") else ""


def _corrected(line: Line, tongue: Tongue) -> str:
    if line.set.get("standing") == Standing.RECORDED_IN_ERROR.value:
        return tongue.words("the piece was recorded in error")
    if line.set.get("standing") == Standing.IN_STOCK.value:
        return tongue.words("the end of its life was recorded wrongly; it is in stock")
    was = line.seen.get("was")
    before: State = was if isinstance(was, Mapping) else {}
    change = tongue.words("{field} “{new}” (was “{old}”)")
    changes = [
        change.format(
            field=field_of(name, tongue.words),
            new=value_of(name, value, tongue),
            old=value_of(name, before.get(name), tongue),
        )
        for name, value in line.set.items()
    ]
    return listed(changes, tongue.words)


def _few(state: State, names: tuple[str, ...]) -> list[str]:
    return [text(state, name) for name in names if state.get(name)]


_MORE: Mapping[Event, Callable[[Line, Tongue], str]] = {
    Event.RECEIVED: _entered,
    Event.UPDATED: _entered,
    Event.MARKED: _marked,
    Event.INSPECTED: _inspected,
    Event.RETURNED: _returned,
    Event.CORRECTED: _corrected,
}


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"

    def __or__(self, other: Mapping[str, Any]) -> _Facts:  # type: ignore[override]
        return _Facts({**self, **other})
