"""Which column is which field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.errors import Refused
from stockpile.exchange.columns import BY_CONTENT, BY_HEADING, BY_MAPPING, heading_words, map_columns
from stockpile.exchange.headings import FIELDS, PHRASES


def fields(headings, *rows, mapping=None):
    return {column.field: column.heading for column in map_columns(headings, rows, mapping) if column.field}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Serial Number", "serial number"), ("serial_number", "serial number"), ("SerialNumber", "serial number"),
        ("S/N", "s n"), ("N° de série", "n de serie"), ("№ п/п", "no п п"), ("Серийный номер", "серииныи номер"),
        ("الكمية", "الكميه"),
    ],
)  # fmt: skip
def test_headings_are_levelled(written, words):
    assert heading_words(written) == words


def test_every_phrase_is_in_the_levelled_form():
    for field, phrases in PHRASES.items():
        assert field in FIELDS
        assert [phrase for phrase in phrases if heading_words(phrase) != phrase] == []


REGISTERS = {
    "en": ("Serial No.", "Manufacturer", "Model", "Caliber", "Country of Origin", "Qty", "Location", "Remarks"),
    "fr": ("N° de série", "Fabricant", "Modèle", "Calibre", "Pays d'origine", "Quantité", "Emplacement", "Remarques"),
    "es": ("Número de serie", "Fabricante", "Modelo", "Calibre", "País de origen", "Cantidad", "Ubicación", "Notas"),
    "ru": ("Серийный номер", "Производитель", "Модель", "Калибр", "Страна", "Количество", "Место", "Примечание"),
    "ar": ("الرقم التسلسلي", "الشركة المصنعة", "الموديل", "العيار", "بلد الصنع", "الكمية", "الموقع", "ملاحظات"),
    "zh": ("序列号", "制造商", "型号", "口径", "原产国", "数量", "位置", "备注"),
}


@pytest.mark.parametrize("language", sorted(REGISTERS))
def test_a_register_in_each_language(language):
    row = ("A12345", "Colt", "M16A1", "5.56x45", "US", 1, "Rack 1", "x")
    wanted = ("serial", "maker", "model", "calibre", "country", "quantity", "place", "remark")
    assert fields(REGISTERS[language], row) == dict(zip(wanted, REGISTERS[language], strict=True))


def test_a_flag_about_serials_is_no_serial():
    assert fields(["Serial Number Required Flag", "Item Name"], ("Y", "RIFLE"), ("N", "VEST")) == {"item": "Item Name"}


def test_a_column_that_only_counts_is_no_serial():
    rows = [(n, f"AB{n}77", "M16A1") for n in range(1, 9)]
    assert fields(["S.No", "Weapon No", "Model"], *rows) == {
        "row_number": "S.No",
        "serial": "Weapon No",
        "model": "Model",
    }
    assert fields(["S. No.", "Model"], ("AB1", "M16"), ("AB7", "M16"), ("AC2", "M4"))["serial"] == "S. No."


def test_the_better_heading_wins_and_the_other_stays():
    found = fields(["Requisition Date", "Ship Date", "Last Inventory Date"], ("2001-02-03", "2001-02-04", "2001-02-05"))
    assert found == {"received_on": "Ship Date"}


def test_cells_decide_doubtful_headings():
    assert "category" in fields(["Type", "Serial Number"], ("Pistol", "A1"), ("Assault rifle", "A2"))
    assert "model" in fields(["Type", "Serial Number"], ("AK-47", "A1"), ("M16A1", "A2"))
    assert "condition" in fields(["État", "Matricule"], ("Bon état", "A1"), ("Hors service", "A2"))
    assert "region" in fields(["State", "NSN"], ("ND", "1005-00-589-1271"))


def test_cells_show_fields_without_a_heading():
    rows = [(f"AB{n}33", "M16A1", "1005-00-073-9421") for n in range(9)]
    columns = map_columns(["", "", ""], rows)
    assert {column.field: column.heading for column in columns} == {
        "serial": "column 1",
        "model": "column 2",
        "nsn": "column 3",
    }
    assert {column.reason for column in columns} == {BY_CONTENT}


def test_cells_can_contradict_a_heading():
    assert "quantity" not in fields(["Item", "Quantity"], ("RIFLE", "many"), ("VEST", "some"))


def test_a_mapping_overrides():
    rows = [("A1", "B1", "M16")]
    columns = map_columns(["Serial Number", "Old number", "Model"], rows, {"serial": "old NUMBER", "model": ""})
    assert [(column.field, column.reason) for column in columns] == [("", ""), ("serial", BY_MAPPING), ("", "")]
    assert fields(["Serial Number"], ("A1",))["serial"] == "Serial Number"
    assert map_columns(["Serial Number"], rows)[0].reason == BY_HEADING


def test_a_mapping_to_no_field_is_refused():
    with pytest.raises(Refused) as refusal:
        map_columns(["A"], [], {"colour": "A"})
    assert refusal.value.code == "import.mapping-field-unknown"


def test_a_heading_that_stands_there_twice_is_told_apart():
    columns = map_columns(["Date", "Date", ""], [("2001-01-01", "2002-02-02", "x")])
    assert [column.heading for column in columns] == ["Date", "Date (2)", "column 3"]
    assert [column.field for column in columns] == ["received_on", "", ""]


cells = st.one_of(st.none(), st.text(max_size=8), st.floats(), st.integers(), st.booleans(), st.dates())


@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["Serial", "Qty", "Type", "No"])), max_size=6), st.data()
)
def test_no_table_is_too_odd(headings, data):
    rows = data.draw(st.lists(st.lists(cells, max_size=7), max_size=5))
    columns = map_columns(headings, rows)
    assert len(columns) == len(headings)
    taken = [column.field for column in columns if column.field]
    assert len(taken) == len(set(taken))
    names = [column.heading for column in columns]
    assert len(names) == len(set(names))
