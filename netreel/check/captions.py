"""How fast captions are read, how they are set, and whether the numbers they name can be seen."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from netreel.captions import LONGEST_LINE, wrapped
from netreel.check.screen import ACROSS
from netreel.check.table import RULES
from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.text import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netreel.check.run import Run
    from netreel.check.screen import Moment
    from scenes.facts.timeline import Caption
    from scenes.look.stage import Stage

    Broken = Iterator[tuple[str, range, str, float]]

__all__ = [
    "gaps",
    "layout",
    "lines_as_set",
    "lines_in_a_file",
    "numbers_in",
    "numbers_on_screen",
    "pace",
    "still_there",
    "words_in",
]

_NUMBER = re.compile(r"(?<![\w.])\d(?:,?\d)*(?:\.\d+)?")
_NAME = re.compile(r"\b(?:layers?|neuron) \d+(?: and \d+)?")
_BETWEEN_LINES = 0.2
"""Rows of letters are further apart than this, in ems; the dot of an i is nearer."""
_LEAST_GAP = 2 / 24
"""Seconds: two frames of a film."""
_HAIR = 0.02
"""Widths that differ by less are the same, scene units."""


def pace(run: Run) -> Broken:
    """Yield captions that are too long, or gone too soon."""
    for caption in run.captions:
        seconds, words = caption.frames / run.rate, words_in(caption.text)
        speed, quoted = len(caption.text) / seconds, f'"{caption.text}"'
        a_minute = 60 * words / seconds
        measured = {
            "caption-speed": (speed, f"{speed:.1f} characters a second in {quoted}"),
            "caption-words": (a_minute, f"{a_minute:.0f} words a minute in {quoted}"),
            "caption-time": (seconds, f"{seconds:.2f} seconds for {quoted}"),
            "caption-longest": (seconds, f"{seconds:.1f} seconds for {quoted}"),
            "caption-length": (len(caption.text), quoted),
            "caption-file": (lines_in_a_file(caption.text), quoted),
        }
        for rule, (value, what) in measured.items():
            if RULES[rule].is_broken_by(value):
                yield rule, _while(caption), what, value


def lines_in_a_file(text: str) -> int:
    """Return how many lines a player makes of a caption that is in a file beside the film."""
    return sum(math.ceil(len(line) / LONGEST_LINE) for line in wrapped(text).splitlines())


def _while(caption: Caption) -> range:
    """Return the frames in which a caption is on the screen."""
    return range(caption.start, caption.start + caption.frames)


def still_there(moment: Moment) -> Iterator[tuple[str, str, float]]:
    """Yield a caption that still counts though nothing of it is seen any more."""
    caption = moment.clip.caption
    if caption is not None and moment.opacities.keys().isdisjoint(caption.get_family()):
        yield "caption-gone", f'"{caption.text}"', 1


def words_in(text: str) -> int:
    """Return how many words are read: a sign between spaces is none, a number is one."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def gaps(run: Run) -> Broken:
    """Yield the moments between two captions that are too short to be seen as such."""
    for before, after in pairwise(run.captions):
        gap = after.start - before.start - before.frames
        if 0 < gap < _LEAST_GAP * run.rate:
            frames = range(after.start - gap, after.start)
            yield "caption-gap", frames, f'before "{after.text}"', gap / run.rate


def layout(run: Run) -> Broken:
    """Yield captions that are set in too many lines, in too long ones, or where they may be cut."""
    for caption in run.captions:
        words = run.captions_set.get(caption.text)
        if words is None:
            continue
        meanwhile, beyond = _while(caption), _beyond(words, run.clip.stage)
        if RULES["caption-place"].is_broken_by(beyond):
            yield "caption-place", meanwhile, f'"{caption.text}"', beyond
        lines = lines_as_set(words)
        if len(lines) > RULES["caption-lines"].limit:
            yield "caption-lines", meanwhile, f'"{caption.text}"', len(lines)
        for line in lines:
            if len(line) > RULES["caption-width"].limit:
                yield "caption-width", meanwhile, f'"{line}"', len(line)


def _beyond(words: Words, stage: Stage) -> float:
    """Return how far words are beyond the place of captions, in pixels."""
    place, per_unit = stage.caption, ACROSS / min(stage.width, stage.height)
    across = abs(words.get_x() - place.x) + (words.width - place.width) / 2
    down = abs(words.get_y() - place.y) + (words.height - place.height) / 2
    return float(max(across, down) * per_unit)


def lines_as_set(words: Words) -> list[str]:
    """Return the lines of words, told from the widths in which their letters stand."""
    size = words.letter_size
    left, lines = words.text.split(), []
    for width in _widths_of_rows(words, size / PIXELS_PER_UNIT):
        shorter = [" ".join(left[:count]) for count in range(1, len(left))]
        count = 1 + bisect_left(shorter, width - _HAIR, key=lambda line: _width(line, size))
        lines.append(" ".join(left[:count]))
        left = left[count:]
    return lines


def _width(line: str, size: float) -> float:
    return float(Words(line, "#ffffff", size).width)


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
                yield "caption-numbers", _while(caption), f'{number:g} in "{caption.text}"', 1
