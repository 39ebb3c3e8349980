"""The clips of networks whose input is no image: an iris's measurements, and 300 numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import Layer, Network, asset_path, save_network
from scenes.catalogue import find
from scenes.components.sums.product_grids import ProductGrids
from scenes.errors import ParameterError
from scenes.look.text import Words
from scenes.look.theme import theme
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scenes.clip import Clip

    Settings = Callable[..., AbstractContextManager[None]]

IRIS = {"network": asset_path("networks/iris.npz"), "inputs": (5.9, 3.0, 5.1, 1.8)}
LESSON = asset_path("networks/lesson.npz")
MEASURED = ("age of the patient in yrs", "pH", "serum cholesterol (mg/dl)", "CRP", "log dose")
VALUES = (63.0, 7.41, 1234.5, 0.0002, -0.73)
CLIPS = ("NumbersToNeurons", "WeightedSum", "MatrixForm")


class Seen:
    """What a clip shows: its words, and what is wrong with its frames."""

    def __init__(self, settings: Settings, name: str, **params: Any) -> None:
        self.words: set[str] = set()
        self.faults: list[str] = []
        entry = find(name)
        model = entry.params_model().model_validate(params)
        with settings(model.aspect):
            self.clip = entry.clip_class()(model, frames=())
            self.clip.after_play = self.look
            self.clip.render()

    def look(self, clip: Clip) -> None:
        beat = clip.beats[-1].name
        self.faults += [f"{beat}: {fault}" for fault in faults(clip)]
        family = (part for root in clip.mobjects for part in root.get_family())
        self.words |= {part.text for part in family if isinstance(part, Words)}

    def check(self) -> None:
        assert not self.faults, "\n".join(dict.fromkeys(self.faults))
        assert self.clip.shown
        for shown in self.clip.shown:
            value = shown.source.of(self.clip.trace)
            decimals = len(shown.text.partition(".")[2])
            written = float(shown.text.replace("\N{MINUS SIGN}", "-").replace(",", ""))
            assert shown.value == pytest.approx(value)
            assert written == pytest.approx(value, abs=0.5001 * 10**-decimals)
        for caption in self.clip.captions_shown:
            assert caption.frames / 15 >= 0.25 * len(caption.text.split()), caption.text
        assert self.clip.frame_count / 15 <= 45


def saved(folder: Path, inputs: int, names: tuple[str, ...] = (), scale: float = 1.0) -> Path:
    rng = np.random.default_rng(inputs)
    hidden = Layer(rng.normal(0, scale, (7, inputs)), rng.normal(size=7), "tanh")
    output = Layer(rng.normal(size=(2, 7)), rng.normal(size=2), "softmax")
    save_network(Network([hidden, output], image_shape=(), input_names=names), folder / "own.npz")
    return folder / "own.npz"


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("name", CLIPS)
def test_an_iris(name: str, aspect: str, frame_settings: Settings) -> None:
    seen = Seen(frame_settings, name, aspect=aspect, **IRIS)
    seen.check()
    assert set(seen.clip.network.input_names) <= seen.words
    sources = [(shown.text, shown.source) for shown in seen.clip.shown]
    values = {text for text, source in sources if (source.kind, source.layer) == ("activation", 0)}
    assert values == {"5.9", "3.0", "5.1", "1.8"}


@pytest.mark.parametrize(
    ("name", "aspect"),
    [("NumbersToNeurons", "9:16"), ("WeightedSum", "1:1"), ("MatrixForm", "1:1")],
)
def test_numbers_of_any_size_and_long_names(
    name: str, aspect: str, tmp_path: Path, frame_settings: Settings
) -> None:
    network = saved(tmp_path, 5, MEASURED, 0.01)
    seen = Seen(frame_settings, name, aspect=aspect, network=network, inputs=VALUES, theme="light")
    seen.check()
    cut = {word.rstrip("\N{HORIZONTAL ELLIPSIS}") for word in seen.words}
    for written in MEASURED:
        assert any(written.startswith(word) for word in cut if len(word) >= min(len(written), 10))


@pytest.mark.parametrize("inputs", [1, 300, 1999])
@pytest.mark.parametrize("name", CLIPS)
def test_one_number_and_many(
    name: str, inputs: int, tmp_path: Path, frame_settings: Settings
) -> None:
    values = np.random.default_rng(inputs).normal(size=inputs).round(3).tolist()
    network = saved(tmp_path, inputs, scale=inputs**-0.5)
    Seen(frame_settings, name, network=network, inputs=values).check()


def test_a_long_vector_is_written_in_part_with_its_count(
    tmp_path: Path, frame_settings: Settings
) -> None:
    values = np.linspace(-1, 1, 300).tolist()
    seen = Seen(frame_settings, "NumbersToNeurons", network=saved(tmp_path, 300), inputs=values)
    sources = [shown.source for shown in seen.clip.shown]
    neurons = [source.neuron for source in sources if source.kind == "activation"]
    assert neurons == [*range(5), *range(295, 300)]
    assert any("first 5 and the last 5" in c.text for c in seen.clip.captions_shown)
    assert {"1", "5", "296", "300"} <= seen.words


@pytest.mark.parametrize(
    ("name", "params", "said"),
    [
        ("Preparation", IRIS, "Preparation is about pixels, and .* 4 numbers .*: take NumbersTo"),
        ("PixelsToNeurons", {"network": IRIS["network"]}, "no image: take NumbersToNeurons"),
        ("NumbersToNeurons", {"network": LESSON}, "images of 28 x 28 pixels: take P"),
        ("NumbersToNeurons", {"network": IRIS["network"]}, "4 numbers .*, got none"),
        ("WeightedSum", {"network": IRIS["network"]}, r"4 numbers .*\(sepal length, .*got none"),
        ("WeightedSum", {"inputs": (1.0,)}, "looks at images of 28 x 28 pixels"),
    ],
    ids=["Preparation", "pixels", "numbers", "untold", "none", "image"],
)
def test_what_makes_no_sense_is_told(
    name: str, params: dict[str, Any], said: str, frame_settings: Settings
) -> None:
    with pytest.raises(ParameterError, match=said) as caught:
        Seen(frame_settings, name, **params)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("landscape")
def test_the_cursor_is_as_large_as_columns_that_were_made_smaller() -> None:
    grids = ProductGrids(np.ones((4, 1)), np.ones((4, 1)), theme("dark"), side=4.0, discs=True)
    for part in grids.parts:
        part.scale(0.25)
    grids.point(2)
    assert grids.weights.cell == pytest.approx(0.25)
    np.testing.assert_allclose(grids.cursor.centres[0], grids.weights.centres[2])
    assert (grids.cursor.halves < 0.2).all()


@pytest.mark.parametrize("name", ["WeightedSum", "MatrixForm", "ForwardPass", "SigmoidSquish"])
def test_one_input_is_not_spoken_of_as_many(
    name: str, tmp_path: Path, frame_settings: Settings
) -> None:
    layers = [Layer([[2.0]], [-1.0], "sigmoid"), Layer([[1.0], [-1.0]], [0.0, 0.5], "sigmoid")]
    save_network(Network(layers, image_shape=()), tmp_path / "own.npz")
    seen = Seen(frame_settings, name, network=tmp_path / "own.npz", inputs=(0.7,), aspect="1:1")
    seen.check()
    said = " ".join([*seen.words, *(caption.text for caption in seen.clip.captions_shown)])
    for many in ("each of them", "inputs", "products", "Each disc", "Each number", "Each point"):
        assert many not in said


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_twenty_inputs_keep_their_names(
    aspect: str, tmp_path: Path, frame_settings: Settings
) -> None:
    names = tuple(f"sensor {i}" for i in range(20))
    values = tuple(np.linspace(0.1, 0.9, 20).tolist())
    network = saved(tmp_path, 20, names)
    seen = Seen(frame_settings, "WeightedSum", network=network, inputs=values, aspect=aspect)
    seen.check()
    assert set(names) <= seen.words
