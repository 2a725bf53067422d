"""What the officer does: one dialog an act, and the table that says which."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile.domain.voucher import Kind
from ui.acts.act_dialog import ActDialog
from ui.acts.authorise import AuthoriseDialog
from ui.acts.declare_surplus import DeclareSurplusDialog
from ui.acts.destroy import DestroyDialog
from ui.acts.issue import IssueDialog
from ui.acts.take_back import TakeBackDialog
from ui.acts.verify import VerifyDialog

DIALOGS: Mapping[Kind, type[ActDialog]] = {
    Kind.ISSUE: IssueDialog,
    Kind.RETURN: TakeBackDialog,
    Kind.SURPLUS: DeclareSurplusDialog,
    Kind.AUTHORISATION: AuthoriseDialog,
    Kind.VERIFICATION: VerifyDialog,
    Kind.DESTRUCTION: DestroyDialog,
}

__all__ = ["DIALOGS", "ActDialog"]
