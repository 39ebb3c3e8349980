"""Pictures of 50 megapixels: reading and preparing one, in a Python of its own.

Each picture is a digit on unevenly lit paper, drawn anew here: `plain` without grain, `grainy` with
the noise of a camera in dim light in every pixel and colour, which no compression can take out.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import pillow_heif
from PIL import Image

from benchmarks.figures import Figure
from benchmarks.processes import beside_manim, run, run_command
from netcore import sample_digits

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["measure"]

SIDE = 7070
GRAIN = 6.0
"""Standard deviation, of 255."""
CASES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("grainy", "jpeg", {"quality": 90}),
    ("grainy", "jpeg", {"quality": 90, "progressive": True}),
    ("plain", "png", {"compress_level": 6}),
    ("grainy", "png", {"compress_level": 1}),
    ("grainy", "webp", {"quality": 85, "method": 0}),
    ("plain", "webp", {"lossless": True, "quality": 0, "method": 0}),
    ("grainy", "webp", {"lossless": True, "quality": 0, "method": 0}),
    ("plain", "gif", {}),
    ("grainy", "bmp", {}),
    # At this quality it comes to a bit a pixel, as phones write it.
    ("grainy", "heif", {"tile_size": 512, "quality": 50, "enc_params": {"preset": "ultrafast"}}),
    ("grainy", "heif", {"quality": 50, "enc_params": {"preset": "ultrafast"}}),
)
LIMITS = {"heif": 4.0}
"""Seconds, where they are not 2: libheif takes half of them for a photo of this size."""
READ = "import sys, netcore; netcore.load_image(sys.argv[1])"


def measure(runs: int = 3) -> list[Figure]:
    """Return seconds, also in imports of Manim, and the peak memory for each kind of file."""
    with tempfile.TemporaryDirectory() as folder:
        # A process that is started counts the memory of the one that starts it.
        run("benchmarks.pictures", folder)
        return [figure for case in CASES for figure in reading(runs, folder, *case)]


def save_all(folder: str) -> None:
    """Draw the pictures and save each in its format."""
    pillow_heif.register_heif_opener()
    plain = page()
    pages = {"plain": plain, "grainy": grained(plain)}
    for kind, form, options in CASES:
        name = title(kind, form, options)
        Image.fromarray(pages[kind]).save(Path(folder, name), form, **options)


def title(kind: str, form: str, options: dict[str, Any]) -> str:
    """Return what is said of a picture, which is its file's name as well."""
    named = {"progressive": "progressive", "lossless": "lossless", "tile_size": "tiled"}
    words = [word for option, word in named.items() if options.get(option)]
    return " ".join([kind, *words, form.upper()])


def page() -> NDArray[np.uint8]:
    """Return a digit in dark ink on paper that is lit from one side, (height, width, 3)."""
    digit = Image.fromarray(np.rint(255 * sample_digits().image(4)).astype(np.uint8))
    ink = np.asarray(digit.resize((SIDE, SIDE), Image.Resampling.BICUBIC), dtype=np.float32) / 255
    light = np.linspace(0.75, 1, SIDE, dtype=np.float32)
    grey = (235 - 200 * ink) * light
    return np.stack([grey, grey, 0.95 * grey], axis=2).astype(np.uint8)


def grained(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture with noise, band by band to save memory."""
    rng = np.random.default_rng(0)
    bands = np.array_split(picture, 50)
    noisy = [band + rng.normal(0, GRAIN, band.shape).astype(np.float32) for band in bands]
    return np.concatenate([np.clip(band, 0, 255).astype(np.uint8) for band in noisy])


def reading(runs: int, folder: str, kind: str, form: str, options: dict[str, Any]) -> list[Figure]:
    """Load a picture, from the start of Python on, and import Manim, in turn."""
    name = title(kind, form, options)
    costs, ratio = beside_manim(runs, lambda: run_command("-c", READ, str(Path(folder, name))))
    return [
        Figure(
            f"50 megapixels, {name}",
            median(cost.wall for cost in costs),
            "s",
            LIMITS.get(form, 2.0),
        ),
        Figure(f"50 megapixels, {name} / import manim", ratio, "times"),
        Figure(f"50 megapixels, {name}: memory", max(cost.memory for cost in costs), "MB", 400),
    ]


if __name__ == "__main__":
    save_all(sys.argv[1])
