"""The three ways something does not happen: a rule said no, the world said no, or the evidence is broken.

Anything else that is raised is a bug. Words for people are chosen at the edge (`stockpile.wording`): an
error carries a code and the facts, never a sentence.
"""

from __future__ import annotations


class Refused(Exception):
    """A rule said no; nothing was written.

    Attributes:
        code: stable name, `subject.state-of-affairs`, for example ``weapon.not-in-stock``.
        facts: what a person needs to understand and mend it; JSON types only.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class StorageFault(Exception):
    """The world said no (disk full, read-only, unreachable); nothing was written.

    Attributes:
        code: ``storage.full``, ``storage.read-only``, ``storage.damaged``, ``storage.newer`` ...
        facts: path, limit, version; never a password.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Busy(StorageFault):
    """Another program is writing and did not finish in time; nothing was written."""

    def __init__(self, **facts: object) -> None:
        super().__init__("storage.busy", **facts)


class IntegrityAlarm(Exception):
    """The records contradict their seals; no act may be written on top of them."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
