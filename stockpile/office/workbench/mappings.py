"""What a site chose before: columns by their headings, and whole mappings by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from stockpile.domain.errors import Refused
from stockpile.office.kept import SHARED, Kept
from stockpile.office.sessions import Session

_COLUMNS = f"{SHARED}import-columns/"
_MAPPING = "import-mapping/"
_MOST = 800  # headings remembered; a value that is kept has a limit
_decode = msgspec.json.Decoder(dict[str, object]).decode


@dataclass(frozen=True, slots=True)
class Mappings:
    """Mappings that officers keep and share."""

    kept: Kept

    def all(self, by: Session) -> dict[str, dict[str, object]]:
        """Mappings by name: the officer's own, and those of everybody."""
        found: dict[str, dict[str, object]] = {}
        for name, value in self.kept.named(by, _MAPPING).items():
            found[name.removeprefix(SHARED).removeprefix(_MAPPING)] = _decode(value)
        return found

    def get(self, by: Session, name: str) -> dict[str, object]:
        """A mapping by its name.

        Raises:
            Refused: `import.no-such-mapping`.
        """
        found = self.all(by)
        if name not in found:
            raise Refused("import.no-such-mapping", name=name, known=sorted(found))
        return found[name]

    def save(self, by: Session, name: str, mapping: Mapping[str, object], *, shared: bool = True) -> None:
        """Keep a mapping under a name, for everybody or for oneself."""
        self.kept.put(by, (SHARED if shared else "") + _MAPPING + name, msgspec.json.encode(mapping).decode())

    def drop(self, by: Session, name: str) -> bool:
        """Keep a mapping no longer; whether there was one."""
        own = self.kept.drop(by, _MAPPING + name)
        return self.kept.drop(by, SHARED + _MAPPING + name) or own

    # -- columns -------------------------------------------------------------------------------------------------------

    def remembered(self, by: Session, site: str) -> dict[str, str]:
        """The fields a site chose before, by the words of the heading."""
        value = self.kept.get(by, _COLUMNS + site)
        return {str(name): str(field) for name, field in _decode(value).items()} if value else {}

    def remember(self, by: Session, site: str, chosen: Mapping[str, str]) -> None:
        """Remember what was chosen by hand."""
        known = self.remembered(by, site)
        merged = {**{name: field for name, field in known.items() if name not in chosen}, **chosen}
        if merged != known:
            latest = dict(list(merged.items())[-_MOST:])
            self.kept.put(by, _COLUMNS + site, msgspec.json.encode(latest).decode())
