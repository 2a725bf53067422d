"""Inventories at a terminal: folders, kept mappings, operations, rejects, passwords, and taking an import back."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook

PROTECTED = Path(__file__).parents[1] / "exchange" / "protected"
HEADINGS = ["What", "Stamp", "Where"]


def book(path, *rows, headings=HEADINGS):
    made = Workbook()
    made.active.append(headings)
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps({"model": "What", "serial": "Stamp", "place": "Where"}))
    return path


def test_folders_and_archives_give_one_document_a_file(armoury, tmp_path):
    folder = tmp_path / "lists"
    folder.mkdir()
    book(folder / "a.xlsx", ["AKM", "A1", "North"], headings=["Model", "Serial number", "Place"])
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("c.csv", "Model,Serial number\nAKM,A2\nAKM,A3\n")
    answers = armoury("import", folder)
    assert [each["new"] for each in answers] == [1, 2]
    assert [each["number"] for each in armoury("imports")] == [answers[1]["voucher"], answers[0]["voucher"]]
    assert "2 new" in armoury("imports", json_=False)


def test_how_a_file_was_read_is_kept_under_a_name(armoury, tmp_path, mapping):
    first = book(tmp_path / "first.xlsx", ["AKM", "A1", "North"], ["AKM", "A2", "North"])
    saved = armoury("import", first, "--mapping", mapping, "--save-mapping", "northern")
    assert (saved["new"], saved["tables"][0]["columns"]["serial"]) == (2, "Stamp")
    later = book(tmp_path / "later.xlsx", ["AKM", "A3", "North"], ["AKM", "A2", "South"])
    assert (armoury("import", later, "--mapping", "northern")["new"]) == 1
    refused = armoury.refused("import", later, "--mapping", "southern")
    assert refused == "import.no-such-mapping"


def test_the_rest_goes_out_and_edits_are_done_again(armoury, tmp_path):
    path = book(
        tmp_path / "list.xlsx",
        ["AKM", "A1", "Nort"],
        ["AKM", "A1", "South"],
        headings=["Model", "Serial number", "Place"],
    )
    operations = tmp_path / "operations.json"
    log = [{"op": "value", "column": "Place", "from": [text], "to": "North"} for text in ("Nort", "Nrth")]
    operations.write_text(json.dumps({"format": "stockpile-operations/1", "operations": log}))
    back = tmp_path / "back.xlsx"
    answer = armoury("import", path, "--operations", operations, "--rejects", back)
    assert (answer["new"], answer["rejected"]) == (1, 1)
    assert [each["code"] for each in answer["warnings"]] == ["edit-not-applied", "identity-in-file"]
    assert armoury.refused("import", path, "--operations", "monthly") == "import.no-such-edits"
    sheet = load_workbook(back).active
    assert [cell.value for cell in sheet[2]][:3] == ["AKM", "A1", "South"]


def test_check_through_the_workbench_records_nothing(armoury, tmp_path, mapping):
    path = book(tmp_path / "list.xlsx", ["AKM", "A1", "North"])
    answer = armoury("import", path, "--mapping", mapping, "--rejects", tmp_path / "back.xlsx", "--check")
    assert (answer["new"], answer["voucher"], answer["checked"]) == (1, None, True)
    assert armoury("weapons", "--count") == {"count": 0}
    assert armoury("imports") == []


def test_a_password_comes_from_the_environment_only(armoury, tmp_path, monkeypatch):
    path = locked(book(tmp_path / "list.xlsx", ["AKM", "A1"], headings=["Model", "Serial number"]), "open sesame")
    assert armoury.refused("import", path) == "file.encrypted"
    assert armoury.refused("import", path, "--password") == "password.missing"
    monkeypatch.setenv("STOCKPILE_FILE_PASSWORD", "open sesame")
    assert armoury("import", path, "--password")["new"] == 1


def locked(path, password):
    """The same workbook under a password."""
    out = io.BytesIO()
    with path.open("rb") as file:
        OOXMLFile(file).encrypt(password, out)
    path.write_bytes(out.getvalue())
    return path


def test_of_a_folder_the_locked_files_are_asked_for_and_the_others_go_in(armoury, tmp_path, monkeypatch):
    folder = tmp_path / "lists"
    folder.mkdir()
    headings = ["Model", "Serial number"]
    book(folder / "a.xlsx", ["AKM", "A1"], headings=headings)
    locked(book(folder / "b.xlsx", ["AKM", "B1"], headings=headings), "open sesame")
    locked(book(folder / "c.xlsx", ["AKM", "C1"], headings=headings), "another")
    (folder / "d.zip").write_bytes((PROTECTED / "classic.zip").read_bytes())
    with zipfile.ZipFile(folder / "e.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing to see")
    monkeypatch.setenv("STOCKPILE_FILE_PASSWORD", "open sesame")
    answers = armoury("import", folder, "--password", code=1)
    found = {each["file"]: each.get("refused", each.get("new")) for each in answers}
    assert found == {
        "lists/a.xlsx": 1,
        "lists/b.xlsx": 1,
        "lists/c.xlsx": "file.password-wrong",
        "lists/d.zip": "file.password-wrong",
        "lists/e.zip/readme.txt": "file.no-inventory",
    }
    wrong = next(each for each in answers if each.get("refused") == "file.password-wrong" and "c" in each["file"])
    assert wrong["message"] == "The password does not open lists/c.xlsx."
    said = armoury("import", folder, code=1, json_=False)
    assert "lists/c.xlsx is protected by a password" in said
    assert "1 unchanged" in said
    monkeypatch.setenv("STOCKPILE_FILE_PASSWORD", "sesame")
    assert armoury("import", folder / "d.zip", "--password")["new"] == 2
    assert armoury("imports")[0]["files"] == ["d.zip/list.csv"]


def test_each_locked_file_is_asked_for_by_its_name(armoury, tmp_path, monkeypatch):
    passwords = {"one.xlsx": "first", "two.xlsx": "second"}
    paths = [
        locked(book(tmp_path / name, ["AKM", name], headings=["Model", "Serial number"]), password)
        for name, password in passwords.items()
    ]
    plain = book(tmp_path / "plain.xlsx", ["AKM", "P1"], headings=["Model", "Serial number"])
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda words: asked.append(words) or passwords[words.split()[2].rstrip(":")])
    assert [each["new"] for each in armoury("import", plain, *paths, "--password")] == [1, 1, 1]
    assert asked == ["Password of one.xlsx: ", "Password of two.xlsx: "]


def test_a_list_of_the_register_comes_back(armoury, tmp_path):
    armoury("import", book(tmp_path / "list.xlsx", ["AKM", "A1"], ["AKM", "A2"], headings=["Model", "Serial number"]))
    path = tmp_path / "back.csv"
    path.write_text(
        "Stockpile id,Serial number,Model,Standing,Calibre\n"
        "HQ-W0000001,A1,AKM,Issued,5.45x39mm\n"
        "HQ-W0000002,A2,AKM,In stock,\n"
        "HQ-W0000077,A3,AKM,In stock,\n"
    )
    answer = armoury("import", path)
    assert (answer["changed"], answer["unchanged"], answer["rejected"]) == (1, 1, 1)
    assert [(each["row"], each["column"], each["code"]) for each in answer["warnings"]] == [
        (2, "Standing", "intake.standing-by-act"),
        (4, "", "intake.no-such-weapon"),
    ]
    assert "row 2, Standing: The row says “issued”, the register “in stock”." in armoury("import", path, json_=False)


def test_an_import_is_taken_back(armoury, tmp_path):
    path = book(tmp_path / "list.xlsx", ["AKM", "A1"], ["AKM", "A2"], headings=["Model", "Serial number"])
    voucher = armoury("import", path)["voucher"]
    assert armoury.refused("import", "--undo", voucher, "--reason", "wrong file") == "approval.missing"
    done = armoury("import", "--undo", voucher, "--reason", "wrong file", approvers=["rosa"])
    assert (done["taken_back"], done["removed"], done["kept"]) == (f"HQ/{voucher}", 2, 0)
    assert armoury("imports")[0]["taken_back"] == done["reference"]
    assert armoury.refused("import", "--undo", voucher, "--reason", "again", approvers=["rosa"]) == "import.taken-back"
    assert armoury("import", path)["new"] == 2
    assert armoury.refused("import", path, "--undo", voucher) == "import.undo-alone"
    assert armoury("verify")["alarms"] == []
