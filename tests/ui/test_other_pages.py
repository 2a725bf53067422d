"""Disposal and papers; the paper itself, saved and printed. Import has tests of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from databases import Original
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from stockpile.acts.disposing import AuthoriseDisposal, ExecuteDestruction, Verify
from stockpile.acts.surplus import DeclareSurplus
from stockpile.domain.disposal import DestructionMethod, Witness
from stockpile.domain.people import Role
from stockpile.domain.standing import DisposalOption
from stockpile.domain.voucher import Kind
from ui.desk import Desk
from ui.dialogs.paper import PaperDialog
from ui.models.list_table import ListColumn, ListTable
from ui.pages.disposal import DisposalPage
from ui.pages.page import Page
from ui.pages.papers import PapersPage

Settled = Callable[[], None]
Any_ = TypeVar("Any_", bound=Page)
Opened = Callable[[type[Any_]], Any_]


@pytest.fixture(scope="module")
def beginning(grown: Callable[..., Original]) -> Original:
    return grown(lambda armoury: (armoury.officers(), armoury.weapons(4)))


@pytest.fixture
def weapons(armoury: object) -> tuple[str, ...]:
    return armoury.ids  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot, settled: Settled) -> Iterator[Opened[Page]]:
    made: list[Page] = []

    def make(kind: type[Any_]) -> Any_:
        page = kind(desk)  # type: ignore[call-arg]
        made.append(page)
        page.resize(1150, 640)
        page.show()
        page.entered()
        settled()
        return page

    yield make  # type: ignore[misc]
    settled()
    for each in made:
        each.close()
        each.deleteLater()


# -- disposal ----------------------------------------------------------------------------------------------------------


def test_an_empty_disposal_teaches(opened: Opened[DisposalPage]) -> None:
    assert opened(DisposalPage)._stack.currentIndex() == 0


def test_what_is_surplus_awaits_its_decision(
    desk: Desk, weapons: tuple[str, ...], opened: Opened[DisposalPage], qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(DeclareSurplus(weapons=weapons, authority="Order"), desk.session)
    page = opened(DisposalPage)
    assert "4 weapons" in page.folders.item(0).text()
    settled()
    assert page.about.text() == "For all 4 weapons of this list:"
    assert page.acts.button(Kind.AUTHORISATION).isEnabled()
    assert not page.acts.button(Kind.DESTRUCTION).isEnabled()
    page.table.selectRow(1)
    settled()
    with qtbot.waitSignal(page.act_wanted) as wanted:
        page.acts.button(Kind.AUTHORISATION).click()
    assert wanted.args[0] is Kind.AUTHORISATION
    assert len(wanted.args[1]) == 1


def test_a_dossier_opens_its_paper_and_stays_chosen(
    desk: Desk, armoury: object, weapons: tuple[str, ...], opened: Opened[DisposalPage], qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(DeclareSurplus(weapons=weapons, authority="Order"), desk.session)
    commander = armoury.log_in("commander")  # type: ignore[attr-defined]
    dossier = desk.office.perform(
        AuthoriseDisposal(weapons=weapons[:2], authority="Decision"), desk.session, [commander]
    )
    page = opened(DisposalPage)
    page.folders.setCurrentRow(1)
    settled()
    assert page.model.rowCount() == 2
    assert page.acts.button(Kind.VERIFICATION).isEnabled() is desk.session.officer.may(Kind.VERIFICATION)
    page.entered()
    settled()
    assert page.folders.currentRow() == 1
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        page.folders.itemActivated.emit(page.folders.item(1))
    assert wanted.args == [dossier.reference]


def test_a_dossier_offers_only_what_may_follow_its_decision(
    desk: Desk, armoury: object, weapons: tuple[str, ...], opened: Opened[DisposalPage], settled: Settled
) -> None:
    desk.office.perform(DeclareSurplus(weapons=weapons, authority="Order"), desk.session)
    commander = armoury.log_in("commander")  # type: ignore[attr-defined]
    decisions = ((weapons[:1], DisposalOption.DESTRUCTION, ""), (weapons[1:2], DisposalOption.DEACTIVATION, "museum"))
    made = [
        desk.office.perform(
            AuthoriseDisposal(weapons=ids, option=option, not_destroyed_because=why, authority="D"),
            desk.session,
            [commander],
        )
        for ids, option, why in decisions
    ]
    page = opened(DisposalPage)
    for dossier, shown in zip(made, (Kind.DESTRUCTION, Kind.DEACTIVATION), strict=True):
        page.show_goal(dossier.reference)
        settled()
        assert page.here() == dossier.reference
        offered = [kind for kind in (Kind.DESTRUCTION, Kind.DEACTIVATION) if not page.acts.button(kind).isHidden()]
        assert offered == [shown]
    page.narrow.setText("deactivation")
    hidden = [page.folders.item(row).isHidden() for row in range(page.folders.count())]
    assert hidden.count(False) == 1


def test_what_was_done_is_listed_with_its_certificate(
    desk: Desk, armoury: object, weapons: tuple[str, ...], opened: Opened[DisposalPage], qtbot: QtBot, settled: Settled
) -> None:
    desk.office.perform(DeclareSurplus(weapons=weapons[:1], authority="Order"), desk.session)
    commander, inspector, disposal = (
        armoury.log_in(login)  # type: ignore[attr-defined]
        for login in ("commander", "inspector", "disposal")
    )
    desk.office.perform(AuthoriseDisposal(weapons=weapons[:1], authority="D"), desk.session, [commander])
    desk.office.perform(Verify(weapons=weapons[:1]), inspector)
    desk.office.add_officer("second", "Second", [Role.COMMANDER], "HQ", "violet harbour lantern", desk.session)
    act = ExecuteDestruction(
        weapons=weapons[:1], method=DestructionMethod.CUTTING_OR_SHREDDING, place="Shop",
        witnesses=(Witness("A", "Police"), Witness("B", "Ministry")),
    )  # fmt: skip
    done = desk.office.perform(act, disposal, [armoury.log_in("second")])  # type: ignore[attr-defined]
    page = opened(DisposalPage)
    page.show_goal(done.reference)
    settled()
    assert [page.model.weapon(0).id] == [weapons[0]]  # type: ignore[union-attr]
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        page.folders.itemActivated.emit(page.folders.currentItem())
    assert wanted.args == [done.reference]


# -- papers ------------------------------------------------------------------------------------------------------------


def test_vouchers_are_listed_newest_first_and_open(
    desk: Desk, weapons: tuple[str, ...], opened: Opened[PapersPage], qtbot: QtBot, settled: Settled
) -> None:
    page = opened(PapersPage)
    assert page.model.row(0) == desk.office.reading.vouchers(1)[0]
    with qtbot.waitSignal(page.paper_wanted):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.paper_wanted):
        page.print_wanted()
    page.kinds.setCurrentIndex(page.kinds.findData(Kind.OPENING.value))
    settled()
    assert page.model.rowCount() == 1


def test_any_voucher_opens_by_its_number(
    desk: Desk, weapons: tuple[str, ...], opened: Opened[PapersPage], qtbot: QtBot, settled: Settled
) -> None:
    page = opened(PapersPage)
    voucher = desk.office.reading.vouchers(1, Kind.RECEIPT)[0]
    page.text.setText("RCV 1999-000001")
    qtbot.keyClick(page.text, Qt.Key.Key_Return)
    settled()
    assert "RCV 1999-000001" in page.notice.text
    page.text.setText(voucher.number)
    with qtbot.waitSignal(page.paper_wanted) as wanted:
        qtbot.keyClick(page.text, Qt.Key.Key_Return)
    assert wanted.args == [voucher.reference]


def test_vouchers_are_found_by_words_officer_and_date(
    desk: Desk, weapons: tuple[str, ...], opened: Opened[PapersPage], qtbot: QtBot, settled: Settled
) -> None:
    page = opened(PapersPage)
    desk.office.perform(DeclareSurplus(weapons=weapons[:1], authority="Order 77 of the Ministry"), desk.session)
    qtbot.keyClicks(page.text, "order 77 diallo")
    qtbot.waitUntil(lambda: not page._typing.isActive())
    settled()
    assert [page.model.row(row).kind for row in range(page.model.rowCount())] == [Kind.SURPLUS]  # type: ignore[union-attr]
    assert not page.everything.isHidden()
    with qtbot.waitSignal(page.paper_wanted, timeout=200, raising=False) as none:
        qtbot.keyClick(page.text, Qt.Key.Key_Return)  # no whole number: to what was found
        settled()
    assert not none.signal_triggered
    page.since.choose(desk.office.now().date() + timedelta(days=1))
    settled()
    assert page._stack.currentIndex() == 1
    page.everything.click()
    settled()
    assert page.model.rowCount() == len(desk.office.reading.vouchers())
    assert page.everything.isHidden()
    page.officer.setEditText("commander")
    qtbot.waitUntil(lambda: not page._typing.isActive())
    settled()
    assert page.model.rowCount() == 0


def test_the_page_stands_on_the_voucher_it_is_sent_to(
    desk: Desk, weapons: tuple[str, ...], opened: Opened[PapersPage], settled: Settled
) -> None:
    page = opened(PapersPage)
    opening = desk.office.reading.vouchers(1, Kind.OPENING)[0].reference
    page.show_goal(opening)
    settled()
    assert page.here() == opening


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_inventory_is_written_where_it_was_asked(
    kind: str,
    answers: object,
    tmp_path: Path,
    weapons: tuple[str, ...],
    opened: Opened[PapersPage],
    settled: Settled,
) -> None:
    page = opened(PapersPage)
    out = tmp_path / f"inventory.{kind}"
    answers.file = str(out)  # type: ignore[attr-defined]
    (page.pdf if kind == "pdf" else page.workbook).click()
    settled()
    assert str(out) in page.notice.text
    assert out.stat().st_size > 1_000


@pytest.fixture
def paper(desk: Desk, weapons: tuple[str, ...], qtbot: QtBot, settled: Settled) -> Iterator[PaperDialog]:
    made = PaperDialog(desk, desk.office.reading.vouchers(1, Kind.RECEIPT)[0].reference)
    made.show()
    try:
        settled()
        qtbot.waitUntil(lambda: not made.sheet.pixmap().isNull())
        yield made
        settled()
    finally:
        made.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_paper_is_looked_at(paper: PaperDialog, qtbot: QtBot, settled: Settled) -> None:
    assert paper.paper is not None
    assert paper.place.text() == f"Page 1 of {paper.paper.pages}"
    width = paper.sheet.pixmap().width()
    paper.larger.click()
    settled()
    assert paper.sheet.pixmap().width() > width
    qtbot.keyClick(paper, Qt.Key.Key_PageDown)
    qtbot.keyClick(paper, Qt.Key.Key_PageUp)
    settled()
    assert paper.page == 0


def test_a_paper_is_saved_as_it_is(paper: PaperDialog, answers: object, tmp_path: Path, settled: Settled) -> None:
    answers.file = str(tmp_path / "receipt.pdf")  # type: ignore[attr-defined]
    paper.save.click()
    settled()
    assert paper.paper is not None
    assert (tmp_path / "receipt.pdf").read_bytes() == paper.paper.pdf
    answers.file = str(tmp_path / "no such folder" / "receipt.pdf")  # type: ignore[attr-defined]
    paper.save.click()
    settled()
    assert "no such folder" in paper.notice.text


def test_a_paper_is_printed(
    paper: PaperDialog, answers: object, tmp_path: Path, settled: Settled, qtbot: QtBot
) -> None:
    answers.printed = tmp_path / "printed.pdf"  # type: ignore[attr-defined]
    paper.print_out.click()
    qtbot.waitUntil(lambda: "sent to the printer" in paper.notice.text, timeout=20_000)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_a_paper_that_is_none_is_refused_calmly(desk: Desk, settled: Settled) -> None:
    dialog = PaperDialog(desk, "HQ/RCV 1999-000001")
    dialog.show()
    settled()
    said = dialog.notice.text
    dialog.close()
    assert "RCV 1999-000001" in said


# -- lists -------------------------------------------------------------------------------------------------------------


def test_a_list_is_a_model_as_qt_wants_one(qtmodeltester: ModelTester) -> None:
    model: ListTable[str] = ListTable((ListColumn("Letter", str), ListColumn("Twice", lambda each: each * 2)))
    model.show(("a", "b"))
    qtmodeltester.check(model)
    assert model.data(model.index(1, 1)) == "bb"
    assert model.row(7) is None
