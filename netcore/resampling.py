"""Images at another size: every new pixel is the mean of the area it covers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netcore._validation import finite_array
from netcore.errors import InputError

__all__ = ["resampled", "resampled_stack"]


def resampled(image: ArrayLike, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Return an image with another number of pixels, by exact area averaging.

    The image is taken as a plane of squares. Each new pixel is the mean of the part of that plane
    which it covers, cut squares counted by the area of the cut: the mean of the whole image stays.

    Parameters
    ----------
    image
        ``(rows, columns)``, finite.
    shape
        Rows and columns of the result, each at least 1; the aspect need not stay.

    Returns
    -------
    array of shape `shape`
        An image of that shape already comes back unchanged, value by value.

    Raises
    ------
    InputError
        If the image is no matrix of finite numbers, or the shape is not two counts of pixels.

    Examples
    --------
    >>> resampled([[0, 1, 1, 0]], (1, 2)).tolist()
    [[0.5, 0.5]]
    """
    values = finite_array(image, "image")
    if values.ndim != 2:
        raise InputError(f"expected an image of shape (rows, columns), got {values.shape}")
    if len(shape) != 2 or min(shape) < 1:
        raise InputError(f"expected a shape of rows and columns, both at least 1, got {shape}")
    return resampled_stack(values, shape)


def resampled_stack(images: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.float64]:
    """Return images ``(..., rows, columns)`` at another size, each as `resampled` has it."""
    if images.shape[-2:] == tuple(shape):
        return np.array(images)
    down, across = (_shares(old, new) for old, new in zip(images.shape[-2:], shape, strict=True))
    return np.asarray(down @ images @ across.T)


def _shares(old: int, new: int) -> NDArray[np.float64]:
    """Return the share of each old pixel in each new one, ``(new, old)``, rows summing to 1."""
    # Both edges in units of 1 / (old * new): whole numbers, so that nothing is rounded.
    starts, pixels = np.arange(new)[:, None] * old, np.arange(old)[None, :] * new
    overlap = np.minimum(starts + old, pixels + new) - np.maximum(starts, pixels)
    return np.asarray(np.maximum(overlap, 0) / old)
