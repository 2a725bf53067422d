"""The one bridge to questions that stop everything: files to choose, a last confirmation, a printer. Tests put
another in its place."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class Ask:
    """Asks the person at the screen; an empty answer means that they left."""

    def confirm(self, parent: QWidget, question: str, yes: str, no: str) -> bool:
        """Whether they choose ``yes``; ``no`` is the default and what Escape means."""
        box = QMessageBox(QMessageBox.Icon.Question, parent.window().windowTitle(), question, parent=parent)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(leave)
        box.setEscapeButton(leave)
        box.exec()
        return box.clickedButton() is agree

    def file_to_open(self, parent: QWidget, title: str, kinds: str) -> str:
        """A file that is there. ``kinds``: Qt's form, `Papers (*.pdf)`."""
        return QFileDialog.getOpenFileName(parent, title, "", kinds)[0]

    def file_to_save(self, parent: QWidget, title: str, name: str, kinds: str) -> str:
        """Where to write a file; replacing one that is there has been confirmed."""
        return QFileDialog.getSaveFileName(parent, title, name, kinds)[0]

    def printer(self, parent: QWidget, pages: int) -> QPrinter | None:
        """A printer, set up, for a paper of so many pages."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.setMinMax(1, pages)
        return printer if dialog.exec() else None
