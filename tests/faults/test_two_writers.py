"""Two programs that issue the same weapons at the same time: each weapon is issued once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from stockpile.domain.filter import WeaponFilter
from stockpile.office import Office

ARMOURY = Path(__file__).with_name("armoury.py")


def test_each_weapon_is_issued_once(url):
    both = [
        subprocess.Popen(
            [sys.executable, str(ARMOURY), "grab", url, str(pause)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for pause in (0, 1)
    ]  # fmt: skip
    for process in both:
        assert process.stdout.readline() == "ready\n"
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    taken = [process.communicate(timeout=60)[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(taken[0] + taken[1]) == [f"HQ-W{number:07d}" for number in range(1, 13)]
    with Office.open(url) as office:
        assert office.reading.count(WeaponFilter(standing="issued")) == 12
        assert office.trust.verify().alarms == ()
