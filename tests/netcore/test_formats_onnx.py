"""ONNX files: the outputs of onnx's own reference, and what is no chain of dense layers refused."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from netcore import FormatError, Network, load_network, unit_pixels

Array = NDArray[Any]
RNG = np.random.default_rng(8)


def constant(*shape: int, low: float = -1.0) -> Array:
    return RNG.uniform(low, 1, shape).astype(np.float32)


class Graph:
    """A model in the making: each operator works on what the last one gave."""

    def __init__(self, *shape: int | str) -> None:
        self.inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", *shape])]
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []
        self.value = "x"

    def add(
        self, kind: str, *constants: ArrayLike, first: bool = False, name: str = "", **given: Any
    ) -> "Graph":
        names = [f"c{len(self.tensors) + i}" for i in range(len(constants))]
        self.tensors += [
            numpy_helper.from_array(np.asarray(c), n) for c, n in zip(constants, names, strict=True)
        ]
        inputs = [*names, self.value] if first else [self.value, *names]
        self.value = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [self.value], name=name, **given))
        return self

    def expected(self, x: Array) -> Array:
        """Return what onnx's reference computes."""
        (outputs,) = ReferenceEvaluator(self.model()).run(None, {"x": x})
        return np.asarray(outputs)

    def model(self) -> ModelProto:
        outputs = [helper.make_tensor_value_info(self.value, TensorProto.FLOAT, None)]
        graph = helper.make_graph(self.nodes, "g", self.inputs, outputs, self.tensors)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])


def loaded(model: ModelProto, tmp_path: Path) -> Network:
    (tmp_path / "model.onnx").write_bytes(model.SerializeToString())
    return load_network(tmp_path / "model.onnx")


def shape(*numbers: int) -> Array:
    return np.array(numbers, np.int64)


def mlp() -> Graph:
    return (
        Graph(12)
        .add("Gemm", constant(9, 12), constant(9), transB=1, name="fc1")
        .add("Relu")
        .add("Gemm", constant(9, 4), constant(4), name="fc2")
        .add("Softmax", axis=-1)
    )


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
    if any(node.op_type == "Cast" for node in graph.nodes):
        graph.tensors = [
            numpy_helper.from_array(numpy_helper.to_array(t).astype(np.float64), t.name)
            for t in graph.tensors
        ]
    expected = graph.expected(x)
    outputs = network.forward(x.reshape(40, -1)).outputs
    np.testing.assert_allclose(outputs, expected, rtol=0, atol=1e-5)


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
    units = unit_pixels(network)
    np.testing.assert_allclose(units.forward(x / 255.0).outputs, expected, rtol=0, atol=1e-5)
    assert unit_pixels(units) is units


def branch() -> Graph:
    graph = Graph(4).add("MatMul", constant(4, 4))
    graph.nodes.append(helper.make_node("Add", ["x", "v0"], ["sum"], name="skip"))
    graph.value = "sum"
    return graph


def twice() -> Graph:
    graph = Graph(4).add("MatMul", constant(4, 4))
    graph.nodes.append(helper.make_node("Mul", ["v0", "v0"], ["square"], name="square"))
    graph.value = "square"
    return graph


def side() -> Graph:
    graph = Graph(4).add("MatMul", constant(4, 4)).add("Relu")
    graph.nodes.append(helper.make_node("Sigmoid", ["v0"], ["other"], name="other"))
    return graph


def two_inputs() -> Graph:
    graph = mlp()
    graph.inputs.append(helper.make_tensor_value_info("more", TensorProto.FLOAT, [1]))
    return graph


def outside() -> Graph:
    graph = Graph(4).add("MatMul", constant(4, 4))
    graph.tensors[0].data_location = TensorProto.EXTERNAL
    graph.tensors[0].external_data.add(key="location", value="../../etc/passwd")
    return graph


def dense(n_in: int = 4, n_out: int = 3) -> Graph:
    return Graph(n_in).add("MatMul", constant(n_in, n_out))


