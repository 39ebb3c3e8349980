"""A digit left to chance is a real digit and sample before anything is made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netcore import sample_digits
from netreel.asking import make_job
from netreel.chance import with_digit_drawn
from netreel.file_names import file_stem
from netreel.options import Wishes
from tests.netreel.conftest import Run, assert_mistake

if TYPE_CHECKING:
    from scenes.catalogue import Entry


def drawn(seed: int | None, **options: object) -> tuple[int, int]:
    chosen = with_digit_drawn({"digit": "random", "seed": seed} | options)
    assert "seed" not in chosen
    return chosen["digit"], chosen["sample"]


def test_a_seed_draws_the_same_every_time() -> None:
    assert all(drawn(seed) == drawn(seed) for seed in range(20))
    assert len({drawn(seed) for seed in range(200)}) > 50


def test_every_digit_is_drawn_and_every_sample_exists() -> None:
    digits = sample_digits()
    pairs = [drawn(seed) for seed in range(200)]
    assert {digit for digit, _ in pairs} == set(range(10))
    assert all(0 <= sample < digits.count(digit) for digit, sample in pairs)


def test_without_a_seed_something_is_drawn() -> None:
    assert len({drawn(None) for _ in range(40)}) > 5


def test_a_sample_that_was_asked_for_stays() -> None:
    assert {drawn(seed, sample=1)[1] for seed in range(10)} == {1}


def test_a_job_says_which_digit_it_is(toys: tuple[Entry, ...]) -> None:
    digit, sample = drawn(4)
    job = make_job("Toy", Wishes.of({"digit": "random", "seed": 4}), quality="l")
    plain = make_job("Toy", Wishes.of({"digit": digit, "sample": sample}), quality="l")
    assert job == plain
    assert "random" not in file_stem(job)
    assert toys


def test_the_terminal_says_which_digit_it_is(run: Run) -> None:
    told = json.loads(run("explain", "--digit", "Random", "--seed", 7, "--json").stdout)
    assert (told["digit"], told["sample"]) == drawn(7)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["--seed", "3"], "--seed goes with --digit random"),
        (["--digit", "3", "--seed", "3"], "--seed goes with --digit random"),
        (["--digit", "10"], "give 0 to 9, or random"),
        (["--digit", "three"], "give 0 to 9, or random"),
        (["--digit", "random", "--seed", "-1"], "--seed"),
    ],
)
def test_what_makes_no_sense_is_said(run: Run, said: list[str], words: str) -> None:
    assert_mistake(run("explain", *said), words)


def test_random_and_an_image_exclude_each_other(run: Run) -> None:
    Path("photo.png").touch()
    assert_mistake(run("explain", "--digit", "random", "--image", "photo.png"), "--image")
