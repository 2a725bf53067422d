"""Values that the catalogue does not know: gathered by likeness, matched, decided once for all rows of a spelling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from stockpile.acts.administering import Add
from stockpile.acts.scene import Act
from stockpile.domain.errors import Refused
from stockpile.domain.serials import is_placeholder
from stockpile.domain.subject import holder_subject, location_subject, model_subject
from stockpile.domain.voucher import Voucher
from stockpile.exchange import headings as h
from stockpile.exchange.columnar import BLANK
from stockpile.office.catalogue import Catalogue
from stockpile.office.sessions import Session
from stockpile.office.workbench.editor import Editor
from stockpile.office.workbench.suggesting import Choices, choices_of
from stockpile.office.workbench.tables import WorkTable
from stockpile.office.workbench.views import Cluster
from stockpile.office.workbench.work import Work
from stockpile.reference.candidates import Candidate
from stockpile.reference.data import spelling
from stockpile.storage import register

MATCHED = (h.MAKER, h.MODEL, h.CALIBRE, h.COUNTRY, h.IMPORT_COUNTRY, h.CATEGORY, h.PLACE, h.HOLDER)
_IN_CATALOGUE = {h.MAKER: "maker", h.MODEL: "model", h.CALIBRE: "calibre", h.COUNTRY: "country",
                 h.IMPORT_COUNTRY: "country", h.CATEGORY: "category"}  # fmt: skip
_MADE = (h.PLACE, h.HOLDER, h.MODEL)
_THINGS = {h.PLACE: "location", h.HOLDER: "holder"}
_KNOWN = 0.97  # a candidate at least so sure is what the text says; nothing is to be decided
_MOST_MATCHES = 6


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a session's columns, against the catalogue and what the site knows."""

    work: Work
    editor: Editor
    catalogue: Catalogue
    perform: Callable[[Act, Session], Voucher]

    def fields(self) -> tuple[str, ...]:
        """The fields that are matched and that a column is read as."""
        mapped = {name for table in self._taken() for name in table.shape.fields}
        return tuple(name for name in MATCHED if name in mapped)

    def unknown(self, field: str) -> list[Cluster]:
        """Values that nothing is known of, gathered by likeness; the most rows first."""
        counted = self._counted(field)
        known, candidates = self._candidates(field, list(counted))
        left = {text: count for text, count in counted.items() if text not in known}
        gathered = [each.values for each in self.catalogue.cluster(left)] if left else []
        together = {text for each in gathered for text in each}
        gathered += [(text,) for text in left if text not in together]
        found = [
            Cluster(
                field=field,
                values=tuple((text, left[text]) for text in spellings),
                matches=_together([candidates.get(text, ()) for text in spellings]),
                rows=sum(left[text] for text in spellings),
            )
            for spellings in gathered
        ]
        return sorted(found, key=lambda each: (-each.rows, each.values))

    def choices(self, shape: int, language: str) -> dict[str, Choices]:
        """What may stand in the columns of a shape, by their headings: of those whose field has a list. Names of states
        are in ``language``."""
        known = self.work.shapes[shape]
        lists = choices_of(set(known.fields), self.work.site, self.work.store, self.catalogue, language)
        by_field = {each.field: each for each in lists}
        return {name: by_field[one] for name, one in zip(known.names, known.fields, strict=True) if one in by_field}

    def decide(self, field: str, spellings: Sequence[str], text: str) -> int:
        """One decision for all rows that have one of these spellings; how many they were."""
        columns = {
            table.shape.names[table.shape.fields.index(field)] for table in self._taken() if field in table.shape.fields
        }
        return sum(self.editor.decide(column, spellings, text) for column in sorted(columns))

    def make(self, field: str, names: Sequence[str], by: Session) -> str:
        """New places, holders or models, under one voucher; its reference. A place without its site's code is one of
        this site; a model gets maker, calibre and category where all rows that name it agree.

        Raises:
            Refused: `import.not-made` for other fields; what `Add` refuses.
        """
        if field not in _MADE:
            raise Refused("import.not-made", field=field)
        things = {}
        for name in dict.fromkeys(" ".join(each.split()) for each in names):
            subject, state = self._thing(field, name)
            things[subject] = state
        return self.perform(Add(things=things, site=self.work.site), by).reference

    def _thing(self, field: str, name: str) -> tuple[str, dict[str, object]]:
        site = self.work.site
        if field == h.PLACE:
            path = name if name.startswith(f"{site}/") else f"{site}/{name}"
            return location_subject(path), {"site": site, "name": path.rpartition("/")[2]}
        if field == h.HOLDER:
            return holder_subject(name), {"site": site, "name": name}
        return model_subject(name), self._agreed(name)

    def _agreed(self, model: str) -> dict[str, object]:
        """What all rows that name a model say of it."""
        said: dict[str, set[str]] = {}
        for table in self._taken():
            if h.MODEL not in table.shape.fields:
                continue
            at = table.shape.fields.index(h.MODEL)
            rows = [row for row in table.rows() if table.columns[at].text(row) == model]
            for read in self.work.checker.read(table, rows) if rows else ():
                for row in read:
                    for name in ("maker", "calibre", "category"):
                        said.setdefault(name, set()).add(str(row[6].get(name) or ""))
        return {name: next(iter(values)) for name, values in said.items() if len(values) == 1 and "" not in values}

    # -- how -----------------------------------------------------------------------------------------------------------

    def _taken(self) -> list[WorkTable]:
        return [each for each in self.work.tables if each.taken]

    def _counted(self, field: str) -> Counter[str]:
        counted: Counter[str] = Counter()
        for table in self._taken():
            if field not in table.shape.fields:
                continue
            column = table.columns[table.shape.fields.index(field)]
            places = Counter(column.codes[row] for row in table.rows())
            places.pop(BLANK, None)
            for place, count in places.items():
                counted[column.texts[place]] += count
        return Counter({text: count for text, count in counted.items() if not is_placeholder(text)})

    def _candidates(self, field: str, texts: Sequence[str]) -> tuple[set[str], Mapping[str, Sequence[Candidate]]]:
        """Texts that are known as they stand; and what the others may mean."""
        if field in _IN_CATALOGUE:
            found = self.catalogue.match(_IN_CATALOGUE[field], texts)
            known = {text for text, candidates in found.items() if candidates and candidates[0].score >= _KNOWN}
            return known, found
        from stockpile.reference.spellings import Spellings

        with self.work.store.reading() as reader:
            things = register.things(reader, _THINGS[field])
        names = {key: {spelling(key), spelling(str(state.get("name") or ""))} - {""} for key, state in things.items()}
        known = {text for text in texts if any(spelling(text) in each for each in names.values())}
        like = Spellings((key, tuple(filter(None, (str(state.get("name") or ""),)))) for key, state in things.items())
        found = {text: tuple(like.like(text, _MOST_MATCHES)) for text in texts if text not in known}
        return known, found


def _together(candidates: Sequence[Sequence[Candidate]]) -> tuple[tuple[str, float], ...]:
    """What the spellings of a cluster may mean, each by its best score."""
    best: dict[str, float] = {}
    for each in candidates:
        for one in each:
            best[one.key] = max(best.get(one.key, 0.0), one.score)
    return tuple(sorted(best.items(), key=lambda one: (-one[1], one[0]))[:_MOST_MATCHES])
