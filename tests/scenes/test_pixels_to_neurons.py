"""PixelsToNeurons, run without drawing: the neurons are the pixels, all of them, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import Layer, Network, sample_digits
from scenes.look.encoding import activation_rgba
from scenes.pixels.params import PixelsToNeuronsParams
from scenes.pixels.pixels_to_neurons import PixelsToNeurons
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    from scenes.clip import Clip
    from scenes.look.stage import Aspect

    Settings = Callable[..., AbstractContextManager[None]]
    Look = Callable[[PixelsToNeurons], None]


class SmallParams(PixelsToNeuronsParams):
    """The clip for a network of another size: 8 x 8 pixels, 32 ReLU neurons, 10 outputs."""

    def load_network(self) -> Network:
        numbers = np.random.default_rng(0)
        hidden = Layer(numbers.normal(size=(32, 64)), numbers.normal(size=32), "relu")
        return Network([hidden, Layer(numbers.normal(size=(10, 32)), np.zeros(10))])

    def load_input(self, network: Network) -> NDArray[np.float64]:
        image = sample_digits().image(self.digit, self.sample)[2:26, 2:26]
        means: NDArray[np.float64] = image.reshape(8, 3, 8, 3).mean(axis=(1, 3))
        return means


def run(
    settings: Settings,
    look: Look | None = None,
    model: type[PixelsToNeuronsParams] = PixelsToNeuronsParams,
    **params: Any,
) -> PixelsToNeurons:
    """Run the clip, and look at it after every play."""

    def after_play(clip: Clip) -> None:
        if look is not None and isinstance(clip, PixelsToNeurons):
            look(clip)

    chosen = model(**params)
    with settings(chosen.aspect):
        clip = PixelsToNeurons(chosen, frames=())
        clip.after_play = after_play
        clip.render()
    return clip


both_sizes = pytest.mark.parametrize(
    "model", [PixelsToNeuronsParams, SmallParams], ids=["28x28", "8x8"]
)


@both_sizes
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_neuron_has_its_pixels_brightness_throughout(
    model: type[PixelsToNeuronsParams], theme: str, frame_settings: Settings
) -> None:
    plays = 0

    def look(clip: PixelsToNeurons) -> None:
        nonlocal plays
        plays += 1
        true = activation_rgba(clip.theme, clip.image.ravel())
        seen = clip.pixels.fills[:, 3] > 0
        assert len(clip.pixels) == clip.image.size
        np.testing.assert_allclose(clip.pixels.fills[seen], true[seen])
        if clip.beats[-1].name not in {"leave_out_the_middle", "name_the_layer"}:
            assert seen.all()

    clip = run(frame_settings, look, model, theme=theme)
    assert plays > 20
    np.testing.assert_allclose(clip.image.ravel(), clip.trace.activations[0])


@both_sizes
def test_it_ends_on_the_first_and_last_neurons_in_their_order(
    model: type[PixelsToNeuronsParams], frame_settings: Settings
) -> None:
    clip = run(frame_settings, None, model)
    count, shown = clip.image.size, clip.column.shown
    assert shown.tolist() == [*range(8), *range(count - 8, count)]
    assert (np.flatnonzero(clip.pixels.fills[:, 3]) == shown).all()
    neurons = clip.pixels.subset(shown)
    np.testing.assert_allclose(neurons.centres, clip.column.neurons.centres, atol=1e-9)
    np.testing.assert_allclose(neurons.halves, clip.column.radius)
    assert (np.diff(neurons.centres[:, 1]) < 0).all()
    assert (neurons.roundness == 1).all()
    hidden = np.setdiff1d(np.arange(count), shown)
    dots = clip.column.dots.get_center()
    away = np.abs(clip.pixels.centres[hidden] - dots)
    assert away.max() < 1e-9


@both_sizes
def test_all_neurons_stand_in_one_column_by_their_index(
    model: type[PixelsToNeuronsParams], frame_settings: Settings
) -> None:
    clip = run(frame_settings, None, model, show="all")
    count = clip.network.sizes[0]
    x, y = clip.pixels.centres[:, 0], clip.pixels.centres[:, 1]
    assert len(y) == count
    np.testing.assert_allclose(x, clip.strip.x)
    np.testing.assert_allclose(np.diff(y), -clip.strip.height / count)
    assert (clip.pixels.fills[:, 3] == 1).all()


@both_sizes
def test_the_brace_counts_up_to_the_layers_size(
    model: type[PixelsToNeuronsParams], frame_settings: Settings
) -> None:
    counts: list[float] = []
    clip = run(frame_settings, lambda clip: counts.append(clip.count.value), model)
    assert counts[0] == clip.image.shape[1]
    assert counts[-1] == clip.network.sizes[0] == clip.image.size
    assert counts == sorted(counts)


def test_the_magnifier_shows_neighbours_with_their_values(frame_settings: Settings) -> None:
    clip = run(frame_settings, show="all")
    first, window = int(clip.magnifier.first), clip.magnifier.window
    assert first // 28 == (first + window - 1) // 28
    values = clip.image.ravel()[first : first + window]
    np.testing.assert_allclose(
        clip.magnifier.discs.fills[:window], activation_rgba(clip.theme, values)
    )
    assert [shown.value for shown in clip.shown[3:]] == values.tolist()
    assert [shown.source.neuron for shown in clip.shown[3:]] == [*range(first, first + window)]


def test_three_pixels_are_read_off_the_real_image(frame_settings: Settings) -> None:
    samples: dict[str, list[NDArray[np.float64]]] = {}

    def look(clip: PixelsToNeurons) -> None:
        samples[clip.beats[-1].name] = [callout.sample.fills[0] for callout in clip.callouts]

    clip = run(frame_settings, look, digit=7, sample=2)
    assert len(clip.shown) == len(clip.callouts) == 3
    for number, shown, callout in zip(clip.numbers, clip.shown, clip.callouts, strict=True):
        value = clip.image.flat[callout.index]
        assert number.text == shown.text == f"{value:.2f}"
        assert shown.source.neuron == callout.index
    expected = activation_rgba(clip.theme, [shown.value for shown in clip.shown])
    for name in ("read_three_pixels", "turn_squares_into_neurons"):
        np.testing.assert_allclose(samples[name], expected)


@pytest.mark.parametrize("show", ["elided", "all"])
@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("model", [PixelsToNeuronsParams, SmallParams], ids=["28x28", "8x8"])
def test_everything_stays_in_its_place(
    model: type[PixelsToNeuronsParams], aspect: Aspect, show: str, frame_settings: Settings
) -> None:
    found: list[str] = []

    def look(clip: PixelsToNeurons) -> None:
        """Values inside discs stand out from their discs, not from the background."""
        found.extend(fault for fault in faults(clip) if "contrast" not in fault)

    clip = run(frame_settings, look, model, aspect=aspect, show=show, digit=8)
    assert not found, "\n".join(dict.fromkeys(found))
    across, down = clip.stage.width / 2, clip.stage.height / 2
    assert (np.abs(clip.pixels.points[:, :2]) < (across * 0.95, down * 0.95)).all()
    assert clip.pixels.get_bottom()[1] > clip.stage.caption.y + clip.stage.caption.height / 2
    assert clip.ghost.get_right()[0] < clip.pixels.get_left()[0]


@pytest.mark.parametrize("show", ["elided", "all"])
def test_captions_stay_long_enough_to_be_read(show: str, frame_settings: Settings) -> None:
    clip = run(frame_settings, show=show)
    for caption in clip.captions_shown:
        assert caption.frames / 15 >= 0.25 * len(caption.text.split()), caption.text
    assert 12 <= clip.frame_count / 15 <= 42


def test_the_layer_is_named(frame_settings: Settings) -> None:
    clip = run(frame_settings)
    assert clip.name in clip.mobjects
    assert clip.brace in clip.mobjects
    assert clip.ghost.opacity == 1
    assert f"{clip.network.sizes[0]}" in clip.captions_shown[-1].text
