"""What a line of an inventory is: a weapon, equipment, or unclear; and what its words and number say beyond that.

The stock number decides where it is known; else the noun of the item's text, the model, the category, and the supply
class. Class 1005 holds rifles and rifle slings alike, so the class alone never makes a weapon. What cannot be told is
said to be unclear and counted as neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stockpile.domain import stocknumber
from stockpile.domain.category import Category
from stockpile.exchange.nouns import Saying, Verdict, plain, said
from stockpile.exchange.words import TELLING_NAMES
from stockpile.reference.calibres import calibre as read_calibre
from stockpile.reference.categories import category as read_category
from stockpile.reference.makers import maker as known_maker
from stockpile.reference.models import Model, model_of, models_named
from stockpile.reference.models import model as known_model
from stockpile.reference.stock_numbers import stock_number_problems

WEAPON = "weapon"
EQUIPMENT = "equipment"
UNCLEAR = "unclear"

GUN_CLASSES = frozenset({"1005", "1010", "1015"})
WEAPON_CLASSES = GUN_CLASSES | {"1055", "1090", "1095", "1315", "1340", "1410", "1425", "1427", "1430", "1440"}

_FORM = re.compile(r"\s*(?:TYPE\s*=\s*(?P<type>.*?))?\s*(?:DESC\s*=\s*(?P<text>.*))?", re.IGNORECASE | re.DOTALL)
_BORE = re.compile(
    r"\d{1,2}(?:[.,]\d{1,2})?\s?[XХ×]\s?\d{2,3}\s?(?:MM)?\s?R?\b"
    r"|(?:\bCALIBER|\bCALIBRE|\bCAL)\.?\s*(?:\.?\d{2,3}(?:-\d{2})?)(?:\s*(?:SPECIAL|SPL|ACP|AUTO|MAGNUM|MAG|BMG|S&W))?"
    r"|(?<![\d.])\.\d{2,3}(?:-\d{2})?(?:\s*(?:CALIBER|CAL|SPECIAL|SPL|ACP|AUTO|MAGNUM|MAG|BMG|S&W|WIN|REM|LR|LAPUA|NORMA|"
    r"WINCHESTER|REMINGTON|SIG|WMR))*\b"
    r"|(?<![\d.])\d{1,3}(?:[.,]\d{1,2})?\s?(?:MILLIMET\w*|MM|ММ|ملم|مم)(?!\w)"
    r"|\b22\s?LR\b"
    r"|\b\d{2}\s?(?:GAGE|GAUGE|GA)\b"
    r"|\b\d{2}\s?CAL\b"
    r"|(?<![\d.])5\.56\b|(?<![\d.])7\.62\b",
    re.IGNORECASE,
)
_GAUGE = re.compile(  # `calibre 12`, `12 калибра`: of a shotgun, never of a rifle
    r"(?:\bCAL(?:IBRE|IBER|IBRO)?\.?|КАЛИБР\w*|عيار)\s*(?P<after>\d{2})(?![\d.,])"
    r"|(?<![\d.,])(?P<before>\d{2})(?:-?ГО)?\s*(?:КАЛИБР\w*|CAL(?:IBRE|IBER)?\b)",
    re.IGNORECASE,
)
_GAUGES = frozenset({"10", "12", "14", "16", "20", "24", "28", "32", "36"})
_DESIGNATION = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[^\s,;]+")  # one word of letters and digits: `OH-58A`
_AIR_BORES = re.compile(r"(?<![\d.])4[.,]5 ?M|\.177", re.IGNORECASE)  # no explosive drives those
_HEAVY_BORES = re.compile(r"\.50|\b50 ?CAL|CALIBER \.?50|12[.,]7|14[.,]5|\.55")


_SHORT = 2  # letters; a name of no more is no name by itself


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says of its kind; texts as they stand in the file, empty where it says nothing."""

    nsn: str = ""
    item: str = ""
    model: str = ""
    category: str = ""
    calibre: str = ""
    maker: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a line is.

    Attributes:
        sort: `weapon`, `equipment` or `unclear`.
        facts: what follows from number and words (nsn, model, maker, category, calibre), by stored field names.
        flags: stored names of what is not in order.
        noun: the words that told it, capitals without accents; empty where it was no word.
        confidence: how sure that is, from 0 (unclear) to 1 (the stock number says so); it orders lines for a person who
            looks them through, and decides nothing.
    """

    sort: str
    facts: Mapping[str, str]
    flags: tuple[str, ...]
    noun: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A line with its parts recognised."""

    line: Line
    type: str
    text: str
    nsc: str
    numbered: Model | None
    named: Model | None
    shared: bool  # whether other models bear its name as well, and nothing tells which is meant
    category: Category | None
    saying: Saying


