"""Digits come apart into what is found on them; edges point where the stroke goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from manim import AnimationGroup, Group
from PIL import Image

from netcore import default_network, find_parts, sample_digits, stroke_image
from scenes.components.graphs.compass import Compass
from scenes.components.graphs.edge_slide import EdgeSlide
from scenes.components.grids.edge_pieces import EdgePieces
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.part_shelves import PartShelves
from scenes.components.grids.parted import PartedDigit, colour_of, trade, traders
from scenes.errors import ParameterError
from scenes.facts.parts import Heading, PartCount, Turned, long_lines, pieces_of, walked
from scenes.figures import Figures
from scenes.look.stage import Region
from scenes.look.theme import theme
from scenes.parts.params import LineEdgesParams, LoopEdgesParams, LoopsAndLinesParams
from scenes.parts.words import LoopsAndLinesWords

if TYPE_CHECKING:
    from pathlib import Path

    from netcore.parts import Part, Parts
    from scenes.components.grids.marks import Marks

DIGITS = sample_digits()
DARK = theme("dark")
TRACE = default_network().forward(DIGITS.image(3, 0).ravel())
ROOM = Region(0, 0, 5, 5)


def parts(digit: int, sample: int = 0) -> Parts:
    return find_parts(DIGITS.image(digit, sample))


def parted(digit: int, sample: int = 0, x: float = 0.0) -> PartedDigit:
    grid = PixelGrid(DIGITS.image(digit, sample), DARK, height=2.8).move_to((x, 0, 0))
    return PartedDigit(parts(digit, sample), DARK, grid)


def stroke(angle: float) -> Part:
    return find_parts(stroke_image(14, 14, 18, 3, angle=angle)).lines[0]


# -- facts ----------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [0, 30, 90, 135])
def test_a_line_is_walked_upwards_and_its_edges_point_its_way(angle: float) -> None:
    edges = walked(stroke(angle)).pieces(4)
    for edge in edges:
        assert abs((Heading(edge).of(TRACE) - angle + 180) % 360 - 180) < 16  # a skeleton has hooks
    assert Turned(edges, around=False).of(TRACE) < 20


@pytest.mark.parametrize(("digit", "sample"), [(9, 0), (0, 0), (0, 1), (6, 3), (8, 2)])
def test_around_a_loop_one_turns_once_against_the_clock(digit: int, sample: int) -> None:
    edges = walked(parts(digit, sample).loops[0]).pieces(8)
    assert Turned(edges, around=True).of(TRACE) == pytest.approx(360)
    assert Turned(edges, around=False).of(TRACE) < 359
    lowest = max(edges, key=lambda edge: edge.path[:, 0].max())
    assert abs((Heading(lowest).of(TRACE) + 180) % 360 - 180) < 60  # below, it goes to the right


def test_a_part_is_cut_into_no_more_edges_than_it_has() -> None:
    line = stroke(90)
    assert pieces_of(line, 6) == 6
    short = replace(line, path=line.path[:4])
    assert pieces_of(short, 10) < 10
    assert len(short.pieces(pieces_of(short, 10))) == pieces_of(short, 10)


def test_a_long_line_reaches_over_half_of_the_image() -> None:
    assert len(long_lines(parts(1))) == 1
    assert not long_lines(parts(0))
    assert not long_lines(find_parts(stroke_image(14, 14, 12, 3, angle=90)))


def test_loops_and_lines_are_counted() -> None:
    images = (DIGITS.image(9, 0), DIGITS.image(4, 0))
    assert PartCount(images, "loop").of(TRACE) == 1
    assert PartCount(images, "line").of(TRACE) == 4


# -- which digits ---------------------------------------------------------------------


def names(params: LoopsAndLinesParams) -> list[str]:
    return [one.name for one in params.drawn]


def test_the_digit_shown_comes_first_where_it_is_of_few_parts() -> None:
    assert names(LoopsAndLinesParams(digit=3)) == ["9", "8", "4"]
    assert names(LoopsAndLinesParams(digit=7)) == ["7", "9", "8"]
    assert names(LoopsAndLinesParams(digit=4)) == ["4", "9", "8"]
    assert names(LoopsAndLinesParams(others=(1, 4, 7, 0))) == ["1", "4", "7", "0"]


def test_the_others_are_drawn_as_plainly_as_can_be() -> None:
    nine, eight, four = LoopsAndLinesParams().drawn
    found = [(len(one.parts.loops), len(one.parts.lines)) for one in (nine, eight, four)]
    assert found == [(1, 1), (2, 0), (0, 3)]


@pytest.mark.parametrize("others", [(9, 9), (9, 10)])
def test_others_that_are_no_different_digits_are_refused(others: tuple[int, ...]) -> None:
    with pytest.raises(ParameterError, match="others are different digits, each of 0 to 9, got 9"):
        _ = LoopsAndLinesParams(others=others).drawn


def test_a_loop_is_that_of_the_digit_shown_or_of_a_9() -> None:
    assert LoopEdgesParams(digit=6).drawn[0].name == "6"
    assert LoopEdgesParams(digit=3).drawn[0].name == "9"
    assert LoopEdgesParams(digit=0, sample=2).drawn[0].name == "9"  # that one is not closed
    assert LoopEdgesParams(digit=3, label=8).drawn[0].name == "8"
    upper, lower = parts(8, 2).loops
    shown = LoopEdgesParams(digit=8, sample=2).drawn[1]
    assert shown.centre == upper.centre < lower.centre


def test_a_line_is_that_of_the_digit_shown_or_of_a_4() -> None:
    assert [LineEdgesParams(digit=digit).drawn[0].name for digit in (1, 7, 3)] == ["1", "7", "4"]
    assert LineEdgesParams(digit=6, sample=3).before.drawn[0].name == "6"


@pytest.mark.parametrize(
    ("params", "said"),
    [
        (LoopEdgesParams(label=3), "LoopEdges needs a digit with a loop: 0, 6, 8 or 9; 3 has none"),
        (
            LineEdgesParams(label=0),
            "LineEdges needs a digit with a long, straight line: 1, 4 or 7; 0 has none",
        ),
    ],
)
def test_a_digit_without_the_part_is_refused_and_others_are_named(
    params: LoopEdgesParams | LineEdgesParams, said: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        _ = params.drawn
    assert str(caught.value) == said


def test_an_image_is_taken_apart_though_nobody_knows_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "nine.png"
    Image.fromarray(np.rint(DIGITS.image(9, 1) * 255).astype(np.uint8)).save(path)
    shown = LoopEdgesParams(image=path, as_is=True).drawn[0]
    assert shown.name == ""
    first, *rest = LoopsAndLinesParams(image=path, as_is=True).drawn
    assert [first.name, *(one.name for one in rest)] == ["", "9", "8"]
    assert LoopsAndLinesWords([first]).first == "This digit comes apart into one loop and one line."


def test_it_is_said_what_digits_are_made_of() -> None:
    text = LoopsAndLinesWords(LoopsAndLinesParams(digit=0).drawn)
    assert text.first == "A 9 comes apart into one loop and one line."
    assert text.others == "The 0 is one loop, the 8 two loops."
    assert text.trade([1, 2]) == "Now the 9 and the 8 trade a part. Which is which?"
    eight = LoopsAndLinesWords(LoopsAndLinesParams(others=(8, 4)).drawn)
    assert eight.first == "An 8 comes apart into two loops."
    many = LoopsAndLinesWords(LoopsAndLinesParams(others=(1, 4, 7, 0)).drawn)
    assert many.first.startswith("A 4 ")
    assert many.others == "So do the others."


# -- components -----------------------------------------------------------------------


def test_together_the_pieces_are_the_digit() -> None:
    digit = parted(9)
    lit = {tuple(place) for piece in digit.pieces for place in piece.centres.round(6).tolist()}
    grid = PixelGrid(DIGITS.image(9, 0), DARK, height=2.8)
    wanted = grid.centres[DIGITS.image(9, 0).ravel() > 0].round(6).tolist()
    assert lit == {tuple(place) for place in wanted}
    opacities = np.concatenate([piece.fills[:, 3] for piece in digit.pieces])
    assert sorted(opacities) == sorted(DIGITS.image(9, 0)[DIGITS.image(9, 0) > 0])


def test_parts_of_one_kind_have_different_shades_of_its_colour() -> None:
    colours = [colour_of(DARK, parts(4), index) for index in range(3)]
    assert colours[0] == DARK.line.lower()
    assert len(set(colours)) == 3


@pytest.mark.parametrize(("digit", "sample"), [(9, 0), (8, 3), (4, 0), (3, 1)])
def test_parts_come_apart_inside_the_image_and_go_home(digit: int, sample: int) -> None:
    one = parted(digit, sample)
    reach = one.ground.height / 2 + 1e-6
    for animation in one.come_apart():
        finish(animation)
    for piece, home in zip(one.pieces, one.homes, strict=True):
        assert (np.abs(piece.centres[:, :2]) + piece.halves <= reach).all()
        assert np.linalg.norm(piece.get_center() - home.get_center()) > one.ground.cell / 2
    for animation in one.come_home():
        finish(animation)
    for piece, home in zip(one.pieces, one.homes, strict=True):
        np.testing.assert_allclose(piece.centres, home.centres)


def finish(animation: object) -> None:
    animation.begin()  # type: ignore[attr-defined]
    animation.finish()  # type: ignore[attr-defined]


def test_a_9_and_an_8_trade_what_is_below_their_loops() -> None:
    digits = [parted(4), parted(8, 3, x=3.0), parted(9, x=6.0)]
    nine, eight = traders(digits)
    assert (nine, eight) == (digits[2], digits[1])
    for animation in trade(nine, eight):
        finish(animation)
    assert abs(nine.pieces[1].get_center()[0] - eight.ground.get_center()[0]) < 1.0
    offset = (eight.pieces[1].centres - nine.ground.centres[0]) / nine.ground.cell
    np.testing.assert_allclose(offset, offset.round(), atol=1e-6)  # pixel upon pixel
    assert not traders(digits[:2])


def test_a_6_is_no_loop_above_a_line() -> None:
    assert not traders([parted(6, 3), parted(8, 3)])


def test_parts_are_sorted_by_kind_and_counted() -> None:
    digits = [parted(9), parted(4, x=3.0)]
    figures = Figures(TRACE, DARK)
    shelves = {"loop": Region(0, 2, 12, 3), "line": Region(0, -2, 12, 3)}
    sorted_parts = PartShelves(figures, digits, [divided(shelves)])
    for animation in sorted_parts.sort():
        finish(animation)
    for digit in digits:
        for part, piece in zip(digit.parts.all, digit.pieces, strict=True):
            assert (
                shelves[part.kind].contains(Group(piece))
                or abs(piece.get_y() - shelves[part.kind].y) < 1.5
            )
    assert [shown.text for shown in figures.shown] == ["1", "4"]
    assert [words.text for words in sorted_parts.titles] == ["1 loop", "4 lines"]


def divided(shelves: dict[str, Region]) -> dict[str, Region]:
    return shelves | {f"{kind}_title": Region(-6, at.y, 2, 1) for kind, at in shelves.items()}


def test_parts_are_as_large_as_the_best_of_some_shelves_lets_them_be() -> None:
    digits, figures = [parted(4), parted(4, x=3.0)], Figures(TRACE, DARK)
    flat, high = (
        divided({"loop": Region(0, 2, 4, 3), "line": Region(0, -2, 4, height)})
        for height in (2.0, 4.0)
    )

    def sizes(*divisions: dict[str, Region]) -> list[float]:
        places = PartShelves(figures, digits, divisions).places.values()
        return [float(place.width) for place in places]

    assert sizes(flat, high) == sizes(high, flat) == sizes(high)
    assert max(sizes(flat)) < max(sizes(high))


def test_cut_or_whole_a_part_fills_its_region() -> None:
    pieces = EdgePieces(Figures(TRACE, DARK), walked(parts(9).loops[0]), [2.0, 4.0, 8.0], ROOM)
    for count in (1, 2, 3.3, 4, 6, 8):
        marks = pieces.cut(count)
        low = (marks.centres[:, :2] - marks.halves).min(axis=0)
        high = (marks.centres[:, :2] + marks.halves).max(axis=0)
        assert max(high - low) == pytest.approx(5)
        np.testing.assert_allclose((low + high) / 2, 0, atol=1e-9)
    assert len(pieces.arrows) == 8
    assert pieces.apart.halves[0, 0] < pieces.whole.halves[0, 0]


def test_hands_point_where_edges_do() -> None:
    edges = walked(parts(0).loops[0]).pieces(8)
    headings = [Heading(edge) for edge in edges]
    figures = Figures(TRACE, DARK)
    compass = Compass(figures, headings, DARK.loop, ROOM)
    for hand, heading in zip(compass.hands, headings, strict=True):
        right, up, _ = hand.get_end() - hand.get_start()
        assert np.degrees(np.arctan2(up, right)) % 360 == pytest.approx(heading.of(TRACE), abs=0.5)
    assert ROOM.contains(compass)
    texts = [shown.text for shown in figures.shown]
    assert texts == [f"{heading.of(TRACE):.0f}" for heading in headings]


def test_hands_that_lie_together_share_a_number() -> None:
    edges = walked(stroke(80)).pieces(5)
    compass = Compass(Figures(TRACE, DARK), [Heading(edge) for edge in edges], DARK.line, ROOM)
    assert len(compass.hands) == 5
    assert len(compass.numbers) < 3


@pytest.mark.parametrize(
    ("wanted", "stops"), [(8, [2, 4, 8]), (6, [3, 6]), (9, [3, 9]), (5, [1, 5]), (3, [1, 3])]
)
def test_a_knob_cuts_each_piece_further(wanted: int, stops: list[int]) -> None:
    slide = EdgeSlide(Figures(TRACE, DARK), parts(0).loops[0], wanted)
    assert slide.cuts == stops
    assert slide.edges[0].value == wanted


def pieces_seen(marks: Marks, gap: float) -> int:
    """Return how many pieces the pixels are in, between which there is a gap, in pixels."""
    away = np.abs(marks.centres[:, None] - marks.centres[None]).max(axis=2)
    near = away < 2 * marks.halves[0, 0] * (1 + gap)
    while (wider := (near @ near) > 0).sum() > near.sum():
        near = wider
    return len(np.unique(near, axis=0))


@pytest.mark.long
@pytest.mark.parametrize("wanted", [8, 6])
def test_the_number_of_edges_is_that_of_the_pieces_that_part(wanted: int) -> None:
    slide = EdgeSlide(Figures(TRACE, DARK), parts(0).loops[0], wanted)
    number = slide.edges_alone[0].set_value(slide.cuts[0])
    animations = slide.cut(slide.large, number, 2.0)
    for animation in animations:
        animation.begin()
    written = []
    for progress in np.linspace(0, 1, 60):
        for animation in animations:
            animation.interpolate(progress)
        written.append(number.value)
        far, barely = (pieces_seen(slide.large.marks, gap) for gap in (0.5, 0.02))
        assert far <= number.value <= barely
    assert sorted(set(written)) == slide.cuts


def test_the_turn_is_that_of_the_arrows_that_are_laid() -> None:
    slide = EdgeSlide(Figures(TRACE, DARK), parts(0).loops[0], 8)
    flying, following = slide.fly(3.6)
    for animation in (flying, following):
        animation.begin()
    assert isinstance(flying, AnimationGroup)
    edges = slide.pieces.edges
    for progress in np.linspace(0, 0.96, 80):
        flying.interpolate(progress)
        following.interpolate(progress)
        arrows = [flight.mobject for flight in flying.animations]
        ends = [
            float(np.abs(arrow.points - hand.points).max())
            for arrow, hand in zip(arrows, slide.compass.hands, strict=True)
        ]
        laid, under_way = sum(end < 0.02 for end in ends), sum(end < 0.5 for end in ends)
        turns = [Turned(edges[: n + 1], around=False).of(TRACE) for n in range(len(edges))]
        value = slide.turned.number.value
        assert value >= turns[max(laid - 1, 0)] - 1e-6
        assert value <= turns[min(under_way, 7)] + 1e-6
