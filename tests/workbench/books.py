"""The rows that tests of the workbench begin with. All made up."""

from __future__ import annotations

from collections.abc import Sequence

HEADINGS = ("Manufacturer", "Model", "Serial number", "Country of manufacture", "Calibre", "Received", "Station")
Rows = Sequence[Sequence[object]]


def rifle(number: int, **said: object) -> list[object]:
    """A row of an inventory."""
    row: dict[str, object] = {
        "maker": "Kestrel",
        "model": "AKM",
        "serial": f"QF{number:05d}",
        "country": "KE",
        "calibre": "7.62x39mm",
        "received": f"2019-03-{number % 27 + 1:02d}",
        "station": "North",
    }
    return list({**row, **said}.values())
