"""Networks of any size, depth and activation: every clip draws them without a fault.

Each network is odd in several ways at once, and the clips and aspects are spread over them: every
clip meets deep, thin, wide and signed layers, and every aspect long labels and many outputs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import Layer, Network, save_network
from scenes.catalogue import find
from scenes.components.fitting import fit_numbers, row_names
from scenes.components.grids.legend import Legend
from scenes.components.network.home import NetworkHome
from scenes.facts.choosing import plainest_neuron
from scenes.figures import Figures
from scenes.look.encoding import needs_scale
from scenes.look.stage import Stage
from scenes.look.text import Number
from scenes.look.theme import THEMES
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scenes.clip import Clip

    Settings = Callable[..., AbstractContextManager[None]]

WHITE = THEMES["dark"].text
CLOTHES = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker"]
CLOTHES += ["Bag", "Ankle boot"]


@dataclass(frozen=True)
class Shape:
    """What a network looks like; all weights are random."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    labels: list[str] | None = None
    image: tuple[int, ...] = (28, 28)
    given: dict[str, Any] = field(default_factory=dict)

    def network(self) -> Network:
        rng = np.random.default_rng(4)
        layers = [
            Layer(rng.normal(size=(n, m)) * 2 / m**0.5, rng.normal(size=n), name)
            for (m, n), name in zip(pairwise(self.sizes), self.activations, strict=True)
        ]
        names = self.given.get("input_names", ())
        return Network(layers, image_shape=self.image, labels=self.labels, input_names=names)

    def save(self, path: Path) -> Path:
        save_network(self.network(), path)
        return path


SHAPES = {
    "small": Shape((64, 32, 10), ("relu", "softmax"), CLOTHES, (8, 8)),
    "classic": Shape((784, 128, 64, 10), ("relu", "relu", "softmax")),
    "deep": Shape((784, *[16] * 8, 10), ("tanh",) * 8 + ("identity",)),
    "crowded": Shape((784, *[200] * 8, 40), ("relu",) * 8 + ("softmax",)),
    "binary": Shape((784, 1, 1), ("relu", "sigmoid")),
    "many": Shape(
        (784, 20, 100), ("relu", "softmax"), [f"a class with long name {i:06}" for i in range(100)]
    ),
    "wide": Shape((600, 2000, 2000, 3), ("relu", "relu", "tanh"), image=(20, 30)),
    "numbers": Shape(
        (4, 8, 3),
        ("tanh", "softmax"),
        ["Iris setosa", "Iris versicolor", "Iris virginica"],
        (),
        {
            "inputs": (5.1, 3.5, -1234.5, 0.0002),
            "input_names": ("sepal length (cm)", "sepal width (cm)", "x", "a" * 40),
        },
    ),
    "vector": Shape(
        (300, 1, 1, 2),
        ("identity", "relu", "identity"),
        image=(),
        given={"inputs": tuple(np.linspace(-2, 3, 300).tolist())},
    ),
}

CASES = [
    ("ForwardPass", "small", "9:16", {}),
    ("ForwardPass", "classic", "16:9", {"theme": "light"}),
    ("ForwardPass", "deep", "9:16", {}),
    ("ForwardPass", "deep", "16:9", {}),
    ("ForwardPass", "crowded", "1:1", {}),
    ("ForwardPass", "binary", "1:1", {}),
    ("ForwardPass", "many", "9:16", {}),
    ("ForwardPass", "many", "1:1", {}),
    ("ForwardPass", "wide", "1:1", {}),
    ("ForwardPass", "numbers", "9:16", {}),
    ("ForwardPass", "numbers", "16:9", {}),
    ("ForwardPass", "numbers", "1:1", {"mode": "all"}),
    ("ForwardPass", "vector", "16:9", {}),
    ("ForwardPass", "vector", "9:16", {"mode": "all"}),
    ("SigmoidSquish", "deep", "9:16", {"layer": 9}),
    ("SigmoidSquish", "binary", "16:9", {"layer": 2}),
    ("SigmoidSquish", "wide", "1:1", {"layer": 2}),
    ("SigmoidSquish", "numbers", "9:16", {}),
    ("SigmoidSquish", "vector", "16:9", {"layer": 3}),
    ("WeightedSum", "deep", "16:9", {"layer": 5}),
    ("WeightedSum", "binary", "9:16", {"layer": 2}),
    ("WeightedSum", "wide", "9:16", {"layer": 2, "neuron": 1999}),
    ("MatrixForm", "deep", "1:1", {"layer": 4}),
    ("MatrixForm", "binary", "16:9", {}),
    ("MatrixForm", "wide", "9:16", {"layer": 3}),
    ("MatrixForm", "many", "16:9", {"layer": 2}),
    ("PixelsToNeurons", "small", "9:16", {}),
    ("PixelsToNeurons", "wide", "1:1", {}),
]


