"""Parameters in words."""

from __future__ import annotations

import pytest

from netreel.parameters import Parameter, parameters
from tests.netreel.conftest import ToyParams


@pytest.fixture(scope="module")
def rows() -> dict[str, Parameter]:
    return {row.name: row for row in parameters(ToyParams)}


def test_a_clips_own_come_first(rows: dict[str, Parameter]) -> None:
    names = list(rows)
    assert names[:6] == ["neuron", "window", "mode", "rows", "bias", "slow"]
    assert set(names[6:]) == set(ToyParams.model_fields) - set(names[:6])


@pytest.mark.parametrize(
    ("name", "takes"),
    [
        ("neuron", "a whole number, 0 to 15"),
        ("window", "values with commas between"),
        ("mode", "elided, all"),
        ("rows", "1, 2"),
        ("bias", "a number"),
        ("slow", "yes or no"),
        ("sample", "a whole number from 0"),
        ("image", "a file"),
        ("aspect", "16:9, 9:16, 1:1"),
    ],
)
def test_types_in_words(rows: dict[str, Parameter], name: str, takes: str) -> None:
    assert rows[name].takes == takes


def test_ranges_and_defaults(rows: dict[str, Parameter]) -> None:
    assert (rows["neuron"].minimum, rows["neuron"].maximum, rows["neuron"].default) == (0, 15, 2)
    assert (rows["sample"].minimum, rows["sample"].maximum) == (0, None)
    assert rows["mode"].choices == ["elided", "all"]
    assert rows["mode"].default == "elided"


def test_all_are_described(rows: dict[str, Parameter]) -> None:
    assert all(row.description for row in rows.values())
