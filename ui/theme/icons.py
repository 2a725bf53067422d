"""Icons: the program's own names for a shipped set of drawings (Lucide), tinted and drawn when they are first wanted.

A screen says what it means (`take-back`), never which drawing that is. A name that points somewhere (`back`, `next`)
is mirrored where the language runs from right to left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(str(resources.files("resources"))) / "icons"
_RATIOS = (1, 2, 3)  # device pixels a logical one that are drawn sharp
_CURRENT = b"currentColor"

# What the program means, and the drawing that shows it; a test holds both sides together.
FILES: Mapping[str, str] = {
    # workspaces
    "overview": "layout-dashboard",
    "register": "list",
    "counter": "scan-barcode",
    "import": "file-down",
    "counts": "clipboard-check",
    "movements": "truck",
    "maintenance": "wrench",
    "disposal": "flame",
    "incidents": "siren",
    "tracing": "route",
    "papers": "files",
    "reports": "chart-column",
    "administration": "settings",
    # things
    "weapon": "crosshair",
    "model": "shapes",
    "component": "puzzle",
    "person": "user",
    "people": "users",
    "unit": "shield-user",
    "place": "map-pin",
    "places": "folder-tree",
    "rack": "shelving-unit",
    "site": "warehouse",
    "voucher": "receipt-text",
    "paper": "file-text",
    "seal": "shield-check",
    "seals": "shield-check",
    "key": "key-round",
    "signature": "signature",
    "database": "database",
    "backup": "archive-restore",
    "folder": "folder-open",
    "catalogue": "book-open",
    "calendar": "calendar",
    "clock": "clock",
    "history": "history",
    "photograph": "camera",
    "picture": "image",
    "barcode": "scan-barcode",
    "code": "qr-code",
    "server": "server",
    "view": "bookmark",
    "shared": "share-2",
    # acts
    "receive": "package-plus",
    "mark": "stamp",
    "move": "move-right",
    "issue": "hand-helping",
    "take-back": "undo-2",
    "dispatch": "truck",
    "accept": "package-check",
    "surplus": "package-minus",
    "authorise": "gavel",
    "verify": "clipboard-check",
    "destroy": "flame",
    "deactivate": "circle-slash",
    "correct": "pencil",
    # doing
    "search": "search",
    "lock": "lock",
    "unlock": "lock-open",
    "log-out": "log-out",
    "help": "circle-question-mark",
    "close": "x",
    "add": "plus",
    "remove": "trash-2",
    "less": "minus",
    "edit": "pencil",
    "filter": "list-filter",
    "columns": "columns-3",
    "export": "file-up",
    "save": "save",
    "print": "printer",
    "copy": "copy",
    "open": "external-link",
    "refresh": "refresh-cw",
    "undo": "undo-2",
    "sort": "arrow-up-down",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
    "fit-width": "move-horizontal",
    "fit-page": "maximize",
    "pin": "pin",
    "show": "eye",
    "hide": "eye-off",
    "link": "link",
    "language": "languages",
    "light": "sun",
    "dark": "moon",
    "keyboard": "keyboard",
    # states
    "good": "circle-check",
    "warning": "triangle-alert",
    "bad": "circle-x",
    "information": "info",
    "busy": "loader-circle",
    "tick": "check",
    "empty": "inbox",
    "nothing-found": "search-x",
    # directions
    "up": "arrow-up",
    "down": "arrow-down",
    "chevron-up": "chevron-up",
    "chevron-down": "chevron-down",
    "back": "chevron-left",
    "next": "chevron-right",
    "first": "chevrons-left",
    "last": "chevrons-right",
    "more": "ellipsis",
    "more-vertical": "ellipsis-vertical",
    "grip": "grip-vertical",
}

# Where the language runs from right to left these point the other way; the rest are pictures of things.
MIRRORED = frozenset({"back", "next", "first", "last", "move", "take-back", "undo", "open", "log-out", "register"})


def icon(name: str, colour: str, size: int = 18, disabled: str = "", gap: int = 0) -> QIcon:
    """An icon in one colour, sharp up to three device pixels a logical one. ``disabled``: its colour on a control that
    cannot be used, where it has to be another. ``gap``: room left between it and the words after it."""
    backwards = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _drawn(name, colour, disabled, _Shape(size, -gap if backwards else gap, backwards and name in MIRRORED))


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One picture of an icon, for what paints by hand."""
    return icon(name, colour, size).pixmap(_square(size), ratio)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How an icon is drawn: size, room beside it (negative: before it), whether it points the other way."""

    size: int
    gap: int
    mirrored: bool


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, disabled: str, shape: _Shape) -> QIcon:
    made = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        if tint:
            drawing = QSvgRenderer(QByteArray(_source(FILES[name]).replace(_CURRENT, tint.encode())))
            for ratio in _RATIOS:
                made.addPixmap(_pixmap(drawing, shape, ratio), mode)
    return made


def _pixmap(drawing: QSvgRenderer, shape: _Shape, ratio: int) -> QPixmap:
    side, gap = shape.size * ratio, shape.gap * ratio
    image = QImage(side + abs(gap), side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF(0 if shape.mirrored else max(-gap, 0), 0, side, side))
    painter.end()
    made = QPixmap.fromImage(image.flipped(Qt.Orientation.Horizontal) if shape.mirrored else image)
    made.setDevicePixelRatio(ratio)
    return made


@cache
def _source(file: str) -> bytes:
    return (FOLDER / f"{file}.svg").read_bytes()


def _square(size: int) -> QSize:
    return QSize(size, size)
