"""How a value becomes a colour, a width or an opacity: each mapping once, for pictures and legends.

Every function takes arrays of any shape and returns straight (not premultiplied) RGBA in [0, 1]
with a last axis of 4, or widths in pixels of a 1080-pixel-high frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from scenes.look.theme import Theme

__all__ = [
    "activation_limit",
    "activation_limits",
    "activation_rgba",
    "clearest",
    "connection_limit",
    "connection_rgba",
    "connection_width",
    "ink_inside",
    "ink_upon",
    "mixed",
    "needs_scale",
    "photograph_rgba",
    "plain_rgba",
    "rgb",
    "rgba",
    "sign_colour",
    "symmetric_limit",
    "texture",
    "tinted_rgba",
    "weight_rgba",
]

_CLIP_PERCENTILE = 99.5
"""Connections beyond this percentile of their sizes are drawn as strong as can be."""

_MOST_IN_FULL = 64
"""So many connections at the most: of a million, half a percent would be a sheet."""

_WIDEST, _THINNEST = 2.6, 0.5

_FAINTEST = 1 / 6
"""Opacity of the strongest connection among however many: it stands out of the rest."""
_STEEPNESS = 0.75
"""By which the opacity of squares rises: a product of a fifth of the largest is still seen."""
_PLAIN, _PLAIN_OF_FEW = 0.3, 0.5
"""Opacity of a connection that shows no weight: of one among many, and of one of a few."""
_STEEPNESSES = np.arange(1.0, 16.5, 0.5)


def rgb(colour: str) -> NDArray[np.float64]:
    """Return ``#rrggbb`` as three numbers in [0, 1]."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def rgba(colour: str, opacity: float = 1.0) -> NDArray[np.float64]:
    """Return ``#rrggbb`` as straight RGBA, four numbers in [0, 1]."""
    return np.append(rgb(colour), opacity)


def activation_rgba(theme: Theme, values: ArrayLike, limit: float = 1.0) -> NDArray[np.float64]:
    """Map activations to opaque colours: zero is the theme's "off", `limit` is its "on".

    Below zero they run linearly from "off" to the colour of what is negative, full at `-limit`:
    equal sizes are equally strong marks.
    """
    level = np.clip(np.asarray(values, dtype=np.float64) / limit, -1.0, 1.0)[..., None]
    off = rgb(theme.activation_off)
    full = np.where(level < 0, rgb(theme.negative), rgb(theme.activation_on))
    return np.concatenate([off + (full - off) * np.abs(level), np.ones_like(level)], axis=-1)


def tinted_rgba(colour: str, values: ArrayLike) -> NDArray[np.float64]:
    """Map brightness in [0, 1] to the opacity of a colour: over "off" it runs from there to it."""
    opacity = np.clip(np.asarray(values, dtype=np.float64), 0.0, 1.0)
    return np.concatenate(
        [np.broadcast_to(rgb(colour), (*opacity.shape, 3)), opacity[..., None]], -1
    )


def activation_limit(values: ArrayLike) -> float:
    """Return the size at which an activation is drawn in full: 1, or the largest if that is more.

    NaN stands for no activation.
    """
    return max(1.0, float(np.nanmax(np.abs(np.asarray(values, dtype=np.float64)))))


def activation_limits(activations: Sequence[NDArray[np.float64]]) -> list[float]:
    """Return the size at which an activation is drawn in full, for each layer.

    The hidden layers share one, so that they can be compared and one legend is enough.
    """
    inputs, *hidden, outputs = activations
    shared = activation_limit(np.concatenate(hidden)) if hidden else 1.0
    return [activation_limit(inputs), *[shared] * len(hidden), activation_limit(outputs)]


def needs_scale(values: ArrayLike) -> bool:
    """Tell whether a viewer needs a legend for activations: some are outside of [0, 1]."""
    activations = np.asarray(values, dtype=np.float64)
    return bool(np.nanmin(activations) < 0 or np.nanmax(activations) > 1)


def mixed(
    first: NDArray[np.float64], last: NDArray[np.float64], share: ArrayLike
) -> NDArray[np.float64]:
    """Return colours ``(..., 4)`` at a share, or ``(...)`` of them, of the way between two.

    Each hue counts by its opacity: what turns to nothing, or out of it, keeps its own.
    """
    on = np.broadcast_to(np.asarray(share, dtype=np.float64), first.shape[:-1])[..., None]
    before, after = first[..., 3:] * (1 - on), last[..., 3:] * on
    seen = before + after
    hue = np.divide(after, seen, out=on.copy(), where=seen > 0)
    shares = np.concatenate([hue, hue, hue, on], axis=-1)
    between: NDArray[np.float64] = first + (last - first) * shares
    return between


def photograph_rgba(values: ArrayLike) -> NDArray[np.float64]:
    """Map brightness in [0, 1], grey ``(h, w)`` or colours ``(h, w, 3)``, to itself, opaque."""
    brightness = np.clip(np.asarray(values, dtype=np.float64), 0.0, 1.0)
    colours = brightness if brightness.ndim == 3 else np.dstack([brightness] * 3)
    return np.concatenate([colours, np.ones_like(colours[..., :1])], axis=-1)


