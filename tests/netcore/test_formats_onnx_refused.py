"""ONNX files that are no chain of dense layers, damaged or hostile: refused in one line."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from netcore import FormatError, load_network
from tests.netcore.onnx_graphs import Graph, constant, loaded, mlp, shape, unbatched


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


def constants_of(sides: np.ndarray, kind: str = "Reshape") -> Graph:
    """Return a graph whose weights are another shape of constants."""
    graph = Graph(4)
    graph.nodes.append(helper.make_node(kind, ["w", "s"], ["weights"]))
    graph.tensors += [numpy_helper.from_array(constant(1, 1), "w")]
    graph.tensors += [numpy_helper.from_array(sides, "s")]
    graph.nodes.append(helper.make_node("MatMul", ["x", "weights"], ["y"]))
    graph.value = "y"
    return graph


def dense(n_in: int = 4, n_out: int = 3) -> Graph:
    return Graph(n_in).add("MatMul", constant(n_in, n_out))


REFUSED: list[tuple[str, Callable[[], Graph], str]] = [
    ("conv", lambda: Graph(1, 8, 8).add("Conv", constant(2, 1, 3, 3), name="c1"), "'c1' is a Conv"),
    ("selu", lambda: dense().add("Selu", name="s"), "'s' is a Selu: expected an activation out of"),
    ("slopes", lambda: dense().add("PRelu", constant(3), name="p"), "'p': expected PRelu with one"),
    ("slope", lambda: dense().add("LeakyRelu", alpha=-0.1, name="l"), "'l': leaky_relu: expected"),
    (
        "relu6",
        lambda: dense().add("Clip", np.float32(0), np.float32(6), name="c"),
        r"'c': expected Clip that is a ReLU, from 0 on, got \[0.0\] to \[6.0\]",
    ),
    ("max", lambda: dense().add("Max", np.float32(0.1)), "expected Max of the value and 0: a ReLU"),
    (
        "quantised",
        lambda: Graph(4).add("DynamicQuantizeLinear", name="q"),
        r"'q' \(DynamicQuantizeLinear\): the model is quantised: export it as it was before",
    ),
    (
        "batches",
        lambda: Graph(4).add("Sub", constant(64, 4), name="s").add("MatMul", constant(4, 3)),
        r"'s': expected a row of constants, got shape \(64, 4\), with other ones for each",
    ),
    (
        "a batch out of a constant",
        lambda: unbatched(4).add("MatMul", constant(4, 3)).add("Mul", np.ones((3, 3), np.float32)),
        r"expected Mul with constants for one input, got shape \(3, 3\)",
    ),
    (
        "softmax over the batch",
        lambda: (
            unbatched(4)
            .add("MatMul", constant(4, 3))
            .add("Add", constant(1, 3))
            .add("Softmax", axis=0)
        ),
        "expected Softmax over the last axis",
    ),
    (
        "rows and columns",
        lambda: dense(4, 4).add("Reshape", shape(-1, 4, 1)).add("MatMul", constant(4, 2)),
        r"expected MatMul over 4 numbers in a row, got shape \(4, 1\): flatten them",
    ),
    (
        "softmax of parts",
        lambda: dense(4, 6).add("Reshape", shape(-1, 2, 3)).add("Softmax", axis=-1),
        "over the last axis, of all numbers of one input",
    ),
    ("shapes", lambda: constants_of(shape(5, 5)), "Reshape: does not work on constants of shape"),
    ("vast", lambda: constants_of(shape(9, 10**9), "Expand"), "expected at most 40,000,000 values"),
    ("gelu", lambda: dense().add("HardSwish", name="h"), "'h' is a HardSwish: expected an activ"),
    ("unnamed", lambda: dense().add("Abs"), "'Abs of v1' is a Abs: only chains"),
    (
        "logarithm",
        lambda: dense().add("LogSoftmax", name="l").add("MatMul", constant(3, 2)),
        "'l': expected the logarithm of a softmax as the output only",
    ),
    (
        "norm",
        lambda: dense().add("BatchNormalization", *4 * [constant(2)]),
        "expected 1 or 3 constants, got 2",
    ),
    (
        "norm's parts",
        lambda: dense().add("BatchNormalization", *3 * [constant(3)], constant(2)),
        "as many constants of each kind, got 3, 2, 3, 3",
    ),
    (
        "norm below zero",
        lambda: dense().add("BatchNormalization", *4 * [-np.ones(3, np.float32)]),
        "expected finite numbers",
    ),
    (
        "norm in training",
        lambda: dense().add("BatchNormalization", *4 * [constant(3)], training_mode=1),
        "as a trained network does it",
    ),
    ("own", lambda: dense().add("Relu", name="r", domain="mine"), "'r' is an operator of 'mine'"),
    ("skip", branch, r"'skip' \(Add\) joins two computed values"),
    ("twice", twice, r"'square' \(Mul\) uses its input twice"),
    ("side", side, r"'other' \(Sigmoid\) does not work on what the one before it gives"),
    ("two inputs", two_inputs, r"expected one input, got 2 \(x, more\)"),
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
    ("squeezed", lambda: dense().add("Squeeze", shape(1)), "expected Squeeze of a single output"),
    (
        "squeezed batch",
        lambda: dense(4, 1).add("Squeeze", shape(0)),
        "expected Squeeze of a single output",
    ),
    ("squeezed input", lambda: Graph(1).add("Squeeze"), "expected Squeeze of a single output"),
    ("flat", lambda: dense(4, 3).add("Reshape", shape(-1)), "keeps all numbers of one input"),
    (
        "behind it",
        lambda: dense(4, 1).add("Squeeze").add("Softmax", name="s"),
        "'s': expected no Softmax behind a single, squeezed output",
    ),
    ("activation first", lambda: Graph(4).add("Relu"), "right behind a dense layer"),
    ("two", lambda: dense().add("Relu").add("Tanh"), "expected tanh right behind a dense layer"),
    ("again", lambda: dense().add("Tanh").add("Tanh"), "tanh twice in a row"),
    ("scaled", lambda: dense().add("Relu").add("Add", constant(3)), "scales the outputs behind"),
    ("none", lambda: Graph(4).add("Identity"), "expected at least one dense layer"),
    ("nothing", lambda: Graph(4), "expected 1 to 2000 operators, got 0"),
    ("NaN", lambda: Graph(1).add("MatMul", np.full((1, 1), np.nan)), "expected finite numbers"),
    (
        "wide",
        lambda: Graph(1000, 100, 1000).add("Add", constant(1000)),
        r"at most 1,000,000 inputs, got \(1000, 100, 1000\)",
    ),
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


def test_biases_that_do_not_fit_their_layer_are_refused(tmp_path: Path) -> None:
    graph = Graph(4).add("Gemm", constant(4, 12), np.ones(9, dtype=np.float32))
    with pytest.raises(FormatError, match=r"expected constants for inputs \(12,\), got \(9,\)"):
        loaded(graph.model(), tmp_path)


def test_layers_that_share_their_weights_are_counted_one_by_one(tmp_path: Path) -> None:
    graph = Graph(2000).add("MatMul", np.zeros((2000, 2000), np.int8))
    for number in range(1, 12):
        graph.nodes.append(helper.make_node("MatMul", [graph.value, "c0"], [f"more{number}"]))
        graph.value = f"more{number}"
    with pytest.raises(FormatError, match="'MatMul of more10': expected at most 40,000,000 weigh"):
        loaded(graph.model(), tmp_path)


def test_many_scalings_of_a_layer_are_folded_into_it_at_once(tmp_path: Path) -> None:
    graph = dense(2000, 2000)
    for _ in range(1500):
        graph.add("Add", np.ones(1))
    began = time.process_time()
    (layer,) = loaded(graph.model(), tmp_path).layers
    assert time.process_time() - began < 5
    np.testing.assert_array_equal(layer.biases, np.full(2000, 1500))


def test_of_a_scikit_learn_model_the_way_in_is_said(tmp_path: Path) -> None:
    model = dense().add("ArgMax", name="a").model()
    model.producer_name = "skl2onnx"
    with pytest.raises(FormatError, match=r"'a' is a ArgMax: .*: in Python, netcore.save_network"):
        loaded(model, tmp_path)


def huge() -> bytes:
    model = Graph(4).add("MatMul", constant(4, 4)).model()
    model.graph.initializer[0].dims[:] = [2**40, 2**40]
    return bytes(model.SerializeToString())


def many_axes() -> bytes:
    model = Graph(4).add("MatMul", constant(4, 4)).model()
    model.graph.initializer[0].dims[:] = range(1000)
    return bytes(model.SerializeToString())


def long_kind() -> bytes:
    model = dense().add("Q" * 500).model()
    return bytes(model.SerializeToString()).replace(b"Q" * 500, b"\xfb" * 500)


def no_text() -> bytes:
    before, _, after = bytes(mlp().model().SerializeToString()).rpartition(b"v3")
    return before + b"\xff3" + after


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
    ("many axes", many_axes, "expected at most 40,000,000 values"),
    ("long kind", long_kind, "only chains of dense layers can be shown"),
    ("no text", no_text, "expected one output, 'v3', got b'"),
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
    assert len(str(caught.value)) < 500
