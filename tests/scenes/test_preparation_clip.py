"""Preparation, run without drawing: what it shows are the steps that netcore took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from netcore import Layer, Network, load_image, prepare, resampled, sample_digits
from scenes.components.grids.picture import Picture, shrunk
from scenes.look.encoding import activation_rgba, photograph_rgba
from scenes.look.theme import theme
from scenes.pixels.params import PreparationParams
from scenes.pixels.preparation import Preparation
from scenes.pixels.steps import TITLES, crop_in_picture, steps_shown, values_of
from tests.scenes.lint import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scenes.clip import Clip
    from scenes.look.stage import Aspect

    Settings = Callable[..., AbstractContextManager[None]]
    Look = Callable[[Clip], None]


class SmallParams(PreparationParams):
    """The clip for a network of 8 x 8 pixels."""

    def load_network(self) -> Network:
        return Network([Layer(np.random.default_rng(0).normal(size=(10, 64)), np.zeros(10))])


def run(
    settings: Settings,
    look: Look | None = None,
    model: type[PreparationParams] = PreparationParams,
    **params: Any,
) -> Preparation:
    """Run the clip, and look at it after every play."""
    chosen = model(**params)
    with settings(chosen.aspect):
        clip = Preparation(chosen, frames=())
        clip.after_play = look
        clip.render()
    return clip


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photograph a digit on paper, with shadow and noise."""
    ink = np.kron(sample_digits().image(5, 0), np.ones((12, 12)))[..., None]
    paper = np.array([0.95, 0.92, 0.8]) * np.linspace(0.55, 1, len(ink))[:, None, None]
    page = paper * (1 - ink) + np.array([0.1, 0.1, 0.4]) * ink
    page += np.random.default_rng(5).normal(scale=0.02, size=page.shape)
    path = tmp_path_factory.mktemp("photo") / "photo.png"
    Image.fromarray((page.clip(0, 1) * 255).astype(np.uint8)).save(path)
    return path


def test_each_step_is_drawn_with_its_own_values(photo: Path, frame_settings: Settings) -> None:
    seen: dict[str, np.ndarray[Any, Any]] = {}

    def look(clip: Clip) -> None:
        assert isinstance(clip, Preparation)
        seen[clip.beats[-1].name] = clip.current.rgba

    clip = run(frame_settings, look, image=photo)
    prepared = load_image(photo)
    assert clip.steps[0] == "picture"
    assert clip.steps[-3:] == ["crop", "box", "centred"]
    assert {"grey", "bright", "even", "digit"} <= set(clip.steps)
    assert clip.trace.prediction == 5
    beats = dict(zip(clip.steps, [beat.name for beat in clip.beats], strict=False))
    for step in ("picture", "grey"):
        expected = photograph_rgba(shrunk(prepared.step(step)))
        np.testing.assert_allclose(seen[beats[step]], expected, atol=1e-9)
    for step in [step for step in clip.steps[:-1] if step not in ("picture", "grey")]:
        expected = activation_rgba(clip.theme, shrunk(values_of(prepared, step)))
        np.testing.assert_allclose(seen[beats[step]], expected, atol=1e-9, err_msg=step)
    assert (clip.grid.values == prepared.image).all()
    assert (clip.image == prepared.image).all()


def test_a_sample_is_prepared_from_ink_on_paper(frame_settings: Settings) -> None:
    clip = run(frame_settings, digit=7, sample=2)
    first = clip.params.preparation.step("picture")
    sample = sample_digits().image(7, 2)
    assert first.min() < 0.1 < 0.95 < first.max()
    small = resampled(first.mean(axis=2), sample.shape)
    assert np.corrcoef(1 - small.ravel(), sample.ravel())[0, 1] > 0.97
    assert clip.network.forward(sample.ravel()).prediction == clip.trace.prediction == 7
    assert "7 of the samples" in clip.captions_shown[0].text


@pytest.mark.parametrize("digit", range(10))
def test_the_box_and_its_centre_of_mass_are_marked(digit: int, frame_settings: Settings) -> None:
    clip = run(frame_settings, digit=digit)
    _, frame, dot = clip.mark
    image, cell = clip.grid.values, clip.grid.cell
    box = clip.params.preparation.step("box")
    assert frame.width == pytest.approx(box.shape[1] * cell, abs=cell / 20)
    assert frame.height == pytest.approx(box.shape[0] * cell, abs=cell / 20)
    mass = [(grid * image).sum() / image.sum() for grid in np.indices(image.shape)]
    place = clip.grid.cell_centre(0, 0) + np.array([mass[1], -mass[0], 0]) * cell
    np.testing.assert_allclose(dot.get_center(), place, atol=1e-6)
    middle = clip.grid.cell_centre(14, 14)
    assert np.abs(dot.get_center() - middle).max() < cell
    inside = np.abs(clip.grid.centres - frame.get_center())[:, :2]
    outside = (inside > np.array([frame.width, frame.height]) / 2).any(axis=1)
    assert (image.ravel()[outside] == 0).all()


