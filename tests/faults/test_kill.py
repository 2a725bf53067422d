"""kill -9 at any moment: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stockpile.office import Office

ARMOURY = Path(__file__).with_name("armoury.py")
QUICK, EXHAUSTIVE = 6, 200


def lives_and_is_killed(url, folder, turn, after, *, at_work):
    """Acknowledged vouchers of a process that is killed ``after`` seconds of work; ``at_work``: counted from its first
    acknowledgement, else from its log-ins."""
    process = subprocess.Popen(
        [sys.executable, str(ARMOURY), "go-on", url, str(folder), str(turn)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    first = process.stdout.readline() if at_work else ""
    time.sleep(after)
    process.kill()
    said = first + process.stdout.read()
    process.wait()
    process.stdout.close()
    return [line for line in said.split("\n")[:-1] if line != "nothing"]


def hold_to(url, acknowledged):
    with Office.open(url) as office:
        report = office.trust.verify()
        assert report.alarms == ()
        assert report.register_matches
        there = {voucher.reference for voucher in office.reading.vouchers(limit=100_000)}
        assert set(acknowledged) <= there


def kill_and_look(url, folder, times):
    rng = random.Random(times)
    acknowledged = []
    for turn in range(times):
        start, after, at_work = turn * 1_000 % 90_000, rng.uniform(0, 0.9), bool(turn % 2)
        acknowledged += lives_and_is_killed(url, folder, start, after, at_work=at_work)
        hold_to(url, acknowledged)
    assert acknowledged


def test_what_was_acknowledged_survives_a_kill(url, tmp_path):
    kill_and_look(url, tmp_path, QUICK)


@pytest.mark.slow
def test_what_was_acknowledged_survives_two_hundred_kills(url, tmp_path):
    kill_and_look(url, tmp_path, EXHAUSTIVE)
