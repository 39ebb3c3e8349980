"""ForwardPass: at its end everything on the screen is what the network computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from netcore import Layer, Network, default_network, sample_digits, save_network
from scenes.facts.readings import activation
from scenes.layers import wording
from scenes.layers.forward_pass import ForwardPass
from scenes.layers.params import ForwardPassParams
from scenes.look.encoding import activation_limits, activation_rgba

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from netcore import Trace

    Run = Callable[..., ForwardPass]

DIGITS = sample_digits()


@pytest.fixture
def run(frame_settings: Callable[..., AbstractContextManager[None]]) -> Run:
    """Return a function that runs the clip without drawing."""

    def run(**params: object) -> ForwardPass:
        model = ForwardPassParams.model_validate(params)
        with frame_settings(model.aspect):
            clip = ForwardPass(model, frames=())
            clip.render()
        return clip

    return run


def network(sizes: Sequence[int], activations: Sequence[str]) -> Network:
    rng = np.random.default_rng(5)
    return Network(
        Layer(rng.normal(size=(after, before)) * 2 / before**0.5, rng.normal(size=after), name)
        for before, after, name in zip(sizes, sizes[1:], activations, strict=False)
    )


@pytest.mark.parametrize("mode", ["elided", "all"])
@pytest.mark.parametrize("digit", [1, 8])
def test_every_neuron_ends_as_bright_as_its_activation(run: Run, mode: str, digit: int) -> None:
    clip = run(mode=mode, digit=digit)
    trace = default_network().forward(DIGITS.image(digit, 0).ravel())
    for column, values in zip(clip.diagram.columns, trace.activations, strict=True):
        expected = activation_rgba(clip.theme, values[column.shown])
        np.testing.assert_allclose(column.neurons.fills, expected, atol=1e-9)
        assert column.neurons in clip.get_mobject_family_members()


def test_the_outputs_are_shown_with_their_labels_values_and_bars(run: Run) -> None:
    clip = run()
    network = clip.network
    outputs = clip.trace.outputs
    last = len(network.layers)
    assert [shown.source for shown in clip.shown] == [activation(last, j) for j in range(10)]
    np.testing.assert_allclose([shown.value for shown in clip.shown], outputs)
    assert [label.text for label in clip.outputs.labels] == list(network.labels)
    bars, tracks = clip.outputs.bars.bars, clip.outputs.bars.tracks
    shares = bars.halves[:, 0] / tracks.halves[:, 0]
    np.testing.assert_allclose(shares, outputs, atol=2e-3)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_the_box_is_around_the_largest_output(run: Run, aspect: str) -> None:
    clip = run(digit=7, aspect=aspect)
    neurons = clip.diagram.columns[-1].neurons.centres
    offset = np.abs(neurons - clip.box.get_center())
    inside = (offset[:, 0] < clip.box.width / 2) & (offset[:, 1] < clip.box.height / 2)
    assert np.flatnonzero(inside).tolist() == [clip.trace.outputs.argmax()]
    assert clip.box in clip.mobjects


def test_in_all_mode_every_connection_is_drawn(run: Run) -> None:
    clip = run(mode="all")
    strands = [part.weights.size for part in clip.diagram.connections]
    assert strands == [layer.weights.size for layer in clip.network.layers]
    assert sum(strands) == clip.network.weight_count
    assert f"{clip.network.weight_count:,}" in caption_of(clip, "draw_the_connections")


def test_in_elided_mode_the_caption_says_how_many_are_drawn(run: Run) -> None:
    clip = run(mode="elided")
    inputs = clip.network.sizes[0]
    assert [part.weights.size for part in clip.diagram.connections] == [16 * 16, 16 * 16, 16 * 10]
    assert f"16 of {inputs:,}" in caption_of(clip, "feed_the_pixels_in")
    assert f"672 of {clip.network.weight_count:,}" in caption_of(clip, "draw_the_connections")
    chosen = clip.trace.activations[0][clip.diagram.columns[0].shown]
    assert 0 < (chosen > 0).sum() < 16


@pytest.mark.render
def test_a_layer_lights_while_the_pulse_is_still_arriving(
    run: Run, frame_settings: Callable[..., AbstractContextManager[None]]
) -> None:
    (beat,) = (beat for beat in run().beats if beat.name == "send_the_inputs_on")
    with frame_settings():
        clip = ForwardPass(frames=range(beat.start, beat.start + beat.frames))
        clip.render()
    frames = np.array([clip.pictures[number] for number in sorted(clip.pictures)], dtype=int)
    hidden = clip.diagram.columns[1]
    brightest = hidden.neurons.centres[clip.trace.activations[1].argmax()]
    scale = frames.shape[2] / clip.stage.width
    x = round(brightest[0] * scale + frames.shape[2] / 2)
    y = round(frames.shape[1] / 2 - brightest[1] * scale)
    light = frames[:, y, x, 0] / frames[-1, y, x, 0]
    before = slice(round(x - 0.9 * scale), round(x - 0.3 * scale))
    travelling = np.abs(frames - frames[-1])[:, 60:-120, before].max(axis=(1, 2, 3)) > 40
    lighting = (light > 0.2) & (light < 0.8)
    assert light[0] < 0.1
    assert lighting.any()
    assert travelling[lighting].all()
    assert not travelling[-1]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize(
    ("sizes", "activations"),
    [
        ((784, 36, 10), ["sigmoid", "sigmoid"]),
        ((784, 128, 64, 10), ["relu", "relu", "softmax"]),
        ((784, 20, 40), ["tanh", "sigmoid"]),
        ((784, 10), ["identity"]),
    ],
)
def test_other_networks_fit(
    run: Run, tmp_path: Path, sizes: tuple[int, ...], activations: list[str], aspect: str
) -> None:
    path = tmp_path / "network.npz"
    save_network(network(sizes, activations), path)
    clip = run(network=path, aspect=aspect)
    assert all(len(column.shown) <= 16 for column in clip.diagram.columns)
    limits = activation_limits(clip.trace)
    for column, values, limit in zip(
        clip.diagram.columns, clip.trace.activations, limits, strict=True
    ):
        expected = activation_rgba(clip.theme, values[column.shown], limit)
        np.testing.assert_allclose(column.neurons.fills, expected, atol=1e-9)
    assert clip.trace.prediction in clip.diagram.columns[-1].shown


class TestAnswer:
    @staticmethod
    def trace_of(outputs: Sequence[float], activation: str = "sigmoid") -> Trace:
        """Return a trace that ends with these outputs."""
        values = np.asarray(outputs)
        sums = np.log(values / (1 - values)) if activation == "sigmoid" else values
        return Network([Layer(np.zeros((len(values), 2)), sums, activation)]).forward([0.0, 0.0])

    def say(self, trace: Trace, **params: object) -> str:
        values = [f"{trace.outputs[index]:.2f}" for index in trace.ranking[:2]]
        return wording.answer(trace, ForwardPassParams.model_validate(params), values)

    def test_sure_and_right(self) -> None:
        text = self.say(self.trace_of([0.01, 0.02, 0.97]), digit=2)
        assert (
            text == "2 has the largest activation, 0.97. The network is very sure, and it is right."
        )

    def test_wrong(self) -> None:
        text = self.say(self.trace_of([0.01, 0.7, 0.2]), digit=2)
        assert "1 has the largest activation, 0.70" in text
        assert "fairly sure" in text
        assert "wrong: somebody wrote a 2" in text

    def test_torn(self) -> None:
        text = self.say(self.trace_of([0.01, 0.62, 0.55]), digit=1)
        assert "2 comes close with 0.55" in text
        assert "torn, and it is right" in text

    def test_not_sure(self) -> None:
        assert "far from sure" in self.say(self.trace_of([0.01, 0.2, 0.03]), digit=1)

    def test_of_an_image_nobody_knows_what_it_is(self, tmp_path: Path) -> None:
        text = self.say(self.trace_of([0.01, 0.02, 0.97]), image=tmp_path / "digit.png")
        assert text.endswith("The network is very sure.")

    def test_outputs_without_bounds_say_nothing_of_being_sure(self) -> None:
        text = self.say(self.trace_of([1.0, 7.0, 2.0], "identity"), digit=1)
        assert "sure" not in text
        assert "7.00" in text


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((784, 16, 16, 10), "two hidden layers of 16 neurons each, and 10 outputs"),
        ((784, 36, 10), "a hidden layer of 36 neurons, and 10 outputs"),
        ((784, 512, 256, 100), "two hidden layers of 512 and 256, and 100 outputs"),
        ((784, 1000, 3), "a hidden layer of 1,000 neurons"),
        ((784, 10), "Then come the 10 outputs"),
    ],
)
def test_the_layers_are_counted(sizes: tuple[int, ...], words: str) -> None:
    assert words in wording.layers(sizes)


def caption_of(clip: ForwardPass, beat: str) -> str:
    (part,) = (part for part in clip.beats if part.name == beat)
    (caption,) = (text for text in clip.captions_shown if text.start == part.start)
    return caption.text
