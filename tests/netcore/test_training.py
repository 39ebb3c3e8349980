"""Backpropagation against finite differences; training runs on tiny data."""

import importlib
import importlib.util
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from netcore import (
    Dataset,
    FormatError,
    InputError,
    Progress,
    Trainer,
    TrainingSettings,
    load_checkpoint,
    save_checkpoint,
    save_network,
    train,
)
from netcore.backpropagation import Model, Parameters
from netcore.formats._arrays import read_arrays, write_arrays
from netcore.optimisers import Adam, Sgd

TINY = TrainingSettings(sizes=(36, 6, 3), epochs=6, batch_size=16, held_out=30)


def bars(count: int = 240) -> Dataset:
    """Return noisy 6x6 images of a bar: upright, level or slanting."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 3, count)
    pixels = rng.integers(0, 80, (count, 6, 6))
    for image, label in zip(pixels, labels, strict=True):
        place = rng.integers(1, 5)
        where = [(slice(None), place), (place, slice(None)), (np.arange(6), np.arange(6))][label]
        image[where] = rng.integers(180, 256)
    return Dataset(pixels.astype(np.uint8), labels, "bars")


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "identity"])
def test_the_gradient_is_that_of_finite_differences(hidden: str, output: str) -> None:
    rng = np.random.default_rng(4)
    model = Model((5, 4, 3, 2), hidden, output, rng=rng, dtype=np.float64)
    vector = model.parameters.vector
    vector += rng.normal(0, 0.1, vector.size)
    x, targets = rng.normal(size=(9, 5)), np.eye(2)[rng.integers(0, 2, 9)]
    gradient = Parameters((5, 4, 3, 2), np.float64)
    model.gradient(x, targets, gradient)
    step = 1e-6
    for place in range(vector.size):
        kept = vector[place]
        vector[place] = kept + step
        above = model.loss(x, targets)
        vector[place] = kept - step
        below = model.loss(x, targets)
        vector[place] = kept
        assert gradient.vector[place] == pytest.approx((above - below) / (2 * step), abs=1e-7)


@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_the_loss_is_cross_entropy(output: str) -> None:
    model = Model((3, 2), "relu", output, rng=np.random.default_rng(1), dtype=np.float64)
    x, targets = np.random.default_rng(2).normal(size=(40, 3)), np.eye(2)[[0, 1] * 20]
    # With the statistics of this very batch, the plain layers compute what training computes.
    z = x @ model.parameters.layers[0].weights.T
    model.statistics[0][...] = z.mean(axis=0), z.var(axis=0)
    (layer,) = model.layers()
    z = x @ layer.weights.T + layer.biases
    if output == "sigmoid":
        y = 1 / (1 + np.exp(-z))
        expected = -(targets * np.log(y) + (1 - targets) * np.log(1 - y)).sum(axis=1).mean()
    else:
        y = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        expected = -(targets * np.log(y)).sum(axis=1).mean()
    assert model.loss(x, targets) == pytest.approx(expected, rel=1e-12)


def test_parameters_are_views_of_one_vector() -> None:
    parameters = Parameters((5, 4, 2))
    assert parameters.vector.size == 5 * 4 + 2 * 4 + 4 * 2 + 2 * 2
    parameters.vector[:] = np.arange(parameters.vector.size)
    parts = [part.ravel() for layer in parameters.layers for part in layer]
    np.testing.assert_array_equal(np.concatenate(parts), parameters.vector)


def test_adam_makes_the_papers_first_steps() -> None:
    vector, adam = np.array([1.0, 1.0]), Adam(2, np.float64)
    # First step: both corrected means are g and g^2, so it is rate * g / |g|.
    adam.step(vector, np.array([4.0, -0.5]), 0.1)
    np.testing.assert_allclose(vector, [0.9, 1.1], rtol=1e-7)
    # Second step with gradient 0: mean = 0.9 * 0.1 g / (1 - 0.9^2), square likewise.
    adam.step(vector, np.zeros(2), 0.1)
    mean, square = 0.9 * 0.1 / (1 - 0.9**2), 0.999 * 0.001 / (1 - 0.999**2)
    further = 0.1 * mean / np.sqrt(square)
    np.testing.assert_allclose(vector, [0.9 - further, 1.1 + further], rtol=1e-6)


def test_plain_descent_goes_against_the_gradient() -> None:
    vector = np.array([1.0, 2.0])
    Sgd(2, np.float64).step(vector, np.array([10.0, -10.0]), 0.01)
    np.testing.assert_allclose(vector, [0.9, 2.1])


if importlib.util.find_spec("torch"):  # an oracle where it is installed; nothing depends on it

    def test_gradient_and_adam_are_torchs() -> None:
        torch = importlib.import_module("torch")

        rng = np.random.default_rng(8)
        model = Model((6, 5, 3), "sigmoid", "sigmoid", rng=rng, dtype=np.float64)
        theirs = torch.nn.Sequential()
        for learnt in model.parameters.layers:
            n_out, n_in = learnt.weights.shape
            linear = torch.nn.Linear(n_in, n_out, bias=False, dtype=torch.float64)
            norm = torch.nn.BatchNorm1d(n_out, eps=1e-3, dtype=torch.float64)
            linear.weight.data = torch.tensor(learnt.weights)
            norm.weight.data = torch.tensor(learnt.scales)
            theirs.extend([linear, norm, torch.nn.Sigmoid()])
        optimiser = torch.optim.Adam(theirs.parameters(), lr=0.01)
        gradient, adam = (
            Parameters((6, 5, 3), np.float64),
            Adam(model.parameters.vector.size, float),
        )
        for _ in range(20):
            x, y = rng.normal(size=(12, 6)), np.eye(3)[rng.integers(0, 3, 12)]
            model.gradient(x, y, gradient)
            adam.step(model.parameters.vector, gradient.vector, 0.01)
            optimiser.zero_grad()
            outputs = theirs(torch.tensor(x))
            loss = torch.nn.functional.binary_cross_entropy(
                outputs, torch.tensor(y), reduction="sum"
            )
            (loss / 12).backward()
            optimiser.step()
        for learnt, linear in zip(model.parameters.layers, theirs[::3], strict=True):
            np.testing.assert_allclose(learnt.weights, linear.weight.detach().numpy(), atol=1e-9)


@pytest.mark.parametrize(
    "settings",
    [
        TINY,
        replace(TINY, activation="relu", output="softmax", optimiser="sgd", learning_rate=0.3),
        replace(TINY, sizes=(36, 6, 5, 3), activation="tanh", augmentation=None),
    ],
    ids=["adam", "sgd", "deeper"],
)
def test_training_learns(settings: TrainingSettings) -> None:
    seen: list[Progress] = []
    network = train(bars(), replace(settings, epochs=30), seen.append)
    assert [progress.epoch for progress in seen] == list(range(1, 31))
    assert seen[-1].accuracy > 0.9 > seen[0].accuracy
    assert network.sizes == settings.sizes
    assert [layer.activation for layer in network.layers][-1] == settings.output
    assert network.record["held_out_accuracy"] == f"{seen[-1].accuracy:.4f}"


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        save_network(train(bars(), replace(TINY, seed=seed)), tmp_path / f"{name}.npz")
    a, b, c = ((tmp_path / f"{name}.npz").read_bytes() for name in "abc")
    assert a == b != c


@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
def test_a_resumed_run_ends_in_the_same_bytes(optimiser: str, tmp_path: Path) -> None:
    settings = replace(TINY, optimiser=optimiser)
    save_network(train(bars(), settings), tmp_path / "unbroken.npz")
    trainer = Trainer(bars(), settings)
    for progress in trainer.run():
        if progress.epoch == 3:
            save_checkpoint(trainer, tmp_path / "checkpoint.npz")
            break
    resumed = load_checkpoint(tmp_path / "checkpoint.npz", bars())
    assert [progress.epoch for progress in resumed.run()] == [4, 5, 6]
    save_network(resumed.network(), tmp_path / "resumed.npz")
    unbroken = (tmp_path / "unbroken.npz").read_bytes()
    assert (tmp_path / "resumed.npz").read_bytes() == unbroken


def test_the_record_says_what_the_network_was_made_of() -> None:
    network = train(bars(), TINY)
    record = dict(network.record)
    assert record["data"] == "bars"
    assert record["data_sha256"] == bars().checksum
    assert record["sizes"] == "36-6-3"
    assert record["seed"] == "1"
    assert record["epochs"] == record["epochs_done"] == "6"
    assert record["held_out"] == "30 of 240"
    assert record["augmentation_shift"] == "1.0"
    assert not [name for name in record if "date" in name or "time" in name]


def test_what_is_held_out_is_never_trained_on() -> None:
    data = bars()
    trained, held = data.hold_out(30)
    assert (len(trained), len(held)) == (210, 30)
    images = {image.tobytes() for image in trained.pixels}
    assert not any(image.tobytes() in images for image in held.pixels)
    again, _ = data.hold_out(30)
    assert again.checksum == trained.checksum


def test_a_rate_too_high_is_told() -> None:
    settings = replace(TINY, optimiser="sgd", learning_rate=1e38, weight_decay=1.0)
    with pytest.raises(InputError, match=r"training diverged: .* lower the learning rate"):
        train(bars(), settings)


BAD_SETTINGS: list[tuple[dict[str, Any], str]] = [
    ({"sizes": (36,)}, "sizes: expected"),
    ({"sizes": (36, 0, 3)}, "sizes: expected"),
    ({"sizes": (36, 10**9, 3)}, "sizes: expected at most 40,000,000 weights and 1,000 outputs"),
    ({"sizes": (36, 1001)}, "sizes: expected at most 40,000,000 weights and 1,000 outputs"),
    ({"activation": "softmax"}, "activation: expected"),
    ({"activation": "step"}, "unknown activation"),
    ({"output": "relu"}, "output: expected sigmoid or softmax, got relu"),
    ({"epochs": 0}, "epochs: expected 1 or more, got 0"),
    ({"batch_size": 0}, "batch_size: expected 1 or more, got 0"),
    ({"learning_rate": 0.0}, "learning_rate: expected above 0"),
    ({"learning_rate": float("nan")}, "learning_rate: expected above 0"),
    ({"weight_decay": -1.0}, "weight_decay: expected 0 or more"),
    ({"optimiser": "lbfgs"}, "optimiser: expected adam or sgd, got lbfgs"),
    ({"seed": -1}, "seed: expected 0 or more, got -1"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD_SETTINGS)
def test_bad_settings_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        replace(TINY, **wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"sizes": (784, 3)}, "sizes: expected 36 inputs, one a pixel"),
        ({"sizes": (36, 2)}, "sizes: expected 3 outputs or more"),
        ({"held_out": 240}, "held out: expected 1 to 239 images, got 240"),
    ],
)
def test_settings_that_do_not_fit_the_data_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Trainer(bars(), replace(TINY, **wrong))


def test_a_checkpoint_of_other_data_is_refused(tmp_path: Path) -> None:
    save_checkpoint(Trainer(bars(), TINY), tmp_path / "run.npz")
    with pytest.raises(InputError, match="expected the data this run began with"):
        load_checkpoint(tmp_path / "run.npz", bars(200))


def _told(arrays: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> None:
    told = json.loads(str(arrays["run"]))
    change(told)
    arrays["run"] = np.array(json.dumps(told))


BROKEN: list[tuple[str, Callable[[dict[str, Any]], Any]]] = [
    ("no run", lambda a: a.pop("run")),
    ("no json", lambda a: a.update(run=np.array("{"))),
    ("a list", lambda a: a.update(run=np.array("[]"))),
    ("other format", lambda a: _told(a, lambda told: told.update(format="x"))),
    ("no settings", lambda a: _told(a, lambda told: told.pop("settings"))),
    ("unknown setting", lambda a: _told(a, lambda told: told["settings"].update(x=1))),
    ("text setting", lambda a: _told(a, lambda told: told["settings"].update(epochs="many"))),
    ("no generator", lambda a: _told(a, lambda told: told.update(generator={}))),
    ("no parameters", lambda a: a.pop("parameters")),
    ("short parameters", lambda a: a.update(parameters=a["parameters"][:-1])),
    ("float64 memory", lambda a: a.update(optimiser_mean=a["optimiser_mean"].astype(float))),
]


@pytest.mark.parametrize("change", [pytest.param(row[1], id=row[0]) for row in BROKEN])
def test_a_broken_checkpoint_is_refused(
    change: Callable[[dict[str, Any]], Any], tmp_path: Path
) -> None:
    save_checkpoint(Trainer(bars(), TINY), tmp_path / "run.npz")
    arrays = read_arrays(tmp_path / "run.npz")
    change(arrays)
    write_arrays(tmp_path / "broken.npz", arrays)
    with pytest.raises(FormatError, match="not a whole checkpoint") as caught:
        load_checkpoint(tmp_path / "broken.npz", bars())
    assert "\n" not in str(caught.value)
