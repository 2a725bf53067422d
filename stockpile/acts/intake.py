"""Taking an inventory in: what each of its rows is, in the light of what the register knows.

Rows come by the hundred thousand, so they stay tuples, and what the register knows comes by the chunk. The rule is
here; reading files is `exchange`, reading and writing the register `storage.intake`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from stockpile.domain.errors import Refused
from stockpile.domain.serials import identity_key
from stockpile.domain.standing import Standing
from stockpile.domain.state import State, text


class ReadRow(NamedTuple):
    """One row as it was read.

    Attributes:
        row: its number in the sheet, as a person sees it.
        sort: `weapon`, `lot` (weapons not told apart), `equipment`, `unclear`, or `rejected`.
        key: how the same piece is known again in a later version of the file; unique within a reading.
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


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows of a piece: its id, place, standing, what its last row said, its state."""

    id: str
    site: str
    source: str
    digest: str
    receipt: str
    state: State

    @property
    def identity(self) -> str:
        """Maker, model, serial and country as one text."""
        return identity(self.state)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the register knows around one chunk of rows.

    Attributes:
        by_source: pieces of this site known by the key of a row.
        by_serial: weapons anywhere that carry a look-alike of a row's serial number, by folded serial.
        said: by id, what rows said of a piece before; asked only for pieces whose row changed.
    """

    by_source: Mapping[str, Known] = field(default_factory=dict)
    by_serial: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)


# Fields by which a row is known again; they follow the row and are never compared.
_TRACE = ("source", "digest")
# Not kept up to date from a file once the piece is here: the register knows better.
_OURS = frozenset({"site", "standing", "location", "holder", "flags"})


def identity(state: State) -> str:
    """Maker, model, serial and country of a state, as one text."""
    return identity_key(text(state, "maker"), text(state, "model"), text(state, "serial"), text(state, "country"))


def same_piece(row: ReadRow, alike: tuple[Known, ...], site: str) -> Known | None:
    """The piece at this site that a row's identity names, whatever file it came from.

    Refuses the row where that piece is at another site (`intake.elsewhere`) or ended its life (`weapon.re-appeared`).
    """
    named = identity(row.facts)
    for known in alike:
        if known.identity != named:
            continue
        standing = text(known.state, "standing")
        if Standing(standing or Standing.IN_STOCK).ended:
            raise Refused(
                "weapon.re-appeared",
                weapon=known.id,
                serial=text(row.facts, "serial"),
                standing=standing,
                voucher=text(known.state, "ended_by"),
            )
        if known.site != site:
            raise Refused("intake.elsewhere", weapon=known.id, site=known.site, serial=text(row.facts, "serial"))
        return known
    return None


def received(row: ReadRow, site: str, today: str, *, look_alike: bool) -> dict[str, object]:
    """What the first line of a new weapon sets."""
    state = {**row.facts, "site": site, "standing": Standing.IN_STOCK.value}
    state.setdefault("received_on", today)
    if look_alike:
        state["flags"] = [*state.get("flags", ()), "look-alike"]  # type: ignore[misc]
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


def updated(row: ReadRow, said: State) -> dict[str, object]:
    """What a changed row changes: only what it says otherwise than the rows before it (``said``).

    Blank means leave: what the row does not say stays. What was put right in the register since is not undone by a file
    that still says the old.
    """
    now = {**row.facts, **({"quantity": row.quantity} if "quantity" in said else {})}
    changes = {
        name: value
        for name, value in now.items()
        if name not in _OURS and value != said.get(name) and value not in ("", None)
    }
    return {**changes, "source": row.key, "digest": row.digest}
