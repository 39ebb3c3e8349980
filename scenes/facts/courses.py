"""What was measured while deep networks learned, as numbers for the screen; no Manim in here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

import netcore

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from netcore import Course, Trace

    Floats = NDArray[np.float64]

__all__ = ["Measured", "What", "course", "guessing", "way_to"]

What = Literal["gradient", "shrinkage", "accuracy", "hidden", "width", "steps"]


@cache
def _courses() -> dict[str, Course]:
    return netcore.depth_courses()


def course(run: str) -> Course:
    """Return what was measured in one of the runs of `netcore.depth.RUNS`."""
    return _courses()[run]


def way_to(run: str, step: float) -> Floats:
    """Return steps and losses up to a step, the last one between two if need be, ``(N, 2)``."""
    found = course(run)
    steps = (np.arange(len(found.losses)) + 1.0) * found.steps_a_loss
    last = max(step, steps[0] + 1e-3)
    until = np.append(steps[steps < last], last)
    return np.column_stack([until, np.interp(until, steps, found.losses)])


@dataclass(frozen=True)
class Measured:
    """A number of one of the runs of `netcore.depth.RUNS`: of its record, or measured.

    Attributes
    ----------
    run
        Its name.
    what
        "gradient" of layer `index`, "shrinkage": how many times smaller that of the first layer is
        than that of the last, "accuracy" in percent; the others are how many hidden layers there
        are, neurons in each, and steps.
    index
        Of a layer from 1 on.
    """

    run: str
    what: What
    index: int = 0

    def of(self, _trace: Trace) -> float:
        """Return the number."""
        return float(_VALUES[self.what](course(self.run), self.index))


_VALUES: dict[What, Callable[[Course, int], float]] = {
    "gradient": lambda course, layer: course.gradients[layer - 1],
    "shrinkage": lambda course, _: course.gradients[-1] / course.gradients[0],
    "accuracy": lambda course, _: 100 * course.accuracy,
    "hidden": lambda course, _: len(course.run.sizes) - 2,
    "width": lambda course, _: course.run.sizes[1],
    "steps": lambda course, _: course.run.steps,
}


def guessing(run: str) -> float:
    """Return the loss of a network that thinks all answers equally likely."""
    return math.log(course(run).run.sizes[-1])
