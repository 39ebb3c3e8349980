"""Kept pictures: dropped whenever anything but place and opacity changes, and moved truly."""

from __future__ import annotations

from collections import defaultdict
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
from manim import DOWN, RIGHT, UP, LineJointType, Mobject, Polygon
from scipy.ndimage import gaussian_filter

from scenes import components
from scenes.catalogue import find
from scenes.components.graphs.waveform import Waveform
from scenes.components.grids.grids import PixelGrid, WeightGrid
from scenes.components.grids.marks import Marks
from scenes.components.grids.picture import Picture
from scenes.components.grids.thumbnails import Thumbnails
from scenes.components.network.connections import Connections
from scenes.components.network.fan import Fan
from scenes.components.network.hoped import HopedRing
from scenes.components.network.one_neuron import Spokes
from scenes.components.network.pulses import Signals
from scenes.components.sums.total_trace import TotalTrace
from scenes.engine.camera import RasterCamera
from scenes.engine.keeping import Keeper
from scenes.engine.raster_mobject import RasterMobject
from scenes.look.text import Number, Words
from scenes.look.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    from scenes.engine.film import Film

    Draw = Callable[[Any], object]

DARK = THEMES["dark"]
ROUNDED, ON_EDGES = 2, 10
"""Of 255: what is painted twice is rounded twice; and Cairo's paths are rounded where they are."""
PIXEL = RIGHT * 128 / 9 / 854
"""One pixel of a small landscape frame, scene units."""
LINES = {"color": "#FFFFFF", "stroke_width": 6, "stroke_opacity": 0.8}


def picture(camera: RasterCamera, *mobjects: Mobject) -> NDArray[np.int64]:
    camera.reset()
    camera.capture_mobjects(mobjects)
    return np.asarray(camera.pixel_array[..., :3], dtype=np.int64)


def camera(*, moving: bool = False) -> RasterCamera:
    made = RasterCamera(background_color=DARK.background)
    made.keeper.in_motion = moving
    return made


def marks() -> Marks:
    places = np.random.default_rng(0).uniform(-1.5, 1.5, (30, 2))
    fills, rings = np.linspace(0, 1, 120).reshape(30, 4), np.full(4, 0.8)
    return Marks(places, 0.2, fills, rings, roundness=np.linspace(0, 1, 30), ring_width=3.0)


def spokes() -> Spokes:
    starts, ends = np.zeros((40, 3)), np.zeros((40, 3))
    starts[:, 0], starts[:, 1], ends[:, 0] = -2, np.linspace(-1.5, 1.5, 40), 2
    colours = np.linspace(0.1, 1, 160).reshape(40, 4)
    return Spokes(starts, ends, colours, np.linspace(0.01, 0.03, 40))


def connections() -> Connections:
    starts, ends = np.zeros((9, 3)), np.zeros((5, 3))
    starts[:, 0], ends[:, 0] = -1.5, 1.5
    starts[:, 1], ends[:, 1] = np.linspace(-1, 1, 9), np.linspace(-1, 1, 5)
    return Connections(starts, ends, np.linspace(-1, 1, 45).reshape(5, 9), DARK)


def grid() -> PixelGrid:
    return PixelGrid(np.random.default_rng(1).random((9, 9)), DARK, height=2)


KINDS: dict[str, Callable[[], Any]] = {
    "marks": marks,
    "grid": grid,
    "weights": lambda: WeightGrid(np.linspace(-1, 1, 100).reshape(10, 10), DARK, height=2),
    "spokes": spokes,
    "connections": connections,
    "trace": lambda: TotalTrace([0, 1, -1, 2], 0.5, DARK, 4, 2).set_drawn(3.5),
    "words": lambda: Words("a sum of 784", DARK.text, 60),
    "number": lambda: Number(-3.25, DARK.text, 60),
    "outline": lambda: Polygon(*np.array([(-2, -1, 0), (2, 0.2, 0), (-2, 1.2, 0)]), **LINES),
}

