"""The life of one weapon, from an Excel file to the certificate of its destruction, as a person at a terminal lives it."""

from __future__ import annotations

import pytest

from stockpile.exchange.workbook import write_table

HEADINGS = ("Manufacturer", "Model", "Serial number", "Country of manufacture", "Calibre", "Qty")
ROWS = [("Kestrel Works", "KR-4", f"00{number}E5", "DE", "5.56x45mm NATO", 1) for number in range(1, 6)]
WITNESSES = ("--witness", "Ines Marchetti;Ombudsman", "--witness", "Daniel Osei;National Commission")


@pytest.fixture
def inventory(armoury):
    path = armoury.folder / "inventory.xlsx"
    write_table(path, HEADINGS, ROWS, text_columns=range(5), title="Inventory")
    return path


def destroy(terminal, *weapons):
    """From surplus to the cutter, each step by the people the rules want."""
    terminal("surplus", "declare", *weapons, "--authority", "Review 1", by="farida")
    dossier = terminal("dispose", "authorise", *weapons, "--authority", "Order 9", by="farida", approvers=["rosa"])
    terminal("dispose", "verify", "--dossier", dossier["voucher"], by="viktor")
    execute = (
        "dispose",
        "execute",
        "--dossier",
        dossier["voucher"],
        "--method",
        "cutting or shredding",
        "--place",
        "Yard",
    )
    return terminal(*execute, *WITNESSES, "--operator", "Paul Renner", by="kofi", approvers=["viktor"])


