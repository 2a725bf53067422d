"""The catalogue as it is asked: shipped and own models, searched by any word and matched."""

from __future__ import annotations

import pytest

from stockpile.acts.administering import Add, Change
from stockpile.domain.category import Category
from stockpile.domain.errors import Refused
from stockpile.office import CatalogueQuery, Office
from stockpile.office.catalogue import Field
from stockpile.reference.candidates import Reason, decided
from stockpile.reference.models import models
from stockpile.sealing.keys import FAST

PASSWORD = "violet harbour lantern"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    path = tmp_path_factory.mktemp("catalogue") / "armoury.db"
    office = Office.create(
        str(path), site="HQ", name="Central Armoury", country="KE", login="jdiallo", password=PASSWORD, kdf=FAST
    )
    session = office.log_in("jdiallo", PASSWORD)
    things = {
        "model:KR-4": {
            "model": "KR-4",
            "maker": "Kestrel Works",
            "category": "assault rifle",
            "other_names": ["Falcon four"],
        },
        "model:KR-3": {"model": "KR-3", "maker": "Kestrel Works"},
        "model:M14": {"model": "M14", "maker": "Kestrel Works"},
    }
    office.perform(Add(things=things, site="HQ"), session)
    office.perform(Change(subject="model:KR-3", changes={"active": False}, site="HQ"), session)
    yield office
    office.close()


def names(office, **asked):
    return [each.name for each in office.catalogue.search(CatalogueQuery(**asked))]


def test_without_words_everything_is_there_the_state_s_own_first(office):
    everything = names(office, limit=10_000)
    assert everything[:2] == ["KR-4", "M14"]
    assert len(everything) == len(models()) + 1
    assert names(office, own=True) == ["KR-4", "M14"]
    assert len(names(office)) == 500


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("mp5", "MP5"), ("M16A1", "M16A1"), ("rpg-7", "RPG-7"), ("kalashnikov", "AK-47"), ("дшк", "DShK"),
        ("54式", "Type 54"), ("1005-00-073-9421", "M16A1"), ("falcon", "KR-4"), ("gen4 17", "Glock 17"),
        ("strela-2", "9K32 Strela-2"), ("كلاشنكوف", "AK-47"), ("kestrel works 4", "KR-4"), ("Dragunof", "SVD"),
    ],
)  # fmt: skip
def test_any_word_finds(office, text, first):
    assert names(office, text=text)[0] == first


@pytest.mark.parametrize(
    ("asked", "among", "not_among"),
    [
        ({"maker": "H&K", "category": "SMG"}, "MP5", "G3"),
        ({"calibre": "9 mm Luger", "country": "Austria"}, "Glock 17", "M9"),
        ({"category": Category.MORTAR, "country": "CN"}, "Type 67 82 mm", "M224"),
        ({"country": "USSR", "calibre": "12.7x108"}, "DShK", "Kord"),
        ({"text": "brazil", "category": "shotgun"}, "CBC 651", "Remington 870"),
        ({"text": "france mortar 60mm"}, "Commando mortar", "M224"),
    ],
)
def test_fields_narrow(office, asked, among, not_among):
    found = names(office, **asked)
    assert among in found
    assert not_among not in found


def test_what_no_word_and_no_likeness_finds_is_not_there(office):
    assert names(office, text="office chair") == []
    assert names(office, maker="Nobody") == []


def test_an_entry_says_all_that_is_known_of_it(office):
    entry = office.catalogue.entry("M16A1")
    assert (entry.component, entry.stock_numbers, entry.own) == ("lower receiver", ("1005-00-073-9421",), False)
    assert "PH" in entry.countries
    assert "T65" in entry.look_alikes
    with pytest.raises(Refused) as refused:
        office.catalogue.entry("Quagga")
    assert refused.value.code == "model.unknown"


def test_what_the_state_says_of_a_shipped_model_goes_before_field_by_field(office):
    entry = office.catalogue.entry("M14")
    assert (entry.own, entry.makers) == (True, ("Kestrel Works",))
    assert entry.calibres == ("7.62x51mm NATO",)
    assert entry.stock_numbers == ("1005-00-589-1271",)


def test_a_model_put_out_of_use_is_neither_found_nor_matched(office):
    assert "KR-3" not in names(office, text="kestrel")
    assert "KR-3" not in {each.key for each in office.catalogue.match_model("KR-3")}


def test_own_models_are_matched_with_the_shipped_ones(office):
    assert decided(office.catalogue.match_model("rifle KR4 5.56mm")).key == "KR-4"
    assert decided(office.catalogue.match_model("falcon FOUR")).key == "KR-4"
    assert decided(office.catalogue.match_model("AKM")).key == "AKM"


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        (Field.MODEL, "m-16 a1", "M16A1"), (Field.MAKER, "F.N. Herstal", "FN"), (Field.CALIBRE, "7,62x39", "7.62x39mm"),
        (Field.COUNTRY, "Yougoslavie", "YUCS"), (Field.CATEGORY, "пулемет", Category.LIGHT_MACHINE_GUN.value),
    ],
)  # fmt: skip
def test_a_column_is_matched_at_once(office, field, text, key):
    found = office.catalogue.match(field.value, [text, "Quagga", text])
    assert list(found) == [text, "Quagga"]
    assert decided(found[text]).key == key


def test_what_nothing_is_like_is_clustered(office):
    groups = office.catalogue.cluster({"Kestrel Works": 3, "KESTREL  works": 1, "Osprey": 1})
    assert [each.values for each in groups] == [("Kestrel Works", "KESTREL  works")]


def test_makers_and_calibres_for_choosing(office):
    assert "Kestrel Works" in office.catalogue.makers()
    assert office.catalogue.makers() == tuple(sorted(office.catalogue.makers(), key=str.casefold))
    codes = office.catalogue.calibres()
    assert codes.index("7.62x39mm") < codes.index(".17 HMR")
    assert len(codes) == len(set(codes))


def test_the_matcher_follows_the_ledger(office):
    session = office.log_in("jdiallo", PASSWORD)
    assert office.catalogue.match_model("Osprey 9") == ()
    office.perform(Add(things={"model:Osprey 9": {"model": "Osprey 9"}}, site="HQ"), session)
    assert office.catalogue.match_model("osprey9")[0].reason is Reason.FOLDED
