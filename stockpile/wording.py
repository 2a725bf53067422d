"""Words for people: every refusal, fault and alarm, every stored name, in the current language.

Rules speak in codes and facts; here, at the edge, they become a sentence that says what, where, and what to do. A test holds the codes
raised in the program against this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stockpile.domain.errors import IntegrityAlarm, Refused, StorageFault
from stockpile.language import _, marked

TEXTS: Mapping[str, str] = {
    # weapons
    "weapon.ended": marked("{weapon} is {standing} ({voucher}); nothing further can happen to it."),
    "weapon.standing": marked("{weapon} is {standing}{where}; this can only be done to a weapon that is {needed}."),
    "weapon.disposal": marked("{weapon} is not at this step of its disposal: it is {disposal}, and has to be {needed}."),
    "weapon.not-fit": marked("{weapon} is {condition} and is not issued; have it repaired or record its condition."),
    "weapon.unmarked": marked("{weapon} carries no mark of its own and is not issued here; mark it first."),
    "weapon.identity-taken": marked("A weapon with this maker, model, country and serial number {serial} is in the register: {weapon}."),
    "weapon.re-appeared": marked("ALARM: {serial} is recorded as {standing} ({weapon}, {voucher}) and has appeared again. Keep it safe and report it."),
    "weapon.unknown": marked("No weapon “{text}” is in the register."),
    "weapon.ambiguous": marked("“{text}” fits {count} weapons: {candidates}. Name the one you mean by its id."),
    "weapons.none": marked("Name at least one weapon."),
    "weapons.twice": marked("A weapon is named twice."),
    "weapons.unknown": marked("Not in the register: {weapons}."),
    "weapons.several-sites": marked("The weapons stand at several sites ({sites}); one voucher belongs to one site."),
    # places, people
    "site.unknown": marked("There is no site {site}; add it first."),
    "site.exists": marked("Site {site} is there already."),
    "site.code": marked("“{site}” is no site code: 1 to 16 capital letters, digits and underscores."),
    "site.none": marked("Name the site."),
    "site.not-home": marked("The ledger of site {site} is not written in this database."),
    "location.unknown": marked("There is no location {location}; add it first."),
    "location.exists": marked("Location {location} is there already."),
    "location.elsewhere": marked("{location} belongs to site {site}; weapons go to another site by dispatch."),
    "holder.unknown": marked("There is no holder {holder}; add the holder first."),
    "holder.exists": marked("Holder {holder} is there already."),
    "holder.not-active": marked("{holder} may not hold weapons any more."),
    "officer.unknown": marked("There is no officer {officer}."),
    "officer.exists": marked("Officer {officer} is there already."),
    "officer.not-entitled": marked("{officer} may not record this ({kind}); it takes one of these roles: {roles}."),
    "officer.login": marked("“{login}” cannot be a login: small letters, digits, dot, dash and underscore, beginning with a letter."),
    "officer.role": marked("There is no role “{role}”; the roles are: {roles}."),
    "model.exists": marked("Model {model} is in the catalogue already."),
    "model.unknown": marked("Model {model} is not in the catalogue."),
    "rules.unknown": marked("There is no such rule."),
    "administration.nothing": marked("Nothing was asked for."),
    "administration.no-name": marked("Give it a name."),
    # signing
    "login.failed": marked("Login or password is wrong."),
    "login.needed": marked("Log in first: give --officer and the password."),
    "password.short": marked("The password is too short: at least {least} characters."),
    "password.common": marked("This password is among the first that are tried; choose another."),
    "password.login": marked("The password must not be the login or the name of the program."),
    "password.missing": marked("A password is needed for {login}: type it, or set {variable}."),
    "approval.missing": marked("{needed} other officer(s) have to approve this; {given} did."),
    "approval.not-independent": marked("{officer} cannot approve this, having a part in it already."),
    "approval.not-entitled": marked("{officer} may not approve acts."),
    # acts
    "recording.nothing": marked("Name at least one weapon to record."),
    "recording.no-identity": marked("Say at least the model, category or serial number of each weapon."),
    "recording.placeholder": marked("“{serial}” is no serial number; leave it empty where there is none."),
    "recording.twice": marked("{serial} is named twice."),
    "marking.count": marked("{weapons} weapons but {marks} marks: each weapon takes one."),
    "marking.no-text": marked("A mark has a text; write it as it stands on the piece."),
    "marking.text-twice": marked("The mark “{text}” is used twice."),
    "marking.text-taken": marked("The mark “{text}” stands on {weapon} already."),
    "marking.has-serial": marked("{weapon} has the serial number {serial}; a wrong one is corrected, not marked anew."),
    "issue.until-past": marked("{until} is past; say a day from today on."),
    "dispatch.same-site": marked("The weapons are at {site} already."),
    "consignment.unknown": marked("There is no consignment {consignment}."),
    "consignment.ambiguous": marked("{consignment} exists at several sites: {candidates}. Name it in full."),
    "consignment.other": marked("{weapon} is not in this consignment (it is in {consignment})."),
    "consignment.elsewhere": marked("{weapon} is on its way to {site}; it is accepted there."),
    "consignment.short-unknown": marked("Not in this consignment: {weapons}."),
    "consignment.arrived": marked("Nothing of {consignment} is on its way any more."),
    "acceptance.same-officer": marked("{officer} dispatched this consignment; another officer accepts it."),
    "surplus.no-authority": marked("Say by what authority the weapons are declared surplus."),
    "disposal.no-authority": marked("Say what order or decision authorises the disposal."),
    "disposal.no-reason": marked("Destruction is to be preferred; say why it is “{option}” instead."),
    "disposal.several-dossiers": marked("The weapons stand in several dossiers ({dossiers}); take one at a time."),
    "disposal.dossier-unknown": marked("There is no dossier {dossier}."),
    "disposal.other-option": marked("Dossier {dossier} authorises {option}, not this."),
    "disposal.verification-unknown": marked("A verification is not in this database: {vouchers}."),
    "verification.same-people": marked("{officer} authorised this disposal; another officer verifies it."),
    "verification.differs": marked("{weapon} is recorded with serial number “{serial}”, but “{read}” was read. Set it aside and find out why."),
    "execution.authoriser": marked("{officer} authorised this disposal ({voucher}); another officer executes it."),
    "execution.verifier": marked("{officer} verified these weapons; another officer executes their disposal."),
    "destruction.no-place": marked("Say where the weapons were destroyed."),
    "destruction.component-whole": marked("A weapon whose essential component is whole is not destroyed; it cannot be certified."),
    "destruction.witnesses": marked("{needed} independent witnesses are needed; {given} named."),
    "destruction.witness-organisation": marked("Say whom each witness belongs to."),
    "destruction.witness-involved": marked("A witness has a part in this disposal and cannot witness it: {witnesses}."),
    "destruction.times": marked("The times do not fit: begun {began}, ended {ended}."),
    "destruction.before-verification": marked("The weapons were verified after they were destroyed ({voucher}); that cannot be."),
    "destruction.method-doubtful": marked("This method alone does not show that the weapons are gone for good."),
    "deactivation.missing": marked("Say the {field}."),
    "deactivation.same-entity": marked("{entity} did the work; another authority verifies it."),
    "correction.no-reason": marked("Say why the record is corrected."),
    "correction.nothing": marked("Say what is to be corrected."),
    "correction.field": marked("Cannot be corrected: {fields}. These can: {allowed}."),
    "correction.not-ended": marked("{weapon} has not left; there is nothing to reopen."),
    "correction.condition": marked("“{value}” is no condition; one of: {allowed}."),
    "voucher.unknown": marked("There is no voucher {number}."),
    "voucher.ambiguous": marked("{number} exists at several sites: {candidates}. Name it in full."),
    # database
    "database.exists": marked("There is a database at {path} already; open it, or choose another place."),
    "database.absent": marked("There is no database at {path}; create one with “stockpile init”."),
    "storage.busy": marked("Another program is writing to this database and did not finish in time. Nothing was written; try again."),
    "storage.full": marked("The disk is full. Nothing was written; make room and try again."),
    "storage.read-only": marked("The database cannot be written here. Nothing was written; check the rights to the file and its folder."),
    "storage.damaged": marked("The database is damaged. Nothing was written; restore the last verified backup."),
    "storage.unreachable": marked("The database cannot be reached. Nothing was written; check the server and the network."),
    "storage.newer": marked("This database was made by a newer Stockpile; use that version."),
    "storage.not-ours": marked("{path} is no database of Stockpile."),
    # evidence
    "seal.inconsistent": marked("ALARM: the ledger of {site} contradicts a seal this program signed. Nothing was written; run “verify”."),
    "seal.ledger-shorter": marked("ALARM: the ledger of {site} is shorter than a seal this program signed: records are missing. Nothing was written; run “verify”."),
    "seal.unreadable": marked("This is no seal of a ledger: {why}."),
    "seal.foreign": marked("This seal belongs to another ledger ({origin})."),
    "filter.value": marked("“{value}” is no {field}; one of: {allowed}."),
    "date.unreadable": marked("“{value}” is no date; write it as 2026-12-31."),
    "proof.unknown": marked("There is no weapon and no voucher “{text}”."),
    "paper.not-pdf": marked("{file} is not a PDF file."),
    "demo.exists": marked("{path} is not empty; choose another folder."),
    "cancelled": marked("Cancelled; nothing was written."),
}  # fmt: skip


def text_of(problem: Refused | StorageFault | IntegrityAlarm) -> str:
    """The sentence for a refusal, fault or alarm, with its facts."""
    return sentence(problem.code, problem.facts)


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """The sentence for a code; where there is none yet, the code and the facts, so that nothing is hidden."""
    template = TEXTS.get(code)
    said = {name: _said(value) for name, value in facts.items()}
    if template is None:
        return f"{code}: " + ", ".join(f"{name} {value}" for name, value in said.items())
    return _(template).format_map(_Facts(said | {"where": _where(said)}))


def _where(facts: Mapping[str, str]) -> str:
    """Who has a weapon that is out, or which consignment it is in."""
    named = facts.get("holder") or facts.get("voucher")
    return f" ({named})" if named else ""


def _said(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_said(each) for each in value)
    return _(str(value)) if value not in ("", None) else ""


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
