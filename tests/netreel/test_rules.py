"""Each rule of the look is broken on purpose by a small clip, and found; a good clip has none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    FadeIn,
    FadeOut,
    Group,
    Line,
    Mobject,
    Rectangle,
    Succession,
    Transform,
    Wait,
    linear,
    there_and_back,
)

from netreel.check import RULES, Finding
from netreel.check.captions import lines_as_set, numbers_in, words_in
from netreel.check.inspection import Inspection, inspect
from scenes.clip import Clip
from scenes.components.animations import CountTo
from scenes.components.grids.grids import PixelGrid
from scenes.components.grids.legend import Legend
from scenes.components.grids.marks import Marks
from scenes.components.grids.picture import Picture
from scenes.components.network.connections import Connections
from scenes.engine.settings import FRAME_SIZES
from scenes.facts.readings import weight, weight_limit
from scenes.facts.sources import Shown
from scenes.look.code_line import CodeLine
from scenes.look.text import Formula, Number, Words
from scenes.params import ClipParams

if TYPE_CHECKING:
    from scenes.look.stage import Aspect


class Good(Clip):
    """A digit that fills the picture, and its name below."""

    caption_text = "Each of its squares holds a number."
    seconds = 1.2

    def setup(self) -> None:
        super().setup()
        region = self.stage.picture
        self.digit = PixelGrid(self.image, self.theme, height=region.height * 0.8)
        self.digit.move_to(region.centre + UP * region.height * 0.08)
        self.label = Words("a digit", self.theme.text, 36).next_to(self.digit, DOWN, buff=0.3)
        self.pieces: list[Mobject] = [self.digit, self.label]

    def construct(self) -> None:
        self.beat(self.show)

    def show(self) -> None:
        self.say(self.caption_text)
        self.play(*map(FadeIn, self.pieces), run_time=self.seconds)
        self.play(self.digit.animate.shift(UP * 0.1), run_time=2.0)
        self.break_it()

    def break_it(self) -> None:
        pass

    def add_later(self, *pieces: Mobject) -> None:
        """Show something more, without a jump."""
        self.play(*map(FadeIn, pieces), run_time=0.8)


class FastCaption(Good):
    hurried = False

    def hold(self, seconds: float = 0.0) -> None:
        if not self.hurried:
            super().hold(seconds)

    def break_it(self) -> None:
        self.say("Go.")
        self.hurried = True
        self.play(self.digit.animate.shift(DOWN * 0.1), run_time=0.4)
        self.say("This sentence is gone before it is read.")
        self.play(self.digit.animate.shift(UP * 0.1), run_time=1.4)
        self.say("")
        self.hurried = False


class ShortWords(FastCaption):
    def break_it(self) -> None:
        self.say("So it is as we say, if it is up to us.")
        self.hurried = True
        self.play(self.digit.animate.shift(UP * 0.02), run_time=2.8)
        self.say("")
        self.hurried = False


class CaptionStays(Good):
    def break_it(self) -> None:
        self.say("Here it goes.")
        self.play(self.digit.animate.shift(UP * 0.02), run_time=7.2)
        self.say("")
        self.hold(6)


class CaptionBlinks(Good):
    params = ClipParams(captions=False)  # in the picture, a caption takes its time to go

    def break_it(self) -> None:
        self.say("")
        self.play(self.digit.animate.shift(UP * 0.02), run_time=1 / 15)
        self.say("So soon again.")


class CaptionGone(Good):
    def break_it(self) -> None:
        assert self.caption is not None
        self.remove(self.caption)
        self.play(self.digit.animate.shift(UP * 0.02), run_time=0.4)


class LongCaption(Good):
    caption_text = "This goes on and on, and nobody will read it to its very end at all. " * 3


class CaptionAtTheEdge(Good):
    def say(self, text: str) -> None:
        super().say(text)
        if self.caption is not None:
            self.caption.shift(DOWN * 0.4)


class LongLines(Good):
    """Two lines of 44 characters on the screen, and three in a file."""

    caption_text = (
        "Every neuron here is lit by the sum of those "  # its lines cannot be broken more evenly
        "that come before it, each times its weight."
    )


class LongWord(Good):
    caption_text = "Donaudampfschifffahrtselektrizitätenhauptwerk"


class NumberInCaption(Good):
    caption_text = "The largest of them is 0.37, in layer 1."


class TinyLetters(Good):
    def break_it(self) -> None:
        tiny = Words("tiny", self.theme.text, 24).to_edge(LEFT, buff=1)
        label = Words("label", self.theme.text, 28).next_to(tiny, DOWN)
        number = Number(1, self.theme.text, 31).next_to(label, DOWN)
        self.add_later(tiny, label, number)


class SmallSigns(Good):
    """Formulas and code that are as small as words in rows, though there are many."""

    def break_it(self) -> None:
        formulas = (Formula(f"a_{n} = sigma(z_{n})", self.theme.text, 28) for n in range(8))
        code = CodeLine("a = sigmoid(W @ a + b)", self.theme.text, 28)
        self.add_later(Group(*formulas, code).arrange(DOWN).to_edge(LEFT, buff=1))


class ManyTinyLetters(Good):
    def break_it(self) -> None:
        fine = (Words(f"fine {n}", self.theme.text, 27) for n in "abcdefghi")
        tiny = (Words(f"tiny {n}", self.theme.text, 20) for n in "abcdefghi")
        columns = Group(*fine).arrange(DOWN), Group(*tiny).arrange(DOWN)
        self.add_later(Group(*columns).arrange(RIGHT).to_edge(LEFT, buff=1))


class SmallCaption(Good):
    def break_it(self) -> None:
        assert self.caption is not None
        self.play(self.caption.animate.scale(0.8))


class LittleToSee(Good):
    def setup(self) -> None:
        super().setup()
        self.digit.scale(0.4)
        self.label.next_to(self.digit, DOWN)


class OutOfPlace(Good):
    def break_it(self) -> None:
        half = self.stage.width / 2
        out = Line(LEFT, RIGHT, color=self.theme.text).move_to(LEFT * half)
        margin = Line(UP, DOWN, color=self.theme.text).move_to(RIGHT * (half - 0.2))
        low = Line(LEFT, RIGHT, color=self.theme.text).move_to(self.stage.caption.centre)
        self.add_later(out, margin, low)


class HardToRead(Good):
    def break_it(self) -> None:
        words = Words("grey on black", "#555555", 36).to_edge(LEFT, buff=1)
        bright = Rectangle(width=2, height=1, fill_color="#ffffff", fill_opacity=1)
        bright.set_stroke(width=0).to_edge(RIGHT, buff=1)
        upon = Words("white", self.theme.text, 36).move_to(bright)
        self.add_later(words, bright, upon)


class LostOnAPhotograph(Good):
    """White words on the white half of a photograph."""

    def break_it(self) -> None:
        paper = np.concatenate([np.zeros((4, 8)), np.ones((4, 8))])
        photograph = Picture.photograph(paper, self.theme).scale_to_fit_height(3)
        photograph.to_edge(LEFT, buff=1)
        places = (photograph.get_center() + way * 0.7 for way in (UP, DOWN))
        words = [Words("white", self.theme.text, 36).move_to(place) for place in places]
        self.add_later(photograph, *words)


class FaintMarks(Good):
    def break_it(self) -> None:
        line = Line(UP, DOWN, color="#444444").to_edge(LEFT, buff=1)
        off, ring = [0.02, 0.03, 0.04, 1.0], [0.2, 0.2, 0.2, 1.0]
        disc = Marks(np.zeros((1, 2)), 0.3, off, ring, roundness=1.0).to_edge(RIGHT, buff=1)
        self.add_later(line, disc)


class FaintLines(Good):
    """Few connections that are talked about; those among many, and those dimmed, may be faint."""

    weights = np.full(4, 0.2)

    def break_it(self) -> None:
        starts = np.array([[0.0, y, 0.0] for y in range(self.weights.size)]) / self.weights.size
        end = np.array([[2.0, 1, 0]])
        parts = zip(*(np.split(all_, self.parts) for all_ in (starts, self.weights)), strict=True)
        lines = [Connections(at, end, w[None], self.theme, limit=1.0) for at, w in parts]
        self.add_later(*(part.to_edge(LEFT, buff=1).set_rest(self.rest) for part in lines))

    rest, parts = 1.0, 1


class Texture(FaintLines):
    weights = np.full(400, 0.2)


class TextureOfParts(Texture):
    """Many in parts, each of which has few."""

    parts = 5


class Dimmed(FaintLines):
    rest = 0.3


class TextOverText(Good):
    def break_it(self) -> None:
        self.add(Words("over it", self.theme.text, 36).move_to(self.label).shift(RIGHT * 0.2))
        self.hold(1.0)


class TextOverPicture(Good):
    def break_it(self) -> None:
        words = Words("on its edge", self.theme.text, 36).move_to(self.digit.get_left())
        line = Line(LEFT, RIGHT, color=self.theme.text).to_edge(RIGHT, buff=1)
        self.add_later(words, line, Words("crossed", self.theme.text, 36).move_to(line))


class TextFlies(Good):
    def break_it(self) -> None:
        self.say("")
        flying = Words("flying", self.theme.text, 36).move_to(self.label).shift(LEFT * 3)
        self.add_later(flying)
        self.play(flying.animate.shift(RIGHT * 6), run_time=1.2, rate_func=linear)


class LeavesTheFrame(Good):
    """A line that is half outside for a while, and back before anything rests."""

    far, seconds_out = 3.0, 3.2

    def break_it(self) -> None:
        line = Line(UP, DOWN, color=self.theme.text).move_to(LEFT * (self.stage.width / 2 - 1))
        self.add_later(line)
        self.play(
            line.animate.shift(LEFT * self.far), run_time=self.seconds_out, rate_func=there_and_back
        )


class LeavesItForAMoment(LeavesTheFrame):
    far, seconds_out = 1.6, 0.8


class LeavesItTwice(LeavesTheFrame):
    def break_it(self) -> None:
        super().break_it()
        super().break_it()


class DipsIntoTheCaption(Good):
    def break_it(self) -> None:
        line = Line(LEFT, RIGHT, color=self.theme.text)
        line.move_to(self.stage.picture.centre + (DOWN + LEFT) * self.stage.picture.height / 2)
        self.add_later(line)
        self.play(line.animate.shift(DOWN), run_time=3.2, rate_func=there_and_back)


class StandsOnAPictureMeanwhile(Good):
    """A word that comes on the edge of the digit, and goes, in one play."""

    seconds_there = 2.4

    def break_it(self) -> None:
        words = Words("meanwhile", self.theme.text, 36).move_to(self.digit.get_left())
        stay = Wait(self.seconds_there)
        self.play(Succession(FadeIn(words, run_time=0.4), stay, FadeOut(words, run_time=0.4)))


class FadesOverAPicture(StandsOnAPictureMeanwhile):
    seconds_there = 0.1


class CrossesAPicture(Good):
    def break_it(self) -> None:
        words = Words("crossing", self.theme.text, 36).move_to(self.digit.get_left() + LEFT * 2)
        self.add_later(words)
        self.play(words.animate.shift(RIGHT * 4), run_time=3.2, rate_func=there_and_back)


class ComesFromOutside(Good):
    """A wide line that shrinks into the picture."""

    def break_it(self) -> None:
        line = Line(LEFT, RIGHT, color=self.theme.text).next_to(self.digit, LEFT)
        self.play(FadeIn(line, scale=60), run_time=3.2)


class FliesBy(Good):
    def break_it(self) -> None:
        self.say("")
        far = Words("a word", self.theme.text, 36).move_to(self.digit.get_left() + LEFT * 3)
        self.add_later(far)
        self.play(far.animate.shift(RIGHT * 10), run_time=0.8)


class PictureFliesBy(Good):
    def break_it(self) -> None:
        self.digit.scale(0.6)
        self.play(self.digit.animate.shift(LEFT * 4), run_time=1.6)
        self.play(self.digit.animate.shift(RIGHT * 8), run_time=0.6)
        self.play(self.digit.animate.shift(LEFT * 4).scale(1 / 0.6), run_time=1.6)


class Scattered(Good):
    """Squares that go each its own way are no picture that flies."""

    def break_it(self) -> None:
        marks = Marks(np.array([[-5.0, 0.0], [-5.0, 1.0]]), 0.3, [1] * 4, [1] * 4)
        self.add_later(marks)
        there = marks.copy().place(np.array([[5.0, 0.0], [-4.0, 1.0]]))
        self.play(Transform(marks, there), run_time=0.6)


class Falls(Good):
    """A box that falls through more than a frame's width, but not its height, in a second."""

    params = ClipParams(aspect="9:16")

    def setup(self) -> None:
        super().setup()
        self.digit.scale_to_fit_width(self.stage.picture.width)

    def break_it(self) -> None:
        box = Rectangle(width=1, height=0.5, color=self.theme.highlight).move_to(UP * 4)
        self.add_later(box)
        self.play(box.animate.shift(DOWN * 6.5), run_time=1.0, rate_func=linear)


