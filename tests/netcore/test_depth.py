"""Deep networks in training: slopes are right, runs repeat, and what is kept is what was run."""

from __future__ import annotations

import re

import numpy as np
import pytest

from netcore import Dataset, Run, asset_path, course_of, depth_courses
from netcore.depth import RUNS, _Plain, arrays_of
from netcore.formats._arrays import write_arrays

SMALL = Run(hidden="relu", sizes=(6, 5, 4, 3), steps=40, batch_size=8)


def examples(seed: int = 0) -> Dataset:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, size=(60, 2, 3), dtype=np.uint8)
    return Dataset(pixels, (pixels.sum(axis=(1, 2)) // 500).clip(0, 2).astype(np.int64))


@pytest.mark.parametrize("hidden", ["sigmoid", "relu", "tanh"])
def test_slopes_are_what_the_loss_does(hidden: str) -> None:
    run = Run(hidden=hidden, sizes=(6, 5, 4, 3))
    x, targets = np.random.default_rng(3).normal(size=(9, 6)), np.eye(3)[np.arange(9) % 3]
    for layer in range(3):
        _, slopes = _Plain(run).step(x, targets, 0.0)
        step = 1e-6
        for place in [(0, 0), (1, 2), (2, 3)]:
            losses = []
            for sign in (1, -1):
                network = _Plain(run)
                network.weights[layer][place] += sign * step
                losses.append(network.step(x, targets, 0.0)[0])
            measured = (losses[0] - losses[1]) / (2 * step)
            assert slopes[layer][place] == pytest.approx(measured, abs=1e-7)


def test_the_same_run_gives_the_same_course_and_another_seed_another() -> None:
    one, again = (course_of(SMALL, examples(), examples(1)) for _ in range(2))
    np.testing.assert_array_equal(one.losses, again.losses)
    other = course_of(Run(**{**vars(SMALL), "seed": 2}), examples(), examples(1))
    assert (one.losses != other.losses).any()


def test_what_learns_has_less_loss() -> None:
    longer = Run(**{**vars(SMALL), "steps": 600})
    course = course_of(longer, examples(), examples(1))
    assert len(course.losses) == 600 // course.steps_a_loss
    assert course.losses[-5:].mean() < 0.8 * course.losses[:5].mean()


def test_what_is_kept_was_run_with_what_is_written_here() -> None:
    kept = depth_courses()
    assert {name: course.run for name, course in kept.items()} == RUNS
    for course in kept.values():
        assert len(course.losses) == course.run.steps // course.steps_a_loss
        assert len(course.gradients) == len(course.run.sizes) - 1
    sources = asset_path("SOURCES.md").read_text(encoding="utf-8")
    told = [float(share) for share in re.findall(r"([\d.]+) % of the 5,000, the sig", sources)]
    assert told == [round(100 * kept["relu"].accuracy, 2)]


def test_slopes_of_the_sigmoids_shrink_towards_the_input() -> None:
    gradients = depth_courses()["sigmoid"].gradients
    assert (np.diff(gradients) > 0).all()
    assert gradients[0] < gradients[-1] / 1000


def test_a_file_holds_what_is_read_again(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"relu": course_of(SMALL, examples(), examples(1))}
    write_arrays(f"{tmp_path}/depth.npz", arrays_of(made))
    monkeypatch.setattr("netcore.depth.asset_path", lambda name: f"{tmp_path}/depth.npz")
    (read,) = depth_courses().values()
    assert read.run == SMALL
    np.testing.assert_allclose(read.losses, made["relu"].losses, rtol=1e-6)
    np.testing.assert_array_equal(read.gradients, made["relu"].gradients)
