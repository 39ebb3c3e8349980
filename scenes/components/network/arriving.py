"""One neuron that adds up what arrives, and the way back from an answer to what made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, RIGHT, AnimationGroup, BackgroundRectangle, Group, VGroup

from scenes.components.animations import Follow
from scenes.components.grids.marks import Marks
from scenes.components.network.connections import Connections
from scenes.components.network.pulses import Signals, Travel
from scenes.components.network.staging import rest
from scenes.components.verbs import CHANGE, SMALL, become, move, vanish
from scenes.engine.changes import built
from scenes.facts.readings import bias, contribution, weighted_sum
from scenes.facts.tracing import traced_back
from scenes.figures import Figures
from scenes.look.encoding import rgba
from scenes.look.sizes import NEAR, NUMBER, TIGHT, TOUCH
from scenes.look.stage import Region

if TYPE_CHECKING:
    from manim import Animation, Mobject
    from numpy.typing import NDArray

    from scenes.components.animations import Rearrange
    from scenes.components.network.column import NeuronColumn
    from scenes.components.network.home import NetworkHome
    from scenes.facts.tracing import Strongest
    from scenes.look.text import Number

__all__ = ["ArrivingSum", "WayBack"]

_TAIL, _LAG = 0.3, 0.65
_BEHIND = 0.6
"""Opacity of lines at rest behind what travels along them: more than all others have."""
_MOST = 4, 6, 40
"""Contributions that are followed: into the answer, into hidden layers, from the inputs. Into the
answer they are fewer where not all their numbers have room."""


class ArrivingSum(Group):
    """One neuron of the first layer: its incoming lines, what comes along them, and its sum.

    The sum begins with the neuron's bias, and every signal adds its product as it arrives: so it
    ends at z, by which the neuron is lit.

    Parameters
    ----------
    figures
        Whose trace is read.
    home
        The network.
    neuron
        Of the first layer.

    Attributes
    ----------
    disc
        The neuron, with a ring in the colour of what is talked about.
    lines, signals
        Its connections at rest, and what travels along them.
    total
        The sum so far.
    """

    def __init__(self, figures: Figures, home: NetworkHome, neuron: int) -> None:
        self.figures, self.neuron = figures, neuron
        before, self.column = home.columns[:2]
        self.way = DOWN if home.down else RIGHT
        self.place = int(np.flatnonzero(self.column.shown == neuron)[0])
        self.disc = self.column.picked_out(neuron)
        end = self.column.ends(-self.way)[[self.place]]
        self.lines = Connections(
            before.ends(self.way),
            end,
            home.connections[0].weights[[self.place]],
            figures.theme,
            limit=home.connections[0].limit,
        )
        self.start = bias(1, neuron).of(figures.trace)
        products = figures.trace.contributions(1, neuron)
        self.terms = products[products != 0]
        starts = _leaving(before, self.way)[products != 0]
        ends = np.repeat(end, len(starts), axis=0)
        self.signals = Signals(starts, ends, self.terms, figures.theme, _TAIL)
        named = len(home.columns) == 2  # an output has its label beside it
        self._beside = home.outputs.labels[self.place] if named else self.disc
        self.total = self._total()
        super().__init__(self.lines, self.signals, self.disc, self.total)

    def _total(self) -> Number:
        """Return the sum of no signals yet; beside the neuron is room for all that it will be."""
        figures = self.figures
        size, colour = figures.stage.letters(NUMBER), figures.theme.highlight
        total = figures.read(bias(1, self.neuron), size, colour=colour)
        sums = self.start + np.cumsum([0.0, *self.terms])
        ends = (float(sums.min()), float(sums.max()))
        total.set_value(max(ends, key=lambda value: total.set_value(value).width))
        total.next_to(self._beside, self.way, buff=TIGHT)
        total.shift(_back_into(figures.stage.picture, total))
        return total.set_value(self.start)

    def arrive(self, seconds: float) -> Animation:
        """Return the animation of all signals; the sum keeps step with those that are there."""
        follow = Follow(self.total, lambda _: self._add_up(), run_time=seconds)
        return AnimationGroup(Travel(self.signals, seconds, _LAG), follow)

    def step_back(self, seconds: float = SMALL) -> Animation:
        """Let the lines at rest stand back behind what travels along them."""
        return AnimationGroup(built(self.lines.animate.set_rest(_BEHIND)), run_time=seconds)

    def _add_up(self) -> None:
        self.total.set_value(self.start + float(self.terms[self.signals.arrived].sum()))

    def cite(self) -> None:
        """Record that the total is the neuron's z."""
        self.figures.cite(self.total, weighted_sum(1, self.neuron))

    def light(self, seconds: float) -> Rearrange:
        """Return the animation of the neuron to its activation; in its layer it is lit as well."""
        fill = self.column.colours(self.column.activations)[self.place]
        self.column.neurons.fills[self.place] = fill
        return become(self.disc, self.disc.copy().set_fills(fill), seconds, lag=0)

    def be_one_of_many(self, seconds: float = SMALL) -> Animation:
        """Return the animation in which the neuron is as large again as the others of its layer."""
        there = self.disc.copy().place(self.disc.centres, self.column.radius)
        return move(self.disc, there, seconds)