REFUSED: list[tuple[str, Callable[[], Graph], str]] = [
    ("conv", lambda: Graph(1, 8, 8).add("Conv", constant(2, 1, 3, 3), name="c1"), "'c1' is a Conv"),
    ("norm", lambda: dense().add("LeakyRelu", name="leak"), "'leak' is a LeakyRelu: only chains"),
    ("unnamed", lambda: dense().add("LogSoftmax"), "'LogSoftmax of v1' is a LogSoftmax"),
    ("skip", branch, r"'skip' \(Add\) joins two computed values"),
    ("twice", twice, r"'square' \(Mul\) uses its input twice"),
    ("side", side, r"'other' \(Sigmoid\) does not work on what the one before it gives"),
    ("two inputs", two_inputs, r"expected one input, got 2 \(x, more\)"),
    ("outside", outside, "'c0' is kept in another file, which is not read"),
    ("not flat", lambda: Graph(8, 8).add("MatMul", constant(8, 3)), "takes 8 numbers, but 64 come"),
    ("no chain", lambda: dense().add("MatMul", constant(4, 3)), "takes 4 numbers, but 3 come in"),
    ("reshape", lambda: Graph(64).add("Reshape", shape(-1, 8)), "keeps all numbers of one input"),
    ("turned", lambda: Graph(4).add("MatMul", constant(4, 4), first=True), "of the form x W"),
    ("transA", lambda: Graph(4).add("Gemm", constant(4, 4), transA=1), "of the form x W"),
    ("axis", lambda: dense().add("Softmax", axis=0), "over the last axis"),
    ("flatten", lambda: Graph(2, 2).add("Flatten", axis=2), "with axis 1"),
    ("to int", lambda: Graph(4).add("Cast", to=TensorProto.INT64), "expected Cast to floats"),
    ("inverse", lambda: Graph(4).add("Div", constant(4), first=True), "other than 0"),
    ("by zero", lambda: Graph(4).add("Div", np.zeros(4, np.float32)), "other than 0"),
    ("column", lambda: dense(3).add("Add", constant(3, 1)), "expected a row of constants"),
    ("constants", lambda: Graph(4).add("Add", constant(3)), r"for inputs \(4,\), got \(3,\)"),
    ("activation first", lambda: Graph(4).add("Relu"), "right behind a dense layer"),
    ("two", lambda: dense().add("Relu").add("Tanh"), "expected tanh right behind a dense layer"),
    ("again", lambda: dense().add("Tanh").add("Tanh"), "tanh twice in a row"),
    ("scaled", lambda: dense().add("Relu").add("Add", constant(3)), "scales the outputs behind"),
    ("none", lambda: Graph(4).add("Identity"), "expected at least one dense layer"),
    ("nothing", lambda: Graph(4), "expected 1 to 2000 operators, got 0"),
    ("NaN", lambda: Graph(1).add("MatMul", np.full((1, 1), np.nan)), "expected finite numbers"),
    ("text", lambda: Graph(2).add("MatMul", np.array([["a"], ["b"]])), "expected numbers|readable"),
    ("complex", lambda: Graph(1).add("MatMul", np.ones((1, 1), complex)), "expected (real )?num"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "message"), [pytest.param(*r[1:], id=r[0]) for r in REFUSED])
def test_what_is_no_chain_of_dense_layers_is_refused_by_name(
    make: Callable[[], Graph], message: str, tmp_path: Path
) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        loaded(make().model(), tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'model.onnx'}: ")
    assert "\n" not in str(caught.value)


def huge() -> bytes:
    model = Graph(4).add("MatMul", constant(4, 4)).model()
    model.graph.initializer[0].dims[:] = [2**40, 2**40]
    return bytes(model.SerializeToString())


def short() -> bytes:
    model = Graph(4).add("MatMul", constant(4, 4)).model()
    model.graph.initializer[0].raw_data = b"abc"
    return bytes(model.SerializeToString())


def nodes(count: int) -> bytes:
    """Return a graph of that many empty nodes."""
    inside = b"\x0a\x00" * count
    length, varint = len(inside), bytearray()
    while length > 0x7F:
        varint.append(length & 0x7F | 0x80)
        length >>= 7
    return b"\x3a" + bytes([*varint, length]) + inside


BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", bytes, "expected 1 to 2000 operators, got 0"),
    ("text", lambda: b"these are the weights", "not a readable .onnx file"),
    ("cut", lambda: mlp().model().SerializeToString()[:-9], "it is cut off"),
    ("huge", huge, "expected at most 40,000,000 values"),
    ("short", short, "not a readable tensor"),
    ("many", lambda: nodes(300_000), "expected at most 200,000 parts"),
    ("some", lambda: nodes(100_000), "expected 1 to 2000 operators, got 100000"),
    ("notes", lambda: b"\x32" + b"\xc0\x84\x3d" + bytes(1_000_000), "1 to 2000 operators, got 0"),
    ("long notes", lambda: b"\x32\xc0\x8d\xb7\x01" + bytes(3_000_000), "besides tensor data"),
    ("overlong", lambda: b"\xff" * 40, "not a readable .onnx file"),
]


@pytest.mark.parametrize(("make", "message"), [pytest.param(*r[1:], id=r[0]) for r in BROKEN])
def test_broken_files(make: Callable[[], bytes], message: str, tmp_path: Path) -> None:
    (tmp_path / "broken.onnx").write_bytes(make())
    with pytest.raises(FormatError, match=message) as caught:
        load_network(tmp_path / "broken.onnx")
    assert "\n" not in str(caught.value)
