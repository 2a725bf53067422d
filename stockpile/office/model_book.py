"""The catalogue as people keep it: what ships with the program, and what the state added to it in its ledger.

An entry of the state's own under the name of a shipped one says more about it, or says it otherwise: field by field it
goes before. Nothing in the shipped catalogue is evidence; what the ledger says is signed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from stockpile.acts.catalogue import MODEL_FIELDS, TakeModels, model_lines
from stockpile.domain.category import Category
from stockpile.domain.draft import Enclosure
from stockpile.domain.errors import Refused
from stockpile.domain.state import State, parts, text, texts
from stockpile.domain.subject import model_subject
from stockpile.domain.voucher import Voucher
from stockpile.office.performing import Performer
from stockpile.office.sessions import Session
from stockpile.reference.data import spelling
from stockpile.reference.models import Model, models
from stockpile.storage import journal, register
from stockpile.storage.store import Store


class Source(StrEnum):
    """Where an entry of the catalogue comes from."""

    SHIPPED = "shipped"
    OWN = "own"
    BOTH = "shipped, with own entries"


@dataclass(frozen=True, slots=True)
class TypicalMark:
    """A mark that pieces of a model bear: what it says, where it stands, how it reads."""

    kind: str = ""
    place: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a model: the hash of its content, and what it shows."""

    sha256: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """A model as the catalogue has it.

    Attributes:
        key: its name in subjects and on records.
        features: what one sees on a piece. marks: what is stamped on it, and where. look_alikes: keys or names.
        own: the state's own part, as the ledger has it; empty where there is none.
    """

    key: str
    source: Source = Source.SHIPPED
    makers: tuple[str, ...] = ()
    category: str = ""
    calibres: tuple[str, ...] = ()
    country: str = ""
    countries: tuple[str, ...] = ()
    component: str = ""
    stock_numbers: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    marks: tuple[TypicalMark, ...] = ()
    pictures: tuple[Picture, ...] = ()
    remark: str = ""
    active: bool = True
    own: State = field(default_factory=dict)

    @property
    def searched(self) -> str:
        """All that the entry can be found by, folded."""
        return _folded(
            (
                self.key,
                *self.makers,
                self.category,
                *self.calibres,
                *self.countries,
                self.component,
                *self.stock_numbers,
                *self.other_names,
                *self.parts,
                *self.features,
                *(f"{each.place} {each.text}" for each in self.marks),
                self.remark,
            )
        )


@dataclass(frozen=True, slots=True)
class ModelPreview:
    """What an import of entries would do: names added, names changed with the fields that differ, names as they are."""

    added: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    unchanged: int
    models: Mapping[str, State] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ModelBook:
    """The catalogue of an open database. ``read``: reads entries from a file."""

    store: Store
    performer: Performer
    read: Callable[[Path], dict[str, dict[str, object]]]

    def entries(self) -> tuple[ModelCard, ...]:
        """Every model, by name; shipped and own."""
        with self.store.reading() as reader:
            own = register.things(reader, "model")
        shipped = {each.name: each for each in models()}
        names = sorted({*shipped, *own}, key=str.casefold)
        return tuple(merged(name, shipped.get(name), own.get(name, {})) for name in names)

    def entry(self, key: str) -> ModelCard:
        """One model."""
        found = next((each for each in self.entries() if each.key == key), None)
        if found is None:
            raise Refused("model.unknown", model=key)
        return found

    def picture(self, digest: str) -> bytes:
        """The content of a picture, checked against its hash."""
        with self.store.reading() as reader:
            content = journal.attachment(reader, digest)
        if content is None:
            raise Refused("attachment.missing", sha256=digest)
        if sha256(content).hexdigest() != digest:
            raise Refused("attachment.altered", sha256=digest)
        return content

    def preview(self, path: Path) -> ModelPreview:
        """Read entries from a file, and say what taking them would do; nothing is recorded."""
        read = {key: _only_known(state) for key, state in self.read(path).items()}
        if not read:
            raise Refused("model.none-in-file", file=path.name)
        with self.store.reading() as reader:
            there = register.states(reader, map(model_subject, read))
        added: list[str] = []
        changed: dict[str, tuple[str, ...]] = {}
        for line in model_lines(read, there):
            key = line.subject.partition(":")[2]
            if line.subject in there:
                changed[key] = tuple(line.set)
            else:
                added.append(key)
        return ModelPreview(tuple(added), changed, len(read) - len(added) - len(changed), read)

    def take(
        self,
        preview: ModelPreview,
        by: Session,
        approvers: Sequence[Session] = (),
        *,
        authority: str = "",
        reason: str = "",
        enclosures: tuple[Enclosure, ...] = (),
    ) -> Voucher:
        """Record what a preview showed, under one voucher."""
        act = TakeModels(
            models=preview.models, site=by.officer.site, authority=authority, reason=reason, enclosures=enclosures
        )
        return self.performer.perform(act, by, approvers)


