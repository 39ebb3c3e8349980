"""Glyphs read by name against the same text read by Manim, letter by letter."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from manim import SVGMobject, Typst

from scenes.engine.typesetting import typeset
from scenes.look.text import Formula

SOURCE = '#block(width: 6em)[#set align(center)\n#text("Weights & sums: 3,14 “fi”")]'


def test_outlines_are_those_that_manim_reads() -> None:
    read = Typst(SOURCE, font_size=96, stroke_width=0, use_svg_cache=False)
    letters = [letter.points for letter in read.family_members_with_points()]
    outlines = typeset(SOURCE)
    assert len(outlines) == len(letters) > 15
    ours, theirs = np.concatenate(outlines), np.concatenate(letters)
    np.testing.assert_allclose(ours - ours.mean(axis=0), theirs - theirs.mean(axis=0), atol=1e-6)


def test_a_letter_has_the_same_outline_wherever_it_stands() -> None:
    letters = typeset('#text("ooo")') + typeset('#text("no", size: 2em)')[1:]
    shapes = [letter - letter.min(axis=0) for letter in letters]
    for first, second in pairwise(shapes[:3]):
        np.testing.assert_allclose(first, second, atol=1e-9)
    np.testing.assert_allclose(shapes[0] * 2, shapes[3], atol=1e-6)


def test_a_space_has_no_outline() -> None:
    assert len(typeset('#text("a b")')) == 2
    assert typeset("") == []


class ReadByManim(Formula):
    generate_mobject = SVGMobject.generate_mobject


@pytest.mark.parametrize(
    "code",
    [
        "{{z : sum}} = {{ sum_(i=1)^784 w_i a_i : terms }} + b",
        "sqrt(x)/2 + 1/(1 + e^(-x))",
        "overline(x) vec(a, b) underbrace(a + b, 784)",
        "{{ {{ a : inner }} b : outer }} #text(fill: red)[c]",
    ],
)
def test_a_formula_is_the_one_that_manim_reads(code: str) -> None:
    ours, theirs = Formula(code, "#3399ff", 30), ReadByManim(code, "#3399ff", 30)
    assert len(ours.submobjects) == len(theirs.submobjects)
    for mine, other in zip(ours.submobjects, theirs.submobjects, strict=True):
        np.testing.assert_allclose(mine.points, other.points, atol=1e-9)
        np.testing.assert_allclose(mine.fill_rgbas, other.fill_rgbas)
        np.testing.assert_allclose(mine.stroke_rgbas, other.stroke_rgbas)
        assert mine.stroke_width == pytest.approx(other.stroke_width)
    names = ("sum", "terms", "inner", "outer")
    for name in [name for name in names if f": {name}" in code]:
        places = [
            [formula.submobjects.index(part) for part in formula.part(name)]
            for formula in (ours, theirs)
        ]
        assert places[0] == places[1] != []
