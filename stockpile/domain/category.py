"""What kind of weapon a piece is: the list of the International Tracing Instrument (DEF-2, DEF-3)."""

from __future__ import annotations

from enum import StrEnum


class ItiClass(StrEnum):
    """The two classes of the International Tracing Instrument, paragraph 4."""

    SMALL_ARM = "small arm"
    LIGHT_WEAPON = "light weapon"


class Category(StrEnum):
    """The categories of the International Tracing Instrument; the values are stored and never change."""

    PISTOL = "revolver or self-loading pistol"
    RIFLE = "rifle or carbine"
    SUB_MACHINE_GUN = "sub-machine gun"
    ASSAULT_RIFLE = "assault rifle"
    LIGHT_MACHINE_GUN = "light machine gun"
    HEAVY_MACHINE_GUN = "heavy machine gun"
    GRENADE_LAUNCHER = "grenade launcher"
    ANTI_AIRCRAFT_GUN = "portable anti-aircraft gun"
    ANTI_TANK_GUN = "portable anti-tank gun"
    RECOILLESS_RIFLE = "recoilless rifle"
    ANTI_TANK_LAUNCHER = "portable anti-tank launcher"
    ANTI_AIRCRAFT_LAUNCHER = "portable anti-aircraft launcher"
    MORTAR = "mortar"
    OTHER = "other"

    @property
    def iti_class(self) -> ItiClass | None:
        """Small arm or light weapon; derived, never typed. None for `other`, which the Instrument does not name."""
        if self is Category.OTHER:
            return None
        return ItiClass.SMALL_ARM if self in SMALL_ARMS else ItiClass.LIGHT_WEAPON


SMALL_ARMS = frozenset(
    {
        Category.PISTOL,
        Category.RIFLE,
        Category.SUB_MACHINE_GUN,
        Category.ASSAULT_RIFLE,
        Category.LIGHT_MACHINE_GUN,
    }
)
LIGHT_WEAPONS = frozenset(set(Category) - SMALL_ARMS - {Category.OTHER})
