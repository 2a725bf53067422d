"""The catalogue at the terminal: finding a model, and which one a text means."""

from __future__ import annotations

import sys

from stockpile.cli.administration import list_things
from stockpile.cli.context import Answer, Context
from stockpile.language import _
from stockpile.office import CatalogueEntry, CatalogueQuery
from stockpile.reference.candidates import REASONS, Candidate, decided


def list_models(context: Context) -> Answer:
    """The state's own models; with a filter, all that fit, shipped ones too."""
    args = context.args
    asked = (args.query, args.maker or None, args.calibre or None, args.category or None, args.country or None)
    if all(each is None for each in asked):
        args.kind = "model"
        return list_things(context)
    _logged_in = context.session
    query = CatalogueQuery(
        text=args.query or "",
        maker=args.maker,
        category=args.category,
        calibre=args.calibre,
        country=args.country,
        limit=sys.maxsize,
    )
    entries = context.office.catalogue.search(query)
    return Answer(entries, "\n".join(map(_line, entries)) or _("None."))


def match_model(context: Context) -> Answer:
    """What a text may mean, best first; `decided` is the model that may be taken without asking, or nothing."""
    args = context.args
    _logged_in = context.session
    candidates = context.office.catalogue.match_model(args.text, args.maker, args.calibre, args.category)
    sure = decided(candidates)
    document = {"text": args.text, "decided": sure.key if sure else None, "candidates": candidates}
    return Answer(document, "\n".join(_candidate(each, sure=each is sure) for each in candidates) or _("None."))


def _line(entry: CatalogueEntry) -> str:
    return "\t".join(
        (entry.name, ", ".join(entry.makers), entry.category, ", ".join(entry.calibres), " ".join(entry.countries))
    )


def _candidate(candidate: Candidate, *, sure: bool) -> str:
    return "\t".join(("=" if sure else "?", candidate.key, f"{candidate.score:.2f}", _(REASONS[candidate.reason])))
