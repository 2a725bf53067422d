"""Words for people: every refusal, fault and alarm, every stored name, in the current language.

Rules speak in codes and facts; here, at the edge, they become a sentence that says what, where, and what to do. A test holds the codes
raised in the program against this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stockpile.domain.errors import IntegrityAlarm, Refused, StorageFault
from stockpile.domain.events import Event
from stockpile.domain.voucher import Line
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
    # files
    "file.absent": marked("There is no file {file}."),
    "file.unreadable": marked("{file} cannot be read: {why}."),
    "file.not-writable": marked("{file} cannot be written: {why}."),
    "file.empty": marked("{file} is empty."),
    "file.too-large": marked("{file} is too large to be read safely; divide it into several files."),
    "file.encrypted": marked("{file} is protected by a password; save a copy without one and take that."),
    "file.damaged": marked("{file} is damaged and cannot be read; open it in the program that made it and save it again."),
    "file.hostile": marked("{file} is made in a way that harms programs that read it, and is not opened. Where it comes from, ask for a plain copy."),
    "file.extent": marked("{file} claims cells far beyond its data (up to column and row {cell}); copy the filled cells into a new workbook and take that."),
    "file.reader-stopped": marked("{file} could not be read within the limits; open it in the program that made it, and save it anew as .xlsx or .csv."),
    "file.not-a-spreadsheet": marked("{file} is no spreadsheet and no table of text."),
    "file.unsupported": marked("The format of {file} is not read; save it as .xlsx, .xls, .xlsb, .ods or .csv."),
    "file.formulas-without-values": marked("{file} has formulas without stored values; open it in its spreadsheet program and save it, then take it again."),
    "file.no-encoding": marked("The letters of {file} are in no known encoding; save it as UTF-8."),
    "file.no-inventory": marked("No inventory was found in {file} ({found}). It needs a line of headings, with at least an item, model or serial number. Headings seen: {headings}"),
    "file.no-sheet": marked("{file} has no sheet “{sheet}”."),
    "file.mapping": marked("{file} is no mapping: it has to be one JSON object of field and heading. {why}"),
    # rows of an inventory
    "import.mapping-field-unknown": marked("A mapping names fields that do not exist: {fields}. These do: {known}."),
    "import.mapping-heading-absent": marked("The mapping wants a heading that is not in this table ({field})."),
    "import.quantity-unreadable": marked("The quantity “{text}” is no number; the row did not go in."),
    "import.quantity-negative": marked("The quantity “{text}” is below nothing; the row did not go in."),
    "import.quantity-zero": marked("The quantity is 0."),
    "import.quantity-fraction": marked("{quantity} is no whole number of pieces; the row did not go in."),
    "import.serial-with-quantity": marked("Serial number {serial} with a quantity of {quantity}: one piece has one serial number; the row did not go in."),
    "import.identity-in-file": marked("{serial} stands in row {first_row} already, with other details; the row did not go in. Which is right?"),
    "import.number-unreadable": marked("“{text}” is no number; kept as a remark."),
    "import.country-unknown": marked("“{text}” is no known country; kept as a remark."),
    "import.country-outlived": marked("{country} did not exist in {year}."),
    "import.condition-unknown": marked("“{text}” is no known condition; kept as a remark."),
    "import.date-ambiguous": marked("“{text}” may be day first or month first; kept as a remark, not guessed."),
    "import.date-unreadable": marked("“{text}” is no date; kept as a remark."),
    "import.date-incomplete": marked("“{text}” is not a whole date; kept as a remark."),
    "import.date-order": marked("“{text}” contradicts the order of the other dates in this column; kept as a remark."),
    "import.quantity-blank": marked("No quantity; counted as one."),
    "import.serial-damaged": marked("The serial number was damaged by a spreadsheet (“{text}”); its digits are lost. Enter it from the piece."),
    "import.total-disagrees": marked("The total value does not agree with quantity and unit value."),
    "import.duplicate-in-file": marked("This piece stands in the file already; it is taken once."),
    "duplicate-in-file": marked("This piece stands in the file already; it is taken once."),
    "intake.ended": marked("What this row describes is recorded as {standing} ({weapon}, {voucher}); without a serial number nobody can say that it is the same piece. Look at it."),
    "intake.elsewhere": marked("{serial} is in the register of site {site} ({weapon}); it comes here by dispatch and acceptance, not by an inventory."),
    # what verification says
    "voucher.column": marked("{voucher}: {column} was changed in the database."),
    "voucher.lines": marked("{voucher}: {stored} lines are stored, {sealed} were sealed."),
    "voucher.missing": marked("Vouchers are missing at site {site} (after place {after})."),
    "voucher.number": marked("{voucher}: its number should be {expected}."),
    "voucher.place": marked("{voucher}: stands at place {place} of the ledger, should stand at {expected}."),
    "voucher.root": marked("{voucher}: a line of it was changed, added or removed."),
    "voucher.time": marked("{voucher}: recorded before the voucher that precedes it."),
    "voucher.unreadable": marked("{voucher}: its stored text cannot be read."),
    "line.place": marked("{voucher}: its lines are out of order at {position}."),
    "line.subject": marked("{voucher}: a line is filed under {weapon}, and speaks of another."),
    "line.unreadable": marked("{voucher}: a line about {weapon} cannot be read."),
    "line.unknown": marked("{reference} says nothing about {subject}."),
    "line.without-voucher": marked("Lines belong to no voucher."),
    "signature.false": marked("{voucher}: the signature of {officer} is false."),
    "signature.foreign": marked("{voucher}: carries a signature of {officer}, who did not sign it."),
    "signature.missing": marked("{voucher}: the signature of {officer} is missing."),
    "signature.unknown-key": marked("{voucher}: {officer} signed with a key that no ledger registers."),
    "signature.without-voucher": marked("Signatures belong to no voucher."),
    "seal.contradicts": marked("Site {site}: seal {size} contradicts the ledger."),
    "seal.false": marked("Site {site}: a seal is false."),
    "seal.malformed": marked("This is no seal of a ledger."),
    "seal.missing": marked("Site {site}: seal {size} is missing."),
    "seal.origin": marked("This seal belongs to another ledger."),
    "seal.other-database": marked("ALARM: the seals kept beside this database are those of another database. Nothing was written; run “verify”."),
    "seal.unsealed": marked("ALARM: the ledger of {site} has vouchers that no seal covers. Nothing was written; run “verify”."),
    "seal.unsigned": marked("This seal carries no signature of the site."),
    "memory.inconsistent": marked("Site {site}: the ledger contradicts a seal that this program signed and remembers."),
    "memory.ledger-shorter": marked("Site {site}: the ledger is shorter than a seal that this program signed and remembers; records were cut off, or an older copy was put back."),
    "memory.unreadable": marked("Site {site}: the remembered seals cannot be read."),
    "ledger.altered": marked("ALARM: the last voucher of {site} is not the one that was sealed. Nothing was written; run “verify”."),
    "ledger.empty": marked("The ledger of {site} has no voucher, and the database has traces of one ({table})."),
    "paper.unsound": marked("What is remembered of a printed paper cannot be right ({sha256})."),
    "ledger.no-key": marked("Site {site}: no voucher registers the key of its seals."),
    "ledger.node": marked("Site {site}: a stored hash is wrong (level {level}, place {position})."),
    "ledger.node-missing": marked("ALARM: site {site}: a stored hash is missing. Nothing was written; run “verify”."),
    "body.unreadable": marked("ALARM: a stored text cannot be read: {begins}"),
    "attachment.altered": marked("An attachment was changed ({sha256})."),
    "attachment.missing": marked("An attachment is missing ({sha256})."),
    "private.altered": marked("A personal detail kept beside the ledger was changed."),
    "private.foreign": marked("A personal detail belongs to no voucher."),
    "register.differs": marked("The register says otherwise than the ledger about {weapon}: {columns}."),
    "register.keys": marked("The register is out of order ({table})."),
    "register.missing": marked("{weapon} is in the ledger and not in the register."),
    "register.search": marked("The search index does not fit the register ({missing} entries)."),
    "register.unknown": marked("{weapon} is in the register and in no ledger."),
    "guard.missing": marked("A guard of the ledger is missing in the database: {guard}."),
    "guard.changed": marked("A guard of the ledger was changed in the database: {guard}."),
    "guard.foreign": marked("There is a trigger in the database that does not belong there: {guard}."),
    "guard.privilege": marked("The program has more rights to the table {table} than it should."),
    # database, proofs, keys
    "database.address": marked("This is no database: give a file, or a URL of PostgreSQL."),
    "database.encoding": marked("The PostgreSQL database is not in UTF-8; make one that is."),
    "database.no-folder": marked("There is no folder {path}; make it first, or choose another place."),
    "database.not-empty": marked("A ledger is never taken away."),
    "database.seal-left": marked("Seals of a database that stood here before are left ({path}). Find out where it went; then move that file away."),
    "storage.denied": marked("The database cannot be opened here: {said}. Check the rights to the file and its folder."),
    "storage.no-wal": marked("The database cannot be kept on this drive (a network drive?); choose a local one."),
    "storage.older": marked("This database was made by an older Stockpile; it has to be upgraded first."),
    "storage.failing": marked("The disk or server reported an error. Nothing was written; make a copy of your data now."),
    "storage.exhausted": marked("The database server has no room for another connection. Nothing was written; try again."),
    "storage.too-large": marked("Something is too large for the database. Nothing was written."),
    "reference.no-site": marked("Name the site as well: HQ/{reference}."),
    "text.unreadable": marked("A text holds letters that cannot be stored: {text}"),
    "number.not-finite": marked("A number is no number."),
    "number.too-large": marked("{number} is too large; write it as text."),
    "key.malformed": marked("This is no key."),
    "key.parameters": marked("The lock of a key was damaged."),
    "key.wrong": marked("A key does not open what it should."),
    "code.altered": marked("The readable part of the code was changed."),
    "code.false": marked("The code was not signed by this site."),
    "code.foreign": marked("This is no code of Stockpile."),
    "code.malformed": marked("The code is damaged."),
    "proof.line-not-in-voucher": marked("The line is not in the voucher."),
    "proof.malformed": marked("This is no proof."),
    "proof.place": marked("The proof is of another place in the ledger."),
    "proof.voucher": marked("The voucher in the proof cannot be read."),
    "proof.voucher-not-in-log": marked("The voucher is not in the sealed ledger."),
    "password.long": marked("The password is too long."),
    "password.repeated": marked("The password repeats itself; choose another."),
    "correction.pair": marked("“{text}” is no correction; write it as field=value."),
    "verification.pair": marked("“{text}” is no reading; write it as weapon=serial."),
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


EVENTS: Mapping[Event, str] = {
    Event.RECEIVED: marked("received"),
    Event.UPDATED: marked("updated from a later inventory"),
    Event.MARKED: marked("marked"),
    Event.PLACED: marked("placed in {location}"),
    Event.ISSUED: marked("issued to {holder}"),
    Event.RETURNED: marked("returned"),
    Event.DISPATCHED: marked("dispatched to {destination}"),
    Event.ACCEPTED: marked("accepted at {site}"),
    Event.SHORT: marked("did not arrive"),
    Event.DECLARED_SURPLUS: marked("declared surplus"),
    Event.DISPOSAL_AUTHORISED: marked("disposal authorised: {disposal_option}"),
    Event.VERIFIED: marked("verified for disposal"),
    Event.DESTROYED: marked("destroyed"),
    Event.DEACTIVATED: marked("deactivated"),
    Event.CORRECTED: marked("corrected: {changes}"),
    Event.ADDED: marked("added"),
    Event.CHANGED: marked("changed"),
}


def event_in_words(line: Line) -> str:
    """What a line says happened, in a few words."""
    said = {name: _said(value) for name, value in line.set.items()}
    was = line.seen.get("was")
    before = was if isinstance(was, Mapping) else {}
    changes = ", ".join(
        _("{field} “{new}” (was “{old}”)").format(field=_(name), new=value, old=_said(before.get(name)))
        for name, value in said.items()
    )
    return _(EVENTS[Event(line.event)]).format_map(_Facts(said | {"changes": changes}))


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
