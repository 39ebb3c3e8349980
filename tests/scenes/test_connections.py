"""Connections look as their weights are, travel as they are told, and are drawn only when new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from scenes.components.network.connections import ARRIVAL, Connections
from scenes.components.network.pulses import Draw, SendPulse
from scenes.engine.raster import context
from scenes.engine.strands import draw_bundle
from scenes.look.encoding import connection_width, rgb
from scenes.look.theme import THEMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.look.theme import Theme

DARK = THEMES["dark"]
WIDTH, HEIGHT = 200, 120
SCALE = 20.0
EVERY_THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


def to_pixels(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return points[:, :2] * (SCALE, -SCALE) + (WIDTH / 2, HEIGHT / 2)


def draw(*parts: Connections, pixel: float = 1.0) -> NDArray[np.float64]:
    """Return what is drawn over nothing, premultiplied RGBA in [0, 1]."""
    frame = np.zeros((HEIGHT, WIDTH, 4), dtype=np.uint8)
    ctx = context(frame)
    for part in parts:
        part.paint(ctx, to_pixels, pixel)
    return frame / 255


def strands(weights: list[float], theme: Theme = DARK, **looks: Any) -> list[Connections]:
    """Return level strands one below the other, each on its own."""
    heights = np.linspace(2, -2, len(weights))
    return [
        Connections([[-4, y, 0]], [[4, y, 0]], [[weight]], theme, limit=1.0, **looks)
        for y, weight in zip(heights.tolist(), weights, strict=True)
    ]


def fan(signals: list[float] | None = None) -> Connections:
    """Return connections from three neurons to one."""
    starts = [[-4, 2, 0], [-4, 0, 0], [-4, -2, 0]]
    return Connections(starts, [[4, 0, 0]], [[1.0, -1.0, 0.25]], DARK, signals, limit=1.0)


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by the number of strands whenever strands are drawn."""
    counts: list[int] = []

    def counted(*args: Any) -> None:
        counts.append(len(args[1]))
        draw_bundle(*args)

    monkeypatch.setattr("scenes.components.network.connections.draw_bundle", counted)
    return counts