class Flashing(Good):
    """A part of the picture that goes on and off."""

    colours = ("#ffffff", "#808080")

    def break_it(self) -> None:
        self.say("")
        sheet = Rectangle(width=5, height=4, fill_opacity=1, stroke_width=0)
        sheet.to_edge(RIGHT, buff=0.7)
        for turn in range(12):
            self.add(sheet.set_fill(self.colours[turn % 2]))
            self.hold(2 / 15)
        self.hold(2.5)


class FlashingRed(Flashing):
    colours = ("#ff0000", "#808080")  # as bright as each other


class Striped(Good):
    def break_it(self) -> None:
        region = self.stage.picture
        bars = [
            Rectangle(width=region.width * 0.9, height=region.height / 18, stroke_width=0)
            .set_fill("#FFFFFF", 1.0)
            .move_to(region.centre + UP * region.height * (place / 8 - 0.4))
            for place in range(8)
        ]
        self.play(*map(FadeOut, self.pieces), run_time=0.8)
        self.add_later(*bars)


class LateStart(Good):
    def show(self) -> None:
        self.say(self.caption_text)
        self.hold(2.0)
        super().show()

    def break_it(self) -> None:
        self.say("")
        for way in (DOWN, UP):
            self.play(self.digit.animate.shift(way * 0.1), run_time=1.0)


