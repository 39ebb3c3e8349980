"""What is left on the screen though nothing means it to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Mobject

from netreel.check.places import named
from netreel.check.screen import SEEN, opacity
from scenes.engine.raster_mobject import RasterMobject
from scenes.look.text import Lettering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from netreel.check.screen import Moment

    Broken = Iterator[tuple[str, str, float]]

__all__ = ["half_faded", "helpers"]

_GONE, _THERE = 0.02, 0.98
_LEVELS = (0.12, 0.3, 0.5)
"""Opacities that mean something: behind a signal, not talked about, a helper line."""
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
