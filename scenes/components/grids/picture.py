"""A picture of any size, as one bitmap: a photograph, or a step of its preparation."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Animation, linear

from netcore import resampled
from scenes.engine.pictures import draw_edge, draw_picture, draw_rim
from scenes.engine.raster_mobject import RasterMobject
from scenes.look.encoding import activation_rgba, photograph_rgba, rgb

if TYPE_CHECKING:
    import cairo
    from numpy.typing import ArrayLike, NDArray

    from scenes.engine.raster_mobject import ToPixels
    from scenes.look.theme import Theme

__all__ = ["Picture", "Wipe", "shrunk"]

_MOST_PIXELS = 720
"""Of a side: larger pictures are averaged down, for more than that is hardly seen."""
_RIM_OPACITY, _RIM = 0.3, 1.5
"""Of the hairline about a picture, by which white paper is seen on a white page."""
_EDGE = 4.0
"""Width of the edge that wipes a picture over another, in pixels at 1080p."""
_WIPE = 1.2


def shrunk(values: ArrayLike, most: int = _MOST_PIXELS) -> NDArray[np.float64]:
    """Return a picture with at most so many pixels a side, areas averaged.

    Parameters
    ----------
    values
        ``(rows, columns)`` or ``(rows, columns, 3)``.
    most
        The longest side of the result, in pixels.
    """
    picture = np.asarray(values, dtype=np.float64)
    longest = max(picture.shape[:2])
    if longest <= most:
        return picture
    rows, columns = (max(1, round(side * most / longest)) for side in picture.shape[:2])
    if picture.ndim == 2:
        return resampled(picture, (rows, columns))
    return np.dstack([resampled(plane, (rows, columns)) for plane in np.moveaxis(picture, 2, 0)])


class Picture(RasterMobject):
    """A picture drawn as one bitmap, with crisp pixels when they are large.

    Parameters
    ----------
    rgba
        ``(rows, columns, 4)`` RGBA in [0, 1], opaque; see `photograph` and `ink`.
    theme
        Whose text colour is the hairline about it, and whose highlight the edge of a wipe.
    height
        Scene units.

    Attributes
    ----------
    window
        Top, left, height and width of what is seen, as shares of the whole picture.
    over, uncovered
        A picture that is being wiped over this one, and how far it is, in [0, 1].
    """

    looks = ("window", "uncovered")

    def __init__(self, rgba: ArrayLike, theme: Theme, height: float = 5.0) -> None:
        levels = np.clip(np.asarray(rgba, dtype=np.float64), 0, 1) * 255 + 0.5
        self.bitmap = np.ascontiguousarray(levels.astype(np.uint8))
        self._digest = hashlib.sha256(self.bitmap.tobytes()).digest()
        self.window = np.array([0.0, 0.0, 1.0, 1.0])
        self.over: Picture | None = None
        self.uncovered = 0.0
        self._rim = np.append(rgb(theme.text), _RIM_OPACITY)
        self._edge = np.append(rgb(theme.highlight), 1.0)
        rows, columns = self.bitmap.shape[:2]
        across, down = height * columns / rows / 2, height / 2
        super().__init__(np.array([[-across, down, 0], [across, -down, 0]]))

    @classmethod
    def photograph(cls, values: ArrayLike, theme: Theme) -> Self:
        """Show brightness in [0, 1] as it is, grey or ``(rows, columns, 3)``, in every theme."""
        return cls(photograph_rgba(shrunk(values)), theme)

    @classmethod
    def ink(cls, values: ArrayLike, theme: Theme) -> Self:
        """Show how much ink there is, in [0, 1], as the theme shows activations."""
        return cls(activation_rgba(theme, shrunk(values)), theme)

    # -- what is seen of it -----------------------------------------------------------

    @property
    def shows_all(self) -> bool:
        """Whether the whole picture is seen."""
        return bool((self.window == (0.0, 0.0, 1.0, 1.0)).all())

    def closed_on(self, part: ArrayLike) -> Self:
        """Return a copy that shows only a part of the picture, where that part is now.

        Parameters
        ----------
        part
            Top, left, height and width, as shares of the whole picture.
        """
        now, then = self.window, np.asarray(part, dtype=np.float64)
        first, last = self.points
        span = (last - first)[[1, 0]] / now[2:]
        corner = first[[1, 0]] + (then[:2] - now[:2]) * span
        ends = [corner, corner + then[2:] * span]
        closed = self.copy()
        closed.points = np.array([[x, y, 0.0] for y, x in ends])
        closed.window = then
        return closed

    def looking_at(self, part: ArrayLike) -> Self:
        """Return a copy of the same size that shows only a part of the picture, magnified."""
        closer = self.copy()
        closer.window = np.asarray(part, dtype=np.float64)
        return closer

    def take(self, other: Picture) -> Self:
        """Show what another picture shows, in this one's place."""
        self.bitmap, self._digest = other.bitmap, other._digest
        self.window, self.over, self.uncovered = other.window.copy(), None, 0.0
        return self

    # -- how it is drawn --------------------------------------------------------------

    def own_looks(self) -> bytes:
        """Return what the drawing depends on; of a bitmap, which never changes, its digest."""
        return super().own_looks() + self._digest + (self.over.state() if self.over else b"")

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw what is seen of the bitmap, stretched between the corners."""
        (left, top), (right, bottom) = to_pixels(self.points)
        place = left, top, right - left, bottom - top
        shade = np.array([1.0, 1.0, 1.0, self.opacity])
        draw_picture(ctx, self.bitmap, place, self.window, pixel, self.opacity)
        if self.over is not None:
            done, window = self.uncovered, self.over.window
            draw_picture(ctx, self.over.bitmap, place, window, pixel, self.opacity, done)
            draw_edge(ctx, (left + done * place[2], top, bottom), self._edge * shade, _EDGE * pixel)
        draw_rim(ctx, place, self._rim * shade, _RIM * pixel)


class Wipe(Animation):
    """Wipe a picture over another, from the left, so that both states are seen.

    Parameters
    ----------
    picture
        What changes; at the end it shows what the other does.
    other
        Stretched to the place of the first; it is not shown itself.
    """

    def __init__(
        self, picture: Picture, other: Picture, run_time: float = _WIPE, **kwargs: Any
    ) -> None:
        self.picture, self.other = picture, other
        super().__init__(picture, run_time=run_time, rate_func=linear, **kwargs)

    def begin(self) -> None:
        """Lay the other picture over the first; nothing of it is seen yet."""
        self.picture.over = self.other
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show this moment."""
        self.picture.uncovered = self.rate_func(alpha)

    def finish(self) -> None:
        """Leave only the other picture."""
        super().finish()
        self.picture.take(self.other)
