"""Which paper a voucher has."""

from __future__ import annotations

from collections.abc import Callable

from stockpile.documents.content import PaperContent
from stockpile.documents.deactivation_certificate import deactivation_sheet
from stockpile.documents.destruction_certificate import destruction_sheet
from stockpile.documents.setting import Sheet, set_paper
from stockpile.documents.voucher_paper import voucher_sheet
from stockpile.documents.words import Words
from stockpile.domain.voucher import Kind
from stockpile.language import translations

_SHEETS: dict[Kind, Callable[[PaperContent, Words], Sheet]] = {
    Kind.DESTRUCTION: destruction_sheet,
    Kind.DEACTIVATION: deactivation_sheet,
}


def render(content: PaperContent) -> bytes:
    """The paper of a voucher as PDF/A-3b with its proof attached, not yet signed; the same content gives the same
    bytes."""
    words = translations(content.language).gettext
    return set_paper(content, _SHEETS.get(content.voucher.kind, voucher_sheet)(content, words), words)


def kind_of(kind: Kind) -> str:
    """What the paper of a kind of voucher is called where papers are remembered."""
    return f"{kind.value} certificate" if kind in _SHEETS else f"{kind.value} voucher"