def ink_upon(theme: Theme, fill: ArrayLike) -> str:
    """Return the theme's text or background colour: which of them is read better upon a fill.

    Parameters
    ----------
    theme
        Whose background shines through.
    fill
        ``(4,)`` straight RGBA in [0, 1].
    """
    red, green, blue, opacity = np.asarray(fill, dtype=np.float64)
    under = rgb(theme.background)
    beneath = under + (np.array([red, green, blue]) - under) * opacity
    return clearest((theme.text, theme.background), beneath)


def ink_inside(fill: NDArray[np.float64]) -> str:
    """Return black or white for what is written inside a fill: at least 4.58:1 upon any colour.

    Parameters
    ----------
    fill
        ``(3,)`` or ``(4,)`` in [0, 1], opaque.
    """
    return clearest(("#000000", "#FFFFFF"), fill[:3])


def clearest(inks: Iterable[str], under: NDArray[np.float64]) -> str:
    """Return which ink, ``#rrggbb``, has most contrast to an opaque colour ``(3,)``."""
    return max(inks, key=lambda ink: abs(_tone(rgb(ink)) - _tone(under)))


def _tone(colour: NDArray[np.float64]) -> float:
    """Return a logarithm; the difference of two is the contrast as WCAG 2 measures it."""
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(np.log(linear @ (0.2126, 0.7152, 0.0722) + 0.05))


def sign_colour(theme: Theme, value: float, decimals: int = 2) -> str:
    """Return the colour of a number's sign, or that of text if the number rounds to zero."""
    rounded = round(value, decimals)
    if rounded == 0:
        return theme.text
    return theme.positive if rounded > 0 else theme.negative


def symmetric_limit(weights: ArrayLike) -> float:
    """Return the size at which the colour of a weight or a product is full: the largest there is.

    A scale that ended before would contradict the numbers that stand beside it.
    """
    return float(np.abs(np.asarray(weights, dtype=np.float64)).max(initial=0.0)) or 1.0


def weight_rgba(
    theme: Theme, weights: ArrayLike, limit: float, steepness: float = _STEEPNESS
) -> NDArray[np.float64]:
    """Map weights to the colour of their sign, the more opaque the larger: zero is the background.

    Opacity is the share of the limit, to the power of `steepness`: below 1 small weights are seen
    better. Legends are drawn with the same.
    """
    values = np.asarray(weights, dtype=np.float64)
    colour = np.where(values[..., None] < 0, rgb(theme.negative), rgb(theme.positive))
    opacity = np.clip(np.abs(values) / limit, 0.0, 1.0) ** steepness
    return np.concatenate([colour, opacity[..., None]], axis=-1)


def connection_limit(weights: ArrayLike) -> float:
    """Return the size at which a connection is drawn in full: see `_MOST_IN_FULL`."""
    sizes = np.abs(np.asarray(weights, dtype=np.float64))
    percentile = max(_CLIP_PERCENTILE, 100 * (1 - _MOST_IN_FULL / max(sizes.size, 1)))
    return _limit(sizes, percentile)


def connection_rgba(
    theme: Theme, weights: ArrayLike, limit: float, strength: float = 1.0, steepness: float = 1.0
) -> NDArray[np.float64]:
    """Map weights to the colour of a connection; see `texture` for strength and steepness."""
    rgba = weight_rgba(theme, weights, limit, steepness)
    rgba[..., 3] *= strength
    return rgba


def texture(shares: ArrayLike, areas: ArrayLike, most: float) -> tuple[float, float]:
    """Return how much fainter connections must be for thousands of them to read as texture.

    First all are made fainter alike, so far that a strong one is still seen; if that is not
    enough, opacity falls more steeply with size, so that the strong ones stand out of the rest.

    Parameters
    ----------
    shares
        ``(N,)`` sizes of the weights as a share of the limit, in [0, 1].
    areas
        ``(N,)`` what each connection covers, as a share of the area between the layers.
    most
        How much of that area all of them may cover, opacity counted in.

    Returns
    -------
    strength
        Opacity of the strongest, in [`_FAINTEST`, 1].
    steepness
        The power of the size by which opacity falls; 1 is linear.
    """
    sizes, covered = np.asarray(shares, dtype=np.float64), np.asarray(areas, dtype=np.float64)
    strength = float(np.clip(most / max(float(sizes @ covered), 1e-9), _FAINTEST, 1.0))
    for steepness in _STEEPNESSES:
        if strength * float(sizes**steepness @ covered) <= most * 1.001:
            break
    return strength, float(steepness)


def plain_rgba(theme: Theme, *, few: bool = False) -> NDArray[np.float64]:
    """Return the colour ``(4,)`` of a connection whose weight is not talked about.

    Parameters
    ----------
    few
        Whether there are so few that each can be pointed at.
    """
    return rgba(theme.text, _PLAIN_OF_FEW if few else _PLAIN)


def connection_width(weights: ArrayLike, limit: float) -> NDArray[np.float64]:
    """Map the size of weights to the width of their connections, in pixels at 1080p."""
    size = np.clip(np.abs(np.asarray(weights, dtype=np.float64)) / limit, 0.0, 1.0)
    return _THINNEST + (_WIDEST - _THINNEST) * size


def _limit(sizes: NDArray[np.float64], percentile: float) -> float:
    if sizes.size * (100 - percentile) < 100:
        return float(sizes.max()) or 1.0
    return float(np.percentile(sizes, percentile)) or float(sizes.max()) or 1.0
