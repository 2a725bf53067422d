"""The end of life: declare surplus, authorise, verify, execute, deactivate."""

from __future__ import annotations

from stockpile.acts.deactivating import Deactivate
from stockpile.acts.disposing import AuthoriseDisposal, ExecuteDestruction, Verify
from stockpile.acts.surplus import DeclareSurplus
from stockpile.cli.context import Answer, Context
from stockpile.cli.everyday import perform, said
from stockpile.cli.selecting import chosen
from stockpile.domain.disposal import DestructionMethod, Witness
from stockpile.domain.errors import Refused
from stockpile.domain.filter import WeaponFilter
from stockpile.domain.standing import DisposalOption


def declare(context: Context) -> Answer:
    """Weapons declared surplus."""
    return perform(context, DeclareSurplus(weapons=chosen(context), **said(context)))


def authorise(context: Context) -> Answer:
    """A dossier opened; its number is that of the voucher."""
    args = context.args
    act = AuthoriseDisposal(
        weapons=chosen(context),
        option=DisposalOption(args.option),
        not_destroyed_because=args.not_destroyed_because,
        **said(context),
    )
    return perform(context, act)


def verify(context: Context) -> Answer:
    """Each piece held against its record."""
    args = context.args
    read = dict(_read(each, context) for each in args.read)
    return perform(context, Verify(weapons=_of_dossier(context), read=read, place=args.place, **said(context)))


def execute(context: Context) -> Answer:
    """Weapons destroyed, and the certificate's number."""
    args = context.args
    act = ExecuteDestruction(
        weapons=_of_dossier(context),
        method=DestructionMethod(args.method),
        place=args.place,
        witnesses=tuple(_witness(each) for each in args.witness),
        equipment=args.equipment,
        operator=args.operator,
        scrap_kg=args.scrap_kg,
        scrap_to=args.scrap_to,
        environment=args.environment,
        **said(context),
    )
    return perform(context, act)


def deactivate(context: Context) -> Answer:
    """Weapons certified as deactivated."""
    args = context.args
    act = Deactivate(
        weapons=_of_dossier(context),
        standard=args.standard,
        deactivated_by=args.deactivated_by,
        verifying_entity=args.verifying_entity,
        mark=args.mark,
        place=args.place,
        owner=args.owner,
        **said(context),
    )
    return perform(context, act)


def _of_dossier(context: Context) -> tuple[str, ...]:
    """The weapons named, or all of the dossier that is named and still in stock."""
    ids = chosen(context)
    if ids or not context.args.dossier:
        return ids
    reference = context.office.reading.reference(context.args.dossier)
    return tuple(row.id for row in context.office.reading.weapons(WeaponFilter(dossier=reference, standing="in stock")))


def _witness(text: str) -> Witness:
    name, _semicolon, organisation = text.partition(";")
    return Witness(name.strip(), organisation.strip())


def _read(text: str, context: Context) -> tuple[str, str]:
    weapon, equals, serial = text.partition("=")
    if not equals:
        raise Refused("verification.pair", text=text)
    return context.office.reading.resolve(weapon), serial.strip()
