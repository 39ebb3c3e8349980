"""Every number of a plain vector becomes one neuron of the input layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DOWN, LEFT, RIGHT, FadeIn, Group, VGroup

from scenes.components.animations import Rearrange
from scenes.components.fitting import fitted_names, stand_on
from scenes.components.grids.legend import Legend
from scenes.components.network.column import NeuronColumn
from scenes.facts.decimals import column_decimals
from scenes.facts.readings import activation
from scenes.figures import tick
from scenes.look.encoding import activation_limit
from scenes.look.sizes import PIXELS_PER_UNIT
from scenes.look.text import Number, Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenes.clip import Clip
    from scenes.components.grids.marks import Marks
    from scenes.pixels.params import PixelsToNeuronsParams

__all__ = ["NumbersToNeurons"]

_MOST = 10
"""So many numbers are written before the middle ones are left out."""

_LARGEST, _SMALLEST = 52, 18
_LETTERS = 1.5
"""Of a neuron's radius."""

_RADIUS, _PITCH = 0.32, 0.8
_GAP, _LEGEND_GAP, _LEGEND_ROOM = 0.22, 0.5, 1.0
_HALF_DIGIT = 0.364
"""Half the height of a digit, in ems."""
_SEED = 0.005
"""Half the size of a neuron that is about to grow, scene units."""


