"""What a file's own metadata says of its network's pixels: pixels, mean, std and inverted.

``pixels`` is low and high, as "0,16" or [0, 16], or the whole scale as our records have it:
"0 to 1, mean 0.13, std 0.31, inverted".
"""

from collections.abc import Mapping
from typing import Any

from netcore.errors import FormatError, InputError
from netcore.formats._text import words
from netcore.pixels import PIXELS, PixelScale

NAMES = ("pixels", "mean", "std", "inverted")


def pixel_facts(found: Mapping[str, Any]) -> dict[str, str]:
    """Return the fact of a network's record that says what metadata says of pixels, if anything.

    Raises
    ------
    FormatError
        If that is no scale of pixels.
    """
    if not any(found.get(name) not in (None, "") for name in NAMES):
        return {}
    try:
        return {PIXELS: str(_scale(found))}
    except InputError as error:
        raise FormatError(str(error)) from error


def _scale(found: Mapping[str, Any]) -> PixelScale:
    pixels = found.get("pixels")
    if isinstance(pixels, str) and " to " in pixels:
        return PixelScale.of(pixels)
    ends = [0.0, 1.0] if pixels is None else _numbers(pixels, "pixels")
    mean, std = (
        _numbers(found.get(name, usual), name) for name, usual in (("mean", 0), ("std", 1))
    )
    if (len(ends), len(mean), len(std)) != (2, 1, 1):
        raise FormatError("expected two numbers as pixels, and one as mean and std")
    is_inverted = str(found.get("inverted", "no")).strip().casefold() in ("1", "true", "yes")
    return PixelScale(ends[0], ends[1], mean[0], std[0], is_inverted)


def _numbers(value: Any, what: str) -> list[float]:
    if isinstance(value, str):
        value = words(value, what)
    try:
        return [float(number) for number in (value if isinstance(value, list) else [value])]
    except (TypeError, ValueError, OverflowError) as error:
        raise FormatError(f"{what}: expected numbers, got {str(value)[:60]!r}") from error
