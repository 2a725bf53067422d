"""The catalogues of words: extracted from the code, merged into each language's file, compiled.

    python -m installer.words            extract, merge and compile (make words)
    python -m installer.words --check    change nothing; exit code 1 where a catalogue is behind the code

A text is found where it is written: in `_`, `ngettext`, `marked` and `counted`, in `words` on papers; and the stored
names of the field (`in stock`, `lower receiver`) are taken from the enumerations and tables that define them.
Catalogues carry no dates and no line numbers, so that they change only when a word does. English is the language of
the code and needs none.
"""

from __future__ import annotations

import ast
import importlib
import io
import pkgutil
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from installer.console import say

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "locale"
TEMPLATE = FOLDER / "stockpile.pot"
LANGUAGES = ("ar", "es", "fr", "ru", "zh")
COMPLETE = ("ar",)  # a language that screens offer; the others are ready for their translators
_SOURCES = ("stockpile", "ui")
_TABLES = (("models", "component"), ("calibres", "kind"), ("demil_codes", "meaning"))  # whose cells are read by people
_ROOMS = ("stockpile.domain", "stockpile.acts")  # whose enumerations are stored names
_FORMS = {"_": 1, "marked": 1, "words": 1, "_words": 1, "counted": 2, "ngettext": 2}  # texts that a call begins with
_WIDTH = 120


def template() -> Catalog:
    """Every text of the program that a person can see."""
    from babel.messages.catalog import Catalog

    found = Catalog(project="Stockpile", charset="utf-8", fuzzy=False)
    for name, text in (*sorted(_written(), key=lambda each: each[0]), *stored_names(), *tabled_names()):
        found.add(text, locations=[(name, None)])  # type: ignore[list-item]
    return found


def _written() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """From the tree of the code: what stands within an f-string is found there too, which a reader of tokens misses."""
    for source in _SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and (texts := _texts(node)):
                    yield name, texts if len(texts) > 1 else texts[0]


def _texts(call: ast.Call) -> tuple[str, ...]:
    """The forms of the text that a call speaks; none where it speaks none, or one that it is given."""
    called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    forms = _FORMS.get(called, 0)
    said = [each.value for each in call.args[:forms] if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return tuple(said) if forms and len(said) == forms and all(said) else ()


def stored_names() -> Iterator[tuple[str, str]]:
    """The values of the field's enumerations, with the file that defines each."""
    for room in _ROOMS:
        package = importlib.import_module(room)
        for each in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{room}.{each.name}")
            for value in _values(module.__dict__, module.__name__):
                yield f"{module.__name__.replace('.', '/')}.py", value


def tabled_names() -> Iterator[tuple[str, str]]:
    """What the reference tables say in words, with the table that says it."""
    from stockpile.reference.data import table

    for name, column in _TABLES:
        for text in sorted({row[column] for row in table(name)} - {""}):
            yield f"resources/reference/{name}.csv", text


def _values(names: dict[str, object], module: str) -> Iterator[str]:
    for thing in names.values():
        if isinstance(thing, type) and issubclass(thing, StrEnum) and thing.__module__ == module:
            yield from (member.value for member in thing if member.value)


def merged(language: str, words: Catalog) -> Catalog:
    """A language's catalogue with the texts of the code: what is gone goes, what is new waits for its translation."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = _po(language)
    catalogue = Catalog(locale=language, project="Stockpile", charset="utf-8", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    catalogue.update(words, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for each in catalogue:
        if not _filled(each.string):
            each.flags.discard("fuzzy")  # a plural that was a text of its own before; there are no words to look at
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file."""
    from babel.messages.pofile import write_po

    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n' if catalogue.locale else ""
    language = f'"Language: {catalogue.locale}\\n"\n' if catalogue.locale else ""
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n{language}{plural}\n'
    return head.encode() + out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    from babel.messages.mofile import write_mo

    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def files() -> dict[Path, bytes]:
    """What every file of the folder should be."""
    words = template()
    wanted = {TEMPLATE: written(words)}
    for language in LANGUAGES:
        catalogue = merged(language, words)
        wanted[_po(language)] = written(catalogue)
        if language in COMPLETE:
            wanted[_po(language).with_suffix(".mo")] = compiled(_reread(wanted[_po(language)], language))
    return wanted


def missing(language: str) -> list[str]:
    """The texts of the code that a language has no words for."""
    return [str(each.id) for each in merged(language, template()) if each.id and not translated(each)]


def translated(message: Message) -> bool:
    """Whether a text has its words, all forms of them, and none that somebody still has to look at."""
    return not message.fuzzy and _filled(message.string)


def _filled(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _reread(po: bytes, language: str) -> Catalog:
    """From the file, so that what is compiled is what is kept."""
    from babel.messages.pofile import read_po

    return read_po(io.BytesIO(po), locale=language)


def _po(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "stockpile.po"


def same(path: Path, content: bytes) -> bool:
    """Whether a file says what it should; compiled ones by what they mean, since their head names the compiler."""
    if not path.exists():
        return False
    there = path.read_bytes()
    return _meaning(there) == _meaning(content) if path.suffix == ".mo" else there == content


def _meaning(mo: bytes) -> dict[object, object]:
    from babel.messages.mofile import read_mo

    catalogue = read_mo(io.BytesIO(mo))
    return {"": catalogue.plural_expr} | {_key(each.id): each.string for each in catalogue if each.id}


def _key(text: object) -> object:
    return tuple(text) if isinstance(text, list) else text


def main(arguments: list[str]) -> int:
    """Write what has changed, or say what is behind."""
    stale = {path: content for path, content in files().items() if not same(path, content)}
    if "--check" in arguments:
        for path in stale:
            say(f"behind the code: {path.relative_to(ROOT)} (make words)")
        return 1 if stale else 0
    for path, content in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for language in LANGUAGES:
        without = len(missing(language))
        say(f"{language}: {without} texts without words" if without else f"{language}: complete")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
