"""Between the fold of a piece's lines and its row in the register.

A row is made from a state by one function and nothing else, so that rebuilding and comparing mean the same. What has
a column of its own stands there; the rest in `details`. What is blank in a column is absent in the state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

import msgspec
from sqlalchemy import RowMapping

from stockpile.domain.serials import fold
from stockpile.domain.state import CLEARED, State
from stockpile.domain.subject import is_equipment, is_weapon

# State fields with a column of the same name, in the order of the table.
_WEAPON_FIELDS = (
    "site", "standing", "condition", "disposal", "maker", "model", "serial", "country", "category", "calibre", "nsn",
    "location", "holder", "asset_number", "received_on", "consignment", "dossier",
)  # fmt: skip
_DERIVED = ("flags", "serial_key", "search")
_TRACED = ("source", "digest")
_ASKED = ("year", "issued_until")  # also in `details`; in columns for what is asked at a glance
WEAPON_COLUMNS = ("key", "id", *_WEAPON_FIELDS, *_DERIVED, *_TRACED, "receipt", "details", "voucher", *_ASKED)
_IN_WEAPON_COLUMNS = frozenset((*_WEAPON_FIELDS, "flags", *_TRACED))

_EQUIPMENT_FIELDS = ("site", "sort", "item", "nsn")
EQUIPMENT_COLUMNS = ("key", "id", *_EQUIPMENT_FIELDS, "quantity", *_TRACED, "receipt", "details", "voucher")
_IN_EQUIPMENT_COLUMNS = frozenset((*_EQUIPMENT_FIELDS, "quantity", *_TRACED))

THING_COLUMNS = ("subject", "kind", "state", "voucher")

_READ = (*_WEAPON_FIELDS, *_TRACED, *_ASKED)
_OWN = len(_WEAPON_FIELDS)
_ALL_TEXT = frozenset({str})

_encoder = msgspec.json.Encoder(order="deterministic")  # by name: the order of folding leaves no trace
_decode = msgspec.json.Decoder(dict[str, object]).decode

Row = tuple[object, ...]
Stored = Mapping[str, object] | RowMapping


def weapon_row(key: int, subject: str, state: State, receipt: str, voucher: int, serial_key: str | None = None) -> Row:
    """The row of a weapon, in the order of `WEAPON_COLUMNS`. ``serial_key``: the folded serial, where it is known."""
    get = state.get
    if serial_key is None:
        serial_key = fold(_text(get("serial")))
    own, rest = _places(tuple(state))
    values = (*state.values(), "")
    read = _texts(own(values))
    source, digest, *asked = read[_OWN:]
    return (
        key,
        subject,
        *read[:_OWN],
        flags_text(get("flags")),
        serial_key,
        _search(serial_key, state),
        source,
        digest,
        receipt,
        _encoded({name: values[place] for name, place in rest}),
        voucher,
        *asked,
    )


@lru_cache(maxsize=1024)  # the pieces of a file have few sets of fields, and a million of them pass
def _places(names: tuple[str, ...]) -> tuple[Callable[[tuple[object, ...]], tuple[object, ...]], list[tuple[str, int]]]:
    """Where the values of a state stand that have a column, blank (the last) where there is none; and the others."""
    at = {name: place for place, name in enumerate(names)}
    own = itemgetter(*[at.get(name, len(names)) for name in _READ])
    return own, [(name, place) for name, place in at.items() if name not in _IN_WEAPON_COLUMNS]


def equipment_row(key: int, subject: str, state: State, receipt: str, voucher: int) -> Row:
    """The row of an entry of equipment, in the order of `EQUIPMENT_COLUMNS`."""
    get = state.get
    quantity = get("quantity")
    return (
        key,
        subject,
        *[_text(get(name)) for name in _EQUIPMENT_FIELDS],
        float(quantity) if isinstance(quantity, (int, float)) else 0.0,
        _text(get("source")),
        _text(get("digest")),
        receipt,
        _details(state, _IN_EQUIPMENT_COLUMNS),
        voucher,
    )


def thing_row(subject: str, state: State, voucher: int) -> Row:
    """The row of what acts refer to, in the order of `THING_COLUMNS`."""
    return (subject, subject.partition(":")[0], _encoder.encode(state).decode(), voucher)


def weapon_state(row: Stored) -> dict[str, object]:
    """The state that `weapon_row` was made from."""
    state = _decode(str(row["details"]))
    state |= {name: row[name] for name in (*_WEAPON_FIELDS, *_TRACED) if row[name] not in CLEARED}
    flags = read_flags(str(row["flags"]))
    return state | ({"flags": list(flags)} if flags else {})


def equipment_state(row: Stored) -> dict[str, object]:
    """The state that `equipment_row` was made from."""
    state = _decode(str(row["details"]))
    state |= {name: row[name] for name in (*_EQUIPMENT_FIELDS, *_TRACED) if row[name] not in CLEARED}
    return state | ({"quantity": row["quantity"]} if row["quantity"] else {})


def thing_state(row: Stored) -> dict[str, object]:
    """The state that `thing_row` was made from."""
    return _decode(str(row["state"]))


def read_flags(stored: str) -> tuple[str, ...]:
    """The flags of the column."""
    return tuple(stored.split())


def table_of(subject: str) -> str:
    """In which table of the register a subject stands."""
    if is_weapon(subject):
        return "weapon"
    return "equipment" if is_equipment(subject) else "thing"


def detail(details: object, name: str) -> str:
    """A field that has no column of its own, as a text; empty where it says nothing."""
    value = _decode(str(details)).get(name)
    return "" if value is None else str(value)


def flags_text(flags: object) -> str:
    """Each between blanks, so that one can be looked for without finding another that begins alike."""
    return _flags(tuple(map(str, flags))) if isinstance(flags, (list, tuple)) and flags else ""


@lru_cache(maxsize=1024)
def _flags(flags: tuple[str, ...]) -> str:
    return f" {' '.join(flags)} "


def _text(value: object) -> str:
    return value if type(value) is str else str(value or "")


def _texts(values: tuple[object, ...]) -> tuple[object, ...]:
    """Values as texts; nearly always they are, and one look at all of them tells."""
    return values if _ALL_TEXT.issuperset(map(type, values)) else tuple(map(_text, values))


def _details(state: State, in_columns: frozenset[str]) -> str:
    return _encoded({name: value for name, value in state.items() if name not in in_columns})


def _encoded(rest: State) -> str:
    return _encoder.encode(rest).decode() if rest else "{}"


@lru_cache(maxsize=4096)  # makers and models are few
def _kind(model: str, maker: str) -> str:
    return "/".join(filter(None, (fold(model), fold(maker))))


def _search(serial_key: str, state: State) -> str:
    """Everything one can read on the piece, folded: numbers and marks, each between blanks, then `/model/maker`.

    So a mark can be looked for as a whole, and a model that reads like one is not taken for it. The piece's own id is
    not in it: its digits would answer to every part of a serial number. It has an index.
    """
    get = state.get
    kind = _kind(_text(get("model")), _text(get("maker")))
    asset = fold(_text(get("asset_number")))
    if "marks" not in state and "components" not in state:  # as most are, and a million of them pass
        other = asset != serial_key and serial_key and asset
        return f" {serial_key} {asset} /{kind}" if other else f" {serial_key or asset} /{kind}"
    marks = [serial_key, asset]
    for name, field in _READ_ON_PARTS:
        if listed := get(name):
            marks += _folded_parts(listed, field)
    return f" {' '.join(filter(None, dict.fromkeys(marks)))} /{kind}"


_READ_ON_PARTS = (("marks", "text"), ("components", "serial"))


def _folded_parts(listed: object, field: str) -> Sequence[str]:
    if not isinstance(listed, (list, tuple)):
        return ()
    return [fold(str(each[field])) for each in listed if isinstance(each, Mapping) and each.get(field)]
