"""ONNX: constants that are worked out, models without a batch's axis, and several outputs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from tests.netcore.onnx_graphs import RNG, Graph, constant, loaded, shape, unbatched


def constants_on_the_way(graph: Graph, *steps: tuple[str, list[str], dict[str, Any]]) -> str:
    """Add operators on constants, each on the last one's outcome; return that of the last."""
    name = "w"
    for kind, others, given in steps:
        graph.nodes.append(helper.make_node(kind, [name, *others], [f"{name}'"], **given))
        name += "'"
    return name


def test_operators_on_constants_are_worked_out(tmp_path: Path) -> None:
    graph = Graph(6)
    arrays = {
        "w": constant(1, 2, 3, 4), "flat": shape(6, 4), "one": shape(0), "two": constant(),
        "starts": shape(1), "ends": shape(4), "axes": shape(1),
    }  # fmt: skip
    name = constants_on_the_way(
        graph,
        ("Squeeze", ["one"], {}),
        ("Reshape", ["flat"], {}),
        ("Mul", ["two"], {}),
        ("Unsqueeze", ["one"], {}),
        ("Neg", [], {}),
        ("Squeeze", ["one"], {}),
        ("Slice", ["starts", "ends", "axes"], {}),
        ("Div", ["two"], {}),
        ("Concat", ["more"], {"axis": 1}),
        ("Transpose", [], {}),
        ("Transpose", [], {"perm": [1, 0]}),
    )
    arrays["more"] = constant(6, 2)
    graph.tensors += [numpy_helper.from_array(array, key) for key, array in arrays.items()]
    graph.nodes.append(helper.make_node("MatMul", ["x", name], ["y"]))
    graph.value = "y"
    network = loaded(graph.model(), tmp_path)
    assert network.sizes == (6, 5)
    x = RNG.random((9, 6)).astype(np.float32)
    outputs = network.forward(x).outputs
    np.testing.assert_allclose(outputs, graph.expected(x), rtol=0, atol=1e-5)


UNBATCHED: list[tuple[Callable[[], Graph], tuple[int, int] | None]] = [
    (lambda: unbatched(8, 8).add("Reshape", shape(-1)), (8, 8)),
    (lambda: unbatched(8, 8).add("Reshape", shape(64)), (8, 8)),
    (lambda: unbatched(64), (8, 8)),
    (lambda: unbatched(1, 8, 8).add("Sub", constant(1, 8, 8)).add("Reshape", shape(64)), (8, 8)),
    (lambda: unbatched(1, 1, 8, 8).add("Reshape", shape(64)), (8, 8)),
]


@pytest.mark.parametrize(("make", "image_shape"), UNBATCHED)
def test_a_model_without_a_batch(
    make: Callable[[], Graph], image_shape: tuple[int, int], tmp_path: Path
) -> None:
    graph = (
        make()
        .add("MatMul", constant(64, 5))
        .add("Add", constant(5))
        .add("Relu")
        .add("MatMul", constant(5, 3))
        .add("Softmax", axis=0)
    )
    network = loaded(graph.model(), tmp_path)
    assert network.image_shape == image_shape
    sides = [d.dim_value for d in graph.inputs[0].type.tensor_type.shape.dim]
    x = RNG.random(sides).astype(np.float32)
    outputs = network.forward(x.ravel()).outputs
    np.testing.assert_allclose(outputs, graph.expected(x), rtol=0, atol=1e-5)


def test_a_model_that_makes_a_batch_of_its_one_input(tmp_path: Path) -> None:
    graph = (
        unbatched(8, 8)
        .add("Unsqueeze", shape(0))
        .add("Flatten")
        .add("Gemm", constant(64, 3), constant(3))
        .add("Softmax", axis=1)
        .add("Squeeze", shape(0))
    )
    network = loaded(graph.model(), tmp_path)
    x = RNG.random((8, 8)).astype(np.float32)
    outputs = network.forward(x).outputs
    np.testing.assert_allclose(outputs, graph.expected(x), rtol=0, atol=1e-5)


def test_of_several_outputs_in_a_row_the_last_is_shown(tmp_path: Path) -> None:
    graph = Graph(5).add("Gemm", constant(5, 3), constant(3)).add("Softmax", axis=1)
    model = graph.model()
    model.graph.output.append(helper.make_tensor_value_info("v0", TensorProto.FLOAT, None))
    network = loaded(model, tmp_path)
    x = RNG.random((20, 5)).astype(np.float32)
    outputs = network.forward(x).outputs
    np.testing.assert_allclose(outputs, graph.expected(x), rtol=0, atol=1e-6)
    assert network.layers[0].activation == "softmax"
