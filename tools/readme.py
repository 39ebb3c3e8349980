"""Draw the moving picture on top of the README: python tools/readme.py, or make readme."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from manim import tempconfig
from PIL import Image

from scenes.catalogue import find
from scenes.engine.settings import render_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).parents[1] / "assets" / "readme" / "clips.webp"
WIDTH, HEIGHT, RATE = 640, 360, 12
EVERY = 2
"""Every so many frames are kept: half the rate is enough for a README."""
QUALITY = 62

MOMENTS = (
    ("PixelsToNeurons", "unroll_the_rows", 3.0),
    ("ForwardPass", "send_into_the_layer", 6.0),
    ("WeightedSum", "add_up_all_products", 4.0),
    ("SigmoidSquish", "squish_the_whole_line", 3.5),
    ("MatrixForm", "write_it_in_symbols", 6.0),
)
"""Clips, the beat that is shown, and for how many seconds."""


def pictures(name: str, beat: str, seconds: float) -> Iterator[Image.Image]:
    """Yield the frames of a clip's beat."""
    entry = find(name)
    settings = render_settings("16:9", "l", fps=RATE * EVERY, format="none")
    with tempfile.TemporaryDirectory() as media:
        changes = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "media_dir": media}
        with tempconfig(settings | changes | {"verbosity": "ERROR"}):
            params = entry.params_model()(captions=False)
            outline = entry.clip_class()(params, frames=())
            outline.render()
            (start,) = (part.start for part in outline.beats if part.name == beat)
            wanted = range(start, start + round(seconds * RATE * EVERY), EVERY)
            clip = entry.clip_class()(params, frames=set(wanted))
            clip.render()
    for frame in wanted:
        yield Image.fromarray(clip.pictures[frame]).convert("RGB")


def main() -> None:
    """Draw all moments, one after the other."""
    first, *others = (picture for moment in MOMENTS for picture in pictures(*moment))
    first.save(
        TARGET,
        save_all=True,
        append_images=others,
        duration=round(1000 / RATE),
        loop=0,
        quality=QUALITY,
        method=6,
    )


if __name__ == "__main__":
    main()