class HardlyMoves(Good):
    def show(self) -> None:
        super().show()
        self.say("")
        self.hold(4.0)
        self.play(self.digit.animate.shift(RIGHT), run_time=0.4)


class NeverRests(Good):
    def break_it(self) -> None:
        self.say("")
        self.play(self.digit.animate.shift(RIGHT * 2), run_time=8)

    def tear_down(self) -> None:
        """End at once."""


class FormulaGoesOn(Good):
    def break_it(self) -> None:
        self.add_later(Formula("a = sigma(z)", self.theme.text, 120).next_to(self.digit, RIGHT))
        self.play(self.digit.animate.shift(LEFT * 0.1), run_time=1.6)


class Pops(Good):
    def break_it(self) -> None:
        self.say("")
        for way in (DOWN, UP):
            self.play(self.digit.animate.shift(way * 0.1), run_time=1.0)
        self.hold(0.4)
        self.add(Words("suddenly", self.theme.text, 60).to_edge(LEFT, buff=1))
        self.hold(2.5)


class BeginsToCount(Good):
    """A large number goes from 1.00 to 0.98 at once, and slowly on."""

    def break_it(self) -> None:
        self.say("")
        number = Number(1.0, self.theme.text, 120).to_edge(LEFT, buff=0.3)
        self.add_later(number)
        self.hold(0.4)
        self.play(CountTo(number, lambda share: 0.98 - 0.05 * share, 1.0, linear))
        self.hold(2.5)


