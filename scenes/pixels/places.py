"""Where the parts of PixelsToNeurons go, by the shape of the frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes.look.stage import Region, Stage

__all__ = ["Places"]


@dataclass(frozen=True)
class Places:
    """Where things go: image, values beside it, the image beside its column, and so on."""

    image: Region
    values: Region
    small_image: Region
    column: Region
    magnifier: Region
    name: Region

    @classmethod
    def on(cls, stage: Stage, *, magnified: bool) -> Places:
        """Return the places for the shape of the frame."""
        picture = stage.picture
        if stage.wide:
            image, right = picture.columns(5.4, 5.5)
            values, small = right, image
            right, name = right.columns(*((2, 1) if magnified else (1, 1)))
        else:
            image, values = picture.rows(5, 3)
            left, right = picture.columns(*((2.3, 3) if magnified else (3, 1.6)))
            small, name = left.rows(3, 2 if stage.aspect == "9:16" else 1)
        column, magnifier = right.columns(1, 1) if magnified else (right, right)
        return cls(image, values, small, column, magnifier, name)
