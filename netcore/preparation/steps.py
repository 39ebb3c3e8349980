"""The steps of the preparation, in order; SciPy is loaded with them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.errors import InputError
from netcore.preparation import edges, ink, lighting, placing, ruling, sheet, threshold

FloatArray = NDArray[np.float64]

_FAINTEST_CONTRAST = 0.04


def pictures_of(picture: FloatArray) -> dict[str, NDArray[Any]]:
    """Return the picture after each step, by the names that `Preparation` lists.

    Parameters
    ----------
    picture
        Shape (height, width), (height, width, 3) or (height, width, 4), in [0, 1].

    Raises
    ------
    InputError
        If it is blank, is all ink, or holds several digits.
    """
    colours = lighting.put_on_background(picture)
    grey = lighting.stand_out(colours)
    _check_contrast(grey)
    apart = lighting.drawn_apart(grey)
    paper = sheet.without_table(edges.without_strips(apart))
    bright_ink = lighting.ink_is_bright(paper)
    ink.check_not_covered(paper, bright_ink)
    even = lighting.even_lighting(paper, bright_ink)
    smooth = ink.smooth(even)
    clean = ruling.remove_ruling(smooth, threshold.noise_of(smooth))
    written, level = ink.find_ink(clean)
    kept = ink.find_digit(written, paper, bright_ink)
    digit = placing.soft_ink(clean, kept, level)
    strokes = placing.even_strokes(digit)
    cropped = placing.crop(strokes)
    box = placing.fit_box(cropped)
    place = placing.place_of(strokes) if box is cropped else None
    return {
        "picture": colours,
        "grey": grey,
        "contrast": apart,
        "sheet": paper,
        "bright": paper if bright_ink else 1 - paper,
        "even": even,
        "clean": clean,
        "ink": written,
        "digit": digit,
        "strokes": strokes,
        "crop": cropped,
        "box": box,
        "centred": placing.centre_mass(box, place),
    }


def _check_contrast(grey: FloatArray) -> None:
    contrast = float(np.ptp(grey))
    if contrast < _FAINTEST_CONTRAST:
        raise InputError(
            f"the picture is blank or all ink: its brightness differs by {contrast:.1%} at most; "
            "expected one digit that stands out from its paper"
        )