class NumbersToNeurons:
    """The beats of PixelsToNeurons for a network whose input is no image.

    Parameters
    ----------
    clip
        Which plays them.
    params
        The clip's.

    Attributes
    ----------
    column
        The neurons that are shown.
    names, numbers
        Left and right of them.
    table
        The three.
    """

    def __init__(self, clip: Clip, params: PixelsToNeuronsParams) -> None:
        params.check_shown_in_part()
        self.clip, self.count = clip, len(clip.inputs)
        picture = clip.stage.picture
        table, aside = picture.columns(3, 1.2) if clip.stage.wide else picture.rows(4, 1)
        self.column = NeuronColumn(
            clip.inputs,
            clip.theme,
            table.height - _LEGEND_ROOM,
            most=_MOST,
            largest=_RADIUS,
            widest=_PITCH,
            limit=activation_limit(clip.inputs),
        )
        brace = self.column.count_brace(clip.figures.count("neurons", 0), RIGHT)
        self._write(table.width - self.column.width - brace.width - 3 * _GAP)
        self.brace = brace.next_to(self.numbers, RIGHT, buff=_GAP).set_y(self.column.get_y())
        self.legend = Legend.of_layer(clip.figures, 0)
        self.legend.next_to(self.column, DOWN, buff=_LEGEND_GAP)
        self.table = Group(self.column, self.names, self.numbers)
        table.place(Group(self.table, self.brace, self.legend))
        self.name = VGroup(
            clip.figures.formula("a^((0))", 72), clip.figures.words("input layer", 30)
        )
        aside.place(self.name.arrange(DOWN, buff=0.3))

    def tell(self) -> None:
        """Play it, a line a beat."""
        self.clip.beat(self.show_the_numbers)
        self.clip.beat(self.turn_numbers_into_neurons)
        self.clip.beat(self.name_the_layer)

    # -- beats ------------------------------------------------------------------------

    def show_the_numbers(self) -> None:
        """Show the numbers with their names."""
        clip, shown = self.clip, len(self.column.shown)
        self.column.neurons.set_opacity(0)
        self.place = self.table.get_center()
        clip.add(self.table.move_to(clip.stage.picture.centre))
        what = f"{self.count:,} numbers" if self.count > 1 else "one number"
        clip.say(f"This is all the network gets to know: {what}.")
        clip.hold(3.4)
        clip.play(self.table.animate.move_to(self.place), run_time=0.8)
        if self.column.elided:
            head = (shown + 1) // 2
            clip.say(f"Written here: the first {head} and the last {shown - head}; dots between.")
            clip.play(FadeIn(self.brace), run_time=0.6)
            clip.hold(2.6)

    def turn_numbers_into_neurons(self) -> None:
        """Let a neuron grow beside each number."""
        clip, signed = self.clip, self.clip.inputs.min() < 0
        level = "colour" if signed else clip.theme.level
        each = "Each number becomes" if self.count > 1 else "The number becomes"
        clip.say(f"{each} one input neuron, which holds it: its activation.")
        grown: Marks = self.column.neurons.copy().set_opacity(1)
        neurons = self.column.neurons.set_opacity(1)
        neurons.place(self._seeds(), np.full((len(neurons), 2), _SEED))
        order = np.linspace(0, 1, len(neurons))
        clip.play(Rearrange(neurons, grown, order, lag=0.6, run_time=2.4))
        clip.hold(2.0)
        clip.say(f"A neuron's {level} shows its number; this is the scale.")
        clip.play(FadeIn(self.legend), run_time=0.6)
        clip.hold(2.4)

    def name_the_layer(self) -> None:
        """Give the layer its name and its symbol."""
        its = (
            f"its {self.count:,} activations together are"
            if self.count > 1
            else "its activation is"
        )
        self.clip.say(f"The input layer: {its} called a, with a 0 for layer 0.")
        entering = [] if self.column.elided else [FadeIn(self.brace)]
        self.clip.play(*entering, FadeIn(self.name, shift=RIGHT * 0.2), run_time=0.8)
        self.clip.hold(3.4)

    # -- parts ------------------------------------------------------------------------

    @property
    def _shown_names(self) -> list[str]:
        names = self.clip.network.input_names
        return [names[i] if names else f"{i + 1}" for i in self.column.shown.tolist()]

    def _write(self, width: float) -> None:
        """Write names and numbers, in letters so large that both together have this width."""
        largest = min(self.column.radius * PIXELS_PER_UNIT * _LETTERS, _LARGEST)
        smallest = _SMALLEST / self.clip.stage.enlarged
        names = (Words(name, self.clip.theme.text, largest) for name in self._shown_names)
        written = zip(self._values, column_decimals(self._values), strict=True)
        numbers = (tick(value, self.clip.theme.text, largest, d) for value, d in written)
        widest = [max(text.width for text in texts) for texts in (names, numbers)]
        factor = min(1.0, width / sum(widest))
        self.size = max(largest * factor, smallest)
        self.numbers = VGroup(*self._numbers())
        self.names = VGroup(*self._names(width - widest[1] * self.size / largest))

    @property
    def _values(self) -> list[float]:
        values: list[float] = self.clip.inputs[self.column.shown].tolist()
        return values

    def _numbers(self) -> list[Number]:
        """Return the shown values, right of the column, their last digits below each other."""
        pairs = zip(self.column.shown.tolist(), column_decimals(self._values), strict=True)
        numbers = [self.clip.figures.read(activation(0, i), self.size, d) for i, d in pairs]
        right = self.column.neurons.get_right()[0] + _GAP + max(n.width for n in numbers)
        for number, place in zip(numbers, self.column.neurons.centres, strict=True):
            target = np.array([right, place[1] - self._half_digit, 0.0])
            number.shift(target - number.baseline)
        return numbers

    def _names(self, width: float) -> list[Words]:
        """Return the names of the shown inputs, or their places, left of the column."""
        colour = self.clip.theme.text
        words = fitted_names(self._shown_names, colour, self.size, width, self.size)
        left = self.column.neurons.get_left() + LEFT * _GAP
        for name, place in zip(words, self.column.neurons.centres, strict=True):
            stand_on(name, place + DOWN * self._half_digit).set_x(left[0], direction=RIGHT)
        return words

    @property
    def _half_digit(self) -> float:
        return _HALF_DIGIT * self.size / PIXELS_PER_UNIT

    def _seeds(self) -> NDArray[np.float64]:
        """Return where the neurons come from: beside their numbers, ``(shown, 3)``."""
        return np.array([number.get_left() + LEFT * _GAP / 2 for number in self.numbers])