class ComesBackAnother(Good):
    """A large number goes, and is there again at once, with another value."""

    def break_it(self) -> None:
        self.say("")
        number = Number(1.0, self.theme.text, 120).to_edge(LEFT, buff=0.3)
        self.add_later(number)
        self.play(FadeOut(number), run_time=0.8)
        self.play(self.digit.animate.shift(DOWN * 0.1), run_time=1.0)
        self.add(number.set_value(0.4).set_opacity(1))
        self.hold(2.5)


class HalfFaded(Good):
    def break_it(self) -> None:
        self.play(self.label.animate.set_opacity(0.7))


class CopyForgotten(Good):
    def break_it(self) -> None:
        self.add_later(self.label.copy(), self.digit.copy())


class PartsFallTogether(Good):
    """Two parts of one thing may be the same; and a copy may be dimmer, or look otherwise."""

    def break_it(self) -> None:
        line = Line(UP, DOWN, color=self.theme.text).to_edge(LEFT, buff=1)
        other = line.copy().shift(RIGHT * 0.5)
        self.add_later(Group(line, line.copy()), other, other.copy().set_color(self.theme.line))


class Pointed(Group):
    """Something with a cursor."""

    def __init__(self, digit: PixelGrid, colour: str) -> None:
        self.cursor = Rectangle(width=0.4, height=0.4, color=colour).move_to(digit)
        super().__init__(self.cursor)


class CursorStays(Good):
    def break_it(self) -> None:
        self.add_later(Pointed(self.digit, self.theme.highlight))


class ShortScale(Good):
    def break_it(self) -> None:
        weights = self.network.incoming_weights(1, 15)
        largest = int(np.abs(weights).argmax())
        number = self.figures.read(weight(1, 15, largest)).to_edge(LEFT, buff=1)
        legend = Legend.of_weights(self.theme, 0.1).to_edge(RIGHT, buff=1)
        self.figures.shown.append(Shown("+0.10", 0.1, weight_limit(1, 15, 1)))
        self.add_later(number, legend)


