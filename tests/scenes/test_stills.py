from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from pixelmatch.contrib.PIL import pixelmatch
from scipy.ndimage import maximum_filter, minimum_filter

from scenes.catalogue import CLIPS, Entry
from tests.scenes.stills import FOLDER, stills

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

pytestmark = pytest.mark.render

FLAT = 24
"""Where neighbours differ by more there is an edge, which each Cairo draws in its own way."""
OFF = 12
MOST_OFF = 0.001


def differing(picture: NDArray[np.uint8], reference: NDArray[np.uint8]) -> float:
    """Return the share of pixels that are off, edges left out."""
    spread = maximum_filter(reference, (3, 3, 1)).astype(int) - minimum_filter(reference, (3, 3, 1))
    flat = spread.max(axis=2) <= FLAT
    off = np.abs(picture.astype(int) - reference).max(axis=2) > OFF
    return float((off & flat).sum() / flat.size)


@pytest.mark.parametrize("entry", CLIPS, ids=lambda entry: entry.clip)
def test_stills_look_as_their_references(entry: Entry, tmp_path: Path) -> None:
    expected = {path.stem for path in FOLDER.glob(f"{entry.clip}-*.png")}
    found, wrong = set(), []
    for name, drawn in stills(entry, tmp_path):
        found.add(name)
        picture = drawn[..., :3]
        reference = np.array(Image.open(FOLDER / f"{name}.png").convert("RGB"))
        assert picture.shape == reference.shape
        share = differing(picture, reference)
        if share > MOST_OFF:
            wrong.append(
                f"{share:.2%} of {name}: {show_difference(picture, reference, tmp_path, name)}"
            )
    assert not wrong, "\n".join(wrong)
    assert found == expected, "draw the references anew: python -m tests.scenes.stills"


def show_difference(
    picture: NDArray[np.uint8], reference: NDArray[np.uint8], folder: Path, name: str
) -> Path:
    """Write reference, picture and their difference side by side; return the file."""
    before, after = (Image.fromarray(array).convert("RGBA") for array in (reference, picture))
    difference = Image.new("RGBA", before.size)
    pixelmatch(before, after, difference, threshold=0.1)
    sheet = Image.new("RGBA", (before.width * 3, before.height))
    for column, image in enumerate((before, after, difference)):
        sheet.paste(image, (column * image.width, 0))
    sheet.save(path := folder / f"{name}-difference.png")
    return path


def test_a_difference_is_seen() -> None:
    reference = np.zeros((240, 427, 3), dtype=np.uint8)
    picture = reference.copy()
    assert differing(picture, reference) == 0
    picture[100:112, 100:112] = 60
    assert differing(picture, reference) > MOST_OFF