def take_apart(item: str) -> tuple[str, str]:
    """Type and description of an item's text: `TYPE=M14 DESC=RIFLE,7.62 MILLIMETER`; without that form, no type."""
    form = _FORM.fullmatch(item)
    if form is None or (form["type"] is None and form["text"] is None):
        return "", item.strip()
    return (form["type"] or "").strip(), (form["text"] or "").strip()


def classify(line: Line) -> Kind:
    """Say what a line is. Never fails; a line that says nothing is unclear."""
    reading = _read(line)
    sort, why = _sort(reading)
    facts, flags = _facts(reading, sort)
    noun = reading.saying.noun
    every = tuple(dict.fromkeys((*why, *flags)))
    return Kind(sort, MappingProxyType(facts), every, noun, _confidence(reading, sort))


def _confidence(reading: _Reading, sort: str) -> float:
    """How much speaks for what was decided."""
    if sort == UNCLEAR:
        return 0.0
    if reading.numbered is not None:
        return 1.0
    if sort == EQUIPMENT:
        return 0.9 if reading.saying.verdict is Verdict.NO_WEAPON else 0.6
    named = reading.named is not None or reading.saying.model is not None
    if reading.saying.verdict is Verdict.WEAPON:
        return 0.95 if named else 0.9
    return 0.8 if named else 0.7


def _read(line: Line) -> _Reading:
    stated, text = take_apart(line.item)
    number = stocknumber.check(line.nsn) if line.nsn else ""
    numbered = model_of(number.text) if isinstance(number, stocknumber.StockNumber) else None
    saying = _saying(line, stated, text)
    category = read_category(line.category) if line.category else None
    named, shared = _meant(line, line.model or stated, category or saying.category)
    return _Reading(
        line=line,
        type=stated,
        text=text,
        nsc=stocknumber.supply_class(line.nsn),
        numbered=numbered,
        named=named,
        shared=shared,
        category=category,
        saying=saying,
    )


def _meant(line: Line, name: str, category: Category | None) -> tuple[Model | None, bool]:
    """The model that a name means, by what else the line says; and whether several could be meant still."""
    bearers = models_named(name) if name else ()
    if len(bearers) > 1:
        fitting = [each for each in bearers if _fits(each, line, category)] or list(bearers)
        if len(fitting) == 1:
            return fitting[0], False
        own = known_model(name)
        return (own if own in fitting else None), True
    found = known_model(name) or known_model(f"{line.maker} {name}") if name else None
    return found, False


# Lists call an assault rifle a rifle, and a heavy machine gun a machine gun; never the other way round.
_CALLED_SO = {
    Category.RIFLE: {Category.RIFLE, Category.ASSAULT_RIFLE},
    Category.LIGHT_MACHINE_GUN: {Category.LIGHT_MACHINE_GUN, Category.HEAVY_MACHINE_GUN},
}


def _fits(model: Model, line: Line, category: Category | None) -> bool:
    """Whether nothing that the line says speaks against a model."""
    code = read_calibre(line.calibre).code if line.calibre else ""
    maker = known_maker(line.maker) if line.maker else None
    return (
        (not code or code in model.calibres)
        and (maker is None or not model.makers or maker.name in model.makers)
        and (category is None or model.category in _CALLED_SO.get(category, {category}))
    )


