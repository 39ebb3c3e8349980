"""Activation functions against scipy and the formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.special import expit
from scipy.special import softmax as scipy_softmax

from netcore import InputError, activation, sigmoid
from netcore.activations import ACTIVATIONS

finite = st.floats(-1e6, 1e6)
rows = arrays.arrays(np.float64, arrays.array_shapes(min_dims=1, max_dims=2), elements=finite)


@given(rows)
def test_sigmoid_is_scipys(z: np.ndarray) -> None:
    np.testing.assert_allclose(sigmoid(z), expit(z), rtol=1e-14, atol=1e-300)


@pytest.mark.parametrize("z", [-1e308, -1000.0, -700.0, 700.0, 1000.0, 1e308])
def test_sigmoid_neither_overflows_nor_warns(z: float) -> None:
    with np.errstate(all="raise"):
        value = sigmoid(np.array([z]))[0]
    assert value == pytest.approx(expit(z), rel=1e-14, abs=0)


def test_sigmoid_at_zero_and_of_whole_numbers() -> None:
    assert sigmoid(0) == 0.5
    np.testing.assert_allclose(sigmoid([-1, 0, 1]), [0.2689414213699951, 0.5, 0.7310585786300049])


def test_sigmoid_leaves_its_argument_alone() -> None:
    z = np.array([-2.0, 2.0])
    sigmoid(z)
    assert z.tolist() == [-2.0, 2.0]


@given(rows)
def test_softmax_is_scipys_and_sums_to_one(z: np.ndarray) -> None:
    found = activation("softmax")(z)
    np.testing.assert_allclose(found, scipy_softmax(z, axis=-1), rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(found.sum(axis=-1), 1.0)


def test_the_other_functions() -> None:
    z = np.array([-2.0, 0.0, 3.0])
    assert activation("relu")(z).tolist() == [0.0, 0.0, 3.0]
    assert activation("identity")(z).tolist() == z.tolist()
    np.testing.assert_allclose(
        activation("tanh")(z), (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1), rtol=1e-14
    )


def test_functions_with_a_constant() -> None:
    z = np.array([-2.0, 0.0, 3.0])
    assert activation("leaky_relu")(z).tolist() == [-0.02, 0.0, 3.0]
    assert activation("leaky_relu:0.25")(z).tolist() == [-0.5, 0.0, 3.0]
    np.testing.assert_allclose(activation("elu")(z), [np.exp(-2) - 1, 0, 3], rtol=1e-14)
    np.testing.assert_allclose(activation("elu:0.5")(z), [(np.exp(-2) - 1) / 2, 0, 3], rtol=1e-14)
    with np.errstate(all="raise"):
        assert activation("elu")([-1e308, 1e308]).tolist() == [-1.0, 1e308]


def test_a_usual_constant_is_left_out_of_the_name() -> None:
    for written, name, kind in (
        ("leaky_relu:0.010", "leaky_relu", "leaky_relu"),
        ("leaky_relu:.2", "leaky_relu:0.2", "leaky_relu"),
        ("elu:1", "elu", "elu"),
        ("elu:2", "elu:2.0", "elu"),
        ("relu", "relu", "relu"),
    ):
        assert (activation(written).name, activation(written).kind) == (name, kind)


@pytest.mark.parametrize("name", ["elu:", "elu:0", "leaky_relu:-1", "elu:nan", "elu:x", "relu:2"])
def test_a_constant_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"expected (a number above 0|one of)"):
        activation(name)


NAMES = [n for n, f in ACTIVATIONS.items() if f.slope is not None] + ["leaky_relu:0.3", "elu:0.7"]


@pytest.mark.parametrize("name", NAMES)
def test_a_slope_is_that_of_its_function(name: str) -> None:
    function, z, step = activation(name), np.array([-1.5, -0.3, 0.4, 2.0]), 1e-6
    assert function.slope is not None
    difference = (function(z + step) - function(z - step)) / (2 * step)
    np.testing.assert_allclose(function.slope(function(z)), difference, atol=1e-9)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_float32_stays_float32(name: str) -> None:
    assert activation(name)(np.ones(3, np.float32)).dtype == np.float32


@pytest.mark.parametrize("name", ["swish", "", "Sigmoid", None, ["relu"]])
def test_an_unknown_name_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(InputError, match=r"expected one of sigmoid, relu, .*, got"):
        activation(name)
