"""Small random distortions of images, so that training never sees the same image twice.

A distortion is a warp: for each pixel of the new image, the point of the old one whose brightness
it takes (bilinear; black outside). A warp does not depend on the image, so `Augmentation.warps`
draws one for each place in a mini-batch and `Warps.apply` uses it for that place in several
batches: each batch holds as many different distortions as images, and drawing them costs little.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Warps:
    """Warps of images of one size.

    Attributes
    ----------
    corners
        ``(warps, height * width)``: for each new pixel, the index of the upper left of the four
        old ones that it mixes, in an image with a black border of one pixel.
    shares
        ``(4, warps, height * width)``: how much of each of the four (upper left, upper right,
        lower left, lower right) it takes.
    """

    corners: NDArray[np.intp]
    shares: Floats

    def apply(self, images: Floats) -> Floats:
        """Warp images ``(batches, warps, height, width)`` to ``(batches, warps, height * width)``.

        The image at place k of each batch goes through warp k.
        """
        bordered = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)))
        batches, warps, height, width = bordered.shape
        flat = bordered.reshape(batches, warps * height * width)
        corners = self.corners + np.arange(warps)[:, None] * (height * width)
        result = np.zeros((batches, *self.corners.shape), images.dtype)
        for step, share in zip((0, 1, width, width + 1), self.shares, strict=True):
            result += np.take(flat, corners + step, axis=1) * share
        return result


@dataclass(frozen=True)
class Augmentation:
    """How far images are distorted. Each amount is drawn evenly from plus to minus its limit.

    Attributes
    ----------
    shift
        In pixels, along each axis.
    rotation
        In degrees.
    scale
        As a fraction: 0.1 is from 10 % smaller to 10 % larger, each axis by itself.
    shear
        As the tangent of the slant.
    elastic
        Typical (root mean square) length in pixels, along each axis, of a smooth random
        displacement, after Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural
        Networks Applied to Visual Document Analysis" (ICDAR 2003).
    smoothness
        Over how many pixels (the sigma of a Gaussian) that displacement is smoothed.
    """

    shift: float = 1.0
    rotation: float = 8.0
    scale: float = 0.08
    shear: float = 0.1
    elastic: float = 0.5
    smoothness: float = 4.0

    def scaled(self, factor: float) -> "Augmentation":
        """Return the same distortions, that many times as far."""
        limits = {f: factor * getattr(self, f) for f in _LIMITS}
        return replace(self, **limits)

    def resized(self, factor: float) -> "Augmentation":
        """Return the same distortions of images that many times as large."""
        lengths = {f: factor * getattr(self, f) for f in ("shift", "elastic", "smoothness")}
        return replace(self, **lengths)

    def warps(self, count: int, shape: tuple[int, int], *, rng: np.random.Generator) -> Warps:
        """Draw warps for ``count`` images of ``shape`` (height, width)."""
        height, width = shape
        points = self._affine(count, shape, rng) + self._elastic(count, shape, rng)
        # In the bordered image everything lies one pixel further on. What falls outside is
        # brought to the border, which is black.
        limits = np.array([height, width], np.float32).reshape(2, 1, 1, 1) + np.float32(0.999)
        points = np.clip(points + np.float32(1), 0, limits).reshape(2, count, height * width)
        whole = points.astype(np.intp)
        down, right = points - whole.astype(np.float32)
        up, left = 1 - down, 1 - right
        shares = np.stack((up * left, up * right, down * left, down * right))
        return Warps(whole[0] * (width + 2) + whole[1], shares)

    def _affine(self, count: int, shape: tuple[int, int], rng: np.random.Generator) -> Floats:
        """Return the points ``(2, count, height, width)`` read under shift, turn, scale, shear."""
        angle, shear = self._evenly(rng, np.radians(self.rotation), self.shear, count=count)
        zoom = np.exp(self._evenly(rng, self.scale, self.scale, count=count))
        shift = self._evenly(rng, self.shift, self.shift, count=count)
        cosine, sine = np.cos(angle), np.sin(angle)
        turn = np.array([[cosine, -sine], [sine, cosine + shear]]) * zoom
        centre = (np.array(shape) - 1) / 2
        grid = np.indices(shape).reshape(2, -1) - centre[:, None]
        turned = np.einsum("ijk,jp->ikp", turn, grid)
        points = turned + shift[:, :, None] + centre[:, None, None]
        return np.asarray(points, np.float32).reshape(2, count, *shape)

    def _elastic(self, count: int, shape: tuple[int, int], rng: np.random.Generator) -> Floats:
        """Return smooth random displacements in pixels, ``(2, count, height, width)``."""
        noise = rng.standard_normal((2, count, *shape), dtype=np.float32)
        down, across = (_smoothing(side, self.smoothness) for side in shape)
        moved: Floats = np.float32(self.elastic) * (down @ noise @ across.T)
        return moved

    @staticmethod
    def _evenly(rng: np.random.Generator, *limits: float, count: int) -> Floats:
        """Draw ``(len(limits), count)`` numbers, each row evenly from plus to minus its limit."""
        drawn: Floats = rng.uniform(-1, 1, (len(limits), count)) * np.array(limits)[:, None]
        return drawn


_LIMITS = ("shift", "rotation", "scale", "shear", "elastic")


def _smoothing(side: int, sigma: float) -> NDArray[np.float32]:
    """Return the ``(side, side)`` Gaussian smoothing that leaves white noise with variance 1."""
    places = np.arange(side)
    kernel = np.exp(-0.5 * ((places[:, None] - places) / max(sigma, 1e-3)) ** 2)
    unit = kernel / np.sqrt((kernel**2).sum(axis=1, keepdims=True))
    return np.asarray(unit, np.float32)
