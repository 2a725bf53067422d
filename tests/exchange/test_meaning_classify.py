"""What a line of an inventory is, by its words and its number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.category import Category
from stockpile.exchange.classify import EQUIPMENT, UNCLEAR, WEAPON, Line, classify, take_apart

WEAPONS = """
RIFLE
RIFLE,5.56 MILLIMETER
RIFLE,CALIBER .30
RIFLE,7.62 SNIPER
RIFLE 5.56MM M4
CARBINE,5.56 MILLIMETER
SUBMACHINE GUN,CALIBER .45
MACHINE GUN,CALIBER .50
MACHINE GUN,LIGHT
GUN,MACHINE,7.62MM
PISTOL,9 MILLIMETER,AUTOMATIC
PISTOL, 40CAL, GLOCK GEN 3
REVOLVER,CALIBER .38 SPECIAL
REVOLVER,.38 SPECIAL,4 INCH BARREL
SHOTGUN,12 GAGE,RIOT TYPE
SHOTGUN,12 GA,PUMP,18 INCH BARREL
LAUNCHER,GRENADE
GRENADE LAUNCHER
LAUNCHER,ROCKET,66MM
RIFLE,RECOILLESS,106MM
M4 CARBINE
M16A2 RIFLE
Rifle, 5.56 mm, M16A1, with bayonet and scabbard
Rifle M14 w/scope
GLOCK 22
Heckler & Koch MP5
Remington 870 Police Magnum
AK-47
RPG-7
Assault rifle AKM 7.62x39
Fusil d'assaut AK47
FUSIL AK 47
Pistolet Makarov
Pistola Beretta 92
Ametralladora ligera
Lance-roquettes RPG-7
Mortier 81 mm
Автомат Калашникова АК-74
пистолет ПМ
بندقية كلاشنكوف
95式自动步枪
TYPE=M16A1 DESC=RIFLE,5.56 MILLIMET
TYPE=45 DESC=PISTOL,CALIBER .45,
TYPE=M79 DESC=GRENADE LAUNCHER
""".strip().splitlines()

EQUIPMENTS = """
MAGAZINE,CARTRIDGE
DESC=MAGAZINE,CARTRIDGE
M16 MAGAZINE
RIFLE RACK
RACK,STORAGE,SMALL ARMS
CASE,RIFLE
BIPOD,RIFLE
RIFLE BIPOD
MOUNT,MACHINE GUN
MACHINE GUN MOUNT
CONVERSION KIT,RIFLE
RIFLE CLEANING KIT
BARREL,CARBINE
BARREL AND FRONT SIGHT ASSEMBLY
BOLT,BREECH
RECEIVER,CARTRIDGE
STOCK,GUN,SHOULDER
PARTS KIT,GUN
SIGHT,REFLEX
RIFLESCOPE
GRIP,PISTOL
HOLSTER,PISTOL
PISTOL BELT
PISTOL,ELECTRICAL IMPULSE
PISTOL,SIGNAL
DESC=SIMUNITION KIT GLOCK 19
SIMULATED,M16A2 RIFLE,5.56MM
TRAINING AID,SMALL ARMS WEAPON
RIFLE,DUMMY
RIFLE, DRILL
AIR RIFLE
GUN,GREASE
HEAT GUN
LINE-THROWING GUN
LAUNCHER,GRENADE,SMOKE
CARTRIDGE,5.56MM
AMMUNITION FOR RIFLE
SHOTGUN SHELLS
WEAPON ACCESSORIES
TRUCK,UTILITY
VEST,BODY ARMOR
GUN SAFE
Chargeur pour fusil AK47
кобура для пистолета
Магазин к автомату АК-74
弹匣
""".strip().splitlines()

UNCLEARS = ["GUN", "WEAPON", "GUNS, THROUGH 30MM", "RIFLE POLISH", "LAUNCHER", "RIFLE,4.5 MILLIMETERS", "MK3MOD0"]


@pytest.mark.parametrize("item", WEAPONS)
def test_weapons(item):
    assert classify(Line(item=item)).sort == WEAPON


@pytest.mark.parametrize("item", EQUIPMENTS)
def test_equipment(item):
    assert classify(Line(item=item)).sort == EQUIPMENT


@pytest.mark.parametrize("item", UNCLEARS)
def test_what_cannot_be_told_is_unclear(item):
    kind = classify(Line(item=item))
    assert kind.sort == UNCLEAR
    assert "unclear-kind" in kind.flags


def test_the_stock_number_tells_the_model():
    kind = classify(Line(nsn="1005-00-589-1271", item="RIFLE,7.62 MILLIMETER"))
    assert kind.facts == {
        "nsn": "1005-00-589-1271",
        "model": "M14",
        "category": Category.RIFLE.value,
        "calibre": "7.62x51mm NATO",
    }
    assert kind.flags == ()


def test_what_the_file_states_stays():
    kind = classify(Line(nsn="1005-00-726-5655", item="TYPE=45 DESC=PISTOL,CALIBER .45,AUTOMATIC"))
    assert kind.facts["model"] == "45"
    assert kind.facts["calibre"] == ".45 ACP"


def test_without_a_model_the_text_stands_for_it():
    kind = classify(Line(item="RIFLE,5.56 MILLIMETER"))
    assert kind.facts["model"] == "RIFLE,5.56 MILLIMETER"
    assert "model-unknown" in kind.flags


def test_a_number_against_its_words_is_unclear():
    assert classify(Line(nsn="1005-00-589-1271", item="MAGAZINE,CARTRIDGE")).sort == UNCLEAR
    assert classify(Line(nsn="8465-01-111-1111", item="RIFLE,5.56 MILLIMETER")).sort == UNCLEAR
    assert classify(Line(nsn="6920-01-111-1111", item="RIFLE,5.56 MILLIMETER")).sort == EQUIPMENT


def test_the_class_alone_makes_no_weapon():
    assert classify(Line(nsn="1005-01-233-8531", item="EXTENSION,LOWER")).sort == EQUIPMENT
    assert classify(Line(nsn="1095-01-523-4304", item="RACK,STORAGE,SMALL ARMS")).sort == EQUIPMENT
    assert classify(Line(nsn="1005-01-111-1111", item="GLOCK 22")).sort == WEAPON


def test_local_stock_numbers_are_kept_and_flagged():
    kind = classify(Line(nsn="1005-01-D17-2240", item="PISTOL, 40CAL, GLOCK GEN 3"))
    assert kind.facts["nsn"] == "1005-01-D17-2240"
    assert kind.facts["maker"] == "GLOCK"
    assert "local-stock-number" in kind.flags
    assert "local-stock-number" in classify(Line(nsn="5855-00-ABC-DEF", item="NIGHTVISION")).flags


def test_loose_receivers_are_pointed_out():
    kind = classify(Line(nsn="1005-01-382-6795", item="RECEIVER,CARTRIDGE"))
    assert (kind.sort, kind.flags) == (EQUIPMENT, ("essential-component",))


@pytest.mark.parametrize(
    ("line", "category"),
    [
        (Line(model="AK-47"), Category.ASSAULT_RIFLE),
        (Line(model="XYZ-9", category="Sub-machine gun"), Category.SUB_MACHINE_GUN),
        (Line(item="MACHINE GUN,CALIBER .50"), Category.HEAVY_MACHINE_GUN),
        (Line(item="MACHINE GUN,7.62 MILLIMETER"), Category.LIGHT_MACHINE_GUN),
        (Line(model="FAL", category="Rifle"), Category.RIFLE),
        (Line(model="Carl Gustaf"), Category.RECOILLESS_RIFLE),
    ],
)
def test_categories(line, category):
    kind = classify(line)
    assert kind.sort == WEAPON
    assert kind.facts["category"] == category.value


def test_a_model_nobody_knows_needs_a_word_for_it():
    assert classify(Line(model="XYZ-9")).sort == UNCLEAR
    assert classify(Line(model="XYZ-9", calibre="9x19")).sort == WEAPON
    assert classify(Line(model="XYZ-9", maker="Beretta")).sort == WEAPON


def test_ambiguous_calibres_stay_text():
    kind = classify(Line(item="PISTOL,9 MILLIMETER,AUTOMATIC"))
    assert kind.facts["calibre"] == "9 MILLIMETER"
    assert "calibre-not-exact" in kind.flags


def test_a_form_is_taken_apart():
    assert take_apart("TYPE=M14 DESC=RIFLE,7.62 MILLIMETER") == ("M14", "RIFLE,7.62 MILLIMETER")
    assert take_apart("DESC=SIGHT,REFLEX") == ("", "SIGHT,REFLEX")
    assert take_apart("RIFLE") == ("", "RIFLE")


texts = st.one_of(st.text(max_size=40), st.sampled_from(WEAPONS + EQUIPMENTS))


@given(st.builds(Line, nsn=texts, item=texts, model=texts, category=texts, calibre=texts, maker=texts))
def test_every_line_gets_an_answer(line):
    kind = classify(line)
    assert kind.sort in (WEAPON, EQUIPMENT, UNCLEAR)
    assert classify(line) == kind
