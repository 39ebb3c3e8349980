"""Which steps of a preparation are worth showing, and where its crop was cut out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Preparation

__all__ = ["TITLES", "colour_kept", "crop_in_picture", "steps_shown", "values_of"]

TITLES = {
    "picture": "picture",
    "grey": "grey",
    "contrast": "drawn apart",
    "sheet": "sheet alone",
    "bright": "turned over",
    "even": "even light",
    "digit": "strokes",
    "strokes": "even width",
    "crop": "cropped",
    "box": "in its box",
    "centred": "centred",
}
"""The steps that may be shown, in their order, and what they are called."""

_ALWAYS = {"picture", "crop", "centred"}
_SEEN, _EVEN_LIGHT = 1 / 255, 0.025
"""A step that changes a picture by less than this, on average, is not to be seen. Paper's grain
and soft edges alone make up to the second of these when the light is evened out."""


def values_of(preparation: Preparation, name: str) -> NDArray[np.float64]:
    """Return a step's picture; of strokes that were widened over the edge, what is inside."""
    values = preparation.step(name)
    if name != "strokes":
        return values
    rows, columns = preparation.step("digit").shape
    top, left = _margins(preparation)
    return values[top : top + rows, left : left + columns]


def steps_shown(preparation: Preparation) -> list[str]:
    """Return the steps that change something to be seen, with the first and the last."""
    shown: list[str] = []
    for name in TITLES:
        least = _EVEN_LIGHT if name == "even" else _SEEN
        after = values_of(preparation, name)
        if name in _ALWAYS or _difference(values_of(preparation, shown[-1]), after) > least:
            shown.append(name)
    return shown


def colour_kept(preparation: Preparation) -> str:
    """Return the name of the one colour that became the grey of a picture; "" for brightness."""
    picture, grey = preparation.step("picture"), preparation.step("grey")
    names = zip(("red", "green", "blue"), np.moveaxis(picture, 2, 0), strict=True)
    return next((name for name, values in names if np.array_equal(values, grey)), "")


def crop_in_picture(preparation: Preparation) -> tuple[float, float, float, float]:
    """Return top, left, height and width of the crop, as shares of the picture."""
    ink = preparation.step("strokes") > 0
    rows, columns = preparation.step("digit").shape
    margins = _margins(preparation)
    top, left = (
        int(np.argmax(ink.any(axis=1 - axis))) - margin for axis, margin in enumerate(margins)
    )
    height, width = preparation.step("crop").shape
    return top / rows, left / columns, height / rows, width / columns


def _margins(preparation: Preparation) -> tuple[int, int]:
    """Return how many rows above, and columns left, the widened strokes have more."""
    wide, plain = preparation.step("strokes").shape, preparation.step("digit").shape
    return (wide[0] - plain[0]) // 2, (wide[1] - plain[1]) // 2


def _difference(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Return how much two pictures differ on average; those of other sizes differ entirely."""
    if before.shape[:2] != after.shape[:2]:
        return 1.0
    if before.ndim > after.ndim:
        after = after[:, :, None]
    return float(np.abs(before - after).mean())