@pytest.mark.parametrize(
    ("name", "shape", "aspect", "more"), CASES, ids=lambda value: str(value).replace(":", "x")
)
def test_it_is_drawn_without_a_fault_and_true(
    name: str,
    shape: str,
    aspect: Any,
    more: dict[str, Any],
    tmp_path: Path,
    frame_settings: Settings,
) -> None:
    entry, given = find(name), SHAPES[shape]
    network = given.save(tmp_path / "network.npz")
    params = {"network": network, "aspect": aspect, **given.given, **more}
    found: list[str] = []

    def look(clip: Clip) -> None:
        beat = clip.beats[-1].name
        found.extend(f"{beat}: {fault}" for fault in faults(clip) if "contrast" not in fault)

    with frame_settings(aspect):
        clip = entry.clip_class()(entry.params_model().model_validate(params), frames=())
        clip.after_play = look
        clip.render()
        seconds = clip.frame_count / 15
    assert not found, "\n".join(dict.fromkeys(found))
    assert clip.shown
    for shown in clip.shown:
        assert shown.value == pytest.approx(shown.source.of(clip.trace))
    assert seconds <= 45
    for caption in clip.captions_shown:
        words = len(caption.text.split())
        assert caption.frames / 15 >= 0.25 * words, f"too short to be read: {caption.text}"


def home_of(shape: str, aspect: Any = "16:9") -> NetworkHome:
    given = SHAPES[shape]
    network = given.network()
    inputs = given.given.get("inputs", np.linspace(0, 1, network.sizes[0]))
    figures = Figures(network.forward(inputs), THEMES["dark"], Stage(aspect))
    return NetworkHome(figures)


class TestNetworkHome:
    @pytest.mark.parametrize("shape", ["classic", "deep", "numbers"])
    def test_hidden_activations_beyond_0_to_1_have_a_scale(self, shape: str) -> None:
        home = home_of(shape)
        hidden = np.concatenate(home.figures.trace.activations[1:-1])
        scales = [part for part in home.legends.get_family() if isinstance(part, Legend)]
        largest = np.abs(hidden).max()
        assert len(scales) == needs_scale(hidden)
        for legend in scales:
            assert legend.high.value == pytest.approx(max(1.0, largest))
            assert legend.low.value == pytest.approx(-max(1.0, largest) if hidden.min() < 0 else 0)
        for column in home.columns[1:-1]:
            assert column.limit == max(1.0, largest)

    def test_the_box_around_an_answer_keeps_off_the_counts(self) -> None:
        home = home_of("binary", "9:16")
        assert len(home.boxes) == 1
        assert home.counts[-1].get_right()[0] < home.boxes.get_left()[0]

    @pytest.mark.parametrize("aspect", ["16:9", "9:16"])
    def test_each_number_stands_beside_its_neuron_with_its_name(self, aspect: str) -> None:
        home = home_of("numbers", aspect)
        listed, column = home.listed, home.columns[0]
        assert listed is not None
        along = 0 if aspect == "9:16" else 1
        places = column.neurons.centres[:, along]
        for texts in (listed.names, listed.values):
            centres = [text.get_center()[along] for text in texts]
            np.testing.assert_allclose(centres, places, atol=0.06)
        assert [value.value for value in listed.values] == home.figures.inputs.tolist()

    def test_many_numbers_are_a_block(self) -> None:
        home = home_of("vector")
        assert home.listed is None
        assert home.picture is not None
        assert len(home.picture) == len(home.columns[0].neurons) == 300

    def test_where_connections_are_too_many_hidden_layers_are_drawn_in_part(self) -> None:
        home = home_of("wide")
        assert [len(shown) for shown in home.shown] == [600, 16, 16, 3]
        assert plainest_neuron(home.figures.network, 1) in home.shown[1]


class TestNamesInARow:
    def test_short_ones_are_level(self) -> None:
        names = row_names(["cat", "dog"], WHITE, 30, pitch=0.6, longest=2)
        assert all(name.width > name.height for name in names)

    def test_slightly_long_ones_are_level_in_smaller_letters(self) -> None:
        names = row_names(["Iris setosa", "Iris versicolor"], WHITE, 30, pitch=1.4, longest=2)
        assert all(name.width <= 1.4 for name in names)
        assert 18 <= names[0].letter_size < 30

    def test_long_ones_are_turned_all_alike(self) -> None:
        names = row_names(["Bag", "Ankle boot"], WHITE, 30, pitch=0.5, longest=2)
        assert all(name.height > name.width for name in names)
        assert all(name.letter_size == pytest.approx(30) for name in names)

    def test_the_longest_are_cut(self) -> None:
        (name,) = row_names(["x" * 60], WHITE, 30, pitch=0.5, longest=2)
        assert name.height <= 2.01
        assert name.text.endswith("…")

    def test_numbers_shrink_alike(self) -> None:
        numbers = [Number(value, WHITE, 20) for value in (0.5, -1234.5)]
        fit_numbers(numbers, 0.4)
        assert max(number.width for number in numbers) == pytest.approx(0.4)
        assert numbers[0].letter_size == pytest.approx(numbers[1].letter_size)
