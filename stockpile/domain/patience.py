"""How long a login waits after it was tried in vain: five tries are free, then the wait doubles, up to a quarter of an
hour (ASVS 5.0 6.3.1)."""

from __future__ import annotations

FREE = 5
LONGEST = 15 * 60  # seconds


def wait_after(failures: int) -> int:
    """Seconds from the last failure until the next try."""
    if failures < FREE:
        return 0
    return min(LONGEST, 1 << min(failures - FREE + 1, 20))


def still_to_wait(failures: int, last: float, now: float) -> int:
    """Whole seconds that are left; never more than the wait itself, wherever somebody set the clock."""
    wait = wait_after(failures)
    passed = max(0.0, now - last)
    return max(0, min(wait, -int(-(wait - passed) // 1)))
