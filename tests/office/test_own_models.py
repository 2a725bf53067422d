"""A model that the state has in its own catalogue is known: to an import, and to what waits on the overview."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile.acts.administering import Add
from stockpile.office import Office, Session
from stockpile.office.todo import Item
from stockpile.sealing.keys import FAST

PASSWORD = "violet harbour lantern"
ROW = "Manufacturer,Model,Serial number,Category\nKestrel Works,{model},{serial},assault rifle\n"


@pytest.fixture
def office(tmp_path: Path):
    with Office.create(
        str(tmp_path / "a.db"), site="HQ", name="Central", country="XZ", login="anna", password=PASSWORD, kdf=FAST
    ) as made:
        yield made


@pytest.fixture
def anna(office: Office) -> Session:
    return office.log_in("anna", PASSWORD)


def imported(office: Office, by: Session, folder: Path, model: str, serial: str) -> None:
    path = folder / f"{serial}.csv"
    path.write_text(ROW.format(model=model, serial=serial), encoding="utf-8")
    assert office.import_inventory(path, by=by).new == 1


def unknown(office: Office) -> list[Item]:
    return [each for each in office.overview.todo() if each.facts.get("flag") == "model-unknown"]


def test_what_is_in_no_catalogue_waits_until_it_is_in_the_states_own(office: Office, anna: Session, tmp_path: Path):
    imported(office, anna, tmp_path, "KR-4", "K1001")
    (waiting,) = unknown(office)
    assert waiting.count == office.reading.count(waiting.what) == 1
    office.perform(Add(things={"model:KR-4": {"maker": "Kestrel Works"}}, site="HQ"), anna)
    assert unknown(office) == []


def test_an_import_does_not_doubt_a_model_of_the_states_own(office: Office, anna: Session, tmp_path: Path):
    office.perform(Add(things={"model:KR-4": {"other_names": ["Kestrel Four"]}}, site="HQ"), anna)
    imported(office, anna, tmp_path, "kr-4", "K1001")
    imported(office, anna, tmp_path, "Kestrel Four", "K1002")
    imported(office, anna, tmp_path, "KR-5", "K1003")
    flags = {row.serial: row.flags for row in office.reading.weapons()}
    assert flags == {"K1001": (), "K1002": (), "K1003": ("model-unknown",)}
