"""Blocks of cells as spreadsheet programs put them on the clipboard: lines, and tabs between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

_BREAKS = ("\t", "\n", "\r")


@dataclass(frozen=True, slots=True)
class Into:
    """Where a block goes: rows from the current one on, and headings from the current column on."""

    ids: Sequence[int]
    headings: Sequence[str]


def cells_of(text: str) -> list[list[str]]:
    """The lines of a block. A cell that holds a break or a tab stands in quotes; where quotes are not closed they are letters
    as any other."""
    text = text.rstrip("\r\n")
    lines = [line.split("\t") for line in text.splitlines()]
    if not any(cell.startswith('"') for line in lines for cell in line):
        return lines
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return lines


def block(text: str, into: Into) -> tuple[dict[str, dict[int, str]], int]:
    """The cells of a block by heading and row, and how many have no place there."""
    lines = cells_of(text)
    rows, width = lines[: len(into.ids)], len(into.headings)
    found = {
        heading: {row: line[at].strip() for row, line in zip(into.ids, rows, strict=False) if at < len(line)}
        for at, heading in enumerate(into.headings[: max(map(len, rows), default=0)])
    }
    lost = sum(len(line) for line in lines[len(rows) :]) + sum(max(len(line) - width, 0) for line in rows)
    return {heading: cells for heading, cells in found.items() if cells}, lost


def as_lines(columns: Sequence[Sequence[str]]) -> str:
    """Columns of texts as a block."""
    return "\n".join("\t".join(map(_cell, line)) for line in zip(*columns, strict=True))


def _cell(text: str) -> str:
    plain = not text.startswith('"') and not any(each in text for each in _BREAKS)
    return text if plain else '"' + text.replace('"', '""') + '"'
