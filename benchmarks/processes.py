"""What a whole process costs, by the operating system's own account."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

__all__ = ["Cost", "beside_manim", "run", "run_command"]


@dataclass(frozen=True)
class Cost:
    """CPU seconds of all threads, seconds on the clock, peak memory in MB, and what was printed."""

    cpu: float
    wall: float
    memory: float
    printed: str


def run(module: str, *arguments: str | int | Path) -> Cost:
    """Run ``python -m module arguments`` to its end and return its cost."""
    return run_command("-m", module, *map(str, arguments))


def run_command(*arguments: str, environment: Mapping[str, str] | None = None) -> Cost:
    """Run ``python arguments``, with more variables in its environment, and return its cost.

    The processes that it starts itself and waits for count towards its CPU seconds.
    """
    command = [sys.executable, *arguments]
    started = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | dict(environment or {})
    ) as process:
        assert process.stdout is not None
        printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, printed)


def beside_manim(runs: int, measured: Callable[[], Cost]) -> tuple[list[Cost], float]:
    """Measure something and an import of Manim in turn.

    Returns
    -------
    the costs, and the median of how many times as long as the import each took on the clock
    """
    costs, ratios = [], []
    for _ in range(runs):
        costs.append(measured())
        ratios.append(costs[-1].wall / run_command("-c", "import manim").wall)
    return costs, median(ratios)
