"""The forward pass and an epoch of training, against the same written by hand.

By hand means the plainest code for exactly that network: three products and sigmoids, a loop over
batches with batch normalisation and Adam; in NumPy, and in PyTorch where it is installed. The sides
take turns in one process, with the same number of threads; each ratio is that of the medians.
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.figures import Figure, print_figures
from netcore import Dataset, Network, Trainer, TrainingSettings, default_network

if TYPE_CHECKING:
    from collections.abc import Callable

    Sides = dict[str, Callable[[], object]]

__all__ = ["measure"]

IMAGES = 10_000
BATCH = 128
HAS_TORCH = importlib.util.find_spec("torch") is not None


def measure(runs: int = 5) -> list[Figure]:
    """Measure with one thread and with as many as there are processors."""
    counts = sorted({1, os.cpu_count() or 1})
    return [figure for count in counts for figure in with_threads(count, runs)]


def with_threads(count: int, runs: int) -> list[Figure]:
    """Measure in a process of its own: NumPy's library counts its threads when it is loaded."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.netcore_forward", "--json", str(runs)],
        env=os.environ | dict.fromkeys(names, str(count)),
        stdout=subprocess.PIPE,
        check=True,
    )
    threads = "1 thread" if count == 1 else f"{count} threads"
    return [Figure(f"{name}, {threads}", *rest) for name, *rest in json.loads(run.stdout)]


def ratios(runs: int) -> list[tuple[str, float, str, float | None]]:
    """Measure with this process's threads: epochs so often, the quick forward pass oftener."""
    forward = medians(forward_sides(), rounds=4 * runs + 1)
    epoch = medians(epoch_sides(), rounds=runs)
    rows: list[tuple[str, float, str, float | None]] = []
    for what, times in ((f"forward of {IMAGES:,} images", forward), ("epoch of training", epoch)):
        ours = times.pop("netcore")
        rows.append((what, 1000 * ours, "ms", None))
        rows += [(f"{what} / {name}", ours / theirs, "x", 1.0) for name, theirs in times.items()]
    return rows


def medians(sides: Sides, rounds: int) -> dict[str, float]:
    """Return the median time of each side in seconds, taken in turns after one of each."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds + 1):
        for name, run in sides.items():
            start = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def forward_sides() -> Sides:
    """Return the forward pass of the lesson network, three times over."""
    network, images = default_network(), np.random.default_rng(0).random((IMAGES, 784))
    sides: Sides = {
        "netcore": lambda: network.forward(images),
        "NumPy by hand": lambda: numpy_forward(network, images),
    }
    if HAS_TORCH:
        sides["PyTorch by hand"] = torch_forward(network, images)
    return sides


def numpy_forward(network: Network, images: Any) -> Any:
    """Return the outputs by the textbook's formulas."""
    first, second, third = network.layers
    a = 1 / (1 + np.exp(-(images @ first.weights.T + first.biases)))
    a = 1 / (1 + np.exp(-(a @ second.weights.T + second.biases)))
    return 1 / (1 + np.exp(-(a @ third.weights.T + third.biases)))


def torch_forward(network: Network, images: Any) -> Callable[[], object]:
    """Return the same as a function in PyTorch, float64 as well."""
    torch: Any = importlib.import_module("torch")
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    x = torch.from_numpy(images)
    layers = [(torch.tensor(layer.weights), torch.tensor(layer.biases)) for layer in network.layers]

    def run() -> object:
        a = x
        with torch.inference_mode():
            for weights, biases in layers:
                a = torch.sigmoid(torch.nn.functional.linear(a, weights, biases))
        return a

    return run


def epoch_sides() -> Sides:
    """Return an epoch over the same images, each going on where its last one ended."""
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (IMAGES, 28, 28), dtype=np.uint8)
    data = Dataset(pixels, rng.integers(0, 10, IMAGES))
    settings = TrainingSettings(epochs=100, batch_size=BATCH, held_out=1, augmentation=None)
    run = Trainer(data, settings).run()
    x = pixels.reshape(IMAGES, 784).astype(np.float32) / np.float32(255)
    y = np.eye(10, dtype=np.float32)[data.labels]
    sides: Sides = {"netcore": lambda: next(run), "NumPy by hand": NumpyTraining(x, y).epoch}
    if HAS_TORCH:
        sides["PyTorch by hand"] = torch_training(x, y)
    return sides


