"""Setting a paper that is evidence: what it says goes in as data, PDF/A-3b with the proof attached comes out.

The same content gives the same bytes. Data never becomes markup: the template reads it as JSON.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import resources

import msgspec
import segno
import typst

from stockpile.documents import fonts, statement
from stockpile.documents.content import PaperContent
from stockpile.documents.words import Words, moment_in_words

RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Value:
    """A value on a paper; ``mono`` for what must be read letter by letter."""

    text: str
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it."""

    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under one title."""

    title: str
    rows: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the nominal list; ``width`` as the template writes it (`1fr`, `20mm`, `auto`)."""

    heading: str
    width: str
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The nominal list; ``more``: what is said of rows that are not on the paper."""

    title: str = ""
    columns: Sequence[TableColumn] = ()
    rows: Sequence[Sequence[str]] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, as what, when and how."""

    meaning: str
    name: str
    login: str
    when: str
    how: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one paper says, in its own language."""

    title: str
    kind: str
    sections: Sequence[Section]
    table: Table = field(default_factory=Table)
    totals: Sequence[tuple[str, int]] = ()
    witnesses: Sequence[tuple[str, str]] = ()
    certificate: bool = False
    statement: str = ""


def fact(label: str, text: object, *, mono: bool = False) -> Fact:
    """A fact of a section."""
    return Fact(label, Value(str(text), mono))


def known(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts without those that say nothing."""
    return tuple(each for each in facts if each.value.text)


def set_paper(content: PaperContent, sheet: Sheet, words: Words) -> bytes:
    """The paper as PDF, not yet signed."""
    files = {
        "main": _template(),
        "sheet.json": msgspec.json.encode(_data(content, sheet, words)),
        "code.svg": _code(content.qr),
        "proof.txt": content.proof.encode(),
    }
    pdf = typst.compile(  # type: ignore[call-overload]  # its stubs do not know files in memory
        files,
        format="pdf",
        pdf_standards="a-3b",
        font_paths=[str(fonts.folder())],
        ignore_system_fonts=True,
        timestamp=int(content.voucher.recorded_at.timestamp()),
    )
    return bytes(pdf)


@cache
def _template() -> bytes:
    return (resources.files("resources") / "papers" / "paper.typ").read_bytes()


def _code(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=1, xmldecl=True, svgns=True)
    return out.getvalue()


def _data(content: PaperContent, sheet: Sheet, words: Words) -> Mapping[str, object]:
    voucher = content.voucher
    local = voucher.local_time
    origin, size, root, *_rest = [*content.seal.splitlines(), "", "", ""]
    return {
        "style": "certificate" if sheet.certificate else "voucher",
        "language": content.language,
        "right_to_left": content.language in RIGHT_TO_LEFT,
        "document_title": f"{sheet.title} {voucher.number}",
        "title": sheet.title,
        "kind": sheet.kind,
        "number": voucher.number,
        "site": f"{content.site_name} ({voucher.site})",
        "moment": moment_in_words(voucher.local_time),
        "date": {"year": local.year, "month": local.month, "day": local.day},
        "statement": statement.write(
            voucher.kind.value, voucher.site, content.seal, reference=voucher.reference, leaf=content.leaf
        ),
        "statement_in_words": sheet.statement,
        "page_words": words("Page {number} of {count}"),
        "sections": [asdict(section) for section in sheet.sections if section.rows],
        "table": asdict(sheet.table),
        "totals_title": words("Totals by category"),
        "totals": [{"label": label, "count": str(count)} for label, count in sheet.totals],
        "signatures_title": words("Signatures"),
        "signatures": [asdict(each) for each in _signatures(content, words)],
        "witnesses": [
            {"meaning": words("Witness"), "name": name, "organisation": organisation}
            for name, organisation in sheet.witnesses
        ],
        "seal_line": f"{origin}  {size}  {root}",
        "proof_title": words("Seal and proof"),
        "proof_words": words(
            "This paper is derived from the sealed ledger of the site named above. The code and the attached file proof.txt "
            "let anybody check it without a network: the voucher's hash is under the seal below. “stockpile check” tells "
            "whether the paper is genuine and whether the ledger still says the same."
        ),
        "proof_lines": [f"leaf   {content.leaf}", *content.seal.strip().splitlines()[:3], *_cut(content.seal)],
    }


def _cut(seal: str) -> list[str]:
    """The signature lines of a seal, in pieces that fit."""
    return [line[at : at + 84] for line in seal.strip().splitlines()[4:] for at in range(0, len(line), 84)]


def _signatures(content: PaperContent, words: Words) -> list[Signature]:
    voucher = content.voucher
    meanings = {
        "officer": words("recorded, and answers for it"),
        "approver": words("approved"),
    }
    when = moment_in_words(voucher.local_time)
    return [
        Signature(meanings[role], signer.name, signer.login, when, words("Ed25519, key {key}").format(key=signer.key))
        for role, signer in voucher.signers
    ]
