"""Photographs for the sample armoury: a stamp on worn steel, drawn and not taken, and the same each time."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from stockpile.documents import fonts

_SIZE = (960, 640)
_STEEL, _DARK, _BRIGHT = 104, 62, 214
_MONO = "NotoSansMono-Regular.ttf"


def stamped(text: str, *, worn: bool = False) -> bytes:
    """A mark as a camera would see it; ``worn``: half of it rubbed away."""
    rng = random.Random(text)  # noqa: S311 - a sample is to be the same each time
    picture = Image.new("L", _SIZE, _STEEL)
    draw = ImageDraw.Draw(picture)
    for y in range(0, _SIZE[1], 2):
        draw.line([(0, y), (_SIZE[0], y)], fill=_STEEL + rng.randint(-12, 12))
    draw.rounded_rectangle((70, 200, _SIZE[0] - 70, 440), 24, fill=_STEEL - 18)
    face = ImageFont.truetype(str(fonts.folder() / _MONO), 84)
    left = (_SIZE[0] - draw.textlength(text, font=face)) / 2
    draw.text((left + 3, 263), text, font=face, fill=_DARK)
    draw.text((left, 260), text, font=face, fill=_BRIGHT)
    if worn:
        for _scratch in range(260):
            x, y = rng.randint(70, _SIZE[0] // 2), rng.randint(200, 440)
            draw.line(
                [(x, y), (x + rng.randint(40, 160), y + rng.randint(-6, 6))], fill=_STEEL - rng.randint(0, 30), width=5
            )
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1.4)).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
