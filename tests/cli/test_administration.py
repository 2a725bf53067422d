"""Administration at a terminal: what is added, changed, ended, and what is said of it."""

from __future__ import annotations

import pytest

PASSWORD = "four cranes over a quiet field"  # that of the fixture
NEW = "quiet copper meadow"


@pytest.fixture
def with_weapons(armoury):
    for number in range(4):
        piece = ("--maker", "Kestrel", "--model", "KR-4", "--serial", f"K{number:04d}", "--location", "HQ/A/1")
        armoury("record", *piece, by="amara")
    return armoury


def test_the_tree_counts_what_lies_where(with_weapons):
    with_weapons("location", "change", "HQ/A/1", "--capacity", "3", "--name", "Rack 1")
    tree = {each["path"]: each for each in with_weapons("location", "list")}
    assert tree["HQ/A"]["weapons"] == 4
    assert tree["HQ/A"]["here"] == 0
    assert (tree["HQ/A/1"]["here"], tree["HQ/A/1"]["capacity"], tree["HQ/A/1"]["over"]) == (4, 3, 1)
    assert "over-full" in with_weapons("location", "list", json_=False)
    assert [each["path"] for each in with_weapons("location", "list", "--site", "NORTH")] == ["NORTH/A"]
    with_weapons("location", "change", "HQ/A/1", "--capacity", "none")
    assert "capacity" not in {each["path"]: each for each in with_weapons("location", "list")}["HQ/A/1"]


def test_a_place_is_closed_when_it_is_empty(with_weapons):
    assert with_weapons.refused("location", "close", "HQ/A") == "location.holds-weapons"
    with_weapons("location", "add", "HQ/B")
    with_weapons("location", "close", "HQ/B", "--reason", "roof")
    assert with_weapons.refused("place", "K0001", "--in", "HQ/B", by="amara") == "location.closed"
    with_weapons("location", "open", "HQ/B")
    answer = with_weapons("place", "K0001", "--in", "HQ/B", by="amara")
    assert answer["warnings"] == []
    with_weapons("location", "change", "HQ/B", "--capacity", "1")
    assert with_weapons("place", "K0002", "--in", "HQ/B", by="amara")["warnings"] == ["location.over-capacity"]


def test_a_holder_has_facts_and_ends_empty_handed(with_weapons):
    with_weapons("holder", "change", "7-COY", "--number", "0007", "--unit", "2 Bn")
    with_weapons("issue", "K0001", "--to", "7-COY", by="amara")
    (holder,) = with_weapons("holder", "list")
    assert (holder["number"], holder["unit"], holder["weapons"]) == ("0007", "2 Bn", 1)
    assert with_weapons.refused("holder", "deactivate", "7-COY") == "holder.holds-weapons"
    with_weapons("return", "K0001", by="amara")
    with_weapons("holder", "deactivate", "7-COY")
    assert with_weapons.refused("issue", "K0001", "--to", "7-COY", by="amara") == "holder.not-active"
    with_weapons("holder", "activate", "7-COY")
    with_weapons("issue", "K0001", "--to", "7-COY", by="amara")


def test_a_site_changes_its_facts_and_not_its_code(armoury):
    armoury("site", "change", "NORTH", "--name", "Northern Arsenal", "--contact", "+254 1")
    north = {each["code"]: each for each in armoury("site", "list")}["NORTH"]
    assert (north["name"], north["contact"]) == ("Northern Arsenal", "+254 1")
    assert armoury.refused("site", "change", "NORTH", "--country", "Kenya") == "country.unknown"
    assert armoury.refused("site", "change", "EAST", "--name", "x") == "site.unknown"
    assert armoury.refused("site", "change", "NORTH", "--name", "x", by="amara") == "officer.not-entitled"


def test_officers_change_end_and_come_back_with_a_new_password(armoury, monkeypatch):
    armoury("officer", "change", "amara", "--role", "accountant", "--rank", "Sgt")
    amara = {each["login"]: each for each in armoury("officer", "list")}["amara"]
    assert (amara["roles"], amara["rank"]) == (["accountant"], "Sgt")
    assert armoury.refused("officer", "deactivate", "admin") == "officer.last-administrator"
    armoury("officer", "deactivate", "amara", "--reason", "posted")
    assert armoury.refused("weapons", by="amara") == "login.failed"
    monkeypatch.setenv("STOCKPILE_NEW_PASSWORD", NEW)
    assert armoury.refused("officer", "reset", "amara") == "approval.missing"
    answer = armoury("officer", "reset", "amara", approvers=("rosa",))
    assert answer["approvers"] == ["rosa"]
    monkeypatch.setenv("STOCKPILE_PASSWORD_AMARA", NEW)
    armoury("weapons", by="amara")
    assert armoury("verify")["alarms"] == []


