"""Menus with headings: a style sheet leaves those of Qt out."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu


def add_heading(menu: QMenu, text: str) -> None:
    """What the next entries are about."""
    if not menu.isEmpty():
        menu.addSeparator()
    menu.addAction(text.replace("&", "&&")).setEnabled(False)
