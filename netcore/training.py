"""Training runs: seeded, watched, and resumable after any epoch to the same bytes.

The arithmetic is float32, which halves the time; a network is float64 everywhere else.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore.activations import activation
from netcore.augmentation import Augmentation
from netcore.backpropagation import OUTPUTS, Model, Parameters
from netcore.errors import InputError
from netcore.examples import Examples
from netcore.network import Network
from netcore.optimisers import OPTIMISERS

Floats = NDArray[np.floating[Any]]

MOST_WEIGHTS = 40_000_000
"""The most that is trained: as many as are read from a file."""

MOST_OUTPUTS = 1_000

# A warp serves one image in each of this many batches: drawing it costs more than using it.
_BATCHES_A_WARP = 16


@dataclass(frozen=True, kw_only=True)
class TrainingSettings:
    """Everything a training run depends on, but the data.

    Attributes
    ----------
    sizes
        Number of neurons of each layer, from the input on.
    activation
        Of the hidden layers.
    output
        Of the last layer: "sigmoid" or "softmax".
    epochs
        How often each example is seen.
    batch_size
        How many examples make up one step.
    learning_rate
        At the start; it falls to 0 along half a cosine.
    optimiser
        "adam" or "sgd".
    weight_decay
        Share of itself that each weight loses in a step, at a learning rate of 1. Loshchilov and
        Hutter, "Decoupled Weight Decay Regularization" (ICLR 2019).
    held_out
        How many examples are kept out to measure accuracy on; a twelfth of them if None.
    seed
        Of the first weights, the order of examples and their distortions. The split into what is
        trained on and held out does not depend on it.
    augmentation
        How images are distorted, or None; measurements are not.
    """

    sizes: tuple[int, ...] = (784, 16, 16, 10)
    activation: str = "sigmoid"
    output: str = "sigmoid"
    epochs: int = 100
    batch_size: int = 128
    learning_rate: float = 0.03
    optimiser: str = "adam"
    weight_decay: float = 0.01
    held_out: int | None = None
    seed: int = 1
    augmentation: Augmentation | None = field(default_factory=Augmentation)

    def __post_init__(self) -> None:
        _check(len(self.sizes) >= 2 and min(self.sizes) >= 1, "sizes", "two or more", self.sizes)
        weights = sum(math.prod(pair) for pair in pairwise(self.sizes))
        expected = f"at most {MOST_WEIGHTS:,} weights and {MOST_OUTPUTS:,} outputs"
        fits = weights <= MOST_WEIGHTS and self.sizes[-1] <= MOST_OUTPUTS
        _check(fits, "sizes", expected, self.sizes)
        hidden = activation(self.activation)
        _check(hidden.slope is not None, "activation", "one of a single neuron", hidden.name)
        _check(self.output in OUTPUTS, "output", " or ".join(OUTPUTS), self.output)
        _check(self.epochs >= 1, "epochs", "1 or more", self.epochs)
        _check(self.batch_size >= 1, "batch_size", "1 or more", self.batch_size)
        _check(0 < self.learning_rate < math.inf, "learning_rate", "above 0", self.learning_rate)
        _check(self.optimiser in OPTIMISERS, "optimiser", " or ".join(OPTIMISERS), self.optimiser)
        _check(0 <= self.weight_decay < math.inf, "weight_decay", "0 or more", self.weight_decay)
        _check(self.seed >= 0, "seed", "0 or more", self.seed)


@dataclass(frozen=True)
class Progress:
    """How far a run is: epochs done, epochs in all, and the share of held-out examples right."""

    epoch: int
    epochs: int
    accuracy: float


class Trainer:
    """A training run, an epoch at a time.

    Attributes
    ----------
    settings
        As given.
    data
        As given; part of it is held out.
    epoch
        How many epochs are done.

    Raises
    ------
    InputError
        If data and settings do not fit.
    """

    def __init__(self, data: Examples, settings: TrainingSettings) -> None:
        _check_fit(data, settings)
        held_out = max(1, len(data) // 12) if settings.held_out is None else settings.held_out
        self.settings = settings
        self.data = data
        self.epoch = 0
        self._trained, self._held = data.hold_out(held_out)
        self._held_inputs = self._held.inputs
        self._targets = np.eye(settings.sizes[-1], dtype=np.float32)
        self._batch = min(settings.batch_size, len(self._trained))
        self._rng = np.random.default_rng(settings.seed)
        self._model = Model(settings.sizes, settings.activation, settings.output, rng=self._rng)
        self._gradient = Parameters(settings.sizes)
        vector = self._model.parameters.vector
        self._optimiser = OPTIMISERS[settings.optimiser](vector.size, vector.dtype)

    def run(self) -> Iterator[Progress]:
        """Train to the end of the settings' epochs; after each, say how far.

        Raises
        ------
        InputError
            If the numbers leave the range of float32: the learning rate was too high.
        """
        while self.epoch < self.settings.epochs:
            with np.errstate(over="ignore", invalid="ignore"):
                for step, (x, targets) in enumerate(self._batches(), self.epoch * self._steps):
                    self._step(x, targets, step)
            self.epoch += 1
            yield Progress(self.epoch, self.settings.epochs, self.accuracy())

    def accuracy(self) -> float:
        """Return the share of held-out examples that the network of this moment gets right."""
        found = self._chain().forward(self._held_inputs).prediction
        return float(np.mean(found == self._held.labels))

    def network(self) -> Network:
        """Return the network of this moment, with the record of its making."""
        return self._chain(self._record())

    def state(self) -> dict[str, Any]:
        """Return what changes during the run: arrays by name, and the generator's state."""
        return {
            "epoch": np.array(self.epoch),
            "parameters": self._model.parameters.vector,
            **{f"statistics_{n}": kept for n, kept in enumerate(self._model.statistics, 1)},
            **{f"optimiser_{name}": kept for name, kept in self._optimiser.memory.items()},
            "generator": self._rng.bit_generator.state,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back, or on, to a state that `state` gave to a trainer of the same settings."""
        self.epoch = int(state["epoch"])
        self._rng.bit_generator.state = state["generator"]
        self._model.parameters.vector[...] = state["parameters"]
        for number, kept in enumerate(self._model.statistics, start=1):
            kept[...] = state[f"statistics_{number}"]
        for name, kept in self._optimiser.memory.items():
            kept[...] = state[f"optimiser_{name}"]

    @property
    def _steps(self) -> int:
        """Steps of an epoch. Examples too few to fill a batch are left out, others each time."""
        return len(self._trained) // self._batch

    def _batches(self) -> Iterator[tuple[Floats, Floats]]:
        """Yield an epoch's batches in a new order: inputs ``(batch, n_in)`` and targets."""
        order = self._rng.permutation(len(self._trained))[: self._steps * self._batch]
        stride = self._batch * _BATCHES_A_WARP
        for places in (order[start : start + stride] for start in range(0, len(order), stride)):
            examples = self._trained.standardised(places)
            inputs = self._distorted(examples.reshape(-1, self._batch, *self.data.shape))
            targets = self._targets[self._trained.labels[places]]
            yield from zip(inputs, targets.reshape(*inputs.shape[:2], -1), strict=True)

    def _distorted(self, examples: Floats) -> Floats:
        """Return examples ``(batches, batch, *shape)`` as inputs, one row each."""
        if self.settings.augmentation is None:
            return examples.reshape(*examples.shape[:2], -1)
        shape = (examples.shape[2], examples.shape[3])
        return self.settings.augmentation.warps(self._batch, shape, rng=self._rng).apply(examples)

    def _step(self, x: Floats, targets: Floats, step: int) -> None:
        settings, vector = self.settings, self._model.parameters.vector
        self._model.gradient(x, targets, self._gradient)
        part_done = step / (self._steps * settings.epochs)
        rate = settings.learning_rate * 0.5 * (1 + math.cos(math.pi * part_done))
        self._optimiser.step(vector, self._gradient.vector, rate)
        for weights, _, _ in self._model.parameters.layers:
            weights *= np.float32(1 - rate * settings.weight_decay)

    def _chain(self, record: dict[str, str] | None = None) -> Network:
        if not np.isfinite(self._model.parameters.vector).all():
            raise InputError("training diverged: expected finite weights: lower the learning rate")
        first, *others = self._model.layers(self.epoch * self._steps)
        return Network(
            [self._trained.for_inputs(first), *others],
            self.data.label_names or None,
            self.data.image_shape,
            record,
            self.data.input_names,
        )

    def _record(self) -> dict[str, str]:
        settings = asdict(self.settings) | {"held_out": f"{len(self._held)} of {len(self.data)}"}
        settings["sizes"] = "-".join(map(str, self.settings.sizes))
        if augmentation := settings.pop("augmentation"):
            settings |= {f"augmentation_{name}": value for name, value in augmentation.items()}
        return {name: str(value) for name, value in settings.items()} | {
            "data": self.data.name,
            "data_sha256": self.data.checksum,
            "epochs_done": str(self.epoch),
            "held_out_accuracy": f"{self.accuracy():.4f}",
        }


def train(
    data: Examples,
    settings: TrainingSettings | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Network:
    """Train a network from the beginning to the end, and return it.

    Parameters
    ----------
    data
        What to train on, and, for a part that is held out, to measure accuracy on.
    settings
        How; those of `TrainingSettings` if nothing is given.
    progress
        Called after each epoch.

    Raises
    ------
    InputError
        If data and settings do not fit, or training diverges.
    """
    trainer = Trainer(data, settings or TrainingSettings())
    for done in trainer.run():
        if progress is not None:
            progress(done)
    return trainer.network()


def _check_fit(data: Examples, settings: TrainingSettings) -> None:
    inputs, outputs, sizes = math.prod(data.shape), data.label_count, settings.sizes
    each = "pixel" if data.image_shape else "column"
    _check(sizes[0] == inputs, "sizes", f"{inputs} inputs, one a {each}", sizes)
    if data.label_names:
        names = ", ".join(name[:20] for name in data.label_names[:4])
        more = ", ..." if outputs > 4 else ""
        expected = f"{outputs} outputs, one a label ({names}{more})"
        _check(sizes[-1] == outputs, "sizes", expected, sizes)
    else:
        _check(sizes[-1] >= outputs, "sizes", f"{outputs} outputs or more", sizes)
    if settings.augmentation is not None and not data.image_shape:
        raise InputError("augmentation: expected None, as only images can be distorted")


def _check(holds: bool, name: str, expected: str, got: object) -> None:
    if not holds:
        raise InputError(f"{name}: expected {expected}, got {got}")
