"""The tree against its definition in RFC 9162 2.1, word for word."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile.sealing.merkle import (
    EMPTY_ROOT,
    ProofError,
    append_nodes,
    consistency_proof,
    inclusion_path,
    inclusion_proof,
    leaf_hash,
    levels_of,
    node_hash,
    path_in,
    peaks,
    root_at,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The eight inputs that the CT project has used for its reference roots since 2012.
CT_INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
CT_ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(b"%d" % each) for each in range(count)]


def split(count: int) -> int:
    k = 1
    while k * 2 < count:
        k *= 2
    return k


def mth(d: list[bytes]) -> bytes:
    if not d:
        return sha256().digest()
    if len(d) == 1:
        return d[0]
    k = split(len(d))
    return sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m: int, d: list[bytes]) -> list[bytes]:
    if len(d) == 1:
        return []
    k = split(len(d))
    return [*path(m, d[:k]), mth(d[k:])] if m < k else [*path(m - k, d[k:]), mth(d[:k])]


def subproof(m: int, d: list[bytes], *, b: bool) -> list[bytes]:
    n = len(d)
    if m == n:
        return [] if b else [mth(d)]
    k = split(n)
    if m <= k:
        return [*subproof(m, d[:k], b=b), mth(d[k:])]
    return [*subproof(m - k, d[k:], b=False), mth(d[:k])]


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def grown(nodes, count: int):
    for leaf in leaves(count):
        nodes.append(leaf)
    return nodes


def test_reference_root_of_certificate_transparency():
    assert root_of([leaf_hash(bytes.fromhex(each)) for each in CT_INPUTS]).hex() == CT_ROOT


def test_root_of_nothing_and_of_one():
    assert root_of([]) == EMPTY_ROOT == sha256().digest()
    assert root_of([leaf_hash(b"x")]) == sha256(b"\x00x").digest()


def test_a_leaf_cannot_be_passed_off_as_a_node():
    left, right = leaves(2)
    assert leaf_hash(left + right) != node_hash(left, right)


@pytest.mark.parametrize("size", [*range(1, 34), 63, 64, 65, 100])
def test_roots_and_paths_are_those_of_the_definition(nodes, size):
    d = leaves(size)
    grown(nodes, size)
    assert root_of(d) == root_at(size, nodes) == mth(d)
    assert root_of(tuple(d)) == mth(d)
    levels = levels_of(d)
    for index in range(size):
        expected = path(index, d)
        assert inclusion_path(d, index) == path_in(levels, index) == inclusion_proof(index, size, nodes) == expected
        assert verify_inclusion(d[index], index, size, expected, mth(d))


@pytest.mark.parametrize("size2", [*range(1, 34), 63, 64, 65])
def test_consistency_is_that_of_the_definition(nodes, size2):
    d = leaves(size2)
    grown(nodes, size2)
    for size1 in range(1, size2 + 1):
        proof = consistency_proof(size1, size2, nodes)
        assert proof == subproof(size1, d, b=True)
        assert verify_consistency(size1, mth(d[:size1]), size2, mth(d), proof)


@given(st.integers(1, 400), st.data())
def test_a_proof_holds_for_its_own_leaf_place_and_size_only(size, data):
    d = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_path(d, index), root_of(d)
    assert verify_inclusion(d[index], index, size, proof, root)
    elsewhere = data.draw(st.integers(-1, size + 1).filter(lambda each: each != index))
    assert not verify_inclusion(d[index], elsewhere, size, proof, root)
    assert not verify_inclusion(leaf_hash(b"other"), index, size, proof, root)
    assert not verify_inclusion(d[index], index, size, [*proof, root], root)
    assert not verify_inclusion(d[index], index, size, [root, *proof], root)
    assert not proof or not verify_inclusion(d[index], index, size, proof[:-1], root)


@given(st.integers(2, 60), st.data())
def test_any_flipped_bit_of_an_inclusion_is_noticed(size, data):
    d = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    parts = [d[index], root_of(d), *inclusion_path(d, index)]
    for place in range(len(parts)):
        bit = data.draw(st.integers(0, 255))
        leaf, root, *proof = [*parts[:place], flipped(parts[place], bit), *parts[place + 1 :]]
        assert not verify_inclusion(leaf, index, size, proof, root)


@given(st.integers(2, 60), st.data())
def test_any_flipped_bit_of_a_consistency_is_noticed(size2, data):
    d = leaves(size2)
    size1 = data.draw(st.integers(1, size2))
    parts = [mth(d[:size1]), mth(d), *subproof(size1, d, b=True)]
    for place in range(len(parts)):
        bit = data.draw(st.integers(0, 255))
        root1, root2, *proof = [*parts[:place], flipped(parts[place], bit), *parts[place + 1 :]]
        assert not verify_consistency(size1, root1, size2, root2, proof)


@given(st.integers(2, 200), st.data())
def test_a_rewritten_history_is_not_consistent(size2, data):
    d = leaves(size2)
    size1 = data.draw(st.integers(1, size2))
    altered = data.draw(st.integers(0, size1 - 1))
    rewritten = [*d[:altered], leaf_hash(b"other"), *d[altered + 1 :]]
    assert not verify_consistency(size1, mth(d[:size1]), size2, mth(rewritten), subproof(size1, rewritten, b=True))


def test_a_proof_from_the_empty_tree_proves_nothing():
    assert not verify_consistency(0, EMPTY_ROOT, 3, mth(leaves(3)), [])
    assert not verify_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, [])


def test_a_tree_does_not_shrink():
    d = leaves(5)
    assert not verify_consistency(5, mth(d), 3, mth(d[:3]), subproof(3, d, b=True))
    assert not verify_consistency(-1, mth(d), 5, mth(d), [])


def test_hashes_of_another_length_are_rejected():
    d = leaves(2)
    assert verify_inclusion(d[0], 0, 2, [d[1]], mth(d))
    assert not verify_inclusion(d[0], 0, 2, [d[1][:31]], mth(d))
    assert not verify_inclusion(b"", 0, 1, [], b"")
    assert verify_consistency(1, d[0], 2, mth(d), [d[1]])
    assert not verify_consistency(1, d[0], 2, mth(d), [d[1] + b"\0"])


def test_what_no_tree_can_prove_is_refused(nodes):
    grown(nodes, 4)
    for index, size in ((4, 4), (-1, 4), (0, 0)):
        with pytest.raises(ProofError):
            inclusion_proof(index, size, nodes)
        with pytest.raises(ProofError):
            inclusion_path(leaves(size), index)
    for size1, size2 in ((0, 4), (5, 4), (-1, 4)):
        with pytest.raises(ProofError):
            consistency_proof(size1, size2, nodes)


def test_a_leaf_makes_the_subtrees_that_it_completes(nodes):
    d = leaves(8)
    for leaf in d[:7]:
        nodes.append(leaf)
    assert append_nodes(7, d[7], nodes) == [
        (0, 7, d[7]),
        (1, 3, mth(d[6:])),
        (2, 1, mth(d[4:])),
        (3, 0, mth(d)),
    ]


def test_peaks_are_what_the_root_reads(nodes):
    grown(nodes, 13)
    assert peaks(13) == [(3, 0), (2, 2), (0, 12)]
    assert peaks(0) == []
    assert root_at(0, nodes) == EMPTY_ROOT
    nodes.readings = 0
    root_at(13, nodes)
    assert nodes.readings == 3


@pytest.mark.parametrize("size", [1000, 1023, 1024, 1025])
def test_old_heads_and_proofs_need_few_nodes(nodes, size):
    d = leaves(1025)
    grown(nodes, 1025)
    for index in (0, 511, 512, size - 1):
        nodes.readings = 0
        proof = inclusion_proof(index, size, nodes)
        assert nodes.readings <= 20
        assert verify_inclusion(d[index], index, size, proof, root_at(size, nodes))
        nodes.readings = 0
        proof = consistency_proof(index + 1, size, nodes)
        assert nodes.readings <= 20
        assert verify_consistency(index + 1, root_at(index + 1, nodes), size, root_at(size, nodes), proof)