def test_ones_own_password(armoury, monkeypatch):
    assert armoury.refused("officer", "password", by="amara") == "password.missing"
    monkeypatch.setenv("STOCKPILE_NEW_PASSWORD", "short")
    assert armoury.refused("officer", "password", by="amara") == "password.short"
    monkeypatch.setenv("STOCKPILE_NEW_PASSWORD", NEW)
    armoury("officer", "password", by="amara")
    assert armoury.refused("weapons", by="amara") == "login.failed"
    monkeypatch.setenv("STOCKPILE_PASSWORD_AMARA", NEW)
    armoury("weapons", by="amara")


def test_a_login_waits_after_five_wrong_passwords_and_is_let_try_again(armoury, monkeypatch):
    monkeypatch.setenv("STOCKPILE_PASSWORD_AMARA", "wrong wrong wrong")
    for _each in range(5):
        assert armoury.refused("weapons", by="amara") == "login.failed"
    monkeypatch.setenv("STOCKPILE_PASSWORD_AMARA", PASSWORD)
    assert armoury.refused("weapons", by="amara") == "login.wait"
    assert armoury("officer", "unlock", "amara")["failures"] == 5
    armoury("weapons", by="amara")


def test_models_are_looked_at_before_they_are_taken(armoury, tmp_path):
    file = tmp_path / "models.csv"
    rows = "Kestrel,KR-4,5.56x45mm NATO,1005-00-073-9421\nKestrel,KP-9,9x19mm,\n"
    file.write_text(f"Manufacturer,Model,Calibre,NSN\n{rows}")
    checked = armoury("model", "import", file, "--check")
    assert (checked["added"], checked["voucher"]) == (["KR-4", "KP-9"], None)
    assert armoury("model", "list") == []
    taken = armoury("model", "import", file, "--authority", "Order 7")
    assert (taken["lines"], taken["unchanged"]) == (2, 0)
    file.write_text("Manufacturer,Model,Calibre\nKestrel Arms,KR-4,\nKestrel,KP-9,9x19mm\n")
    again = armoury("model", "import", file)
    assert (again["added"], again["changed"], again["unchanged"]) == ([], {"KR-4": ["maker"]}, 1)
    nothing = armoury("model", "import", file)
    assert (nothing["voucher"], nothing["unchanged"]) == (None, 2)
    armoury("model", "change", "KR-4", "--features", "bolt on the left; folding stock")
    (model,) = [each for each in armoury("model", "list") if each["key"] == "KR-4"]
    assert model["nsn"] == ["1005-00-073-9421"]
    assert model["features"] == ["bolt on the left", "folding stock"]
    armoury("model", "retire", "KR-4")
    armoury("model", "restore", "KR-4")


def test_rules_are_set_within_their_limits(armoury):
    rules = {each["rule"]: each for each in armoury("rules", "list")}
    assert (rules["witnesses"]["value"], rules["witnesses"]["set"], rules["witnesses"]["source"]) == (2, False, "DE-06")
    armoury("rules", "set", "witnesses=3", "issue-unmarked=no", "--authority", "Act 12")
    rules = {each["rule"]: each for each in armoury("rules", "list")}
    assert (rules["witnesses"]["value"], rules["issue_unmarked"]["value"]) == (3, False)
    assert armoury.refused("rules", "set", "witnesses=0") == "rules.value"
    assert armoury.refused("rules", "set", "issue_unmarked=perhaps") == "rules.yes-or-no"
    assert armoury.refused("rules", "set", "colour=red") == "rules.unknown"
    assert armoury.refused("rules", "set", "witnesses") == "rules.pair"
    assert armoury.refused("rules", "set", "witnesses=2", by="amara") == "officer.not-entitled"


def test_a_large_inventory_takes_a_second_officer_where_the_state_wants_one(armoury, tmp_path):
    armoury("rules", "set", "import_approval_limit=2")
    rows = "\n".join(f"KR-4,K{number:04d}" for number in range(3))
    (tmp_path / "list.csv").write_text(f"Model,Serial number\n{rows}\n")
    assert armoury("import", tmp_path / "list.csv", "--check", by="amara")["new"] == 3
    assert armoury.refused("import", tmp_path / "list.csv", by="amara") == "approval.missing"
    assert armoury("import", tmp_path / "list.csv", by="amara", approvers=("rosa",))["new"] == 3
