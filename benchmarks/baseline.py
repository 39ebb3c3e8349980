"""All connections drawn by us, against the same picture of Manim's `Line`s and `Circle`s.

Both sides are described in `benchmarks.pulse`. They show the same two pulses of a second each in
1080p60, one after the other in the same run. What is compared is the CPU from the first beat to
the last frame, a frame: building the mobjects and starting Python are counted on neither side,
drawing what we keep for later is.
"""

from __future__ import annotations

import tempfile
from statistics import median

from benchmarks.clock import times_from
from benchmarks.figures import Figure, print_figures
from benchmarks.processes import run

__all__ = ["measure"]

CASES = (
    ("drawing alone", "draw", "manim", 40),
    ("whole process, our final preset", "render", "final", 15),
    ("whole process, x264 medium crf 23", "render", "manim", 15),
)


def measure(runs: int = 1) -> list[Figure]:
    """Return how many times the CPU of ours `Line`s and `Circle`s take."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            figure
            for title, action, encoder, limit in CASES
            for figure in compare(runs, folder, title, action, encoder, limit)
        ]


def compare(
    runs: int, folder: str, title: str, action: str, encoder: str, limit: float
) -> list[Figure]:
    """Let both sides do the same in turn."""

    def frame(clip: str) -> float:
        arguments = (action, clip, folder, "--encoder", encoder)
        return times_from(run("benchmarks.render_clip", *arguments).printed).frame

    pairs = [(frame("Pulse"), frame("Lines")) for _ in range(runs)]
    ours = median(ours for ours, _ in pairs)
    return [
        Figure(f"all connections, {title}: ours, CPU a frame", 1000 * ours, "ms"),
        Figure(
            f"all connections, {title}: Lines and Circles / ours",
            median(lines / ours for ours, lines in pairs),
            "times",
            limit,
            at_least=True,
        ),
    ]


if __name__ == "__main__":
    print_figures(measure())
