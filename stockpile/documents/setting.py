"""Setting a paper that is evidence: what it says goes in as data, PDF/A-3b with the proof attached comes out.

The same content gives the same bytes. Data never becomes markup: the template reads it as JSON.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from importlib import resources
from unicodedata import bidirectional

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
class Picture:
    """A photograph, as JPEG of so many dots, and what it shows; without bytes: it cannot be shown."""

    caption: str
    content: bytes
    width: int = 0
    height: int = 0


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
    """Everything one paper says, in its own language. ``table``: the nominal list; ``tables``: others, before it."""

    title: str
    kind: str
    sections: Sequence[Section]
    table: Table = field(default_factory=Table)
    tables: Sequence[Table] = ()
    pictures: Sequence[Picture] = ()
    pictures_title: str = ""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What makes a paper evidence: its name, the ledger it comes from, the seal over it, and who signed.

    Attributes:
        number: as printed. kind: stored name of the paper. reference: of the voucher it rests on; subject: the weapon.
        moment: aware, on the wall there. timestamp: of the document itself.
        leaf: hex. note: text of the seal. proof: to attach. qr: text of the code.
        proof_words: what of the paper is under the seal.
    """

    number: str
    kind: str
    site: str
    site_name: str
    reference: str
    subject: str = ""
    moment: datetime
    timestamp: datetime
    leaf: str
    note: str
    proof: str
    qr: str
    language: str
    signatures: Sequence[Signature] = ()
    proof_words: str


def set_paper(content: PaperContent, sheet: Sheet, words: Words) -> bytes:
    """The paper of a voucher as PDF, not yet signed."""
    voucher = content.voucher
    evidence = Evidence(
        number=voucher.number,
        kind=voucher.kind.value,
        site=voucher.site,
        site_name=content.site_name,
        reference=voucher.reference,
        moment=voucher.local_time,
        timestamp=voucher.recorded_at,
        leaf=content.leaf,
        note=content.seal,
        proof=content.proof,
        qr=content.qr,
        language=content.language,
        signatures=_signatures(content, words),
        proof_words=words(
            "This paper is derived from the sealed ledger of the site named above. The code and the attached file proof.txt "
            "let anybody check it without a network: the voucher's hash is under the seal below. “stockpile check” tells "
            "whether the paper is genuine and whether the ledger still says the same."
        ),
    )
    return set_sheet(evidence, sheet, words)


def set_sheet(evidence: Evidence, sheet: Sheet, words: Words) -> bytes:
    """Any paper as PDF, not yet signed."""
    files = {
        "main": _template(),
        "sheet.json": msgspec.json.encode(_spelt(_data(evidence, sheet, words), words)),
        "code.svg": _code(evidence.qr),
        "proof.txt": evidence.proof.encode(),
        **{f"picture-{at}.svg": _framed(each) for at, each in enumerate(sheet.pictures) if each.content},
    }
    pdf = typst.compile(  # type: ignore[call-overload]  # its stubs do not know files in memory
        files,
        format="pdf",
        pdf_standards="a-3b",
        font_paths=[str(fonts.folder())],
        ignore_system_fonts=True,
        timestamp=int(evidence.timestamp.timestamp()),
    )
    return bytes(pdf)


@cache
def _template() -> bytes:
    return (resources.files("resources") / "papers" / "paper.typ").read_bytes()


def _code(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=1, xmldecl=True, svgns=True)
    return out.getvalue()


def _framed(picture: Picture) -> bytes:
    """A photograph as the typesetter takes files from memory: as text, so in a drawing that holds nothing else."""
    size = f'width="{picture.width}" height="{picture.height}"'
    content = base64.b64encode(picture.content).decode()
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {picture.width} {picture.height}">'
        f'<image {size} href="data:image/jpeg;base64,{content}"/></svg>'
    )
    return drawing.encode()


def _spelt(data: Mapping[str, object], words: Words) -> Mapping[str, object]:
    """What the paper says in letters its fonts have; where some are missing, it says that too. What is for programs to
    read stays as it is."""
    shown = {name: value if name == "statement" else _letters(value) for name, value in data.items()}
    note = words("Letters that the fonts of this paper lack stand as {sign}; the ledger has them.")
    missing = msgspec.json.encode(shown) != msgspec.json.encode(data)
    return {**shown, "missing": note.format(sign=fonts.MISSING) if missing else ""}


def _letters(value: object) -> object:
    if isinstance(value, str):
        return fonts.spelt(value)
    if isinstance(value, Mapping):
        return {name: _letters(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_letters(each) for each in value]
    return value


def _section(section: Section, language: str) -> dict[str, object]:
    rows = [
        {"label": each.label, "value": {"text": _in_order(each.value.text, language), "mono": each.value.mono}}
        for each in section.rows
    ]
    return {**asdict(section), "rows": rows}


def _table(table: Table, language: str) -> dict[str, object]:
    return {**asdict(table), "rows": [[_in_order(cell, language) for cell in row] for row in table.rows]}


def _in_order(value: str, language: str) -> str:
    """What is written from the left, `2-COY`, would turn round on a paper that is written from the right."""
    mixed = any(bidirectional(each) in ("R", "AL", "FSI", "LRI") for each in value)
    return f"\u2066{value}\u2069" if value and not mixed and language in RIGHT_TO_LEFT else value


def _data(evidence: Evidence, sheet: Sheet, words: Words) -> Mapping[str, object]:
    moment = evidence.moment
    origin, size, root, *_rest = [*evidence.note.splitlines(), "", "", ""]
    return {
        "style": "certificate" if sheet.certificate else "voucher",
        "language": evidence.language,
        "right_to_left": evidence.language in RIGHT_TO_LEFT,
        "document_title": f"{sheet.title} {evidence.number}",
        "title": sheet.title,
        "kind": sheet.kind,
        "number": evidence.number,
        "site": f"{evidence.site_name} ({evidence.site})",
        "moment": moment_in_words(moment),
        "date": {"year": moment.year, "month": moment.month, "day": moment.day},
        "statement": statement.write(
            evidence.kind,
            evidence.site,
            evidence.note,
            reference=evidence.reference,
            leaf=evidence.leaf,
            subject=evidence.subject,
        ),
        "statement_in_words": sheet.statement,
        "page_words": words("Page {number} of {count}"),
        "sections": [_section(section, evidence.language) for section in sheet.sections if section.rows],
        "pictures_title": sheet.pictures_title,
        "pictures": [_picture(at, each, words) for at, each in enumerate(sheet.pictures)],
        "tables": [_table(table, evidence.language) for table in (*sheet.tables, sheet.table) if table.rows],
        "totals_title": words("Totals by category"),
        "totals": [{"label": label, "count": str(count)} for label, count in sheet.totals],
        "signatures_title": words("Signatures"),
        "signatures": [
            {name: _in_order(text, evidence.language) for name, text in asdict(each).items()}
            for each in evidence.signatures
        ],
        "witnesses": [
            {"meaning": words("Witness"), "name": name, "organisation": organisation}
            for name, organisation in sheet.witnesses
        ],
        "seal_line": f"{origin}  {size}  {root}",
        "proof_title": words("Seal and proof"),
        "proof_words": evidence.proof_words,
        "proof_lines": [f"leaf   {evidence.leaf}", *evidence.note.strip().splitlines()[:3], *_cut(evidence.note)],
    }


def _picture(at: int, picture: Picture, words: Words) -> Mapping[str, str]:
    if picture.content:
        return {"file": f"picture-{at}.svg", "caption": picture.caption}
    return {"file": "", "caption": f"{picture.caption} ({words('the picture cannot be shown')})"}


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
