"""Names of what lines are about. One grammar: `SITE-W0000123`, `SITE-E0000123`, or `kind:key`."""

from __future__ import annotations

import re

SITE_CODE = re.compile(r"[A-Z0-9][A-Z0-9_]{0,15}")
WEAPON_ID = re.compile(r"([A-Z0-9][A-Z0-9_]{0,15})-W(\d{7,})")
EQUIPMENT_ID = re.compile(r"([A-Z0-9][A-Z0-9_]{0,15})-E(\d{7,})")


BY_ID = "w:"  # begins the key of a row of a file that names a weapon by its id


def weapon_id(site: str, count: int) -> str:
    """The id of the ``count``-th weapon first recorded by ``site``, from 1."""
    return f"{site}-W{count:07d}"


def equipment_id(site: str, count: int) -> str:
    """The id of the ``count``-th entry of equipment first recorded by ``site``, from 1."""
    return f"{site}-E{count:07d}"


def is_weapon(subject: str) -> bool:
    """Whether a subject is a weapon."""
    return WEAPON_ID.fullmatch(subject) is not None


def is_equipment(subject: str) -> bool:
    """Whether a subject is equipment."""
    return EQUIPMENT_ID.fullmatch(subject) is not None


def site_subject(code: str) -> str:
    """The subject of a site."""
    return f"site:{code}"


def officer_subject(login: str) -> str:
    """The subject of an officer."""
    return f"officer:{login}"


def holder_subject(key: str) -> str:
    """The subject of a holder."""
    return f"holder:{key}"


def location_subject(path: str) -> str:
    """The subject of a location, named by its path from the site: `HQ/A/1`."""
    return f"location:{path}"


def model_subject(key: str) -> str:
    """The subject of a model in the catalogue."""
    return f"model:{key}"


def places_around(path: str) -> tuple[str, ...]:
    """The subjects of a location and of every location it lies in, the innermost first: `HQ/A/1`, then `HQ/A`."""
    parts = path.split("/")
    return tuple(location_subject("/".join(parts[:depth])) for depth in range(len(parts), 1, -1))
