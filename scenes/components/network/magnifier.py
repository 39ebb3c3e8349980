"""A window that runs along a hair-fine column and shows a part of it as large neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Group, Line, Rectangle, VGroup, smooth

from scenes.components.grids.marks import Marks
from scenes.components.network.column import ring_rgba
from scenes.look.encoding import activation_rgba, rgb

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from scenes.components.network.unrolling import Strip
    from scenes.look.stage import Region
    from scenes.look.theme import Theme

__all__ = [
    "Magnifier",
    "RunAlong",
]

_STROKE = 2.4

_REACH = 0.38
"""How far beyond the first and last place a fading disc still moves, in places."""

_INKS = ("#000000", "#FFFFFF")
"""One of the two stands out from any colour by at least 4.58:1."""


class Magnifier(Group):
    """The neurons from some place of a strip on, large, and where on the strip they are.

    Parameters
    ----------
    activations
        ``(n,)`` of the whole layer.
    strip
        The column that is looked at; it holds all n.
    region
        Where the large neurons go.
    theme
        Whose colours are used.
    window
        How many neurons are seen.

    Attributes
    ----------
    rim
        A faint outline of the strip, to be shown where off is the colour of the background.
    discs
        The large neurons, `Marks`; one more than the window, for what comes in.
    """

    def __init__(
        self, activations: ArrayLike, strip: Strip, region: Region, theme: Theme, window: int = 12
    ) -> None:
        self.activations = np.asarray(activations, dtype=np.float64)
        self.window = min(window, len(self.activations))
        self.strip, self.theme = strip, theme
        self.pitch = region.height / (self.window + 0.6)
        self.panel = Rectangle(
            width=self.pitch * 1.7, height=region.height, color=theme.text, stroke_width=_STROKE
        ).move_to(region.centre)
        self.lens = Rectangle(
            width=strip.half_width * 2 + 0.12,
            height=strip.height * self.window / len(self.activations) + 0.04,
            color=theme.highlight,
            stroke_width=_STROKE,
        )
        self.rim = Rectangle(
            width=strip.half_width * 2,
            height=strip.height,
            stroke_color=theme.text,
            stroke_width=_STROKE / 2,
            stroke_opacity=theme.dimmed,
        ).move_to(
            strip.centres(np.array([len(self.activations) / 2 - 0.5]), len(self.activations))[0]
        )
        self.sight = VGroup(*(self._line() for _ in range(2)))
        self.discs = self._discs()
        super().__init__(self.sight, self.panel, self.discs, self.lens)
        self.set_first(0.0)

    def colour_upon(self, slot: int) -> str:
        """Return the colour for letters inside a disc, at least 4.5:1 against its fill."""
        fill = _luminance(self.discs.fills[slot, :3])
        return max(_INKS, key=lambda ink: _contrast(_luminance(rgb(ink)), fill))

    def _line(self) -> Line:
        return Line(LEFT, RIGHT, color=self.theme.highlight, stroke_width=_STROKE * 0.6)

    def _discs(self) -> Marks:
        places = np.zeros((self.window + 1, 3))
        radius = self.pitch * 0.42
        return Marks(places, radius, np.zeros(4), ring_rgba(self.theme), 1.0, ring_width=1.6)

    def set_first(self, first: float) -> Self:
        """Show the neurons from this one on; between two, both are partly seen."""
        self.first = float(first)
        start = min(int(self.first), len(self.activations) - 1)
        slots = np.arange(self.window + 1) - (self.first - start)
        indices = np.minimum(start + np.arange(self.window + 1), len(self.activations) - 1)
        visible = np.clip(1 + 2 * np.minimum(slots, self.window - 1 - slots), 0.0, 1.0)
        shade = np.column_stack([np.ones((len(slots), 3)), visible])
        self._move_discs(np.clip(slots, -_REACH, self.window - 1 + _REACH))
        self.discs.set_fills(activation_rgba(self.theme, self.activations[indices]) * shade)
        self.discs.set_rings(ring_rgba(self.theme) * shade)
        self._move_lens()
        return self

    def _move_discs(self, slots: Any) -> None:
        centre = self.panel.get_center()
        y = centre[1] + ((self.window - 1) / 2 - slots) * self.pitch
        self.discs.place(np.column_stack([np.full_like(y, centre[0]), y]))

    def _move_lens(self) -> None:
        middle = np.array([self.first + (self.window - 1) / 2])
        self.lens.move_to(self.strip.centres(middle, len(self.activations))[0])
        for line, side in zip(self.sight, (UP, DOWN), strict=True):
            corner = self.lens.get_corner(RIGHT + side)
            line.put_start_and_end_on(corner, self.panel.get_corner(LEFT + side))


def _luminance(colour: NDArray[np.float64]) -> float:
    """Return the relative luminance of an sRGB colour, as WCAG 2 defines it."""
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def _contrast(first: float, second: float) -> float:
    """Return the contrast ratio of two luminances, as WCAG 2 defines it."""
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


class RunAlong(Animation):
    """Run a magnifier along its strip."""

    def __init__(
        self,
        magnifier: Magnifier,
        first: float,
        run_time: float = 3.0,
        rate_func: Callable[[float], float] = smooth,
        **kwargs: Any,
    ) -> None:
        self.magnifier = magnifier
        self.way = (magnifier.first, float(first))
        super().__init__(magnifier, run_time=run_time, rate_func=rate_func, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the place of this moment."""
        start, end = self.way
        self.magnifier.set_first(start + (end - start) * self.rate_func(alpha))
