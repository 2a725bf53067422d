"""Photographs made small enough for a paper; the one that is kept stays as it came."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

_QUALITY = 82
_FORMATS = ("JPEG", "PNG")  # the others' readers are not asked: less for a hostile file to try


def can_be_shown(content: bytes) -> bool:
    """Whether all of a picture can be read, to its last dot."""
    try:
        with _opened(content) as picture:
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def small(content: bytes, dots: int) -> bytes:
    """The picture as JPEG, upright, at most so many dots wide and high; the same content gives the same bytes."""
    with _opened(content) as picture:
        picture.draft("RGB", (dots, dots))  # a JPEG is read no finer than needed
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((dots, dots))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY, optimize=False, progressive=False)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # how large it is was looked at before
        return Image.open(io.BytesIO(content), formats=_FORMATS)
