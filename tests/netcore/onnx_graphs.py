"""ONNX models in the making, for tests."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from netcore import Network, load_network

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


def unbatched(*sides: int) -> Graph:
    """Return a model whose input has no axis for a batch."""
    graph = Graph()
    graph.inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, sides)]
    return graph