EVERYWHERE: dict[str, Draw] = {
    "moved by whole pixels": lambda it: it.shift(7 * PIXEL),
    "moved by parts of a pixel": lambda it: it.shift(0.37 * PIXEL + 0.6 * UP),
    "larger": lambda it: it.scale(1.05),
    "wider": lambda it: it.stretch(1.02, 0),
    "fainter": lambda it: it.set_opacity(0.4),
    "gone": lambda it: it.set_opacity(0.0),
    "half of it elsewhere": lambda it: it.points[len(it.points) // 2 :, 1].__iadd__(0.3),
}
OF_ONE: dict[str, dict[str, Draw]] = {
    "marks": {
        "filled": lambda it: it.fills.__setitem__((25, 0), 0.0),
        "ringed": lambda it: it.set_rings(np.zeros(4)),
        "round": lambda it: it.roundness.__setitem__(4, 0.0),
        "thin": lambda it: setattr(it, "ring_width", 1.0),
    },
    "grid": {"valued": lambda it: it.set_values(np.eye(9))},
    "weights": {"valued": lambda it: it.set_values(np.linspace(1, 0, 100))},
    "spokes": {
        "coloured": lambda it: it.colours.__setitem__((slice(None), 2), 0.1),
        "wide": lambda it: it.widths.__imul__(2),
    },
    "connections": {
        "resting": lambda it: it.set_rest(0.3),
        "revealed": lambda it: it.set_reveal(0.5),
        "pulsing": lambda it: it.set_pulse(0.4),
    },
    "trace": {
        "drawn": lambda it: it.set_drawn(1.5),
        "changed": lambda it: it.change_term(1, 0.5),
    },
    "words": {"coloured": lambda it: it.set_fill("#FF0000"),
              "outlined": lambda it: it.set_stroke("#00FF00", width=3, opacity=1.0)},
    "outline": {"filled": lambda it: it.set_fill("#0000FF", opacity=0.8),
                "coloured": lambda it: it.set_stroke("#00FF00"),
                "wide": lambda it: it.set_stroke(width=9),
                "backed": lambda it: it.set_stroke("#FF0000", 12, opacity=1, background=True),
                "rounded": lambda it: setattr(it, "joint_type", LineJointType.ROUND),
                "graded": lambda it: it.set_color_by_gradient("#FF0000", "#0000FF")},
    "number": {"counted": lambda it: it.set_value(1.5)},
}  # fmt: skip
CASES = [
    (kind, name, change) for kind in KINDS for name, change in (EVERYWHERE | OF_ONE[kind]).items()
]


@pytest.mark.render
@pytest.mark.parametrize("moving", [False, True], ids=["single", "in motion"])
@pytest.mark.parametrize(("kind", "change"), [(k, c) for k, _, c in CASES],
                         ids=[f"{k} {n}" for k, n, _ in CASES])  # fmt: skip
@pytest.mark.usefixtures("landscape")
def test_what_changes_is_drawn_as_if_for_the_first_time(
    kind: str, change: Draw, moving: bool
) -> None:
    it, kept = KINDS[kind](), camera(moving=moving)
    for _ in range(3):
        before = picture(kept, it)
    change(it)
    fresh = picture(camera(), it)
    assert np.abs(fresh - before).max() > 4 * ON_EDGES
    drawn = [picture(kept, it) for _ in range(3)]
    if not moving:
        assert np.abs(drawn[0] - fresh).max() <= ON_EDGES
    assert np.abs(_smooth(drawn[0]) - _smooth(fresh)).max() <= 6
    assert np.abs(drawn[1] - fresh).max() <= ON_EDGES, "at rest it is sharp"
    np.testing.assert_array_equal(drawn[2], drawn[1])


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("landscape")
def test_a_slow_way_is_gone_evenly(kind: str) -> None:
    it, kept = KINDS[kind](), camera(moving=True)
    ground = picture(kept)
    picture(kept, it), picture(kept, it)
    centres, lights = [], []
    for _ in range(24):
        it.shift(0.13 * PIXEL + 0.07 * DOWN * PIXEL[0])
        light = (picture(kept, it) - ground).sum(axis=2)
        centres.append((light * np.arange(light.shape[1])).sum() / light.sum())
        lights.append(light.sum())
    np.testing.assert_allclose(np.diff(centres), 0.13, atol=0.09)
    assert np.ptp(lights) <= 0.02 * np.mean(lights)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("landscape")
def test_a_rounding_error_draws_nothing_anew(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    it, kept = KINDS[kind](), camera()
    picture(kept, it), picture(kept, it)
    monkeypatch.setattr(RasterCamera, "_picture", None)
    monkeypatch.setattr(RasterCamera, "_shape", None)
    monkeypatch.setattr(RasterCamera, "_drawing", None)
    for error in (1e-12, -1e-9, 1e-7):
        it.points = it.points + error * np.random.default_rng(0).random(it.points.shape)
        picture(kept, it)


@pytest.mark.usefixtures("landscape")
def test_small_errors_do_not_add_up() -> None:
    it, kept = grid(), camera(moving=True)
    picture(kept, it), picture(kept, it)
    for _ in range(200):
        it.scale(1 + 1e-4)
        drawn = picture(kept, it)
    assert np.abs(drawn - picture(camera(), it)).max() <= ROUNDED


@pytest.mark.usefixtures("landscape")
def test_what_comes_into_the_frame_was_not_cut_at_its_edge() -> None:
    it, kept = grid().move_to(7.1 * RIGHT), camera(moving=True)
    picture(kept, it), picture(kept, it)
    it.shift(-120 * PIXEL)
    assert np.abs(picture(kept, it) - picture(camera(), it)).max() <= ON_EDGES


@pytest.mark.usefixtures("landscape")
def test_a_copy_has_a_picture_of_its_own() -> None:
    it, kept = grid(), camera()
    picture(kept, it), picture(kept, it)
    other = it.copy().set_values(np.eye(9))
    for _ in range(3):
        assert np.abs(picture(kept, other) - picture(camera(), other)).max() <= ROUNDED


@pytest.mark.usefixtures("landscape")
def test_faded_marks_look_as_opaque_ones_mixed_with_what_is_below() -> None:
    it, kept = grid(), camera()
    opaque, ground = picture(kept, it), picture(kept)
    expected = ground + (opaque - ground) * 0.3
    for _ in range(3):
        assert np.abs(picture(kept, it.set_opacity(0.3)) - expected).max() <= ROUNDED


class _Compared:
    """Takes every tenth frame of a film, and draws it twice more: sharp, and keeping nothing."""

    in_motion = True
    every = 10

    def __init__(self) -> None:
        self.sharp, self.plain = camera(), camera()
        self.plain.keeper = _Forgetful()
        self.clip: Any = None
        self.off: list[tuple[float, float]] = []

    def chosen(self, frames: range) -> range:
        return range(-(-frames.start // self.every) * self.every, frames.stop, self.every)

    def begin_beat(self) -> None:
        pass

    def write(self, frame: NDArray[np.uint8], repeat: int = 1) -> None:
        moving = _in_grey(frame[..., :3])
        mobjects = self.clip.mobjects
        sharp, plain = (_in_grey(picture(it, *mobjects)) for it in (self.sharp, self.plain))
        self.off.append((_apart(moving, plain), _apart(sharp, plain)))


class _Noting(Keeper):
    """Notes in which ways it has handed out each kind of mobject."""

    def __init__(self) -> None:
        super().__init__()
        self.ways: dict[type, set[str]] = defaultdict(set)
        self._last: dict[Any, Any] = {}

    def picture(
        self, mobject: Any, looks: bytes, pixels: Any, draw: Any, *, at_once: bool = False
    ) -> Any:
        def noted(it: Any) -> Any:
            self._last[it] = draw(it)
            return self._last[it]

        before = self._last.get(mobject)
        given = super().picture(mobject, looks, pixels, noted, at_once=at_once)
        drawn = given is None or self._last[mobject] is not before
        self.ways[type(mobject)].add("drawn" if drawn else "kept" if given is before else "moved")
        return given


class _Forgetful(Keeper):
    """Keeps nothing."""

    def picture(
        self, mobject: Any, _looks: bytes, _pixels: Any, draw: Any, *, at_once: bool = False
    ) -> Any:
        return draw(mobject) if at_once else None


def _in_grey(frame: NDArray[Any]) -> NDArray[np.float32]:
    """Return a frame in grey and blurred: sharpness may differ."""
    return _smooth(frame.mean(axis=2, keepdims=True))


def _apart(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.abs(one - other).max())


def _smooth(frame: NDArray[Any]) -> NDArray[np.float32]:
    smooth: NDArray[np.float32] = gaussian_filter(frame.astype(np.float32), (4, 4, 0))
    return smooth


ALL = "drawn kept moved"
CHOSEN: dict[str, dict[type[RasterMobject], str]] = {
    "SpeechLayers": {Waveform: "drawn kept"},
    "Bias": {Thumbnails: "drawn kept"},
    "EdgeDetection": {Picture: "drawn kept", WeightGrid: ALL},
    "WeightsOnConnections": {Fan: "drawn"},
    "OutputLayer": {Connections: ALL},
    "WeightMatrix": {Signals: ALL},
    "WeightedSum": {Marks: ALL, PixelGrid: ALL, TotalTrace: "drawn kept"},
    "LayerHypothesis": {HopedRing: ALL, Spokes: ALL, Thumbnails: "moved"},
}
"""The quickest clips in which all that draws itself occurs in all ways in which any clip has it."""


def test_every_kind_that_draws_itself_is_in_a_clip_that_is_chosen() -> None:
    for module in walk_packages(components.__path__, "scenes.components."):
        import_module(module.name)
    chosen = {kind for kinds in CHOSEN.values() for kind in kinds}
    assert chosen == {kind for kind in kinds_of(RasterMobject) if kind.__name__[0] != "_"}


def kinds_of(kind: type[RasterMobject]) -> Iterator[type[RasterMobject]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("scenes."):
            yield one
            yield from kinds_of(one)


@pytest.mark.render
@pytest.mark.parametrize("name", CHOSEN)
def test_a_clip_is_the_same_film_without_kept_pictures(
    name: str, frame_settings: Callable[..., AbstractContextManager[None]]
) -> None:
    entry, keeper = find(name), _Noting()
    with frame_settings(pixel_width=426, pixel_height=240, frame_rate=15):
        seen = _Compared()
        seen.clip = entry.clip_class()(entry.params_model()(), film=cast("Film", seen))
        seen.clip.clip_renderer.camera.keeper = keeper
        seen.clip.render()
    assert len(seen.off) >= 10
    for kind, ways in CHOSEN[name].items():
        assert keeper.ways[kind] >= set(ways.split()), kind
    # Between pixels there is no seam of squares: what moves is off by more.
    for off, most in zip(zip(*seen.off, strict=True), (24, 6), strict=True):
        assert max(off) <= most, f"picture {np.argmax(off)} is off by {max(off):.0f} of 255"
