"""What drawing a clip takes, from its first beat on: starting Python is not counted."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Clock", "Times", "print_times", "times_from"]


@dataclass(frozen=True)
class Times:
    """CPU seconds: of the whole, and between one frame that was drawn and the next.

    `frames` counts how long the clip is, held frames included.
    """

    cpu: float
    frames: int
    steps: tuple[float, ...]

    @property
    def frame(self) -> float:
        """CPU seconds of a frame of the clip."""
        return self.cpu / self.frames

    @property
    def usual_step(self) -> float:
        """CPU seconds of a frame when everything that is kept has been drawn: the median."""
        return median(self.steps)


class Clock:
    """Reads the process's CPU seconds when a clip begins, and after each frame."""

    def __init__(self, clip: Any, film: Any) -> None:
        self.frames = 0
        self.readings: list[float] = []
        construct, write = clip.construct, film.write

        def construct_timed() -> None:
            self.readings.append(time.process_time())
            construct()

        def write_timed(frame: NDArray[Any], repeat: int = 1) -> None:
            write(frame, repeat)
            self.frames += repeat
            self.readings.append(time.process_time())

        clip.construct, film.write = construct_timed, write_timed


def print_times(clock: Clock) -> None:
    """Print what it took until now, as JSON."""
    first, *later = clock.readings
    steps = tuple(after - before for before, after in zip(clock.readings, later, strict=False))
    times = Times(time.process_time() - first, clock.frames, steps)
    sys.stdout.write(json.dumps(asdict(times)))


def times_from(printed: str) -> Times:
    """Return what a process has printed last."""
    found = json.loads(printed.splitlines()[-1])
    return Times(found["cpu"], found["frames"], tuple(found["steps"]))
