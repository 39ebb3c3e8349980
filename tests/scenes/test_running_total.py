"""Counting up is exact at every moment, and its pace is as it is said to be."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.facts.running_total import RunningTotal

TERMS = st.lists(st.floats(-100, 100), min_size=1, max_size=60)
PROGRESS = st.floats(0, 1)


@given(TERMS)
def test_partial_sums_equal_a_plain_loop(terms: list[float]) -> None:
    expected, so_far = [0.0], 0.0
    for term in terms:
        so_far += term
        expected.append(so_far)
    np.testing.assert_allclose(RunningTotal(terms).partial_sums, expected, rtol=0, atol=1e-12)


@given(TERMS, PROGRESS)
def test_the_sum_is_that_of_the_terms_that_are_in(terms: list[float], progress: float) -> None:
    total = RunningTotal(terms)
    count = total.terms_at(progress)
    assert total.sum_at(progress) == pytest.approx(sum(terms[:count]), abs=1e-12)


@given(TERMS, PROGRESS, PROGRESS)
def test_terms_only_ever_come_in(terms: list[float], one: float, other: float) -> None:
    total = RunningTotal(terms)
    assert total.terms_at(min(one, other)) <= total.terms_at(max(one, other))


@given(TERMS)
def test_it_starts_with_nothing_and_ends_with_all(terms: list[float]) -> None:
    total = RunningTotal(terms)
    assert (total.terms_at(0.0), total.sum_at(0.0)) == (0, 0.0)
    assert total.terms_at(1.0) == len(total) == len(terms)
    assert total.sum_at(1.0) == pytest.approx(sum(terms), abs=1e-12)


@given(TERMS)
def test_every_term_takes_some_time(terms: list[float]) -> None:
    moments = RunningTotal(terms).moments
    assert (np.diff(moments) > 0).all()
    assert (moments[0], moments[-1]) == (0.0, 1.0)


def test_at_a_moment_just_that_many_terms_are_in() -> None:
    total = RunningTotal([0.5, 0, -2, 0, 0, 1])
    counts = [total.terms_at(moment) for moment in total.moments]
    assert counts == list(range(len(total) + 1))
    between = [(first + last) / 2 for first, last in itertools.pairwise(total.moments)]
    assert [total.terms_at(moment) for moment in between] == list(range(len(total)))


def test_zeros_are_fast_and_the_largest_slow() -> None:
    terms = np.zeros(200)
    terms[40:160] = 0.1
    terms[100] = -2.0
    took = np.diff(RunningTotal(terms).moments)
    assert took[:40].max() < took[150] / 3
    assert took[100] == took.max()
    assert took[40] == pytest.approx(took[150])


def test_between_two_terms_the_next_one_comes_steadily() -> None:
    total = RunningTotal([0.5, -2.0, 1.0])
    reached = [total.reached_at(progress) for progress in np.linspace(0, 1, 50)]
    assert reached[0] == 0
    assert reached[-1] == 3
    assert (np.diff(reached) > 0).all()
    start, end = total.moments[1:3]
    assert total.reached_at((start + end) / 2) == pytest.approx(1.5)


def test_nothing_but_zeros_still_runs_through() -> None:
    total = RunningTotal(np.zeros(8))
    assert total.terms_at(0.5) == 4
    assert total.sum_at(1.0) == 0.0
