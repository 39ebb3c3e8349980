"""Drawing against encoding: what a render costs, in encodings of the same frames."""

from __future__ import annotations

import tempfile
from statistics import median

from benchmarks.figures import Figure, print_figures
from benchmarks.processes import run
from scenes.catalogue import CLIPS

__all__ = ["measure"]

LIMITS = {"MatrixForm": 1.4}
USUAL_LIMIT = 1.25
ALL_CONNECTIONS = ("ForwardPass", "mode=all")
ENCODERS = {"manim": "x264 medium crf 23", "final": "our final preset"}


def measure(runs: int = 3) -> list[Figure]:
    """Return, for each headline clip at 1080p60, render CPU / encode CPU and the memory."""
    cases = [(entry.clip,) for entry in CLIPS if entry.headline] + [ALL_CONNECTIONS]
    return [figure for case in cases for figure in compare(runs, *case)]


def compare(runs: int, clip: str, *changes: str) -> list[Figure]:
    """Render with each encoder and encode in turn, and compare turn by turn.

    What is encoded are the same frames with Manim's default, whatever the clip is rendered with.
    """
    name = " ".join((clip, *changes))
    limit = 1.5 if changes else LIMITS.get(clip, USUAL_LIMIT)
    ratios: dict[str, list[float]] = {encoder: [] for encoder in ENCODERS}
    memory = dict.fromkeys(ENCODERS, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        run("benchmarks.render_clip", "dump", clip, folder, *changes)
        for _ in range(runs):
            alone = encoding(clip, folder)
            for encoder in ENCODERS:
                whole = run(
                    "benchmarks.render_clip", "render", clip, folder, *changes, "--encoder", encoder
                )
                ratios[encoder].append(whole.cpu / alone)
                memory[encoder] = max(memory[encoder], whole.memory)
    return [
        figure
        for encoder, title in ENCODERS.items()
        for figure in (
            Figure(f"{name}, {title}: render / encode, CPU", median(ratios[encoder]), "", limit),
            Figure(f"{name}, {title}: peak memory", memory[encoder], "MB", 650),
        )
    ]


def encoding(clip: str, folder: str) -> float:
    """Return the CPU seconds of encoding alone: reading the frames back is taken off."""
    encoded = run("benchmarks.render_clip", "encode", clip, folder)
    return encoded.cpu - run("benchmarks.render_clip", "read", clip, folder).cpu


if __name__ == "__main__":
    print_figures(measure())
