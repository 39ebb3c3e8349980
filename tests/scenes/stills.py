"""The stills that are compared with references: ``python -m tests.scenes.stills`` draws them anew.

After a change of the look that is meant, draw them anew, look at what git says has changed, and
commit the pictures with the change.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from manim import tempconfig
from PIL import Image

from netcore import asset_path
from scenes.catalogue import CLIPS, Entry, find
from scenes.engine.settings import render_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from scenes.clip import Clip

FOLDER = Path(__file__).parents[1] / "frames"
SHORT_SIDE = {"16:9": (427, 240), "9:16": (240, 427), "1:1": (240, 240)}
LOOKS = (("9:16", "dark"), ("1:1", "light"), ("16:9", "colourblind"))
"""Of the last frame, beside every beat in 16:9 and dark."""

IRIS: dict[str, Any] = {"network": asset_path("networks/iris.npz"), "inputs": (5.9, 3.0, 5.1, 1.8)}
OF_NUMBERS = {
    "PixelsToNeurons": ("9:16", "light"),
    "ForwardPass": ("9:16", "dark"),
    "WeightedSum": ("16:9", "dark"),
}
"""Clips whose last frame is drawn for an input that is no image as well, and its look."""


def drawn(
    entry: Entry, media: Path, aspect: str, theme: str, frames: set[int], **given: Any
) -> Clip:
    """Run a clip at the size of the references."""
    params = entry.params_model().model_validate({"aspect": aspect, "theme": theme, **given})
    width, height = SHORT_SIDE[aspect]
    settings = render_settings(params.aspect, "l", format="none") | {
        "pixel_width": width,
        "pixel_height": height,
        "media_dir": str(media),
        "verbosity": "ERROR",
    }
    with tempconfig(settings):
        clip = entry.clip_class()(params, frames=frames)
        clip.render()
    return clip


def stills(entry: Entry, media: Path) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Yield names and pictures, RGBA."""
    outline = drawn(entry, media, "16:9", "dark", set())
    ends = {beat.start + beat.frames - 1: beat.name for beat in outline.beats}
    for frame, picture in drawn(entry, media, "16:9", "dark", set(ends)).pictures.items():
        yield f"{entry.clip}-{ends[frame]}", picture
    for aspect, theme in LOOKS:
        last = outline.frame_count - 1
        picture = drawn(entry, media, aspect, theme, {last}).pictures[last]
        yield f"{entry.clip}-last-{aspect.replace(':', 'x')}-{theme}", picture
    if look := OF_NUMBERS.get(entry.clip):
        last = drawn(entry, media, *look, set(), **IRIS).frame_count - 1
        yield f"{entry.clip}-numbers", drawn(entry, media, *look, {last}, **IRIS).pictures[last]


def main(names: list[str]) -> None:
    """Draw the references of the clips named, or of all."""
    FOLDER.mkdir(exist_ok=True)
    for entry in map(find, names) if names else CLIPS:
        for old in FOLDER.glob(f"{entry.clip}-*.png"):
            old.unlink()
        with tempfile.TemporaryDirectory() as media:
            for name, picture in stills(entry, Path(media)):
                Image.fromarray(picture[..., :3]).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
