"""A window that runs along a hair-fine layer and shows a part of it as large neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import DOWN, RIGHT, Animation, Group, Line, Rectangle, VGroup, smootherstep

from scenes.components.grids.discs import discs, ring_rgba
from scenes.look.encoding import activation_rgba, ink_inside
from scenes.look.sizes import TOUCH

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenes.components.grids.marks import Marks
    from scenes.look.theme import Theme

    Floats = NDArray[np.float64]

__all__ = ["Magnifier", "RunAlong"]

_STROKE = 2.4
_DISC, _ROOM, _WIDTH = 0.48, 0.46, 1.35
"""To the distance between two neurons: their radius, what the panel has beyond them at its ends,
and its width."""

_REACH, _FADING = 0.25, 3.0
"""How far beyond the first and last place a fading disc moves, in places, up to the panel's end;
and how fast it fades: it is gone after a third of a place."""

_CLEAR, _BLURRED = 4.0, 0.2
"""So many neurons a second can be told apart; how strongly those are seen that fly past."""
_MOMENT = 0.01
"""The share of a run over which its speed is taken."""


class Magnifier(Group):
    """The neurons from some place of a layer on, large, and where in the layer they are.

    Parameters
    ----------
    activations
        ``(n,)`` of the whole layer.
    layer
        Its neurons where they stand, however small: one a value.
    theme
        Whose colours are used.
    pitch
        From one large neuron to the next, scene units.
    window
        How many neurons are seen.
    step
        Where the window may begin: at every so manieth neuron. Between these it glides.
    across
        The layer lies in a row, and the large neurons side by side below it; else it is upright,
        and they stand to its right.

    Attributes
    ----------
    discs
        The large neurons, `Marks`; one more than the window, for what comes in.
    panel, lens
        The frame about the large ones, and the one about the same neurons in the layer.
    sight
        The lines between the two.
    """

    def __init__(
        self,
        activations: ArrayLike,
        layer: Marks,
        theme: Theme,
        pitch: float,
        window: int = 8,
        step: int = 1,
        *,
        across: bool = False,
    ) -> None:
        self.activations = np.asarray(activations, dtype=np.float64)
        self.window = min(window, len(self.activations))
        self.layer, self.theme, self.pitch = layer, theme, pitch
        self.step, self.across = step, across
        along, aside = pitch * (self.window + _ROOM), pitch * _WIDTH
        width, height = (along, aside) if across else (aside, along)
        self.panel = Rectangle(
            width=width, height=height, color=theme.highlight, stroke_width=_STROKE
        )
        self.lens = Rectangle(color=theme.highlight, stroke_width=_STROKE)
        self.sight = VGroup(*(self._line() for _ in range(2)))
        self.discs = self._discs()
        super().__init__(self.sight, self.panel, self.discs, self.lens)
        self.set_first(0.0)

    def put(self, centre: Floats) -> Self:
        """Place the large neurons, their middle at ``(3,)``."""
        self.panel.move_to(centre)
        return self.set_first(self.first)

    def colour_upon(self, slot: int) -> str:
        """Return the colour for letters inside a disc, at least 4.5:1 against its fill."""
        return ink_inside(self.discs.fills[slot])

    def _line(self) -> Line:
        return Line(color=self.theme.highlight, stroke_width=_STROKE * 0.6)

    def _discs(self) -> Marks:
        places = np.zeros((self.window + 1, 3))
        radius = self.pitch * _DISC
        return discs(self.theme, places, radius, np.zeros(4))

    def set_first(self, first: float) -> Self:
        """Show the neurons from this one on; between two, both are partly seen."""
        self.first = float(first)
        start = min(int(self.first), len(self.activations) - 1)
        slots = np.arange(self.window + 1) - (self.first - start)
        indices = np.minimum(start + np.arange(self.window + 1), len(self.activations) - 1)
        visible = np.clip(1 + _FADING * np.minimum(slots, self.window - 1 - slots), 0.0, 1.0)
        shade = np.column_stack([np.ones((len(slots), 3)), visible])
        self._move_discs(np.clip(slots, -_REACH, self.window - 1 + _REACH))
        self.discs.set_fills(activation_rgba(self.theme, self.activations[indices]) * shade)
        self.discs.set_rings(ring_rgba(self.theme) * shade)
        self._move_lens()
        return self

    def _move_discs(self, slots: Any) -> None:
        way = RIGHT if self.across else DOWN
        places = (slots - (self.window - 1) / 2)[:, None] * self.pitch * way
        self.discs.place(self.panel.get_center() + places)

    def _move_lens(self) -> None:
        before = int(self.first // self.step) * self.step
        share = (self.first - before) / self.step
        low, high = self._box(before) * (1 - share) + self._box(before + self.step) * share
        self.lens.stretch_to_fit_width(high[0] - low[0] + TOUCH)
        self.lens.stretch_to_fit_height(high[1] - low[1] + TOUCH)
        self.lens.move_to((low + high) / 2)
        towards, side = (DOWN, RIGHT) if self.across else (RIGHT, DOWN)
        for line, end in zip(self.sight, (-side, side), strict=True):
            line.put_start_and_end_on(
                self.lens.get_corner(towards + end), self.panel.get_corner(end - towards)
            )

    def _box(self, first: int) -> Floats:
        """Return the lower left and upper right corner ``(2, 3)`` of a window in the layer."""
        first = min(first, len(self.activations) - self.window)
        chosen = slice(first, first + self.window)
        centres = self.layer.centres[chosen]
        halves = np.column_stack([self.layer.halves[chosen], np.zeros(self.window)])
        corners: Floats = np.stack([(centres - halves).min(axis=0), (centres + halves).max(axis=0)])
        return corners


class RunAlong(Animation):
    """Run a magnifier along its layer."""

    def __init__(
        self, magnifier: Magnifier, first: float, run_time: float = 3.0, **kwargs: Any
    ) -> None:
        self.magnifier = magnifier
        self.way = (magnifier.first, float(first))
        super().__init__(magnifier, run_time=run_time, rate_func=smootherstep, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the place of this moment: what flies past is the fainter, the faster it does."""
        before, now, behind = (self._place(alpha + step) for step in (-_MOMENT, 0.0, _MOMENT))
        speed = abs(behind - before) / (2 * _MOMENT * self.run_time)
        clear = _CLEAR / max(speed, _CLEAR)
        self.magnifier.set_first(now).discs.set_opacity(max(clear, _BLURRED))

    def _place(self, progress: float) -> float:
        start, end = self.way
        return float(start + (end - start) * self.rate_func(min(max(progress, 0.0), 1.0)))
