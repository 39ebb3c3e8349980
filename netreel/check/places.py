"""Where things are: in the frame, in its margins, over each other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from netreel.check.screen import TOUCHING, Box, outline
from netreel.check.table import RULES
from scenes.components.grids.marks import Marks
from scenes.components.grids.picture import Picture
from scenes.components.network.connections import Connections
from scenes.engine.raster_mobject import RasterMobject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim import Mobject, VMobject

    from netreel.check.screen import Moment, Text
    from scenes.look.stage import Region

    Broken = Iterator[tuple[str, str, float]]

__all__ = [
    "beyond_the_frame",
    "covered_by_texts",
    "crossing_texts",
    "fill",
    "inside_the_frame",
    "inside_the_margins",
    "texts_over_pictures",
    "texts_over_texts",
]

_STRONG = 0.3
"""What is fainter may lie under a text."""
_ROUNDING = 1e-9
"""How far an opacity that was faded to may be beside it."""
_FLYING = 0.05
"""Boxes of texts in a movement may overlap by this much, scene units."""
_ONE_WAY = 0.9


def named(mobject: Mobject, moment: Moment) -> str:
    """Name a mobject in a finding."""
    for text in moment.every_text:
        if mobject in text.mobject.get_family():
            return str(text)
    return type(mobject).__name__


def inside_the_frame(moment: Moment) -> Broken:
    """Yield what leaves the frame, or lies where captions are."""
    for mobject, rule, pixels in beyond_the_frame(moment):
        yield rule, f"{named(mobject, moment)} reaches beyond", pixels


def beyond_the_frame(moment: Moment) -> Iterator[tuple[Mobject, str, float]]:
    """Yield what leaves the frame or its place above captions, which rule, and by how far."""
    stage = moment.clip.stage
    frame = Box(-stage.width / 2, -stage.height / 2, stage.width / 2, stage.height / 2)
    top = stage.caption.y + stage.caption.height / 2
    for mobject, box in moment.boxes.items():
        for rule, beyond in (("frame", _beyond(box, frame)), ("caption-zone", top - box.bottom)):
            if RULES[rule].is_broken_by(pixels := beyond * moment.per_unit):
                yield mobject, rule, pixels
                break


def inside_the_margins(moment: Moment) -> Broken:
    """Yield what leaves the margins, and neither the frame nor its place above captions."""
    picture, further = _box(moment.clip.stage.picture), beyond_the_frame(moment)
    told = {mobject for mobject, _, _ in further}
    for mobject, box in moment.boxes.items():
        pixels = _beyond(box, picture) * moment.per_unit
        if RULES["margins"].is_broken_by(pixels) and mobject not in told:
            yield "margins", f"{named(mobject, moment)} reaches beyond", pixels


def _box(region: Region) -> Box:
    across, down = region.width / 2, region.height / 2
    return Box(region.x - across, region.y - down, region.x + across, region.y + down)


def _beyond(box: Box, limits: Box) -> float:
    return max(
        limits.left - box.left,
        limits.bottom - box.bottom,
        box.right - limits.right,
        box.top - limits.top,
    )


def fill(moment: Moment) -> Broken:
    """Yield how small the content is, if it neither fills the picture nor reaches across it."""
    picture, box = moment.clip.stage.picture, moment.content
    across = 0.0 if box is None else (box.right - box.left) / picture.width
    down = 0.0 if box is None else (box.top - box.bottom) / picture.height
    share = across * down
    if share < RULES["fill"].limit and max(across, down) < _ONE_WAY:
        yield "fill", f"the content takes {across:.0%} x {down:.0%} of the picture", share


def texts_over_texts(moment: Moment) -> Broken:
    """Yield texts at rest that lie over each other."""
    for one, other in combinations(moment.every_text, 2):
        overlap = one.box.overlap(other.box)
        if overlap > TOUCHING:
            yield "text-over-text", f"{one} and {other}", overlap * moment.per_unit


def crossing_texts(moment: Moment) -> Broken:
    """Yield texts under way that lie over others; a copy may leave what it is a copy of."""
    strong = [text for text in moment.every_text if text.opacity > _STRONG]
    for one, other in combinations(strong, 2):
        overlap = one.box.overlap(other.box)
        if overlap > _FLYING and one.written != other.written:
            yield "text-flies-over-text", f"{one} and {other}", overlap * moment.per_unit


def texts_over_pictures(moment: Moment) -> Broken:
    """Yield texts that lie over a line, or partly over something else."""
    for text, under in covered_by_texts(moment):
        yield "text-over-picture", f"{text} and a {type(under).__name__}", 1


def covered_by_texts(moment: Moment) -> Iterator[tuple[Text, Mobject]]:
    """Yield texts, and what each lies over and does not label."""
    texts = [text for text in moment.texts if text.opacity > _STRONG]
    shapes = [shape for shape in moment.shapes if moment.opacities[shape] > _STRONG]
    rasters = moment.of(RasterMobject)
    for text in texts:
        for shape in shapes:
            if moment.boxes[shape].overlap(text.box) >= 0 and _runs_through(shape, text.box):
                yield text, shape
        for raster in rasters:
            if moment.boxes[raster].overlap(text.box) > 0 and _is_under(text.box, raster, moment):
                yield text, raster


def _runs_through(shape: VMobject, box: Box) -> bool:
    x, y = outline(shape).T
    inside = (x > box.left + TOUCHING) & (x < box.right - TOUCHING)
    return bool((inside & (y > box.bottom + TOUCHING) & (y < box.top - TOUCHING)).any())


def _is_under(text: Box, raster: RasterMobject, moment: Moment) -> bool:
    """Tell whether a text whose box meets that of a raster lies over what is seen of it."""
    box = moment.boxes[raster]
    if isinstance(raster, Marks):
        return _is_partly_over(text, raster)
    if isinstance(raster, Picture):
        partly = box.overlap(text) > TOUCHING and not box.contains(text)
        return raster.opacity > _STRONG and partly
    if isinstance(raster, Connections):
        shown = raster.opacity * raster.rest * (raster.reveal > 0)
        return shown > _STRONG + _ROUNDING and box.overlap(text) > TOUCHING
    return False


def _is_partly_over(box: Box, marks: Marks) -> bool:
    """Tell whether a text touches marks and lies in none: a label stands in its mark or beside."""
    strength = np.maximum(marks.fills[:, 3], marks.rings[:, 3]) * marks.opacity
    centres, halves = marks.centres[:, :2], marks.halves
    middle = np.array([(box.left + box.right) / 2, (box.bottom + box.top) / 2])
    reach = np.array([(box.right - box.left) / 2, (box.top - box.bottom) / 2])
    away = np.abs(centres - middle)
    seen = strength > _STRONG
    touched = (away + TOUCHING < halves + reach).all(axis=1) & seen
    around = (away + reach <= halves + TOUCHING).all(axis=1) & seen
    return bool(touched.any() and not around.any())
