"""Which steps of a preparation are worth showing, and where in the picture they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from netcore import Preparation

__all__ = [
    "PHOTOGRAPHS",
    "TITLES",
    "change_of_width",
    "colour_kept",
    "crop_in_picture",
    "lens_on_strokes",
    "steps_seen",
    "steps_shown",
    "title_of",
    "values_of",
]

TITLES = {
    "picture": "before",
    "grey": "grey",
    "contrast": "drawn apart",
    "sheet": "sheet alone",
    "bright": "flipped",
    "even": "even light",
    "digit": "strokes",
    "strokes": "even width",
    "crop": "cropped",
    "box": "shrunk",
    "centred": "after",
}
"""The steps that may be shown, in their order, and what they are called."""

PHOTOGRAPHS = {"picture", "grey", "contrast", "sheet"}
"""Those that show the brightness of what was photographed; the others, how much ink there is."""

_ALWAYS = {"picture", "crop", "centred"}
_LEAST = 0.05
"""A step that changes a smaller share of the pixels that are seen is left out."""
_SEEN, _SEEN_OF_LIGHT = 0.05, 0.1
"""A pixel that changes by less is as it was; paper's grain goes with its light: that is no news."""
_ROOM = 1.3
"""What the lens shows of the picture, to the size of the digit."""


def title_of(step: str, level: str) -> str:
    """Return what a step is called; where ink stays dark, as `level` says, nothing is flipped."""
    return "ink counted" if (step, level) == ("bright", "darkness") else TITLES[step]


def values_of(preparation: Preparation, name: str) -> NDArray[np.float64]:
    """Return a step's picture; of strokes that were widened over the edge, what is inside."""
    values = preparation.step(name)
    if name != "strokes":
        return values
    rows, columns = preparation.step("digit").shape
    top, left = _margins(preparation)
    return values[top : top + rows, left : left + columns]


def steps_shown(preparation: Preparation) -> list[str]:
    """Return the steps that change enough to be seen, with the first, the crop and the last."""
    shown: list[str] = []
    for name in TITLES:
        if name in _ALWAYS or _changed(preparation, shown[-1], name) >= _LEAST:
            shown.append(name)
    return shown


def steps_seen(preparation: Preparation, level: str) -> list[str]:
    """Return the steps shown in a theme: where ink stays dark, as `level` says, none is flipped.

    It is flipped there too if no other picture of its ink follows, before it is cut.
    """
    shown = steps_shown(preparation)
    if level == "darkness" and {"even", "digit", "strokes"} & set(shown):
        return [step for step in shown if step != "bright"]
    return shown


def colour_kept(preparation: Preparation) -> str:
    """Return the name of the one colour that became the grey of a picture; "" for brightness."""
    picture, grey = preparation.step("picture"), preparation.step("grey")
    names = zip(("red", "green", "blue"), np.moveaxis(picture, 2, 0), strict=True)
    return next((name for name, values in names if np.array_equal(values, grey)), "")


def change_of_width(preparation: Preparation) -> float:
    """Return how much ink is added by giving strokes an even width; below 0, some is taken away."""
    return float(preparation.step("strokes").sum() - preparation.step("digit").sum())


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


def lens_on_strokes(preparation: Preparation) -> tuple[float, float, float, float]:
    """Return top, left, height and width of a part with the digit in it, as shares of the picture.

    It has the picture's own shape, so that it can be shown in the same frame, magnified.
    """
    top, left, height, width = crop_in_picture(preparation)
    side = min(max(height, width) * _ROOM, 1.0)
    corner = [
        float(np.clip(first + (size - side) / 2, 0, 1 - side))
        for first, size in ((top, height), (left, width))
    ]
    return corner[0], corner[1], side, side


def _margins(preparation: Preparation) -> tuple[int, int]:
    """Return how many rows above, and columns left, the widened strokes have more."""
    wide, plain = preparation.step("strokes").shape, preparation.step("digit").shape
    return (wide[0] - plain[0]) // 2, (wide[1] - plain[1]) // 2


def _changed(preparation: Preparation, before: str, name: str) -> float:
    """Return the share of pixels that look another after a step; strokes are seen in a lens."""
    old, new = (values_of(preparation, step) for step in (before, name))
    if old.shape[:2] != new.shape[:2]:
        return 1.0
    if name == "strokes":
        old, new = (_part(values, lens_on_strokes(preparation)) for values in (old, new))
    if old.ndim > new.ndim:
        new = new[:, :, None]
    off = np.abs(old - new).reshape(*old.shape[:2], -1).max(axis=2)
    return float((off > (_SEEN_OF_LIGHT if name == "even" else _SEEN)).mean())


def _part(values: NDArray[np.float64], part: Sequence[float]) -> NDArray[np.float64]:
    rows, columns = values.shape[:2]
    top, left, height, width = part
    last = (round((top + height) * rows), round((left + width) * columns))
    return values[round(top * rows) : last[0], round(left * columns) : last[1]]
