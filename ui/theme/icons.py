"""The few icons of the rail, drawn from strokes on a grid of 24: no file to find, no plug-in to load, any colour and
size."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

Stroke = tuple[tuple[float, float], ...]

STROKES: Mapping[str, tuple[Stroke, ...]] = {
    "register": tuple(stroke for y in (6, 12, 18) for stroke in (((4, y), (5, y)), ((9, y), (20, y)))),
    "import": (((12, 3), (12, 14)), ((8, 10.5), (12, 14.5), (16, 10.5)), ((4, 15), (4, 20), (20, 20), (20, 15))),
    "disposal": (
        ((4, 7), (20, 7)),
        ((9, 7), (9, 4), (15, 4), (15, 7)),
        ((6, 7), (7, 20), (17, 20), (18, 7)),
        ((10, 11), (10, 16)),
        ((14, 11), (14, 16)),
    ),
    "papers": (
        ((14, 3), (6, 3), (6, 21), (18, 21), (18, 7), (14, 3), (14, 7), (18, 7)),
        ((9, 12), (15, 12)),
        ((9, 16), (15, 16)),
    ),
    "seals": (
        ((12, 3), (19, 6), (19, 12), (16, 17), (12, 21), (8, 17), (5, 12), (5, 6), (12, 3)),
        ((9, 12), (11.3, 14.3), (15.2, 9.5)),
    ),
}  # fmt: skip


def icon(name: str, colour: str, size: int = 18) -> QIcon:
    """An icon in one colour, sharp up to three device pixels a logical one."""
    drawn = QIcon()
    for ratio in (1, 2, 3):
        drawn.addPixmap(_pixmap(STROKES[name], colour, size, ratio))
    return drawn


def _pixmap(strokes: tuple[Stroke, ...], colour: str, size: int, ratio: int) -> QPixmap:
    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 24, size / 24)
    painter.setPen(QPen(QColor(colour), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for stroke in strokes:
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in stroke]))
    painter.end()
    return pixmap
