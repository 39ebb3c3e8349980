"""Files of Keras, written by hand."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from tests.netcore.archives import archive

Array = NDArray[Any]


def kernel(n_in: int = 4, n_out: int = 3) -> Array:
    return np.random.default_rng(n_in).normal(size=(n_in, n_out)).astype(np.float32)


def layer(kind: str = "Dense", name: str = "first", **settings: Any) -> dict[str, Any]:
    settings = {"activation": "relu"} | settings if kind == "Dense" else settings
    return {"class_name": kind, "config": {"name": name, **settings}}


def sequential(*layers: Any) -> dict[str, Any]:
    return {"class_name": "Sequential", "config": {"layers": list(layers)}}


def hdf5(fill: Callable[[Any], None]) -> bytes:
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        fill(file)
    return buffer.getvalue()


def weights(file: Any, place: str = "layers/dense", array: Array | None = None) -> None:
    array = kernel() if array is None else array
    file[f"{place}/vars/0"] = array
    file[f"{place}/vars/1"] = np.ones(array.shape[-1], np.float32)


def keras(
    model: Any = None, fill: Callable[[Any], None] = weights, packing: int = zipfile.ZIP_STORED
) -> bytes:
    members = {
        "config.json": json.dumps(model or sequential(layer())).encode(),
        "model.weights.h5": hdf5(fill),
        "../../escape": b"nothing is written",
    }
    return archive(members, packing)


def node(*names: str) -> dict[str, Any]:
    parents = [
        {"class_name": "__keras_tensor__", "config": {"keras_history": [n, 0, 0]}} for n in names
    ]
    return {"inbound_nodes": [{"args": [parents], "kwargs": {}}]}


def functional(*layers: Any) -> dict[str, Any]:
    return {"class_name": "Functional", "config": {"layers": list(layers)}}


INPUT = {**layer("InputLayer", "in", batch_shape=[None, 4]), "inbound_nodes": []}


def called(*inputs: Any) -> dict[str, Any]:
    """Return how Keras 3 says what an operation is given: names of layers, and numbers."""
    given = [node(i)["inbound_nodes"][0]["args"][0][0] if isinstance(i, str) else i for i in inputs]
    return {"inbound_nodes": [{"args": given, "kwargs": {}}]}
