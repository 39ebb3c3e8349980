"""Finished films, netreel's or anyone's: whether they flash or have stripes, in all frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from netreel.check.findings import Finding, Verdict
from netreel.check.flashes import Flashes, Spell
from netreel.check.stripes import Stripes
from netreel.check.table import RULES
from netreel.errors import MistakeError

if TYPE_CHECKING:
    from pathlib import Path

    from av.container import InputContainer

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


def _looked_through(film: InputContainer, name: str) -> Verdict:
    stream = film.streams.video[0]
    stream.thread_type = "AUTO"
    rate = float(stream.average_rate or stream.guessed_rate or 25)
    flashes, stripes, count = Flashes(rate), Stripes(rate), 0
    for frame in film.decode(stream):
        share = min(_ACROSS / max(frame.width, frame.height), 1)
        small = frame.reformat(
            width=max(round(frame.width * share), 1),
            height=max(round(frame.height * share), 1),
            format="rgb24",
        )
        picture = small.to_ndarray().astype(np.uint8, copy=False)
        flashes.follow(picture)
        stripes.follow(picture)
        count += 1
    chapters = [
        (
            float(chapter["start"] * (chapter["time_base"] or 0)),
            chapter["metadata"].get("title", ""),
        )
        for chapter in film.chapters()
    ]
    spells = flashes.spells(RULES["flashes-general"].limit)
    spells += stripes.spells(RULES["stripes"].limit)
    findings = [_finding(spell, name, _at(spell.first / rate, chapters), rate) for spell in spells]
    return Verdict(count / rate, tuple(sorted(findings, key=lambda each: each.frame)), None)


def _at(seconds: float, chapters: list[tuple[float, str]]) -> str:
    """Return the title of the chapter at a time."""
    return next((title for start, title in reversed(chapters) if start <= seconds + 1e-3), "")


def _finding(spell: Spell, name: str, beat: str, rate: float) -> Finding:
    rule = RULES["stripes" if spell.kind == "stripes" else f"flashes-{spell.kind}"]
    what = spell.in_words(rate)
    return Finding(
        rule.name, name, beat, spell.first, spell.first / rate, what, spell.share, rule.limit,
        rule.wanted,
    )  # fmt: skip
