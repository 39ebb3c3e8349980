"""Networks and their forward pass, against numbers worked by hand and other libraries."""

import copy
import importlib
import importlib.util
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.special import expit

from netcore import InputError, Layer, Network
from tests.netcore.random_networks import random_network


def hand_made() -> Network:
    """Return a 2-3-2 network of round numbers."""
    first = Layer([[1.0, 2.0], [-1.0, 1.0], [0.5, -0.5]], [0.0, 1.0, -0.25], "sigmoid")
    second = Layer([[1.0, -1.0, 2.0], [0.0, 3.0, -2.0]], [0.5, -1.0], "sigmoid")
    return Network([first, second], labels=["left", "right"])


def test_forward_is_what_the_hand_works_out() -> None:
    # Inputs a = (1, 0.5).
    # z1[0] =  1.0 * 1 + 2.0 * 0.5 + 0.00 = 2.00    a1[0] = 1 / (1 + e^-2)   = 0.8807970779778823
    # z1[1] = -1.0 * 1 + 1.0 * 0.5 + 1.00 = 0.50    a1[1] = 1 / (1 + e^-0.5) = 0.6224593312018546
    # z1[2] =  0.5 * 1 - 0.5 * 0.5 - 0.25 = 0.00    a1[2] = 1 / (1 + 1)      = 0.5
    # z2[0] = 0.8807970779778823 - 0.6224593312018546 + 2 * 0.5 + 0.5 = 1.7583377467760277
    # z2[1] = 0 + 3 * 0.6224593312018546 - 2 * 0.5 - 1                = -0.1326220063944362
    trace = hand_made().forward([1.0, 0.5])
    np.testing.assert_allclose(trace.activations[0], [1.0, 0.5], rtol=0, atol=0)
    np.testing.assert_allclose(trace.pre_activations[1], [2.0, 0.5, 0.0], rtol=0, atol=1e-15)
    np.testing.assert_allclose(
        trace.activations[1], [0.8807970779778823, 0.6224593312018546, 0.5], rtol=0, atol=1e-15
    )
    np.testing.assert_allclose(
        trace.pre_activations[2], [1.7583377467760277, -0.1326220063944362], rtol=0, atol=1e-14
    )
    # 1 / (1 + e^-1.7583377467760277) and 1 / (1 + e^0.1326220063944362)
    np.testing.assert_allclose(
        trace.outputs, [0.8530013524700868, 0.4668930096405513], rtol=0, atol=1e-14
    )
    assert trace.prediction == 0
    assert trace.ranking.tolist() == [0, 1]
    assert trace.contributions(2, 1).tolist() == pytest.approx([0.0, 1.8673779936055638, -1.0])


def test_the_counts_and_names_of_a_network() -> None:
    network = hand_made()
    assert network.sizes == (2, 3, 2)
    assert (network.weight_count, network.bias_count, network.parameter_count) == (12, 5, 17)
    assert network.labels == ("left", "right")
    assert network.image_shape is None
    assert repr(network) == "Network(2-3-2, sigmoid)"


