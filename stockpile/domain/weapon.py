"""One physical piece, as the lines about it say it is.

A weapon is identified by maker, model, serial number and country together; a serial number alone is never a key. Its
`id` is given by the site that first recorded it and never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stockpile.domain.marks import Component, Legibility, Mark, MarkKind
from stockpile.domain.standing import Condition, Disposal, Standing
from stockpile.domain.state import State, parts, text, texts

# What a paper needs to name the piece as it was on its day; `seen` in every line that does not set it.
IDENTITY = ("maker", "model", "serial", "country", "category", "calibre", "asset_number", "nsn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """A weapon as it is, or was at a date.

    Attributes:
        id: `HQ-W0000123`; the prefix is the site that first recorded it.
        site: whose ledger answers for it now.
        standing, condition, disposal: where it stands, its shape, how far its disposal has come.
        maker, model, serial, country: its identity; serial exactly as marked, country as ISO 3166 (former states too).
        category: stored name of the category of the International Tracing Instrument.
        location: place within the site (`HQ/A/1`); holder: who has it, while issued.
        received_on, issued_until: ISO dates.
        marks, components: as stamped.
        consignment, dossier, verification: references to the vouchers (`HQ/CSG 2026-000001`) it is under now.
        ended_by: reference to the voucher that ended its life here.
        photographs: SHA-256 (hex) of attachments that show the piece as a whole.
        inspected_on, inspection_due: ISO dates; finding: what the last inspection said.
        flags: stored names of what is not in order (`no-serial`, `look-alike` ...).
        seen: the register's own fields not named here.
    """

    id: str
    site: str = ""
    standing: Standing = Standing.IN_STOCK
    condition: Condition | None = None
    disposal: Disposal = Disposal.NONE
    maker: str = ""
    model: str = ""
    serial: str = ""
    country: str = ""
    category: str = ""
    calibre: str = ""
    nsn: str = ""
    year: str = ""
    asset_number: str = ""
    location: str = ""
    holder: str = ""
    received_on: str = ""
    issued_until: str = ""
    marks: tuple[Mark, ...] = ()
    components: tuple[Component, ...] = ()
    consignment: str = ""
    destination: str = ""
    dossier: str = ""
    disposal_option: str = ""
    verification: str = ""
    ended_by: str = ""
    flags: tuple[str, ...] = ()
    remark: str = ""
    photographs: tuple[str, ...] = ()
    inspected_on: str = ""
    inspection_due: str = ""
    finding: str = ""
    state: State = field(default_factory=dict)

    @property
    def marked(self) -> bool:
        """Whether the piece carries a mark that tells it from every other: a serial number or a state mark (MK-08)."""
        return bool(self.serial) or any(mark.kind in (MarkKind.SERIAL, MarkKind.STATE) for mark in self.marks)

    @property
    def identity(self) -> dict[str, object]:
        """What names the piece on a paper of today."""
        return {name: self.state[name] for name in IDENTITY if self.state.get(name)}


def weapon(subject: str, state: State) -> Weapon:
    """Read a weapon from the fold of its lines."""
    condition = text(state, "condition")
    return Weapon(
        id=subject,
        standing=Standing(text(state, "standing") or Standing.IN_STOCK),
        condition=Condition(condition) if condition else None,
        disposal=Disposal(text(state, "disposal")),
        marks=tuple(_mark(each) for each in parts(state, "marks")),
        components=tuple(_component(each) for each in parts(state, "components")),
        flags=texts(state, "flags"),
        photographs=texts(state, "photographs"),
        state=state,
        **{name: text(state, name) for name in _PLAIN},
    )


_PLAIN = (
    "site", "maker", "model", "serial", "country", "category", "calibre", "nsn", "year", "asset_number",
    "location", "holder", "received_on", "issued_until", "consignment", "destination", "dossier", "disposal_option",
    "verification", "ended_by", "remark", "inspected_on", "inspection_due", "finding",
)  # fmt: skip


def _mark(state: Mapping[str, object]) -> Mark:
    return Mark(
        kind=MarkKind(text(state, "kind") or MarkKind.OTHER),
        text=text(state, "text"),
        place=text(state, "place"),
        method=text(state, "method"),
        legibility=Legibility(text(state, "legibility") or Legibility.CLEAR),
        country=text(state, "country"),
        year=text(state, "year"),
        marked_on=text(state, "marked_on"),
        photographs=texts(state, "photographs"),
    )


def _component(state: Mapping[str, object]) -> Component:
    return Component(
        kind=text(state, "kind"),
        serial=text(state, "serial"),
        essential=bool(state.get("essential")),
        matches=bool(state.get("matches", True)),
        remark=text(state, "remark"),
    )
