"""The first steps: one grey picture, evenly lit, its ink bright on a black background."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy import ndimage

from netcore.preparation.coarse import block_mean, blur, factor_to, zoomed
from netcore.preparation.threshold import otsu

FloatArray = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Rec. 601 luma, which Pillow and most cameras' JPEGs use for grey.
_LUMA = np.array([0.299, 0.587, 0.114])
# The background is large-scale: it is looked for in copies of at most so many pixels a side, first
# roughly, then leaving out ink, which has to be seen there.
_COARSE_SIDE = 96
_FINE_SIDE = 400
# A grey level is at least this much, when it divides: darker paper tells ink from paper no more.
_DARKEST_PAPER = 0.08
# Bright ink is taken to add at least this much: less room would blow up the grain of light paper.
_LEAST_ROOM = 0.3
_REFINEMENTS = 3
# One colour is looked at alone if ink stands out in it by this factor more than in brightness, and
# by this much.
_TELLING = 2.0
_FAINTEST_COLOUR = 0.1
# Ranges of brightness that are pale, and how much grain, as a share of it, is none.
_FAINTEST_RANGE, _PALE_RANGE = 0.04, 0.3
_LEAST_GRAIN = 0.01
_SMALLEST_SHADED = 100
# Shadows leave this share of the light; what is darker is a dark area.
_DARKEST_SHADOW = 0.4
# Shadows are at least this share of the picture's longest side, strokes less: one in so many.
_SHADOW = 6


def put_on_background(picture: FloatArray) -> FloatArray:
    """Fill what is transparent with the background that its ink stands out from.

    Dark ink gets white, light ink black. Where the opaque part is most of the picture and has
    paper of its own, it gets that paper's colour.

    Parameters
    ----------
    picture
        Shape (height, width), (height, width, 3) or (height, width, 4), in [0, 1].

    Returns
    -------
    array of shape (height, width, 3), in [0, 1]
    """
    if picture.ndim == 2:
        return np.repeat(picture[:, :, None], 3, axis=2)
    colours, opacity = picture[:, :, :3], picture[:, :, 3:]
    if opacity.size == 0 or opacity.min() == 1:
        return np.ascontiguousarray(colours)
    background = _opposite(colours, opacity[:, :, 0])
    return np.asarray(colours * opacity + background * (1 - opacity))


def _opposite(colours: FloatArray, opacity: FloatArray) -> FloatArray:
    """Return the colour, shape (3,), to put behind a partly transparent picture."""
    seen = opacity > 0.5
    if not seen.any():
        return np.ones(3)
    greys = colours[seen] @ _LUMA
    low, high = np.percentile(greys, [0.5, 99.5])
    if seen.mean() > 0.5 and high - low > 0.3:
        return np.asarray(np.median(colours[seen], axis=0))
    return np.zeros(3) if greys.mean() > 0.5 else np.ones(3)


def to_grey(colours: FloatArray) -> FloatArray:
    """Return the brightness of each pixel, shape (height, width), in [0, 1]."""
    return np.asarray(np.clip(colours @ _LUMA, 0, 1))


def stand_out(colours: FloatArray) -> FloatArray:
    """Return the brightness, or the one of red, green and blue in which ink stands out far more.

    Red ink is as bright as a green background, and a yellow marker nearly as bright as paper.

    Parameters
    ----------
    colours
        Shape (height, width, 3), in [0, 1].

    Returns
    -------
    array of shape (height, width), in [0, 1]
    """
    coarse = block_mean(colours, factor_to(colours, _COARSE_SIDE))
    contrasts = [_local_contrast(coarse[:, :, channel]) for channel in range(3)]
    if max(contrasts) > max(_TELLING * _local_contrast(to_grey(coarse)), _FAINTEST_COLOUR):
        return np.ascontiguousarray(colours[:, :, int(np.argmax(contrasts))])
    return to_grey(colours)


def drawn_apart(grey: FloatArray) -> FloatArray:
    """Return the picture from black to white if it lies between two close greys, without grain."""
    low, high = float(grey.min()), float(grey.max())
    if not _FAINTEST_RANGE < high - low < _PALE_RANGE:
        return grey
    grain = float(np.median(np.abs(np.diff(grey, axis=1)))) if grey.shape[1] > 1 else 0.0
    return (grey - low) / (high - low) if grain < _LEAST_GRAIN * (high - low) else grey


def _local_contrast(coarse: FloatArray) -> float:
    """Return how far a small copy goes from its surroundings, but for a few pixels."""
    around = ndimage.gaussian_filter(coarse, max(coarse.shape) / 8, mode="nearest")
    return float(np.percentile(np.abs(coarse - around), 99.7))


def ink_is_bright(grey: FloatArray) -> bool:
    """Say whether the ink is brighter than its background, which is what the border shows.

    The border's brightness, carried on into the picture, is the background's; ink lies on the
    side where the picture goes farther away from it. Shadows multiply, so all is compared in
    logarithms: a shadow halves the light, ink takes away most of it.
    """
    light = np.log(block_mean(grey, factor_to(grey, _COARSE_SIDE)) + _DARKEST_PAPER)
    # A small digit's ink is in few of the blocks.
    low, high = np.percentile(light - _surface_through_border(light), [0.03, 99.97])
    return bool(high > -low)


def _surface_through_border(values: FloatArray) -> FloatArray:
    """Return the quadratic surface that fits the values along the border, strays left out."""
    rows, columns = np.meshgrid(*(np.linspace(-1, 1, side) for side in values.shape), indexing="ij")
    terms = np.stack([np.ones_like(rows), rows, columns, rows**2, columns**2, rows * columns], -1)
    width = max(1, min(values.shape) // 24)
    border = np.ones(values.shape, dtype=bool)
    border[width:-width, width:-width] = False
    design, wanted = terms[border], values[border]
    weights = np.ones_like(wanted)
    # Iteratively reweighted least squares with Cauchy weights.
    for _ in range(8):
        root = np.sqrt(weights)
        factors = np.linalg.lstsq(design * root[:, None], wanted * root, rcond=None)[0]
        error = np.abs(wanted - design @ factors)
        weights = 1 / (1 + (error / (1.5 * np.median(error) + 0.01)) ** 2)
    return np.asarray(terms @ factors)


def even_lighting(grey: FloatArray, bright_ink: bool) -> FloatArray:
    """Return the ink's strength, bright on black: 0 is the local background, 1 full ink.

    A shadow multiplies the light that paper sends back, so dark ink is what is missing from the
    local background's brightness, as a share of it. Bright ink is what is added to the background,
    as a share of what could be added. The values are signed, so that the background's noise stays
    centred on 0.

    Parameters
    ----------
    grey
        Shape (height, width), in [0, 1].
    bright_ink
        What `ink_is_bright` said.

    Returns
    -------
    array of shape (height, width), about [-1, 1]
    """
    background = _background(grey, bright_ink)
    strength = _strength(grey, background, bright_ink)
    if bright_ink or min(grey.shape) < _SMALLEST_SHADED:
        return strength
    return _without_shadow_edges(strength, grey, background)


def _background(grey: FloatArray, bright_ink: bool) -> FloatArray:
    """Return the brightness that each pixel would have without ink."""
    factor = factor_to(grey, _FINE_SIDE)
    small = block_mean(grey, factor)
    background = _coarse_background(small, bright_ink)
    for _ in range(_REFINEMENTS):
        background = _refined(small, background, bright_ink)
    return zoomed(background, factor, grey.shape)


def _coarse_background(grey: FloatArray, bright_ink: bool) -> FloatArray:
    """Return the background's brightness: flat, or a percentile over large windows.

    A border of one brightness tells the background of the whole picture. Otherwise there are
    shadows: a percentile nearly keeps their edges, while ink, if it does not fill three quarters of
    a window, drops out.
    """
    factor = factor_to(grey, _COARSE_SIDE)
    coarse = block_mean(grey, factor)
    border = np.concatenate([coarse[0], coarse[-1], coarse[:, 0], coarse[:, -1]])
    low, level, high = np.percentile(border, [10, 50, 90])
    if high - low < 0.1 * max(np.ptp(coarse), 0.2):
        return np.full_like(grey, level)
    paper = _percentile(coarse, 0.25 if bright_ink else 0.75, max(coarse.shape) // 6)
    return zoomed(paper, 2 * factor, grey.shape)


def _percentile(coarse: FloatArray, share: float, reach: int) -> FloatArray:
    """Return what that share of a window around each 2 x 2 pixels is below.

    Parameters
    ----------
    reach
        Half the side of a window, whose edges repeat the picture's.
    """
    half = max(1, reach)
    pad = [(half - 1, half - 1 + side % 2) for side in coarse.shape]
    windows = sliding_window_view(np.pad(coarse, pad, mode="edge"), (2 * half, 2 * half))[::2, ::2]
    values = windows.reshape(*windows.shape[:2], -1)
    rank = int(share * values.shape[-1])
    return np.asarray(np.partition(values, rank, axis=-1)[..., rank])


def _refined(grey: FloatArray, background: FloatArray, bright_ink: bool) -> FloatArray:
    """Average the picture over a neighbourhood, leaving out what looks like ink so far."""
    ink = _looks_like_ink(_strength(grey, background, bright_ink), bright_ink)
    margin = max(1, max(grey.shape) // 150)
    paper = ~ndimage.binary_dilation(ink, iterations=margin)
    sigma = max(grey.shape) / 24
    share = blur(paper.astype(np.float64), sigma)
    local = blur(np.where(paper, grey, 0.0), sigma)
    known = share > 0.02
    return np.where(known, local / np.where(known, share, 1.0), background)


def _without_shadow_edges(
    strength: FloatArray, grey: FloatArray, background: FloatArray
) -> FloatArray:
    """Take out the ridges that an average of the background leaves beside a shadow's sharp edge.

    A morphological closing is a background with sharp edges: it fills what is dark and narrower
    than its window. Where it finds an edge, there is no more ink than stands out from it.
    """
    calm = ndimage.gaussian_filter(grey, max(0.7, max(grey.shape) / 600), mode="nearest")
    window = max(grey.shape) // _SHADOW
    closed = ndimage.maximum_filter(calm, window, mode="nearest")
    closed = ndimage.minimum_filter(closed, window, mode="nearest")
    # Blurring has made thin strokes weaker, but not by half.
    most = 2 * _strength(calm, closed, bright_ink=False)
    shaded = closed > _DARKEST_SHADOW * background
    return np.where(shaded, np.minimum(strength, most), strength)


def _looks_like_ink(strength: FloatArray, bright_ink: bool) -> Mask:
    """Return where the strength is that of ink rather than of a shadow.

    A shadow looks like weak dark ink, never like bright ink; but bright ink in a shadow is weak.
    """
    strongest = float(np.percentile(strength, 99.8))
    marked = strength[strength > max(0.08, 0.15 * strongest)]
    if bright_ink or marked.size < 2:
        return strength > max(0.12, 0.25 * strongest)
    return strength > max(0.12, min(otsu(marked), 0.6 * strongest))


def _strength(grey: FloatArray, background: FloatArray, bright_ink: bool) -> FloatArray:
    if bright_ink:
        return (grey - background) / np.maximum(1 - background, _LEAST_ROOM)
    return (background - grey) / np.maximum(background, _DARKEST_PAPER)
