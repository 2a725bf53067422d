"""Showing papers: their pages as pictures, for the preview and for tests."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

_PDFIUM = threading.Lock()  # it must not be called from two threads at once


def keywords(pdf: bytes) -> str:
    """What stands in the document's keywords; empty where it cannot be read."""
    try:
        with _opened(pdf) as document:
            return str(document.get_metadata_dict().get("Keywords", ""))
    except (pypdfium2.PdfiumError, ValueError, KeyError):
        return ""


def page_count(pdf: bytes) -> int:
    """How many pages a paper has."""
    with _opened(pdf) as document:
        return len(document)


def page_png(pdf: bytes, page: int, scale: float) -> bytes:
    """One page as PNG; ``page`` from 0, ``scale`` 1.0 for 72 dots an inch."""
    with _opened(pdf) as document:
        picture = document[page].render(scale=scale).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def page_text(pdf: bytes, page: int) -> str:
    """The text of one page."""
    with _opened(pdf) as document:
        return str(document[page].get_textpage().get_text_range())


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
