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
from scenes.layers import wording
from scenes.layers.forward_pass import ForwardPass
from scenes.layers.params import ForwardPassParams
from scenes.look.encoding import needs_scale
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

    def save(self, path: Path) -> Path:
        rng = np.random.default_rng(4)
        layers = [
            Layer(rng.normal(size=(n, m)) * 2 / m**0.5, rng.normal(size=n), name)
            for (m, n), name in zip(pairwise(self.sizes), self.activations, strict=True)
        ]
        save_network(Network(layers, image_shape=self.image, labels=self.labels), path)
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


def forward_pass(
    shape: str, tmp_path: Path, frame_settings: Settings, aspect: Any = "16:9"
) -> ForwardPass:
    given = SHAPES[shape]
    params = {"network": given.save(tmp_path / "network.npz"), "aspect": aspect, **given.given}
    with frame_settings(aspect):
        clip = ForwardPass(ForwardPassParams.model_validate(params), frames=())
        clip.setup()
    return clip


class TestForwardPass:
    @pytest.mark.parametrize("shape", ["classic", "deep", "vector"])
    def test_hidden_activations_beyond_0_to_1_have_a_scale(
        self, shape: str, tmp_path: Path, frame_settings: Settings
    ) -> None:
        clip = forward_pass(shape, tmp_path, frame_settings)
        hidden = np.concatenate(clip.trace.activations[1:-1])
        assert needs_scale(hidden)
        (scale,) = clip.drawing.scales
        legend: Any = scale[1]
        largest = max(1.0, np.abs(hidden).max())
        assert legend.high.value == pytest.approx(largest)
        assert legend.low.value == pytest.approx(-largest if hidden.min() < 0 else 0)
        for column in clip.diagram.columns[1:-1]:
            assert column.limit == largest

    def test_the_lesson_needs_none(self, frame_settings: Settings) -> None:
        with frame_settings():
            clip = ForwardPass(frames=())
            clip.setup()
        assert len(clip.drawing.scales) == 0

    def test_the_box_around_an_answer_keeps_off_the_counts(
        self, tmp_path: Path, frame_settings: Settings
    ) -> None:
        clip = forward_pass("binary", tmp_path, frame_settings, "9:16")
        assert clip.counts[-1].get_right()[0] < clip.box.get_left()[0]

    @pytest.mark.parametrize("aspect", ["16:9", "9:16"])
    def test_each_number_stands_beside_its_neuron_with_its_name(
        self, aspect: str, tmp_path: Path, frame_settings: Settings
    ) -> None:
        clip = forward_pass("numbers", tmp_path, frame_settings, aspect)
        listed, column = clip.drawing.listed, clip.diagram.columns[0]
        assert listed is not None
        along = 0 if aspect == "9:16" else 1
        places = column.neurons.centres[:, along]
        for texts in (listed.names, listed.values):
            centres = [text.get_center()[along] for text in texts]
            np.testing.assert_allclose(centres, places, atol=0.06)
        assert [value.value for value in listed.values] == list(clip.inputs)
        assert [name.text for name in listed.names[:3]] == list(clip.network.input_names[:3])
        assert listed.names[3].text.endswith("…")

    def test_of_many_numbers_the_first_and_the_last_are_listed(
        self, tmp_path: Path, frame_settings: Settings
    ) -> None:
        clip = forward_pass("vector", tmp_path, frame_settings)
        listed = clip.drawing.listed
        assert listed is not None
        values = [value.value for value in listed.values]
        assert values == [*clip.inputs[:8], *clip.inputs[-8:]]
        assert listed.names == []


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


class TestWording:
    def test_a_single_neuron_and_a_single_output(self) -> None:
        text = wording.layers((784, 1, 1))
        assert text == "Then a hidden layer of a single neuron, and a single output."

    @pytest.mark.parametrize(
        ("z", "ends"), [(2.0, "nearer to 1 than to 0."), (-2.0, "nearer to 0 than to 1.")]
    )
    def test_a_single_output_is_no_digit(self, z: float, ends: str) -> None:
        network = Network([Layer(np.zeros((1, 784)), [z], "sigmoid")])
        trace = network.forward(np.zeros(784))
        params = ForwardPassParams.model_validate({"digit": 0})
        assert wording.answer(trace, params, ["0.88"]).endswith(ends)
        assert not wording.is_right(trace, params)

    def test_of_plain_numbers_nobody_knows_the_digit(self) -> None:
        network = Network([Layer(np.eye(3), np.zeros(3), "sigmoid")], image_shape=())
        trace = network.forward([0.0, 0.0, 1.0])
        params = ForwardPassParams.model_validate({"inputs": (0, 0, 1)})
        assert "wrong" not in wording.answer(trace, params, ["0.73", "0.50"])
