"""Photographs: small in a row, large on Enter, added from files; what is no picture is refused before it is decoded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QPainter
from pytestqt.qtbot import QtBot

from stockpile.domain.errors import Refused
from stockpile.domain.photographs import LARGEST
from ui.desk import Desk
from ui.dialogs.photograph import PhotographDialog
from ui.widgets.photographs import Photograph, PhotographStrip
from ui.widgets.pictures import small_picture

Settled = Callable[[], None]


def made(width: int, height: int, kind: str = "PNG", colour: str = "#A3262A") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#1F2A37"))
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height // 2, QColor(colour))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)  # type: ignore[call-overload]
    return buffer.data().data()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


BOMB = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    + chunk(b"IEND", b"")
)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_made_to_fit(kind: str) -> None:
    small = small_picture(lambda: made(800, 400, kind), "x", QSize(100, 100))
    assert small.size() == QSize(100, 50)


def test_a_picture_that_fits_stays_as_it_is() -> None:
    assert small_picture(lambda: made(30, 20), "x", QSize(100, 100)).size() == QSize(30, 20)


def test_a_picture_is_never_made_nothing() -> None:
    assert small_picture(lambda: made(2000, 2), "x", QSize(100, 100)).size() == QSize(100, 1)


def test_a_picture_stands_upright_as_the_camera_was_held() -> None:
    """A quarter turn in the camera's note (EXIF, orientation 6): what lay on its side is upright."""
    note = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    jpeg = made(800, 400, "JPEG")
    turned = jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note + jpeg[2:]
    small = small_picture(lambda: turned, "x", QSize(100, 100))
    assert small.size() == QSize(50, 100)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photograph.not-a-picture"),
        (b"MZ\x90\0", "photograph.not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photograph.not-a-picture"),
        (b"GIF89a" + b"\0" * 100, "photograph.not-a-picture"),
        (made(50, 50)[:-20], "photograph.not-a-picture"),
        (BOMB, "photograph.too-many-dots"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * LARGEST, "photograph.too-large"),
    ],
    ids=["nothing", "program", "svg", "gif", "cut off", "bomb", "too large"],
)
def test_what_is_no_photograph_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        small_picture(lambda: content, "x.jpg", QSize(100, 100))
    assert refusal.value.code == code


@pytest.fixture
def strip(desk: Desk, qtbot: QtBot, settled: Settled) -> PhotographStrip:
    strip = PhotographStrip(desk, adding=True)
    qtbot.addWidget(strip)
    strip.resize(640, 240)
    strip.show_photographs(
        [Photograph.of("left.png", made(300, 200), "Left side"), Photograph.of("bad.jpg", b"nothing at all")]
    )
    strip.show()
    qtbot.waitExposed(strip)
    settled()
    return strip


def _said(strip: PhotographStrip, row: int) -> str:
    return str(strip.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_small_pictures_come_and_what_is_none_says_so(strip: PhotographStrip) -> None:
    small = strip.model.small(0)
    assert small is not None
    assert small.width() <= 112 * strip.devicePixelRatioF()
    assert _said(strip, 0) == "Photograph 1 of 2: Left side"
    assert "bad.jpg" in _said(strip, 1)
    strip.grab()


def test_a_photograph_is_added_from_a_file(
    strip: PhotographStrip, answers: object, tmp_path: Path, qtbot: QtBot, settled: Settled
) -> None:
    (tmp_path / "mark.jpg").write_bytes(made(640, 480, "JPEG"))
    answers.file = str(tmp_path / "mark.jpg")  # type: ignore[attr-defined]
    with qtbot.waitSignal(strip.changed):
        strip.add.click()
    settled()
    assert [each.name for each in strip.enclosures] == ["mark.jpg"]
    assert strip.enclosures[0].content == (tmp_path / "mark.jpg").read_bytes()
    assert len(strip.photographs) == 3
    strip.add_files([tmp_path / "mark.jpg"])
    settled()
    assert len(strip.enclosures) == 1
    assert "already" in strip.notice.text


def test_a_file_that_is_none_is_refused_and_the_others_are_taken(
    strip: PhotographStrip, tmp_path: Path, settled: Settled
) -> None:
    (tmp_path / "good.png").write_bytes(made(64, 48))
    (tmp_path / "bad.png").write_bytes(b"\x89PNG no")
    strip.add_files([tmp_path / "bad.png", tmp_path / "good.png", tmp_path / "absent.png"])
    assert strip.busy
    settled()
    assert [each.name for each in strip.enclosures] == ["good.png"]
    assert strip.notice.text
    assert not strip.busy


def test_files_are_dropped(strip: PhotographStrip, tmp_path: Path, settled: Settled) -> None:
    (tmp_path / "a.png").write_bytes(made(64, 48))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    strip.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settled()
    assert [each.name for each in strip.enclosures] == ["a.png"]


def test_too_many_are_refused_together(strip: PhotographStrip, tmp_path: Path) -> None:
    strip.add_files([tmp_path / f"{at}.png" for at in range(11)])
    assert "13" in strip.notice.text
    assert not strip.busy


def test_only_what_was_added_here_is_taken_out(
    strip: PhotographStrip, tmp_path: Path, qtbot: QtBot, settled: Settled
) -> None:
    (tmp_path / "a.png").write_bytes(made(64, 48))
    strip.add_files([tmp_path / "a.png"])
    settled()
    for row in (0, 2):
        strip.view.setCurrentIndex(strip.model.index(row, 0))
        qtbot.keyClick(strip.view, Qt.Key.Key_Delete)
    assert len(strip.photographs) == 2
    assert strip.enclosures == ()


def test_enter_makes_one_large_and_arrows_go_on(strip: PhotographStrip, qtbot: QtBot, settled: Settled) -> None:
    strip.view.setFocus()
    strip.view.setCurrentIndex(strip.model.index(0, 0))
    qtbot.keyClick(strip.view, Qt.Key.Key_Return)
    dialog = strip.findChild(PhotographDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull())
    assert dialog.words.text() == "Left side · 1 of 2"
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    settled()
    assert dialog.words.text().startswith("bad.jpg")
    qtbot.waitUntil(lambda: "bad.jpg" in dialog.picture.text())
    assert not dialog.after.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
