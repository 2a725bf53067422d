"""The seal of a ledger on one page, with a code that holds the whole of it: to be kept in other hands."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import msgspec
import segno
import typst

from stockpile.documents import fonts, statement
from stockpile.documents.setting import RIGHT_TO_LEFT
from stockpile.language import translations


@dataclass(frozen=True, slots=True, kw_only=True)
class SealContent:
    """What the page says. ``note``: the text of the seal; ``size``, ``root``: what it says; ``moment``: of printing."""

    site: str
    site_name: str
    note: str
    size: int
    root: str
    moment: datetime
    language: str = "en"


def matrix(text: str) -> tuple[bytes, ...]:
    """The squares of a code that holds a text, row by row: 1 is dark. Without the margin that it needs around it."""
    return tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix)


def seal_paper(content: SealContent) -> bytes:
    """The page as PDF, not yet signed."""
    files = {
        "main": (resources.files("resources") / "papers" / "seal.typ").read_bytes(),
        "seal.json": msgspec.json.encode(_data(content)),
        "code.svg": _code(content.note),
    }
    pdf = typst.compile(  # type: ignore[call-overload]  # its stubs do not know files in memory
        files,
        format="pdf",
        pdf_standards="a-3b",
        font_paths=[str(fonts.folder())],
        ignore_system_fonts=True,
        timestamp=int(content.moment.timestamp()),
    )
    return bytes(pdf)


def _code(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=True, svgns=True)
    return out.getvalue()


def _data(content: SealContent) -> dict[str, object]:
    _ = translations(content.language).gettext
    day = content.moment
    site = f"{content.site_name} ({content.site})" if content.site_name else content.site
    return {
        "title": _("Seal of the ledger"),
        "document_title": f"{_('Seal of the ledger')} {content.site} {content.size}",
        "site": site,
        "language": content.language,
        "right_to_left": content.language in RIGHT_TO_LEFT,
        "statement": statement.write("seal", content.site, content.note),
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "moment": f"{day:%Y-%m-%d %H:%M}",
        "lines": content.note.rstrip("\n").split("\n"),
        "meaning": _(
            "This is the signed head of the ledger. Kept where nobody who writes the ledger can change it, it proves later that"
            " nothing recorded before it was changed or taken away."
        ),
        "facts": [
            {"label": _("Vouchers under the seal"), "value": f"{content.size:,}"},
            {"label": _("Fingerprint"), "value": " ".join(content.root[at : at + 8] for at in range(0, 32, 8))},
        ],
        "how_title": _("To check the ledger against it"),
        "how": [
            _("In Stockpile, open Administration, Seals, and choose “Check against a seal”."),
            _("Scan the code above into the field, or type the lines below it."),
            _("The answer is one of three: consistent; NOT consistent; or the ledger is shorter than the seal."),
        ],
        "kept": [_("Handed over by"), _("Kept by"), _("Date and place")],
    }
