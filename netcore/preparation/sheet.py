"""Find the sheet of paper in a photo that shows the table around it as well."""

from __future__ import annotations

from itertools import starmap

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from netcore.preparation.coarse import block_mean, factor_to
from netcore.preparation.threshold import otsu

FloatArray = NDArray[np.float64]
Mask = NDArray[np.bool_]

_SMALLEST_PHOTO = 100
_COARSE_SIDE = 160
# Shares of the picture that a sheet with a table around it may cover.
_LEAST, _MOST = 0.15, 0.9
# Paper is brighter than the table by this factor.
_BRIGHTER = 1.5
# What ink leaves of a sheet of paper is most of it; a drawing program's brush is thicker, and a
# black canvas without any ink is just a black square.
_PAPER = 0.75, 1.0
_CANVAS = 0.5, 0.995
# A rectangle fills a rectangle; an oval, the roundest digit, fills 0.79 of one.
_RECTANGULAR = 0.88
_NARROWEST = 0.4


def without_table(grey: FloatArray) -> FloatArray:
    """Return the picture with everything around a sheet of paper covered by more of that paper.

    A dark canvas on a light page counts as one. Where there is no sheet, rectangular, clear of the
    picture's border and unlike what is around it, the picture is returned as it is.

    Parameters
    ----------
    grey
        Shape (height, width), in [0, 1].
    """
    factor = factor_to(grey, _COARSE_SIDE)
    if min(grey.shape) < _SMALLEST_PHOTO:
        return grey
    coarse = block_mean(grey, factor)
    # Streaks of light on a table may touch the sheet; cutting them off may cut strokes as well.
    tries = ((coarse, _PAPER, 0), (coarse, _PAPER, 2), (1 - coarse, _CANVAS, 0))
    sheet = next((found for found in starmap(_sheet, tries) if found is not None), None)
    if sheet is None:
        return grey
    large = np.kron(sheet, np.ones((factor, factor), dtype=bool))[: grey.shape[0], : grey.shape[1]]
    nearest = ndimage.distance_transform_edt(~large, return_distances=False, return_indices=True)
    return np.asarray(grey[tuple(nearest)])


def _sheet(coarse: FloatArray, empty: tuple[float, float], streaks: int) -> Mask | None:
    """Return where the sheet is, a margin inside its edges, or None.

    Parameters
    ----------
    empty
        The least and the most of it that may be without ink, shares.
    streaks
        What is bright and at most twice so wide, in pixels, is no paper.
    """
    bright = coarse > otsu(coarse.ravel())
    if streaks:
        bright = ndimage.binary_opening(bright, iterations=streaks)
    labels, count = ndimage.label(bright)
    if count == 0:
        return None
    largest = 1 + int(np.argmax(np.bincount(labels.ravel())[1:]))
    paper = labels == largest
    sheet = np.asarray(ndimage.binary_fill_holes(paper))
    least, most = empty
    if not (least < paper.sum() / sheet.sum() <= most and _is_sheet(coarse, paper, sheet)):
        return None
    inner = np.asarray(ndimage.binary_erosion(sheet, iterations=max(2, max(coarse.shape) // 50)))
    return inner if inner.any() else None


def _is_sheet(coarse: FloatArray, paper: Mask, sheet: Mask) -> bool:
    edges = (sheet[0], sheet[-1], sheet[:, 0], sheet[:, -1])
    return bool(
        _LEAST < sheet.mean() < _MOST
        and not any(edge.any() for edge in edges)
        and np.median(coarse[paper]) > _BRIGHTER * np.median(coarse[~sheet])
        and _fills_rectangle(sheet)
    )


def _fills_rectangle(sheet: Mask) -> bool:
    """Say whether the shape fills a rectangle that is turned by at most 20 degrees."""
    points = np.argwhere(sheet).astype(np.float64)
    for turn in np.radians(np.arange(-20, 21, 2)):
        turned = points @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        sides = np.ptp(turned, axis=0) + 1
        if sides.min() > _NARROWEST * sides.max() and len(points) > _RECTANGULAR * sides.prod():
            return True
    return False
