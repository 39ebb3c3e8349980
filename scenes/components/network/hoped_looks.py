"""How hoped-for layers look: how lit each neuron is, what is joined to it, what a finger is on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from netcore.layer_hope import SEEN
from scenes.components.grids.discs import ring_rgba
from scenes.look.encoding import activation_rgba, clearest, rgb, rgba

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from netcore import HopedLayers
    from scenes.components.grids.grids import PixelGrid
    from scenes.components.network.hoped import HopedRing
    from scenes.components.network.one_neuron import Spokes
    from scenes.engine.raster_mobject import RasterMobject
    from scenes.look.theme import Theme

    Floats = NDArray[np.float64]

__all__ = ["HopedLooks", "Pointed"]

_BACK, _FAINT = 0.3, 0.12
"""Opacity of neurons and pixels, and of lines, that are not pointed at."""
_LIT = 0.5
"""Opacity of the strongest lines while nothing is pointed at."""
_MANY = 70.0
"""Lines as strong as can be: of more, each is fainter."""
_THIN, _THIN_OFF, _AWAY = 0.75, 0.45, 0.4
"""How visible the rings of many small neurons are, to others; the same of those that are off beside
lit ones, and their opacity: they are not the subject."""
_STROKE = 0.5
"""Opacity of the stroke in an edge's neuron that is off."""


@dataclass(frozen=True)
class Pointed:
    """What a finger is on, and what lights that: indices, layer by layer.

    All else stands back, if they are `alone`.
    """

    edges: tuple[int, ...] = ()
    patterns: tuple[int, ...] = ()
    digits: tuple[int, ...] = ()
    alone: bool = True

    @classmethod
    def at_edge(cls, edge: int) -> Pointed:
        """Point at an edge."""
        return cls(edges=(edge,))

    @classmethod
    def at_patterns(cls, layers: HopedLayers, *patterns: int) -> Pointed:
        """Point at patterns: at the edges that light them as well."""
        edges = np.flatnonzero(layers.edges_of[list(patterns)].any(axis=0))
        return cls(tuple(edges.tolist()), patterns)

    @classmethod
    def at_digit(cls, layers: HopedLayers, digit: int) -> Pointed:
        """Point at a digit: at the patterns that light it as well, and at the edges of these."""
        patterns = np.flatnonzero(layers.shares_of[digit]).tolist()
        there = cls.at_patterns(layers, *patterns)
        return cls(there.edges, there.patterns, (digit,))


