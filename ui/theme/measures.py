"""Spacing and type, in logical pixels and points."""

from __future__ import annotations

GRID = 8  # everything stands on multiples of it
CORNER = 6
ROW = 30  # a row of a table
RAIL = 176
PANE = 380  # the weapon beside the register

TEXT_PT = 10
SMALL_PT = 9
HEADING_PT = 12
TITLE_PT = 16

ICON = 18  # beside text of TEXT_PT
ICON_LARGE = 40  # on an empty screen
CONTROL = 32  # a button or field: two stand in the height of a finger, four in an inch
