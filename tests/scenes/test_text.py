from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import MathTypst

from scenes.components.fitting import stand_on
from scenes.errors import ParameterError
from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.text import Formula, Number, Words, number_text

pytestmark = pytest.mark.usefixtures("landscape")

WHITE = "#FFFFFF"


@pytest.mark.parametrize(
    ("value", "decimals", "signed", "text"),
    [
        (0.534, 2, False, "0.53"),
        (-1.2, 2, False, "\N{MINUS SIGN}1.20"),
        (1.2, 2, True, "+1.20"),
        (-0.001, 2, True, "0.00"),
        (13002, 0, False, "13,002"),
        (784, 0, False, "784"),
        (-12.3456, 3, True, "\N{MINUS SIGN}12.346"),
    ],
)
def test_numbers_are_written_as_in_print(
    value: float, decimals: int, signed: bool, text: str
) -> None:
    assert number_text(value, decimals, signed=signed) == text


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_a_written_number_is_the_rounded_value(value: float, decimals: int) -> None:
    text = number_text(value, decimals, signed=True)
    read = float(text.replace("\N{MINUS SIGN}", "-").replace(",", ""))
    assert read == pytest.approx(value, abs=0.5 * 10**-decimals + 1e-9)


def test_the_last_digit_stays_where_it_is() -> None:
    number = Number(1.11, WHITE, 40)
    before = number.baseline.copy()
    right = max(slot.get_right()[0] for slot in number if slot.has_points())
    number.set_value(-23456.71)
    np.testing.assert_array_equal(number.baseline, before)
    assert max(slot.get_right()[0] for slot in number if slot.has_points()) == pytest.approx(
        right, abs=1e-6
    )


def test_a_number_begins_in_one_place_whatever_its_first_digit_is() -> None:
    starts = [Number(value, "#ffffff", 40, 0).start for value in (1000, 4000, 9000)]
    for start in starts:
        np.testing.assert_allclose(start[0], starts[0][0], atol=0.02)
    number = Number(100, "#ffffff", 40, 0)
    before = number.start.copy()
    number.set_value(1)
    digit = 40 / 135 * 0.6
    assert (number.start - before)[0] == pytest.approx(2 * digit, rel=0.1)
    assert number.start[1] == before[1]


def test_digits_are_as_wide_as_each_other() -> None:
    one, eight = (Number(float(digit * 5), WHITE, 40, decimals=0) for digit in ("1", "8"))

    def places(number: Number) -> list[float]:
        return [slot.get_center()[0] for slot in number if slot.has_points()]

    steps_one, steps_eight = (np.diff(places(number)[1:]) for number in (one, eight))
    np.testing.assert_allclose(steps_one[-2:], steps_eight[-2:], atol=0.05)


def test_a_number_knows_the_size_of_its_letters_after_scaling() -> None:
    number = Number(3.14, WHITE, 40)
    assert number.letter_size == pytest.approx(40)
    assert number.scale(0.5).letter_size == pytest.approx(20)
    number.set_value(-123.45)
    assert number.letter_size == pytest.approx(20)


@pytest.mark.parametrize("size", [24, 48])
def test_letters_have_the_size_asked_for(size: float) -> None:
    words = Words("H", WHITE, size)
    assert words.height * PIXELS_PER_UNIT == pytest.approx(0.727 * size, rel=0.02)  # Inter's cap
    assert words.letter_size == pytest.approx(size)
    assert Formula("sigma(x)", WHITE, size).scale(2).letter_size == pytest.approx(2 * size)


def test_a_long_sentence_is_broken_into_lines() -> None:
    sentence = "Each pixel of the image becomes one neuron of the input layer. " * 2
    words = Words(sentence, WHITE, 34, width=6)
    assert words.width <= 6 + 1e-6
    assert words.height > 2 * 34 / PIXELS_PER_UNIT


def test_no_word_stands_alone_in_the_last_line() -> None:
    sentence = "Take the image apart, and it is 784 separate squares."
    in_one_line = Words(sentence, WHITE, 34)
    words = Words(sentence, WHITE, 34, width=0.9 * in_one_line.width)
    assert words.width < 0.65 * in_one_line.width
    assert words.height < 3 * in_one_line.height


def test_nothing_in_plain_words_is_markup() -> None:
    text = 'a "quoted" \\ back#slash, $5 and *stars* [brackets] _under_ 100 %'
    words = Words(text, WHITE)
    assert words.text == text
    assert len(words.get_subpaths()) >= len(text.replace(" ", ""))


def test_a_letter_that_no_font_has_is_refused_instead_of_drawn_as_a_box() -> None:
    with pytest.raises(ParameterError, match="no font on this machine has the letter \U00018b00"):
        Words("a \U00018b00", WHITE)


@pytest.mark.parametrize("text", ["Größe", "да", "αβγ", "é → ×", "−1 … ½"])
def test_letters_beyond_ascii_are_drawn(text: str) -> None:
    assert Words(text, WHITE).has_points()


@pytest.mark.parametrize(("text", "share"), [("mmm", 0.0), ("gym", 0.216), ("длина", 0.156)])
def test_words_know_how_far_they_reach_below_their_line(text: str, share: float) -> None:
    words = Words(text, "#FFFFFF", 135).scale(2)
    assert words.descent == pytest.approx(2 * share, abs=0.01)
    stand_on(words, np.array([0.0, 1.0, 0.0]))
    assert words.get_bottom()[1] == pytest.approx(1 - words.descent)


def test_a_formula_is_as_manim_itself_sets_it() -> None:
    code = "{{ a^((1))_5 : activation }} = frac(1, {{ sum_i w_i : sum }})"
    ours, usual = Formula(code, WHITE, 96), MathTypst(code, font_size=68.27, color=WHITE)
    assert len(ours.part("sum")) == len(usual.select("sum")) > 2
    shapes = [[part.points for part in one.family_members_with_points()] for one in (ours, usual)]
    assert len(shapes[0]) == len(shapes[1])
    for mine, its in zip(*shapes, strict=True):
        np.testing.assert_allclose(mine, its, atol=1e-3)
