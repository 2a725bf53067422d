"""Movements: dispatch and accept."""

from __future__ import annotations

from stockpile.acts.transferring import Accept, Dispatch
from stockpile.cli.context import Answer, Context
from stockpile.cli.everyday import perform, said
from stockpile.cli.selecting import chosen


def dispatch(context: Context) -> Answer:
    """Weapons on their way to another site."""
    args = context.args
    act = Dispatch(
        weapons=chosen(context),
        to=args.to,
        carrier=args.carrier,
        vehicle=args.vehicle,
        escort=args.escort,
        route=args.route,
        seals=args.seals,
        expected_on=args.expected,
        **said(context),
    )
    return perform(context, act)


def accept(context: Context) -> Answer:
    """A consignment taken in, with what fell short."""
    args = context.args
    reading = context.office.reading
    reference = reading.consignment(args.consignment)
    act = Accept(
        consignment=reference,
        weapons=reading.under_way(reference),
        short=tuple(reading.resolve(each) for each in args.short),
        location=args.location,
        **said(context),
    )
    return perform(context, act)
