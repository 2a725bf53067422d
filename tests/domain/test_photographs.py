"""What is taken for a photograph: whole pictures of two kinds, told from their bytes; nothing else, and nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import jpeg, png

from stockpile.domain.photographs import Picture, picture


@pytest.mark.parametrize(("content", "kind"), [(jpeg(), "jpeg"), (png(), "png")])
def test_a_whole_picture_says_what_it_is_and_how_large(content, kind):
    assert picture(content) == Picture(kind, 64, 48)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00"]
)
def test_anything_else_is_none(content):
    assert picture(content) is None


@pytest.mark.parametrize("whole", [jpeg(), png()])
def test_a_picture_that_was_cut_off_is_none(whole):
    taken = [length for length in range(len(whole)) if picture(whole[:length]) is not None]
    assert all(length >= len(whole) - 2 for length in taken)  # what follows the end of a file is nobody's


def test_a_png_whose_bytes_were_changed_is_none():
    content = png()
    for at in range(8, len(content)):
        changed = bytearray(content)
        changed[at] ^= 1
        assert picture(bytes(changed)) is None


@settings(max_examples=300)
@given(st.binary(max_size=400), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", jpeg()[:40], png()[:40]]))
def test_no_bytes_make_it_fail(rest, beginning):
    found = picture(beginning + rest)
    assert found is None or (found.width > 0 and found.height > 0)
