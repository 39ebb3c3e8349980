"""Find the strokes: tell ink from paper, and a digit's strokes from the edges of shadows."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from netcore.errors import InputError
from netcore.preparation.coarse import block_mean, blur
from netcore.preparation.pieces import NEIGHBOURS, keep_digit
from netcore.preparation.placing import box_of
from netcore.preparation.threshold import noise_of, otsu

FloatArray = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Weaker than this is no ink, however clean the paper.
_FAINTEST = 0.08
# Where the background differs by more than this, there are patterns or things in the picture.
_RESTLESS = 0.1
# The digit is at least this share of what looks like ink: a table's edge may be the rest.
_LEAST_OF_ALL = 0.05
# More of the picture than this is not writing.
_MOST_INK = 0.5
# A digit cut to its very box reaches across this share of it both ways, is this share of the ink,
# and at most this share of the picture; what varies by this share of its strength is clean paper.
_CUT, _ONE_PIECE, _MOST_OF_A_BOX, _CLEAN = 0.9, 0.95, 0.55, 0.15
_COVERED = "{:.0%} of the picture is ink: expected one digit with paper around it"
# Darker than this share of the brightest paper is ink, not a shadow.
_DARK = 0.3
_MOST_DARK = 0.55
# Beside the strokes, no more than this share may be sooner as dark as they are than as light as the
# paper near by: beside the edge of a dark area, half is.
_MOST_DARK_BESIDE = 0.2
_AS_DARK = 0.4
# What is taken for the digit beside such an edge is in no doubt.
_SURELY_BESIDE = 0.05
# Of so many pieces, the largest, those that are such edges are left out and the rest tried again.
_MOST_EDGES = 8


def check_not_covered(grey: FloatArray, bright_ink: bool) -> None:
    """Refuse a picture that is mostly as dark as ink, which would pass for a dark background.

    Raises
    ------
    InputError
        If more than half of it is.
    """
    dark = float((grey < _DARK * np.percentile(grey, 95)).mean())
    if not bright_ink and dark > _MOST_DARK:
        raise InputError(_COVERED.format(dark))


def smooth(strength: FloatArray) -> FloatArray:
    """Blur away the grain of paper and camera, which is finer than any stroke."""
    sigma = max(strength.shape) / 500
    if sigma < 0.4:
        return strength
    return np.asarray(ndimage.gaussian_filter(strength, min(sigma, 1.5), mode="nearest"))


def find_ink(strength: FloatArray) -> tuple[Mask, float]:
    """Return where there is ink, and how strong ink is.

    A pixel is ink if it is stronger than a low threshold and joined to one above a high one
    (Otsu's, among all that is stronger than the background's noise).

    Raises
    ------
    InputError
        If there is no ink, or almost nothing else.
    """
    noise = noise_of(strength)
    candidates = strength[strength > max(4 * noise, _FAINTEST)]
    if candidates.size < 2:
        full = _ink_of_a_full_picture(strength) if noise > _RESTLESS else None
        if full is not None:
            return full
        found = "is blank" if noise < _RESTLESS else "is light and dark all over"
        raise InputError(
            f"the picture {found}: found no ink, expected one digit that stands out from its paper"
        )
    high = otsu(candidates)
    level = float(np.median(candidates[candidates >= high]))
    low = max(3.5 * noise, 0.35 * level)
    ink = _joined(strength > min(low, high), strength >= high)
    share = float(ink.mean())
    if share > _MOST_INK:
        raise InputError(_COVERED.format(share))
    return ink, level


def _ink_of_a_full_picture(strength: FloatArray) -> tuple[Mask, float] | None:
    """Return the ink of a digit that is cut to its very box, and how strong it is, or None.

    It is so much that it would pass for noise. But it is one piece, and what is left is clean.
    """
    ink = strength > otsu(strength.ravel())
    labels, count = ndimage.label(ink, structure=NEIGHBOURS)
    if not 0 < ink.mean() < _MOST_OF_A_BOX:
        return None
    main = 1 + int(np.argmax(np.bincount(labels.ravel(), minlength=count + 1)[1:]))
    digit, level = labels == main, float(np.median(strength[ink]))
    sides = [edge.stop - edge.start for edge in box_of(digit)]
    is_cut = all(side > _CUT * whole for side, whole in zip(sides, ink.shape, strict=True))
    is_one = digit.sum() > _ONE_PIECE * ink.sum()
    is_clean = noise_of(strength[~ink][None]) < _CLEAN * level
    return (ink, level) if is_cut and is_one and is_clean else None


def _joined(weak: Mask, strong: Mask) -> Mask:
    """Return the parts of ``weak`` that hold a pixel of ``strong``."""
    labels, count = ndimage.label(weak, structure=NEIGHBOURS)
    held = np.zeros(count + 1, dtype=bool)
    held[labels[strong]] = True
    held[0] = False
    return np.asarray(held[labels])


def find_digit(ink: Mask, grey: FloatArray, bright_ink: bool) -> Mask:
    """Return the ink of the one digit; the edge of a shadow or a table beside it is left out.

    Raises
    ------
    InputError
        If there is no digit, or there are several.
    """
    try:
        digit = keep_digit(ink)
        _check_share(digit, ink)
        return _checked(digit, grey, bright_ink)
    except InputError:
        rest = _without_edges(ink, grey, bright_ink)
        with suppress(InputError):
            return _checked(keep_digit(rest), grey, bright_ink, _SURELY_BESIDE)
        # What was found in the whole picture says more.
        raise


def _check_share(digit: Mask, ink: Mask) -> None:
    """Refuse the piece of a pattern, whose ink is everywhere."""
    share = digit.sum() / ink.sum()
    if share < _LEAST_OF_ALL:
        raise InputError(
            f"found ink all over, as of a pattern, the largest piece {share:.0%} of it: expected "
            "one digit with paper around it"
        )


def _checked(
    digit: Mask, grey: FloatArray, bright_ink: bool, most: float = _MOST_DARK_BESIDE
) -> Mask:
    dark = _dark_beside(grey, digit, bright_ink)
    if dark > most:
        raise InputError(
            f"found the edge of a dark area, not a stroke ({dark:.0%} of what lies beside it is as "
            "dark): expected one digit with paper around it; cut the picture to it"
        )
    return digit


def _without_edges(ink: Mask, grey: FloatArray, bright_ink: bool) -> Mask:
    """Leave out the largest pieces of ink that are edges of dark areas."""
    labels, count = ndimage.label(ink, structure=NEIGHBOURS)
    largest = 1 + np.argsort(np.bincount(labels.ravel(), minlength=count + 1)[1:])[-_MOST_EDGES:]
    pieces = (labels == label for label in largest)
    edges = [p for p in pieces if _dark_beside(grey, p, bright_ink) > _MOST_DARK_BESIDE]
    return ink & ~np.any(edges, axis=0) if edges else ink


def _dark_beside(grey: FloatArray, digit: Mask, bright_ink: bool) -> float:
    """Return how much of what lies beside the strokes is as dark; as bright, for bright ink.

    A stroke has paper on both sides. The edge of a dark area passes for one once the light is
    evened out, but has the dark area on one side.
    """
    box = box_of(digit)
    size = max(side.stop - side.start for side in box)
    near, far = max(1.5, 0.02 * size), max(3.5, 0.05 * size)
    margin = int(far) + 1
    part = tuple(slice(max(0, side.start - margin), side.stop + margin) for side in box)
    # What is told apart here is coarser than a pixel of a large digit.
    factor = max(1, int(near / 3))
    near, far, margin = near / factor, far / factor, -(-margin // factor)
    strokes = block_mean(digit[part].astype(np.float64), factor) > 0.5
    light = block_mean(1 - grey[part] if bright_ink else grey[part], factor)
    # The middle of a blot is no paper, but it is no other area either.
    distance = ndimage.distance_transform_edt(~ndimage.binary_fill_holes(strokes))
    beside = (distance > near) & (distance <= far)
    if not beside.any():
        return 0.0
    light = blur(light, near / 2)
    paper = ndimage.maximum_filter(light, size=2 * margin + 1)
    ink = blur(np.where(strokes, light, 0.0), far)
    ink /= np.maximum(blur(strokes.astype(np.float64), far), 1e-9)
    return float((light < ink + _AS_DARK * (paper - ink))[beside].mean())
