"""A picture of every page of the window, light, dark and Arabic, in build/pictures (`make pictures`).

The pages are those of the real window, over a sample armoury made for the purpose in a folder that goes again. Without
a screen: QT_QPA_PLATFORM=offscreen. One page after the other is shown and photographed once nothing is under way.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from installer.console import say
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.voucher import Kind
from stockpile.office import Office
from stockpile.office.sample import make_sample
from ui.acts import DIALOGS
from ui.dialogs.help import HelpDialog
from ui.main_window import MainWindow
from ui.pages.administration.page import NAMES as SECTIONS
from ui.pages.page import Goal
from ui.remembered import Remembered
from ui.speaking import Speaker
from ui.theme.look import Look, Scheme
from ui.workspaces import NAMES

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "pictures"
SIZE = (1366, 738)  # a small screen, less the frame of the window
PATIENCE_S = 60
LOGIN, PASSWORD = "demo", "violet harbour lantern"
_ASKED_OF = {Kind.ACCEPTANCE: "in transit", Kind.RETURN: "issued"}  # of the other acts: weapons in stock
_SETTLED = 6  # rounds of events in a row with nothing under way


@dataclass(frozen=True, slots=True)
class Variant:
    """One way the window looks."""

    name: str
    language: str
    scheme: Scheme


VARIANTS = (
    Variant("light", "en", Scheme.LIGHT),
    Variant("dark", "en", Scheme.DARK),
    Variant("arabic", "ar", Scheme.LIGHT),
)


class Photographer:
    """Shows the pages of one window, and takes them."""

    def __init__(self, window: MainWindow, folder: Path, language: str) -> None:
        self.window, self.folder, self.language = window, folder, language
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str, of: QWidget | None = None) -> None:
        """One picture, when nothing moves any more."""
        self.settle()
        (of or self.window).grab().save(str(self.folder / f"{name}.png"))

    def settle(self) -> None:
        """Let the window come to rest."""
        self.until(lambda: self.window.tasks.idle, rounds=_SETTLED)

    def until(self, condition: Callable[[], bool], rounds: int = 1) -> None:
        """Wait until something holds, for so many rounds of events in a row."""
        end, held = time.monotonic() + PATIENCE_S, 0
        while held < rounds:
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            held = held + 1 if condition() else 0
            if time.monotonic() > end:
                raise TimeoutError(f"the window did not come to rest for {self.folder.name}")
            time.sleep(0.03)

    def everything(self, url: str) -> None:
        """Every page: before the log-in, the workspaces, the acts, a paper, the help."""
        self._threshold()
        self.window.open(url)
        self.until(lambda: self.window.office is not None)
        self.take("log-in")
        self.window.log_in.login.setText(LOGIN)
        self.window.log_in.password.setText(PASSWORD)
        self.window.log_in.log_in_wanted.emit(LOGIN, PASSWORD)
        self.until(lambda: self.window.frame is not None)
        for name in NAMES:
            self._go(Goal(name))
            self.take(name)
        for name in SECTIONS:
            self._go(Goal("administration", name))
            self.take(f"administration-{name.replace(' ', '-')}")
        self._weapon()
        self._acts()
        self._paper_and_help()

    def _threshold(self) -> None:
        pages = self.window.pages
        for name, show in (
            ("welcome", pages.show_welcome),
            ("new-armoury", pages.show_new),
            ("connect", pages.show_connect),
        ):
            show()
            self.take(name)

    def _go(self, goal: Goal) -> None:
        frame = self.window.frame
        assert frame is not None  # noqa: S101 - somebody is logged in
        frame.show_goal(goal)
        self.settle()

    def _weapon(self) -> None:
        office = self._office
        weapon = next(iter(office.reading.weapons(WeaponFilter(flag="corrected", limit=1))), None)
        row = weapon or office.reading.weapons(WeaponFilter(standing="issued", limit=1))[0]
        self._go(Goal("register", row.id))
        self.take("register-weapon")
        frame = self.window.frame
        assert frame is not None  # noqa: S101
        frame.register.toggle_drawer()
        self.take("register-filters")
        frame.register.toggle_drawer()

    def _acts(self) -> None:
        frame = self.window.frame
        assert frame is not None  # noqa: S101
        for kind in DIALOGS:
            rows = tuple(self._office.reading.weapons(WeaponFilter(standing=_ASKED_OF.get(kind, "in stock"), limit=3)))
            dialog = frame.open_act(kind, rows)
            self.take(f"act-{kind.value}", dialog)
            dialog.reject()
            dialog.close()
            self.settle()

    def _paper_and_help(self) -> None:
        frame = self.window.frame
        assert frame is not None  # noqa: S101
        paper = frame.open_paper(self._office.reading.vouchers(1)[0].reference)
        self.take("paper", paper)
        paper.close()
        guide = HelpDialog.open_at("register", self.language, self.window)
        self.take("help", guide)
        guide.close()

    @property
    def _office(self) -> Office:
        office = self.window.office
        assert office is not None  # noqa: S101
        return office


def take(app: QApplication, url: str, folder: Path, variants: tuple[Variant, ...] = VARIANTS) -> Iterator[Path]:
    """The pictures of every variant, each in a folder of its own."""
    look, speaker = Look(app, Scheme.LIGHT), Speaker("en")
    for variant in variants:
        look.set_scheme(variant.scheme)
        speaker.speak(variant.language)
        settings = QSettings(str(folder / f"{variant.name}.ini"), QSettings.Format.IniFormat)
        window = MainWindow(look, Remembered(settings), speaker=speaker)
        window.resize(*SIZE)
        window.show()
        Photographer(window, folder / variant.name, variant.language).everything(url)
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        (folder / f"{variant.name}.ini").unlink(missing_ok=True)
        yield folder / variant.name


def main() -> int:
    """Make the sample armoury, take all pictures."""
    gc.disable()  # never while Qt delivers events (decision 0030)
    app = QApplication(sys.argv[:1])
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as sample:
        url = str(Path(sample) / "armoury.db")
        make_sample(Path(sample) / "papers", url, {"STOCKPILE_OFFICER": LOGIN, "STOCKPILE_PASSWORD": PASSWORD})
        for folder in take(app, url, FOLDER):
            say(f"{folder.relative_to(ROOT)}: {len(list(folder.glob('*.png')))} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
