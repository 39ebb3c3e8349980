"""What is left on the screen though nothing means it to be there."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from manim import Mobject, VMobject

from netreel.check.places import named
from netreel.check.screen import SEEN, opacity
from scenes.engine.raster_mobject import RasterMobject
from scenes.look.text import Lettering

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from numpy.typing import NDArray

    from netreel.check.screen import Moment

    Broken = Iterator[tuple[str, str, float]]

__all__ = ["half_faded", "helpers", "twins"]

_GONE, _THERE = 0.02, 0.98
_LEVELS = (0.12, 0.3, 0.5)
"""Opacities that mean something: behind a signal, not talked about, a helper line."""
_SAME_PLACE = 0.02
"""Scene units, by which a copy's points may be beside those of its original."""
_HELPERS = ("cursor", "pointer")


def half_faded(moment: Moment) -> Broken:
    """Yield texts and pictures that are neither there nor gone nor dimmed."""
    levels = np.array([*_LEVELS, moment.clip.theme.dimmed])
    for part in dict.fromkeys(p for root in moment.clip.mobjects for p in root.get_family()):
        if isinstance(part, RasterMobject):
            share = part.opacity
        elif isinstance(part, Lettering):
            share = max(map(opacity, part.get_family()))
        else:
            continue
        if _is_between(share, levels):
            yield "half-faded", f"{named(part, moment)} at {share:.2f}", share


def _is_between(share: float, levels: NDArray[np.float64]) -> bool:
    return _GONE < share < _THERE and bool(np.abs(levels - share).min() > 0.01)


def twins(moment: Moment) -> Broken:
    """Yield what lies on another thing that looks like it: one of them is a forgotten copy.

    Parts of one thing may fall together: two edges point the same way.
    """
    roots = {part: root for root in moment.clip.mobjects for part in root.get_family()}
    alike: dict[Hashable, list[Mobject]] = defaultdict(list)
    for part in moment.picture:
        place = tuple(part.points.mean(axis=0).round(1))
        alike[type(part), part.points.shape, place, _look(part)].append(part)
    for part, other in (pair for parts in alike.values() for pair in combinations(parts, 2)):
        if (
            roots[part] is not roots[other]
            and np.abs(part.points - other.points).max() < _SAME_PLACE
        ):
            yield "twins", f"{named(part, moment)} lies on its like", 1


def _look(part: Mobject) -> Hashable:
    if isinstance(part, RasterMobject):
        return part.own_looks(), round(part.opacity, 2)
    if not isinstance(part, VMobject):
        return None
    fill, stroke = part.get_fill_color(), part.get_stroke_color()
    strength = part.get_fill_opacity(), part.get_stroke_opacity(), part.get_stroke_width()
    return str(fill), str(stroke), *(round(float(each), 2) for each in strength)


def helpers(moment: Moment) -> Broken:
    """Yield cursors that are still seen; a cursor is told by the name its owner gives it."""
    there = set(moment.picture)
    for root in moment.clip.mobjects:
        for owner in root.get_family():
            for name, part in vars(owner).items():
                if any(helper in name for helper in _HELPERS) and _is_seen(part, there):
                    yield "helpers", f"{name} of {type(owner).__name__}", 1


def _is_seen(part: object, there: set[Mobject]) -> bool:
    return isinstance(part, Mobject) and any(
        one in there and opacity(one) > SEEN for one in part.get_family()
    )
