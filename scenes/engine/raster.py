"""The drawing core: arrays in, pixels out, through Cairo's compositing.

Coordinates and sizes are in pixels of the context, y down. Colours are straight RGBA in [0, 1].
Nothing here knows Manim. Frames hold their bytes as R, G, B, A where Cairo writes B, G, R, A, so
every colour is handed to Cairo with red and blue exchanged, as Manim's own camera does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cairo
import numpy as np

from scenes.engine.lattice import Lattice
from scenes.engine.stamps import SQUARE, TOLERANCE, outline, stamp, stamps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = [
    "Bitmap",
    "context",
    "draw_marks",
    "draw_strands",
    "paint_bitmap",
    "paint_through",
    "straight_alpha",
]

_INVISIBLE = 1 / 512

_LARGE = 64  # pixels: marks from this size on are drawn as paths

_MANY = 64
"""From so many marks on, translucent ones have outlines by stamps too: a cursor's is exact."""

_BELOW, _STROKE = 0, 2
_FAR = 1 << 20  # beyond any frame, in pixels


@dataclass(frozen=True)
class Bitmap:
    """A drawn picture kept for reuse, and where in the frame its upper left corner is.

    Between whole pixels it is blended.
    """

    surface: cairo.ImageSurface
    x: float
    y: float

    @classmethod
    def blank(
        cls, left: float, top: float, right: float, bottom: float, *, shape: bool = False
    ) -> Bitmap:
        """Return an empty bitmap that covers the box given in frame pixels.

        With `shape` it has no colours: it is what `paint_through` takes.
        """
        x, y = math.floor(left), math.floor(top)
        width, height = max(math.ceil(right) - x, 1), max(math.ceil(bottom) - y, 1)
        kind = cairo.FORMAT_A8 if shape else cairo.FORMAT_ARGB32
        return cls(cairo.ImageSurface(kind, width, height), x, y)

    def alike(self) -> Bitmap:
        """Return an empty bitmap of the same size and place."""
        size = self.surface.get_width(), self.surface.get_height()
        return Bitmap(cairo.ImageSurface(cairo.FORMAT_ARGB32, *size), self.x, self.y)

    def moved(self, right: float, down: float) -> Bitmap:
        """Return the same picture in another place."""
        return Bitmap(self.surface, self.x + right, self.y + down)

    def context(self) -> cairo.Context[cairo.ImageSurface]:
        """Return a context that draws into this bitmap in frame pixels."""
        ctx = cairo.Context(self.surface)
        ctx.translate(-self.x, -self.y)
        return ctx


def context(frame: NDArray[np.uint8]) -> cairo.Context[cairo.ImageSurface]:
    """Return a context that draws into a frame ``(height, width, 4)``, in its pixels."""
    height, width = frame.shape[:2]
    surface = cairo.ImageSurface.create_for_data(frame.data, cairo.FORMAT_ARGB32, width, height)
    return cairo.Context(surface)


def draw_marks(
    ctx: cairo.Context[cairo.ImageSurface],
    centres: Floats,
    halves: Floats,
    roundness: Floats,
    fills: Floats,
    rings: Floats,
    ring_width: float,
) -> None:
    """Draw N squares with rounded corners; roundness 1 is a disc.

    The outline of an opaque mark is mixed with its inside, and covered by the inside, which takes
    half the time of a stroke and looks the same.

    Parameters
    ----------
    ctx
        Where to draw.
    centres, halves
        ``(N, 2)`` centres and half widths and heights.
    roundness
        ``(N,)`` corner radius as a share of the half size.
    fills, rings
        ``(N, 4)`` colours of the inside and of the outline.
    ring_width
        Width of the outline, which lies inside the mark.
    """
    roundest = float((roundness * halves.min(axis=1)).max(initial=0.0))
    lattice = Lattice.of(centres, halves) if roundest < SQUARE else None
    if lattice is not None:
        lattice.draw(ctx, fills, rings, ring_width)
        return
    mark, coat, colours, inset = _coats(fills, rings, ring_width)
    reach = np.maximum(halves[mark] - inset[:, None], 0.0)
    boxes = np.column_stack([centres[mark] - reach, centres[mark] + reach])
    radii = np.maximum((roundness * halves.min(axis=1))[mark] - inset, 0.0)
    stroked = coat == _STROKE
    small = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, initial=0.0) < _LARGE
    stamped = (radii > SQUARE) & small & (~stroked | (len(centres) >= _MANY))
    outer = stroked * (ring_width / 2)  # a stroke reaches beyond its path
    hole = ring_width * (stroked | (coat == _BELOW))
    wholes = centres[mark], reach + outer[:, None], radii + outer, hole, stroked
    places = stamps(*(whole[stamped] for whole in wholes))
    ctx.set_line_width(ring_width)
    _paint(ctx, np.column_stack([colours, boxes, radii]), places, stroked, stamped)


def _paint(
    ctx: cairo.Context[cairo.ImageSurface],
    shapes: Floats,
    places: NDArray[np.int64],
    stroked: NDArray[np.bool_],
    stamped: NDArray[np.bool_],
) -> None:
    """Paint coats in their order: outlines ``(N, 9)`` filled or stroked, or stamps ``(M, 9)``."""
    ctx.set_tolerance(TOLERANCE)
    of_stamps = _rows(places)
    for red, green, blue, alpha, left, top, right, bottom, radius, is_stroked, is_stamped in zip(
        *shapes.T.tolist(), stroked.tolist(), stamped.tolist(), strict=True
    ):
        ctx.set_source_rgba(blue, green, red, alpha)
        if is_stamped:
            x, y, *of_stamp = next(of_stamps)
            ctx.mask_surface(stamp(*of_stamp), x, y)
        else:
            outline(ctx, left, top, right, bottom, radius)
            (ctx.stroke if is_stroked else ctx.fill)()


