"""How a deep network learns with one activation function or another, step by step.

Plain gradient descent on plain layers: no batch normalisation, no distortions, so that what is seen
is what the function does. ``python -m netcore.depth --data DIR`` trains the networks of
`RUNS` on MNIST's training images in a folder and writes ``assets/training/depth.npz``.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from netcore._assets import asset_path
from netcore.activations import activation
from netcore.errors import NetcoreError
from netcore.examples import Examples
from netcore.formats._arrays import write_arrays
from netcore.mnist import load_mnist

__all__ = ["RUNS", "Course", "Run", "course_of", "depth_courses"]

Floats = NDArray[np.floating[Any]]
Start = Literal["plain", "wider"]

ASSET = "training/depth.npz"
_EVERY = 20
"""Losses are averaged over so many steps."""
_HELD_OUT = 5000
"""So many images are kept out of training, to count on."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one network is and how it is trained; all else is the same for every run.

    Attributes
    ----------
    hidden
        Activation function of the hidden layers; the last layer is a softmax.
    start
        Of the first weights: "plain" is the spread 1 / sqrt(n_in) of LeCun et al., "Efficient
        BackProp" (1998), "wider" four times the spread of Glorot and Bengio (AISTATS 2010), which
        they give for sigmoids.
    sizes, steps, batch_size, learning_rate, seed
        As the names say; batches are drawn anew in each step.
    """

    hidden: str = "sigmoid"
    start: Start = "plain"
    sizes: tuple[int, ...] = (784, 32, 32, 32, 32, 32, 32, 10)
    steps: int = 6000
    batch_size: int = 64
    learning_rate: float = 0.1
    seed: int = 1


RUNS = {
    "sigmoid": Run(hidden="sigmoid"),
    "relu": Run(hidden="relu"),
    "sigmoid, wider start": Run(hidden="sigmoid", start="wider"),
}
"""Six hidden layers each: what differs is the function, or for the third its first weights."""


@dataclass(frozen=True, eq=False)
class Course:
    """What was measured while a network learned.

    Attributes
    ----------
    run
        What was trained.
    losses
        ``(N,)``, categorical cross-entropy, each the mean of `steps_a_loss` steps.
    gradients
        ``(layers,)``: the mean size of the loss's slope along a weight of each layer, over the
        first batch, before any step.
    accuracy
        Of the network at the end, on examples that it was not trained on.
    """

    run: Run
    losses: Floats
    gradients: Floats
    accuracy: float
    steps_a_loss: int = _EVERY


class _Plain:
    """A network of plain layers in training."""

    def __init__(self, run: Run) -> None:
        self.run, rng = run, np.random.default_rng(run.seed)
        shapes = [(n_out, n_in) for n_in, n_out in pairwise(run.sizes)]
        self.weights = [rng.normal(0, _spread(run.start, *shape), shape) for shape in shapes]
        self.biases = [np.zeros(n_out) for n_out, _ in shapes]
        functions = [activation(run.hidden)] * (len(shapes) - 1)
        self.functions = [*functions, activation("softmax")]

    def forward(self, x: Floats) -> list[Floats]:
        """Return what goes into each layer ``(N, n)``, and last what comes out."""
        passed = [x]
        for weights, biases, function in zip(
            self.weights, self.biases, self.functions, strict=True
        ):
            passed.append(function(passed[-1] @ weights.T + biases))
        return passed

    def step(self, x: Floats, targets: Floats, rate: float) -> tuple[float, list[Floats]]:
        """Take one step; return the loss before it and the slopes along each layer's weights."""
        passed, slopes = self.forward(x), list[Floats]()
        likely = np.maximum((passed[-1] * targets).sum(axis=1), np.finfo(float).tiny)
        error = (passed[-1] - targets) / len(x)
        for number in reversed(range(len(self.weights))):
            slopes.insert(0, error.T @ passed[number])
            across = error.sum(axis=0)
            slope = self.functions[number - 1].slope
            if number and slope is not None:
                error = error @ self.weights[number] * slope(passed[number])
            self.weights[number] -= rate * slopes[0]
            self.biases[number] -= rate * across
        return float(-np.log(likely).mean()), slopes


def course_of(run: Run, examples: Examples, held_out: Examples) -> Course:
    """Train a network and return what was measured; the same run gives the same course."""
    network, rng = _Plain(run), np.random.default_rng(run.seed + 1)
    targets, inputs = np.eye(run.sizes[-1]), examples.inputs.reshape(len(examples), -1)
    losses, gradients = np.zeros(run.steps), np.zeros(0)
    for number in range(run.steps):
        batch = rng.integers(len(examples.labels), size=run.batch_size)
        shown = targets[examples.labels[batch]]
        losses[number], slopes = network.step(inputs[batch], shown, run.learning_rate)
        if number == 0:
            gradients = np.array([np.abs(slope).mean() for slope in slopes])
    said = network.forward(held_out.inputs.reshape(len(held_out), -1))[-1].argmax(axis=1)
    each = losses[: run.steps // _EVERY * _EVERY].reshape(-1, _EVERY).mean(axis=1)
    return Course(run, each, gradients, float((said == held_out.labels).mean()))


def depth_courses() -> dict[str, Course]:
    """Return the courses that come with the project, by the names of `RUNS`."""
    with np.load(asset_path(ASSET), allow_pickle=False) as arrays:
        record = json.loads(str(arrays["record"]))
        return {
            name: Course(
                Run(**{**told["run"], "sizes": tuple(told["run"]["sizes"])}),
                arrays[f"losses {name}"],
                arrays[f"gradients {name}"],
                told["accuracy"],
            )
            for name, told in record.items()
        }


def _spread(start: Start, n_out: int, n_in: int) -> float:
    return 1 / math.sqrt(n_in) if start == "plain" else 4 * math.sqrt(2 / (n_in + n_out))


def arrays_of(courses: dict[str, Course]) -> dict[str, NDArray[Any]]:
    """Return what is kept of courses: the arrays of the file that `depth_courses` reads."""
    told = {
        name: {"run": asdict(course.run), "accuracy": course.accuracy}
        for name, course in courses.items()
    }
    kept: dict[str, NDArray[Any]] = {"record": np.array(json.dumps(told))}
    for name, course in courses.items():
        kept[f"losses {name}"] = course.losses.astype(np.float32)
        kept[f"gradients {name}"] = course.gradients
    return kept


def main() -> None:
    """Train all runs and write what was measured beside the other assets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder with MNIST's training images")
    digits = load_mnist(parser.parse_args().data)
    examples, held_out = digits.hold_out(_HELD_OUT)
    courses = {name: course_of(run, examples, held_out) for name, run in RUNS.items()}
    write_arrays(asset_path("SOURCES.md").parent / ASSET, arrays_of(courses))


if __name__ == "__main__":
    try:
        main()
    except NetcoreError as error:
        sys.exit(str(error))
