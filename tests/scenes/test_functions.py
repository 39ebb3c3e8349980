"""What is said about activation functions: of all that netcore has, with their constants."""

from __future__ import annotations

import pytest

from netcore.activations import ACTIVATIONS
from scenes.facts.functions import function_of, squish_of


@pytest.mark.parametrize("name", [*ACTIVATIONS, "leaky_relu:0.2", "elu:0.5"])
def test_every_function_has_its_words(name: str) -> None:
    words = function_of(name)
    assert words.symbol
    assert words.does
    assert (squish_of(name) is None) == (ACTIVATIONS.get(name) is not None and name == "softmax")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("leaky_relu", "+ 0.01 min(0, z)"),
        ("leaky_relu:0.2", "+ 0.2 min(0, z)"),
        ("elu", "+ min(0, e^z - 1)"),
        ("elu:0.5", "+ 0.5 min(0, e^z - 1)"),
    ],
)
def test_a_constant_stands_in_the_formula(name: str, written: str) -> None:
    words = squish_of(name)
    assert words is not None
    assert words.formula.endswith(written)
