"""The frames of a clip, kept in a folder so that encoders can be given the very same ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]

__all__ = ["FrameFilm", "KeptFilm", "KeptFrames", "kept_frames"]


@dataclass(frozen=True)
class KeptFrames:
    """Frames ``(height, width, 4)`` RGBA in a file, each once, and how often each is shown."""

    folder: Path
    height: int
    width: int
    repeats: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many frames the clip has."""
        return sum(self.repeats)

    def __iter__(self) -> Iterator[tuple[Frame, int]]:
        """Yield each frame and how often it is shown."""
        with (self.folder / "frames.rgba").open("rb") as file:
            for repeat in self.repeats:
                frame = np.empty((self.height, self.width, 4), dtype=np.uint8)
                file.readinto(frame.data)
                yield frame, repeat


def kept_frames(folder: Path) -> KeptFrames:
    """Return what a `KeptFilm` has kept in a folder."""
    height, width, *repeats = json.loads((folder / "frames.json").read_text())
    return KeptFrames(folder, height, width, tuple(repeats))


class FrameFilm:
    """Takes a clip's frames as `scenes.engine.film.Film` does, and encodes nothing."""

    in_motion = True

    def chosen(self, frames: range) -> range:
        """Return them all."""
        return frames

    def begin_beat(self) -> None:
        """Do nothing."""

    def write(self, pixels: Frame, repeat: int = 1) -> None:
        """Let a frame go."""


class KeptFilm(FrameFilm):
    """Writes frames, or those in a range of numbers, to a file in a folder, as they are."""

    def __init__(self, folder: Path, wanted: range | None = None) -> None:
        self._folder = folder
        self._wanted = wanted
        self._file = (folder / "frames.rgba").open("wb")
        self._shape: list[int] = []
        self._repeats: list[int] = []
        self._number = 0

    def write(self, pixels: Frame, repeat: int = 1) -> None:
        """Keep a frame, if it is wanted."""
        frames = range(self._number, self._number + repeat)
        shown = repeat if self._wanted is None else _overlap(frames, self._wanted)
        self._number += repeat
        if shown:
            self._shape = [*pixels.shape[:2]]
            self._repeats.append(shown)
            self._file.write(pixels.tobytes())

    def finish(self) -> None:
        """Write down what there is."""
        self._file.close()
        (self._folder / "frames.json").write_text(json.dumps([*self._shape, *self._repeats]))


def _overlap(first: range, second: range) -> int:
    return max(0, min(first.stop, second.stop) - max(first.start, second.start))
