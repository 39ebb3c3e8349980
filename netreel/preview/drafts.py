"""Drafts: films that somebody is sent to draw, and how far they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from netreel.preview.errand import Errand

__all__ = ["film_of"]


async def film_of(errand: Errand, told: Callable[[float], None]) -> Path | None:
    """Return the film that is drawn, and tell meanwhile the share that there is.

    None where who draws has died, or says that it cannot be drawn.
    """
    expected = 1
    try:
        async for message in errand.messages():
            match message:
                case {"expected": expected}:
                    pass
                case {"frames": frames}:
                    told(min(frames / max(expected, 1), 0.99))
                case {"answer": path}:
                    return Path(path)
    finally:
        errand.kill()
    return None
