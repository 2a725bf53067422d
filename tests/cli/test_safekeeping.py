"""Backup, restore, upgrade and overview at a terminal: what is answered, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from older import as_released

from stockpile.cli.__main__ import main


@pytest.fixture
def folder(armoury):
    made = armoury.folder / "stick"
    made.mkdir()
    return made


@pytest.fixture
def inventory(armoury):
    path = armoury.folder / "inventory.csv"
    rows = "".join(f"Kestrel,KR-4,K{count:04d},assault rifle\n" for count in range(6))
    path.write_text(f"Manufacturer,Model,Serial number,Category\n{rows}", encoding="utf-8")
    armoury("import", path, "--authority", "Order 1", by="amara")
    return path


def test_a_backup_is_made_and_restored(armoury, inventory, folder):
    made = armoury("backup", folder)
    assert made["verified"]
    assert Path(made["file"]).is_file()
    assert Path(made["seal"]).is_file()
    restored = armoury("restore", made["file"], "--to", armoury.folder / "again.db")
    assert restored["vouchers"] == made["vouchers"]
    assert restored["missing"] == {}
    armoury.database = armoury.folder / "again.db"
    assert len(armoury("weapons")) == 6
    assert armoury("verify")["alarms"] == []


def test_what_is_refused_has_its_code_and_is_said_on_standard_error(armoury, folder, capsys):
    assert armoury.refused("backup", folder / "absent") == "backup.no-folder"
    assert armoury.refused("restore", folder / "absent.db", "--to", folder / "new.db") == "backup.absent"
    made = armoury("backup", folder)
    assert armoury.refused("restore", made["file"], "--to", armoury.database) == "restore.exists"
    (folder / "x.db").write_bytes(b"not a database")
    assert armoury("restore", folder / "x.db", "--to", folder / "new.db", code=5)["refused"] == "storage.not-ours"
    Path(made["file"]).write_bytes(Path(made["file"]).read_bytes().replace(b'"name":"Kofi"', b'"name":"Koffy"'[:13]))
    armoury("restore", made["file"], "--to", folder / "new.db", code=3)
    assert not (folder / "new.db").exists()


def test_an_older_backup_is_restored_only_when_somebody_says_so(armoury, inventory, folder):
    made = armoury("backup", folder)
    armoury("issue", "HQ-W0000001", "--holder", "7-COY", by="amara")
    armoury.database.unlink()
    refused = armoury("restore", made["file"], "--to", armoury.database, code=1)
    assert refused["refused"] == "restore.older"
    assert "HQ: 1" in refused["message"]
    said = armoury("restore", made["file"], "--to", armoury.database, "--accept-older", json_=False)
    assert "OLDER" in said
    todo = armoury("overview")["todo"]
    assert "restored-older" in {each["code"] for each in todo}


def test_an_older_database_is_upgraded_on_the_way_and_that_is_said_beside_the_answer(armoury, inventory, capsys):
    as_released(armoury.database)
    code = main(["--database", str(armoury.database), "--officer", "admin", "--json", "weapons"])
    out = capsys.readouterr()
    assert code == 0
    assert len(json.loads(out.out)) == 6  # the answer is one document, as ever
    assert "before-upgrade" in out.err
    assert armoury("upgrade") == {"upgraded": False, "from": None, "copy": None}
    as_released(armoury.database)
    done = armoury("upgrade")
    assert (done["upgraded"], done["from"]) == (True, "0001")
    assert Path(done["copy"]).is_file()


def test_the_overview_says_what_waits(armoury, inventory):
    armoury("issue", "HQ-W0000001", "--holder", "7-COY", "--until", "2099-01-01", by="amara")
    said = armoury("overview", by="amara")
    waits = {each["code"]: each for each in said["todo"]}
    assert waits["without-place"]["count"] == 5
    assert waits["without-place"]["mine"]
    assert not waits["backup-none"]["mine"]
    assert waits["without-place"]["what"]["standing"] == "in stock"
    assert said["holdings"]["standings"] == {"in stock": 5, "issued": 1}
    assert said["holdings"]["held"] == 6
    assert {each["site"] for each in said["ledgers"]} == {"HQ", "NORTH"}
    assert armoury("overview", "--site", "NORTH", by="amara")["holdings"]["held"] == 0
    words = armoury("overview", by="amara", json_=False)
    assert "5 weapons in stock have no place" in words
    armoury("verify")
    assert all(each["wholly_verified"] for each in armoury("overview")["ledgers"])


def test_a_seal_written_to_a_file_is_noted(armoury, folder):
    armoury("seal", "--site", "HQ", "--out", folder / "seal.txt")
    taken = {each["site"]: each["taken_out_size"] for each in armoury("overview")["ledgers"]}
    assert taken["HQ"] > 0
    assert taken["NORTH"] == 0
