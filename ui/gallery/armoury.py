"""A made-up armoury, small enough to be there at once."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSettings, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen

from stockpile.acts.administering import Add
from stockpile.acts.issuing import Issue
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.office import Office
from stockpile.sealing.keys import FAST
from ui.ask import Ask
from ui.desk import Desk
from ui.remembered import Remembered
from ui.tasks import Tasks

_PASSWORD = "violet harbour lantern"  # noqa: S105 - of nothing but this
_THINGS: dict[str, dict[str, object]] = {
    "location:HQ/A": {"name": "Room A", "site": "HQ"},
    "location:HQ/A/1": {"name": "Rack A1", "site": "HQ"},
    "location:HQ/A/2": {"name": "Rack A2", "site": "HQ"},
    "location:HQ/A/10": {"name": "Rack A10", "site": "HQ"},
    "location:HQ/B": {"name": "Strong room", "site": "HQ"},
    "holder:7-COY": {"name": "7th Company", "site": "HQ"},
    "holder:SGT-0417": {"name": "Amina Wanjiru Mwangi", "site": "HQ"},
}
_PIECES = (
    ("Heckler & Koch", "G3A3", "7.62x51", "DE", "1974", "assault rifle"),
    ("Izhmash", "AKM", "7.62x39", "RU", "1968", "assault rifle"),
    ("FN Herstal", "FNC", "5.56x45", "BE", "1985", "assault rifle"),
    ("Zastava", "M70AB2", "7.62x39", "RS", "1979", "assault rifle"),
)


@dataclass(frozen=True, slots=True)
class Armoury:
    """An open office, a desk at it, and the folder both are in."""

    desk: Desk
    folder: tempfile.TemporaryDirectory[str]
    weapons: tuple[str, ...]

    @classmethod
    def make(cls, language: str = "en") -> Armoury:
        """Make one; a second at most."""
        folder = tempfile.TemporaryDirectory(prefix="stockpile-gallery-", ignore_cleanup_errors=True)
        path = Path(folder.name)
        office = Office.create(
            str(path / "gallery.db"), site="HQ", name="Central Armoury", country="XZ", login="jdiallo",
            password=_PASSWORD, officer_name="J. Diallo", kdf=FAST,
        )  # fmt: skip
        session = office.log_in("jdiallo", _PASSWORD)
        office.perform(Add(things=_THINGS, site="HQ"), session)
        pieces = tuple(
            NewWeapon(
                maker=maker, model=model, calibre=calibre, country=country, year=year, category=category,
                serial=f"KA-{41230 + 37 * at:06d}",
            )
            for at in range(24)
            for maker, model, calibre, country, year, category in (_PIECES[at % len(_PIECES)],)
        )  # fmt: skip
        office.perform(RecordWeapons(pieces=pieces, site="HQ"), session)
        ids = tuple(row.id for row in office.reading.weapons())
        until = date.today() + timedelta(days=7)  # noqa: DTZ011 - a day on the wall
        office.perform(Issue(weapons=ids[1:3], holder="7-COY", until=until, purpose="Guard duty"), session)
        settings = QSettings(str(path / "desktop.ini"), QSettings.Format.IniFormat)
        desk = Desk(office, session, Tasks(), Ask(), Remembered(settings), language)
        return cls(desk, folder, ids)

    def close(self) -> None:
        """Close the office, and take everything away."""
        self.desk.tasks.close()
        self.desk.office.close()
        self.folder.cleanup()


def made_up_photograph(words: str, colour: str, width: int = 640, height: int = 480) -> bytes:
    """Something that looks like a photograph of a marking."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    light = QLinearGradient(QPointF(0, 0), QPointF(width, height))
    light.setColorAt(0, QColor(colour).lighter(160))
    light.setColorAt(1, QColor(colour).darker(180))
    painter.fillRect(image.rect(), light)
    painter.setPen(QPen(QColor(colour).darker(240), 3))
    painter.drawRoundedRect(image.rect().adjusted(60, 120, -60, -120), 24, 24)
    painter.setFont(QFont("Noto Sans Mono", 40, QFont.Weight.Bold))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 80)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
