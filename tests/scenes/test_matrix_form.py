"""Whatever the layer and the network: each stage of the result is what a plain product gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import Layer, Network, default_network, sample_digits, save_network
from scenes.errors import ParameterError
from scenes.matrix.matrix_form import MatrixForm
from scenes.matrix.params import MatrixFormParams
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

    from scenes.clip import Clip
    from scenes.look.stage import Aspect

    Settings = Callable[..., AbstractContextManager[None]]
    Stages = dict[str, list[str]]

MINUS = "\N{MINUS SIGN}"
ROUNDED = 0.00501
"""Two decimals are shown."""


class SmallDigit(MatrixFormParams):
    """A digit of 8 x 8 pixels: each the mean of 3 x 3 of a bundled one."""

    def load_input(self, network: Network) -> NDArray[np.float64]:
        """Return the digit, smaller."""
        middle = sample_digits().image(self.digit, self.sample)[2:26, 2:26]
        small: NDArray[np.float64] = middle.reshape(8, 3, 8, 3).mean(axis=(1, 3))
        return small


def run(settings: Settings, model: MatrixFormParams) -> tuple[MatrixForm, Stages]:
    """Run the clip, its frames linted; return what the result says at the end of each beat."""
    found: list[str] = []
    stages: Stages = {}

    def look(clip: Clip) -> None:
        beat = clip.beats[-1].name
        found.extend(f"{beat} at frame {clip.frame_count}: {fault}" for fault in faults(clip))
        assert isinstance(clip, MatrixForm)
        stages[beat] = [clip.equation.result.entry(row).text for row in clip.rows]

    with settings(model.aspect):
        clip = MatrixForm(model, frames=())
        clip.after_play = look
        clip.render()
    assert not found, "\n".join(dict.fromkeys(found))
    return clip, stages


def numbers(texts: list[str]) -> list[float]:
    return [float(text.replace(MINUS, "-").replace(",", "")) for text in texts]


def check_truth(clip: MatrixForm, stages: Stages) -> None:
    """Compare the result's stages, and all entries, with a product written out as a loop."""
    layer, below = clip.network.layers[clip.layer - 1], clip.trace.activations[clip.layer - 1]
    rows = list(clip.rows)
    sums = [sum(w * a for w, a in zip(layer.weights[j], below, strict=True)) for j in rows]
    with_bias = [total + layer.biases[j] for j, total in zip(rows, sums, strict=True)]
    lit = clip.trace.activations[clip.layer][rows]
    assert numbers(stages["multiply_every_row"]) == pytest.approx(sums, rel=0, abs=ROUNDED)
    assert numbers(stages["add_the_biases"]) == pytest.approx(with_bias, rel=0, abs=ROUNDED)
    assert numbers(stages["squish_every_sum"]) == pytest.approx(lit.tolist(), rel=0, abs=ROUNDED)
    assert stages["write_it_in_symbols"] == stages["squish_every_sum"]
    matrix, shown = clip.equation.weights, clip.equation.column_excerpt.shown
    for j in rows:
        assert [matrix.entry(j, i).value for i in shown] == layer.weights[j, list(shown)].tolist()
        assert clip.equation.biases.entry(j).value == layer.biases[j]
    assert [clip.equation.inputs.entry(i).value for i in shown] == below[list(shown)].tolist()
    for number in clip.shown:
        assert numbers([number.text]) == pytest.approx([number.value], rel=0, abs=ROUNDED)


@pytest.mark.parametrize(
    ("params", "letters"),
    [
        ({"digit": 7, "aspect": "9:16"}, "sigma"),
        ({"digit": 4, "layer": 2, "aspect": "1:1", "theme": "light"}, "sigma"),
        ({"digit": 1, "sample": 5, "layer": 3, "theme": "print"}, "sigma"),
    ],
    ids=str,
)
def test_every_layer_of_the_lesson(
    params: dict[str, Any], letters: str, frame_settings: Settings
) -> None:
    clip, stages = run(frame_settings, MatrixFormParams(**params))
    check_truth(clip, stages)
    assert letters in clip.symbols.typst_code
    for layer in (clip.layer, clip.layer - 1):
        assert f"a^(({layer}))" in clip.symbols.typst_code


@pytest.mark.parametrize(
    ("layer", "letters", "aspect"), [(1, "ReLU", "9:16"), (2, "softmax", "16:9")]
)
def test_another_network(
    layer: int, letters: str, aspect: Aspect, frame_settings: Settings, tmp_path: Path
) -> None:
    rng = np.random.default_rng(11)
    layers = [
        Layer(rng.normal(0, 1, (after, before)), rng.normal(0, 3, after), name)
        for before, after, name in ((64, 32, "relu"), (32, 10, "softmax"))
    ]
    save_network(Network(layers), tmp_path / "small.npz")
    model = SmallDigit(network=tmp_path / "small.npz", layer=layer, aspect=aspect)
    clip, stages = run(frame_settings, model)
    check_truth(clip, stages)
    assert letters in clip.symbols.typst_code
    above_one = clip.trace.activations[1].max()
    assert above_one > 1
    assert clip.equation.output_chips.fills.max() <= 1


def test_thumbnails_and_captions_tell_the_real_sizes(frame_settings: Settings) -> None:
    clip, _ = run(frame_settings, MatrixFormParams(layer=3, aspect="1:1"))
    outputs, inputs = clip.network.layers[2].weights.shape
    assert any(f"{outputs} × {inputs}" in caption.text for caption in clip.captions_shown)
    assert [label.text for label in clip.equation.labels] == [
        f"{outputs} × {inputs}", str(inputs), str(outputs), str(outputs),
    ]  # fmt: skip
    weights = clip.network.layers[2].weights
    for thumbnail, row in zip(clip.thumbnails, clip.rows, strict=True):
        assert len(thumbnail) == inputs
        reds = thumbnail.fills[:, 0] > thumbnail.fills[:, 2]
        np.testing.assert_array_equal(reds, weights[row] < 0)


def test_the_marked_pixels_stay_marked_when_they_become_weights(frame_settings: Settings) -> None:
    clip, _ = run(frame_settings, MatrixFormParams(digit=2, aspect="9:16"))
    weights = clip.source.weight_picture(clip.rows[0]).subset(clip.source.shown)
    np.testing.assert_allclose(clip.marked.centres, weights.centres, atol=1e-9)


def test_a_layer_that_is_not_there_is_told() -> None:
    with pytest.raises(ParameterError, match=r"no layer 4 .*layers 0 to 3.*from 1 to 3"):
        MatrixFormParams(layer=4).check(default_network())
    MatrixFormParams(layer=3).check(default_network())


def test_a_layer_of_one_neuron_is_a_matrix_of_one_row(
    tmp_path: Path, frame_settings: Settings
) -> None:
    layers = [Layer(np.full((1, 784), 0.01), [0.1], "tanh"), Layer([[1.5]], [0.2], "sigmoid")]
    save_network(Network(layers), tmp_path / "one.npz")
    clip, stages = run(frame_settings, MatrixFormParams(network=tmp_path / "one.npz", layer=2))
    assert "multiply_every_row" not in stages
    assert clip.equation.weights_shape == (1, 1)
    assert clip.equation.result.entry(0).value == clip.trace.outputs[0]
