"""Whatever is done in whatever order, what a ledger promises holds."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_clerk import NOON, Clerk, key_of, received

from stockpile.domain.voucher import Kind, Line
from stockpile.sealing.checkpoint import open_note
from stockpile.sealing.merkle import leaf_hash, root_of
from stockpile.sealing.signing import verify_voucher_signature
from stockpile.storage import guards, journal
from stockpile.storage.appending import RunningRoot
from stockpile.storage.reader import Reader
from stockpile.storage.store import Store

acts = st.lists(
    st.tuples(
        st.sampled_from(["HQ", "NORTH"]),
        st.sampled_from([Kind.ISSUE, Kind.RETURN]),
        st.integers(0, 3),  # lines
        st.integers(-(10**7), 10**8),  # seconds from noon: into the next years, and clocks that jump back
        st.booleans(),  # committed
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(acts)
def test_any_history_is_whole(history: list[tuple[str, Kind, int, int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.create(str(Path(folder) / "armoury.db")) as store:
        kept = []
        for site, kind, count, seconds, committed in history:
            clerk = Clerk(site)
            lines = [received(each) for each in range(count)]
            with store.writing() as unit:
                said = unit.append(clerk.draft(kind, NOON + timedelta(seconds=seconds)), lines, clerk.sealer)
                if committed:
                    unit.commit()
                    kept.append((said, lines))
        with store.reading() as reader:
            assert [(each, list(journal.lines(reader, each))) for each in journal.vouchers(reader)] == kept
            assert guards.check(reader) == []
            for site in ("HQ", "NORTH"):
                _check_ledger(reader, site)


def _check_ledger(reader: Reader, site: str) -> None:
    vouchers = list(journal.vouchers(reader, site))
    assert [each.seq for each in vouchers] == list(range(len(vouchers)))
    times = [each.recorded_at for each in vouchers]
    assert times == sorted(times)
    assert len({each.number for each in vouchers}) == len(vouchers)
    leaves = [leaf_hash(journal.stored_voucher(reader, each)) for each in vouchers]
    for size, note in enumerate(journal.seals(reader, site), 1):
        head = open_note(note, Clerk(site).verifier)
        assert (head.size, head.root) == (size, root_of(leaves[:size]))
    for each, leaf in zip(vouchers, leaves, strict=True):
        _check_voucher(journal.signatures(reader, each), leaf)
        assert each.root == root_of([leaf_hash(body) for body in journal.bodies(reader, each)]).hex()
    _check_gapless([each.number for each in vouchers])


def _check_voucher(signatures: list[journal.Signature], leaf: bytes) -> None:
    (only,) = signatures
    assert verify_voucher_signature(only.role, leaf, only.signature, key_of(only.login).public)


def _check_gapless(numbers: list[str]) -> None:
    series: dict[str, list[int]] = {}
    for each in numbers:
        prefix, _dash, count = each.rpartition("-")
        series.setdefault(prefix, []).append(int(count))
    assert all(counts == list(range(1, len(counts) + 1)) for counts in series.values())


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 2500), min_size=1, max_size=4))
def test_chunks_of_any_size_have_one_root(chunks: list[int]) -> None:
    running, leaves = RunningRoot(), []
    for count in chunks:
        more = [leaf_hash(f"{len(leaves) + each}".encode()) for each in range(count)]
        running.extend(more)
        leaves += more
        assert (running.count, running.root) == (len(leaves), root_of(leaves))


def test_a_line_may_say_nothing_new(store: Store, clerk: Clerk) -> None:
    said = clerk.record(store, Line("HQ-W0000001", "verified", {}))
    with store.reading() as reader:
        assert list(journal.lines(reader, said)) == [Line("HQ-W0000001", "verified", {})]