class MadeUp(Good):
    def break_it(self) -> None:
        number = self.figures.read(weight(1, 15, 100)).to_edge(LEFT, buff=1)
        self.figures.shown.append(Shown("0.50", 0.5, weight(1, 15, 100)))
        self.add_later(number)


BROKEN: list[tuple[type[Clip], set[str]]] = [
    (FastCaption, {"caption-speed", "caption-time", "caption-words"}),
    (ShortWords, {"caption-words"}),
    (CaptionGone, {"caption-gone"}),
    (CaptionStays, {"caption-longest"}),
    (CaptionBlinks, {"caption-gap"}),
    (
        LongCaption,
        {
            "caption-file",
            "caption-length",
            "caption-lines",
            "caption-longest",
            "letters-caption",
        },
    ),
    (CaptionAtTheEdge, {"caption-place"}),
    (LongLines, {"caption-file"}),
    (LongWord, {"caption-width"}),
    (NumberInCaption, {"caption-numbers"}),
    (TinyLetters, {"letters-words", "letters-numbers"}),
    (SmallSigns, {"letters-formula", "letters-code"}),
    (ManyTinyLetters, {"letters"}),
    (SmallCaption, {"letters-caption"}),
    (LittleToSee, {"fill"}),
    (OutOfPlace, {"frame", "margins", "caption-zone"}),
    (HardToRead, {"contrast-text"}),
    (LostOnAPhotograph, {"contrast-text"}),
    (FaintMarks, {"contrast-marks"}),
    (FaintLines, {"contrast-lines"}),
    (Texture, set()),
    (TextureOfParts, set()),
    (Dimmed, set()),
    (TextOverText, {"text-over-text"}),
    (TextOverPicture, {"text-over-picture"}),
    (TextFlies, {"text-flies-over-text"}),
    (LeavesTheFrame, {"frame"}),
    (LeavesItForAMoment, set()),
    (DipsIntoTheCaption, {"caption-zone"}),
    (StandsOnAPictureMeanwhile, {"text-over-picture"}),
    (FadesOverAPicture, set()),
    (CrossesAPicture, set()),
    (ComesFromOutside, set()),
    (FliesBy, {"speed"}),
    (PictureFliesBy, {"speed"}),
    (Scattered, set()),
    (Falls, set()),
    (Flashing, {"flashes-general", "pop"}),
    (FlashingRed, {"flashes-red", "pop"}),
    (Striped, {"stripes"}),
    (LateStart, {"first-motion"}),
    (HardlyMoves, {"still", "moving-least"}),
    (NeverRests, {"last-still", "moving-most"}),
    (FormulaGoesOn, {"formula-rest"}),
    (Pops, {"pop"}),
    (HalfFaded, {"half-faded"}),
    (CopyForgotten, {"twins", "text-over-text"}),
    (PartsFallTogether, set()),
    (CursorStays, {"helpers"}),
    (ShortScale, {"scale", "truth"}),
    (MadeUp, {"truth"}),
]


OF_FILMS = {"brightness-jump"}
"""Broken on purpose in test_check.py."""
OF_MOTION = {"flashes-general", "flashes-red", "stripes"} | {
    "first-motion",
    "moving-least",
    "moving-most",
    "still",
    "last-still",
    "formula-rest",
    "pop",
}
AT_REST = [(kind, rules) for kind, rules in BROKEN if not rules & OF_MOTION]
MOVING = [(kind, rules) for kind, rules in BROKEN if rules & OF_MOTION]


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.mark.render
def test_a_good_clip_has_no_fault(media: Path) -> None:
    assert inspect(Good, ClipParams(), media) == []


@pytest.mark.parametrize(("kind", "rules"), AT_REST)
def test_what_is_seen_is_judged(kind: type[Clip], rules: set[str], media: Path) -> None:
    found = inspect(kind, kind.params, media, draw=False)
    assert {finding.rule for finding in found} == rules, "\n".join(map(str, found))


@pytest.mark.render
@pytest.mark.parametrize(("kind", "rules"), MOVING)
def test_motion_is_judged(kind: type[Clip], rules: set[str], media: Path) -> None:
    found = inspect(kind, kind.params, media)
    assert {finding.rule for finding in found} == rules, "\n".join(map(str, found))


