"""Larger networks: what a frame with all their connections costs, and what preparing it does.

The networks have random weights. A frame's cost is the median over the moving frames of a clip,
so that what is drawn once and kept does not count; preparing is a whole process, from the start
of Python to one pulse shown, at 1080p.
"""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.clock import times_from
from benchmarks.figures import Figure, print_figures
from benchmarks.processes import run
from netcore import Layer, Network, save_network

__all__ = ["measure"]

SIZES = ((784, 16, 16, 10), (784, 128, 64, 10), (784, 512, 256, 10))
CLIPS = (("Pulse",), ("ForwardPass", "mode=all"))


def measure(runs: int = 3) -> list[Figure]:
    """Return the cost of a frame, largest network to smallest, and of preparing the largest."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        files = [saved(sizes, folder) for sizes in SIZES]
        figures = [figure for case in CLIPS for figure in frames(runs, folder, files, *case)]
        return figures + preparing(runs, folder, files[-1])


def saved(sizes: tuple[int, ...], folder: Path) -> Path:
    """Write a network whose weights are random, with the spread that training starts from."""
    rng = np.random.default_rng(0)
    layers = [
        Layer(rng.normal(0, np.sqrt(2 / (n_in + n_out)), (n_out, n_in)), np.zeros(n_out))
        for n_in, n_out in pairwise(sizes)
    ]
    path = folder / f"{'-'.join(map(str, sizes))}.npz"
    save_network(Network(layers), path)
    return path


def frames(runs: int, folder: Path, files: list[Path], clip: str, *changes: str) -> list[Figure]:
    """Draw a clip with each network in turn."""

    def step(file: Path) -> float:
        drawn = run("benchmarks.render_clip", "draw", clip, folder, *changes, f"network={file}")
        return times_from(drawn.printed).usual_step

    turns = [[step(file) for file in files] for _ in range(runs)]
    title = " ".join((clip, *changes))
    return [
        *(
            Figure(f"{title}, {file.stem}: CPU of a moving frame", 1000 * median(steps), "ms")
            for file, steps in zip(files, zip(*turns, strict=True), strict=True)
        ),
        Figure(
            f"{title}: a frame of the largest network / of the smallest",
            median(turn[-1] / turn[0] for turn in turns),
            "times",
            2,
        ),
    ]


def preparing(runs: int, folder: Path, file: Path) -> list[Figure]:
    """Draw one pulse through the largest network."""
    asked = ("draw", "Pulse", str(folder), f"network={file}", "pulses=1")
    costs = [run("benchmarks.render_clip", *asked) for _ in range(runs)]
    return [
        Figure(f"preparing {file.stem}", median(cost.wall for cost in costs), "s", 10),
        Figure(f"preparing {file.stem}: memory", max(c.memory for c in costs), "MB", 1500),
    ]


if __name__ == "__main__":
    print_figures(measure())
