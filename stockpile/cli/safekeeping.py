"""Keeping the database safe: verified copies, a database made of one again, bringing an older one up to date."""

from __future__ import annotations

from dataclasses import asdict

from stockpile.cli.context import Answer, Context
from stockpile.language import _, ngettext
from stockpile.office import Office


def backup(context: Context) -> Answer:
    """A copy in a folder, verified before it gets its name."""
    made = context.office.backups.make(context.args.folder)
    vouchers = sum(made.vouchers.values())
    if made.verified:
        text = ngettext(
            "Backup made and verified, {count} voucher: {file}",
            "Backup made and verified, {count} vouchers: {file}",
            vouchers,
        )
    else:
        text = ngettext(
            "Backup made, {count} voucher: {file}. The database was verified before; to verify the dump, load it into an empty database.",
            "Backup made, {count} vouchers: {file}. The database was verified before; to verify the dump, load it into an empty database.",
            vouchers,
        )
    lines = [text.format(count=vouchers, file=made.file)]
    if made.same_drive:
        lines.append(_("It stands on the same drive as the database, and would be lost with it: keep one elsewhere."))
    return Answer(asdict(made), "\n".join(lines))


def restore(context: Context) -> Answer:
    """A database of a backup, verified before it gets its name."""
    args = context.args
    made = Office.restore(args.file, args.to, accept_older=args.accept_older)
    vouchers = sum(made.vouchers.values())
    text = ngettext(
        "Restored and verified, {count} voucher: {path}", "Restored and verified, {count} vouchers: {path}", vouchers
    )
    lines = [text.format(count=vouchers, path=made.path)]
    if not made.seals:
        lines.append(
            _("No seal stood beside the backup: it was verified against itself only. Hold it against a seal on paper.")
        )
    if made.missing:
        missing = ", ".join(f"{site}: {count}" for site, count in sorted(made.missing.items()))
        lines.append(_("OLDER than what stood there. Vouchers that are missing: {missing}.").format(missing=missing))
        lines.append(_("The seals that prove it were kept: {path}").format(path=made.kept_seals))
    return Answer(asdict(made), "\n".join(lines))


def upgrade(context: Context) -> Answer:
    """An older database up to date; a copy is made first."""
    with Office.open(context.database, upgrade=True) as office:
        done = office.upgraded
    if done is None:
        return Answer({"upgraded": False, "from": None, "copy": None}, _("The database is up to date."))
    text = _("Upgraded; a copy of what it was is {path}.") if done.copy else _("Upgraded.")
    return Answer({"upgraded": True, "from": done.revision, "copy": done.copy or None}, text.format(path=done.copy))