class TestLooks:
    @EVERY_THEME
    def test_the_colour_is_that_of_the_sign(self, theme: Theme) -> None:
        (blue,), (red,) = strands([1.0], theme), strands([-1.0], theme)
        middle = (HEIGHT // 2 - 42, WIDTH // 2)
        for part, colour in ((blue, theme.positive), (red, theme.negative)):
            drawn = draw(part.shift((0, 0.05, 0)))[middle[0] : middle[0] + 5, middle[1]]
            strongest = drawn[drawn[:, 3].argmax()]
            np.testing.assert_allclose(strongest[:3], rgb(colour) * strongest[3], atol=0.01)

    def test_a_large_weight_is_wide_and_opaque(self) -> None:
        frame = draw(*strands([0.2, 0.6, 1.0]))
        ink = [frame[row - 5 : row + 5, WIDTH // 2, 3].sum() for row in (20, 60, 100)]
        np.testing.assert_allclose(
            ink, connection_width([0.2, 0.6, 1], 1) * (0.2, 0.6, 1), rtol=0.1
        )

    def test_a_weight_of_zero_is_not_seen(self) -> None:
        assert not draw(*strands([0.0])).any()

    def test_the_strongest_lies_on_top(self) -> None:
        ends = np.array([[-4.0, 0, 0], [-4, 0, 0], [4, 0, 0]])
        for weights in ([-1.0, 0.5], [0.5, -1.0]):
            middle = draw(Connections(ends[:2], ends[2:], [weights], DARK))[HEIGHT // 2, WIDTH // 2]
            assert middle[0] > middle[2]

    def test_thousands_are_texture(self) -> None:
        rng = np.random.default_rng(0)
        starts = np.column_stack([np.full(784, -4), np.linspace(2.9, -2.9, 784), np.zeros(784)])
        ends = np.column_stack([np.full(64, 4), np.linspace(2.9, -2.9, 64), np.zeros(64)])
        frame = draw(Connections(starts, ends, rng.normal(size=(64, 784)), DARK), pixel=0.2)
        between = frame[10:-10, 30:-30, 3]
        assert 0.02 < between.mean() < 0.35
        assert between.std() > 0.02

    @pytest.mark.long
    def test_a_million_are_no_sheet(self) -> None:
        rng = np.random.default_rng(0)
        starts = np.column_stack([np.full(784, -4), np.linspace(2.9, -2.9, 784), np.zeros(784)])
        ends = np.column_stack([np.full(1300, 4), np.linspace(2.9, -2.9, 1300), np.zeros(1300)])
        weights = rng.standard_t(5, size=(1300, 784))
        between = draw(Connections(starts, ends, weights, DARK), pixel=0.2)[10:-10, 30:-30, 3]
        assert 0.02 < between.mean() < 0.35
        assert between.std() > 0.02

    def test_at_rest_it_can_be_dimmed(self) -> None:
        full, dimmed = draw(fan()), draw(fan().set_rest(0.3))
        np.testing.assert_allclose(dimmed, full * 0.3, atol=2 / 255)
        assert not draw(fan().set_rest(0)).any()
        assert not draw(fan().set_opacity(0)).any()


class TestPaper:
    def test_what_is_negative_is_dashed(self) -> None:
        gaps = []
        for weight in (1.0, -1.0):
            (part,) = strands([weight], THEMES["print"])
            along = draw(part)[..., 3].sum(axis=0)[30:-30]
            gaps.append((along < 0.2).mean())
        assert gaps[0] == 0
        assert 0.2 < gaps[1] < 0.6

    def test_on_a_screen_nothing_is_dashed(self) -> None:
        (part,) = strands([-1.0])
        assert draw(part)[..., 3].sum(axis=0)[30:-30].min() > 0.5


class TestReveal:
    def test_it_is_drawn_from_the_start(self) -> None:
        whole, half = draw(fan()), draw(fan().set_reveal(0.5))
        np.testing.assert_allclose(
            half[:, : WIDTH // 2 - 15], whole[:, : WIDTH // 2 - 15], atol=0.01
        )
        assert not half[:, WIDTH // 2 + 15 :].any()

    @pytest.mark.parametrize("reveal", [0.0, 1.0])
    def test_its_ends_are_nothing_and_all(self, reveal: float) -> None:
        np.testing.assert_array_equal(draw(fan().set_reveal(reveal)), draw(fan()) * reveal)

    def test_downwards_it_is_drawn_from_above(self) -> None:
        ends = np.array([[-1.0, 2, 0], [1, 2, 0], [0, -2, 0]])
        part = Connections(ends[:2], ends[2:], [[1.0, 1.0]], DARK).set_reveal(0.5)
        assert part.flows_down
        assert not fan().flows_down
        frame = draw(part)
        assert frame[: HEIGHT // 2 - 10].any()
        assert not frame[HEIGHT // 2 + 10 :].any()

    def test_the_animation_ends_with_all(self) -> None:
        part = fan().set_reveal(0)
        animation = Draw(part)
        animation.begin()
        assert part.reveal == 0
        animation.finish()
        assert part.reveal == 1


class TestPulse:
    @pytest.mark.parametrize("pulse", [0.0, 1.0])
    def test_before_and_after_nothing_is_lit(self, pulse: float) -> None:
        assert not draw(fan([1, 1, 1]).set_rest(0).set_pulse(pulse)).any()

    def test_it_travels_from_layer_to_layer(self) -> None:
        places = []
        for pulse in (0.25, 0.5, 0.75):
            light = draw(fan([1, 1, 1]).set_rest(0).set_pulse(pulse))[..., 3].sum(axis=0)
            places.append((light * np.arange(WIDTH)).sum() / light.sum())
        assert places[0] < places[1] - 10 < places[2] - 20

    def test_its_head_is_there_at_its_arrival_and_not_before(self) -> None:
        last = WIDTH // 2 + 4 * int(SCALE) - 1
        lit = [
            draw(fan([1, 1, 1]).set_rest(0).set_pulse(pulse))[:, last - 1 : last, 3].sum()
            for pulse in (ARRIVAL * 0.9, ARRIVAL)
        ]
        assert lit[0] == 0
        assert lit[1] > 1

    def test_its_head_is_wider_than_the_line(self) -> None:
        (part,) = strands([1.0], signals=[1.0])
        column = draw(part.set_rest(0).set_pulse(0.4))[..., 3]
        head = int((column.sum(axis=0) * np.arange(WIDTH)).argmax())
        assert (column[:, head] > 0.1).sum() >= 2 * (column[:, head - 30] > 0.1).sum()

    def test_it_leaves_all_neurons_together(self) -> None:
        frame = draw(fan([1, 1, 1]).set_rest(0).set_pulse(0.2))[..., 3]
        reached = [
            np.flatnonzero(frame[rows].any(axis=0)).max()
            for rows in (slice(0, 45), slice(75, HEIGHT))
        ]
        assert abs(reached[0] - reached[1]) <= 8

    def test_it_shines_where_weight_times_activation_is_large(self) -> None:
        frame = draw(fan([0.0, 0.1, 1.0]).set_rest(0).set_pulse(0.3))[..., 3]
        above, below = frame[: HEIGHT // 2 - 5].sum(), frame[HEIGHT // 2 + 5 :].sum()
        assert above == 0
        assert below > 0

    def test_its_colour_is_that_of_the_product(self) -> None:
        (part,) = strands([1.0], signals=[-1.0])
        drawn = draw(part.set_rest(0).set_pulse(0.5))[:, WIDTH // 2]
        assert drawn[:, 0].sum() > drawn[:, 2].sum()

    def test_the_animation_leaves_no_pulse(self) -> None:
        part = fan([1, 1, 1])
        animation = SendPulse(part)
        animation.begin()
        animation.interpolate(0.5)
        assert part.pulse == pytest.approx(0.5)
        animation.finish()
        assert part.pulse == 0


class TestKeptPictures:
    def test_unchanged_it_is_drawn_once(self, drawings: list[int]) -> None:
        part = fan()
        first, second = draw(part), draw(part)
        np.testing.assert_array_equal(first, second)
        assert drawings == [3]

    def test_a_pulse_draws_three_pictures_however_long_it_takes(self, drawings: list[int]) -> None:
        part = fan([1, 0.5, 0])
        for pulse in np.linspace(0, 1, 20):
            draw(part.set_pulse(pulse).set_rest(1 - pulse / 2))
        assert drawings == [3, 3, 3]

    def test_a_copy_shares_them(self, drawings: list[int]) -> None:
        part = fan()
        draw(part, part.copy())
        assert drawings == [3]

    def test_a_rounding_error_is_no_change(self, drawings: list[int]) -> None:
        part = fan()
        draw(part)
        draw(part.shift((1e-9, 0, 0)))
        assert drawings == [3]

    def test_moved_or_scaled_it_is_drawn_where_it_is(self, drawings: list[int]) -> None:
        part = fan()
        before = draw(part)
        moved = draw(part.shift((0, 0.5, 0)))
        assert drawings == [3, 3]
        np.testing.assert_array_equal(moved[:-10], before[10:])
        smaller = draw(part.scale(0.5))
        assert drawings == [3, 3, 3]
        np.testing.assert_array_equal(
            smaller,
            draw(Connections(part.points[:3], part.points[3:], part.weights, DARK, limit=1.0)),
        )
