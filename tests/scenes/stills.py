"""The stills that are compared with references: ``python -m tests.scenes.stills`` draws them anew.

How many numbers each clip shows is counted with them, for what README.md says of all.

After a change of the look that is meant, draw them anew, look at what git says has changed, and
commit the pictures with the change.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import tempconfig
from PIL import Image
from pixelmatch.contrib.PIL import pixelmatch

from netreel.check.run import Run, small_settings
from netreel.likeness import MOST_OFF, differing
from scenes.catalogue import CLIPS, Entry, find

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.clip import Clip

    Picture = NDArray[np.uint8]

__all__ = [
    "FOLDER",
    "README",
    "SAID",
    "counted",
    "differing_stills",
    "drawn",
    "in_words",
    "side_by_side",
]

FOLDER = Path(__file__).parents[1] / "frames"
NUMBERS = FOLDER / "numbers.json"
README = FOLDER.parents[1] / "README.md"
SAID = re.compile(r"\*\*[\d,]+ numbers\*\* in \d+ clips")
"""What README.md says of all clips."""


def counted() -> dict[str, int]:
    """Return how many numbers each clip shows, in the catalogue's order."""
    told: dict[str, int] = json.loads(NUMBERS.read_text(encoding="utf-8"))
    return {entry.clip: told[entry.clip] for entry in CLIPS if entry.clip in told}


def in_words(counts: dict[str, int]) -> str:
    """Say what README.md says of all clips."""
    return f"**{sum(counts.values()):,} numbers** in {len(counts)} clips"


def write_numbers(counts: dict[str, int]) -> None:
    """Keep how many numbers clips show, and say it in README.md."""
    told = {**counted(), **counts} if NUMBERS.exists() else counts
    NUMBERS.write_text(json.dumps(dict(sorted(told.items())), indent=1) + "\n", encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    README.write_text(SAID.sub(in_words(counted()), text), encoding="utf-8")


def differing_stills(run: Run, folder: Path) -> list[str]:
    """Return what is wrong with the last picture of each beat, one line a still.

    Where one differs, reference, picture and their difference are drawn into the folder.
    """
    expected = {path.stem for path in FOLDER.glob(f"{run.name}-*.png")}
    found = {f"{run.name}-{beat}": picture for beat, picture in run.ends.items()}
    wrong = [f"{name} has no still, or there is none of it" for name in expected ^ set(found)]
    for name in expected & set(found):
        reference = np.array(Image.open(FOLDER / f"{name}.png").convert("RGB"))
        share = differing(found[name], reference)
        if share > MOST_OFF:
            sheet = folder / f"{name}-difference.png"
            side_by_side(reference, found[name]).save(sheet)
            wrong.append(f"{share:.2%} of {name}: {sheet}")
    return wrong


def side_by_side(reference: Picture, picture: Picture) -> Image.Image:
    """Return the two and, if they are of one size, their difference."""
    before, after = (Image.fromarray(array).convert("RGBA") for array in (reference, picture))
    images = [before, after]
    if before.size == after.size:
        images.append(Image.new("RGBA", before.size))
        pixelmatch(before, after, images[2], threshold=0.1)
    sheet = Image.new("RGBA", (sum(image.width for image in images), before.height))
    for place, image in enumerate(images):
        sheet.paste(image, (place * before.width, 0))
    return sheet


def drawn(entry: Entry, media: Path, wanted: set[int], **told: Any) -> Clip:
    """Run a clip at the size of the stills, and draw some frames."""
    params = entry.params_model().model_validate(told)
    with tempconfig(small_settings(params, media)):
        clip = entry.clip_class()(params, frames=wanted)
        clip.render()
    return clip


def main(names: list[str]) -> None:
    """Draw the references of the clips named, or of all."""
    FOLDER.mkdir(exist_ok=True)
    counts = {}
    for entry in map(find, names) if names else CLIPS:
        with tempfile.TemporaryDirectory() as media:
            kind, params = entry.clip_class(), entry.params_model()()
            run = Run(kind, params, lambda _moment, _at_rest: None, Path(media))
        counts[entry.clip] = len(run.clip.shown)
        for old in FOLDER.glob(f"{entry.clip}-*.png"):
            old.unlink()
        for beat, picture in run.ends.items():
            Image.fromarray(picture).save(FOLDER / f"{entry.clip}-{beat}.png", optimize=True)
    write_numbers(counts)


if __name__ == "__main__":
    main(sys.argv[1:])
