"""netreel digits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import cloup

from netreel.delivery import check_target, deliver
from netreel.kinds import FILE_TO_WRITE
from netreel.options import open_option
from netreel.pictures import announce
from netreel.scratch import scratch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from netcore import SampleDigits
    from scenes.look.theme import Theme

__all__ = ["command", "contact_sheet"]

SCALE = 3
"""Pixels of the sheet to a pixel of a digit: whole, so that all of those are of one size."""
CELL = 28 * SCALE
GAP = 12
HEADING = 56
"""Pixels above and left of the digits, for what they are called."""
DIGIT_SIZE, SAMPLE_SIZE = 32, 22


@cloup.command("digits", epilog="Example: netreel digits --open")
@cloup.option(
    "-o",
    "--out",
    type=FILE_TO_WRITE,
    metavar="FILE",
    default=Path("out", "digits.png"),
    show_default=True,
    help="The PNG to write, - for standard output.",
)
@open_option
def command(out: Path, open_it: bool) -> None:
    """Draw the samples as one picture: a row a digit, a column for each --sample."""
    from netcore import sample_digits

    check_target(out, ".png", quiet=not open_it)
    with scratch() as folder:
        made = folder / "digits.png"
        contact_sheet(sample_digits()).save(made)
        deliver(made, out)
    announce(out, None, open_it=open_it)


def contact_sheet(digits: SampleDigits) -> Image.Image:
    """Return all samples that ``--digit`` and ``--sample`` can name, with their numbers."""
    from PIL import Image

    from scenes.look.theme import theme

    colours = theme("dark")
    labels = sorted({int(label) for label in digits.labels})
    columns = max(digits.count(label) for label in labels)
    size = (_edge(columns) + GAP, _edge(len(labels)) + GAP)
    sheet = Image.new("RGB", size, colours.background)
    _write_numbers(sheet, labels, columns, colours)
    for row, label in enumerate(labels):
        for column in range(digits.count(label)):
            sheet.paste(_enlarged(digits.image(label, column)), (_edge(column), _edge(row)))
    return sheet


def _edge(place: int) -> int:
    """Return where the column or row of that number begins."""
    return HEADING + place * (CELL + GAP)


def _enlarged(image: NDArray[np.float64]) -> Image.Image:
    """Return a digit with crisp, larger pixels; ink is white."""
    from PIL import Image

    small = Image.fromarray((image * 255).round().astype("uint8"))
    return small.resize((CELL, CELL), Image.Resampling.NEAREST)


def _write_numbers(sheet: Image.Image, labels: list[int], columns: int, theme: Theme) -> None:
    """Write the digits on the left, and the samples' numbers above."""
    from PIL import ImageDraw, ImageFont

    from netcore import asset_path

    draw = ImageDraw.Draw(sheet)
    file = str(asset_path("fonts/Inter-Regular.otf"))
    large, small = (ImageFont.truetype(file, size) for size in (DIGIT_SIZE, SAMPLE_SIZE))
    middle = HEADING / 2
    for row, label in enumerate(labels):
        place = (middle, _edge(row) + CELL / 2)
        draw.text(place, str(label), theme.highlight, large, anchor="mm")
    for column in range(columns):
        place = (_edge(column) + CELL / 2, middle)
        draw.text(place, str(column), theme.text, small, anchor="mm")