def _rows(array: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
    """Return an array's rows one by one: thousands of lists at once set off garbage collection."""
    return zip(*array.T.tolist(), strict=True)


def _coats(
    fills: Floats, rings: Floats, ring_width: float
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats, Floats]:
    """Return what is painted, from below: its mark, which coat it is, its colour and inset.

    A mark has up to three coats: its outline if its inside will cover it (`_BELOW`), its inside,
    and otherwise its outline (`_STROKE`).
    """
    count = len(fills)
    ringed = rings[:, 3] > _INVISIBLE
    covered = ringed & (fills[:, 3] == 1)
    coats = (
        (covered, _over(rings, fills), np.zeros(count)),
        (fills[:, 3] > _INVISIBLE, fills, covered * ring_width),
        (ringed & ~covered, rings, np.full(count, ring_width / 2)),
    )
    painted, colours, insets = (np.stack(parts, axis=1) for parts in zip(*coats, strict=True))
    mark, coat = np.nonzero(painted)
    return mark, coat, colours[mark, coat], insets[mark, coat]


def _over(upper: Floats, lower: Floats) -> Floats:
    """Return the opaque colours ``(N, 4)`` of something translucent over something opaque."""
    alpha = upper[:, 3:]
    colours = upper[:, :3] * alpha + lower[:, :3] * (1 - alpha)
    return np.column_stack([colours, np.ones(len(colours))])


def draw_strands(
    ctx: cairo.Context[cairo.ImageSurface],
    starts: Floats,
    ends: Floats,
    colours: Floats,
    widths: Floats,
    dashes: Floats | None = None,
) -> None:
    """Draw N straight strands, in the order given, so that the last lies on top.

    Parameters
    ----------
    ctx
        Where to draw.
    starts, ends
        ``(N, 2)`` end points.
    colours
        ``(N, 4)``.
    widths
        ``(N,)``.
    dashes
        ``(N,)`` lengths of dashes and gaps; 0 for a strand that has none.
    """
    lengths = np.zeros(len(widths)) if dashes is None else dashes
    rows = np.column_stack([starts, ends, colours, widths, lengths])[colours[:, 3] > _INVISIBLE]
    for x0, y0, x1, y1, red, green, blue, alpha, width, dash in _rows(rows):
        ctx.set_source_rgba(blue, green, red, alpha)
        ctx.set_line_width(width)
        if dashes is not None:
            ctx.set_dash([dash] if dash else [])
        ctx.move_to(x0, y0)
        ctx.line_to(x1, y1)
        ctx.stroke()


def paint_bitmap(
    ctx: cairo.Context[cairo.ImageSurface],
    bitmap: Bitmap,
    opacity: float = 1.0,
    profile: Sequence[tuple[float, float]] | None = None,
    *,
    down: bool = False,
) -> None:
    """Blend a bitmap over the frame, evenly or through a profile along x (or y, with `down`).

    Parameters
    ----------
    ctx, bitmap
        Where to, and what.
    opacity
        Of the whole, in [0, 1].
    profile
        Pairs of frame x (or y) and opacity, rising: what travels along the connections. Beyond its
        ends it goes on as there; where that is 0 nothing is painted, which is quick.
    """
    ctx.set_source_surface(bitmap.surface, bitmap.x, bitmap.y)
    if profile is None:
        ctx.paint_with_alpha(opacity)
        return
    first, last = profile[0][0], profile[-1][0]
    if down:
        gradient = cairo.LinearGradient(0, first, 0, last)
    else:
        gradient = cairo.LinearGradient(first, 0, last, 0)
    for place, level in profile:
        gradient.add_color_stop_rgba((place - first) / (last - first), 0, 0, 0, level * opacity)
    ctx.save()
    _clip(ctx, profile, down=down)
    ctx.mask(gradient)
    ctx.restore()


def _clip(
    ctx: cairo.Context[cairo.ImageSurface], profile: Sequence[tuple[float, float]], *, down: bool
) -> None:
    """Keep to the whole pixels between the ends of a profile that are 0."""
    low, high = -_FAR, _FAR
    if profile[0][1] == 0:
        low = math.floor(profile[0][0])
    if profile[-1][1] == 0:
        high = math.ceil(profile[-1][0])
    box = (-_FAR, low, 2 * _FAR, high - low) if down else (low, -_FAR, high - low, 2 * _FAR)
    ctx.rectangle(*box)
    ctx.clip()


def paint_through(
    ctx: cairo.Context[cairo.ImageSurface], shape: Bitmap, colour: Sequence[float]
) -> None:
    """Paint a shape in a colour ``(4,)``."""
    red, green, blue, alpha = colour
    ctx.set_source_rgba(blue, green, red, alpha)
    ctx.mask_surface(shape.surface, shape.x, shape.y)


def straight_alpha(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a frame with its colours not multiplied by its alpha, as files want them.

    Cairo multiplies them: written as they are, half-transparent edges would be too dark.
    """
    alpha = frame[..., 3:].astype(np.float32)
    colours = frame[..., :3] * (255 / np.maximum(alpha, 1))
    rounded = np.minimum(colours + 0.5, 255).astype(np.uint8)
    return np.concatenate([rounded, frame[..., 3:]], axis=2)
