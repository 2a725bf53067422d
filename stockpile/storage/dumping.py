"""A copy of a PostgreSQL database through the server's own tool, where this machine has it.

`pg_dump` reads one moment, while others go on working. The dump is read through to its end before it gets its name;
what is in it was verified in the database it came from, a moment before, not in the dump: that takes a server to load
it into.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from stockpile.domain.errors import Refused, StorageFault
from stockpile.storage.backup import drafted
from stockpile.storage.engine import APP_ROLE, Address

_LOOK = 0.2  # seconds between two looks at whether to stop


def dump(address: Address, target: Path, tell: Callable[[int, int], None]) -> None:
    """Write a dump to where no file is; ``pg_restore`` reads it.

    Raises:
        Refused: ``backup.no-client`` where there is no `pg_dump`; ``backup.exists``, ``backup.no-folder``.
        StorageFault: ``backup.failed`` with what the tool said.
    """
    dumper, lister = shutil.which("pg_dump"), shutil.which("pg_restore")
    if dumper is None or lister is None:
        raise Refused("backup.no-client", database=str(address))
    with drafted(target) as draft:
        asked = [dumper, "--format=custom", "--no-password", f"--role={APP_ROLE}", f"--file={draft}"]
        _run([*asked, address.url.database or ""], _environment(address), tell)
        _run([lister, "--list", f"--file={os.devnull}", str(draft)], dict(os.environ), tell)


def _run(command: list[str], environment: dict[str, str], tell: Callable[[int, int], None]) -> None:
    running = subprocess.Popen(  # noqa: S603 - the server's own tool, found in the path
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        while running.poll() is None:
            tell(0, 0)
            time.sleep(_LOOK)
        said = running.communicate()[1]
    except BaseException:
        running.kill()
        running.communicate()
        raise
    if running.returncode:
        last = (said.strip().splitlines() or [""])[-1]
        raise StorageFault("backup.failed", said=last)


def _environment(address: Address) -> dict[str, str]:
    """Where the server is, and who asks: never on a command line, which everybody on the machine can read."""
    url = address.url
    named = {
        "PGHOST": url.host or str(url.query.get("host", "")),
        "PGPORT": str(url.port or url.query.get("port", "")),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGAPPNAME": "stockpile backup",
        "PGCONNECT_TIMEOUT": "10",
    }
    return dict(os.environ) | {name: value for name, value in named.items() if value}
