"""Names and numbers that are made to fit."""

from __future__ import annotations

import pytest

from scenes.components.fitting import fit_numbers, row_names
from scenes.look.text import Number
from scenes.look.theme import THEMES

WHITE = THEMES["dark"].text


class TestNamesInARow:
    def test_short_ones_are_level(self) -> None:
        names = row_names(["cat", "dog"], WHITE, 30, pitch=0.6, longest=2)
        assert all(name.width > name.height for name in names)

    def test_slightly_long_ones_are_level_in_smaller_letters(self) -> None:
        names = row_names(
            ["Iris setosa", "Iris versicolor"], WHITE, 30, pitch=1.4, longest=2, smallest=18
        )
        assert all(name.width <= 1.4 for name in names)
        assert 18 <= names[0].letter_size < 30

    def test_long_ones_are_turned_all_alike(self) -> None:
        names = row_names(["Bag", "Ankle boot"], WHITE, 30, pitch=0.5, longest=2)
        assert all(name.height > name.width for name in names)
        assert all(name.letter_size == pytest.approx(30) for name in names)

    def test_the_longest_are_cut(self) -> None:
        (name,) = row_names(["x" * 60], WHITE, 30, pitch=0.5, longest=2)
        assert name.height <= 2.01
        assert name.text.endswith("…")

    def test_numbers_shrink_alike(self) -> None:
        numbers = [Number(value, WHITE, 20) for value in (0.5, -1234.5)]
        fit_numbers(numbers, 0.4)
        assert max(number.width for number in numbers) == pytest.approx(0.4)
        assert numbers[0].letter_size == pytest.approx(numbers[1].letter_size)
