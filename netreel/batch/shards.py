"""A part of the jobs, for one of several machines that know nothing of each other."""

from __future__ import annotations

import heapq
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from netreel.costs import usual_cost
from netreel.errors import MistakeError
from netreel.jobs import wish_of
from netreel.rendering import Rendering

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Shard", "shard_of"]

R = TypeVar("R", bound=Rendering)

ARRAYS = (
    ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", "", ""),
    (
        "SLURM_ARRAY_TASK_ID",
        "SLURM_ARRAY_TASK_COUNT",
        "SLURM_ARRAY_TASK_MIN",
        "SLURM_ARRAY_TASK_STEP",
    ),
)
"""Where schedulers tell a task its number, how many there are, the first number, and the steps."""


@dataclass(frozen=True)
class Shard:
    """Part `number`, counted from 1, of `count`."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read ``3/10``.

        Raises
        ------
        MistakeError
            It is not of that kind.
        """
        match = re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", text)
        if not match or not 1 <= int(match[1]) <= int(match[2]):
            raise MistakeError(
                f"--shard takes a part and how many there are, such as 3/10, not {text!r}"
            )
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.number}-of-{self.count}"

    def choose(self, renderings: Iterable[R]) -> list[R]:
        """Return those of the renderings that are in this part.

        Every rendering is in one of the parts, those that are alike in the same one, and a part
        costs about as much as another. Which that is depends on the jobs alone: not on the machine,
        nor on what has been measured, so that any part may be done anywhere, and again.
        """
        wishes = [(wish_of(rendering.job), rendering) for rendering in renderings]
        costs = {wish: usual_cost(rendering.job) for wish, rendering in wishes}
        parts = [(0.0, number) for number in range(1, self.count + 1)]
        chosen = set()
        for wish in sorted(costs, key=lambda wish: (-costs[wish], wish)):
            load, number = parts[0]
            heapq.heapreplace(parts, (load + costs[wish], number))
            if number == self.number:
                chosen.add(wish)
        return [rendering for wish, rendering in wishes if wish in chosen]


def shard_of(text: str | None, environment: Mapping[str, str] = os.environ) -> Shard | None:
    """Return the part that was asked for, else that of a task in an array of AWS Batch or Slurm.

    Raises
    ------
    MistakeError
        There is no such part.
    """
    if text is not None:
        return Shard.parse(text)
    for index, size, first, steps in ARRAYS:
        if index in environment and size in environment:
            said = [environment[index], environment[size]]
            said += [environment.get(first, "0"), environment.get(steps, "1")]
            if not all(value.isdecimal() for value in said):
                raise MistakeError(f"{index} and {size} must be numbers, not {said[0]}, {said[1]}")
            number, count, start, step = map(int, said)
            return Shard.parse(f"{(number - start) // max(step, 1) + 1}/{count}")
    return None
