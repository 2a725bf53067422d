"""`python -m ui.gallery [--pictures FOLDER]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.gallery.armoury import Armoury
from ui.gallery.window import Gallery, take_pictures
from ui.theme.look import Look, Scheme


def main(argv: Sequence[str] | None = None) -> int:
    """Show the gallery, or write its pictures; the exit code."""
    made = argparse.ArgumentParser(prog="python -m ui.gallery", description="Every part of the window in every state.")
    made.add_argument("--pictures", type=Path, help="write a picture of every exhibit into this folder, and leave")
    asked = made.parse_args(sys.argv[1:] if argv is None else argv)
    if asked.pictures:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no window comes up
    app = QApplication(sys.argv[:1])
    look = Look(app, Scheme.LIGHT)
    armoury = Armoury.make()
    try:
        gallery = Gallery(look, armoury)
        gallery.show()
        gallery.names.setCurrentRow(0)
        if asked.pictures:
            take_pictures(gallery, asked.pictures)
            return 0
        return app.exec()
    finally:
        armoury.close()


if __name__ == "__main__":
    sys.exit(main())
