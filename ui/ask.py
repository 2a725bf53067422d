"""The one bridge to questions that stop everything: files to choose, a last confirmation, a printer. Tests put
another in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget


class Ask:
    """Asks the person at the screen; an empty answer means that they left.

    Attributes:
        waits: whether a question stands on the screen, and the program waits for its answer.
    """

    waits = False

    def leave(self) -> None:
        """Leave the question that stands on the screen, as if Escape had been pressed."""
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QDialog):
            asked.reject()

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        self.waits = True
        try:
            yield
        finally:
            self.waits = False

    def confirm(self, parent: QWidget, question: str, yes: str, no: str) -> bool:
        """Whether they choose ``yes``; ``no`` is the default and what Escape means."""
        box = QMessageBox(QMessageBox.Icon.Question, parent.window().windowTitle(), question, parent=parent)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(leave)
        box.setEscapeButton(leave)
        with self._waiting():
            box.exec()
        return box.clickedButton() is agree

    def file_to_open(self, parent: QWidget, title: str, kinds: str) -> str:
        """A file that is there. ``kinds``: Qt's form, `Papers (*.pdf)`."""
        with self._waiting():
            return QFileDialog.getOpenFileName(parent, title, "", kinds)[0]

    def file_to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> str:
        """Where to write a file; replacing one that is there has been confirmed."""
        with self._waiting():
            return QFileDialog.getSaveFileName(parent, title, name, kinds)[0]

    def folder(self, parent: QWidget, title: str, begin: str) -> str:
        """A folder that is there; ``begin``: where to look first."""
        with self._waiting():
            return QFileDialog.getExistingDirectory(parent, title, begin)

    def printer(self, parent: QWidget, pages: int) -> QPrinter | None:
        """A printer, set up, for a paper of so many pages."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        with self._waiting():
            return printer if dialog.exec() else None
