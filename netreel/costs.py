"""What a clip is likely to cost in CPU seconds: as measured here before, else as usual."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netreel.jobs import fade_frames, params_of, rate_of
from netreel.store import cache_folder
from scenes.catalogue import find
from scenes.engine.settings import QUALITIES, pixel_size, steps_a_frame

if TYPE_CHECKING:
    from netreel.jobs import RenderJob

__all__ = ["Costs", "frames_of", "megapixels", "usual_cost"]

_START = 0.1
"""CPU seconds of a clip that has no frames: it is forked, its network is read."""
_STEP = 0.001
"""CPU seconds of moving everything on by a step."""
_MEGAPIXEL = 0.012
"""CPU seconds of drawing and encoding so much of a picture: benchmarks/batch.py measures it."""
_NEW = 0.3
"""The weight of what has just been measured; what was known before keeps the rest."""


def frames_of(job: RenderJob) -> int:
    """Return the number of frames that the catalogue leads one to expect."""
    _, closing = fade_frames(job)
    return max(find(job.clip).lasts(job.params) * rate_of(job), 1) + closing


def megapixels(job: RenderJob) -> float:
    """Return how much a frame of a job has, in millions of pixels."""
    width, height = pixel_size(params_of(job).aspect, QUALITIES[job.quality][0])
    return width * height / 1e6


def usual_cost(job: RenderJob) -> float:
    """Return the CPU seconds of a job, the same on all machines and at all times."""
    steps = steps_a_frame(rate_of(job))
    return _START + frames_of(job) * (_STEP * steps + _MEGAPIXEL * megapixels(job))


class Costs:
    """How much more or less than usual each clip took on this machine."""

    def __init__(self, factors: dict[str, float], path: Path) -> None:
        self._factors = factors
        self._path = path

    @classmethod
    def read(cls) -> Costs:
        """Read what is known; what cannot be read was never known."""
        path = cache_folder() / "costs.json"
        try:
            known = json.loads(path.read_bytes())
            factors = {str(clip): float(factor) for clip, factor in known.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            factors = {}
        return cls(factors, path)

    def expected(self, job: RenderJob) -> float:
        """Return the CPU seconds that a job is likely to take."""
        return usual_cost(job) * self._factors.get(job.clip, 1.0)

    def note(self, job: RenderJob, cpu: float) -> None:
        """Learn from a job that took so many CPU seconds; 0 stands for unknown."""
        if cpu > 0:
            factor = cpu / usual_cost(job)
            known = self._factors.get(job.clip, factor)
            self._factors[job.clip] = known + _NEW * (factor - known)

    def write(self) -> None:
        """Keep what was learnt, if that can be: it is only there to choose an order."""
        part = self._path.with_name(f"{self._path.name}-{os.getpid()}")
        with suppress(OSError):
            part.write_text(json.dumps(self._factors, indent=1), encoding="utf-8")
            part.replace(self._path)
