"""What is judged inside plays as well: there, much is on its way, and right to be where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netreel.check.places import beyond_the_frame, covered_by_texts, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Mobject

    from netreel.check.screen import Box, Moment

    Broken = Iterator[tuple[str, str, float]]

__all__ = ["UnderWay"]

_SAME = 0.01
"""Opacities that differ by less are the same, and places, in scene units."""


class UnderWay:
    """Judges by how everything was at the looks before."""

    def __init__(self) -> None:
        self._before: dict[Mobject, tuple[float, ...]] = {}
        self._been_inside: set[Mobject] = set()

    def remember(self, moment: Moment) -> None:
        """Take how everything is now."""
        self._before = _looks(moment)
        outside = {mobject for mobject, _, _ in beyond_the_frame(moment)}
        self._been_inside = {
            part for part in moment.picture if part in self._been_inside or part not in outside
        }

    def inside_the_frame(self, moment: Moment) -> Broken:
        """Yield what leaves the frame, or dips into captions; what comes in from outside may."""
        for mobject, rule, pixels in beyond_the_frame(moment):
            if mobject in self._been_inside:
                yield rule, f"{named(mobject, moment)} reaches beyond", pixels

    def texts_over_pictures(self, moment: Moment) -> Broken:
        """Yield texts over what they do not label, where neither moves nor fades."""
        now, before = _looks(moment), self._before
        standing = {part for part, look in now.items() if _is_same(look, before.get(part))}
        for text, under in covered_by_texts(moment):
            if {text.mobject, under} <= standing:
                yield "text-over-picture", f"{text} and a {type(under).__name__}", 1


def _looks(moment: Moment) -> dict[Mobject, tuple[float, ...]]:
    """Return how visible each text and each part of the picture is, and where."""
    parts = {part: _look(moment.opacities[part], box) for part, box in moment.boxes.items()}
    return parts | {text.mobject: _look(text.opacity, text.box) for text in moment.texts}


def _look(seen: float, box: Box) -> tuple[float, ...]:
    return seen, box.left, box.bottom, box.right, box.top


def _is_same(one: tuple[float, ...], other: tuple[float, ...] | None) -> bool:
    return other is not None and all(abs(a - b) < _SAME for a, b in zip(one, other, strict=True))