def test_the_life_of_one_weapon_is_eleven_vouchers_and_a_certificate(armoury, inventory):
    answer = armoury("import", inventory, "--authority", "Order 1", by="amara")
    assert (answer["new"], answer["weapons_with_serial"]) == (5, 5)
    weapon, serial = "HQ-W0000001", "001E5"
    armoury("mark", serial, "--text", "XZ ARMY 26 {n}", "--place", "receiver", by="amara")
    armoury("place", weapon, "--location", "HQ/A/1", by="amara")
    armoury("issue", weapon, "--holder", "7-COY", "--until", "2099-01-01", by="amara")
    assert armoury.refused("issue", weapon, "--holder", "7-COY", by="amara") == "weapon.standing"
    armoury("return", weapon, "--condition", "unserviceable", by="amara")
    sent = armoury("dispatch", weapon, "--to", "NORTH", "--vehicle", "XZ 1", by="amara")
    assert armoury.refused("accept", sent["voucher"], by="amara") == "acceptance.same-officer"
    armoury("accept", sent["voucher"], "--location", "NORTH/A", by="tomas")
    certificate = destroy(armoury, weapon)

    story = armoury("show", weapon)
    assert [each["event"] for each in story["timeline"]] == [
        "received", "marked", "placed", "issued", "returned", "dispatched", "accepted", "declared surplus",
        "disposal authorised", "verified", "destroyed",
    ]  # fmt: skip
    assert story["weapon"]["serial"] == serial
    assert story["weapon"]["standing"] == "destroyed"

    paper = armoury.folder / "certificate.pdf"
    armoury("paper", certificate["voucher"], "--out", paper)
    checked = armoury("check", paper)
    assert (checked["verdict"], checked["standing"]) == ("genuine", "as printed")
    altered = bytearray(paper.read_bytes())
    altered[len(altered) // 2] ^= 1
    paper.write_bytes(bytes(altered))
    assert armoury("check", paper, code=3)["verdict"] == "altered"

    later = [
        ("mark", weapon, "--text", "X"), ("place", weapon, "--location", "HQ/A/1"), ("issue", weapon, "--holder", "7-COY"),
        ("return", weapon), ("dispatch", weapon, "--to", "HQ"), ("surplus", "declare", weapon, "--authority", "x"),
    ]  # fmt: skip
    for words in later:
        refusal = armoury(*words, code=1)
        assert refusal["refused"] == "weapon.ended"
        assert certificate["voucher"] in refusal["message"]
    verified = armoury("verify")
    assert verified["alarms"] == []
    assert verified["register_matches"] is True
    assert {each["site"] for each in verified["ledgers"]} == {"HQ", "NORTH"}


def test_the_same_file_again_adds_nothing_and_a_later_one_updates_and_lists_what_vanished(armoury, inventory):
    armoury("import", inventory, by="amara")
    again = armoury("import", inventory, by="amara")
    assert (again["new"], again["changed"], again["voucher"]) == (0, 0, None)

    armoury("correct", "HQ-W0000002", "--set", "calibre=9x19mm", "--reason", "misread", by="amara")
    later = [
        ("Kestrel Works", "KR-4", "001E5", "DE", "5.56x45mm NATO", 1),
        ("Kestrel Works", "KR-4", "006E5", "DE", "", 1),
    ]
    later += [(*row[:4], "7.62x51mm NATO" if row[2] == "003E5" else row[4], 1) for row in ROWS[1:4]]
    write_table(inventory, HEADINGS, later, text_columns=range(5))
    answer = armoury("import", inventory, by="amara")
    assert (answer["new"], answer["changed"], answer["unchanged"], answer["vanished"]) == (1, 1, 3, 1)
    calibres = {row["serial"]: row["calibre"] for row in armoury("weapons")}
    assert calibres["003E5"] == "7.62x51mm NATO"
    assert calibres["002E5"] == "9x19mm"  # what was put right is not undone by a file that still says the old


def test_a_check_writes_nothing(armoury, inventory):
    before = armoury("verify")["ledgers"]
    answer = armoury("import", inventory, "--check", by="amara")
    assert (answer["new"], answer["voucher"]) == (5, None)
    assert armoury("weapons", "--count") == {"count": 0}
    assert armoury("verify")["ledgers"] == before


def test_serials_stay_text_from_excel_to_excel_and_pdf(armoury, inventory):
    import openpyxl

    armoury("import", inventory, by="amara")
    out = armoury.folder / "list.xlsx"
    armoury("inventory", "--out", out)
    sheet = openpyxl.load_workbook(out).active
    column = [cell.value for cell in next(sheet.iter_rows(max_row=1))].index("Serial number")
    cells = [row[column] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [row[2] for row in ROWS]
    assert {cell.data_type for cell in cells} == {"s"}
    again = armoury("import", out, "--check", by="amara")
    assert (again["weapons_with_serial"], again["rejected"]) == (5, 0), again

    paper = armoury.folder / "list.pdf"
    armoury("inventory", "--out", paper)
    from stockpile.documents.show import page_text

    assert all(row[2] in page_text(paper.read_bytes(), 0) for row in ROWS)
    assert armoury("check", paper)["verdict"] == "genuine"


def test_the_register_is_answered_as_at_any_date(armoury, inventory):
    armoury("import", inventory, by="amara")
    armoury("issue", "001E5", "--holder", "7-COY", by="amara")
    assert armoury("weapons", "--standing", "issued", "--count") == {"count": 1}
    assert armoury("weapons", "--standing", "issued", "--as-at", "2020-01-01", "--count") == {"count": 0}
    assert armoury("weapons", "--as-at", "2099-01-01", "--count") == {"count": 5}


def test_conditions_are_asked_as_often_as_needed(armoury, inventory):
    armoury("import", inventory, by="amara")
    total = armoury("weapons", "--count")["count"]
    held = armoury("weapons", "--filter", "holder empty", "--filter", "serial not empty", "--count")["count"]
    missing = armoury("weapons", "--filter", "serial empty", "--count")["count"]
    assert held + missing == total
    (row, *_others) = armoury("weapons", "--filter", "serial not empty")
    named = f"serial is {row['serial']}|nothing like it"
    assert [each["id"] for each in armoury("weapons", "--filter", named)] == [row["id"]]
    assert armoury.refused("weapons", "--filter", "colour is red") == "filter.value"
    assert armoury.refused("weapons", "--filter", "received_on before tomorrow") == "filter.value"


def test_weapons_are_named_by_argument_by_file_by_filter_and_by_standard_input(armoury, inventory, monkeypatch):
    import io

    armoury("import", inventory, by="amara")
    listed = armoury.folder / "list.txt"
    listed.write_text("001E5\n002E5\n", encoding="utf-8")
    assert armoury("place", "--from", listed, "--location", "HQ/A", by="amara")["lines"] == 2
    assert armoury("place", "--where", "--query 003", "--location", "HQ/A", by="amara")["lines"] == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("HQ-W0000004\n\nHQ-W0000005\n"))
    assert armoury("place", "--from", "-", "--location", "HQ/A", by="amara")["lines"] == 2
    assert armoury.refused("place", "nothing", "--location", "HQ/A", by="amara") == "weapon.unknown"
    assert armoury.refused("place", "--location", "HQ/A", by="amara") == "weapons.none"


def test_an_ambiguous_serial_is_refused_with_the_candidates(armoury):
    for maker in ("Kestrel", "Adler"):
        armoury("record", "--maker", maker, "--model", "P1", "--serial", "777", by="amara")
    refusal = armoury("issue", "777", "--holder", "7-COY", code=1, by="amara")
    assert refusal["refused"] == "weapon.ambiguous"
    assert refusal["details"]["candidates"] == ["HQ-W0000001", "HQ-W0000002"]


def test_one_way_exits_are_reopened_only_with_two_approvals(armoury, inventory):
    armoury("import", inventory, by="amara")
    destroy(armoury, "001E5")
    words = ("correct", "001E5", "--reopen", "--reason", "the wrong line was executed")
    assert armoury.refused(*words, by="amara", approvers=["rosa"]) == "approval.missing"
    armoury(*words, by="amara", approvers=["rosa", "viktor"])
    (row,) = armoury("weapons", "--flag", "reopened")
    assert (row["id"], row["standing"]) == ("HQ-W0000001", "in stock")


def test_deactivated_weapons_keep_their_record_and_have_a_certificate(armoury, inventory):
    armoury("import", inventory, by="amara")
    armoury("surplus", "declare", "001E5", "--authority", "Review", by="farida")
    words = ("dispose", "authorise", "001E5", "--authority", "Order", "--option", "deactivation")
    assert armoury.refused(*words, by="farida", approvers=["rosa"]) == "disposal.no-reason"
    dossier = armoury(*words, "--not-destroyed-because", "museum", by="farida", approvers=["rosa"])
    armoury("dispose", "verify", "--dossier", dossier["voucher"], by="viktor")
    done = armoury(
        "deactivate", "--dossier", dossier["voucher"], "--standard", "National 2", "--deactivated-by", "Smith Ltd",
        "--verifying-entity", "Proof House", "--mark", "XZ PH 26", by="kofi", approvers=["viktor"],
    )  # fmt: skip
    paper = armoury.folder / "deactivated.pdf"
    armoury("paper", done["reference"], "--out", paper)
    assert armoury("check", paper)["verdict"] == "genuine"


def test_a_seal_from_outside_tells_and_a_proof_can_be_carried_away(armoury, inventory):
    seal = armoury.folder / "seal.txt"
    armoury("seal", "--out", seal)
    armoury("import", inventory, by="amara")
    assert armoury("verify", "--against", seal)["against"] == "consistent"
    assert armoury("verify", "--against", seal.read_text(encoding="utf-8"))["against"] == "consistent"
    proof = armoury.folder / "proof.txt"
    armoury("proof", "001E5", "--out", proof)
    assert proof.read_text(encoding="utf-8").startswith("stockpile-proof/1")
    assert armoury("rebuild", "--compare") == {"differences": [], "matches": True}
    altered = armoury.folder / "other.txt"
    altered.write_text(seal.read_text(encoding="utf-8").replace("\n1", "\n2", 1), encoding="utf-8")
    armoury("verify", "--against", altered, code=3)


def test_exit_codes_and_words(terminal, capsys):
    assert terminal("weapons", "--count", by="nobody", code=1)["refused"] == "login.failed"
    assert "no file" in terminal("import", terminal.folder / "absent.xlsx", code=1, json_=False)
    with pytest.raises(SystemExit) as stopped:
        terminal("no-such-command")
    assert stopped.value.code == 2
    capsys.readouterr()
    assert (
        terminal.refused("init", "--site", "HQ", "--name", "x", "--country", "XZ", "--login", "admin")
        == "database.exists"
    )


def test_busy_is_exit_four(terminal):
    import sqlite3

    blocking = sqlite3.connect(terminal.database, isolation_level=None)
    blocking.execute("BEGIN IMMEDIATE")
    try:
        answer = terminal("holder", "add", "x", "--name", "X", code=4)
        assert answer["refused"] == "storage.busy"
    finally:
        blocking.close()
