"""What acts refer to: the database itself, sites, locations, officers, holders, models."""

from __future__ import annotations

from stockpile.acts.administering import Add
from stockpile.cli.context import Answer, Context
from stockpile.cli.everyday import perform, voucher_answer
from stockpile.domain.people import Role
from stockpile.domain.state import State
from stockpile.domain.subject import holder_subject, location_subject, model_subject
from stockpile.language import _
from stockpile.office import Office


def init(context: Context) -> Answer:
    """A new database: first site, its ledger and key, first officer."""
    args = context.args
    office = Office.create(
        context.database,
        site=args.site,
        name=args.name,
        country=args.country,
        login=args.login,
        password=context.password(args.login, own=True),
        officer_name=args.officer_name or args.login,
    )
    with office:
        status = office.reading.ledgers()[0]
    document = {"database": office.title, "site": args.site, "officer": args.login, "seal": status.note}
    text = _("{database}: site {site}, officer {officer}. First seal of its ledger; keep it elsewhere:\n{seal}")
    return Answer(document, text.format(**document))


def add_site(context: Context) -> Answer:
    """A site with a ledger of its own in this database."""
    args = context.args
    return voucher_answer(context.office.add_site(args.code, args.name, args.country, context.session))


def add_officer(context: Context) -> Answer:
    """An officer with a key of their own."""
    args = context.args
    voucher = context.office.add_officer(
        args.login,
        args.name,
        [Role(each) for each in args.role] or [Role.STOREKEEPER],
        args.site,
        context.password(args.login),
        context.session,
        rank=args.rank,
    )
    return voucher_answer(voucher)


def add_location(context: Context) -> Answer:
    """A place within a site, named by its path."""
    args = context.args
    site = args.path.partition("/")[0]
    return _add(
        context,
        location_subject(args.path),
        {"site": site, "name": args.name, "capacity": args.capacity, "sort": args.sort, "remark": args.remark},
        site,
    )


def add_holder(context: Context) -> Answer:
    """A person or unit to whom weapons are issued."""
    args = context.args
    names = ("name", "site", "sort", "unit", "rank", "number", "contact", "remark")
    return _add(context, holder_subject(args.key), {name: getattr(args, name) for name in names}, args.site)


def add_model(context: Context) -> Answer:
    """An entry of the catalogue."""
    args = context.args
    names = ("maker", "category", "calibre", "country", "essential_component")
    return _add(
        context, model_subject(args.key), {"model": args.key, **{name: getattr(args, name) for name in names}}, ""
    )


def list_things(context: Context) -> Answer:
    """What there is of a kind."""
    _logged_in = context.session
    key = {"site": "code", "officer": "login", "location": "path", "holder": "key", "model": "key"}[context.args.kind]
    things = [{key: name, **state} for name, state in sorted(context.office.reading.things(context.args.kind).items())]
    lines = ["\t".join(str(value) for value in thing.values()) for thing in things]
    return Answer(things, "\n".join(lines) or _("None yet."))


def _add(context: Context, subject: str, state: State, site: str) -> Answer:
    known = {name: value for name, value in state.items() if value not in ("", None)}
    return perform(context, Add(things={subject: known}, site=site))
