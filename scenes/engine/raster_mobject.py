"""The mobject that draws its own pixels: base of grids, neurons and connections."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import Camera
from manim.mobject.types.image_mobject import AbstractImageMobject

from scenes.engine.raster import context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import cairo
    from manim import Mobject
    from manim.typing import PixelArray
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    ToPixels = Callable[[Floats], Floats]

__all__ = ["RasterMobject"]


class RasterMobject(AbstractImageMobject):
    """A mobject whose `points` carry its geometry and whose named arrays carry its looks.

    Subclasses list in `looks` the attributes (arrays, or floats) that are interpolated when the
    mobject is transformed into another of its kind, and draw themselves in `paint`. Moving,
    scaling, fading, `.animate` and `Transform` then work as with any other mobject; rotation does
    not. Any of Manim's Cairo cameras draws it; `scenes.engine.camera.RasterCamera` keeps, and so is
    faster with, what stands still.
    """

    looks: tuple[str, ...] = ()

    def __init__(self, points: Floats) -> None:
        self.opacity = 1.0
        super().__init__(scale_to_resolution=0)
        self.points = np.asarray(points, dtype=np.float64)

    def paint(
        self, ctx: cairo.Context[cairo.ImageSurface], to_pixels: ToPixels, pixel: float
    ) -> None:
        """Draw into the frame.

        Parameters
        ----------
        ctx
            A context of the whole frame, in pixels.
        to_pixels
            Maps ``(N, 3)`` points of the scene to ``(N, 2)`` pixels.
        pixel
            Pixels of this frame to one pixel of a frame 1080 pixels high (or wide, in portrait).
        """
        raise NotImplementedError

    def state(self) -> bytes:
        """Return what the picture depends on: the same state draws the same pixels."""
        return self.points.tobytes() + self.own_looks() + np.float64(self.opacity).tobytes()

    def own_looks(self) -> bytes:
        """Return what the picture depends on beside place and opacity."""
        return b"".join(np.asarray(getattr(self, name)).tobytes() for name in self.looks)

    @contextmanager
    def opaque(self) -> Iterator[None]:
        """Let the whole be opaque while it is drawn."""
        opacity, self.opacity = self.opacity, 1.0
        try:
            yield
        finally:
            self.opacity = opacity

    def reset_points(self) -> Self:
        """Start without points; the constructor sets them."""
        self.points = np.zeros((0, 3))
        return self

    def get_pixel_array(self) -> PixelArray:
        """Return an empty picture: the camera asks `paint` instead."""
        return np.zeros((1, 1, 4), dtype=np.uint8)

    def set_opacity(self, opacity: float) -> Self:
        """Set the opacity of the whole, in [0, 1]."""
        self.opacity = float(opacity)
        return self

    def fade(self, darkness: float = 0.5, family: bool = False) -> Self:
        """Take away this share of the opacity."""
        self.opacity *= 1.0 - darkness
        return self

    def set_color(self, *_args: Any, **_kwargs: Any) -> Self:
        """Do nothing: colours come from values, through `scenes.look.encoding`."""
        return self

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> Self:
        """Mix the looks of two mobjects of the same kind and size."""
        for name in (*self.looks, "opacity"):
            first, second = getattr(mobject1, name), getattr(mobject2, name)
            setattr(self, name, self.between(name, first, second, alpha))
        return self

    def between(self, name: str, first: Any, second: Any, share: float) -> Any:
        """Return a look at a share of the way from one to another."""
        del name
        return first + (second - first) * share


_display_image = Camera.display_image_mobject


def _display(
    camera: Camera, image_mobject: AbstractImageMobject, pixel_array: NDArray[np.uint8]
) -> None:
    """Draw an image mobject as Manim does, and let a raster mobject paint itself."""
    if not isinstance(image_mobject, RasterMobject):
        _display_image(camera, image_mobject, pixel_array)
        return

    def to_pixels(points: Floats) -> Floats:
        places: Floats = camera.points_to_subpixel_coords(image_mobject, points)
        return places

    pixel = min(camera.pixel_width, camera.pixel_height) / 1080
    image_mobject.paint(context(pixel_array), to_pixels, pixel)


# Manim asks an image mobject for a rectangle of pixels and its four corners, and has no other way
# in: without this, what draws itself would be missing, with no word, from anyone's own scene.
Camera.display_image_mobject = _display  # type: ignore[assignment, method-assign]
