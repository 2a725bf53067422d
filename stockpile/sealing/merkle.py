"""The Merkle tree of RFC 6962 and RFC 9162 over SHA-256, in memory and over stored nodes.

Hashes are 32 bytes. A leaf and an inner node are hashed with different first bytes, so that neither can be passed off
as the other; nothing here hashes a body twice or reads it again: leaves are given as their hashes.

A node is named by `(level, position)`: it covers the leaves `position * 2**level` up to `(position + 1) * 2**level`.
Only nodes whose leaves are all there are ever stored, so a stored node never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Protocol

HASH_BYTES = 32
EMPTY_ROOT = sha256().digest()

Node = tuple[int, int, bytes]  # level, position, hash


class ProofError(ValueError):
    """No such proof exists: what was asked for lies outside the tree."""


class NodeReader(Protocol):
    """Where the hashes of complete subtrees are kept; level 0 are the leaves."""

    def node(self, level: int, position: int) -> bytes:
        """The hash of a complete subtree; asked only for those that the tree has."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of 0x00 and its bytes (RFC 9162 2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 of 0x01 and the hashes below it (RFC 9162 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes; of none, `EMPTY_ROOT`."""
    level = leaves
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY_ROOT


def levels_of(leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    """All levels of the tree from leaf hashes up to the root, for `path_in`: many paths for one hashing of the tree."""
    levels = [leaves]
    while len(levels[-1]) > 1:
        levels.append(_above(levels[-1]))
    return levels


def path_in(levels: Sequence[Sequence[bytes]], index: int) -> list[bytes]:
    """The inclusion path of one leaf in the tree of `levels_of`.

    Raises:
        ProofError: there is no such leaf.
    """
    if not 0 <= index < len(levels[0]):
        raise ProofError(f"leaf {index} of a tree of {len(levels[0])}")
    path = []
    for level in levels[:-1]:
        sibling = index ^ 1
        if sibling < len(level):  # the last node of an odd level has none and moves up as it is
            path.append(level[sibling])
        index >>= 1
    return path


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """What `verify_inclusion` needs besides the leaf, from the leaf's sibling up (RFC 9162 2.1.3.1).

    Raises:
        ProofError: there is no such leaf.
    """
    return path_in(levels_of(leaves), index)


def _above(level: Sequence[bytes]) -> list[bytes]:
    """The next level. Spelled out, not through `node_hash`: a call for each node would cost as much as hashing it."""
    pair = iter(level)
    above = [sha256(b"\x01" + left + right).digest() for left, right in zip(pair, pair, strict=False)]
    if len(level) % 2:
        above.append(level[-1])
    return above


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` proves that `leaf` (its hash) is number `index` in that tree (RFC 9162 2.1.3.2)."""
    if not (0 <= index < size and _hashes(leaf, root, *path)):
        return False
    place, last, climbed = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            climbed = node_hash(sibling, climbed)
            place, last = _past_missing_siblings(place, last)
        else:
            climbed = node_hash(climbed, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and climbed == root


def verify_consistency(size1: int, root1: bytes, size2: int, root2: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` proves that the tree of `size2` begins with the tree of `size1`, unchanged (RFC 9162 2.1.4.2).

    Every tree begins with the empty one, so a proof from size 0 proves nothing and is rejected.
    """
    if size1 == size2 > 0:
        return not path and root1 == root2
    if not (0 < size1 < size2 and _hashes(root1, root2, *path)):
        return False
    if size1 & (size1 - 1) == 0:  # a whole subtree of the new tree: its root need not be sent
        path = [root1, *path]
    return bool(path) and _climb_both(size1, root1, size2, root2, path)


def _climb_both(size1: int, root1: bytes, size2: int, root2: bytes, path: Sequence[bytes]) -> bool:
    place, last = size1 - 1, size2 - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            place, last = _past_missing_siblings(place, last)
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and old == root1 and new == root2


def _past_missing_siblings(place: int, last: int) -> tuple[int, int]:
    """Climb to where the node is a right child: on an odd level the last node has no sibling and moves up as it is."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _hashes(*hashes: bytes) -> bool:
    return all(len(each) == HASH_BYTES for each in hashes)


def append_nodes(size: int, leaf: bytes, nodes: NodeReader) -> list[Node]:
    """The complete subtrees that a new leaf makes, lowest first: what to store to turn `size` leaves into `size + 1`.

    Reads one node for each that it makes above the leaf: log2(size) at most, one on average.
    """
    made = [(0, size, leaf)]
    level, position, climbed = 0, size, leaf
    while position & 1:
        climbed = node_hash(nodes.node(level, position - 1), climbed)
        level, position = level + 1, position >> 1
        made.append((level, position, climbed))
    return made


def peaks(size: int) -> list[tuple[int, int]]:
    """The complete subtrees that make up the tree, largest first: the `(level, position)` that `root_at` reads."""
    return _subtrees(0, size)


def root_at(size: int, nodes: NodeReader) -> bytes:
    """The root of the first `size` leaves, from at most log2(size) + 1 nodes."""
    return _root_between(0, size, nodes) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, nodes: NodeReader) -> list[bytes]:
    """The inclusion path of leaf `index` in the tree of `size` (RFC 9162 2.1.3.1), from O(log size) nodes.

    Raises:
        ProofError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise ProofError(f"leaf {index} of a tree of {size}")
    path, begin, end = [], 0, size
    while end - begin > 1:
        middle = begin + _left_leaves(end - begin)
        if index < middle:
            path.append(_root_between(middle, end, nodes))
            end = middle
        else:
            path.append(_root_between(begin, middle, nodes))
            begin = middle
    return path[::-1]


def consistency_proof(size1: int, size2: int, nodes: NodeReader) -> list[bytes]:
    """The proof that the tree of `size2` begins with that of `size1` (RFC 9162 2.1.4.1), from O(log size2) nodes.

    Raises:
        ProofError: the first tree is empty or the larger one.
    """
    if not 0 < size1 <= size2:
        raise ProofError(f"from a tree of {size1} to one of {size2}")
    path, begin, end = [], 0, size2
    while size1 != end:
        middle = begin + _left_leaves(end - begin)
        if size1 <= middle:
            path.append(_root_between(middle, end, nodes))
            end = middle
        else:
            path.append(_root_between(begin, middle, nodes))
            begin = middle
    if begin:  # else what is left is the old tree itself, whose root the verifier has
        path.append(_root_between(begin, end, nodes))
    return path[::-1]


def _left_leaves(size: int) -> int:
    """How many leaves the left subtree has: the largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _subtrees(begin: int, end: int) -> list[tuple[int, int]]:
    """The complete subtrees over the leaves from `begin`, where one begins, up to `end`; largest first."""
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        found.append((level, begin >> level))
        begin += 1 << level
    return found


def _root_between(begin: int, end: int, nodes: NodeReader) -> bytes:
    *larger, smallest = (nodes.node(level, position) for level, position in _subtrees(begin, end))
    for left in reversed(larger):
        smallest = node_hash(left, smallest)
    return smallest
