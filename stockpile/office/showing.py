"""Looking at a paper that was made: its pages as dots, and where words stand on them. From bytes alone: nothing is
read from the database, and nothing written."""

from __future__ import annotations

from stockpile.documents.show import PagePicture, Place, find, page_picture, page_sizes

__all__ = ["PagePicture", "Place", "find", "page_picture", "page_sizes"]