@pytest.mark.render
@pytest.mark.parametrize(("kind", "pops"), [(Pops, 1), (BeginsToCount, 0), (ComesBackAnother, 1)])
@pytest.mark.parametrize("aspect", FRAME_SIZES)
def test_in_every_aspect_a_word_jumps_and_a_number_may_begin_to_count(
    aspect: Aspect, kind: type[Clip], pops: int, media: Path
) -> None:
    found = inspect(kind, ClipParams(aspect=aspect), media)
    assert [finding.rule for finding in found].count("pop") == pops


def test_every_rule_is_broken_by_some_clip() -> None:
    assert set().union(*(rules for _, rules in BROKEN)) | OF_FILMS == set(RULES)


def test_a_finding_says_where_and_by_how_much(media: Path) -> None:
    (finding,) = inspect(LittleToSee, ClipParams(), media, draw=False)
    what = "the content takes 16% x 42% of the picture"
    frame, value = finding.frame, finding.value
    wanted = "at least 0.65 of the picture, for the content's box"
    assert finding == Finding(
        "fill", "LittleToSee", "show", frame, frame / 15, frame / 15, what, value, 0.65, wanted
    )
    assert value == pytest.approx(0.066, abs=0.001)
    seconds = f"{frame / 15:.1f}"
    assert str(finding) == f"fill: LittleToSee.show at {seconds} s: {what} (0.06603; {wanted})"


def test_what_is_seen_without_a_break_is_one_finding_with_its_time(media: Path) -> None:
    (finding,) = inspect(LeavesTheFrame, ClipParams(), media, draw=False)
    assert finding.seconds == finding.frame / 15
    assert finding.until - finding.seconds == pytest.approx(LeavesTheFrame.seconds_out / 2)
    assert finding.value == pytest.approx(135 * (LeavesTheFrame.far - 1), abs=1)
    assert f" from {finding.seconds:.1f} to {finding.until:.1f} s: " in str(finding)


def test_what_is_seen_again_later_is_found_again(media: Path) -> None:
    found = inspect(LeavesItTwice, ClipParams(), media, draw=False)
    first, second = (finding for finding in found if finding.rule == "frame")
    assert first.what == second.what
    assert first.until < second.seconds


def test_numbers_are_counted_and_computed_again(media: Path) -> None:
    seen = Inspection(MadeUp, ClipParams(), media, draw=False)
    truth = seen.verdict.truth
    assert truth is not None
    assert truth.numbers == 2
    (weight_shown, _) = (shown.value for shown in seen.run.clip.shown)
    assert truth.largest == pytest.approx(abs(0.5 - weight_shown) - 0.005)
    assert seen.verdict.findings == tuple(seen.findings)


def test_every_rule_says_what_is_wanted_why_and_who_says_so() -> None:
    assert RULES["fill"].wanted == "at least 0.65 of the picture, for the content's box"
    assert RULES["caption-speed"].wanted == "at most 15 characters a second"
    assert RULES["text-over-text"].wanted == "no texts over each other"
    for rule in RULES.values():
        assert rule.unit
        assert rule.why
        assert rule.source


def test_what_the_look_wants_is_written_where_the_table_says() -> None:
    page, heading = "docs/make-a-clip.md", "The look"
    text = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    written = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", section)}
    of_the_look = [rule for rule in RULES.values() if rule.source.startswith(f"{page}, {heading}")]
    assert not [rule.name for rule in of_the_look if rule.limit and rule.limit not in written]
    named = {rule.source.split(",")[0] for rule in RULES.values() if ".md" in rule.source}
    assert named == {page}


def test_words_are_counted_as_they_are_read() -> None:
    assert words_in("28 \N{MULTIPLICATION SIGN} 28 pixels, 12,960 in all") == 6


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("layer 0 and 1, neuron 15: 12,960 of \N{MINUS SIGN}0.37", {12960, 0.37}),
        ("28 \N{MULTIPLICATION SIGN} 28 pixels, 3.", {28, 3}),
        ("a1 is no number", set()),
    ],
)
def test_numbers_are_read_out_of_words(text: str, numbers: set[float]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize("width", [None, 3.0, 5.0])
def test_lines_are_told_as_they_are_set(width: float | None) -> None:
    text = "One line, or a few: how many they are, and where each ends, is measured."
    words = Words(text, "#ffffff", 45, width=width)
    lines = lines_as_set(words)
    assert " ".join(lines) == text
    assert len(lines) == {None: 1, 3.0: 5, 5.0: 3}[width]
    widths = [Words(line, "#ffffff", 45).width for line in lines]
    assert max(widths) == pytest.approx(words.width, abs=0.03)
