"""The sums of a layer in rows, before their line collects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from netcore import default_network, sample_digits
from scenes.components.graphs.squish_lines import SquishLines
from scenes.components.graphs.sum_rows import SumRows
from scenes.facts.layer_sums import LayerSums
from scenes.figures import Figures
from scenes.look.stage import Aspect, Stage
from scenes.look.theme import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.usefixtures("landscape")
STORY = 4


def rows(aspect: Aspect = "16:9") -> SumRows:
    trace = default_network().forward(sample_digits().image(7, 0).ravel())
    lines = SquishLines(Figures(trace, theme("dark"), Stage(aspect)), LayerSums(trace, 1, STORY))
    return SumRows(lines, lines.story_label.number)


def ends_of_bars(built: SumRows) -> NDArray[np.float64]:
    """Return where the bars of the others end, ``(N, 3)``."""
    end: NDArray[np.float64] = built.bars.points[3::4]
    return end


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_every_neuron_has_a_row_of_its_own_above_its_sum(aspect: Aspect) -> None:
    built = rows(aspect)
    sums = built.lines.sums.sums
    np.testing.assert_allclose(built.places[:, 0], built.lines.line.at(sums)[:, 0])
    heights = built.places[:, 1]
    assert len(set(heights.round(6))) == len(sums)
    assert heights[STORY] == heights.max() == built.lines.top
    assert heights.min() > built.lines.line.rule.get_y()


def test_bars_reach_from_zero_to_the_discs_all_the_way() -> None:
    built = rows()
    zero = built.lines.line.at(0.0)[0, 0]
    going, reaching = built.spread(1.0)
    for animation in (going, reaching):
        animation.begin()
    for progress in (0.0, 0.3, 0.7, 1.0):
        going.interpolate(progress)
        reaching.interpolate(progress)
        discs, radius = built.others.centres[:, 0], built.others.halves[0, 0]
        ends = ends_of_bars(built)[:, 0]
        long = np.abs(discs - zero) > radius
        np.testing.assert_allclose(np.abs(discs - ends)[long], radius, atol=1e-9)
        np.testing.assert_allclose(ends[~long], zero, atol=1e-9)
    np.testing.assert_allclose(discs, built.places[built.lines.sums.others, 0])


def test_the_line_takes_each_neuron_along_when_it_comes_by() -> None:
    built = rows()
    line = built.lines.line
    np.testing.assert_allclose(built.collect(), built.places)
    line.shift((0.0, 2.0, 0.0))
    y = line.rule.get_y()
    passed = built.places[:, 1] < y
    assert passed.any()
    assert not passed.all()
    np.testing.assert_allclose(built.collect()[passed, 1], y)
    np.testing.assert_allclose(built.collect()[~passed], built.places[~passed])
