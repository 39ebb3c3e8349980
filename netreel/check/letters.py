"""Sizes of letters, and contrast of letters and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VMobject

from netreel.check.contrast import contrast
from netreel.check.screen import SEEN, opacity
from netreel.check.table import RULES
from scenes.components.grids.marks import Marks
from scenes.components.grids.picture import Picture
from scenes.components.network.connections import Connections
from scenes.components.network.fan import Fan
from scenes.components.network.weight_legend import WeightLegend
from scenes.look.code_line import CodeLine
from scenes.look.encoding import rgb
from scenes.look.text import Number, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from manim import Mobject
    from numpy.typing import NDArray

    from netreel.check.screen import Moment, Text

    Broken = Iterator[tuple[str, str, float]]
    Floats = NDArray[np.float64]

__all__ = ["contrast_of_lines", "contrast_of_marks", "contrast_of_text", "sizes"]

_MANY = 8
"""So many words or numbers of one size are rows and columns: they may be as small as anything."""
_ROUNDING = 0.01
_FULL = 0.95
"""Text below this opacity is dimmed on purpose, or under way."""
_SUBJECT = 0.4
"""Lines and rings below this opacity are dimmed on purpose."""
_FEW = 100
"""Of so many connections each can be pointed at; more are a texture, of which none is meant."""
_ALIKE = 0.01
"""What differs no more from the background covers what is beneath it."""


def sizes(moment: Moment) -> Broken:
    """Yield the texts that are smaller than the look allows."""
    for text in moment.every_text:
        size = text.size
        if size is None:
            continue
        rule = _rule_for(text, moment)
        if size < RULES[rule].limit - _ROUNDING:
            yield rule, f"{text} has letters of {size:.1f} pixels", size


def _rule_for(text: Text, moment: Moment) -> str:
    if text.mobject in moment.captions:
        return "letters-caption"
    if not isinstance(text.mobject, Words | Number):
        return "letters-code" if isinstance(text.mobject, CodeLine) else "letters-formula"
    many = sum(_is_as_small(other, text) for other in moment.texts) >= _MANY
    if many:
        return "letters"
    of_picture = isinstance(text.mobject, Number) and not text.of_scale
    return "letters-numbers" if of_picture else "letters-words"


def _is_as_small(one: Text, other: Text) -> bool:
    return (
        type(one.mobject) is type(other.mobject)
        and one.size is not None
        and other.size is not None
        and abs(one.size - other.size) < 1
    )


def contrast_of_text(moment: Moment) -> Broken:
    """Yield texts that are hard to read upon what is beneath them."""
    for text in moment.every_text:
        parts = [part for part in text.mobject.get_family() if _fill_of(part) > _FULL]
        if not parts:
            continue
        beneath = _beneath(moment, text)
        worst = min(contrast(_colour(part), beneath) for part in parts)
        if worst < RULES["contrast-text"].limit:
            yield "contrast-text", f"{text} has a contrast of {worst:.1f}", worst


def _fill_of(part: Mobject) -> float:
    return float(part.get_fill_opacity()) if isinstance(part, VMobject) and len(part.points) else 0


def _colour(part: Mobject) -> Floats:
    colour: Floats = part.get_fill_color().to_rgb() if isinstance(part, VMobject) else np.zeros(3)
    return colour


def _beneath(moment: Moment, text: Text) -> Floats:
    """Return the colour on which a text lies: of the uppermost mark or shape in its middle."""
    box = text.box
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    colour = rgb(moment.clip.theme.background)
    letters = set(text.mobject.get_family())
    for part, part_box in moment.boxes.items():
        if part in letters:
            break
        if part_box.holds(x, y):
            colour = _painted(colour, part, x, y, moment)
    return colour


def _painted(colour: Floats, part: Mobject, x: float, y: float, moment: Moment) -> Floats:
    if isinstance(part, Marks):
        away = np.abs(part.centres[:, :2] - (x, y))
        for fill in part.fills[(away <= part.halves).all(axis=1)]:
            share = fill[3] * part.opacity
            colour = colour * (1 - share) + fill[:3] * share
    elif isinstance(part, Picture):
        colour = colour * (1 - part.opacity) + _pixel(part, x, y) * part.opacity
    elif isinstance(part, VMobject) and part not in moment.lettering and _fill_of(part) > 0:
        share = _fill_of(part)
        colour = colour * (1 - share) + _colour(part) * share
    return colour


def _pixel(picture: Picture, x: float, y: float) -> Floats:
    """Return the colour of a picture at a place, scene units."""
    first, last = picture.points[:, :2]
    across, down = (np.array([x, y]) - first) / (last - first)
    top, left, height, width = picture.window
    shares = np.array([top + down * height, left + across * width])
    size = np.array(picture.bitmap.shape[:2])
    row, column = np.clip(shares * size, 0, size - 1).astype(int)
    colour: Floats = picture.bitmap[row, column, :3] / 255
    return colour


def contrast_of_marks(moment: Moment) -> Broken:
    """Yield rings of neurons, and lines, that can hardly be told from the background."""
    background = rgb(moment.clip.theme.background)
    for marks in moment.of(Marks):
        worst = _faintest_disc(marks, background)
        if worst < RULES["contrast-marks"].limit:
            yield "contrast-marks", f"a neuron's ring has a contrast of {worst:.1f}", worst
    for shape in moment.shapes:
        share = opacity(shape)
        if share <= max(_SUBJECT, moment.clip.theme.dimmed):
            continue
        colours = _colours(shape)
        best = max(contrast(background + (rgb - background) * a, background) for rgb, a in colours)
        covers = all(np.abs(colour - background).max() < _ALIKE for colour, _ in colours)
        if best < RULES["contrast-marks"].limit and not covers:
            what = f"{type(shape).__name__} in {colour_name(colours[0][0])}"
            yield "contrast-marks", f"{what} has a contrast of {best:.1f}", best


def contrast_of_lines(moment: Moment) -> Broken:
    """Yield how faint even the strongest is of connections that are shown in full, and few."""
    theme, background = moment.clip.theme, rgb(moment.clip.theme.background)
    lines = _lines(moment)
    seen = lines[(lines[:, 3] > SEEN) & (np.abs(lines[:, :3] - background).max(axis=1) > _ALIKE)]
    if not len(seen) or len(lines) > _FEW:
        return
    best = max(_best((tuple(rgba),), background) for rgba in np.unique(seen.round(2), axis=0))
    if RULES["contrast-lines"].is_broken_by(best):
        yield "contrast-lines", f"connections upon {theme.background} have {best:.1f}", best


def _of_legends(root: Mobject) -> Iterator[Mobject]:
    for part in root.get_family():
        if isinstance(part, WeightLegend):
            yield from part.get_family()


def _lines(moment: Moment) -> Floats:
    """Return the colours ``(N, 4)`` of connections that are drawn to their ends and not dimmed.

    Other spokes are no connections: strokes in a neuron that say which edge it is for.
    """
    samples = {part for root in moment.clip.mobjects for part in _of_legends(root)}
    fans = [fan.colours for fan in moment.of(Fan) if fan not in samples and fan.opacity > _FULL]
    drawn = [
        lines.strands("rest", lines.points[:, :2] * moment.per_unit, 1.0).colours
        for lines in moment.of(Connections)
        if lines not in samples and lines.reveal == 1 and lines.opacity * lines.rest > _FULL
    ]
    return np.concatenate([np.zeros((0, 4)), *fans, *drawn])


def _colours(shape: VMobject) -> list[tuple[Floats, float]]:
    """Return the colours of a shape's line and inside, as far as they are seen, with opacity."""
    line, inside = shape.get_stroke_color(), shape.get_fill_color()
    drawn = shape.get_stroke_opacity() if shape.get_stroke_width() > 0 else 0.0
    both = [(line, float(drawn)), (inside, float(shape.get_fill_opacity()))]
    return [
        (colour.to_rgb(), share) for colour, share in both if colour is not None and share > SEEN
    ]


def colour_name(colour: Floats) -> str:
    """Write a colour as ``#rrggbb``."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _faintest_disc(marks: Marks, background: Floats) -> float:
    """Return the contrast of the disc that is seen worst, by its ring or its inside."""
    discs = marks.roundness >= 0.5
    if marks.opacity <= _FULL or not discs.any():
        return 21.0
    looks = {
        (tuple(fill), tuple(ring))
        for fill, ring in zip(marks.fills[discs].round(2), marks.rings[discs].round(2), strict=True)
        if max(fill[3], ring[3]) > _SUBJECT
    }
    return min((_best(look, background) for look in looks), default=21.0)


def _best(look: Iterable[tuple[float, ...]], background: Floats) -> float:
    mixed = [background + (np.array(rgba[:3]) - background) * rgba[3] for rgba in look]
    return max(contrast(colour, background) for colour in mixed)