def test_the_crop_is_where_the_ink_is() -> None:
    picture = np.ones((200, 300))
    picture[40:160, 210:230] = 0
    preparation = prepare(picture)
    top, left, height, width = crop_in_picture(preparation)
    assert (top * 200, left * 300) == pytest.approx((40, 210), abs=4)
    assert ((top + height) * 200, (left + width) * 300) == pytest.approx((160, 230), abs=4)
    assert "even" not in steps_shown(preparation)


def test_what_already_is_a_digit_of_mnist_has_few_steps() -> None:
    shown = steps_shown(prepare(sample_digits().image(3, 0)))
    assert {"picture", "crop", "centred"} <= set(shown)
    assert not {"grey", "bright"} & set(shown)
    assert sorted(shown, key=list(TITLES).index) == shown


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_everything_stays_in_its_place(
    photo: Path, aspect: Aspect, theme: str, frame_settings: Settings
) -> None:
    found: list[str] = []
    clip = run(
        frame_settings,
        lambda clip: found.extend(faults(clip)),
        image=photo,
        aspect=aspect,
        theme=theme,
    )
    assert not found, "\n".join(dict.fromkeys(found))
    assert 12 <= clip.frame_count / 15 <= 40
    for caption in clip.captions_shown:
        assert caption.frames / 15 >= 0.25 * len(caption.text.split()), caption.text


def two_colours(ink: tuple[int, ...], paper: tuple[int, ...]) -> np.ndarray[Any, Any]:
    large = np.kron(sample_digits().image(5, 0), np.ones((12, 12)))[..., None] > 0.5
    return np.where(large, ink, paper).astype(np.uint8)


def on_a_table(page: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Lay a page on a dark, brown table."""
    table = np.full((600, 700, 3), (70, 45, 30), np.uint8)
    table[100 : 100 + page.shape[0], 150 : 150 + page.shape[1]] = page
    return table


PAGES = {
    "sheet": (on_a_table(two_colours((20, 20, 90), (235, 230, 220))), "with more of the sheet"),
    "contrast": (two_colours((235,) * 3, (250,) * 3), "go from black to white"),
    "grey": (two_colours((255, 0, 0), (0, 130, 0)), "Only red is kept of the colours"),
}


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("step", PAGES)
def test_steps_that_few_pictures_need_are_told(
    step: str, aspect: Aspect, tmp_path: Path, frame_settings: Settings
) -> None:
    page, told = PAGES[step]
    Image.fromarray(page).save(tmp_path / "page.png")
    found: list[str] = []
    clip = run(
        frame_settings,
        lambda clip: found.extend(faults(clip)),
        image=tmp_path / "page.png",
        aspect=aspect,
    )
    assert step in clip.steps
    assert any(told in caption.text for caption in clip.captions_shown)
    assert not found, "\n".join(dict.fromkeys(found))
    assert clip.trace.prediction == 5


@pytest.mark.parametrize("number", range(10))
def test_the_networks_answer_is_said(number: int, frame_settings: Settings) -> None:
    clip = run(frame_settings, digit=number, sample=1)
    (shown,) = clip.shown
    assert shown.value == clip.trace.outputs.max()
    assert shown.source.neuron == clip.trace.prediction
    label = clip.network.labels[clip.trace.prediction]
    assert f" {label}" in clip.captions_shown[-1].text


def test_a_network_of_other_pixels_gets_them(frame_settings: Settings) -> None:
    found: list[str] = []
    clip = run(frame_settings, lambda clip: found.extend(faults(clip)), SmallParams)
    assert clip.image.shape == (8, 8)
    np.testing.assert_allclose(clip.image, resampled(clip.grid.values, (8, 8)))
    assert "64 numbers" in clip.captions_shown[-1].text
    assert not found


def test_a_picture_is_averaged_down_and_keeps_its_corners() -> None:
    values = np.random.default_rng(0).random((900, 600, 3))
    picture = Picture.photograph(values)
    assert picture.rgba.shape == (320, 213, 4)
    assert picture.rgba[..., :3].mean() == pytest.approx(values.mean(), abs=1e-3)
    ink = Picture.ink(values[:300, :300, 0], theme("dark"))
    assert ink.rgba.shape == (300, 300, 4)
    centre, height = ink.scale_to_fit_height(4).move_to((1.0, 1.0, 0.0)).part(0.5, 0.5, 0.25, 0.25)
    np.testing.assert_allclose(centre, [1.5, 0.5, 0])
    assert height == pytest.approx(1)