@given(st.integers(0, 2**32 - 1), st.integers(1, 600))
def test_batch_and_single_agree(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    network = random_network(rng, 12, 7, 5, 3)
    x = rng.normal(size=(count, 12))
    batch, place = network.forward(x), int(rng.integers(count))
    single = network.forward(x[place])
    for number in range(4):
        np.testing.assert_allclose(
            batch.activations[number][place], single.activations[number], rtol=0, atol=1e-12
        )
        np.testing.assert_allclose(
            batch.pre_activations[number][place], single.pre_activations[number], rtol=0, atol=1e-12
        )
    assert batch.prediction[place] == single.prediction
    assert batch.ranking[place].tolist() == single.ranking.tolist()


@given(st.integers(0, 2**32 - 1))
def test_contributions_and_bias_make_the_weighted_sum(seed: int) -> None:
    rng = np.random.default_rng(seed)
    network = random_network(rng, 100, 16, 10)
    trace = network.forward(rng.random((3, 100)))
    for layer, neuron in ((1, 0), (1, 15), (2, 9)):
        total = trace.contributions(layer, neuron).sum(axis=-1)
        total += network.layers[layer - 1].biases[neuron]
        np.testing.assert_allclose(
            total, trace.pre_activations[layer][:, neuron], rtol=0, atol=1e-12
        )


@given(st.integers(0, 2**32 - 1))
def test_forward_is_plain_numpy_with_scipys_sigmoid(seed: int) -> None:
    rng = np.random.default_rng(seed)
    network = random_network(rng, 784, 16, 16, 10)
    a = x = rng.random((5, 784))
    for layer in network.layers:
        a = expit(a @ layer.weights.T + layer.biases)
    np.testing.assert_allclose(network.forward(x).outputs, a, rtol=0, atol=1e-12)


if importlib.util.find_spec("torch"):  # an oracle where it is installed; nothing depends on it

    @pytest.mark.parametrize("name", ["sigmoid", "relu", "tanh", "softmax"])
    def test_forward_is_torchs(name: str) -> None:
        torch = importlib.import_module("torch")

        functions: dict[str, Callable[[Any], Any]] = {
            "sigmoid": torch.sigmoid,
            "relu": torch.relu,
            "tanh": torch.tanh,
            "softmax": lambda z: torch.softmax(z, dim=-1),
        }
        rng = np.random.default_rng(5)
        network = random_network(rng, 784, 16, 16, 10, name=name)
        x = rng.random((50, 784))
        a = torch.from_numpy(x)
        for layer in network.layers:
            weights, biases = torch.tensor(layer.weights), torch.tensor(layer.biases)
            a = functions[name](torch.nn.functional.linear(a, weights, biases))
        np.testing.assert_allclose(network.forward(x).outputs, a.numpy(), rtol=1e-12, atol=1e-12)


def test_images_are_taken_in_their_shape_too() -> None:
    network = random_network(np.random.default_rng(0), 784, 4, 3)
    images = np.random.default_rng(1).random((6, 28, 28))
    flat = network.forward(images.reshape(6, 784))
    np.testing.assert_array_equal(network.forward(images).outputs, flat.outputs)
    assert network.forward(images[0]).activations[0].shape == (784,)
    assert flat.pre_activations[0].shape == (6, 0)


@pytest.mark.parametrize("kind", [bool, np.uint8, np.int64, np.float16, np.float32])
def test_whole_and_short_numbers_are_taken(kind: type) -> None:
    network = random_network(np.random.default_rng(0), 64, 3)
    x: NDArray[Any] = np.zeros((2, 64), kind)
    x[:, 5] = 1
    expected = network.forward(x.astype(np.float64)).outputs
    np.testing.assert_array_equal(network.forward(x).outputs, expected)


@pytest.mark.parametrize(
    ("inputs", "given_shape", "shape"),
    [
        (784, None, (28, 28)),
        (64, None, (8, 8)),
        (784, (), None),
        (784, (14, 56), (14, 56)),
        (600, (20, 30), (20, 30)),
        (600, None, None),
        (4, None, None),
    ],
)
def test_which_inputs_are_images(
    inputs: int, given_shape: tuple[int, int] | None, shape: tuple[int, int] | None
) -> None:
    network = Network([Layer(np.ones((2, inputs)), np.ones(2))], image_shape=given_shape)
    assert network.image_shape == shape
    assert network.weight_grid(1, 1).shape == (shape or (1, inputs))


def test_a_weight_grid_is_a_view_of_the_weights() -> None:
    network = random_network(np.random.default_rng(3), 784, 16, 10)
    grid = network.weight_grid(1, 7)
    assert grid.shape == (28, 28)
    assert np.shares_memory(grid, network.layers[0].weights)
    assert grid[3, 5] == network.layers[0].weights[7, 3 * 28 + 5]
    assert network.weight_grid(2, 0).shape == (1, 16)


@pytest.mark.parametrize(("layer", "neuron"), [(0, 0), (3, 0), (1, 16), (1, -1), (2, 10)])
def test_a_layer_or_neuron_that_is_not_there(layer: int, neuron: int) -> None:
    network = random_network(np.random.default_rng(3), 784, 16, 10)
    trace = network.forward(np.zeros(784))
    with pytest.raises(InputError, match=r"(layer|neuron): expected \d+ to \d+, got"):
        network.weight_grid(layer, neuron)
    with pytest.raises(InputError, match=r"(layer|neuron): expected \d+ to \d+, got"):
        trace.contributions(layer, neuron)


def test_nothing_can_be_written_to() -> None:
    weights = np.ones((2, 4))
    layer = Layer(weights, np.ones(2))
    weights[0, 0] = 5.0
    assert layer.weights[0, 0] == 1.0
    network = Network([layer])
    trace = network.forward(np.ones((3, 4)))
    for array in (layer.weights, layer.biases, *trace.activations, *trace.pre_activations):
        assert array.dtype == np.float64
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0
    for record, name in ((layer, "weights"), (network, "layers"), (trace, "activations")):
        with pytest.raises(AttributeError):
            setattr(record, name, None)
    facts: Any = network.record
    with pytest.raises(TypeError):
        facts["seed"] = "1"


def test_a_single_input_is_the_traces_own() -> None:
    x = np.zeros(4)
    trace = random_network(np.random.default_rng(0), 4, 2).forward(x)
    x[0] = 1.0
    assert trace.activations[0].tolist() == [0.0] * 4


def test_copies_are_the_network_itself_and_pickles_are_its_equal() -> None:
    network = hand_made()
    assert copy.copy(network) is network
    assert copy.deepcopy({"a": network})["a"] is network
    other = pickle.loads(pickle.dumps(network))
    assert (other.digest, other.labels) == (network.digest, network.labels)
    assert not other.layers[0].weights.flags.writeable


@given(st.integers(0, 16), st.sampled_from([1e-12, -1.0, 1e300]))
def test_the_digest_changes_with_any_value(place: int, change: float) -> None:
    network = hand_made()
    parts = [a.copy() for layer in network.layers for a in (layer.weights, layer.biases)]
    sizes = np.cumsum([0] + [a.size for a in parts])
    which = int(np.searchsorted(sizes, place, side="right")) - 1
    parts[which].flat[place - sizes[which]] += change
    changed = Network([Layer(parts[0], parts[1]), Layer(parts[2], parts[3])])
    assert changed.digest != network.digest


def test_the_digest_is_of_what_is_computed_alone() -> None:
    network = hand_made()
    renamed = Network(network.layers, ["a", "b"], record={"seed": "1"})
    assert renamed.digest == network.digest
    relu = Layer(network.layers[1].weights, network.layers[1].biases, "relu")
    assert Network([network.layers[0], relu]).digest != network.digest


def test_names_say_what_the_numbers_of_a_vector_are() -> None:
    layer = Layer(np.ones((1, 64)), [0.0])
    names = [f"band {i}" for i in range(64)]
    network = Network([layer], input_names=[f" {name} " for name in names])
    assert network.input_names == tuple(names)
    assert network.image_shape is None
    assert Network([layer]).input_names == ()
    assert network.digest == Network([layer]).digest
    assert pickle.loads(pickle.dumps(network)).input_names == network.input_names


@pytest.mark.parametrize(
    ("names", "shape", "message"),
    [
        (["a"], None, "expected one for each of 4 inputs, got 1"),
        ("abcd", None, "expected one for each of 4 inputs, got 'abcd'"),
        (["a", "b", "c", " "], None, "expected printable names, got ''"),
        (["a", "b", "c", "d\ne"], None, r"expected printable names, got 'd\\ne'"),
        (["a", "b", "c", "d"], (2, 2), "expected none for an image"),
    ],
)
def test_names_that_do_not_fit_are_refused(
    names: Any, shape: tuple[int, int] | None, message: str
) -> None:
    with pytest.raises(InputError, match=f"^input_names: {message}"):
        Network([Layer(np.ones((1, 4)), [0.0])], image_shape=shape, input_names=names)
