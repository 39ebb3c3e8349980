from __future__ import annotations

import dataclasses

import pytest

from netreel.check.contrast import contrast, luminance
from scenes.look.encoding import rgb
from scenes.look.theme import THEMES, Theme

ALL = list(THEMES.values())
THIN_MARKS = ("positive", "negative", "bias", "highlight", "right", "loop", "line")


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_text_stands_out_from_the_background(theme: Theme) -> None:
    assert contrast(rgb(theme.text), rgb(theme.background)) >= 4.5


@pytest.mark.parametrize("role", THIN_MARKS)
@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_coloured_numbers_can_be_read(theme: Theme, role: str) -> None:
    assert contrast(rgb(getattr(theme, role)), rgb(theme.background)) >= 4.5


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_on_is_a_stronger_mark_than_off(theme: Theme) -> None:
    background = rgb(theme.background)
    on, off = rgb(theme.activation_on), rgb(theme.activation_off)
    assert contrast(on, background) > 12
    assert contrast(off, background) < 1.2


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_what_is_on_is_called_what_it_is(theme: Theme) -> None:
    lighter = luminance(rgb(theme.activation_on)) > luminance(rgb(theme.activation_off))
    assert theme.level == ("brightness" if lighter else "darkness")


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_the_two_signs_differ_without_colour(theme: Theme) -> None:
    positive, negative = luminance(rgb(theme.positive)), luminance(rgb(theme.negative))
    assert abs(positive - negative) > 0.05


def test_every_colour_is_written_alike() -> None:
    for theme in ALL:
        for field in dataclasses.fields(theme):
            value = getattr(theme, field.name)
            if isinstance(value, str) and field.name not in {"name", "blue", "red"}:
                assert len(value) == 7
                assert value.startswith("#")
