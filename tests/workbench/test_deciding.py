"""A plain import, which passes rows on while it reads, says of every row what the workbench says, which has them all."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from books import rifle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockpile.exchange import inventory, process, tables
from stockpile.exchange.child import Frames, Request, answer
from stockpile.exchange.deciding import Decided, Otherwise
from stockpile.exchange.inventory import read_inventory
from stockpile.office import Office, Session
from stockpile.office.workbench.checking import rows_to_judge

HEADINGS = (
    "Manufacturer",
    "Model",
    "Serial number",
    "Country of manufacture",
    "Calibre",
    "Received",
    "Station",
    "Unit cost",
)
DATES = st.sampled_from(
    [
        "05/06/2006",
        "07/08/2009",
        "5/6/06",
        "05/19/2006",
        "05/20/2006",
        "19/05/2006",
        "2006-05-06",
        "",
        "soon",
        "Aug 4, 2003",
    ]
)
AMOUNTS = st.sampled_from(["1,234", "1.234", "1,5", "1.5", "1.234,50", "1,234.50", "12", "", "free"])


class Here:
    """The child, in this process: what a generated file does to it is quickly seen."""

    stderr = None

    def __init__(self, request: Request) -> None:
        out = io.BytesIO()
        answer(request, Frames(out))
        self.stdout = io.BytesIO(out.getvalue())

    def poll(self) -> int:
        return 0

    def kill(self) -> None:
        pass

    def wait(self) -> int:
        return 0

    stdin = None


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (process, inventory):
        monkeypatch.setattr(module, "start", Here)
    monkeypatch.setattr(tables, "SAMPLE", 3)


def list_of(path: Path, rows: list[tuple[str, str]], *, total: str = "") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(HEADINGS)
        writer.writerows([*rifle(at, received=date), cost] for at, (date, cost) in enumerate(rows))
        if total:
            writer.writerow(["Total", "", "", "", "", "", "", total])
    return path


def plain(path: Path) -> Iterator[tuple[object, ...]]:
    """Every row of a plain import; begun again where all rows decide otherwise than the first."""
    decided: dict[str, Decided] = {}
    for _times in range(3):
        try:
            with read_inventory(path, decided=decided, cancel=threading.Event()) as reading:
                return iter([tuple(row) for chunk in reading for row in chunk])
        except Otherwise as found:
            assert not decided
            decided |= found.by_sheet
    raise AssertionError("it never ends")


def same(office: Office, by: Session, path: Path) -> list[tuple[object, ...]]:
    """Every row, after it was seen that both ways say the same of it."""
    with office.workbench.open([path], by) as work:
        work.check()
        mine = [
            tuple(row)
            for table, rows in rows_to_judge(work.work.tables)
            for some in work.work.checker.read(table, rows)
            for row in some
        ]
    assert list(plain(path)) == mine
    return mine


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(DATES, AMOUNTS), min_size=4, max_size=16), total=st.sampled_from(["", "9.999,50", "9,5"])
)
def test_both_ways_say_the_same_of_every_row(
    here: None, rows: list[tuple[str, str]], total: str, office: Office, anna: Session, tmp_path: Path
) -> None:
    same(office, anna, list_of(tmp_path / "list.tsv", rows, total=total))


MOST_MONTHS = [f"05/{day}/2006" for day in range(13, 32)] + ["06/13/2006", "06/14/2006"]


@pytest.mark.parametrize(
    ("first", "later", "iso"),
    [
        (["05/06/2006"] * 4, ["05/19/2006"], "2006-05-06"),  # open until a row far below
        (["19/05/2006", "05/06/2006", "05/06/2006"], MOST_MONTHS, "2006-05-06"),
        (["05/19/2006", "05/06/2006"], ["19/05/2006"], ""),  # both: nothing is guessed
        (["2006-05-06"] * 4, ["19/05/2006"], "2006-05-06"),
    ],
)  # fmt: skip
def test_the_last_row_counts_as_much_as_the_first(
    here: None, first: list[str], later: list[str], iso: str, office: Office, anna: Session, tmp_path: Path
) -> None:
    path = list_of(tmp_path / "list.tsv", [(each, "1,5") for each in [*first, *later]])
    found = same(office, anna, path)
    facts = found[len(first) - 1][6]
    assert isinstance(facts, dict)
    assert facts.get("received_on", "") == iso


def test_an_import_begins_again_in_the_child_and_records_once(office: Office, anna: Session, tmp_path: Path) -> None:
    """Through the real child: 500 rows that say days first, and 30 that outvote them."""
    rows = [("19/05/2006", "1.5"), *[("05/06/2006", "1,234")] * 500, *[(each, "1.5") for each in MOST_MONTHS]]
    path = list_of(tmp_path / "list.tsv", rows)
    seen: list[int] = []
    answer_ = office.import_inventory(path, by=anna, progress=lambda done, _total: seen.append(done))
    assert (answer_.new, answer_.rejected, answer_.voucher) == (len(rows), 0, "RCV 2026-000001")
    assert seen[-1] == len(rows)
    weapon = office.reading.card("HQ-W0000100").weapon
    assert weapon.received_on == "2006-05-06"
    assert {each["code"] for each in answer_.warnings} == {"date-order"}
