"""Changing what acts refer to: sites, locations, officers, holders, models, rules; and what there is of them."""

from __future__ import annotations

import dataclasses

from stockpile.acts.administering import Change
from stockpile.acts.catalogue import LISTS
from stockpile.cli.context import Answer, Context
from stockpile.cli.everyday import perform, said, voucher_answer
from stockpile.domain.errors import Refused
from stockpile.domain.rules import LIMITS, RULES_SUBJECT, Rules, rules
from stockpile.domain.subject import holder_subject, location_subject, model_subject, site_subject
from stockpile.language import _, ngettext
from stockpile.office.places import HolderCard, LocationCard
from stockpile.wording_of_rules import RULES

_NOTHING = "none"  # on the command line, what clears a field
_SUBJECTS = {
    "site": site_subject,
    "location": location_subject,
    "holder": holder_subject,
    "model": model_subject,
}


def change(context: Context) -> Answer:
    """Other facts about a site, location, holder or model; only what is named changes."""
    args = context.args
    changes = {name: _value(name, getattr(args, name)) for name in args.fields if getattr(args, name) is not None}
    return _change(context, _SUBJECTS[args.kind](args.key), changes)


def set_active(context: Context) -> Answer:
    """Close or end something, or open it again."""
    args = context.args
    return _change(context, _SUBJECTS[args.kind](args.key), {"active": args.active})


def _value(name: str, text: object) -> object:
    if text in ("", _NOTHING):
        return None
    if name == "capacity":
        return int(str(text)) if str(text).isdecimal() else text
    return text if name not in LISTS else [part.strip() for part in str(text).split(";") if part.strip()]


def _change(context: Context, subject: str, changes: dict[str, object]) -> Answer:
    act = Change(subject=subject, changes=changes, site=context.session.officer.site, **said(context))
    return perform(context, act)


# -- lists with what is there ------------------------------------------------------------------------------------------


def list_locations(context: Context) -> Answer:
    """The tree of locations, with how many weapons each has."""
    _logged_in = context.session
    named = context.office.places.locations(context.args.site)
    cards = [each for each in named if each.known or context.args.all]
    return Answer([_location(each) for each in cards], "\n".join(map(_location_line, cards)) or _("None yet."))


def _location(card: LocationCard) -> dict[str, object]:
    known = {
        "path": card.path,
        "site": card.site,
        "name": card.name,
        "sort": card.sort,
        "capacity": card.capacity,
        "active": card.active,
        "known": card.known,
        "weapons": card.weapons,
        "here": card.here,
        "issued": card.out,
        "over": card.over,
    }
    return {name: value for name, value in known.items() if value not in ("", None)}


def _location_line(card: LocationCard) -> str:
    room = "" if card.capacity is None else str(card.capacity)
    words = []
    if not card.active:
        words.append(_("closed"))
    if not card.known:
        words.append(_("only named on weapons"))
    if card.over:
        words.append(_("over-full"))
    return "\t".join((card.path, card.name, str(card.weapons), room, ", ".join(words)))


def list_holders(context: Context) -> Answer:
    """Those to whom weapons are issued, with how many they have."""
    _logged_in = context.session
    named = context.office.places.holders(context.args.site)
    cards = [each for each in named if each.known or context.args.all]
    return Answer([_holder(each) for each in cards], "\n".join(map(_holder_line, cards)) or _("None yet."))


def _holder(card: HolderCard) -> dict[str, object]:
    return {"key": card.key, **card.state, "active": card.active, "known": card.known, "weapons": card.weapons}


def _holder_line(card: HolderCard) -> str:
    ended = "" if card.active else _("inactive")
    return "\t".join((card.key, str(card.state.get("name") or ""), str(card.weapons), ended))


# -- officers ----------------------------------------------------------------------------------------------------------


def change_officer(context: Context) -> Answer:
    """Another name, rank, site, other roles."""
    args = context.args
    named = {"name": args.name, "rank": args.rank, "site": args.site, "roles": args.role or None}
    changes: dict[str, object] = {name: value for name, value in named.items() if value is not None}
    voucher = context.office.officers.change(
        args.login, changes, context.session, context.approvers, reason=args.reason
    )
    return voucher_answer(voucher)


