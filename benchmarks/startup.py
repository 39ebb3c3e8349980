"""What one waits for: seconds on the clock, also in starts of Python that only import Manim."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, print_figures
from benchmarks.processes import Cost, beside_manim, run_command
from scenes.catalogue import CLIPS

__all__ = ["measure"]


def measure(runs: int = 5) -> list[Figure]:
    """Return how long a still, a listing and an unchanged render take."""
    figures = [figure for entry in CLIPS for figure in still(runs, entry.clip)]
    for command in ("list", "--help"):
        figures += timed(runs, f"netreel {command}", 0.4, command)
    with tempfile.TemporaryDirectory() as folder:
        render = ("render", CLIPS[0].clip, "-q", "l", "--out", folder)
        netreel(folder, *render)
        figures += timed(runs, "netreel render, unchanged", 1.0, *render, cache=folder)
    return figures


def still(runs: int, clip: str) -> list[Figure]:
    """Draw a clip's last frame, with nothing kept from before."""
    with tempfile.TemporaryDirectory() as folder:
        picture = str(Path(folder) / "still.png")
        asked = ("still", clip, "-q", "l", "--out", picture)
        return timed(runs, f"netreel still {clip} -q l, cold", 2.0, *asked)


def timed(runs: int, title: str, limit: float, *asked: str, cache: str = "") -> list[Figure]:
    """Run a command and an import of Manim in turn; without a `cache`, each time with a new one."""

    def command() -> Cost:
        with tempfile.TemporaryDirectory() as empty:
            return netreel(cache or empty, *asked)

    costs, ratio = beside_manim(runs, command)
    return [
        Figure(title, median(cost.wall for cost in costs), "s", limit),
        Figure(f"{title} / import manim", ratio, "times"),
    ]


def netreel(cache: str, *asked: str) -> Cost:
    """Run netreel with a cache folder."""
    return run_command("-m", "netreel", *asked, environment={"NETREEL_CACHE": cache})


if __name__ == "__main__":
    print_figures(measure())
