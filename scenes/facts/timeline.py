"""What a clip says of itself: its parts in time, counted in frames, and code that it has run."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Beat", "Caption", "Code"]


@dataclass(frozen=True)
class Beat:
    """A named part of a clip, one idea long; `start` and `frames` count frames."""

    name: str
    title: str
    start: int
    frames: int
    question: bool = False

    @property
    def last(self) -> int:
        """Number of the beat's last frame."""
        return self.start + max(self.frames, 1) - 1


@dataclass(frozen=True)
class Caption:
    """A sentence and when it is read; `start` and `frames` count frames."""

    text: str
    start: int
    frames: int


@dataclass(frozen=True)
class Code:
    """Lines that were run, and what they printed; "" where there are none."""

    lines: str = ""
    printed: str = ""
