"""`make bench`: what the program takes, beside what the same work takes with nothing around it, in the same run.

Each measurement is a process of its own, so that its peak memory is its own. The limit writes or reads the same rows with the same columns,
indexes and pragmas through the bare driver; it has no rules, no matching, no signatures and no guards. Nothing is asserted: figures are
for people, and what counts is the ratio.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from installer import bench_browse, bench_ours, bench_raw
from installer.bench_files import make_workbook
from installer.console import say

_BROWSED = (
    ("first", "first rows on the screen"),
    ("orders", "sorting or narrowing (95th)"),
    ("places", "scrolling to any place (95th)"),
)
LISTED = 100_000  # rows of the inventory list
CHECKED = 11_000  # rows of the workbook that is checked


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table. Seconds; ``peak_mb``: of our process, megabytes."""

    name: str
    ours_s: float
    limit_s: float
    ratio: float
    peak_mb: float


def main() -> None:
    """Measure, and say it."""
    args = _parser().parse_args()
    if args.step:
        print(json.dumps(_STEPS[args.step](*args.arguments)))
        return
    with tempfile.TemporaryDirectory(prefix="stockpile-bench-") as folder:
        measured = []
        for each in _all(Path(folder), [int(rows) for rows in args.rows.split(",")]):
            if not args.json:
                say(_line(each))
            measured.append(asdict(each))
    if args.json:
        print(json.dumps(measured))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", default="100000,1000000", help="sizes of the inventories, by commas")
    parser.add_argument("--json", action="store_true", help="only the figures, as JSON")
    parser.add_argument("--step", choices=sorted(_STEPS), help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)
    return parser


def _all(folder: Path, sizes: list[int]) -> Iterator[Measured]:
    yield from _workbench(folder)
    for rows in sizes:
        book, database, raw = folder / f"{rows}.xlsx", folder / f"{rows}.db", folder / f"{rows}-raw.db"
        make_workbook(book, rows)
        yield _pair(f"import of {rows:,} rows", ("import", book, database), ("raw-import", book, database, raw))
        yield _pair(f"verification of {rows:,} lines", ("verify", database), ("raw-verify", database))
        yield _pair(f"substring search in {rows:,}, 95th of 100", ("search", database), ("raw-search", database))
        for what, said in _BROWSED:
            yield _pair(f"{said} of {rows:,}", ("browse", database, what), ("raw-browse", database, what), times=3)
        if rows == LISTED or rows == max(sizes) < LISTED:
            listed = folder / "list.pdf"
            yield _pair(f"inventory list of {rows:,} rows", ("list", database, listed), ("raw-list", database, listed))
        for each in (book, raw):
            each.unlink(missing_ok=True)
    modules = folder / "modules.json"
    yield _pair("start of the window", ("window", modules), ("raw-window", modules), times=7)


def _workbench(folder: Path) -> Iterator[Measured]:
    """From a dropped file to the checked grid; and everything, with commit and seal, beside what pandas takes to read."""
    book = folder / "workbench.xlsx"
    make_workbook(book, CHECKED)
    yield _pair(f"workbench: {CHECKED:,} rows checked", ("workbench", folder, book), ("raw-read", book), times=3)
    yield _pair(f"workbench: an edit in {CHECKED:,} rows", ("edit", folder, book), ("raw-edit",))
    make_workbook(book, LISTED)
    if bench_raw.has_pandas():
        for name, step in (("import", "import"), ("workbench, all steps", "workbench-all")):
            database = folder / f"{step}.db"
            ours = (step, book, database)
            yield _pair(f"{name}: {LISTED:,} rows, beside pandas reading", ours, ("raw-pandas", book))
    else:
        say("pandas is not installed: what it takes to read a workbook is not measured")
    book.unlink()


def _pair(name: str, ours: tuple[object, ...], limit: tuple[object, ...], times: int = 1) -> Measured:
    """Both in turn; what is short is done several times, and the medians stand."""
    pairs = [(_run(ours), _run(limit)) for _ in range(times)]
    mine, theirs = (sorted(each, key=lambda run: run["seconds"])[times // 2] for each in zip(*pairs, strict=True))
    ratio = mine["seconds"] / theirs["seconds"] if theirs["seconds"] else 0.0
    return Measured(
        name, round(mine["seconds"], 4), round(theirs["seconds"], 4), round(ratio, 2), round(mine["peak_mb"], 1)
    )


def _run(command: tuple[object, ...]) -> dict[str, float]:
    step, *arguments = map(str, command)
    done = subprocess.run(
        [sys.executable, "-m", "installer.bench", "--step", step, *arguments],
        stdout=subprocess.PIPE, check=True, text=True, env=bench_ours.environment(),
    )  # fmt: skip
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _line(measured: Measured) -> str:
    return (
        f"{measured.name:<42} {measured.ours_s:>10.3f} s  limit {measured.limit_s:>10.3f} s"
        f"  ratio {measured.ratio:>6.2f}  peak {measured.peak_mb:>8.1f} MB"
    )


_STEPS: dict[str, Callable[..., dict[str, float]]] = {
    "import": bench_ours.take_inventory,
    "verify": bench_ours.verify,
    "search": bench_ours.search,
    "list": bench_ours.print_list,
    "browse": bench_browse.browse,
    "workbench": bench_ours.check_workbook,
    "edit": bench_ours.edit_workbook,
    "workbench-all": bench_ours.take_through_workbench,
    "raw-read": bench_raw.read_bare,
    "raw-edit": bench_raw.a_tenth,
    "raw-pandas": bench_raw.read_with_pandas,
    "window": bench_ours.open_window,
    "raw-import": bench_raw.read_and_insert,
    "raw-verify": bench_raw.hash_lines,
    "raw-search": bench_raw.match,
    "raw-list": bench_raw.draw_list,
    "raw-browse": bench_browse.bare,
    "raw-window": bench_raw.open_bare_window,
}

if __name__ == "__main__":
    main()
