"""The numbers that are picked out can be followed with a pencil."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.facts.choosing_terms import telling_terms
from scenes.facts.decimals import TermDecimals, adding_decimals, column_decimals, decimals_of

SIZES = st.floats(-30, 30)


@pytest.mark.parametrize(
    ("parts", "decimals"),
    [
        ([4.58, -3.33], 2),
        ([0.1234, 0.2], 2),
        ([1.004, 2.004], 3),  # 1.00 + 2.00 = 3.01 would be wrong
        ([0.0044, 0.0044, 0.0044], 2),  # nothing helps, so the fewest
    ],
)
def test_known_sums(parts: list[float], decimals: int) -> None:
    assert adding_decimals(parts) == decimals


@given(SIZES, SIZES)
def test_what_is_written_adds_up_if_it_can(first: float, second: float) -> None:
    adds_up = {
        decimals: round(round(first, decimals) + round(second, decimals), decimals)
        == round(first + second, decimals)
        for decimals in (2, 3)
    }
    chosen = adding_decimals([first, second])
    assert adds_up[chosen] or not any(adds_up.values())
    assert chosen == 2 or not adds_up[2]


def test_one_is_off_one_pushes_up_and_one_pulls_down() -> None:
    weights = np.array([0.1, -3.0, 2.0, 0.5, -0.5, 1.5])
    activations = np.array([0.0, 0.0, 1.0, 1.0, 0.5, 0.5])
    assert telling_terms(weights, activations) == [1, 2, 4]


def test_without_an_input_that_is_off_one_of_each_sign_is_read() -> None:
    assert telling_terms([0.5, 1.0, -1.0], [1.0, 1.0, 1.0]) == [1, 2]


def test_where_all_have_one_sign_the_first_is_read_as_well() -> None:
    assert telling_terms([0.5, 0.2, 1.0], [1.0, 1.0, 1.0]) == [0, 2]


def test_a_product_that_works_out_is_preferred_among_the_large() -> None:
    weights, activations = np.array([0.0, 1.314, 1.25]), np.array([0.0, 0.985, 1.0])
    assert round(1.31 * 0.98, 2) != round(1.314 * 0.985, 2)
    assert telling_terms(weights, activations) == [0, 2]
    assert telling_terms(weights * (1, 1, 0.3), activations) == [0, 1]


@given(st.lists(st.tuples(SIZES, st.floats(0, 1)), min_size=1, max_size=30), st.integers(2, 3))
def test_the_choice_is_of_real_terms(pairs: list[tuple[float, float]], decimals: int) -> None:
    weights, activations = np.array(pairs).T
    written = TermDecimals(weights=(decimals,) * len(pairs), products=decimals)
    chosen = telling_terms(weights, activations, written)
    products = weights * activations
    assert 1 <= len(chosen) == len(set(chosen)) <= 3
    assert set(chosen) <= set(range(len(pairs)))
    for index in chosen[1:]:
        same_sign = products[np.sign(products) == np.sign(products[index])]
        assert abs(products[index]) >= 0.6 * np.abs(same_sign).max()


@pytest.mark.parametrize(
    ("value", "decimals"),
    [
        (5.1, 1),
        (63.0, 0),
        (-0.73, 2),
        (1234.5, 1),
        (0.0002, 4),
        (0.0, 0),
        (1234.5678, 2),
        (0.123456, 3),
        (-0.00123456, 5),
        (1e-9, 6),
        (1e9, 0),
    ],
)
def test_a_number_gets_the_decimals_it_needs(value: float, decimals: int) -> None:
    assert decimals_of(value) == decimals
    assert decimals_of(value, least=2) == max(decimals, 2)


def test_numbers_in_a_column_get_the_same_decimals_if_none_needs_many() -> None:
    assert column_decimals([5.9, 3.0, 5.1, 0.2]) == [1, 1, 1, 1]
    assert column_decimals([63.0, -0.73, 1234.5, 0.0002]) == [2, 2, 2, 4]


@given(st.lists(st.tuples(SIZES, st.integers(-9999, 9999)), min_size=1, max_size=9))
def test_products_of_numbers_as_written_are_right_to_a_hundredth(
    pairs: list[tuple[float, int]],
) -> None:
    weights, hundredths = np.array(pairs).T
    inputs = hundredths / 100
    written = TermDecimals.of(weights, inputs)
    for index, (weight, value) in enumerate(zip(weights.tolist(), inputs.tolist(), strict=True)):
        assert round(value, written.activation(index)) == value
        product = round(weight, written.weight(index)) * value
        assert product == pytest.approx(weight * value, abs=0.0051)


def test_small_weights_get_more_decimals() -> None:
    assert TermDecimals.of_small([0.3, -2.5]) == TermDecimals(weights=(2, 2), products=2)
    assert TermDecimals.of_small([[0.0012, 0.0], [-0.031, 0.02]]).weights == (3, 3)
    assert TermDecimals.of_small([0.0]).weight(0) == 2


def test_weights_of_large_activations_get_more_decimals_than_products() -> None:
    assert TermDecimals.of_small([0.175], [5.67]) == TermDecimals(weights=(3,), products=2)
    assert round(round(0.1747, 3) * 5.67, 2) == round(0.1747 * 5.67, 2)
