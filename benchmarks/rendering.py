"""Drawing against encoding: what a render costs, in encodings of the same frames."""

from __future__ import annotations

import tempfile
from statistics import median

from benchmarks.figures import Figure, print_figures
from benchmarks.processes import run
from scenes.catalogue import CLIPS

__all__ = ["measure"]

RUNS = 3
LIMITS = {"MatrixForm": 1.4}
USUAL_LIMIT = 1.25
ALL_CONNECTIONS = ("ForwardPass", "mode=all")


def measure() -> list[Figure]:
    """Return, for each headline clip at 1080p60, render CPU / encode CPU and the memory."""
    cases = [(entry.clip,) for entry in CLIPS if entry.headline] + [ALL_CONNECTIONS]
    return [figure for case in cases for figure in compare(*case)]


def compare(clip: str, *changes: str) -> list[Figure]:
    """Render and encode in turn, and compare pair by pair."""
    name = " ".join((clip, *changes))
    limit = 1.5 if changes else LIMITS.get(clip, USUAL_LIMIT)
    with tempfile.TemporaryDirectory() as folder:
        run("benchmarks.render_clip", "dump", clip, folder, *changes)
        ratios, memory = [], 0.0
        for _ in range(RUNS):
            rendered = run("benchmarks.render_clip", "render", clip, folder, *changes)
            ratios.append(rendered.cpu / encoding(clip, folder))
            memory = max(memory, rendered.memory)
    return [
        Figure(f"{name}: render / encode, CPU", median(ratios), "times", limit),
        Figure(f"{name}: peak memory", memory, "MB", 650),
    ]


def encoding(clip: str, folder: str) -> float:
    """Return the CPU seconds of encoding alone: reading the frames back is taken off."""
    encoded = run("benchmarks.render_clip", "encode", clip, folder)
    return encoded.cpu - run("benchmarks.render_clip", "read", clip, folder).cpu


if __name__ == "__main__":
    print_figures(measure())
