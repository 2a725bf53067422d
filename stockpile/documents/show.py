"""Showing papers: their pages as pictures, for the preview and for tests."""

from __future__ import annotations

import io

import pypdfium2


def page_count(pdf: bytes) -> int:
    """How many pages a paper has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_png(pdf: bytes, page: int, scale: float) -> bytes:
    """One page as PNG; ``page`` from 0, ``scale`` 1.0 for 72 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=scale).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def page_text(pdf: bytes, page: int) -> str:
    """The text of one page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[page].get_textpage().get_text_range())
    finally:
        document.close()
