"""Does everything still say what it said? Every byte of the ledgers against their seals, and the register against the
ledgers."""

from __future__ import annotations

from stockpile.storage.verification.comparing import compare
from stockpile.storage.verification.ledgers import verify_ledgers
from stockpile.storage.verification.report import Alarm, LedgerReport, Report
from stockpile.storage.verification.whole import VERDICTS, against, verify

__all__ = ["VERDICTS", "Alarm", "LedgerReport", "Report", "against", "compare", "verify", "verify_ledgers"]