def deactivate_officer(context: Context) -> Answer:
    """An officer who may not log in any more; their keys are taken out of the database."""
    args = context.args
    voucher = context.office.officers.change(
        args.login, {"active": False}, context.session, context.approvers, reason=args.reason
    )
    return voucher_answer(voucher)


def reset_officer(context: Context) -> Answer:
    """A new password and key for an officer; one who was inactive is active again."""
    args = context.args
    session, approvers = context.session, context.approvers
    password = context.new_password(args.login)
    voucher = context.office.officers.reset(args.login, password, session, approvers, reason=args.reason)
    return voucher_answer(voucher)


def change_password(context: Context) -> Answer:
    """One's own password."""
    old = context.password(context.login, own=True)
    session = context.office.log_in(context.login, old)
    context.office.officers.change_password(session, old, context.new_password(session.login))
    return Answer({"officer": session.login, "changed": True}, _("The password is changed."))


def unlock_officer(context: Context) -> Answer:
    """Let an officer who typed wrong passwords try again at once."""
    failures = context.office.officers.let_try_again(context.args.login, context.session)
    text = ngettext("{count} wrong password is forgotten.", "{count} wrong passwords are forgotten.", failures)
    return Answer({"officer": context.args.login, "failures": failures}, text.format(count=failures))


# -- models and rules --------------------------------------------------------------------------------------------------


def import_models(context: Context) -> Answer:
    """Many entries of the catalogue, one voucher; with `--check` only what would happen."""
    args = context.args
    session = context.session
    preview = context.office.models.preview(args.file)
    answer: dict[str, object] = {
        "file": args.file.name,
        "added": list(preview.added),
        "changed": {key: list(names) for key, names in preview.changed.items()},
        "unchanged": preview.unchanged,
        "voucher": None,
    }
    text = _("{added} new, {changed} changed, {unchanged} as they are.").format(
        added=len(preview.added), changed=len(preview.changed), unchanged=preview.unchanged
    )
    if args.check or not (preview.added or preview.changed):
        return Answer(answer, text)
    voucher = context.office.models.take(preview, session, context.approvers, **said(context))
    made = voucher_answer(voucher)
    document = made.document if isinstance(made.document, dict) else {}
    return Answer({**answer, **document}, f"{text}\n{made.text}")


def list_rules(context: Context) -> Answer:
    """The rules a state may set: what is in force, and whether the state said so."""
    _logged_in = context.session
    state = context.office.reading.things("rules").get("national", {})
    in_force = rules(state)
    listed = [
        {
            "rule": each.name,
            "value": getattr(in_force, each.name),
            "standard": getattr(Rules(), each.name),
            "set": each.name in state,
            "source": LIMITS[each.name].source,
            "meaning": _(RULES[each.name].meaning),
        }
        for each in dataclasses.fields(Rules)
    ]
    lines = (f"{each['rule']}\t{_in_words(each['value'])}\t{each['source']}\t{each['meaning']}" for each in listed)
    return Answer(listed, "\n".join(lines))


def set_rules(context: Context) -> Answer:
    """Set rules: NAME=VALUE, as often as needed."""
    changes = dict(_rule(each) for each in context.args.rules)
    return _change(context, RULES_SUBJECT, changes)


def _rule(text: str) -> tuple[str, object]:
    name, equals, value = (part.strip() for part in text.partition("="))
    name = name.replace("-", "_")
    if not equals:
        raise Refused("rules.pair", text=text)
    limits = LIMITS.get(name)
    if limits is not None and not limits.is_figure:
        return name, {"yes": True, "true": True, "no": False, "false": False}.get(value.lower(), value)
    return name, int(value) if value.isdecimal() else value


def _in_words(value: object) -> str:
    return {True: _("yes"), False: _("no")}[value] if isinstance(value, bool) else str(value)
