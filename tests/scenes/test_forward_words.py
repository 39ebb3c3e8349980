"""What ForwardPass says of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from netcore import Layer, Network
from scenes.facts.answer import Answer
from scenes.layers.words import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netcore import Trace


def trace_of(outputs: Sequence[float], activation: str = "sigmoid") -> Trace:
    """Return a trace that ends with these outputs."""
    values = np.asarray(outputs)
    sums = np.log(values / (1 - values)) if activation == "sigmoid" else values
    layer = Layer(np.zeros((len(values), 2)), sums, activation)
    return Network([layer], image_shape=()).forward([0.0, 0.0])


def said(outputs: Sequence[float], written: str | None = None, activation: str = "sigmoid") -> str:
    trace = trace_of(outputs, activation)
    answer = Answer.of(trace, written)
    values = [f"{trace.outputs[index]:.{answer.decimals}f}" for index in answer.ranking[:2]]
    return Wording(trace, answer).name_the_answer(values)


@pytest.mark.parametrize(
    ("outputs", "written", "text"),
    [
        ((0.01, 0.02, 0.97), "2", "The answer is 2, with 0.97: very sure, and right."),
        (
            (0.01, 0.7, 0.2),
            "2",
            "The answer is 1, with 0.70: fairly sure. Wrong: somebody wrote a 2.",
        ),
        ((0.01, 0.62, 0.55), "1", "Torn between 1, with 0.62, and 2, with 0.55. 1 is right."),
        ((0.01, 0.8537, 0.851), None, "Torn between 1, with 0.854, and 2, with 0.851."),
        ((0.01, 0.2, 0.03), "1", "No output is active: the network recognises nothing."),
        ((0.01, 0.02, 0.97), None, "The answer is 2, with 0.97: very sure."),
        ((0.88,), None, "The output's activation is 0.88: nearer to on than to off."),
        ((0.12,), None, "The output's activation is 0.12: nearer to off than to on."),
    ],
)
def test_the_answer(outputs: Sequence[float], written: str | None, text: str) -> None:
    assert said(outputs, written) == text


def test_outputs_without_bounds_say_nothing_of_being_sure() -> None:
    text = said((1.0, 7.0, 2.0), "1", "identity")
    assert "sure" not in text
    assert "7.00" in text


@pytest.mark.parametrize(("from_zero", "start"), [(True, "zero"), (False, "a number of its own")])
def test_where_a_sum_starts_is_said(*, from_zero: bool, start: str) -> None:
    trace = trace_of((0.01, 0.02, 0.97))
    text = Wording(trace, Answer.of(trace)).arriving(from_zero=from_zero)
    assert text == f"It starts from {start}. Each input adds activation times weight."
