"""Starting the child that reads files, listening to it, ending it.

A child takes a while to start: one may be started beforehand and wait (`warm`), for somebody who is about to drop a
file.
"""

from __future__ import annotations

import atexit
import logging
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO

import msgspec

from stockpile.domain.errors import Refused
from stockpile.exchange.child import Request
from stockpile.exchange.guard import Looked

log = logging.getLogger(__name__)

_LENGTH = struct.Struct(">I")
_decode = msgspec.msgpack.Decoder().decode
MEGABYTE = 1_000_000
_SMALL = 20 * MEGABYTE  # a file below this is read within the narrow limits


def limits(looked: Looked) -> tuple[int, int]:
    """Memory and processor time that an honest file of this size may take, with room to spare."""
    if looked.size <= _SMALL:
        return 1_400 * MEGABYTE, 18 + looked.size // MEGABYTE * 6
    return 1_400 * MEGABYTE + 16 * looked.size, 60 + looked.size // MEGABYTE * 6


def hash_of(path: Path) -> str:
    """SHA-256 of a file, hex."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class _Waiting:
    """At most one child that was started beforehand."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._process = _spawn()

    def take(self) -> subprocess.Popen[bytes]:
        with self._lock:
            process, self._process = self._process, None
        return process if process is not None and process.poll() is None else _spawn()

    def dismiss(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            end(process)


_waiting = _Waiting()
atexit.register(_waiting.dismiss)


def warm() -> None:
    """Start a child that waits for the next file."""
    _waiting.prepare()


def _spawn() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "stockpile.exchange.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a child and close its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None and not pipe.closed:
            pipe.close()


def start(request: Request) -> subprocess.Popen[bytes]:
    """A child that answers a request."""
    process = _waiting.take()
    if process.stdin is not None:
        process.stdin.write(msgspec.json.encode(request))
        process.stdin.close()
    return process


def log_last_words(process: subprocess.Popen[bytes]) -> None:
    """What a dead reader said goes to the log; people are told what `diagnose` finds."""
    if process.stderr is not None:
        words = process.stderr.read(20_000).decode("utf-8", "replace")
        log.warning("the reader of spreadsheets stopped with code %s: %s", process.poll(), words)


def frames(pipe: IO[bytes]) -> Iterator[tuple[str, object]]:
    """The child's frames, until it has no more to say or is no more."""
    while len(head := pipe.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        frame = pipe.read(length)
        if len(frame) < length:
            return
        tag, content = _decode(frame)
        yield tag, content


def refused(content: dict[str, object], file: str) -> Refused:
    """What the child refused."""
    facts = dict(content["facts"]) if isinstance(content["facts"], dict) else {}
    return Refused(str(content["code"]), **{"file": file, **facts})


class Watchdog:
    """Ends the child when it is cancelled, or has taken far longer than its processor time allows."""

    _EVERY = 0.1

    def __init__(self, process: subprocess.Popen[bytes], seconds: int, cancel: threading.Event | None) -> None:
        self._process = process
        self._turns = int((seconds * 4 + 30) / self._EVERY) if seconds else 0
        self._cancel = cancel
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="reader watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """The reading is over."""
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        turns = 0
        while not self._stopped.wait(self._EVERY):
            turns += 1
            late = self._turns and turns > self._turns
            if late or (self._cancel is not None and self._cancel.is_set()):
                self._process.kill()
                return
