"""What is known of the picture on the screen: where its numbers were read, what breaks a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scenes.clip import Clip

__all__ = ["facts_of"]


def facts_of(clip: Clip, pixels: NDArray[np.uint8], *, at_rest: bool) -> dict[str, Any]:
    """Return numbers and findings."""
    return {"numbers": [], "findings": []}
