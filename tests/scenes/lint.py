"""What is wrong with a frame, found from its mobjects: the lint of frames."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from manim import VMobject

from scenes.engine.raster_mobject import RasterMobject
from scenes.look.encoding import rgb
from scenes.look.text import Lettering
from tests.scenes.contrast import contrast

if TYPE_CHECKING:
    from manim import Mobject
    from numpy.typing import NDArray

    from scenes.clip import Clip

SMALLEST_LETTERS = 18
LOWEST_CONTRAST = 4.5
SEEN = 0.08
"""Fainter than this is not there; what fades is judged before and after."""
TOUCHING = 0.02
"""Boxes may overlap by this much, scene units: two pixels at 1080p."""


@dataclass(frozen=True)
class Box:
    """Left, bottom, right and top, scene units."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > TOUCHING
            and min(self.top, other.top) - max(self.bottom, other.bottom) > TOUCHING
        )


def faults(clip: Clip) -> list[str]:
    """Return what is wrong with what is on the screen now, one line a fault."""
    visible = [
        mobject
        for root in clip.mobjects
        for mobject in root.get_family()
        if mobject.has_points() and opacity(mobject) > SEEN
    ]
    lettering = [text for root in clip.mobjects for text in letterings(root)]
    return [
        *outside(clip, visible),
        *too_small(clip, lettering),
        *hard_to_read(clip, lettering),
        *overlapping(lettering),
        *in_the_captions_place(clip, visible),
    ]


def letterings(root: Mobject) -> list[Mobject]:
    """Return the visible texts below a mobject, none inside another."""
    if isinstance(root, Lettering):
        return [root] if max(map(opacity, root.get_family()), default=0) > SEEN else []
    return [text for part in root.submobjects for text in letterings(part)]


def opacity(mobject: Mobject) -> float:
    """Return how visible a single mobject is, its parts left out."""
    if isinstance(mobject, RasterMobject):
        return mobject.opacity
    if not isinstance(mobject, VMobject) or not mobject.has_points():
        return 0.0
    stroke = mobject.get_stroke_opacity() if mobject.get_stroke_width() > 0 else 0.0
    return float(max(mobject.get_fill_opacity(), stroke))


def box_of(mobject: Mobject) -> Box:
    points = [part.points for part in mobject.get_family() if opacity(part) > SEEN]
    every: NDArray[np.float64] = np.concatenate([p for p in points if len(p)])
    (left, bottom), (right, top) = every[:, :2].min(axis=0), every[:, :2].max(axis=0)
    return Box(left, bottom, right, top)


def named(mobject: Mobject) -> str:
    text = getattr(mobject, "text", None) or getattr(mobject, "typst_code", None)
    return f"{type(mobject).__name__}({text!r})" if text else type(mobject).__name__


def outside(clip: Clip, visible: list[Mobject]) -> list[str]:
    across, down = clip.stage.width / 2, clip.stage.height / 2
    found = []
    for mobject in visible:
        box = box_of(mobject)
        if max(-box.left, box.right) > across or max(-box.bottom, box.top) > down:
            found.append(f"{named(mobject)} leaves the frame: {box}")
    return found


def too_small(clip: Clip, lettering: list[Mobject]) -> list[str]:
    enlarged = 1080 / 135 / min(clip.stage.width, clip.stage.height)
    return [
        f"{named(text)} has letters of {text.letter_size * enlarged:.1f} px at 1080p"
        for text in lettering
        if isinstance(text, Lettering) and text.letter_size * enlarged < SMALLEST_LETTERS - 1e-6
    ]


def hard_to_read(clip: Clip, lettering: list[Mobject]) -> list[str]:
    """Judge text at full strength; what is dimmed on purpose is not the subject."""
    background = rgb(clip.theme.background)
    found = []
    for text in lettering:
        parts = [part for part in text.get_family() if opacity(part) > 0.95]
        worst = min(
            (contrast(part.get_fill_color().to_rgb(), background) for part in parts), default=21
        )
        if worst < LOWEST_CONTRAST:
            found.append(f"{named(text)} has a contrast of {worst:.1f}")
    return found


def overlapping(lettering: list[Mobject]) -> list[str]:
    boxes = [(text, box_of(text)) for text in lettering]
    return [
        f"{named(first)} overlaps {named(second)}"
        for (first, one), (second, other) in combinations(boxes, 2)
        if one.overlaps(other)
    ]


def in_the_captions_place(clip: Clip, visible: list[Mobject]) -> list[str]:
    top = clip.stage.caption.y + clip.stage.caption.height / 2
    caption = set() if clip.caption is None else set(clip.caption.get_family())
    return [
        f"{named(mobject)} is where captions are"
        for mobject in visible
        if mobject not in caption and box_of(mobject).bottom < top - TOUCHING
    ]
