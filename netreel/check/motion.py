"""When the picture moves, and whether it jumps: from frames drawn small, captions left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netreel.check.table import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from netreel.check.run import Run
    from netreel.check.screen import Box
    from scenes.look.stage import Stage

    Picture = NDArray[np.uint8]
    Broken = Iterator[tuple[str, range, str, float]]

__all__ = ["Motion", "flashes", "pops", "rests_after_formulas", "rhythm", "stripes"]

_SAME = 5
"""Levels of 255 by which a pixel may differ from frame to frame and still be the same: what is
drawn once more from a kept picture is rounded twice."""
_SEEN = 12
"""Levels by which a pixel differs in what is seen as a jump: not by a shift of half a pixel."""
_JUMP = 1.2e-3
"""The share of the picture that changes wholly in the least jump that is seen: a word is more."""

_SOON = 1.0
"""Seconds: until then what belongs to a formula may still come."""


class Motion:
    """How much of the picture changes from each frame to the next.

    Parameters
    ----------
    first
        The first picture, ``(height, width, 4)`` RGBA.
    stage
        Where the captions are.
    rate
        Frames a second.
    """

    def __init__(self, first: Picture, stage: Stage, rate: int) -> None:
        top = stage.caption.y + stage.caption.height / 2
        self._rows = int(first.shape[0] * (0.5 - top / stage.height))
        self._before = first[: self._rows]
        self._shape = first.shape[:2]
        self._stage = stage
        self.rate = rate
        self._moves: list[bool] = []
        self._changes: list[tuple[float, float]] = []

    def follow(self, picture: Picture, counting: Iterable[Box] = ()) -> None:
        """Take the next picture, and where numbers count; the first may be given once more."""
        before, after = self._before, picture[: self._rows]
        self._before = after
        if np.array_equal(before.view(np.uint32), after.view(np.uint32)):
            self._moves.append(False)
            self._changes.append((0.0, 0.0))
            return
        apart = np.maximum(before, after) - np.minimum(before, after)
        difference = np.maximum(np.maximum(apart[..., 0], apart[..., 1]), apart[..., 2])
        self._moves.append(bool(difference.max() > _SAME))
        whole = 255.0 * difference.size
        any_at_all = difference[difference > _SAME].sum() / whole
        for box in counting:
            difference[self._pixels(box)] = 0
        self._changes.append((difference[difference > _SEEN].sum() / whole, any_at_all))

    @property
    def changes(self) -> NDArray[np.float64]:
        """The change ``(frames, 2)`` before each frame: the share of the picture, at full.

        First of what is seen to change, numbers that count left out, then of all that does.
        """
        return np.array(self._changes)

    def _pixels(self, box: Box) -> tuple[slice, slice]:
        """Return the pixels that a box covers, or touches."""
        stage, (height, width) = self._stage, self._shape
        x = (np.array([box.left, box.right]) / stage.width + 0.5) * width
        y = (0.5 - np.array([box.top, box.bottom]) / stage.height) * height
        return _span(y), _span(x)

    @property
    def moves(self) -> NDArray[np.bool_]:
        """Whether the picture moved before each frame, ``(frames,)``."""
        return np.array(self._moves)

    def pauses(self) -> list[tuple[int, int]]:
        """Return the first frame and the number of frames of each time without motion."""
        stops = [*np.flatnonzero(self.moves), len(self._moves)]
        starts = [0, *stops[:-1]]
        return [
            (int(start), int(stop - start))
            for start, stop in zip(starts, stops, strict=True)
            if stop - start > 1
        ]


def _span(ends: NDArray[np.float64]) -> slice:
    return slice(max(int(ends[0]) - 1, 0), max(int(ends[1]) + 2, 0))


def rhythm(run: Run, motion: Motion) -> Broken:
    """Yield when the clip is still for too long, or moves too much."""
    moves = motion.moves
    first = int(moves.argmax()) if moves.any() else len(moves)
    if first / run.rate > RULES["first-motion"].limit:
        yield "first-motion", range(first + 1), "the picture moves so late", first / run.rate
    share = float(moves.mean())
    if share < RULES["moving-least"].limit:
        yield "moving-least", range(len(moves)), f"the picture moves {share:.0%} of the time", share
    if share > RULES["moving-most"].limit:
        yield "moving-most", range(len(moves)), f"the picture moves {share:.0%} of the time", share
    yield from _pauses(run, motion)


def _pauses(run: Run, motion: Motion) -> Broken:
    asked = {beat.name for beat in run.clip.beats if beat.question}
    pauses, count = motion.pauses(), len(motion.moves)
    for start, length in pauses:
        seconds, at_the_end = length / run.rate, start + length == count
        too_long = seconds > RULES["still"].limit + 1e-6 and run.beat_at(start) not in asked
        if start and not at_the_end and too_long:
            yield "still", range(start, start + length), "the picture does not move", seconds
    last = pauses[-1][1] / run.rate if pauses and sum(pauses[-1]) == count else 0.0
    if last < RULES["last-still"].limit - 1e-6:
        yield "last-still", range(count - 1, count), "the last picture stays so short", last


def rests_after_formulas(run: Run, motion: Motion) -> Broken:
    """Yield formulas after which the picture does not soon rest for long enough."""
    for written, first in run.formulas.items():
        rests = [
            (start + length - max(start, first)) / run.rate
            for start, length in motion.pauses()
            if start <= first + _SOON * run.rate and start + length > first
        ]
        if RULES["formula-rest"].is_broken_by(longest := max(rests, default=0.0)):
            yield "formula-rest", range(first, first + 1), f"{written} has come", longest


def pops(run: Run, motion: Motion) -> Broken:
    """Yield frames that change much more than the frames beside them."""
    here, every = motion.changes.T
    around = np.concatenate([[0.0], every, [0.0]])
    beside = np.maximum(around[:-2], around[2:])
    jumps = (here > _JUMP) & (here > RULES["pop"].limit * beside)
    for place in map(int, np.flatnonzero(jumps)):
        times = here[place] / max(beside[place], 1e-9)
        what = f"{here[place]:.2%} of the picture jumps"
        yield "pop", range(place, place + 1), what, min(times, 999.0)


def flashes(run: Run, _motion: Motion) -> Broken:
    """Yield the times when too much of the picture flashes too often."""
    for kind in ("general", "red"):
        rule = RULES[f"flashes-{kind}"]
        for spell in run.flashes.spells(rule.limit):
            if spell.kind == kind:
                yield rule.name, spell.frames, spell.in_words, spell.share


def stripes(run: Run, _motion: Motion) -> Broken:
    """Yield the times when too much of the picture is in stripes."""
    for spell in run.stripes.spells(RULES["stripes"].limit):
        yield "stripes", spell.frames, spell.in_words, spell.share
