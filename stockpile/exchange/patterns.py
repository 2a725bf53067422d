"""Regular expressions that somebody typed, on the texts of a column, within a bounded time.

A pattern can take longer than the universe lasts, and nothing in the process that runs it can stop it. So it runs in a
small process of its own, which is given two seconds.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence

from stockpile.domain.errors import Refused

SECONDS = 2.0
_LARGEST = 200_000_000  # bytes of texts

# What runs there. Nothing but the standard library: it has to start in a blink.
_PROGRAM = """
import json, re, sys
asked = json.load(sys.stdin)
pattern = re.compile(asked["pattern"], re.IGNORECASE if asked["fold"] else 0)
if asked["part"] is None:
    made = [pattern.sub(asked["by"], text) for text in asked["texts"]]
else:
    found = (pattern.search(text) for text in asked["texts"])
    made = [(each[asked["part"]] or "").strip() if each else "" for each in found]
json.dump(made, sys.stdout)
"""


def replaced(pattern: str, by: str, texts: Sequence[str], *, fold: bool = False) -> list[str]:
    r"""Every text with what fits a pattern replaced; ``by`` may name groups (`\1`). ``fold``: letters of any case.

    Raises:
        Refused: `import.pattern`, `import.pattern-slow`.
    """
    compiled = compile_pattern(pattern)
    try:
        compiled.sub(by, "")  # nothing to be found in nothing; what is to be put in is looked at
    except (re.error, IndexError) as why:
        raise Refused("import.pattern", pattern=by, why=str(why)) from why
    return _run(pattern, by, None, texts, fold=fold)


def parts_of(pattern: str, part: int, texts: Sequence[str]) -> list[str]:
    """What a group of a pattern takes of each text; empty where it does not fit.

    Raises:
        Refused: `import.pattern`, `import.pattern-slow`.
    """
    compile_pattern(pattern)
    return _run(pattern, "", part, texts, fold=False)


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern that is one.

    Raises:
        Refused: `import.pattern`.
    """
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as why:
        raise Refused("import.pattern", pattern=pattern, why=str(why)) from why


def _run(pattern: str, by: str, part: int | None, texts: Sequence[str], *, fold: bool) -> list[str]:
    asked = json.dumps({"pattern": pattern, "by": by, "part": part, "texts": list(texts), "fold": fold})
    if len(asked) > _LARGEST:
        raise Refused("import.pattern-slow", pattern=pattern, seconds=SECONDS)
    seconds = SECONDS + len(asked) / 20_000_000  # what an honest pattern takes for much text
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what was typed is its input
            [sys.executable, "-I", "-S", "-c", _PROGRAM],
            input=asked.encode(), capture_output=True, check=True, timeout=seconds,
        )  # fmt: skip
    except subprocess.TimeoutExpired as why:
        raise Refused("import.pattern-slow", pattern=pattern, seconds=SECONDS) from why
    except subprocess.CalledProcessError as why:
        raise Refused("import.pattern", pattern=pattern, why=why.stderr.decode(errors="replace")[-200:]) from why
    made: list[str] = json.loads(done.stdout)
    return made
