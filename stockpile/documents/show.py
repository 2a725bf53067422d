"""Showing papers: their pages as pictures, and where words stand on them; for the preview and for tests."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice

import pypdfium2

_PDFIUM = threading.Lock()  # it must not be called from two threads at once
_RUNS = re.compile(r"[^\W\d_]+|\d+")
_LEAST = 3  # signs; fewer stand everywhere
_MOST_FOUND = 500  # places of a word; who looks for "e" is not helped by more


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as dots: blue, green, red, a byte each; a row takes ``stride`` bytes. ``text``: what stands on it."""

    width: int
    height: int
    stride: int
    dots: bytes
    text: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: page from 0, and the box around it in points (72 an inch) from its upper left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


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


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page, in points."""
    with _opened(pdf) as document:
        return tuple(document.get_page_size(page) for page in range(len(document)))


def page_png(pdf: bytes, page: int, scale: float) -> bytes:
    """One page as PNG; ``page`` from 0, ``scale`` 1.0 for 72 dots an inch."""
    with _opened(pdf) as document:
        picture = document[page].render(scale=scale).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def page_picture(pdf: bytes, page: int, scale: float) -> PagePicture:
    """The same as dots, and its text: a tenth of the time, since nothing is compressed to be shown at once."""
    with _opened(pdf) as document:
        leaf = document[page]
        bitmap = leaf.render(scale=scale)
        text = str(leaf.get_textpage().get_text_range())
        return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), text)


def page_text(pdf: bytes, page: int) -> str:
    """The text of one page."""
    with _opened(pdf) as document:
        return str(document[page].get_textpage().get_text_range())


def find(pdf: bytes, words: str) -> tuple[Place, ...]:
    """Where words stand, in the order of reading, whatever their case; so many places at most.

    WORKAROUND pypdfium2 5: on a line written from right to left PDFium turns numbers round (`KA-041267` is read as
    `-041267KA`). Where the whole is found nowhere, its longest run of letters or digits is looked for.
    """
    whole, run = words.strip(), max(_RUNS.findall(words), key=len, default="")
    if not whole:
        return ()
    with _opened(pdf) as document:
        return _places(document, whole) or (_places(document, run) if len(run) >= _LEAST else ())


def _places(document: pypdfium2.PdfDocument, words: str) -> tuple[Place, ...]:
    pages = (_found_on(document[page], page, words) for page in range(len(document)))
    return tuple(islice(chain.from_iterable(pages), _MOST_FOUND))


def _found_on(leaf: pypdfium2.PdfPage, page: int, words: str) -> Iterator[Place]:
    height, text = leaf.get_height(), leaf.get_textpage()
    search = text.search(words)
    while (hit := search.get_next()) is not None:
        for at in range(text.count_rects(*hit)):
            left, bottom, right, top = text.get_rect(at)
            yield Place(page, left, height - top, right - left, top - bottom)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
