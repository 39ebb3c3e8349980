"""An edge made by hand, bent: straight it runs one way, as a ring every way."""

from __future__ import annotations

import numpy as np
import pytest

from netcore import InputError, bent_edge, direction_of


@pytest.mark.parametrize("shape", [(28, 28), (8, 8), (20, 30)])
def test_the_ends_are_an_edge_and_a_ring(shape: tuple[int, int]) -> None:
    straight, ring = bent_edge(0, shape), bent_edge(1, shape)
    assert direction_of(straight) == pytest.approx((1, 0))
    assert direction_of(ring).share == pytest.approx(0.5)
    assert straight.max() >= 0.5
    assert straight.min() <= -0.5


def test_bent_to_half_a_ring_less_and_less_runs_in_one_direction() -> None:
    shares = [direction_of(bent_edge(bend)).share for bend in np.linspace(0, 0.5, 6)]
    assert (np.diff(shares) < 0).all()


def test_nearly_straight_is_as_straight() -> None:
    assert np.abs(bent_edge(1e-9) - bent_edge(0)).max() < 1e-6


def test_a_ring_is_whole_inside_of_the_image() -> None:
    ring = bent_edge(1)
    border = np.concatenate([ring[0], ring[-1], ring[:, 0], ring[:, -1]])
    assert not border.any()
    assert (ring == ring.T).all()


@pytest.mark.parametrize("bend", [-0.1, 1.1, float("nan")])
def test_other_bends_are_refused(bend: float) -> None:
    with pytest.raises(InputError, match="bend from 0 to 1"):
        bent_edge(bend)
