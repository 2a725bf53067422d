"""Categories of the International Tracing Instrument."""

from __future__ import annotations

from stockpile.domain.category import Category, ItiClass


def test_stored_names_are_written_down():
    assert [each.value for each in Category] == [
        "revolver or self-loading pistol",
        "rifle or carbine",
        "sub-machine gun",
        "assault rifle",
        "light machine gun",
        "heavy machine gun",
        "grenade launcher",
        "portable anti-aircraft gun",
        "portable anti-tank gun",
        "recoilless rifle",
        "portable anti-tank launcher",
        "portable anti-aircraft launcher",
        "mortar",
        "other",
    ]


def test_class_follows_from_category():
    assert Category.LIGHT_MACHINE_GUN.iti_class is ItiClass.SMALL_ARM
    assert Category.HEAVY_MACHINE_GUN.iti_class is ItiClass.LIGHT_WEAPON
    assert Category.OTHER.iti_class is None
    assert all(each.iti_class for each in Category if each is not Category.OTHER)
