"""ONNX models whose weights are in files beside them; PyTorch's own is among test_formats_keras."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from onnx import ModelProto, TensorProto

from netcore import FileError, FormatError, NetcoreError, load_network, network_files
from netcore.formats import _onnx_beside
from tests.netcore.onnx_graphs import Array, Graph, constant

VALUES = np.linspace(-1, 1, 12, dtype=np.float32).reshape(4, 3)
DATA = "model.onnx.data"


def written(folder: Path, content: bytes | None = None, /, **facts: object) -> Path:
    """Write a model of 4 inputs and 3 outputs whose 12 weights are in another file."""
    content = VALUES.tobytes() if content is None else content
    (folder / DATA).write_bytes(content)
    return save(Graph(4).add("MatMul", VALUES).model(), folder, **{"location": DATA} | facts)


def save(model: ModelProto, folder: Path, **facts: object) -> Path:
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for name, value in facts.items():
        tensor.external_data.add(key=name, value=str(value))
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    return folder / "model.onnx"


@pytest.mark.parametrize(
    ("before", "facts"),
    [
        (0, {}),
        (0, {"offset": 0, "length": 48}),
        (5000, {"offset": 5000, "length": 48, "checksum": "none", "whatever": "x"}),
    ],
)
def test_only_the_bytes_that_it_names_are_read(
    before: int, facts: dict[str, object], tmp_path: Path
) -> None:
    file = written(tmp_path, b"\xff" * before + VALUES.tobytes() + b"\xff" * 9, **facts)
    layer = load_network(file).layers[0]
    np.testing.assert_array_equal(layer.weights, VALUES.T)
    assert network_files(file) == [file, tmp_path / DATA]


@pytest.mark.parametrize("kind", [np.float64, np.float16, np.int8, np.uint8, np.int64])
def test_numbers_of_every_width(kind: type, tmp_path: Path) -> None:
    values: Array = np.arange(12).reshape(4, 3).astype(kind)
    (tmp_path / DATA).write_bytes(values.tobytes())
    file = save(Graph(4).add("MatMul", values).model(), tmp_path, location=DATA)
    np.testing.assert_array_equal(load_network(file).layers[0].weights, values.T)


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    file = written(tmp_path)
    (tmp_path / DATA).rename(tmp_path / "weights")
    (tmp_path / DATA).symlink_to("weights")
    np.testing.assert_array_equal(load_network(file).layers[0].weights, VALUES.T)


OUTSIDE = "'c0': expected its values in a file beside the model, got"

HOSTILE: list[tuple[str, dict[str, object], str]] = [
    ("no location", {"location": ""}, OUTSIDE),
    ("itself", {"location": "."}, OUTSIDE),
    ("above", {"location": ".."}, OUTSIDE),
    ("other folder", {"location": "../" + DATA}, OUTSIDE),
    ("inner folder", {"location": "./" + DATA}, OUTSIDE),
    ("Windows' folder", {"location": "..\\" + DATA}, OUTSIDE),
    ("Windows' drive", {"location": "C:" + DATA}, OUTSIDE),
    ("absolute", {"location": "/etc/passwd"}, OUTSIDE),
    ("nul", {"location": "a\0b"}, OUTSIDE),
    ("long", {"location": 300 * "x"}, "cannot be read: File name too long"),
    ("missing", {"location": "none"}, "none: no such file: .* belongs beside the model"),
    ("folder", {"location": "folder"}, "folder: expected a file, got a directory"),
    ("pipe", {"location": "pipe"}, "pipe: expected a file, got a pipe"),
    ("link", {"location": "link"}, "link is a link to another folder"),
    ("loop", {"location": "loop"}, "loop: (cannot be read|no such file)"),
    ("negative offset", {"offset": -4}, "'c0': expected a whole number as its offset, got '-4'"),
    ("no number", {"offset": "0x10"}, "expected a whole number as its offset"),
    ("huge offset", {"offset": 10**17}, f"of {DATA}, which has 48: is it of this model"),
    (
        "gigantic offset",
        {"offset": "1" + 5000 * "0"},
        "expected a whole number as its offset, got '10",
    ),
    ("behind", {"offset": 1}, f"expected bytes 1 to 49 of {DATA}, which has 48"),
    ("negative length", {"length": -48}, "expected a whole number as its length, got '-48'"),
    ("short length", {"length": 44}, r"a length of 48 bytes for shape \[4, 3\], got 44"),
    ("zero length", {"length": 0}, "a length of 48 bytes .* got 0"),
    ("huge length", {"length": 10**17}, r"a length of 48 bytes for shape \[4, 3\], got 100,000"),
]


@pytest.mark.parametrize(("facts", "message"), [pytest.param(*h[1:], id=h[0]) for h in HOSTILE])
def test_what_is_not_in_a_file_beside_it_is_refused(
    facts: dict[str, object], message: str, tmp_path: Path
) -> None:
    inner = tmp_path / "inner"
    (inner / "folder").mkdir(parents=True)
    os.mkfifo(inner / "pipe")
    (tmp_path / DATA).write_bytes(VALUES.tobytes())
    (inner / "link").symlink_to(tmp_path / DATA)
    (inner / "loop").symlink_to("loop")
    refused(written(inner, **facts), message)


def refused(file: Path, message: str) -> None:
    with pytest.raises(NetcoreError, match=message) as caught:
        load_network(file)
    assert isinstance(caught.value, FileError | FormatError)
    assert str(caught.value).startswith(str(file.parent))
    assert "\n" not in str(caught.value)


def text() -> Graph:
    graph = Graph(4).add("MatMul", VALUES)
    graph.tensors[0].data_type = TensorProto.STRING
    return graph


def huge() -> Graph:
    graph = Graph(4).add("MatMul", VALUES)
    graph.tensors[0].dims[:] = [2**40, 2**40]
    return graph


@pytest.mark.parametrize(
    ("make", "message"),
    [(text, "'c0': expected numbers, got type 8"), (huge, "at most 40,000,000 values")],
)
def test_shapes_and_types_are_checked_first(
    make: Callable[[], Graph], message: str, tmp_path: Path
) -> None:
    (tmp_path / DATA).write_bytes(VALUES.tobytes())
    refused(save(make().model(), tmp_path, location=DATA), message)


def test_all_files_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, VALUES.tobytes() + bytes(60))
    monkeypatch.setattr(_onnx_beside, "MOST_BYTES", 100)
    refused(file, f"{DATA}: expected at most 100 bytes, got 108")
    graph = Graph(4).add("MatMul", VALUES).add("MatMul", constant(3, 3))
    model = graph.model()
    tensor = model.graph.initializer[1]
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="second")
    (tmp_path / DATA).write_bytes(VALUES.tobytes() + bytes(20))
    (tmp_path / "second").write_bytes(bytes(36))
    refused(save(model, tmp_path, location=DATA), "at most 100 bytes in files .* got 104")


def test_constants_of_operators_may_be_beside_it_as_well(tmp_path: Path) -> None:
    graph = Graph(4).add("MatMul", VALUES)
    node = graph.model().graph.node.add(op_type="Constant", output=["c0"])
    held = node.attribute.add(name="value", type=4)
    held.t.CopyFrom(graph.tensors.pop())
    held.t.ClearField("raw_data")
    held.t.external_data.add(key="location", value=DATA)
    graph.nodes.insert(0, node)
    (tmp_path / DATA).write_bytes(VALUES.tobytes())
    (tmp_path / "model.onnx").write_bytes(graph.model().SerializeToString())
    assert network_files(tmp_path / "model.onnx") == [tmp_path / "model.onnx", tmp_path / DATA]
    layer = load_network(tmp_path / "model.onnx").layers[0]
    np.testing.assert_array_equal(layer.weights, VALUES.T)