def _leaving(before: NeuronColumn, way: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where the line of each neuron of a layer leaves: of one not drawn, at the dots."""
    starts = np.tile(before.dots.get_center(), (len(before.activations), 1))
    starts[before.shown] = before.ends(way)
    return starts


class WayBack(Group):
    """The strongest contributions to an answer, from the output back to the inputs.

    Parameters
    ----------
    figures
        Whose trace is read.
    home
        The network.

    Attributes
    ----------
    steps
        `Signals` of each gap between layers, from the last to the first, which run backwards.
    products
        The contributions into the answer, as numbers, beside the neurons from which they come.
    reached
        Whether there are any from the inputs.
    pixels
        What is reached in the inputs' picture, `Marks`; empty where there is no picture.
    """

    def __init__(self, figures: Figures, home: NetworkHome) -> None:
        self.figures, self.home = figures, home
        self.way = DOWN if home.down else RIGHT
        answer = home.answer.ranking[0]
        self.found = traced_back(figures.trace, answer, _MOST, home.shown)
        products = self._products(answer)
        if products:  # no line without its number: the others' could be taken for it
            most = len(products), *_MOST[1:]
            self.found = traced_back(figures.trace, answer, most, home.shown)
        self.reached = bool(self.found) and self.found[-1].layer == 1
        self.steps = [self._signals(step) for step in self.found]
        self.products = Group(*products)
        self.pixels = self._pixels()
        super().__init__(*self.steps, self.products, self.pixels)

    def _signals(self, step: Strongest) -> Signals:
        before, after = self.home.columns[step.layer - 1 : step.layer + 1]
        starts = after.ends(-self.way)[np.searchsorted(after.shown, step.neurons)]
        ends = before.ends(self.way)[np.searchsorted(before.shown, step.sources)]
        return Signals(starts, ends, step.values, self.figures.theme)

    def _products(self, answer: int) -> list[VGroup]:
        """Return the contributions into the answer from neurons, the largest that all have room.

        Where not even two of them have room beside each other, none.
        """
        if not self.found or self.found[0].layer == 1:
            return []
        step, column = self.found[0], self.home.columns[-2]
        before, written = column.radius + TIGHT, [*self.home.counts, *self.home.boxes]
        last = self.home.columns[-1]
        room = float(np.abs(self.way @ (last.get_center() - column.get_center())))
        room -= before + last.radius
        products: list[VGroup] = []
        numbers: list[Number] = []
        for source in step.sources.tolist():
            number = self._product(step.layer, answer, source)
            number.next_to(column.place_of(source), self.way, buff=before)
            plate = self._on_a_plate(number)
            plate.shift(_back_into(self.figures.stage.picture, plate))
            if not _is_free(plate, [*written, *products]) or self._along(plate) >= room:
                break
            products.append(plate)
            numbers.append(number)
        if len(products) < min(2, len(step.sources)):
            return []
        for number, source in zip(numbers, step.sources.tolist(), strict=False):
            self.figures.cite(number, contribution(step.layer, answer, source))
        return products

    def _along(self, thing: Mobject) -> float:
        return float(thing.height if self.home.down else thing.width)

    def _product(self, layer: int, answer: int, source: int) -> Number:
        """Return a contribution; what is not shown is not recorded."""
        figures = self.figures
        aside = Figures(figures.trace, figures.theme, figures.stage)
        size, colour = figures.stage.letters(NUMBER), figures.theme.positive
        return aside.read(contribution(layer, answer, source), size, colour=colour, signed=True)

    def _on_a_plate(self, number: Number) -> VGroup:
        """Return a number before something that hides the lines beneath it."""
        ground = self.figures.theme.background
        return VGroup(BackgroundRectangle(number, color=ground, fill_opacity=1, buff=TOUCH), number)

    def _pixels(self) -> Marks:
        picture = self.home.picture
        if picture is None or not self.reached:
            return Marks(np.zeros((0, 3)), 0.0, np.zeros(4), np.zeros(4))
        found = self.found[-1]
        pixels = picture.subset(np.unique(found.sources))
        return pixels.set_fills(rgba(self.figures.theme.positive))

    def show_the_pixels_large(self) -> Animation:
        """Return the animation in which the picture takes all room before the layers.

        Where there is none, the other connections come forward again, as far as at rest.
        """
        home, picture = self.home, self.home.picture
        if picture is None:
            return rest(home)
        large = self._room().place(Group(picture, self.pixels).copy(), grow=True)
        pairs = zip((picture, self.pixels), large, strict=True)
        moves = (move(thing, target, CHANGE) for thing, target in pairs)
        return AnimationGroup(vanish(home.legends, home.counts[0]), *moves)

    def _room(self) -> Region:
        """Return what is before the layers, or above them where that is more."""
        whole, layers = self.figures.stage.picture, self.home.columns[0]
        left, top = whole.x - whole.width / 2, whole.y + whole.height / 2
        if self.figures.stage.wide:
            width = float(layers.get_left()[0]) - NEAR - left
            return Region(left + width / 2, whole.y, width, whole.height)
        below = layers if self.home.down else Group(*self.home.columns, *self.home.counts[1:])
        height = top - float(below.get_top()[1]) - NEAR
        return Region(whole.x, top - height / 2, whole.width, height)

    def dims(self) -> list[NDArray[np.bool_]]:
        """Return for each layer which of its neurons, as they are drawn, are on the way."""
        on = [np.zeros(len(column.shown), dtype=bool) for column in self.home.columns]
        on[-1][self.home.columns[-1].shown == self.home.answer.ranking[0]] = True
        for step in self.found:
            on[step.layer - 1] |= np.isin(self.home.columns[step.layer - 1].shown, step.sources)
        return on


def _back_into(region: Region, thing: Mobject) -> NDArray[np.float64]:
    """Return how far to move a thing that is too far right or left, ``(3,)``."""
    right = region.x + region.width / 2 - float(thing.get_right()[0])
    left = region.x - region.width / 2 - float(thing.get_left()[0])
    return RIGHT * (min(right, 0.0) + max(left, 0.0))


def _is_free(thing: Mobject, others: list[Mobject]) -> bool:
    """Tell whether a thing lies over none of the others."""
    return not any(
        abs(thing.get_x() - other.get_x()) < (thing.width + other.width) / 2
        and abs(thing.get_y() - other.get_y()) < (thing.height + other.height) / 2
        for other in others
    )
