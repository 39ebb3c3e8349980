"""Pictures without one digit are refused, and no array does harm."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from PIL import Image, ImageDraw

import netcore
from netcore.errors import NetcoreError
from netcore.preparation import prepare
from tests.netcore.pages import Floats, on_paper, refused, written


def beside(*labels: int) -> Floats:
    pictures = [written(label, (200, 140), 110, 10) for label in labels]
    return np.concatenate(pictures, axis=1)


def scribble() -> Floats:
    rng = np.random.default_rng(0)
    rows, columns = np.indices((150, 200))
    ink = np.zeros(rows.shape, dtype=bool)
    for _ in range(250):
        turn, place = rng.uniform(0, np.pi), rng.uniform(-120, 120)
        ink |= abs((rows - 75) * np.sin(turn) + (columns - 100) * np.cos(turn) - place) < 3
    return on_paper(ink * 1.0)


ROWS, COLUMNS = np.indices((240, 180)) / 180


@pytest.mark.parametrize(
    "dark",
    [
        pytest.param(COLUMNS < 0.5, id="half"),
        pytest.param(COLUMNS < 0.1, id="strip"),
        pytest.param(COLUMNS > 0.3, id="most"),
        pytest.param(COLUMNS < 0.3 + 0.2 * ROWS, id="slanted"),
        pytest.param((COLUMNS < 0.3) & (ROWS < 0.4), id="corner"),
        pytest.param(np.hypot(COLUMNS, ROWS) < 0.8, id="round"),
        pytest.param((COLUMNS < 0.1) | (COLUMNS > 0.9) | (ROWS < 0.1), id="three sides"),
    ],
)
def test_the_edge_of_a_dark_area_is_no_stroke(dark: NDArray[np.bool_]) -> None:
    assert "the edge of a dark area" in refused(on_paper(dark.astype(np.float64)))


def test_a_blot_in_a_digit_is_no_dark_area() -> None:
    ink = written(6, (240, 320), 150, 20)
    rows, columns = np.indices(ink.shape)
    blot = np.hypot(rows - 150, columns - 160) < 35
    assert prepare(on_paper(np.maximum(ink, blot))).image.max() > 0.9


def test_a_digit_beside_a_dark_area_or_across_a_shadow_s_edge_is_read() -> None:
    page = on_paper(written(4))
    for dark, light in ((0.08, 0.15), (0.55, 0.5)):
        picture = page.copy()
        picture[:, : int(dark * page.shape[1])] *= light
        assert netcore.default_network().forward(prepare(picture).image).prediction == 4


@pytest.mark.parametrize(
    ("picture", "found"),
    [
        pytest.param(np.zeros((30, 30)), "blank", id="black"),
        pytest.param(np.ones((30, 30)), "blank", id="white"),
        pytest.param(on_paper(np.zeros((200, 200))), "blank", id="paper"),
        pytest.param(scribble(), "all ink, but for", id="scribble"),
        pytest.param(on_paper(beside(4, 2)), "found 2 digits", id="two digits"),
        pytest.param(beside(1, 2, 3), "found 3 digits", id="three digits"),
        pytest.param(np.vstack([beside(4), beside(2)]), "found 2 digits", id="above each other"),
        pytest.param(np.pad(np.ones((6, 90)), 40), "15.0 times as wide as tall", id="dash"),
        pytest.param(1 - np.pad(np.ones((60, 60)), 40), "a solid shape", id="square"),
        pytest.param(
            np.indices((300, 300)).sum(axis=0) // 30 % 2 * 1.0,
            "light and dark all over",
            id="stripes",
        ),
        pytest.param(np.pad(np.ones((3, 3)), 90), "but for a speck of 3 pixels", id="speck"),
    ],
)
def test_a_picture_without_one_digit_says_what_was_found(picture: Floats, found: str) -> None:
    assert found in refused(picture)


@pytest.mark.parametrize(
    ("picture", "found"),
    [
        pytest.param([[1, 2], [3]], "no array", id="ragged"),
        pytest.param(np.zeros(784), "got (784,)", id="row"),
        pytest.param(np.zeros((5, 28, 28)), "got (5, 28, 28)", id="batch"),
        pytest.param(np.zeros((0, 28)), "0 x 28 pixels", id="empty"),
        pytest.param(np.zeros((28, 28), dtype=np.int64), "got int64", id="integers"),
        pytest.param(np.zeros((28, 28), dtype=complex), "got complex128", id="complex"),
        pytest.param(np.full((28, 28), "a"), "got <U1", id="text"),
        pytest.param(np.full((28, 28), 200.0), "got 200 to 200", id="not scaled"),
        pytest.param(np.full((28, 28), -0.1), "got -0.1 to -0.1", id="negative"),
        pytest.param(np.full((28, 28), np.nan), "got nan", id="nan"),
        pytest.param(np.full((28, 28), np.inf), "got inf", id="infinite"),
        pytest.param(np.broadcast_to(np.uint8(0), (10**5, 10**5)), "50 million", id="huge"),
    ],
)
def test_what_is_no_picture_is_refused_with_expected_and_got(picture: object, found: str) -> None:
    message = refused(picture)
    assert found in message
    assert "expected" in message


sides = st.integers(1, 200)
shapes = st.one_of(
    st.tuples(sides, sides),
    st.tuples(sides, sides, st.sampled_from([1, 3, 4])),
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
)


def sparse(dtype: type, low: float, high: float) -> st.SearchStrategy[NDArray[np.generic]]:
    elements = (
        st.integers(int(low), int(high))
        if np.issubdtype(dtype, np.integer)
        else st.floats(low, high, width=32)
    )
    return arrays(dtype, shapes, elements=elements, fill=elements)


def prepared_or_refused(picture: NDArray[np.generic]) -> Floats | str:
    """Return the prepared digit, or the message of the only kind of error there may be."""
    try:
        return prepare(picture).image
    except NetcoreError as error:
        return str(error)


@settings(max_examples=60, deadline=None)
@given(st.one_of(sparse(np.uint8, 0, 255), sparse(np.float32, 0, 1), sparse(np.float64, -9, 9)))
def test_any_array_is_prepared_or_refused(picture: NDArray[np.generic]) -> None:
    check(prepared_or_refused(picture))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), sides, sides, st.integers(2, 256))
def test_any_noise_is_prepared_or_refused(seed: int, height: int, width: int, levels: int) -> None:
    noise = np.random.default_rng(seed).integers(0, levels, (height, width)).astype(np.uint8)
    check(prepared_or_refused(noise))


FLAT = st.sampled_from([0, 30, 128, 235, 255])


@settings(max_examples=60, deadline=None)
@given(
    FLAT,
    st.lists(st.tuples(FLAT, st.tuples(*[st.floats(0, 1)] * 4), st.integers(1, 30)), max_size=4),
    st.integers(1, 300),
    st.integers(1, 300),
)
def test_flat_shapes_of_a_drawing_program_are_prepared_or_refused(
    paper: int, strokes: list[tuple[int, tuple[float, ...], int]], height: int, width: int
) -> None:
    drawing = Image.new("L", (width, height), paper)
    for grey, (left, top, right, bottom), pen in strokes:
        ends = (left * width, top * height, right * width, bottom * height)
        ImageDraw.Draw(drawing).line(ends, fill=grey, width=pen)
    check(prepared_or_refused(np.asarray(drawing)))


def check(result: Floats | str) -> None:
    if isinstance(result, str):
        assert "\n" not in result
    else:
        assert result.shape == (28, 28)
        assert 0 <= result.min() <= result.max() <= 1