def _saying(line: Line, stated: str, text: str) -> Saying:
    """What the words say: of the item, else of the model's cell, else of the category's."""
    sayings = [said(words) for words in (text, line.model, line.category, stated) if words]
    telling = (each for each in sayings if each.verdict is not Verdict.NOTHING)
    return next(telling, sayings[0] if sayings else Saying(Verdict.NOTHING))


def _sort(reading: _Reading) -> tuple[str, tuple[str, ...]]:
    saying = reading.saying
    if reading.numbered is not None:
        if saying.verdict is Verdict.NO_WEAPON:
            return UNCLEAR, ("unclear-kind", "stock-number-disagrees")
        return WEAPON, ()
    if saying.verdict is Verdict.NO_WEAPON:
        return EQUIPMENT, _component(reading)
    begins = saying.verdict is Verdict.BEGINS and (saying.only_model or _weaponlike(reading))
    if saying.verdict is Verdict.WEAPON or begins:
        return _by_class(reading)
    if _catalogued(reading) or (reading.category is not None and not reading.text):
        return _by_class(reading)
    return _undecided(reading)


def _component(reading: _Reading) -> tuple[str, ...]:
    """A loose frame or receiver may carry a weapon's mark (MK-04): equipment, but worth a look."""
    return ("essential-component",) if reading.saying.essential and reading.nsc in GUN_CLASSES else ()


def _by_class(reading: _Reading) -> tuple[str, tuple[str, ...]]:
    if _AIR_BORES.search(reading.text):
        return UNCLEAR, ("unclear-kind",)
    if not reading.nsc or reading.nsc in WEAPON_CLASSES:
        return WEAPON, ()
    if reading.nsc.startswith("69"):  # training aids
        return EQUIPMENT, ()
    return UNCLEAR, ("unclear-kind", "stock-number-disagrees")


def _weaponlike(reading: _Reading) -> bool:
    """Whether something beside the words speaks for a weapon."""
    return reading.named is not None or reading.shared or _witnessed(reading)


def _witnessed(reading: _Reading) -> bool:
    """Whether number, category, calibre or maker speak for a weapon, whatever the model is called."""
    line = reading.line
    return bool(
        reading.nsc in GUN_CLASSES
        or reading.category is not None
        or (line.calibre and read_calibre(line.calibre).exact)
        or (line.maker and known_maker(line.maker) is not None)
    )


def _catalogued(reading: _Reading) -> bool:
    """Whether the line names a model of the catalogue, and no more than that.

    A car's model is in the catalogue of weapons too (`Cougar`, `Mustang`): beside a text that says something else, an
    ordinary word needs a witness.
    """
    name = reading.line.model or reading.type
    if (reading.named is not None or reading.shared) and (reading.line.model or not reading.text):
        return not reading.text or _telling(plain(name)) or _witnessed(reading)
    found = reading.saying.model
    if found is None or not reading.saying.only_model:
        return False
    return reading.nsc in WEAPON_CLASSES or _telling(found) or _BORE.search(reading.text) is not None


def _telling(found: str) -> bool:
    """Whether a model's name can stand alone: `M16A1`, `AKM` and `ستينغر` can, `SAW` cannot."""
    numbered = any(each.isdigit() for each in found) and any(each.isalpha() for each in found)
    return numbered or found in TELLING_NAMES or (not found.isascii() and len(found) > _SHORT)


