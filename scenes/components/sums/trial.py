"""Weights tried on an image: laid over it, only what both have is seen, and it adds up to a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, BackgroundRectangle, Group

from scenes.components.animations import Follow
from scenes.components.fitting import stand_on
from scenes.components.grids.grids import PixelGrid, WeightGrid
from scenes.components.verbs import CHANGE, swap
from scenes.facts.sources import DotProduct
from scenes.look.encoding import symmetric_limit
from scenes.look.sizes import FORMULA, LABEL, NEAR, NUMBER, PIXELS_PER_UNIT, TIGHT
from scenes.look.stage import Region

if TYPE_CHECKING:
    from collections.abc import Callable

    from manim import Animation
    from numpy.typing import ArrayLike, NDArray

    from scenes.figures import Figures
    from scenes.look.text import Number, Words

__all__ = ["BENEATH", "Trial", "named", "room_between", "title_over"]

BENEATH = 0.5
"""Opacity of an image under its products: it is seen what is lit and does not count."""

_UNDER, _GAP = 2 * TIGHT, 1.5 * NEAR
"""From an image to a sum with a name, about which a frame has room; between the two."""
_SMALLER = LABEL / NUMBER
"""A title's letters become smaller by that before it is broken."""
_WHOLE = 1000
"""Sums that can be so large are written without decimals."""


class Trial(Group):
    """An image, dimmed, with its products on it; a title above, the weighted sum below.

    Image and weights can be turned: products and sum follow, and are right in every frame.

    Parameters
    ----------
    figures
        Which reads the sum.
    weights, image
        ``(rows, columns)`` each.
    title
        What the image is.
    room
        Where the image goes; title and sum come above and below it, and are no wider.
    most
        The largest size that the sum is to have room for; by default that of all weights together.
    name
        What stands before the sum; nothing, if that is empty.

    Attributes
    ----------
    image, products
        The image and, upon it, weights times pixels.
    sum, answer
        The number, and the number with its name.
    """

    def __init__(
        self,
        figures: Figures,
        weights: ArrayLike,
        image: ArrayLike,
        title: str,
        room: Region,
        most: float | None = None,
        name: str = "sum",
    ) -> None:
        self.weights: NDArray[np.float64] = np.asarray(weights, dtype=np.float64)
        pixels = np.asarray(image, dtype=np.float64)
        theme, letters = figures.theme, figures.stage.letters
        self.image = room.place(PixelGrid(pixels, theme), grow=True).set_opacity(BENEATH)
        limit = symmetric_limit(self.weights)
        self.products = WeightGrid(self.weights * pixels, theme, self.image.height, limit)
        self.products.move_to(room.centre)
        self.title = title_over(figures, title, self.image, room.width)
        widest = -float(np.abs(self.weights).sum()) if most is None else -most
        decimals = 2 if widest > -_WHOLE else 0
        self.sum = figures.read(self.source, letters(FORMULA), decimals)
        before = figures.words(name, letters(NUMBER)) if name else None
        self.answer = named(before, self.sum, widest, room.width, _GAP)
        self.answer.next_to(self.image, DOWN, buff=_UNDER if name else TIGHT)
        super().__init__(self.image, self.products, self.title, self.answer)

    @property
    def source(self) -> DotProduct:
        """What the sum is."""
        return DotProduct(self.weights, self.image.values)

    def cover(self) -> Group:
        """Return a copy of image and products that hides what is below: no gap between squares.

        It hides a margin on its right, too: what comes out there has a gap to it from the first.
        """
        ground = BackgroundRectangle(
            self.image, color=self.image.theme.background, fill_opacity=1, buff=0
        )
        ground.stretch_to_fit_width(self.image.width + TIGHT).align_to(self.image, LEFT)
        return Group(ground, self.image.copy(), self.products.copy())

    def take(self, weights: ArrayLike | None = None, image: ArrayLike | None = None) -> Self:
        """Try other weights, or take another image."""
        if weights is not None:
            self.weights = np.asarray(weights, dtype=np.float64)
        if image is not None:
            self.image.set_values(image)
        products = self.weights * self.image.values
        self.products.set_values(products)
        self.sum.set_value(float(products.sum()))
        return self

    def through(self, images: Callable[[float], ArrayLike], seconds: float = CHANGE) -> Animation:
        """Return the animation through the images at each progress in [0, 1], a sweep.

        It is one of the whole, where it stands: some parts alone would come to the front.
        """
        return Follow(self, lambda progress: self.take(image=images(progress)), seconds)

    def rename(self, title: Words) -> Animation:
        """Put another title, anywhere yet, over the image, in place of the one before."""
        title.scale(self.title.letter_size / title.letter_size).move_to(self.title)
        old, self.title = self.title, title
        self.submobjects[2] = title
        return swap(old, title)

    def cite(self, figures: Figures) -> None:
        """Record the sum as it stands."""
        figures.cite(self.sum, self.source)


def room_between(figures: Figures, place: Region, above: float, below: float) -> Region:
    """Return what a place leaves between letters of some sizes above and below, pixels at 1080p."""
    top, bottom = (figures.stage.letters(size) / PIXELS_PER_UNIT for size in (above, below))
    y = place.y + (bottom - top) / 2
    return Region(place.x, y, place.width, place.height - top - bottom)


def title_over(figures: Figures, text: str, grid: PixelGrid | WeightGrid, width: float) -> Words:
    """Return the title of a grid, no wider than the width: if need be, in several lines."""
    size = figures.stage.letters(NUMBER)
    title = figures.words(text, size)
    if title.width * _SMALLER > width:
        title = figures.words(text, size * _SMALLER, width=width)
    return title.scale(min(1.0, width / title.width)).next_to(grid, UP, buff=TIGHT)


def named(
    name: Words | None, number: Number, widest: float, room: float, gap: float = NEAR
) -> Group:
    """Put a number behind its name, on one line, with place for the value that takes most.

    The number is made smaller where there is less room, scene units.
    """
    value = number.value
    number.set_value(widest)
    before = 0.0 if name is None else name.width + gap
    number.scale(min(1.0, (room - before) / number.width))
    both = Group(number)
    if name is not None:
        both = Group(name, number).arrange(RIGHT, buff=gap)
        stand_on(name, number.baseline)
    number.set_value(value)
    return both
