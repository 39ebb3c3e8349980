"""Preparation: what it shows are the steps that netcore took, and it ends on the others' digit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from netcore import Layer, Network, load_image, resampled, sample_digits, save_network
from netreel.check.inspection import Inspection
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.picture import Picture
from scenes.facts.preparing import PHOTOGRAPHS, steps_shown, values_of
from scenes.look.text import Words
from scenes.look.theme import theme
from scenes.pixels.params import PreparationParams
from scenes.pixels.preparation import Preparation
from tests.scenes.oracle import untrue

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

    from netreel.check.screen import Moment
    from scenes.clip import Clip
    from scenes.look.stage import Aspect

    Settings = Callable[..., AbstractContextManager[None]]


def run(
    settings: Settings, look: Callable[[Clip], None] | None = None, **given: Any
) -> Preparation:
    """Run the clip, and look at it after every play."""
    params = PreparationParams(**given)
    with settings(params.aspect):
        clip = Preparation(params, frames=())
        clip.after_play = look
        clip.render()
    return clip


def every(kind: type, clip: Clip) -> list[Any]:
    family = (part for root in clip.mobjects for part in root.get_family())
    return [part for part in family if isinstance(part, kind)]


def saved(page: NDArray[np.float64], path: Path) -> Path:
    Image.fromarray((page.clip(0, 1) * 255).astype(np.uint8)).save(path)
    return path


def photo() -> NDArray[np.float64]:
    """Photograph a digit on paper, with shadow and noise."""
    ink = np.kron(sample_digits().image(5, 0), np.ones((12, 12)))[..., None]
    paper = np.array([0.95, 0.92, 0.8]) * np.linspace(0.55, 1, len(ink))[:, None, None]
    page = paper * (1 - ink) + np.array([0.1, 0.1, 0.4]) * ink
    return np.asarray(page + np.random.default_rng(5).normal(scale=0.02, size=page.shape))


def two_colours(ink: tuple[float, ...], paper: tuple[float, ...]) -> NDArray[np.float64]:
    large = np.kron(sample_digits().image(5, 0), np.ones((12, 12)))[..., None] > 0.5
    return np.asarray(np.where(large, ink, paper))


def on_a_table(page: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lay a page on a dark, brown table."""
    table = np.full((600, 700, 3), (0.27, 0.18, 0.12))
    table[100 : 100 + page.shape[0], 150 : 150 + page.shape[1]] = page
    return table


PAGES = {
    "sheet": (on_a_table(two_colours((0.08, 0.08, 0.35), (0.92, 0.9, 0.86))), "more of it"),
    "contrast": (two_colours((0.92,) * 3, (0.98,) * 3), "drawn apart"),
    "grey": (two_colours((1, 0, 0), (0, 0.51, 0)), "Only red is kept"),
    "even": (photo(), "shadow go"),
}


class Watched(Inspection):
    """An inspection that remembers every picture at rest."""

    def __init__(self, *given: Any, **more: Any) -> None:
        self.pictures: set[bytes] = set()
        super().__init__(*given, **more)

    def _look(self, moment: Moment, at_rest: bool) -> None:
        if at_rest:
            self.pictures.update(each.bitmap.tobytes() for each in every(Picture, moment.clip))
        super()._look(moment, at_rest)


@pytest.mark.long
@pytest.mark.parametrize(
    ("step", "aspect"), [*zip(PAGES, ("16:9", "9:16", "1:1", "9:16"), strict=True)]
)
def test_steps_that_few_pictures_need_are_told_and_seen_with_their_own_values(
    step: str, aspect: Aspect, tmp_path: Path
) -> None:
    page, told = PAGES[step]
    image = saved(page, tmp_path / "page.png")
    seen = Watched(Preparation, PreparationParams(image=image, aspect=aspect), tmp_path, draw=False)
    prepared = load_image(image)
    shown = steps_shown(prepared)
    assert step in shown
    for name in shown[:-1]:
        draw_it = Picture.photograph if name in PHOTOGRAPHS else Picture.ink
        drawn = draw_it(values_of(prepared, name), theme("dark")).bitmap.tobytes()
        assert drawn in seen.pictures, name
    (last,) = every(PixelGrid, seen.run.clip)
    assert (last.values == prepared.image).all()
    assert any(told in caption.text for caption in seen.run.captions)
    assert not [str(finding) for finding in seen.findings]
    assert not untrue(seen.run.clip)
    assert seen.run.clip.trace.prediction == 5
    assert any("says 5" in caption.text for caption in seen.run.captions)


@pytest.mark.long
@pytest.mark.parametrize("digit", [0, 3, 5, 8])
def test_it_ends_on_the_sample_that_the_other_clips_show(
    digit: int, frame_settings: Settings
) -> None:
    clip = run(frame_settings, digit=digit, sample=1)
    (last,) = every(PixelGrid, clip)
    sample = sample_digits().image(digit, 1)
    there = PixelGrid(sample, clip.theme)
    np.testing.assert_allclose(last.fills, there.fills)
    np.testing.assert_allclose(last.rings, there.rings)
    home = clip.stage.digit_home
    assert (last.width, last.height) == pytest.approx((home.width, home.height))
    np.testing.assert_allclose(last.get_center(), home.centre, atol=1e-9)
    assert not every(Picture, clip)
    assert (clip.image == clip.params.preparation.image).all()
    assert not any("network" in caption.text for caption in clip.captions_shown)


def test_a_network_of_other_pixels_gets_them(tmp_path: Path, frame_settings: Settings) -> None:
    network = tmp_path / "small.npz"
    weights = np.random.default_rng(0).normal(size=(10, 1200))
    save_network(Network([Layer(weights, np.zeros(10))], image_shape=(40, 30)), network)
    words: set[str] = set()

    def look(clip: Clip) -> None:
        words.update(part.text for part in every(Words, clip))

    clip = run(frame_settings, look, network=network)
    image = clip.params.preparation.image
    np.testing.assert_allclose(clip.image, resampled(image, (40, 30)))
    assert {"averaged: 30 × 40 pixels", "after: 1,200 pixels"} <= words
    cited = [shown.text for shown in clip.shown]
    assert cited[:2] == ["700", "500"]
    assert cited[-4:] == ["30", "40", "350,000", "1,200"]
    assert any("takes 30 × 40 pixels" in caption.text for caption in clip.captions_shown)
    (last,) = every(PixelGrid, clip)
    np.testing.assert_allclose(
        last.fills, PixelGrid(resampled(sample_digits().image(3, 0), (40, 30)), clip.theme).fills
    )


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_what_was_prepared_stands_beside_the_example_that_it_came_from(
    aspect: Aspect, frame_settings: Settings
) -> None:
    example = sample_digits().image(5, 0)
    seen: list[tuple[list[PixelGrid], set[str]]] = []

    def look(clip: Clip) -> None:
        seen.append(
            ([grid.copy() for grid in every(PixelGrid, clip)], {w.text for w in every(Words, clip)})
        )

    clip = run(frame_settings, look, digit=5, sample=0, aspect=aspect)
    grids, words = next((grids, words) for grids, words in seen if "the example" in words)
    assert "after: 784 pixels" in words
    one, other = sorted(grids, key=lambda grid: float(np.abs(grid.values - example).sum()))
    np.testing.assert_allclose(one.values, example)
    np.testing.assert_allclose(other.values, clip.params.preparation.image)
    assert (one.width, one.height) == pytest.approx((other.width, other.height))
    apart = np.abs(one.get_center() - other.get_center())
    assert max(apart[0] - one.width, apart[1] - one.height) > 0
    assert min(apart[:2]) == pytest.approx(0, abs=1e-6)
