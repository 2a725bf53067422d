"""Made-up photographs, as a camera's files are."""

from __future__ import annotations

import io

from PIL import Image


def jpeg(colour: int = 90, size: tuple[int, int] = (64, 48)) -> bytes:
    """A whole JPEG of one grey; another grey, other bytes."""
    return _saved(Image.new("RGB", size, (colour, colour, colour)), "JPEG")


def png(colour: int = 90, size: tuple[int, int] = (64, 48)) -> bytes:
    """A whole PNG."""
    return _saved(Image.new("RGB", size, (colour, colour, colour)), "PNG")


def _saved(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()
