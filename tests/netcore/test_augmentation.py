"""Distortions: each does what its name says, as far as asked."""

from dataclasses import replace

import numpy as np
import pytest

from netcore import Augmentation


def test_no_distortion_changes_nothing() -> None:
    images = np.random.default_rng(0).random((2, 3, 8, 8)).astype(np.float32)
    warps = Augmentation().scaled(0).warps(3, (8, 8), rng=np.random.default_rng(1))
    np.testing.assert_allclose(warps.apply(images), images.reshape(2, 3, 64), atol=1e-5)


def test_a_shift_moves_the_image_and_leaves_black_behind() -> None:
    images = np.zeros((1, 200, 9, 9), np.float32)
    images[:, :, 4, 4] = 1
    only_shift = replace(Augmentation().scaled(0), shift=3.0)
    moved = only_shift.warps(200, (9, 9), rng=np.random.default_rng(1)).apply(images)[0]
    rows, columns = np.indices((9, 9)).reshape(2, 81)
    np.testing.assert_allclose(moved.sum(axis=1), 1, atol=1e-5)
    for places in (moved @ rows, moved @ columns):
        assert 1 <= places.min() < 1.5
        assert 6.5 < places.max() <= 7


def test_a_turn_keeps_the_centre_and_the_distance() -> None:
    images = np.zeros((1, 50, 15, 15), np.float32)
    images[:, :, 7, 7] = images[:, :, 7, 12] = 1
    only_turn = replace(Augmentation().scaled(0), rotation=90.0)
    turned = only_turn.warps(50, (15, 15), rng=np.random.default_rng(1)).apply(images)[0]
    assert turned[:, 7 * 15 + 7] == pytest.approx(1, abs=1e-4)
    rows, columns = np.indices((15, 15)).reshape(2, 225) - 7
    distance = np.hypot(rows, columns)
    far = turned * (distance > 2)
    np.testing.assert_allclose(far @ distance / far.sum(axis=1), 5, atol=0.1)


def test_an_elastic_displacement_has_the_length_asked_for() -> None:
    rng = np.random.default_rng(1)
    found = Augmentation(elastic=0.7)._elastic(200, (28, 28), rng)
    assert np.sqrt(np.mean(found**2)) == pytest.approx(0.7, rel=0.05)
    assert np.abs(np.diff(found, axis=2)).mean() < 0.15