def matching(entries: Sequence[ModelCard], words: str, category: str = "", source: str = "") -> list[ModelCard]:
    """The entries in which every one of the words is found: in names, makers, calibres, and what one sees; numbers by
    their digits. Those whose name begins so come first."""
    asked = [folded for word in words.split() if (folded := spelling(word))]
    fitting = [
        each
        for each in entries
        if category in ("", each.category)
        and (not source or (each.source is Source.SHIPPED) == (source == Source.SHIPPED))
        and all(word in each.searched for word in asked)
    ]
    if asked:
        whole = spelling(words)
        fitting.sort(key=lambda each: not spelling(each.key).startswith(whole))  # stable: then by name
    return fitting


def picture_of(name: str, content: bytes, caption: str = "") -> tuple[Enclosure, dict[str, str]]:
    """A file as an enclosure, and how an entry names it."""
    said = {"sha256": sha256(content).hexdigest(), "caption": caption}
    return Enclosure(name, content), {key: value for key, value in said.items() if value}


def _only_known(state: State) -> dict[str, object]:
    """What a file says of a model, as the catalogue takes it: a category it does not know is left out."""
    said = {name: value for name, value in state.items() if name in MODEL_FIELDS}
    if text(said, "category") not in {each.value for each in Category}:
        said.pop("category", None)
    if isinstance(said.get("nsn"), str):  # a row has one, an entry any number
        said["nsn"] = [said["nsn"]]
    return said


def merged(name: str, shipped: Model | None, own: State) -> ModelCard:
    """What is known of a model: field by field what the state says, else what ships with the program."""
    said: dict[str, object] = {**(_shipped_fields(shipped) if shipped else {}), **_own_fields(own)}
    said["other_names"] = tuple(dict.fromkeys((*texts(own, "other_names"), *(shipped.spellings if shipped else ()))))
    source = Source.BOTH if shipped and own else Source.OWN if own else Source.SHIPPED
    return ModelCard(key=name, source=source, own=own, **said)  # type: ignore[arg-type]


def _shipped_fields(shipped: Model) -> dict[str, object]:
    return {
        "makers": shipped.makers,
        "category": shipped.category.value,
        "calibres": shipped.calibres,
        "country": shipped.country,
        "countries": shipped.countries,
        "component": shipped.component,
        "stock_numbers": shipped.stock_numbers,
        "other_names": shipped.spellings,
        "look_alikes": shipped.look_alikes,
    }


def _own_fields(own: State) -> dict[str, object]:
    """What the state says of a model, where it says something."""
    country = text(own, "country")
    said: dict[str, object] = {
        "makers": tuple(filter(None, (each.strip() for each in text(own, "maker").split(";")))),
        "category": text(own, "category"),
        "calibres": tuple(filter(None, (each.strip() for each in text(own, "calibre").split(";")))),
        "country": country,
        "countries": (country,) if country else (),
        "component": text(own, "essential_component"),
        "stock_numbers": texts(own, "nsn"),
        "marks": tuple(
            TypicalMark(**{key: text(each, key) for key in ("kind", "place", "text")}) for each in parts(own, "marks")
        ),
        "pictures": tuple(Picture(text(each, "sha256"), text(each, "caption")) for each in parts(own, "pictures")),
        "remark": text(own, "remark"),
        **{name: texts(own, name) for name in ("other_names", "parts", "features", "look_alikes")},
    }
    return {name: value for name, value in said.items() if value} | {"active": bool(own.get("active", True))}


@lru_cache(maxsize=8192)
def _folded(seen: tuple[str, ...]) -> str:
    return " ".join(filter(None, map(spelling, seen)))
