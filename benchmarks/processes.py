"""What a whole process costs, by the operating system's own account."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Cost", "run"]


@dataclass(frozen=True)
class Cost:
    """CPU seconds of all threads, seconds on the clock, and peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def run(module: str, *arguments: str | int) -> Cost:
    """Run ``python -m module arguments`` to its end and return its cost."""
    command: Sequence[str] = [sys.executable, "-m", module, *map(str, arguments)]
    started = time.monotonic()
    with subprocess.Popen(command) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024)
