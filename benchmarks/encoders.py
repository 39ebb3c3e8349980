"""What the encoder's settings cost, and how the result looks: time, size, likeness.

``python -m benchmarks.encoders veryfast/20 medium/23/animation ...`` tries any settings of x264.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure, print_figures
from benchmarks.kept_frames import kept_frames
from benchmarks.likeness import structural_similarity
from benchmarks.processes import run

__all__ = ["measure"]

CLIPS = (("ForwardPass", "mode=all"), ("MatrixForm",))
FRAMES = 600
"""From the middle of each clip: ten seconds, in which things move and stand still."""
NAMES = ("draft", "final")


@dataclass(frozen=True)
class Encoding:
    """CPU as a multiple of Manim's default, MB, and SSIM of the mean and the worst frame."""

    cpu: float
    size: float
    mean: float
    worst: float


def measure(runs: int = 3, names: tuple[str, ...] = NAMES) -> list[Figure]:
    """Return figures of Manim's default and of the named encoders, for the frames of two clips."""
    return [figure for case in CLIPS for figure in of_clip(runs, names, *case)]


def of_clip(runs: int, names: tuple[str, ...], clip: str, *changes: str) -> list[Figure]:
    """Encode the same frames with each encoder in turn, and compare."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        run("benchmarks.render_clip", "dump", clip, place, *changes, "--middle", FRAMES)
        found = {"manim": encoding("manim", 1, clip, folder)}
        found |= {name: encoding(name, runs, clip, folder) for name in names}
    title = " ".join((clip, *changes))
    return [figure for name, it in found.items() for figure in figures(f"{title}, {name}", it)]


def figures(name: str, it: Encoding) -> list[Figure]:
    """Return the lines of one encoder."""
    return [
        Figure(f"{name}: CPU / x264 medium crf 23", it.cpu, "times"),
        Figure(f"{name}: size", it.size, "MB"),
        Figure(f"{name}: SSIM, mean", it.mean, ""),
        Figure(f"{name}: SSIM, worst frame", it.worst, ""),
    ]


def encoding(name: str, runs: int, clip: str, folder: Path) -> Encoding:
    """Encode the kept frames, in turn with Manim's default, and look at the result."""

    def cpu(encoder: str) -> float:
        encoded = run("benchmarks.render_clip", "encode", clip, folder, "--encoder", encoder)
        return encoded.cpu - run("benchmarks.render_clip", "read", clip, folder).cpu

    ratios = [1 / (cpu("manim") / cpu(name)) for _ in range(runs)]
    video = folder / "encoded.mp4"
    size = video.stat().st_size / 1e6
    return Encoding(median(ratios), size, *structural_similarity(kept_frames(folder), video))


if __name__ == "__main__":
    print_figures(measure(1, tuple(sys.argv[1:]) or NAMES))
