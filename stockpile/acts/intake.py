"""Taking an inventory in: what each of its rows is, in the light of what the register knows.

Rows come by the hundred thousand, so they stay tuples, and what the register knows comes by the chunk. The rule is
here; reading files is `exchange`, reading and writing the register `storage.intake`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from stockpile.domain.errors import Refused
from stockpile.domain.serials import exact_key, fold, identity_key
from stockpile.domain.standing import ENDED, Standing
from stockpile.domain.state import State, text, texts
from stockpile.domain.subject import BY_ID
from stockpile.flags import flag_words

WEAPON, LOT, EQUIPMENT, REJECTED = "weapon", "lot", "equipment", "rejected"
IDENTIFYING = frozenset({"maker", "model", "serial", "country"})  # changing these takes a second officer
# What an export that comes back may change; where a weapon stands, lies and is goes by acts.
EDITABLE = IDENTIFYING | {
    "category", "calibre", "nsn", "year", "asset_number", "received_on", "condition", "remark", "import_country",
}  # fmt: skip

# Under this name a row of a list of the register that comes back carries its cells, by field: stored names where there are
# any, else as they are written. It is compared, and recorded nowhere.
LISTED = "listed"
# What a list shows and only acts change, and what is said of a cell that says otherwise; of every other, `BY_ACT`.
BY_ACT = "intake.by-act"
_BY_ACTS = {
    "standing": "intake.standing-by-act", "location": "intake.location-by-act", "holder": "intake.holder-by-act",
    "site": "intake.site-by-act",
}  # fmt: skip

_AS_READ = {"location": "place", "holder": "holder_text"}  # what an earlier file said of it, which is no place of ours
_BETWEEN = ", "  # flags of a list

_ENDED = frozenset(each.value for each in ENDED)
_IN_STOCK = Standing.IN_STOCK.value
# Never taken from a file: the register knows better.
MODEL_UNKNOWN = "model-unknown"  # flag: in no catalogue the reader has; the state's own is known only to its register
_OURS = frozenset({"site", "standing", "flags"})
# Followed as long as the piece lies in stock; who has it, and where, is then for its vouchers to say.
_WHERE = frozenset({"location", "holder"})


class Identity(NamedTuple):
    """Maker, model, serial number and country, as written (`product.md`, rule 4)."""

    maker: str
    model: str
    serial: str
    country: str


class ReadRow(NamedTuple):
    """One row as it was read.

    Attributes:
        row: its number in the sheet, as a person sees it.
        sort: `weapon`, `lot` (weapons not told apart), `equipment`, `unclear`, or `rejected`.
        key: how the same piece is known again in a later version of the file; unique within a table.
        digest: what the row says; equal digests say the same.
        quantity, value: as counted towards the file's own totals.
        facts: fields of the register, in JSON types.
    """

    row: int
    sort: str
    key: str
    digest: str
    quantity: float
    value: float
    facts: dict[str, object]


class Noted(NamedTuple):
    """What is to be said of a row that goes in: of the cell of a field, or (no field) of the whole row."""

    field: str
    code: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the register knows of a piece.

    Attributes:
        id, site, standing, flags, maker, model, serial, country: as in `Weapon`; blank for equipment.
        source, digest: how its last row is known again, and what it said.
        receipt: reference of the voucher that first recorded it. ended_by: of the one that ended its life here.
        taken_back: the import that recorded it was taken back: it never was, and its row may come again.
        voucher: place, in the order of recording, of the last voucher that touched it.
    """

    id: str
    site: str
    source: str
    digest: str
    receipt: str
    standing: str = ""
    flags: tuple[str, ...] = ()
    maker: str = ""
    model: str = ""
    serial: str = ""
    country: str = ""
    ended_by: str = ""
    taken_back: bool = False
    voucher: int = 0

    @property
    def identity(self) -> Identity:
        """What tells it from every other piece."""
        return Identity(self.maker, self.model, self.serial, self.country)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the register knows around one chunk of rows.

    Attributes:
        by_source: pieces that this site recorded or has, by the key of a row.
        by_serial: weapons anywhere that carry a look-alike of a row's serial number, by folded serial.
        by_id: weapons that a row names by the register's own id.
    """

    by_source: Mapping[str, Known] = field(default_factory=dict)
    by_serial: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    by_id: Mapping[str, Known] = field(default_factory=dict)


def known_piece(row: ReadRow, around: Surroundings, site: str) -> Known | None:
    """The piece that a row speaks of: known by the row's key, or by its identity, whatever file that came from.

    Refuses the row where that piece ended its life (`weapon.re-appeared`, DE-11; `intake.ended` for one without serial,
    of which none can say that it is the same) or is at another site (`intake.elsewhere`).
    """
    if row.key.startswith(BY_ID):
        return _by_id(row, around)
    known = around.by_source.get(row.key)
    if known is None or known.taken_back:
        known = _by_identity(row, around)
    if known is None:
        return None
    serial = text(row.facts, "serial")
    if known.standing in _ENDED:
        code = "weapon.re-appeared" if serial else "intake.ended"
        raise Refused(code, weapon=known.id, serial=serial, standing=known.standing, voucher=known.ended_by)
    if known.site != site:
        raise Refused("intake.elsewhere", weapon=known.id, site=known.site, serial=serial)
    return known


def _by_identity(row: ReadRow, around: Surroundings) -> Known | None:
    if row.sort != WEAPON or not around.by_serial:
        return None
    named = identity(row.facts)
    if not names_one_piece(named):
        return None
    alike = around.by_serial.get(fold(named.serial), ())
    return next((known for known in alike if same(named, known.identity) and not known.taken_back), None)


def _by_id(row: ReadRow, around: Surroundings) -> Known:
    """The weapon that a row names by its id: an export that comes back."""
    known = around.by_id.get(row.key.removeprefix(BY_ID))
    if known is None:
        raise Refused("intake.no-such-weapon", weapon=row.key.removeprefix(BY_ID))
    return known


def edited(row: ReadRow, known: Known, base: State, now: State, site: str) -> dict[str, object]:
    """What an export that was edited and comes back changes on a weapon.

    Args:
        base: the weapon as the export showed it; what a row says otherwise, somebody has written.
        now: the weapon as it is; what was changed here meanwhile and says yet another thing is a conflict.

    Raises:
        Refused: `intake.conflict`, `intake.elsewhere`, `weapon.ended`.
    """
    listed = listed_of(row)
    wanted = {
        name: value
        for name, value in row.facts.items()
        if name in EDITABLE
        and value not in ("", None)
        and value != base.get(name)
        # what follows from a cell that nobody has touched, or from other cells, is no edit
        and (not listed or listed.get(name, "") not in ("", _shown(name, base, known)))
    }
    changes = {name: value for name, value in wanted.items() if value != now.get(name)}
    changes |= _notes(row, known, base, now)
    clash = sorted(name for name in changes if name in EDITABLE and now.get(name) != base.get(name))
    if clash:
        told = [{"field": name, "was": base.get(name), "now": now.get(name), "file": changes[name]} for name in clash]
        raise Refused("intake.conflict", weapon=known.id, fields=clash, values=told)
    if changes and known.standing in _ENDED:
        raise Refused("weapon.ended", weapon=known.id, standing=known.standing, voucher=known.ended_by)
    if changes and known.site != site:
        raise Refused("intake.elsewhere", weapon=known.id, site=known.site, serial=known.serial)
    return changes


def listed_of(row: ReadRow) -> Mapping[str, str]:
    """The cells of a row of a list that comes back; none for every other row."""
    listed = row.facts.get(LISTED)
    return listed if isinstance(listed, dict) else {}


def _notes(row: ReadRow, known: Known, base: State, now: State) -> dict[str, object]:
    """Cells that have no field, or could not be read, beside those that the weapon has; nothing where none is new."""
    before, there = _dict(base, "other"), _dict(now, "other")
    untouched = {text for name, text in listed_of(row).items() if text == _shown(name, base, known)}
    new = {
        heading: text
        for heading, text in _dict(row.facts, "other").items()
        if text not in untouched and text not in (before.get(heading), there.get(heading))
    }
    return {"other": {**there, **new}} if new else {}


def _dict(state: State, name: str) -> dict[str, object]:
    value = state.get(name)
    return value if isinstance(value, dict) else {}


def noted(row: ReadRow, known: Known, base: State, now: State) -> list[Noted]:
    """What is to be said of a row of a list that comes back and goes in.

    That acts change what a cell says otherwise (and it does not go in), and that the register was changed since the list was
    made. ``base``, ``now``: as of `edited`.
    """
    said = {
        name: text
        for name, text in listed_of(row).items()
        if name not in EDITABLE and text not in ("", *(_shown(name, state, known) for state in (base, now)))
        if name not in _AS_READ or text not in (base.get(_AS_READ[name]), now.get(_AS_READ[name]))
    }
    found = [by_act(name, text, _shown(name, now, known)) for name, text in said.items()]
    changed = [
        name
        for name, text in listed_of(row).items()
        if base.get(name) != now.get(name) and text != _shown(name, now, known)
    ]
    if changed:
        found.append(Noted("", "intake.changed-meanwhile", {"weapon": known.id, "fields": changed}))
    return found


def by_act(name: str, text: str, register: str) -> Noted:
    """A cell that says otherwise than the register what only an act changes."""
    told = {"file": text, "register": register or "—"}
    if name == "flags":
        return Noted(name, BY_ACT, {each: said.split(_BETWEEN) for each, said in told.items()})
    return Noted(name, _BY_ACTS.get(name, BY_ACT), dict(told))


def _shown(name: str, state: State, known: Known) -> str:
    """What a list shows of a weapon in this state, in stored names."""
    if name == "flags":
        return _BETWEEN.join(sorted(flag_words(each, str) for each in texts(state, "flags")))
    return known.receipt if name == "receipt" else str(state.get(name) or "")


def identity(state: State) -> Identity:
    """The identity of a state."""
    get = state.get
    return Identity(
        str(get("maker") or ""), str(get("model") or ""), str(get("serial") or ""), str(get("country") or "")
    )


def names_one_piece(named: Identity) -> bool:
    """Whether it is enough to know a piece again by: a serial number alone never is."""
    return bool(named.serial and (named.maker or named.model))


def same(one: Identity, other: Identity) -> bool:
    """Whether two identities are one."""
    return identity_key(*one) == identity_key(*other)


def named_among(named: Identity, others: Iterable[Identity]) -> bool:
    """Whether one of the others is the same piece."""
    return names_one_piece(named) and any(same(named, other) for other in others)


def looks_alike(named: Identity, others: Iterable[Identity]) -> bool:
    """Whether a serial number among ``others`` of the same maker and model is easily taken for this one.

    Their serial numbers fold alike.
    """
    return any(exact_key(other.serial) != exact_key(named.serial) and _kind(other) == _kind(named) for other in others)


def _kind(named: Identity) -> tuple[str, str]:
    return exact_key(named.maker), exact_key(named.model)


def without_doubt(row: ReadRow, own_models: frozenset[str]) -> ReadRow:
    """The row, without the doubt about a model that stands in the state's own catalogue (``own_models``: exact keys)."""
    flags = texts(row.facts, "flags")
    if MODEL_UNKNOWN not in flags or exact_key(text(row.facts, "model")) not in own_models:
        return row
    rest = [flag for flag in flags if flag != MODEL_UNKNOWN]
    facts = {name: value for name, value in row.facts.items() if name != "flags"}
    return row._replace(facts=facts | ({"flags": rest} if rest else {}))


