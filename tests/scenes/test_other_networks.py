"""Every clip with networks that look at other images than the lesson's: 8 x 8, and 20 x 30."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from manim import Line

from netcore import Layer, Network, resampled, sample_digits, save_network
from scenes.catalogue import CLIPS, Entry, find
from scenes.components.grids.grids import PixelGrid
from scenes.errors import ParameterError
from scenes.look.text import Words
from scenes.params import ClipParams
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from manim import Mobject

    from scenes.clip import Clip

    Settings = Callable[..., AbstractContextManager[None]]

every_clip = pytest.mark.parametrize("entry", CLIPS, ids=lambda entry: entry.clip)


def saved(folder: Path, shape: tuple[int, int] | None, inputs: int) -> Path:
    """Return the file of a network with one hidden layer of ReLUs, and softmax outputs."""
    rng = np.random.default_rng(2)
    hidden = Layer(rng.normal(size=(32, inputs)) / np.sqrt(inputs), rng.normal(size=32), "relu")
    output = Layer(rng.normal(size=(10, 32)) / np.sqrt(32), rng.normal(size=10), "softmax")
    path = folder / "network.npz"
    save_network(Network([hidden, output], image_shape=shape), path)
    return path


@pytest.mark.parametrize("shape", [(8, 8), (20, 30)], ids=["8x8", "20x30"])
@every_clip
def test_every_clip_takes_them(
    entry: Entry, shape: tuple[int, int], tmp_path: Path, frame_settings: Settings
) -> None:
    network = saved(tmp_path, shape, shape[0] * shape[1])
    found: list[str] = []

    def look(clip: Clip) -> None:
        beat = clip.beats[-1].name
        found.extend(f"{beat}: {fault}" for fault in faults(clip) if "contrast" not in fault)

    params = entry.params_model().model_validate({"network": network})
    with frame_settings():
        clip = entry.clip_class()(params, frames=())
        clip.after_play = look
        clip.render()
    assert clip.image.shape == shape
    assert clip.shown
    for shown in clip.shown:
        assert shown.value == pytest.approx(shown.source.of(clip.trace))
    assert not found, "\n".join(dict.fromkeys(found))


def test_preparation_ends_with_the_networks_shape(tmp_path: Path, frame_settings: Settings) -> None:
    entry = find("Preparation")
    params = entry.params_model().model_validate({"network": saved(tmp_path, (20, 30), 600)})
    words: set[str] = set()

    def look(clip: Clip) -> None:
        words.update(part.text for part in family(clip) if isinstance(part, Words))

    with frame_settings():
        clip = entry.clip_class()(params, frames=())
        clip.after_play = look
        clip.render()
    assert "averaged: 30 × 20 pixels" in words
    last = family(clip)
    assert [part.values.shape for part in last if isinstance(part, PixelGrid)] == [(20, 30)]
    assert not any(isinstance(part, Line) for part in last)


def family(clip: Clip) -> list[Mobject]:
    return [part for root in clip.mobjects for part in root.get_family()]


def test_the_digit_is_averaged_to_the_networks_shape(tmp_path: Path) -> None:
    params = ClipParams(digit=4, sample=1, network=saved(tmp_path, (8, 8), 64))
    digit = params.load_input(params.load_network())
    assert (digit == resampled(sample_digits().image(4, 1), (8, 8))).all()
    assert digit.mean() == pytest.approx(sample_digits().image(4, 1).mean())


def test_the_lessons_network_gets_the_digit_as_it_is() -> None:
    params = ClipParams(digit=4, sample=1)
    digit = params.load_input(params.load_network())
    assert (digit == sample_digits().image(4, 1)).all()


def test_numbers_that_are_no_image_are_refused(tmp_path: Path) -> None:
    params = ClipParams(network=saved(tmp_path, None, 5))
    with pytest.raises(ParameterError, match="takes 5 numbers that are no image") as caught:
        params.load_input(params.load_network())
    assert "\n" not in str(caught.value)


def test_the_sigmoid_squishes_no_softmax(tmp_path: Path, frame_settings: Settings) -> None:
    entry = find("SigmoidSquish")
    network = saved(tmp_path, (8, 8), 64)
    params = entry.params_model().model_validate({"network": network, "layer": 2})
    with frame_settings(), pytest.raises(ParameterError, match="softmax"):
        entry.clip_class()(params, frames=()).render()
