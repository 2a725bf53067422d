"""Photographs that an act brings along, and what is demanded of them."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile.acts.scene import Act, demand
from stockpile.domain.errors import Refused
from stockpile.domain.photographs import LARGEST, MOST, MOST_DOTS, picture


def demand_photographs(act: Act, named: Iterable[tuple[str, ...]]) -> None:
    """Refuse unless every photograph that is named (by hash, group by group) is enclosed and a picture, and no group is
    too many."""
    enclosed = {each.sha256: each for each in act.enclosures}
    looked_at: set[str] = set()
    for group in named:
        demand(len(group) <= MOST, "photograph.too-many", count=len(group), most=MOST)
        for digest in group:
            if digest not in enclosed:
                raise Refused("photograph.not-enclosed", sha256=digest)
            if digest not in looked_at:
                demand_photograph(enclosed[digest].name, enclosed[digest].content)
                looked_at.add(digest)


def demand_photograph(name: str, content: bytes) -> None:
    """Refuse what is no picture, or too large a one."""
    demand(len(content) <= LARGEST, "photograph.too-large", file=name, size=len(content), most=LARGEST)
    found = picture(content)
    if found is None:
        raise Refused("photograph.not-a-picture", file=name)
    demand(found.width * found.height <= MOST_DOTS, "photograph.too-many-dots", file=name)
