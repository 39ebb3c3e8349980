"""How large a picture may be, and how large it is worked on."""

MAX_PIXELS = 50_000_000

# A digit that fills a twentieth of a photo this wide still has strokes several pixels wide.
_WORKING_SIDE = 720


def shrink_factor(longest_side: int) -> int:
    """Return the whole number by which a picture is shrunk, to about 720 pixels a side."""
    return max(1, round(longest_side / _WORKING_SIDE))
