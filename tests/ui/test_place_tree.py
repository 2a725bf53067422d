"""The tree of places as a model: rows that are gone are not asked about, whoever still holds an index of them."""

from __future__ import annotations

import gc

from pytestqt.modeltest import ModelTester

from stockpile.office.places import LocationCard
from ui.models.place_tree import PlaceTree


def _cards(*names: str) -> list[LocationCard]:
    cards = [LocationCard("HQ/A", "HQ", "", here=1)]
    return cards + [LocationCard(f"HQ/A/{name}", "HQ", "HQ/A", here=2) for name in names]


def test_the_tree_is_a_model_as_qt_wants_one(qtmodeltester: ModelTester) -> None:
    tree = PlaceTree()
    tree.show(_cards("1", "2"))
    qtmodeltester.check(tree)


def test_an_index_of_a_row_that_is_gone_finds_nothing() -> None:
    tree = PlaceTree()
    tree.show(_cards("1", "2"))
    kept = [tree.index_of(("HQ", path)) for path in ("", "HQ/A", "HQ/A/1")]
    assert [tree.place(each) for each in kept] == [("HQ", ""), ("HQ", "HQ/A"), ("HQ", "HQ/A/1")]
    for _again in range(50):
        tree.show(_cards("3"))
        gc.collect(0)
        for each in kept:
            assert tree.place(each) is None
            assert tree.data(each) is None
            assert not tree.parent(each).isValid()
