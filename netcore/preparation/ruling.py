"""Take printed lines, the ruling of lined or squared paper, out of a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from netcore.preparation.coarse import block_mean, factor_to

FloatArray = NDArray[np.float64]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]

# How far paper may be turned in a photo, in degrees, and how finely that is looked for.
_MOST_TURNED = 20.0
_COARSE_STEP = 0.5
_FINE_STEP = 0.1
_SEARCH_SIDE = 256
# Below this many pixels a side there is no room for both a ruling and a digit.
SMALLEST_RULED = 100
# A line is there in every such part of a row but one; strokes leave more of them empty.
_PARTS = 8
# Printed lines are weaker than ink by this factor, unless there are several as strong.
_WEAKER = 0.6
# A printed line is no wider than this share of the picture.
_THICKEST = 0.012
_SEVERAL = 3
# A single line as strong as ink is printed if there is this much other ink, as a share of its own.
_LEAST_BESIDE = 0.2


def remove_ruling(strength: FloatArray, noise: float) -> FloatArray:
    """Subtract lines that run through the whole picture, level or upright, from the ink.

    A line is taken off with the strength it has along most of its length, so ink that crosses
    it keeps what it has beyond that.

    Parameters
    ----------
    strength
        Signed strength of the ink, shape (height, width).
    noise
        Standard deviation of the background's strength.

    Returns
    -------
    array of shape (height, width)
    """
    if min(strength.shape) < SMALLEST_RULED:
        return strength
    across = _without_level_lines(strength, noise)
    return _without_level_lines(across.T, noise).T


def _without_level_lines(strength: FloatArray, noise: float) -> FloatArray:
    slope = _slope_of_lines(strength, noise)
    if slope is None:
        return strength
    height, width = strength.shape
    rows = _row_numbers(np.arange(height)[:, None], np.arange(width), slope)
    profile = _line_profile(strength, rows)
    ink = float(np.percentile(strength, 99.8))
    lines, strong = _lines(profile, max(0.02, 0.7 * noise), ink)
    if strong.any() and not _is_only_ink(strength > 0.5 * ink, strong[rows]):
        lines += np.where(strong, profile, 0.0)
    return np.asarray(strength - lines[rows])


def _lines(profile: FloatArray, least: float, ink: float) -> tuple[FloatArray, Mask]:
    """Return the profile where it shows printed lines, 0 elsewhere; and where one may be a stroke.

    That is where a line or two are as strong as ink.
    """
    labels, count = ndimage.label(profile > least)
    thickness = np.bincount(labels)
    strongest = ndimage.maximum(profile, labels, np.arange(count + 1))
    thin = thickness <= max(5, _THICKEST * len(profile))
    strong = strongest > _WEAKER * ink
    strong[0] = thin[0] = False
    if np.count_nonzero(thin & strong) >= _SEVERAL:
        strong[:] = False
    lines = np.where((thin & ~strong)[labels], profile, 0.0)
    return lines, np.asarray((thin & strong)[labels])


def _is_only_ink(ink: Mask, line: Mask) -> bool:
    """Say whether hardly any ink lies off a line: it is the stroke of a 1, not a margin's line."""
    return bool(np.count_nonzero(ink & ~line) < _LEAST_BESIDE * np.count_nonzero(ink & line))


def _slope_of_lines(strength: FloatArray, noise: float) -> float | None:
    """Return the slope, rows a column, at which rows differ most, or None if there is no ink."""
    factor = factor_to(strength, _SEARCH_SIDE)
    # Ink far darker than a line must not outweigh it.
    ink = np.clip(block_mean(strength, factor), 0, max(0.1, 3 * noise))
    ink[ink < noise] = 0
    if not ink.any():
        return None
    turns = np.arange(-_MOST_TURNED, _MOST_TURNED + _COARSE_STEP / 2, _COARSE_STEP)
    best = _sharpest(ink, turns)
    fine = np.arange(best - _COARSE_STEP, best + _COARSE_STEP + _FINE_STEP / 2, _FINE_STEP)
    return float(np.tan(np.radians(_sharpest(ink, fine))))


def _sharpest(ink: FloatArray, turns: FloatArray) -> float:
    rows, columns = np.nonzero(ink)
    there, slopes = ink[rows, columns], np.tan(np.radians(turns))
    contrasts = [_contrast(there, _row_numbers(rows, columns, float(tilt))) for tilt in slopes]
    return float(turns[np.argmax(contrasts)])


def _contrast(ink: FloatArray, rows: Places) -> float:
    """Return how much neighbouring rows differ in ink, given what ink there is and in which row."""
    totals = np.bincount(rows, weights=ink)
    # A row without ink is on either side.
    return float((np.diff(totals, prepend=0.0, append=0.0) ** 2).sum())


def _row_numbers(rows: Places, columns: Places, slope: float) -> Places:
    """Return for each pixel the number of the tilted row it lies in, from 0."""
    tilted = rows - np.rint(slope * columns).astype(np.intp)
    return np.asarray(tilted - tilted.min())


def _line_profile(strength: FloatArray, rows: Places) -> FloatArray:
    """Return for each tilted row the strength that it has nearly everywhere along its length."""
    width = strength.shape[1]
    # Sheared so that tilted rows are rows; what lies outside the picture is not a number.
    level = np.full((int(rows.max()) + 1, width), np.nan)
    level[rows, np.arange(width)] = strength
    parts = np.array_split(level, _PARTS, axis=1)
    medians = np.stack([np.sort(part, axis=1)[:, part.shape[1] // 2] for part in parts])
    outside = np.isnan(medians)
    profile = np.sort(np.where(outside, np.inf, medians), axis=0)[1]
    profile[outside.sum(axis=0) > _PARTS // 2] = 0.0
    return np.asarray(profile)
