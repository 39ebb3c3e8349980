"""A picture that is prepared: large at work, named over it, with the original small beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import UP, AnimationGroup

from scenes.components.frame import frame_about
from scenes.components.grids.picture import Picture, Wipe
from scenes.components.verbs import CHANGE, appear, move, swap, vanish
from scenes.facts.preparing import (
    PHOTOGRAPHS,
    crop_in_picture,
    lens_on_strokes,
    title_of,
    values_of,
)
from scenes.facts.sources import Count, columns_and_rows, pixels
from scenes.look.sizes import NEAR, NUMBER

if TYPE_CHECKING:
    from typing import TypeVar

    import numpy as np
    from manim import Animation, Mobject, SurroundingRectangle
    from numpy.typing import NDArray

    from netcore import Preparation
    from scenes.facts.sources import Source
    from scenes.figures import Figures
    from scenes.look.stage import Areas
    from scenes.look.text import Words

    M = TypeVar("M", bound=Mobject)

__all__ = ["Workbench"]

_ALONE: Areas = {"16:9": ("0.3 -", "5 whole")}
_AT_WORK: Areas = {
    "16:9": ("0.3 -", "5 original hero:2.2"),
    "9:16": ("1.3 original", "0.2 -", "3.4 hero"),
    "1:1": ("1.1 original", "0.2 -", "2.8 hero"),
}
_ANSWERED: Areas = {
    "16:9": ("0.3 -", "5 - image:1.2 answer"),
    "9:16": ("1.3 -", "0.2 -", "3.4 image:1.1 answer"),
    "1:1": ("1.1 -", "0.2 -", "2.8 image:1.1 answer"),
}
_COMPARED: Areas = {
    "16:9": ("0.3 -", "5 before:1.3 after"),
    "9:16": ("0.2 -", "2.5 before", "0.2 -", "2.5 after"),
    "1:1": ("0.3 -", "5 before:1.1 after"),
}
_LAID_FROM = 0.94
"""A picture is laid down: from so much of its size."""


class Workbench:
    """Shows the steps of a preparation, as animations to be played in turn.

    Parameters
    ----------
    figures
        Whose theme and stage are used.
    preparation
        The steps.

    Attributes
    ----------
    picture
        The step at work: at first it fills the frame.
    original
        The first step, which is set aside; beside an example, what it has become.
    name
        What stands over the picture, or over the grid that took its place.
    before
        What stands over the original, as soon as that is large again.
    places
        All regions: whole, original, hero; image and answer; before and after.
    """

    def __init__(self, figures: Figures, preparation: Preparation) -> None:
        self._figures, self._preparation = figures, preparation
        areas = (_ALONE, _AT_WORK, _ANSWERED, _COMPARED)
        self.places = {
            name: place for part in areas for name, place in figures.stage.areas(part).items()
        }
        self.picture = self._placed("picture", "whole")
        self.original: Mobject = self.picture.copy().scale(_LAID_FROM)
        self.name = self._called("picture", self.picture)
        self._cite_size(self._values("picture"))

    # -- what happens -----------------------------------------------------------------

    def lay_down(self) -> Animation:
        """Show the first picture."""
        return AnimationGroup(move(self.original, self.picture.copy()), appear(self.name))

    def set_aside(self) -> Animation:
        """Let the first picture shrink into its place, and the one at work grow out of it."""
        hero = self._placed("picture", "hero")
        return AnimationGroup(
            move(self.original, self._placed("picture", "original")),
            move(self.picture, hero),
            move(self.name, self._called("picture", hero)),
        )

    def wipe_to(self, step: str) -> Animation:
        """Wipe the picture of another step over the one at work: the same part of it is seen."""
        other = self._drawn(step)
        if other.bitmap.shape == self.picture.bitmap.shape:
            other.window = self.picture.window.copy()
        if other.shows_all:
            name = self.name_step(step, self.picture)
        else:
            name = self._exchange(self._enlarged(step, self.picture))
        return AnimationGroup(Wipe(self.picture, other), name)

    def look_closer(self) -> Animation:
        """Magnify the digit: what is seen is a part, and its name says so."""
        closer = self.picture.looking_at(lens_on_strokes(self._preparation))
        name = self._exchange(self._enlarged("digit", closer))
        return AnimationGroup(move(self.picture, closer), name)

    def frame_of_crop(self) -> SurroundingRectangle:
        """Return a frame about what is cut out."""
        return frame_about(self._figures.theme, self._cut(), buff=0)

    def cut(self, frame: SurroundingRectangle) -> Animation:
        """Take away what is around the crop, and the frame."""
        return AnimationGroup(move(self.picture, self._cut()), vanish(frame))

    def enlarge_crop(self) -> Animation:
        """Show the crop as large as can be."""
        larger = self._placed("crop", "hero")
        self.picture.take(larger)
        return AnimationGroup(move(self.picture, larger), self.name_step("crop", larger))

    def rename(self, title: str, values: NDArray[np.float64], thing: Mobject) -> Animation:
        """Put another name over a thing ``(rows, columns, ...)``, in place of the one before."""
        self._cite_size(values)
        return self._exchange(self._sized(title, values, thing))

    def name_step(self, step: str, thing: Mobject) -> Animation:
        """Put the name of a step above its picture, in place of the previous name."""
        return self.rename(self._title(step), self._values(step), thing)

    def take_name_along(self, thing: Mobject) -> Animation:
        """Let the name go where what it names goes."""
        return move(self.name, over(thing, self.name.copy()))

    def bring_original(self, after: Mobject) -> Animation:
        """Let the first picture grow again; its name, `before`, is not shown yet.

        Beside what it has become, the lower one of the two moves up: so their names stand at one
        height.
        """
        before = self._placed("picture", "before")
        if self._side_by_side:
            lower, higher = sorted((before, after), key=lambda each: float(each.get_top()[1]))
            lower.align_to(higher, UP)
        self.before = self._counted("picture", before)
        return move(self.original, before)

    def exchange_for(self, example: Mobject, after: Mobject) -> Animation:
        """Put the example from which the first picture was drawn in its place.

        Beside what it has become, both are as far from the middle; then that is the `original`.
        """
        self.places["before"].place(example)
        if self._side_by_side:
            example.match_y(after).set_x(2 * self._figures.stage.picture.x - after.get_x())
        name = self._words("the example", example)
        exchange = swap(self.original, example, CHANGE), swap(self.before, name, CHANGE)
        self.original, self.before = after, name
        return AnimationGroup(*exchange)

    def count_pixels(self, thing: Mobject) -> Animation:
        """Say how many pixels are left, over where they go: as many as the network has inputs."""
        return self._exchange(self._counted("centred", thing, Count("neurons", 0)))

    def as_large(self, thing: M, place: str) -> M:
        """Return a copy of a thing, as large as fits a place."""
        return self.places[place].place(thing.copy(), grow=True)

    @property
    def _side_by_side(self) -> bool:
        return self.places["before"].y == self.places["after"].y

    # -- what is built ----------------------------------------------------------------

    def _cut(self) -> Picture:
        return self.picture.closed_on(crop_in_picture(self._preparation))

    def _drawn(self, step: str) -> Picture:
        draw_it = Picture.photograph if step in PHOTOGRAPHS else Picture.ink
        return draw_it(self._values(step), self._figures.theme)

    def _placed(self, step: str, place: str) -> Picture:
        """Return the picture of a step, as large as fits a place."""
        return self.places[place].place(self._drawn(step), grow=True)

    def _exchange(self, name: Words) -> Animation:
        old, self.name = self.name, name
        return swap(old, name)

    def _title(self, step: str) -> str:
        return title_of(step, self._figures.theme.level)

    def _called(self, step: str, thing: Mobject) -> Words:
        return self._sized(self._title(step), self._values(step), thing)

    def _sized(self, title: str, values: NDArray[np.float64], thing: Mobject) -> Words:
        rows, columns = values.shape[:2]
        return self._words(f"{title}: {columns} × {rows} pixels", thing)

    def _enlarged(self, step: str, thing: Mobject) -> Words:
        return self._words(f"{self._title(step)}, enlarged", thing)

    def _cite_size(self, values: NDArray[np.float64]) -> None:
        rows, columns = values.shape[:2]
        self._figures.cite_written(f"{columns} × {rows}", *columns_and_rows(values))

    def _counted(self, step: str, thing: Mobject, source: Source | None = None) -> Words:
        """Return how many pixels a step has; after the last, another source may say it."""
        source = source or pixels(self._values(step))
        written = f"{source.of(self._figures.trace):,.0f}"
        self._figures.cite_written(written, source)
        return self._words(f"{self._title(step)}: {written} pixels", thing)

    def _words(self, text: str, thing: Mobject) -> Words:
        return over(thing, self._figures.words(text, self._figures.stage.letters(NUMBER)))

    def _values(self, step: str) -> NDArray[np.float64]:
        return values_of(self._preparation, step)


def over(thing: Mobject, words: Words) -> Words:
    """Put words over a thing."""
    return words.next_to(thing, UP, buff=NEAR)
