"""How large a picture may be, and how large it is worked on."""

from __future__ import annotations

from netcore.errors import FileError, FormatError

MAX_PIXELS = 50_000_000

# A digit that fills a twentieth of a photo this wide still has strokes several pixels wide.
_WORKING_SIDE = 720


def shrink_factor(longest_side: int) -> int:
    """Return the whole number by which a picture is shrunk, to about 720 pixels a side."""
    return max(1, round(longest_side / _WORKING_SIDE))


def check_pixels(size: tuple[int, int]) -> None:
    """Refuse a width and height that are nothing, or more than can be read in time."""
    width, height = size
    if width < 1 or height < 1:
        raise FormatError(f"is {width} x {height} pixels: expected at least 1 x 1")
    if width * height > MAX_PIXELS:
        raise too_many_pixels(f"{width} x {height} = {width * height / 1e6:.0f}")


def too_many_pixels(found: str) -> FileError:
    """Return the error of a picture that has more megapixels than are read."""
    return FileError(
        f"has {found} megapixels: expected at most {MAX_PIXELS // 1_000_000}; save it smaller"
    )