def received(row: ReadRow, site: str, today: str, *, look_alike: bool) -> dict[str, object]:
    """What the first line of a new weapon sets."""
    state = {"received_on": today, **row.facts, "site": site, "standing": _IN_STOCK}
    if look_alike:
        state["flags"] = [*texts(row.facts, "flags"), "look-alike"]
    state["source"], state["digest"] = row.key, row.digest
    return state


def received_equipment(row: ReadRow, site: str) -> dict[str, object]:
    """What the first line of an entry of equipment, of a lot, or of something unclear sets."""
    return {
        **row.facts,
        "site": site,
        "sort": row.sort,
        "quantity": row.quantity,
        "source": row.key,
        "digest": row.digest,
    }


def updated(row: ReadRow, known: Known, said: State) -> dict[str, object]:
    """What a changed row changes: only what it says otherwise than the rows before it (``said``); nothing where that
    is nothing.

    Blank means leave: what the row does not say stays. What was put right in the register since is not undone by a file
    that still says the old.
    """
    held = _OURS if known.standing in ("", Standing.IN_STOCK.value) else _OURS | _WHERE
    now = {**row.facts, "quantity": row.quantity} if "quantity" in said else row.facts
    changes: dict[str, object] = {
        name: value
        for name, value in now.items()
        if name not in held and value not in ("", None) and value != said.get(name)
    }
    if changes and (flags := _flags(row, known, said)) != list(known.flags):
        changes["flags"] = flags
    return {**changes, "source": row.key, "digest": row.digest} if changes else {}


def _flags(row: ReadRow, known: Known, said: State) -> list[str]:
    """The rows' own flags follow the rows, the register's stay."""
    before, now = texts(said, "flags"), texts(row.facts, "flags")
    return [
        *(flag for flag in known.flags if flag not in before or flag in now),
        *(f for f in now if f not in known.flags),
    ]
