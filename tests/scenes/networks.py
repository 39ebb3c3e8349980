"""Networks for the tests, made by seed: they have learned nothing, and are of every shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from netcore import Layer, Network, asset_path, save_network

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["OTHER", "SHAPES", "Shape", "given"]

CLOTHES = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
CLOTHES += ["Bag", "Ankle boot"]


@dataclass(frozen=True)
class Shape:
    """What a network looks like, and what a clip must be told beside it; all weights are random."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    labels: list[str] | None = None
    image: tuple[int, ...] = (28, 28)
    told: dict[str, Any] = field(default_factory=dict)

    def save(self, path: Path) -> Path:
        """Write it into a file."""
        rng = np.random.default_rng(4)
        layers = [
            Layer(rng.normal(size=(n, m)) * 2 / m**0.5, rng.normal(size=n), name)
            for (m, n), name in zip(pairwise(self.sizes), self.activations, strict=True)
        ]
        save_network(Network(layers, image_shape=self.image, labels=self.labels), path)
        return path


OTHER = Shape((784, 36, 10), ("relu", "softmax"))
"""Another network for the same digits."""

SHAPES = {
    "small": Shape((64, 32, 10), ("relu", "softmax"), CLOTHES, (8, 8)),
    "deep": Shape((784, *[16] * 8, 10), ("tanh",) * 8 + ("identity",)),
    "crowded": Shape((784, *[200] * 8, 40), ("relu",) * 8 + ("softmax",)),
    "binary": Shape((784, 1, 1), ("relu", "sigmoid")),
    "many": Shape(
        (784, 20, 100), ("relu", "softmax"), [f"a class with long name {i:06}" for i in range(100)]
    ),
    "wide": Shape((600, 2000, 2000, 3), ("relu", "relu", "tanh"), image=(20, 30)),
    "numbers": Shape(
        (4, 7, 3),
        ("tanh", "softmax"),
        ["Iris setosa", "Iris versicolor", "Iris virginica"],
        image=(),
        told={
            "inputs": (5.1, 3.5, -1234.5, 0.0002),
            "input_names": ("sepal length (cm)", "sepal width (cm)", "x", "a" * 40),
        },
    ),
    "one number": Shape((1, 3, 2), ("tanh", "softmax"), image=(), told={"inputs": (0.7,)}),
    "vector": Shape(
        (300, 1, 1, 2),
        ("identity", "relu", "identity"),
        image=(),
        told={"inputs": tuple(np.linspace(-2, 3, 300).tolist())},
    ),
}


def given(network: str, folder: Path) -> dict[str, Any]:
    """Return what a clip is told so that it shows the lesson's network, or one of these."""
    if network == "lesson":
        return {}
    if network == "iris":
        return {"network": asset_path("networks/iris.npz"), "inputs": (5.9, 3.0, 5.1, 1.8)}
    shape = OTHER if network == "other" else SHAPES[network]
    return {"network": shape.save(folder / f"{network}.npz"), **shape.told}
