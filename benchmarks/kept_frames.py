"""The frames of a clip, kept in a folder so that encoders can be given the very same ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]

__all__ = ["KeptFrames", "keep_frames", "kept_frames", "send_frames"]


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
    """Return what `keep_frames` has kept in a folder."""
    height, width, *repeats = json.loads((folder / "frames.json").read_text())
    return KeptFrames(folder, height, width, tuple(repeats))


def keep_frames(clip: Any, folder: Path, wanted: range | None = None) -> None:
    """Have a clip's frames, or those in a range of numbers, written to a file, not a video."""
    file = (folder / "frames.rgba").open("wb")
    shape: list[int] = []
    repeats: list[int] = []
    number = 0

    def write(frame: Frame, repeat: int) -> None:
        nonlocal number
        shown = repeat if wanted is None else _overlap(range(number, number + repeat), wanted)
        number += repeat
        if shown:
            shape[:] = frame.shape[:2]
            repeats.append(shown)
            file.write(frame.tobytes())

    def finish() -> None:
        file.close()
        (folder / "frames.json").write_text(json.dumps([*shape, *repeats]))

    send_frames(clip, write, finish)


def send_frames(clip: Any, write: Callable[[Frame, int], None], finish: Callable[[], None]) -> None:
    """Have a clip's frames given to `write`, each with its repeats, instead of an encoder."""
    writer = clip.renderer.file_writer
    writer.write_frame = lambda frame, *, repeat=1: write(frame, repeat)
    writer.begin_animation = lambda *_args, **_kwargs: None
    writer.end_animation = lambda *_args, **_kwargs: None
    writer.finish = finish


def _overlap(first: range, second: range) -> int:
    return max(0, min(first.stop, second.stop) - max(first.start, second.start))
