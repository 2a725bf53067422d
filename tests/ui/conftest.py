"""What tests of the window need: a real office on a temporary file, a desk, and a bridge in place of modal dialogs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from databases import Original, original
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sitting import PASSWORD, idle

from stockpile.acts.administering import Add
from stockpile.acts.recording import NewWeapon, RecordWeapons
from stockpile.domain.people import Role
from stockpile.office import Office, Session
from stockpile.sealing.keys import FAST
from ui.ask import Ask
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.register import RegisterPage
from ui.remembered import Remembered
from ui.speaking import Speaker
from ui.tasks import Tasks
from ui.theme.look import Look, Scheme


@pytest.fixture(scope="module", autouse=True)
def _settled_heap() -> None:
    """What the tests before have loaded stays, and need not be looked through after each test of this file."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _collector_off() -> Iterator[None]:
    """The collector never runs while Qt delivers events (decision 0030); it runs between tests."""
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    """Every test closes its windows."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [each for each in qapp.topLevelWidgets() if each.isVisible()]
    assert not left, f"windows left open: {left}"


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """The theme, put on once."""
    return Look(qapp, Scheme.LIGHT)


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    """Settings of nobody."""
    return Remembered(QSettings(str(tmp_path / "desktop.ini"), QSettings.Format.IniFormat))


class Answers(Ask):
    """Answers in place of a person; notes what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.yes = True
        self.file = ""
        self.printed: Path | None = None

    def confirm(self, parent: QWidget, question: str, yes: str, no: str) -> bool:
        self.asked.append(question)
        return self.yes

    def file_to_open(self, parent: QWidget, title: str, kinds: str) -> str:
        self.asked.append(title)
        return self.file

    def file_to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> str:
        self.asked.append(title)
        return self.file

    def folder(self, parent: QWidget, title: str, begin: str) -> str:
        self.asked.append(title)
        return self.file

    def printer(self, parent: QWidget, pages: int) -> QPrinter | None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.printed))
        return printer


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def found(url: str) -> None:
    Office.create(
        url, site="HQ", name="Central", country="XX", login="jdiallo", password=PASSWORD, officer_name="J. Diallo",
        kdf=FAST,
    ).close()  # fmt: skip


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Original]:
    """A site and the officer who founded it, to be copied."""
    with original(found, tmp_path_factory.mktemp("founded")) as made:
        yield made


class Armoury:
    """An open office with officers and weapons."""

    def __init__(self, url: str) -> None:
        self.office = Office.open(url, kdf=FAST)
        self.path = Path(url)
        self.session = self.log_in("jdiallo")

    def log_in(self, login: str) -> Session:
        return self.office.log_in(login, PASSWORD)

    def officers(self) -> None:
        for login, role in (
            ("commander", Role.COMMANDER),
            ("inspector", Role.INSPECTOR),
            ("disposal", Role.DISPOSAL_OFFICER),
        ):
            self.office.add_officer(login, login.capitalize(), [role], "HQ", PASSWORD, self.session)

    def holder(self) -> None:
        things = {"holder:7-COY": {"site": "HQ", "name": "7th Company"}}
        self.office.perform(Add(things=things, site="HQ"), self.session)

    def staff(self, weapons: int) -> None:
        """Officers, a holder and weapons: what most of what is looked at needs."""
        self.officers()
        self.holder()
        self.weapons(weapons)

    def two_models(self) -> None:
        """A holder, and five weapons of each of two models."""
        self.holder()
        self.weapons(5)
        self.weapons(5, model="AKM", first=100)

    def weapons(self, count: int, *, model: str = "G3A3", first: int = 1) -> tuple[str, ...]:
        pieces = tuple(
            NewWeapon(maker="H&K", model=model, category="assault rifle", country="DE", serial=f"KA-{first + at:06d}")
            for at in range(count)
        )
        self.office.perform(RecordWeapons(pieces=pieces, site="HQ"), self.session)
        return self.ids

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.office.reading.weapons())


Grow = Callable[[Armoury], object]


@contextmanager
def copy_of(founded: Original, folder: Path) -> Iterator[Armoury]:
    with founded.copied("sqlite", folder) as url:
        made = Armoury(url)
        yield made
        made.office.close()


@pytest.fixture(scope="session")
def grown(founded: Original, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Grow], Original]:
    """Lets the armouries of a file begin with more: ``grow`` is done once, and what came of it copied for each test."""

    def growing(grow: Grow) -> Original:
        def make(url: str) -> None:
            with copy_of(founded, Path(url).parent) as made:
                grow(made)

        return Original(make, tmp_path_factory.mktemp("grown"))

    return growing


@pytest.fixture(scope="module")
def beginning(founded: Original) -> Original:
    """As what the armouries of a file begin; a file whose tests want more has its own."""
    return founded


@pytest.fixture
def armoury(beginning: Original, tmp_path: Path) -> Iterator[Armoury]:
    with copy_of(beginning, tmp_path) as made:
        yield made


@pytest.fixture
def path(armoury: Armoury) -> str:
    """Where it is, for a program that opens it."""
    return str(armoury.path)


@pytest.fixture(scope="module")
def shared_armoury(beginning: Original, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Armoury]:
    """One for all the tests of a file that only look."""
    with copy_of(beginning, tmp_path_factory.mktemp("shared")) as made:
        yield made


@pytest.fixture
def desk(armoury: Armoury, tasks: Tasks, answers: Answers, remembered: Remembered, look: Look) -> Desk:
    return Desk(armoury.office, armoury.session, tasks, answers, remembered)


@pytest.fixture
def empty_desk(
    founded: Original, tmp_path: Path, tasks: Tasks, answers: Answers, remembered: Remembered, look: Look
) -> Iterator[Desk]:
    """Where nothing was recorded yet."""
    (tmp_path / "empty").mkdir()
    with copy_of(founded, tmp_path / "empty") as made:
        yield Desk(made.office, made.session, tasks, answers, remembered)


@pytest.fixture
def register(desk: Desk, settled: Callable[[], None]) -> Iterator[RegisterPage]:
    """The page of the register, shown."""
    made = RegisterPage(desk)
    made.resize(1180, 640)
    made.show()
    made.entered()
    settled()
    yield made
    settled()
    made.close()
    made.deleteLater()


@pytest.fixture
def window(look: Look, remembered: Remembered, answers: Answers, qtbot: QtBot) -> Iterator[MainWindow]:
    """The program, begun by nobody yet."""
    made = MainWindow(look, remembered, answers)
    made.resize(1366, 740)
    made.show()
    yield made
    idle(made, qtbot)  # the bot would close it, and delete it while this waits
    made.close()
    made.deleteLater()
    Speaker("en")
    look.set_scheme(Scheme.LIGHT)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def settled(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Wait until nothing is under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: tasks.idle, timeout=10_000)

    return wait
