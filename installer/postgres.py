"""A throw-away PostgreSQL server for tests: real, durable, reachable from this machine only, gone afterwards.

`python installer/postgres.py run -- COMMAND...` runs a command with its address in STOCKPILE_TEST_POSTGRES.
Every server gets a new folder and a new port, so nothing that an earlier one left behind can be in its way.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":  # run as a file: find the other modules of the installer
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from installer.console import TAIL_LINES, SetUpFailed, environment, exit_code, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VARIABLE = "STOCKPILE_TEST_POSTGRES"
DEBIAN_ROOT = Path("/usr/lib/postgresql")
SUPERUSER = "stockpile"
START_LIMIT_S = 60.0
STOP_LIMIT_S = 30.0
# Not TMPDIR: that may be closed to the server's user, and too long for the path of a socket (107 bytes).
_PLACE = None if sys.platform == "win32" else "/tmp"  # noqa: S108 - mkdtemp makes a closed folder with a new name in it
ICU_SINCE = 15
ATTEMPTS = 3  # another program may take the port between our look and the server's start


@dataclass(frozen=True, slots=True)
class Account:
    """The user of this machine under whom the server runs; PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int


def newest(folders: Iterable[Path]) -> Path | None:
    """The ``bin`` folder of the highest version among ``.../postgresql/<version>/bin``."""

    def version(folder: Path) -> list[int]:
        return [int(part) for part in re.findall(r"\d+", folder.parent.name)]

    return max(folders, key=version, default=None)


def programs_folder() -> Path | None:
    """Where initdb and postgres are; None where PostgreSQL is not installed. Debian keeps them off the PATH."""
    found = newest(path.parent for path in DEBIAN_ROOT.glob("*/bin/initdb"))
    if found:
        return found
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def server() -> Iterator[str]:
    """Start a server and give its URL (``postgresql+psycopg://...``), for a role that may do everything in it.

    SCRAM passwords, data checksums, fsync on. It is stopped and removed in the end, whatever happens inside.

    Raises:
        SetUpFailed: PostgreSQL is not installed, or does not start.
    """
    programs = programs_folder()
    if programs is None:
        raise SetUpFailed("PostgreSQL is not installed: neither initdb on the PATH nor under /usr/lib/postgresql.")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="stockpile-pg-", dir=_PLACE))
    try:
        _give(folder, account)
        password = secrets.token_urlsafe(24)
        _initialise(programs, folder, password, account)
        process, port = _start(programs, folder, account)
        try:
            yield f"postgresql+psycopg://{SUPERUSER}:{password}@127.0.0.1:{port}/postgres"
        finally:
            _stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> Account | None:
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise SetUpFailed("PostgreSQL does not run as root, and there is no user 'postgres' here to run it.") from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _give(path: Path, account: Account | None) -> None:
    if sys.platform != "win32" and account:
        os.chown(path, account.uid, account.gid)


def _launch(command: list[str | Path], folder: Path, account: Account | None) -> subprocess.Popen[bytes]:
    """Start one of the server's programs, its output in ``server.log``, out of reach of the terminal's Ctrl-C."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )


def _initialise(programs: Path, folder: Path, password: str, account: Account | None) -> None:
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="ascii")
    _give(secret, account)
    initdb: list[str | Path] = [programs / "initdb", "--pgdata", folder / "data", "--username", SUPERUSER]
    initdb += ["--auth=scram-sha-256", f"--pwfile={secret}", "--data-checksums", "--encoding=UTF8", "--locale=C"]
    initdb += order(_version(programs))
    process = _launch(initdb, folder, account)
    try:
        code = process.wait()
    except BaseException:
        process.kill()
        raise
    secret.unlink()
    if code:
        raise SetUpFailed(f"{_tail(folder)}\ninitdb failed with exit code {code}.")


def order(version: int) -> list[str]:
    """English order of text, as real servers have some language's: nothing may rely on the order of bytes by luck.

    PostgreSQL 15 and later can be told so without the system's locales.
    """
    return ["--locale-provider=icu", "--icu-locale=en"] if version >= ICU_SINCE else []


def _version(programs: Path) -> int:
    words = subprocess.run([programs / "initdb", "--version"], capture_output=True, text=True, check=False).stdout
    major = re.search(r"\d+", words)
    return int(major[0]) if major else 0


def _start(programs: Path, folder: Path, account: Account | None) -> tuple[subprocess.Popen[bytes], int]:
    for _attempt in range(ATTEMPTS):
        port = _free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": str(folder),
            "max_connections": "60",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        process = _launch([programs / "postgres", "-D", folder / "data", *options], folder, account)
        try:
            if _answers(process, programs, port):
                return process, port
        except BaseException:
            _stop(process)
            raise
        _stop(process)
    raise SetUpFailed(f"{_tail(folder)}\nPostgreSQL did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], programs: Path, port: int) -> bool:
    """Wait until the server takes connections; False when it ended instead, or takes too long."""
    ask: list[str | Path] = [programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}", "--timeout=5"]
    until = time.monotonic() + START_LIMIT_S
    while process.poll() is None and time.monotonic() < until:
        if subprocess.run(ask, check=False).returncode == 0:
            return process.poll() is None
        time.sleep(0.1)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Fast shutdown, as PostgreSQL calls it: connections are cut, nothing is lost; killed if that takes too long."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
    try:
        process.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _tail(folder: Path) -> str:
    lines = (folder / "server.log").read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-TAIL_LINES:])


def end_on_terminate() -> None:
    """Let a request to end (SIGTERM) run the clean-up that Ctrl-C runs too."""

    def leave(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)


def main(words: list[str]) -> int:
    """Run the command after ``run --`` with a server."""
    if words[:2] != ["run", "--"] or not words[2:]:
        say(f"usage: {Path(__file__).name} run -- COMMAND...")
        return 2
    end_on_terminate()
    try:
        with server() as url:
            return exit_code(words[2:], env=environment(**{VARIABLE: url}))
    except SetUpFailed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
