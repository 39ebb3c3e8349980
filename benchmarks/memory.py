"""Peak memory of a render process, in a large frame and over the length of a clip."""

from __future__ import annotations

import tempfile

from benchmarks.figures import Figure, print_figures
from benchmarks.processes import run

__all__ = ["measure"]

SHORT, LONG = 10, 60
"""Seconds."""


def measure(runs: int = 1) -> list[Figure]:
    """Return the peak of a clip in 2160p60, and of a long clip against a short one in 1080p60."""
    with tempfile.TemporaryDirectory() as folder:
        large = [peak(folder, "ForwardPass", "mode=all", "--short", "2160") for _ in range(runs)]
        short = [peak(folder, "Pulse", f"pulses={SHORT}") for _ in range(runs)]
        long = [peak(folder, "Pulse", f"pulses={LONG}") for _ in range(runs)]
    return [
        Figure("ForwardPass mode=all in 2160p60: peak memory", max(large), "MB", 1900),
        Figure(f"pulses for {SHORT} s in 1080p60: peak memory", max(short), "MB", 650),
        Figure(f"peak memory for {LONG} s / for {SHORT} s", max(long) / max(short), "times", 1.05),
    ]


def peak(folder: str, *arguments: str) -> float:
    """Render with the preset that we ship and return the peak in MB."""
    clip, *others = arguments
    run_arguments = ("render", clip, folder, *others, "--encoder", "final")
    return run("benchmarks.render_clip", *run_arguments).memory


if __name__ == "__main__":
    print_figures(measure())
