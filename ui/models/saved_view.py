"""Views somebody saves: what narrows the register, its order and its columns, under a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.filter_text import parse, printed
from stockpile.language import _, marked
from ui.models.weapon_columns import Arrangement, arrangement

OWN, SHARED = "view/", "shared/view/"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view. ``where`` with its order; ``columns``: None leaves the columns as they are. ``owner``: who shared it."""

    name: str
    where: WeaponFilter
    columns: Arrangement | None = None
    shared: bool = False
    owner: str = ""

    @property
    def kept_name(self) -> str:
        """Under which it is kept."""
        return f"{SHARED if self.shared else OWN}{self.name}"

    def printed(self) -> str:
        """As it is kept."""
        where = self.where
        return json.dumps(
            {
                "query": where.query,
                "conditions": [printed(each) for each in where.conditions],
                "as_at": where.as_at.isoformat() if where.as_at else "",
                "order": where.order,
                "columns": json.loads(self.columns.printed()) if self.columns else None,
                "owner": self.owner,
            },
            ensure_ascii=False,
        )


def views(kept: Mapping[str, str]) -> list[SavedView]:
    """What was kept, own before shared, by name; what is unreadable is left out."""
    found = [_view(name, text) for name, text in sorted(kept.items())]
    return sorted((each for each in found if each is not None), key=lambda each: (each.shared, each.name.casefold()))


def _view(kept_name: str, text: str) -> SavedView | None:
    shared = kept_name.startswith(SHARED)
    try:
        kept = json.loads(text)
        day = str(kept.get("as_at", ""))
        where = WeaponFilter(
            query=str(kept.get("query", "")),
            conditions=tuple(parse(str(each)) for each in kept.get("conditions", ())),
            as_at=date.fromisoformat(day) if day else None,
            order=str(kept.get("order", "")),
        )
        columns = arrangement(json.dumps(kept["columns"])) if kept.get("columns") else None
    except (ValueError, TypeError, AttributeError, Refused):
        return None
    return SavedView(
        kept_name.removeprefix(SHARED if shared else OWN), where, columns, shared, str(kept.get("owner", ""))
    )


def ready_made() -> list[SavedView]:
    """Views everybody has."""
    return [
        SavedView(_(name), WeaponFilter(conditions=tuple(map(parse, conditions)), order=order))
        for name, conditions, order in _READY
    ]


_READY = (
    (marked("Issued"), ("standing is issued",), "holder"),
    (marked("Overdue"), ("standing is issued", "issued_until before today"), "issued_until"),
    (marked("Not marked"), ("marked is no", "standing is not destroyed|transferred out|recorded in error"), ""),
    (marked("With something not in order"), ("flags not empty",), "flags"),
    (marked("Not in a place"), ("standing is in stock", "location empty"), "site"),
    (marked("Unserviceable"), ("condition is unserviceable|incomplete", "standing is in stock"), "model"),
)
