"""The head of each site's log: its nodes in the database, and what must hold before a new head is sealed."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from stockpile.domain.errors import IntegrityAlarm
from stockpile.sealing.checkpoint import BadNote, Checkpoint, read_unverified
from stockpile.sealing.merkle import (
    append_nodes,
    consistency_proof,
    leaf_hash,
    root_at,
    verify_consistency,
)
from stockpile.storage import bulk
from stockpile.storage.schema import node, seal, voucher


class StoredNodes:
    """The hashes of complete subtrees of one site's log (`stockpile.sealing.merkle.NodeReader`)."""

    def __init__(self, connection: Connection, site: str) -> None:
        self._connection = connection
        self._site = site

    def node(self, level: int, position: int) -> bytes:
        """The hash of a subtree.

        Raises:
            IntegrityAlarm: ``ledger.node-missing``.
        """
        where = (node.c.site == self._site) & (node.c.level == level) & (node.c.position == position)
        found = self._connection.scalar(select(node.c.hash).where(where))
        if found is None:
            raise IntegrityAlarm("ledger.node-missing", site=self._site, level=level, position=position)
        return bytes(found)


def size_of(connection: Connection, site: str) -> int:
    """How many vouchers the ledger of a site has."""
    last: int | None = connection.scalar(select(func.max(voucher.c.seq)).where(voucher.c.site == site))
    return 0 if last is None else last + 1


def last_note(connection: Connection, site: str) -> str:
    """The newest seal of a site; empty where there is none."""
    newest = select(seal.c.note).where(seal.c.site == site).order_by(seal.c.size.desc()).limit(1)
    return connection.scalar(newest) or ""


def grow(connection: Connection, site: str, size: int, leaf: bytes) -> bytes:
    """Add a leaf to a log of ``size``; returns the root of the log with it."""
    nodes = StoredNodes(connection, site)
    made = append_nodes(size, leaf, nodes)
    bulk.insert(connection, node, ("site", "level", "position", "hash"), [(site, *each) for each in made])
    return root_at(size + 1, nodes)


def check_sealed(connection: Connection, site: str, size: int, remembered: str) -> None:
    """Prove, before a ledger of ``size`` grows, that it is the one that was sealed, here and in the second memory.

    Raises:
        IntegrityAlarm: ``seal.ledger-shorter``, ``seal.inconsistent``, ``seal.unsealed`` (there are vouchers that no
            seal covers), ``seal.unreadable``, ``ledger.altered`` (the last voucher is not the one in the log).
    """
    note = last_note(connection, site)
    for each in (note, remembered):
        if each:
            check_consistent(connection, site, size, each)
    sealed = _parsed(note, site).size if note else 0
    if sealed < size:
        raise IntegrityAlarm("seal.unsealed", site=site, sealed=sealed, size=size)
    if size:
        _check_last(connection, site, size)


def check_consistent(connection: Connection, site: str, size: int, note: str) -> Checkpoint:
    """Prove that the ledger of ``size`` begins with what ``note`` says it was; returns what the note says.

    The signature of the note is not looked at here.

    Raises:
        IntegrityAlarm: ``seal.ledger-shorter``, ``seal.inconsistent``, ``seal.unreadable``.
    """
    old = _parsed(note, site)
    if old.size > size:
        raise IntegrityAlarm("seal.ledger-shorter", site=site, sealed=old.size, size=size)
    if old.size == 0:
        return old
    nodes = StoredNodes(connection, site)
    path = consistency_proof(old.size, size, nodes)
    if not verify_consistency(old.size, old.root, size, root_at(size, nodes), path):
        raise IntegrityAlarm("seal.inconsistent", site=site, sealed=old.size, size=size)
    return old


def _check_last(connection: Connection, site: str, size: int) -> None:
    where = (voucher.c.site == site) & (voucher.c.seq == size - 1)
    body = connection.scalar(select(voucher.c.body).where(where))
    if body is None or leaf_hash(body) != StoredNodes(connection, site).node(0, size - 1):
        raise IntegrityAlarm("ledger.altered", site=site, seq=size - 1)


def _parsed(note: str, site: str) -> Checkpoint:
    try:
        return read_unverified(note)
    except BadNote as error:
        raise IntegrityAlarm("seal.unreadable", site=site) from error
