"""The lesson as one film, with two workers: whether rendering takes longer than watching.

``python -m benchmarks.lesson 7`` measures chapter 7 alone, for a quick look.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, print_figures
from benchmarks.processes import Cost, run_command
from netreel.check.films import check_film

__all__ = ["measure"]

FULL, DRAFT = ("-q", "h"), ("-q", "m", "--draft")


def measure(runs: int = 1, chapters: str = "") -> list[Figure]:
    """Return what the film takes, made anew and made again, and what it takes to check it.

    Parameters
    ----------
    runs
        Not heeded: each film takes as long as it lasts.
    chapters
        Their numbers, with commas between; none stands for the whole lesson.
    """
    del runs
    with tempfile.TemporaryDirectory() as folder:
        place, which = Path(folder), ("--chapters", chapters) if chapters else ()
        full, seconds = film(place, *FULL, *which)
        again, _ = film(place, *FULL, *which)
        draft, _ = film(place, *DRAFT, *which)
        checking = checked(place / "film.mp4")
    return [
        Figure("1080p60: rendering / watching, 2 workers", full.wall / seconds, "", 1.0),
        Figure("the same: wall / CPU", full.wall / full.cpu, "", 0.6),
        Figure("the same: once more, with nothing changed", again.wall, "s", 5.0),
        Figure("720p30, draft: rendering / watching, 2 workers", draft.wall / seconds, "", 0.2),
        Figure("a minute of it is looked through for flashes, jumps, stripes",
               60 * checking / seconds, "s", 5.0),
    ]  # fmt: skip


def film(place: Path, *options: str) -> tuple[Cost, float]:
    """Make a film, clips that are kept in the folder not anew; return its cost and its seconds."""
    asked = ("lesson", *options, "-j", "2", "-o", f"{place}/film.mp4", "--json")
    cost = run_command("-m", "netreel", *asked, environment={"NETREEL_CACHE": f"{place}/cache"})
    return cost, json.loads(cost.printed)["seconds"]


def checked(path: Path) -> float:
    """Return how many seconds it takes to look through a film."""
    began = time.monotonic()
    check_film(path)
    return time.monotonic() - began


if __name__ == "__main__":
    print_figures(measure(chapters=",".join(sys.argv[1:])))
