"""An addition that is written out agrees as it is written, whatever its parts are rounded to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest

from netcore import default_network, load_network, sample_digits
from scenes.components.animations import Follow
from scenes.components.equations.joining import Joining
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.sums.slide import SumSlide
from scenes.facts.choosing import plainest_neuron
from scenes.facts.choosing_terms import term_to_turn
from scenes.facts.decimals import adding_decimals, alike_or_own, take_out_as_written
from scenes.facts.layer_excerpt import LayerExcerpt
from scenes.figures import Figures
from scenes.look.text import Number
from scenes.look.theme import theme
from tests.scenes.networks import OTHER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netcore import Network, Trace

pytestmark = pytest.mark.usefixtures("landscape")

DIGITS = range(10)


@pytest.fixture(params=["lesson", "other"])
def network(request: pytest.FixtureRequest, tmp_path: Path) -> Network:
    if request.param == "lesson":
        return default_network()
    return load_network(OTHER.save(tmp_path / "other.npz"))


def passes(network: Network) -> list[Trace]:
    """Return a forward pass of every digit that is bundled."""
    digits = sample_digits()
    return [network.forward(digits.image(d, s).ravel()) for d in DIGITS for s in range(3)]


def as_written(*numbers: Number) -> list[Decimal]:
    return [Decimal(number.text.replace("\N{MINUS SIGN}", "-")) for number in numbers]


def agree(parts: Sequence[float], decimals: int) -> bool:
    written = [Decimal(f"{part:.{decimals}f}") for part in (*parts, sum(parts))]
    return sum(written[:-1]) == written[-1]


def test_sums_and_biases_agree_for_every_bundled_digit(network: Network) -> None:
    for trace in passes(network):
        for layer in range(1, len(network.layers) + 1):
            rows, biases = (
                LayerExcerpt.of(trace, layer, 4, 5).rows.shown,
                network.layer(layer).biases,
            )
            sums = [[float(trace.contributions(layer, r).sum()), float(biases[r])] for r in rows]
            decimals = alike_or_own(sums)
            assert all(agree(parts, d) for parts, d in zip(sums, decimals, strict=True))


@pytest.mark.parametrize(
    ("sums", "decimals"),
    [
        (((1.0, 2.0), (0.25, 0.5)), [2, 2]),
        (((2.356, 1.546), (1.0, 2.0)), [3, 3]),
        (((2.356, 1.546), (0.1004, 0.2004)), [3, 2]),
    ],
)
def test_lines_have_as_many_decimals_where_all_agree_and_else_their_own(
    sums: Sequence[Sequence[float]], decimals: list[int]
) -> None:
    assert alike_or_own(sums) == decimals


def test_where_nothing_helps_there_are_no_more_decimals() -> None:
    assert adding_decimals([1 / 3, 1 / 3], more=4) == 2


@pytest.mark.long
@pytest.mark.parametrize("digit", DIGITS)
def test_each_line_agrees_also_while_its_bias_is_turned(digit: int, network: Network) -> None:
    trace = network.forward(sample_digits().image(digit, 0).ravel())
    stage = LayerStage(Figures(trace, theme("dark")), 1)
    stage.arrange("biases")
    joining, story = Joining(stage), stage.equation.story
    for line in joining.lines.values():
        before, added, total = as_written(*line.numbers)
        assert before + added == total
    z = stage.equation.sums[stage.rows.index(story)].value
    stage.equation.result.entry(story).set_value(z)
    turning = joining.turn()[1]
    assert isinstance(turning, Follow)
    for progress in np.linspace(0, 1, 40):
        turning.interpolate(float(progress))
        before, added, total = as_written(*joining.lines[story].numbers)
        assert before + added == total
    assert joining.lines[story].numbers[-1].value == pytest.approx(z, abs=1e-12)


@pytest.mark.parametrize("digit", DIGITS)
def test_the_ledger_of_a_weighted_sum_agrees(digit: int) -> None:
    trace = default_network().forward(sample_digits().image(digit, 0).ravel())
    slide = SumSlide(Figures(trace, theme("dark")), 1, plainest_neuron(trace.network, 1))
    total, bias, z = as_written(*slide.count.ledger.numbers)
    assert total + bias == z


@pytest.mark.parametrize("decimals", [2, 3])
def test_a_term_is_taken_out_as_written_or_said_not_to_be(decimals: int) -> None:
    terms = np.random.default_rng(decimals).normal(0, 0.3, 40)
    total = Decimal(f"{terms.sum():.{decimals}f}")
    left = [Decimal(f"{terms.sum() - term:.{decimals}f}") for term in terms]
    by_hand = [total - Decimal(f"{t:.2f}") == rest for t, rest in zip(terms, left, strict=True)]
    assert any(by_hand)
    assert not all(by_hand)
    assert take_out_as_written(terms, 2, decimals).tolist() == by_hand


@pytest.mark.parametrize(
    ("agree", "turned"),
    [
        ([True, True, True], 0),
        ([False, True, True], 1),
        ([False, False, True], 0),  # that would hardly be seen
        ([False, False, False], 0),
    ],
)
def test_where_the_largest_term_does_not_agree_another_is_turned(
    agree: Sequence[bool], turned: int
) -> None:
    assert term_to_turn([0], [-0.8, 0.3, 0.1], agree) == turned
    assert term_to_turn([0], [0.0, 0.0, 0.0], agree) == 0


@pytest.mark.parametrize("digit", [0, 1, 2, 3, 4, 5, 6, 8])
def test_the_sum_agrees_also_without_the_term_that_is_turned(digit: int) -> None:
    trace = default_network().forward(sample_digits().image(digit, 0).ravel())
    slide = SumSlide(Figures(trace, theme("dark")), 1, plainest_neuron(trace.network, 1))
    count, line = slide.count, slide.numbers.term(slide.count.turned)
    (total,) = as_written(count.total.set_value(float(count.grids.terms.sum())))
    (left,) = as_written(count.total.set_value(count.total.value - line[2].value))
    weight, activation, product = as_written(*line)
    assert round(weight * activation, line[2].decimals) == product
    assert total - product == left
