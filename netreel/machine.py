"""What this machine can do at a time: its cores, its free memory, also in a container."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

from netreel.costs import megapixels
from netreel.errors import MistakeError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netreel.jobs import RenderJob

__all__ = ["cores", "free_memory", "memory_of", "workers_for"]

CGROUP = Path("/sys/fs/cgroup")
_SHARED, _ALONE, _A_MEGAPIXEL = 150_000_000, 120_000_000, 100_000_000
"""Bytes: of the server that all are forked off, of a fork, and more for each megapixel of its
frame. A 720p clip has 260 MB at its peak, one in 2160p 1,090; what forks share counts once."""


def cores() -> int:
    """Return how many processes can be at work at once: cores, or the share that one has."""
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        count = os.cpu_count() or 1
    try:
        quota, period = (CGROUP / "cpu.max").read_text().split()
        count = min(count, max(math.ceil(int(quota) / int(period)), 1))
    except (OSError, ValueError):
        pass
    return count


def free_memory() -> int | None:
    """Return the bytes that can still be taken, None where that cannot be known."""
    free = []
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        table = dict(line.split(":", 1) for line in lines)
        free.append(int(table["MemAvailable"].split()[0]) * 1024)
    except (OSError, ValueError, KeyError):
        pass
    try:
        most = int((CGROUP / "memory.max").read_text())
        free.append(max(most - int((CGROUP / "memory.current").read_text()), 0))
    except (OSError, ValueError):
        pass
    if not free and hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        free.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
    return min(free, default=None)


def memory_of(job: RenderJob) -> int:
    """Return the bytes that the process of a job takes at its peak, roughly."""
    return _ALONE + round(_A_MEGAPIXEL * megapixels(job))


def workers_for(jobs: Iterable[RenderJob], wish: int | None) -> tuple[int, str | None]:
    """Return how many clips to render at once, and why fewer than wished for or than cores.

    Parameters
    ----------
    jobs
        What is to be rendered: the largest decides.
    wish
        What the user says, NETREEL_JOBS otherwise; None for as many as there are cores.
    """
    count = wish or wished() or cores()
    free = free_memory()
    largest = max((memory_of(job) for job in jobs), default=0)
    if free is None or not largest:
        return count, None
    fitting = max((free - _SHARED) // largest, 1)
    if fitting >= count:
        return count, None
    return fitting, (
        f"{fitting} at a time, not {count}: {free / 1e9:.1f} GB of memory are free, and a clip may "
        f"take {largest / 1e9:.1f}"
    )


def wished() -> int | None:
    """Return what NETREEL_JOBS says, None where it says nothing."""
    chosen = os.environ.get("NETREEL_JOBS", "")
    if not chosen:
        return None
    if not (chosen.isdecimal() and int(chosen) > 0):
        raise MistakeError(f"NETREEL_JOBS must be a whole number from 1, not {chosen!r}")
    return int(chosen)
