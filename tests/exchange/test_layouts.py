"""What is hidden or merged is found in every format, and a damaged file says nothing instead of taking the reader down."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from shared import shared

from stockpile.exchange.guard import Format
from stockpile.exchange.layout import layout_of

HIDDEN_ROWS, HIDDEN_COLUMNS = st.sets(st.integers(2, 30), max_size=6), st.sets(st.integers(1, 12), max_size=4)


def seen(content, kind):
    found = layout_of(io.BytesIO(content), kind)
    return {name: (each.hidden_rows, each.hidden_columns, each.merged) for name, each in found.items()}


def xlsx(rows, columns, merged):
    book = Workbook()
    sheet = book.active
    for row in range(1, 31):
        sheet.append([f"{row}.{at}" for at in range(1, 13)])
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    for at in columns:
        sheet.column_dimensions["ABCDEFGHIJKL"[at - 1]].hidden = True
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def ods(rows, columns):
    filtered, away = ' table:visibility="filter"', ' table:visibility="collapse"'
    lines = [
        f"<table:table-row{filtered if row in rows else ''}><table:table-cell/></table:table-row>"
        for row in range(1, 31)
    ]
    wide = [f"<table:table-column{away if at in columns else ''}/>" for at in range(1, 13)]
    return packed(
        content_xml='<office><table:table table:name="A &amp; B" table:style-name="t">'
        + "".join(wide + lines)
        + "</table:table></office>"
    )


def record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


def xls(rows, columns):
    """A compound file whose one stream is a workbook of one sheet; its sectors stand in no order."""
    begin, end = record(0x809, bytes(16)), record(0x0A, b"")
    name = record(0x85, struct.pack("<IBBBB", 0, 0, 0, 4, 0) + b"Arms")
    sheet = begin
    sheet += b"".join(
        record(0x7D, struct.pack("<HHHHH", at - 1, at - 1, 0, 0, at in columns)) + b"" for at in range(1, 13)
    )
    sheet += b"".join(
        record(0x208, struct.pack("<HHHHHHB3x", row - 1, 0, 1, 0, 0, 0, 0x20 * (row in rows))) for row in range(1, 31)
    )
    sheet += end
    start = len(begin + name + end)
    name = record(0x85, struct.pack("<IBBBB", start, 0, 0, 4, 0) + b"Arms")
    stream = (begin + name + end + sheet).ljust(4_608, b"\0")
    pieces = [stream[at : at + 512] for at in range(0, len(stream), 512)]
    order = [2 + (at * 4) % len(pieces) for at in range(len(pieces))]  # 9 sectors, in steps of four
    table = [0xFFFFFFFD, 0xFFFFFFFE] + [0xFFFFFFFF] * 126
    for one, other in zip(order, [*order[1:], 0xFFFFFFFE], strict=True):
        table[one] = other
    sectors = [
        struct.pack("<128I", *table),
        entry("Workbook", order[0], len(stream)).ljust(512, b"\0"),
        *[b""] * len(pieces),
    ]
    for place, piece in zip(order, pieces, strict=True):
        sectors[place] = piece
    head = bytearray(512)
    struct.pack_into("<8s16xHHHH", head, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<III", head, 44, 1, 1, 0)
    struct.pack_into("<IIIII", head, 56, 4_096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(head) + b"".join(sectors)


def entry(name, sector, size):
    wide = name.encode("utf-16-le")
    return (
        wide.ljust(64, b"\0") + struct.pack("<HB", len(wide) + 2, 2).ljust(52, b"\0") + struct.pack("<IQ", sector, size)
    )


@settings(deadline=None, max_examples=20)
@given(rows=HIDDEN_ROWS, columns=HIDDEN_COLUMNS)
def test_what_is_hidden_is_found_in_every_format(rows, columns):
    wanted = (sorted(rows), sorted(columns), [])
    assert seen(xlsx(rows, columns, []), Format.XLSX) == {"Sheet": wanted}
    assert seen(xls(rows, columns), Format.XLS) == {"Arms": wanted}
    assert seen(ods(rows, columns), Format.ODS) == {"A & B": wanted}


def test_merged_cells_are_found_with_where_they_end():
    assert sorted(seen(xlsx((), (), ["B2:B4", "C1:E1"]), Format.XLSX)["Sheet"][2]) == [[1, 3, 1, 5], [2, 2, 4, 2]]
    lines = (
        '<table:table table:name="S"><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"><text:p>x</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row></table:table>"
    )
    assert seen(packed(content_xml=lines), Format.ODS) == {"S": ([], [], [[4, 3, 6, 4]])}


@pytest.mark.parametrize(
    ("name", "sheet", "wanted"),
    [
        ("hidden-rows/ExcelDataReader__CollapsedHide.xlsb", "Sheet1", ([4], [1], [])),
        ("filter-hidden-rows/test_files__AutoFilter.xlsb", "NE", ([7, 8, 9], [], [])),
        ("merged/test_files__merge_cells.ods", "Merge", None),
    ],
)
def test_the_public_files_say_what_they_hide(name, sheet, wanted):
    path = shared("samples", "messy", *name.split("/"))
    kind = Format.XLSB if name.endswith("xlsb") else Format.ODS
    found = seen(path.read_bytes(), kind)
    if wanted is not None:
        assert found[sheet] == wanted
    else:
        other = path.with_suffix(".xlsb")
        assert sorted(found[sheet][2]) == sorted(seen(other.read_bytes(), Format.XLSB)[sheet][2])
        assert found[sheet][2]


@settings(deadline=None)
@given(rubbish=st.binary(max_size=300), cut=st.integers(0, 6_000), kind=st.sampled_from(list(Format)))
def test_a_damaged_file_says_nothing(rubbish, cut, kind):
    whole = xls({3}, {2})
    parts = [
        rubbish,
        whole[:cut] + rubbish,
        whole[:cut] + rubbish + whole[cut + len(rubbish) :],
        packed(content_xml=rubbish, xl__workbook_bin=rubbish, xl__workbook_xml=rubbish),
    ]
    for content in parts:
        assert isinstance(layout_of(io.BytesIO(content), kind), dict)