class NumpyTraining:
    """The same network, normalisation and Adam in plain NumPy, float32, an array a parameter."""

    def __init__(self, x: Any, y: Any) -> None:
        self.x, self.y, self.steps = x, y, 0
        self.rng = np.random.default_rng(1)
        self.learnt: list[Any] = []
        for n_in, n_out in ((784, 16), (16, 16), (16, 10)):
            weights = self.rng.normal(0, (2 / (n_in + n_out)) ** 0.5, (n_out, n_in))
            self.learnt += [weights.astype(np.float32)]
            self.learnt += [np.full(n_out, 2, np.float32), np.zeros(n_out, np.float32)]
        self.means = [np.zeros_like(p) for p in self.learnt]
        self.squares = [np.zeros_like(p) for p in self.learnt]
        self.statistics = [np.zeros((2, n), np.float32) for n in (16, 16, 10)]

    def epoch(self) -> None:
        """Go through all images once, in a new order."""
        order = self.rng.permutation(len(self.x))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            places = order[start : start + BATCH]
            self.descend(self.gradients(self.x[places], self.y[places]))

    def gradients(self, x: Any, y: Any) -> list[Any]:
        """Return the gradient of each parameter."""
        a, kept = x, []
        for layer in range(3):
            weights, scales, biases = self.learnt[3 * layer : 3 * layer + 3]
            z = a @ weights.T
            mean, variance = z.mean(axis=0), z.var(axis=0)
            seen = self.statistics[layer]
            seen += np.float32(0.01) * (np.stack([mean, variance]) - seen)
            spread = np.sqrt(variance + np.float32(1e-3))
            normal = (z - mean) / spread
            kept.append((a, normal, spread))
            a = 1 / (1 + np.exp(-(normal * scales + biases)))
        found: list[Any] = []
        error = (a - y) / np.float32(BATCH)
        for layer in (2, 1, 0):
            weights, scales, _ = self.learnt[3 * layer : 3 * layer + 3]
            a, normal, spread = kept[layer]
            to_scales, to_biases = (error * normal).sum(axis=0), error.sum(axis=0)
            error = (error - (to_biases + normal * to_scales) / np.float32(BATCH)) * scales / spread
            found = [error.T @ a, to_scales, to_biases, *found]
            error = error @ weights * a * (1 - a)
        return found

    def descend(self, gradients: list[Any]) -> None:
        """Make a step of Adam."""
        self.steps += 1
        first, second = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        for p, g, mean, square in zip(
            self.learnt, gradients, self.means, self.squares, strict=True
        ):
            mean += np.float32(0.1) * (g - mean)
            square += np.float32(0.001) * (g * g - square)
            p -= np.float32(0.01) * (mean / first) / (np.sqrt(square / second) + np.float32(1e-8))


def torch_training(x: Any, y: Any) -> Callable[[], object]:
    """Return an epoch of the same in PyTorch, float32."""
    torch: Any = importlib.import_module("torch")
    torch.manual_seed(1)
    inputs, targets = torch.from_numpy(x), torch.from_numpy(y)
    model = torch.nn.Sequential()
    for n_in, n_out in ((784, 16), (16, 16), (16, 10)):
        model.append(torch.nn.Linear(n_in, n_out, bias=False))
        model.append(torch.nn.BatchNorm1d(n_out))
        model.append(torch.nn.Sigmoid())
    model.pop(-1)  # the loss takes the last sums
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    loss = torch.nn.BCEWithLogitsLoss(reduction="sum")

    def run() -> None:
        order = torch.randperm(len(inputs))
        for places in order[: len(order) // BATCH * BATCH].split(BATCH):
            optimiser.zero_grad()
            (loss(model(inputs[places]), targets[places]) / BATCH).backward()
            optimiser.step()

    return run


if __name__ == "__main__":
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps(ratios(int(sys.argv[-1]))))
    else:
        print_figures(measure())
