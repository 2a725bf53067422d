"""What the officer does: one dialog an act, and the table that says which."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile.domain.voucher import Kind
from ui.acts.accept import AcceptDialog
from ui.acts.act_dialog import ActDialog
from ui.acts.authorise import AuthoriseDialog
from ui.acts.correct import CorrectDialog
from ui.acts.deactivate import DeactivateDialog
from ui.acts.declare_surplus import DeclareSurplusDialog
from ui.acts.destroy import DestroyDialog
from ui.acts.dispatch import DispatchDialog
from ui.acts.inspect import InspectDialog
from ui.acts.issue import IssueDialog
from ui.acts.mark import MarkDialog
from ui.acts.move import MoveDialog
from ui.acts.record import RecordDialog
from ui.acts.take_back import TakeBackDialog
from ui.acts.verify import VerifyDialog

DIALOGS: Mapping[Kind, type[ActDialog]] = {
    Kind.RECEIPT: RecordDialog,
    Kind.ISSUE: IssueDialog,
    Kind.RETURN: TakeBackDialog,
    Kind.PLACING: MoveDialog,
    Kind.INSPECTION: InspectDialog,
    Kind.MARKING: MarkDialog,
    Kind.DISPATCH: DispatchDialog,
    Kind.ACCEPTANCE: AcceptDialog,
    Kind.CORRECTION: CorrectDialog,
    Kind.SURPLUS: DeclareSurplusDialog,
    Kind.AUTHORISATION: AuthoriseDialog,
    Kind.VERIFICATION: VerifyDialog,
    Kind.DESTRUCTION: DestroyDialog,
    Kind.DEACTIVATION: DeactivateDialog,
}

__all__ = ["DIALOGS", "ActDialog"]
