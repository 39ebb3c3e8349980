"""What a network refuses, as its parts and as its input: each with expected and got."""

import math
from typing import Any

import numpy as np
import pytest

from netcore import InputError, Layer, Network
from tests.netcore.random_networks import random_network

NAN, INF = math.nan, math.inf

BAD_INPUTS = [
    ("too few", np.zeros(783), "expected shape .*784.*, got \\(783,\\)"),
    ("too many", np.zeros((2, 785)), "expected shape .*784.*, got \\(2, 785\\)"),
    ("too deep", np.zeros((2, 2, 28, 28)), "expected shape .*, got \\(2, 2, 28, 28\\)"),
    ("turned", np.zeros((784, 2)), "expected shape .*, got \\(784, 2\\)"),
    ("a number", 1.0, "expected shape .*, got \\(\\)"),
    ("empty", np.zeros((0, 784)), "expected at least one value, got shape \\(0, 784\\)"),
    ("nothing", [], "expected at least one value"),
    ("NaN", np.full(784, NAN), "expected finite numbers, got nan at"),
    ("infinite", np.full((3, 784), -INF), "expected finite numbers, got -inf at"),
    (
        "not scaled",
        np.full(784, 255),
        "expected values in \\[0, 1\\], got 255 to 255: divide by 255",
    ),
    ("negative", np.full(784, -0.1), "expected values in \\[0, 1\\], got -0.1 to -0.1"),
    ("text", ["a"] * 784, "expected real numbers, got values of type <U1"),
    ("objects", np.full(784, None), "expected real numbers, got values of type object"),
    ("complex", np.zeros(784, complex), "expected real numbers, got values of type complex128"),
    ("dates", np.zeros(784, "M8[s]"), "expected real numbers, got values of type datetime64"),
    ("ragged", [[0.0] * 784, [0.0]], "expected an array of numbers, got a ragged one"),
]


@pytest.mark.parametrize(
    ("x", "message"), [pytest.param(*row[1:], id=row[0]) for row in BAD_INPUTS]
)
def test_a_bad_input_is_refused_with_expected_and_got(x: Any, message: str) -> None:
    network = random_network(np.random.default_rng(0), 784, 3)
    with pytest.raises(InputError, match=f"^input: {message}") as caught:
        network.forward(x)
    assert "\n" not in str(caught.value)


def test_one_bad_value_far_down_a_batch_is_found() -> None:
    network = random_network(np.random.default_rng(0), 64, 3)
    x = np.zeros((1000, 64))
    x[999, 63] = NAN
    with pytest.raises(InputError, match="got nan"):
        network.forward(x)


def test_a_plain_vector_may_hold_any_finite_number() -> None:
    network = random_network(np.random.default_rng(0), 4, 3)
    assert np.isfinite(network.forward([-1e6, 5.1, 3.5, 1e300]).outputs).all()
    with pytest.raises(InputError, match="expected finite"):
        network.forward([0, 0, 0, INF])


def test_sums_that_leave_the_range_of_floats_are_refused() -> None:
    network = Network([Layer(np.full((1, 2), 1e308), [0.0], "relu")])
    with pytest.raises(InputError, match="weighted sums: expected finite numbers, got inf"):
        network.forward([10.0, 10.0])


BAD_LAYERS: list[tuple[str, tuple[Any, ...], str]] = [
    ("a vector", ([1.0], [1.0], "relu"), r"weights: expected shape \(n_out, n_in\), got \(1,\)"),
    ("biases", ([[1.0]], [1.0, 2.0], "relu"), r"biases: expected shape \(n_out=1,\), got \(2,\)"),
    ("nan", ([[NAN]], [1.0], "relu"), "weights: expected finite numbers, got nan"),
    ("inf", ([[1.0]], [INF], "relu"), "biases: expected finite numbers, got inf"),
    ("text", ([["x"]], [1.0], "relu"), "weights: expected real numbers"),
    ("empty", (np.zeros((0, 3)), [], "relu"), "weights: expected at least one value"),
    ("unknown", ([[1.0]], [1.0], "gelu"), "unknown activation"),
]


@pytest.mark.parametrize(
    ("parts", "message"), [pytest.param(*row[1:], id=row[0]) for row in BAD_LAYERS]
)
def test_a_bad_layer_is_refused(parts: tuple[Any, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Layer(*parts)


def test_layers_that_do_not_fit_are_refused() -> None:
    first, second = Layer(np.ones((3, 2)), np.ones(3)), Layer(np.ones((2, 4)), np.ones(2))
    with pytest.raises(
        InputError, match=r"layer 2: expected weights \(n_out, n_in=3\), got \(2, 4\)"
    ):
        Network([first, second])
    with pytest.raises(InputError, match="expected at least one, got none"):
        Network([])
    with pytest.raises(InputError, match="labels: expected one for each of 3 outputs, got 2"):
        Network([first], labels=["a", "b"])
    with pytest.raises(InputError, match="image_shape: expected height x width = 2, got"):
        Network([first], image_shape=(2, 2))
