"""How long captions stay, how they are set, and whether the numbers they name can be seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.text import Words
from tests.scenes.lint.table import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.scenes.lint.run import Run

    Broken = Iterator[tuple[str, int, str, float]]

__all__ = ["layout", "lines_as_set", "numbers_in", "numbers_on_screen", "pace"]

_NUMBER = re.compile(r"(?<![\w.])\d(?:,?\d)*(?:\.\d+)?")
_NAME = re.compile(r"\b(?:layers?|neuron) \d+(?: and \d+)?")
_BETWEEN_LINES = 0.2
"""Rows of letters are further apart than this, in ems; the dot of an i is nearer."""
_HAIR = 0.02
"""Widths that differ by less are the same, scene units."""


def pace(run: Run) -> Broken:
    """Yield captions that are too long, or gone too soon."""
    for caption in run.captions:
        seconds = caption.frames / run.rate
        speed, quoted = len(caption.text) / seconds, f'"{caption.text}"'
        if speed > RULES["caption-speed"].limit + 1e-6:
            yield "caption-speed", caption.start, f"{speed:.1f} a second in {quoted}", speed
        if seconds < RULES["caption-time"].limit - 1e-6:
            yield "caption-time", caption.start, f"{seconds:.2f} seconds for {quoted}", seconds
        if len(caption.text) > RULES["caption-length"].limit:
            yield "caption-length", caption.start, quoted, len(caption.text)


def layout(run: Run) -> Broken:
    """Yield captions that are set in too many lines, or in too long ones."""
    for caption in run.captions:
        words = run.captions_set.get(caption.text)
        if words is None:
            continue
        lines = lines_as_set(words)
        if len(lines) > RULES["caption-lines"].limit:
            yield "caption-lines", caption.start, f'"{caption.text}"', len(lines)
        for line in lines:
            if len(line) > RULES["caption-width"].limit:
                yield "caption-width", caption.start, f'"{line}"', len(line)


def lines_as_set(words: Words) -> list[str]:
    """Return the lines of words, told from the widths in which their letters stand."""
    size = words.letter_size
    left, lines = words.text.split(), []
    for width in _widths_of_rows(words, size / PIXELS_PER_UNIT):
        count = 1
        while count < len(left) and _width(left[:count], size) < width - _HAIR:
            count += 1
        lines.append(" ".join(left[:count]))
        left = left[count:]
    return lines


def _width(words: list[str], size: float) -> float:
    return float(Words(" ".join(words), "#ffffff", size).width)


def _widths_of_rows(words: Words, em: float) -> list[float]:
    """Return the width of each row of letters, from the top, scene units."""
    curves = words.points.reshape(-1, 4, 3)
    curves = curves[np.argsort(-curves[:, :, 1].max(axis=1))]
    lowest = np.minimum.accumulate(curves[:, :, 1].min(axis=1))
    apart = lowest[:-1] - curves[1:, :, 1].max(axis=1) > _BETWEEN_LINES * em
    rows = np.split(curves, np.flatnonzero(apart) + 1)
    return [float(np.ptp(row[:, :, 0])) for row in rows]


def numbers_in(text: str) -> set[float]:
    """Return the sizes of the numbers written in a text, names of layers and neurons left out."""
    found = _NUMBER.findall(_NAME.sub("", text))
    return {float(number.replace(",", "")) for number in found}


def numbers_on_screen(run: Run) -> Broken:
    """Yield numbers that a caption names and that nothing on the screen shows meanwhile.

    What the network and its input are (whole numbers: counts, sizes) may have been on the screen
    before; the digit itself is there as a picture.
    """
    for caption in run.captions:
        meanwhile, before = run.seen_during(caption), run.seen_until(caption)
        for number in sorted(numbers_in(caption.text)):
            known = before if number.is_integer() else meanwhile
            if number not in known | {run.clip.params.digit}:
                yield "caption-numbers", caption.start, f'{number:g} in "{caption.text}"', 1
