"""ONNX files: the outputs are those of onnx's own reference."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from netcore import unit_pixels
from tests.netcore.onnx_graphs import RNG, Graph, constant, loaded, mlp, shape


def norm(count: int) -> list[np.ndarray]:
    """Return scales, shifts, means and variances."""
    return [*(constant(count) for _ in range(3)), constant(count, low=0.1)]


MODELS: list[tuple[str, Callable[[], Graph], Sequence[str]]] = [
    ("Gemm", mlp, ["relu", "softmax"]),
    (
        "Gemm with factors",
        lambda: Graph(5).add("Gemm", constant(3, 5), constant(1), transB=1, alpha=0.5, beta=-2.0),
        ["identity"],
    ),
    (
        "Gemm with a row of biases, and none",
        lambda: Graph(5).add("Gemm", constant(5, 3), constant(1, 3)).add("Gemm", constant(3, 2)),
        ["identity", "identity"],
    ),
    (
        "MatMul and Add",
        lambda: (
            Graph(5)
            .add("MatMul", constant(5, 4))
            .add("Add", constant(4), first=True)
            .add("Tanh")
            .add("MatMul", constant(4, 3))
            .add("Sigmoid")
        ),
        ["tanh", "sigmoid"],
    ),
    (
        "image",
        lambda: (
            Graph(1, 8, 8)
            .add("Sub", constant())
            .add("Div", np.float32(0.3))
            .add("Flatten")
            .add("Gemm", constant(64, 5), constant(5))
            .add("Dropout")
            .add("Identity")
        ),
        ["identity"],
    ),
    (
        "each pixel scaled by its own",
        lambda: (
            Graph(8, 8)
            .add("Sub", constant(8, 8))
            .add("Mul", constant(1, 8, 8))
            .add("Add", constant(8))
            .add("Reshape", shape(-1, 64))
            .add("MatMul", constant(64, 3))
            .add("Relu")
        ),
        ["relu"],
    ),
    (
        "scaled between layers and behind the last",
        lambda: (
            Graph(6)
            .add("Div", constant(6, low=0.5))
            .add("MatMul", constant(6, 5))
            .add("Mul", constant(5))
            .add("Sub", constant(5), first=True)
            .add("Relu")
            .add("Add", constant(5))
            .add("Mul", constant(1))
            .add("Gemm", constant(5, 2), constant(2))
            .add("Add", constant(1, 2))
        ),
        ["relu", "identity"],
    ),
    (
        "normalised",
        lambda: (
            Graph(6)
            .add("BatchNormalization", *norm(6), epsilon=0.3)
            .add("MatMul", constant(6, 5))
            .add("BatchNormalization", *norm(5))
            .add("Relu")
            .add("BatchNormalization", *norm(5))
            .add("Gemm", constant(5, 3), constant(3))
        ),
        ["relu", "identity"],
    ),
    (
        "image normalised as a channel",
        lambda: (
            Graph(1, 4, 4)
            .add("BatchNormalization", *norm(1))
            .add("Flatten")
            .add("BatchNormalization", *norm(16))
            .add("MatMul", constant(16, 3))
        ),
        ["identity"],
    ),
    (
        "channels normalised",
        lambda: (
            Graph(2, 4, 4)
            .add("BatchNormalization", *norm(2))
            .add("Flatten")
            .add("MatMul", constant(32, 3))
        ),
        ["identity"],
    ),
    *(
        (
            f"a single output, {kind} {axes}",
            lambda kind=kind, axes=axes: (
                Graph(5)
                .add("MatMul", constant(5, 1))
                .add(kind, *axes)
                .add("Mul", constant(1))
                .add("Sigmoid")
            ),
            ["sigmoid"],
        )
        for kind, axes in (
            ("Squeeze", [shape(1)]),
            ("Squeeze", [shape(-1)]),
            ("Squeeze", []),
            ("Reshape", [shape(-1)]),
        )
    ),
    *(
        (
            f"a rectifier, {kind} {number}",
            lambda kind=kind, constants=constants, given=given: (
                Graph(5)
                .add("MatMul", constant(5, 4))
                .add(kind, *constants, **given)
                .add("MatMul", constant(4, 3))
            ),
            [name, "identity"],
        )
        for number, (kind, constants, given, name) in enumerate(
            [
                ("LeakyRelu", [], {}, "leaky_relu"),
                ("LeakyRelu", [], {"alpha": 0.2}, "leaky_relu:0.2"),
                ("PRelu", [np.full(4, 0.25, np.float32)], {}, "leaky_relu:0.25"),
                ("Elu", [], {}, "elu"),
                ("Elu", [], {"alpha": 0.5}, "elu:0.5"),
                ("Clip", [np.float32(0)], {}, "relu"),
                ("Clip", [np.float32(0), np.float32(3.4e38)], {}, "relu"),
                ("Max", [np.float32(0)], {}, "relu"),
                ("Max", [np.zeros(4, np.float32)], {}, "relu"),
            ]
        )
    ),
    (
        "constants for a whole batch",
        lambda: (
            Graph(1, 4, 4)
            .add("Sub", np.broadcast_to(np.float32(0.5), (40, 1, 4, 4)).copy())
            .add("Mul", np.broadcast_to(constant(4, 4), (40, 1, 4, 4)).copy())
            .add("Flatten")
            .add("Sub", constant(16))
            .add("MatMul", constant(16, 3))
            .add("Add", np.broadcast_to(constant(3), (40, 3)).copy())
        ),
        ["identity"],
    ),
    (
        "a channel that comes and goes",
        lambda: (
            Graph(4, 4)
            .add("Unsqueeze", shape(1))
            .add("Sub", constant(1, 1, 4, 4))
            .add("Squeeze", shape(1))
            .add("Flatten")
            .add("MatMul", constant(16, 3))
            .add("Softmax", axis=1)
        ),
        ["softmax"],
    ),
    (
        "double",
        lambda: Graph(4).add("Cast", to=TensorProto.DOUBLE).add("MatMul", constant(4, 2) * 1.0),
        ["identity"],
    ),
]


@pytest.mark.parametrize(("make", "activations"), [pytest.param(*m[1:], id=m[0]) for m in MODELS])
def test_the_outputs_are_those_of_the_reference(
    make: Callable[[], Graph], activations: Sequence[str], tmp_path: Path
) -> None:
    graph = make()
    network = loaded(graph.model(), tmp_path)
    assert [layer.activation for layer in network.layers] == activations
    sides = [d.dim_value for d in graph.inputs[0].type.tensor_type.shape.dim][1:]
    x = RNG.random((40, *sides)).astype(np.float32)
    # Counted in float32, sums of 40 and more would be off by more than is allowed here.
    graph.tensors = [
        numpy_helper.from_array(
            values.astype(np.float64) if values.dtype.kind == "f" else values, name
        )
        for name, values in ((t.name, numpy_helper.to_array(t)) for t in graph.tensors)
    ]
    expected = graph.expected(x.astype(np.float64))
    outputs = network.forward(x.reshape(40, -1)).outputs
    np.testing.assert_allclose(outputs, expected.reshape(40, -1), rtol=0, atol=1e-5)


def test_a_flattening_that_computes_its_shape(tmp_path: Path) -> None:
    graph = Graph(1, 8, 8)
    for kind, inputs in (
        ("Shape", ["x"]),
        ("Gather", ["s0", "zero"]),
        ("Unsqueeze", ["s1", "axes"]),
        ("Concat", ["s2", "rest"]),
    ):
        given: dict[str, Any] = {"axis": 0} if kind == "Concat" else {}
        graph.nodes.append(helper.make_node(kind, inputs, [f"s{len(graph.nodes)}"], **given))
    for name, value in (("zero", np.array(0)), ("axes", shape(0)), ("rest", shape(-1))):
        graph.tensors.append(numpy_helper.from_array(value, name))
    graph.nodes.append(helper.make_node("Reshape", ["x", "s3"], ["flat"]))
    graph.value = "flat"
    graph.add("MatMul", constant(64, 3))
    network = loaded(graph.model(), tmp_path)
    x = RNG.random((1, 1, 8, 8)).astype(np.float32)
    expected = graph.expected(x)
    np.testing.assert_allclose(network.forward(x.ravel()).outputs, expected[0], rtol=0, atol=1e-5)


def test_constants_from_operators(tmp_path: Path) -> None:
    graph = Graph(4)
    weights = constant(3, 4)
    held = helper.make_node("Constant", [], ["w"], value=numpy_helper.from_array(weights))
    graph.nodes += [held, helper.make_node("Transpose", ["w"], ["wt"], perm=[1, 0])]
    graph.nodes.append(helper.make_node("MatMul", ["x", "wt"], ["y"]))
    graph.nodes.append(helper.make_node("Constant", [], ["two"], value_float=2.0))
    graph.nodes.append(helper.make_node("Mul", ["y", "two"], ["z"]))
    graph.value = "z"
    layer = loaded(graph.model(), tmp_path).layers[0]
    np.testing.assert_allclose(layer.weights, 2.0 * weights, rtol=1e-7)


def test_the_logarithm_of_a_softmax_is_read_as_the_softmax(tmp_path: Path) -> None:
    graph = Graph(5).add("Gemm", constant(5, 4), constant(4)).add("LogSoftmax", axis=1)
    network = loaded(graph.model(), tmp_path)
    x = RNG.random((20, 5)).astype(np.float32)
    outputs = network.forward(x).outputs
    np.testing.assert_allclose(outputs, np.exp(graph.expected(x)), rtol=0, atol=1e-6)
    assert network.record["outputs"] == "logarithms"


def test_labels_and_the_shape_of_the_image_come_from_the_file(tmp_path: Path) -> None:
    model = Graph(1, 4, 5).add("Flatten").add("MatMul", constant(20, 2)).model()
    helper.set_model_props(model, {"labels": "no, yes"})
    network = loaded(model, tmp_path)
    assert network.labels == ("no", "yes")
    assert network.image_shape == (4, 5)
    coloured = Graph(3, 4, 5).add("Flatten").add("MatMul", constant(60, 2)).model()
    assert loaded(coloured, tmp_path).image_shape is None


def test_a_network_of_bytes_can_be_turned_into_one_of_units(tmp_path: Path) -> None:
    graph = Graph(8, 8).add("Div", np.float32(255)).add("Flatten").add("MatMul", constant(64, 3))
    network = loaded(graph.model(), tmp_path)
    assert dict(network.record) == {"pixels": "0 to 255"}
    x = np.round(255 * RNG.random((9, 8, 8))).astype(np.float32)
    expected = graph.expected(x)
    outputs = network.forward(x.astype(float)).outputs
    np.testing.assert_allclose(outputs, expected, rtol=0, atol=1e-5)
    units = unit_pixels(network)
    np.testing.assert_allclose(units.forward(x / 255.0).outputs, expected, rtol=0, atol=1e-5)
    assert unit_pixels(units) is units
