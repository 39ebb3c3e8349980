"""A network's answer, drawn without the network."""

from __future__ import annotations

import numpy as np
import pytest
from manim import ManimColor

import netcore
from netcore import Layer, Network, sample_digits
from scenes.components.network.answer import Answer
from scenes.figures import Figures
from scenes.look.stage import Region, Stage
from scenes.look.theme import theme

pytestmark = pytest.mark.usefixtures("landscape")
DARK = theme("dark")
REGION = Region(3.0, 0.5, 3.6, 5.0)


def figures(network: Network, image: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Figures:
    return Figures(network.forward(image.ravel()), DARK, Stage("16:9"))


@pytest.mark.parametrize("digit", range(10))
def test_the_largest_output_is_boxed_in_the_colour_of_what_is_right(digit: int) -> None:
    given = figures(netcore.default_network(), sample_digits().image(digit, 0))
    answer = Answer(given, REGION, str(digit))
    assert answer.said == f"says {digit}"
    assert ManimColor(answer.box.get_stroke_color()).to_hex() == DARK.right.upper()
    assert answer.box.get_y() == pytest.approx(answer.column.place_of(digit)[1], abs=0.01)
    assert answer.box.get_right()[0] == pytest.approx(REGION.x + REGION.width / 2)
    written = [shown.value for shown in given.shown]
    assert written == pytest.approx(given.trace.outputs.tolist())


def test_a_wrong_answer_is_said_to_be_wrong_and_an_unknown_one_is_not() -> None:
    given = figures(netcore.default_network(), sample_digits().image(3, 0))
    assert Answer(given, REGION, "8").said == "takes them, wrongly, for 3"
    for right in ("8", ""):
        colour = ManimColor(Answer(given, REGION, right).box.get_stroke_color()).to_hex()
        assert colour == DARK.highlight.upper()
    assert Answer(given, REGION).said == "says 3"


@pytest.mark.parametrize("outputs", [1, 2, 40])
def test_any_number_of_outputs_fits(outputs: int) -> None:
    rng = np.random.default_rng(0)
    network = Network([Layer(rng.normal(size=(outputs, 64)), np.zeros(outputs))])
    given = figures(network, rng.random(64))
    answer = Answer(given, REGION)
    assert len(answer.column.shown) == min(outputs, 10)
    assert given.trace.prediction in answer.column.shown
    assert answer.height <= REGION.height + 0.01
    assert answer.get_left()[0] >= REGION.x - REGION.width / 2
    arrow = answer.point_from(Answer(given, Region(-3.0, 0.5, 3.6, 5.0)))
    assert arrow.get_right()[0] < answer.box.get_left()[0]
