"""Words and shapes the screens use for stored names, in the current language. Refusals and events have theirs in
`stockpile.wording`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from stockpile import flags
from stockpile.domain.errors import IntegrityAlarm, Refused, StorageFault
from stockpile.domain.standing import Standing
from stockpile.domain.voucher import Kind
from stockpile.language import _, marked
from stockpile.wording import sentence, text_of
from ui.theme.palette import Tone

ABSENT = "—"

# Shape, tone: a state is told by shape, word and colour, in this order of importance.
_STANDINGS: dict[str, tuple[str, Tone]] = {
    Standing.IN_STOCK: ("●", Tone.GOOD),
    Standing.ISSUED: ("▲", Tone.WARNING),
    Standing.IN_MAINTENANCE: ("◐", Tone.INFORMATION),
    Standing.IN_TRANSIT: ("◆", Tone.INFORMATION),
    Standing.MISSING: ("■", Tone.BAD),
    Standing.DESTROYED: ("✕", Tone.PLAIN),
    Standing.DEACTIVATED: ("⊘", Tone.PLAIN),
    Standing.TRANSFERRED_OUT: ("➔", Tone.PLAIN),
    Standing.RECORDED_IN_ERROR: ("⊗", Tone.PLAIN),
}

KINDS: dict[Kind, str] = {
    Kind.OPENING: marked("Ledger opened"),
    Kind.ADMINISTRATION: marked("Administration"),
    Kind.RECEIPT: marked("Receipt"),
    Kind.MARKING: marked("Marking"),
    Kind.INSPECTION: marked("Inspection"),
    Kind.PLACING: marked("Placing"),
    Kind.ISSUE: marked("Issue"),
    Kind.RETURN: marked("Return"),
    Kind.DISPATCH: marked("Dispatch"),
    Kind.ACCEPTANCE: marked("Acceptance"),
    Kind.SURPLUS: marked("Declaration of surplus"),
    Kind.AUTHORISATION: marked("Authorisation of disposal"),
    Kind.VERIFICATION: marked("Verification"),
    Kind.DESTRUCTION: marked("Destruction"),
    Kind.DEACTIVATION: marked("Deactivation"),
    Kind.CORRECTION: marked("Correction"),
}


class Unforeseen(StorageFault):
    """A fault of the program itself; whoever waited is told, so that nothing stays busy for ever."""

    def __init__(self) -> None:
        super().__init__("program.fault")


def problem_words(problem: Refused | StorageFault | IntegrityAlarm) -> str:
    """Why something was not done, in a sentence."""
    if isinstance(problem, Unforeseen):
        return _("The program met a fault of its own. Look in the register whether anything was recorded.")
    return text_of(problem, apart)


def told(code: str, facts: Mapping[str, object]) -> str:
    """What is said of something by its code and facts."""
    return sentence(code, facts, apart)


def capital(text: str) -> str:
    """A stored name at the beginning of a cell."""
    return text[:1].upper() + text[1:]


def named(stored: str) -> str:
    """A stored name (`in stock`, `assault rifle`) as it stands in a cell; a dash where there is none."""
    return capital(_(stored)) if stored else ABSENT


def standing_sign(standing: str) -> tuple[str, Tone]:
    """The shape and tone of a standing."""
    return _STANDINGS.get(standing, ("○", Tone.PLAIN))


def standing_words(standing: str) -> str:
    """A standing with its shape: `● In stock`."""
    return f"{standing_sign(standing)[0]} {named(standing)}"


def kind_words(kind: Kind) -> str:
    """The kind of a voucher."""
    return _(KINDS[kind])


def flag_words(flag: str) -> str:
    """What is not in order with a weapon."""
    return flags.flag_words(flag)


def straight(text: str) -> str:
    """A serial number or code as it is shown: left to right also where the language runs the other way."""
    if text and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return f"\u2066{text}\u2069"  # a first-strong neighbour would reorder its digits and dashes
    return text


def apart(text: str) -> str:
    """Somebody's own text within a sentence, kept from mixing with it where the language runs from the right."""
    if text and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return f"\u2068{text}\u2069"
    return text


def day(moment: datetime) -> str:
    """A date as it stands on papers."""
    return straight(f"{moment:%Y-%m-%d}")


def minute(moment: datetime) -> str:
    """A moment to the minute."""
    return straight(f"{moment:%Y-%m-%d %H:%M}")
