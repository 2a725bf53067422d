"""Pictures made small enough for the screen, on any thread. A file is what its bytes say, not what its name says; one
made to harm whoever opens it is refused before anything is decoded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from stockpile.domain.errors import Refused
from stockpile.domain.photographs import LARGEST, MOST_DOTS, picture

KINDS = "*.jpg *.jpeg *.png"
# A JPEG is made small while it is read; a PNG stands in memory whole, four bytes a dot, and Qt allows 256 MB.
_MOST_DOTS_WHOLE = 60_000_000


def small_picture(read: Callable[[], bytes], name: str, side: QSize) -> QImage:
    """A photograph that fits into ``side``, upright as the camera was held; one that is smaller stays as it is.

    Raises:
        Refused: ``photograph.too-large``, ``photograph.not-a-picture``, ``photograph.too-many-dots``, of ``name``.
    """
    content = read()
    if len(content) > LARGEST:
        raise Refused("photograph.too-large", file=name, size=len(content), most=LARGEST)
    what = picture(content)
    if what is None:
        raise Refused("photograph.not-a-picture", file=name)
    if what.width * what.height > (_MOST_DOTS_WHOLE if what.kind == "png" else MOST_DOTS):
        raise Refused("photograph.too-many-dots", file=name)
    made = _decoded(content, what.kind, side)
    if made.isNull():
        raise Refused("photograph.not-a-picture", file=name)
    return made


def _decoded(content: bytes, kind: str, side: QSize) -> QImage:
    source = QBuffer()
    source.setData(QByteArray(content))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(kind.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    turned = reader.transformation().value & 4  # by a quarter: the box it fits into is turned as well
    box = side.transposed() if turned else side
    if size.width() > box.width() or size.height() > box.height():
        reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    return reader.read()
