"""The bytes that are stored. The examples are promises: what version 1 wrote can be read for ever."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.domain.draft import Private
from stockpile.domain.errors import IntegrityAlarm, StorageFault
from stockpile.domain.marks import Mark, MarkKind
from stockpile.domain.state import as_state
from stockpile.domain.voucher import Attachment, Kind, Line, Signer, Voucher
from stockpile.domain.weapon import weapon
from stockpile.storage import codec

LINE_1 = (
    'stockpile-line/1 {"subject":"HQ-W0000123","event":"issued",'
    '"set":{"standing":"issued","holder":"7-COY","issued_until":null,"flags":["look-alike"],"rounds":30,"mass":3.5},'
    '"seen":{"maker":"Arsenal","serial":"№ 7-Б/\\"12\\""}}'
).encode()
LINE_1_WITHOUT_SEEN = b'stockpile-line/1 {"subject":"HQ-W0000123","event":"received","set":{"serial":"000123"}}'
VOUCHER_1 = (
    'stockpile-voucher/1 {"site":"HQ","seq":41,"kind":"issue","number":"ISS 2026-000007",'
    '"recorded_at":"2026-11-24T11:00:00.000005Z","offset":60,"clock":"2026-11-24T10:00:00.000000Z",'
    '"officer":{"login":"awood","name":"A. Wood","key":"0a1b2c3d"},'
    '"approvers":[{"login":"bstone","name":"B. Stone","key":"1b2c3d4e"}],'
    '"authority":"ORD 7","reason":"учение","facts":{"to":{"unit":"7-COY"},"until":null},'
    '"attachments":[{"sha256":"e3b0c442","name":"a.pdf","size":12}],"lines":1,'
    '"root":"c0ffee"}'
).encode()

LINE = Line(
    "HQ-W0000123",
    "issued",
    {"standing": "issued", "holder": "7-COY", "issued_until": None, "flags": ["look-alike"], "rounds": 30, "mass": 3.5},
    {"maker": "Arsenal", "serial": '№ 7-Б/"12"'},
)
VOUCHER = Voucher(
    site="HQ",
    seq=41,
    kind=Kind.ISSUE,
    number="ISS 2026-000007",
    recorded_at=datetime(2026, 11, 24, 11, 0, 0, 5, UTC),
    offset=60,
    clock=datetime(2026, 11, 24, 10, tzinfo=UTC),
    officer=Signer("awood", "A. Wood", "0a1b2c3d"),
    approvers=(Signer("bstone", "B. Stone", "1b2c3d4e"),),
    authority="ORD 7",
    reason="учение",
    facts={"to": {"unit": "7-COY"}, "until": None},
    attachments=(Attachment("e3b0c442", "a.pdf", 12),),
    lines=1,
    root="c0ffee",
)


def test_version_1_of_a_line_stands_as_it_was_written_down() -> None:
    assert codec.encode_line(LINE) == LINE_1
    assert codec.decode_line(LINE_1) == LINE
    plain = Line("HQ-W0000123", "received", {"serial": "000123"})
    assert codec.encode_line(plain) == codec.encode_line_raw(plain.subject, plain.event, dict(plain.set))
    assert codec.encode_line(plain) == LINE_1_WITHOUT_SEEN
    assert codec.decode_line(LINE_1_WITHOUT_SEEN) == plain


def test_version_1_of_a_voucher_stands_as_it_was_written_down() -> None:
    assert codec.encode_voucher(VOUCHER) == VOUCHER_1
    assert codec.decode_voucher(VOUCHER_1) == VOUCHER


def test_every_kind_of_voucher_can_be_read() -> None:
    for kind in Kind:
        stored = VOUCHER_1.replace(b'"kind":"issue"', f'"kind":"{kind.value}"'.encode())
        assert codec.decode_voucher(stored).kind is kind


@pytest.mark.parametrize(
    ("body", "fact"),
    [
        (LINE_1.replace(b"/1", b"/2", 1), "stockpile-line/2"),
        (LINE_1.replace(b"/1", b"/19", 1), "stockpile-line/19"),
        (VOUCHER_1.replace(b"/1", b"/2", 1), "stockpile-voucher/2"),
        (VOUCHER_1.replace(b'"issue"', b'"lend"', 1), "lend"),
    ],
)
def test_what_a_newer_program_wrote_is_not_guessed_at(body: bytes, fact: str) -> None:
    read = codec.decode_voucher if body.startswith(b"stockpile-voucher") else codec.decode_line
    with pytest.raises(StorageFault) as fault:
        read(body)
    assert fault.value.code == "storage.newer"
    assert fact in fault.value.facts.values()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"stockpile-line/1",
        b"stockpile-line/1 ",
        b"stockpile-line/1{}",
        b"stockpile-line/ {}",
        b"stockpile-line/1 []",
        b'stockpile-line/1 {"subject":"a","event":"b"}',
        b'stockpile-line/1 {"subject":1,"event":"b","set":{}}',
        b'stockpile-line/1 {"subject":"a","event":"b","set":{},"more":1}',
        b'stockpile-line/1 {"subject":"a","event":"b","set":{"a":\xff}}',
        b'stockpile-line/1 {"subject":"a","event":"b","set":{"a":"\xff"}}',
        b'stockpile-line/1 {"subject":"a","event":"b","set":{}} {}',
        VOUCHER_1,
        LINE_1[:-1],
    ],
)
def test_what_is_no_line_is_an_alarm(body: bytes) -> None:
    with pytest.raises(IntegrityAlarm) as alarm:
        codec.decode_line(body)
    assert alarm.value.code == "body.unreadable"


@pytest.mark.parametrize(
    ("there", "instead"),
    [(b'"seq":41', b'"seq":"41"'), (b"T11:00", b" 11:00"), (b'"lines":1,', b""), (b'"key":"0a1b2c3d"', b'"key":7')],
)
def test_what_is_no_voucher_is_an_alarm(there: bytes, instead: bytes) -> None:
    with pytest.raises(IntegrityAlarm):
        codec.decode_voucher(VOUCHER_1.replace(there, instead))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
records = st.dictionaries(texts, values, max_size=5)


@given(texts, texts, records, records)
def test_a_line_is_read_as_it_was_written(subject: str, event: str, changes: dict, seen: dict) -> None:
    line = Line(subject, event, changes, seen)
    stored = codec.encode_line(line)
    assert codec.decode_line(stored) == line
    assert codec.encode_line(codec.decode_line(stored)) == stored


@given(
    records,
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),
    st.integers(-1440, 1440),
    texts,
    st.sampled_from(list(Kind)),
)
def test_a_voucher_is_read_as_it_was_written(
    facts: dict, moment: datetime, offset: int, reason: str, kind: Kind
) -> None:
    voucher = Voucher(
        site="HQ",
        seq=0,
        kind=kind,
        number="X",
        recorded_at=moment.replace(tzinfo=UTC),
        offset=offset,
        officer=Signer("a", "b", "c"),
        facts=facts,
        reason=reason,
        clock=moment.replace(tzinfo=UTC) - timedelta(days=1) if offset > 0 else None,
    )
    assert codec.decode_voucher(codec.encode_voucher(voucher)) == voucher


def test_private_facts_are_hashed_with_their_own_salt() -> None:
    stored = codec.sealed({"a": [{"b": Private("J. Doe")}], "c": ("x", 1, True, None)})
    (secluded,) = stored.private
    assert stored.public == {"a": [{"b": {"sealed": secluded.hash}}], "c": ["x", 1, True, None]}
    assert hashlib.sha256(secluded.salt + b"J. Doe").hexdigest() == secluded.hash
    assert len(secluded.salt) == 32


def test_a_private_value_in_a_line_is_a_bug() -> None:
    with pytest.raises(TypeError):
        codec.encode_line(Line("HQ-W0000001", "found", {"by": Private("J. Doe")}))
    with pytest.raises(TypeError):
        codec.sealed({"on": datetime(2026, 1, 1, tzinfo=UTC)})


# A marking as it was stored before marks could carry photographs, and one with them: both mean what they meant, for ever.
MARKED_BEFORE = (
    b'stockpile-line/1 {"subject":"HQ-W0000123","event":"marked","set":{"marks":[{"kind":"state","text":"XZ 1",'
    b'"place":"receiver","legibility":"clear","marked_on":"2025-12-03"}]}}'
)
MARKED_WITH_PHOTOGRAPHS = (
    b'stockpile-line/1 {"subject":"HQ-W0000123","event":"marked","set":{"marks":[{"kind":"state","text":"XZ 1",'
    b'"place":"receiver","legibility":"clear","marked_on":"2025-12-03","photographs":["e3b0c442"]}]}}'
)


@pytest.mark.parametrize(
    ("stored", "photographs"), [(MARKED_BEFORE, ()), (MARKED_WITH_PHOTOGRAPHS, ("e3b0c442",))], ids=["before", "since"]
)
def test_marks_are_stored_as_ever_and_photographs_only_where_there_are_any(
    stored: bytes, photographs: tuple[str, ...]
) -> None:
    mark = Mark(kind=MarkKind.STATE, text="XZ 1", place="receiver", marked_on="2025-12-03", photographs=photographs)
    line = Line("HQ-W0000123", "marked", {"marks": [as_state(mark)]})
    assert codec.encode_line(line) == stored
    assert weapon("HQ-W0000123", codec.decode_line(stored).set).marks == (mark,)
