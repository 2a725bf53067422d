"""Serial numbers as text: how they are searched, compared and recognised as missing.

A serial number is stored exactly as marked. Two keys are derived from it and never shown: `exact_key` takes part in
identity (maker, model, serial and country together), `fold` only finds and suggests. What folds together is never
merged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_LOOK_ALIKE = {"O": "0", "I": "1", "B": "8", "S": "5", "Z": "2"}  # stamped, worn or typed for one another

# Letters that are drawn as the Latin letter (or digit) beside them; capitals, since folding is done on capitals.
_LATIN_FOR = {
    **dict(zip("АВЕЅЗІЈКМНОРСТУҮХԚԜҺ", "ABES3IJKMHOPCTYYXQWH", strict=True)),  # Cyrillic
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺͿ", "ABEZHIKMNOPTYXCMJ", strict=True)),  # Greek
    **dict(zip("ЁЇΆΈΉΊΌΎΪΫ", "EIAEHIOYIY", strict=True)),
}
_DIACRITICS = frozenset((*range(0x0300, 0x0370), *range(0x064B, 0x0660), 0x0670, 0x0640))  # with tatweel


class _Folding(dict[int, "str | None"]):
    """A `str.translate` table for capitals that works out each character once."""

    def __missing__(self, code: int) -> str | None:
        found = self[code] = _folded(chr(code))
        return found


def _folded(character: str) -> str | None:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    plain = _LATIN_FOR.get(character, character)
    if ord(plain) in _DIACRITICS:
        return None
    if plain.isalnum() or unicodedata.category(plain).startswith("M"):
        return _LOOK_ALIKE.get(plain, plain)
    return None


_FOLDING = _Folding()
_ASCII = {code: _folded(chr(code).upper()) for code in range(128)}
_LINE = "\n"
_ASCII_LINES = {**_ASCII, ord(_LINE): _LINE}


def fold(text: str) -> str:
    """The key under which a serial number is searched; equal for serials that are easily taken for one another.

    Case, spaces and punctuation are dropped; O/0, I/1, B/8, S/5 and Z/2 become one; Cyrillic and Greek look-alikes
    become Latin; decimal digits of every script become 0-9. Other scripts stay. Folding twice changes nothing.
    """
    if text.isascii():
        return text.translate(_ASCII)
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:  # a dropped character can let its neighbours compose
        folded = again
    return folded


def fold_all(texts: Sequence[str]) -> list[str]:
    """`fold` of many texts; at once where all are of plain letters, as nearly all are."""
    joined = _LINE.join(texts)
    if texts and joined.isascii() and joined.count(_LINE) == len(texts) - 1:
        return joined.translate(_ASCII_LINES).split(_LINE)
    return list(map(fold, texts))


def _fold_once(text: str) -> str:
    capitals = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())
    return capitals.translate(_FOLDING)


def exact_key(text: str) -> str:
    """The form in which two serials (or makers, models) are the same: only case and runs of space are levelled."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).upper())
    return " ".join(text.split()).upper()


def identity_key(maker: str, model: str, serial: str, country: str) -> str:
    """Maker, model, serial number and country together, as one comparable text (`product.md`, rule 4)."""
    return "|".join((exact_key(maker), exact_key(model), exact_key(serial), exact_key(country)))


def look_alike(one: str, other: str) -> bool:
    """Whether two different serial numbers are easily taken for one another; a hint for people, never a merge."""
    return exact_key(one) != exact_key(other) and fold(one) == fold(other) != ""


_NO_SERIAL = """
NA NAN NULL NONE NIL NO NOT UNKNOWN UNK UNKN UNAVAILABLE TBD TBC TBA BLANK EMPTY MISSING VOID ILLEGIBLE UNREADABLE
UNMARKED DEFACED OBLITERATED REMOVED ERASED UNNUMBERED WORN
NOSERIAL NOSERIALNUMBER NOSERIALNO NOSN NONUMBER NOMARK NOMARKS NONVISIBLE NOTVISIBLE NOTLEGIBLE NOTREADABLE
NOTAPPLICABLE NOTAVAILABLE NOTKNOWN NOTRECORDED NOTMARKED NOTFOUND SERIALUNKNOWN UNKNOWNSERIAL SN SNUNKNOWN SNNA
SERIAL SERIALNUMBER SERIALNO NUMBER NOTSERIALIZED NOTSERIALISED UNSERIALIZED NUMBERILLEGIBLE NUMBERREMOVED
SERIALNUMBERREMOVED SERIALILLEGIBLE
INCONNU INCONNUE ILLISIBLE SANSNUMERO SANSNUMÉRO SANS NÉANT NEANT AUCUN EFFACÉ EFFACE ABSENT NONLISIBLE
DESCONOCIDO SINNUMERO SINNÚMERO SIN NINGUNO ILEGIBLE BORRADO NOTIENE NOLEGIBLE SINSERIE
НЕТ БН БЕЗНОМЕРА НЕИЗВЕСТНО НЕИЗВЕСТЕН СТЕРТ СТЁРТ НЕЧИТАЕТСЯ НЕРАЗБОРЧИВО ОТСУТСТВУЕТ
无 無 不详 不詳 未知 无号 無號 不清 بدون لايوجد غيرمعروف مجهول
"""
_WORDS = frozenset(_NO_SERIAL.split())
_TELLING = re.compile(r"[1-9]")
_NOTHING = re.compile(r"0+|X{2,}")


def is_placeholder(text: str) -> bool:
    """Whether a text stands where a serial number would, and is none: blank, `N/A`, `-`, `000`, `XXX`, `illegible`."""
    if _TELLING.search(text):  # no word above has one; most serials do
        return False
    letters = "".join(filter(str.isalnum, text)).upper()
    return not letters or letters in _WORDS or _NOTHING.fullmatch(letters) is not None
