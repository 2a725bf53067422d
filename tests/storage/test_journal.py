"""Reading what was recorded: by name, by subject, by proof."""

from __future__ import annotations

from datetime import timedelta

import pytest
from ledger_clerk import NOON, Clerk, received
from sqlalchemy import event

from stockpile.domain.errors import Refused
from stockpile.domain.voucher import Kind, Line
from stockpile.sealing.checkpoint import open_note
from stockpile.sealing.merkle import leaf_hash
from stockpile.sealing.proof import TlogProof, verify_line_proof
from stockpile.storage import journal, secrets
from stockpile.storage.codec import encode_line
from stockpile.storage.journal import Paper
from stockpile.storage.secrets import Secret
from stockpile.storage.store import Store


def test_vouchers_are_read_by_site_and_by_order_of_recording(store: Store, clerk: Clerk) -> None:
    north = Clerk("NORTH")
    said = [each.record(store) for each in (clerk, north, clerk, clerk)]
    with store.reading() as reader:
        assert list(journal.vouchers(reader)) == said
        assert list(journal.vouchers(reader, "HQ")) == [said[0], said[2], said[3]]
        assert list(journal.vouchers(reader, "HQ", after_seq=0)) == [said[2], said[3]]
        assert list(journal.vouchers(reader, "SOUTH")) == []
        assert [journal.voucher_id(reader, each) for each in said] == [1, 2, 3, 4]
        assert journal.voucher_at(reader, 2) == said[1]
        assert journal.voucher_at(reader, 5) is None
        assert journal.latest(reader, "HQ") == said[3]
        assert journal.latest(reader, "SOUTH") is None


def test_a_voucher_is_found_by_what_stands_on_the_paper(store: Store, clerk: Clerk) -> None:
    here, there = clerk.record(store), Clerk("NORTH").record(store)
    with store.reading() as reader:
        assert journal.voucher(reader, "NORTH", "ISS 2026-000001") == there
        assert journal.by_reference(reader, " HQ / ISS 2026-000001 ") == here
        assert journal.by_reference(reader, "HQ/ISS 2026-000009") is None
        assert journal.by_number(reader, "ISS 2026-000001") == [here, there]
        assert journal.by_number(reader, "RET 2026-000001") == []
        with pytest.raises(Refused) as refused:
            journal.by_reference(reader, "ISS 2026-000001")
    assert refused.value.code == "reference.no-site"


def test_a_timeline_is_all_that_was_said_of_a_piece(store: Store, clerk: Clerk) -> None:
    first = clerk.record(store, received(1), received(2), kind=Kind.RECEIPT)
    issued = Line("HQ-W0000001", "issued", {"holder": "7-COY"})
    second = clerk.record(store, issued, moment=NOON + timedelta(days=1))
    with store.reading() as reader:
        assert journal.timeline(reader, "HQ-W0000001") == [(first, received(1)), (second, issued)]
        assert journal.timeline(reader, "HQ-W0000009") == []


def test_readings_may_run_into_one_another(store: Store, clerk: Clerk) -> None:
    for count in range(3):
        clerk.record(store, received(count), received(count + 10))
    with store.reading() as reader:
        pairs = [(each.seq, line.subject) for each in journal.vouchers(reader) for line in journal.lines(reader, each)]
    assert len(pairs) == 6


def test_every_head_is_kept(store: Store, clerk: Clerk) -> None:
    with store.reading() as reader:
        assert journal.last_seal(reader, "HQ") == ""
    for _ in range(5):
        clerk.record(store)
    with store.reading() as reader:
        heads = [open_note(note, clerk.verifier) for note in journal.seals(reader, "HQ")]
        assert [head.size for head in heads] == [1, 2, 3, 4, 5]
        assert open_note(journal.seal_at(reader, "HQ", 3), clerk.verifier) == heads[2]
        assert journal.seal_at(reader, "HQ", 6) == ""


@pytest.mark.parametrize("before", [0, 1, 6])
def test_a_voucher_and_a_line_are_proved_without_the_database(store: Store, clerk: Clerk, before: int) -> None:
    for _ in range(before):
        clerk.record(store)
    said = clerk.record(store, *(received(count) for count in range(1, 8)))
    clerk.record(store)
    with store.reading() as reader:
        whole = journal.proof_of(reader, said.reference)
        one = journal.proof_of(reader, said.reference, "HQ-W0000005")
        stored = journal.stored_voucher(reader, said)
    head = TlogProof.parse(whole).verify(leaf_hash(stored), clerk.verifier)
    assert head.size == before + 2
    proved = verify_line_proof(one, clerk.verifier)
    assert (proved.line, proved.position, proved.voucher) == (encode_line(received(5)), 4, stored)


def test_what_was_not_recorded_is_not_proved(store: Store, clerk: Clerk) -> None:
    said = clerk.record(store, received(1))
    with store.reading() as reader:
        for reference, subject, code in [
            ("HQ/ISS 2026-000002", None, "voucher.unknown"),
            (said.reference, "HQ-W0000002", "line.unknown"),
            ("ISS 2026-000001", None, "reference.no-site"),
        ]:
            with pytest.raises(Refused) as refused:
                journal.proof_of(reader, reference, subject)
            assert refused.value.code == code


def test_a_voucher_of_another_database_is_unknown(store: Store, clerk: Clerk) -> None:
    with store.writing() as unit:
        elsewhere = unit.append(clerk.draft(), [], clerk.sealer)
    with store.reading() as reader, pytest.raises(Refused) as refused:
        journal.lines(reader, elsewhere).__next__()
    assert refused.value.code == "voucher.unknown"


def test_papers_are_remembered_by_their_hash(store: Store) -> None:
    card = Paper(
        sha256="ab" * 32,
        kind="hand receipt",
        reference="HQ/ISS 2026-000001",
        site="HQ",
        seal_size=3,
        printed_at=NOON,
        login="awood",
    )
    with store.writing() as unit:
        journal.record_paper(unit, card)
        journal.record_paper(unit, card)
        unit.commit()
    with store.reading() as reader:
        assert journal.paper_of(reader, card.sha256) == card
        assert journal.paper_of(reader, "cd" * 32) is None
        assert journal.papers(reader, card.reference) == [card]


def test_wrapped_keys_are_kept_replaced_and_removed(store: Store) -> None:
    kept = [
        Secret("office", "awood", '{"m":1}', b"a"),
        Secret("office", "bstone", '{"m":1}', b"b"),
        Secret("site:HQ", "", "", b"c"),
    ]
    with store.writing() as unit:
        for each in kept:
            secrets.keep(unit, each)
        secrets.keep(unit, Secret("office", "awood", '{"m":2}', b"z"))
        assert secrets.remove(unit, "office", "bstone")
        assert not secrets.remove(unit, "office", "bstone")
        unit.commit()
    with store.reading() as reader:
        assert secrets.named(reader, "office") == [Secret("office", "awood", '{"m":2}', b"z")]
        assert secrets.owned(reader) == [kept[2]]
        assert secrets.find(reader, "site:HQ") == kept[2]
        assert secrets.find(reader, "site:NORTH") is None
    assert "wrapped" not in repr(kept[0])


def test_a_proof_of_one_line_asks_for_few_nodes(store: Store, clerk: Clerk) -> None:
    for _ in range(9):
        clerk.record(store, received(1))
    asked: list[str] = []
    with store.reading() as reader:
        event.listen(reader.connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
        journal.proof_of(reader, "HQ/ISS 2026-000003")
    assert len(asked) < 20