@dataclass
class HopedLooks:
    """All that is drawn of hoped-for layers and changes with what goes in."""

    image: PixelGrid
    edges: HopedRing
    strokes: Spokes
    patterns: HopedRing
    digits: HopedRing
    from_pixels: Spokes
    from_edges: Spokes
    from_patterns: Spokes

    @property
    def parts(self) -> Iterator[RasterMobject]:
        """All parts, in the order of their fields."""
        return (getattr(self, each.name) for each in fields(self))

    @property
    def lines(self) -> tuple[Spokes, Spokes, Spokes]:
        """What lights the edges, the patterns, the digits."""
        return self.from_pixels, self.from_edges, self.from_patterns

    def copy(self) -> HopedLooks:
        """Return the same once more."""
        return HopedLooks(*(part.copy() for part in self.parts))  # type: ignore[arg-type]  # in the fields' order

    def dress(
        self,
        theme: Theme,
        layers: HopedLayers,
        upto: int,
        pointed: Pointed | None,
        wires: tuple[NDArray[np.intp], NDArray[np.intp]],
    ) -> HopedLooks:
        """Show activations up to a layer: 0 is the pixels, 1 edges, 2 patterns, 3 digits.

        `wires` are the edge and the pixel at the ends of each line from a pixel.
        """
        edges = layers.edges * (upto >= 1)
        patterns, digits = layers.patterns * (upto >= 2), layers.digits * (upto >= 3)
        on = pointed or Pointed(alone=False)
        whole = not on.alone
        self._dress_image(theme, layers, on, whole=whole)
        _dress_discs(theme, self.edges, edges, on.edges, _rings(edges), whole=whole)
        _dress_discs(theme, self.patterns, patterns, on.patterns, whole=whole)
        _dress_discs(theme, self.digits, digits, on.digits, whole=whole)
        self._dress_strokes(theme, edges, on.edges, whole=whole)
        edge, pixel = wires
        products = layers.pixels_of.reshape(len(edges), -1)[edge, pixel]
        strong = np.clip(products / products.max(initial=1e-9), 0, 1) * (edges[edge] >= SEEN)
        _dress_lines(theme, self.from_pixels, strong, np.isin(edge, on.edges), whole=whole)
        strong = (layers.edges_of * edges * (upto >= 2)).ravel()
        held = np.isin(np.arange(len(patterns)), on.patterns)[:, None] & layers.edges_of
        _dress_lines(theme, self.from_edges, strong, held.ravel(), whole=whole)
        strong = (layers.shares_of / layers.shares_of.max() * (upto >= 3)).ravel()
        held = np.isin(np.arange(len(digits)), on.digits)[:, None] & (layers.shares_of > 0)
        _dress_lines(theme, self.from_patterns, strong, held.ravel(), whole=whole)
        return self

    def _dress_image(self, theme: Theme, layers: HopedLayers, on: Pointed, *, whole: bool) -> None:
        self.image.set_values(layers.parts.image)
        if whole or not on.edges:
            return
        lit = (layers.pixels_of[list(on.edges)] > 0).any(axis=0).ravel()
        off = rgb(theme.activation_off)
        fills = self.image.fills
        fills[:, :3] = off + (fills[:, :3] - off) * np.where(lit, 1.0, _BACK)[:, None]

    def _dress_strokes(
        self, theme: Theme, values: Floats, on: tuple[int, ...], *, whole: bool
    ) -> None:
        """Draw strokes in whichever of "on" and "off" is clearer upon a neuron."""
        inks = theme.activation_on, theme.activation_off
        clear = [rgb(clearest(inks, fill[:3])) for fill in self.edges.fills]
        self.strokes.colours[:, :3] = clear
        back = np.where(whole | np.isin(np.arange(len(values)), on), 1.0, _BACK)
        off = _STROKE * _rings(values) / _THIN
        self.strokes.colours[:, 3] = (off + (1 - off) * np.clip(values / SEEN, 0, 1)) * back


def _rings(values: Floats) -> Floats:
    """Return how visible the rings of small neurons are: where some are lit, others less."""
    seen = (values >= SEEN) | (values.max() < SEEN)
    return np.where(seen, _THIN, _THIN_OFF)


def _dress_discs(
    theme: Theme,
    discs: HopedRing,
    values: Floats,
    on: tuple[int, ...],
    ring: float | Floats = 1.0,
    *,
    whole: bool,
) -> None:
    fills, rings = activation_rgba(theme, values), np.tile(ring_rgba(theme), (len(values), 1))
    those = np.isin(np.arange(len(values)), on)
    rings[:, 3] *= ring
    fills[rings[:, 3] < _AWAY, 3] = _AWAY
    if not whole:
        fills[~those, 3] *= _BACK
        rings[~those, 3] *= _BACK
    rings[those] = rgba(theme.highlight)
    discs.set_fills(fills).set_rings(rings)


def _dress_lines(
    theme: Theme, lines: Spokes, strong: Floats, on: NDArray[np.bool_], *, whole: bool
) -> None:
    """Colour lines by how much each does; many together are fainter, so that all can be seen."""
    lines.colours = np.tile(rgba(theme.text), (len(strong), 1))
    lines.colours[on] = rgba(theme.highlight)
    alone, others = (min(1.0, _MANY / max(strong[those].sum(), 1e-9)) for those in (on, ~on))
    back = _LIT * others * (1.0 if whole else _FAINT)
    lines.colours[:, 3] = strong * np.where(on, alone, back)
