"""Finished films, netreel's or anyone's: whether they flash, jump or are striped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from netreel.check.findings import Finding, Verdict
from netreel.check.flashes import Flashes
from netreel.check.jumps import Jumps
from netreel.check.stripes import Stripes
from netreel.check.table import RULES
from netreel.errors import MistakeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.container import InputContainer
    from numpy.typing import NDArray

__all__ = ["check_film"]

_ACROSS = 256
"""Pixels of the longer side to which frames are made smaller: no flash gets lost in that."""


def check_film(path: Path) -> Verdict:
    """Return what is wrong with a film; its beats are its chapters, if it has any.

    Raises
    ------
    MistakeError
        It is no film, or cannot be read.
    """
    try:
        with av.open(path) as film:
            if not film.streams.video:
                raise MistakeError(f"cannot check {path}: there are no pictures in it")
            return _looked_through(film, path.name)
    except (OSError, ValueError) as error:  # FFmpeg's errors are of these kinds
        reason = getattr(error, "strerror", None) or error
        raise MistakeError(
            f"cannot read {path} ({reason}): give the name of a clip, or a film"
        ) from error


class _Watch:
    """What is looked for in the pictures of a film, at so many frames a second."""

    def __init__(self, rate: float) -> None:
        self.rate, self.frames = rate, 0
        self._flashes, self._jumps, self._stripes = Flashes(rate), Jumps(), Stripes(rate)

    def follow(self, picture: NDArray[np.uint8]) -> None:
        """Take the next picture, ``(height, width, 3)``."""
        for each in (self._flashes, self._jumps, self._stripes):
            each.follow(picture)
        self.frames += 1

    def broken(self) -> Iterator[tuple[str, range, str, float]]:
        """Yield rule, frames, what and how much; what flashes jumps as well, and is said once."""
        flashes = self._flashes.spells(RULES["flashes-general"].limit)
        for spell in flashes:
            yield f"flashes-{spell.kind}", spell.frames, spell.in_words, spell.share
        for spell in self._stripes.spells(RULES["stripes"].limit):
            yield "stripes", spell.frames, spell.in_words, spell.share
        for frame, share in self._jumps.found(RULES["brightness-jump"].limit):
            near = (s.first - self.rate <= frame <= s.last + self.rate for s in flashes)
            if not any(near):
                what = f"{share:.0%} of the picture jumps"
                yield "brightness-jump", range(frame, frame + 1), what, share


def _looked_through(film: InputContainer, name: str) -> Verdict:
    stream = film.streams.video[0]
    stream.thread_type = "AUTO"
    watch = _Watch(float(stream.average_rate or stream.guessed_rate or 25))
    for frame in film.decode(stream):
        share = min(_ACROSS / max(frame.width, frame.height), 1)
        small = frame.reformat(
            width=max(round(frame.width * share), 1),
            height=max(round(frame.height * share), 1),
            format="rgb24",
        )
        watch.follow(small.to_ndarray().astype(np.uint8, copy=False))
    chapters = [
        (
            float(chapter["start"] * (chapter["time_base"] or 0)),
            chapter["metadata"].get("title", ""),
        )
        for chapter in film.chapters()
    ]
    findings = []
    for rule, frames, what, value in watch.broken():
        beat = _at(frames.start / watch.rate, chapters)
        findings.append(Finding.of(RULES[rule], name, beat, frames, watch.rate, what, value))
    in_time = sorted(findings, key=lambda each: each.frame)
    return Verdict(watch.frames / watch.rate, tuple(in_time), None)


def _at(seconds: float, chapters: list[tuple[float, str]]) -> str:
    """Return the title of the chapter at a time."""
    return next((title for start, title in reversed(chapters) if start <= seconds + 1e-3), "")