def _undecided(reading: _Reading) -> tuple[str, tuple[str, ...]]:
    """Neither words nor number told; the class of something else, or ordinary words, make it equipment."""
    unclear = UNCLEAR, ("unclear-kind",)
    if reading.nsc and reading.nsc not in WEAPON_CLASSES:
        return EQUIPMENT, ()
    hinted = reading.saying.verdict in (Verdict.HINT, Verdict.BEGINS)
    if hinted or (reading.text and _DESIGNATION.fullmatch(reading.text) and reading.nsc in ("", *WEAPON_CLASSES)):
        return unclear
    if not reading.text:
        return (WEAPON, ("model-unknown",)) if reading.line.model and _weaponlike(reading) else unclear
    if reading.line.model and _weaponlike(reading):
        return unclear
    return EQUIPMENT, ()


def _facts(reading: _Reading, sort: str) -> tuple[dict[str, str], list[str]]:
    facts: dict[str, str] = {}
    flags: list[str] = []
    _number_facts(reading, facts, flags)
    if sort == WEAPON:
        model = _model(reading, facts, flags)
        _category_facts(reading, model, facts, flags)
        _calibre_facts(reading, model, facts, flags)
    elif reading.line.model or reading.type:
        facts["model"] = reading.line.model or reading.type
    return facts, flags


def _number_facts(reading: _Reading, facts: dict[str, str], flags: list[str]) -> None:
    if not reading.line.nsn:
        return
    number = stocknumber.check(reading.line.nsn)
    if isinstance(number, str):
        facts["nsn"] = reading.line.nsn
        flags.append("local-stock-number" if reading.nsc else "stock-number-malformed")
        return
    facts["nsn"] = number.text if number.local is False else reading.line.nsn
    said_of_it = {stocknumber.LOCAL: "local-stock-number", stocknumber.UNKNOWN_CLASS: "stock-number-class-unknown"}
    flags.extend(said_of_it[code] for code in stock_number_problems(number) if code in said_of_it)


def _model(reading: _Reading, facts: dict[str, str], flags: list[str]) -> Model | None:
    """The model as the file states it; else by its number; else by its words; else the item's text stands for it."""
    found = reading.named or reading.numbered
    name = reading.line.model or reading.type
    if not name and found is None and reading.saying.model is not None:
        found = known_model(reading.saying.model)
    name = name or (found.name if found is not None else reading.text)
    if name:
        facts["model"] = name
    if reading.shared:
        flags.append("model-ambiguous")
    elif found is None:
        flags.append("model-unknown")
    if not reading.line.maker and reading.saying.maker:
        facts["maker"] = reading.saying.maker
    return found


def _category_facts(reading: _Reading, model: Model | None, facts: dict[str, str], flags: list[str]) -> None:
    category = reading.category or (model.category if model is not None else reading.saying.category)
    if category is None:
        flags.append("category-unknown")
        return
    if model is None and category is Category.LIGHT_MACHINE_GUN and _HEAVY_BORES.search(reading.text.upper()):
        category = Category.HEAVY_MACHINE_GUN
    facts["category"] = category.value
    if reading.nsc and reading.nsc in stocknumber.PLAUSIBLE and not stocknumber.plausible(reading.nsc, category):
        flags.append("stock-number-implausible")


def _calibre_facts(reading: _Reading, model: Model | None, facts: dict[str, str], flags: list[str]) -> None:
    if reading.line.calibre:
        stated = read_calibre(reading.line.calibre)
        if not stated.exact:
            flags.append("calibre-not-exact")
        return
    if model is not None and len(model.calibres) == 1:
        facts["calibre"] = model.calibres[0]
        return
    gauge = _gauge(reading)
    if gauge:
        facts["calibre"] = gauge
        return
    bore = _BORE.search(reading.text)
    if bore:
        stated = read_calibre(plain(bore[0]))
        facts["calibre"] = stated.code or bore[0].strip()
        if not stated.exact:
            flags.append("calibre-not-exact")


def _gauge(reading: _Reading) -> str:
    """The gauge of a shotgun whose text only says `calibre 12`."""
    if reading.saying.category is not Category.OTHER:
        return ""
    found = _GAUGE.search(plain(reading.text))
    gauge = (found["after"] or found["before"]) if found else ""
    return f"{gauge} Gauge" if gauge in _GAUGES else ""
