"""Weights, inputs and products side by side, each between its title and its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, Group, Transform, VGroup

from scenes.components.animations import Rearrange
from scenes.components.fitting import fitted_names, stand_on
from scenes.components.grids.grids import folded
from scenes.components.grids.legend import Legend
from scenes.components.grids.panel import Panel, height_of_column, side_of_grid, signs_between
from scenes.components.sums.product_grids import ProductGrids
from scenes.look.sizes import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from manim import Animation, Mobject

    from scenes.figures import Figures, NeuronFigures
    from scenes.look.stage import Region
    from scenes.look.text import Number, Words
    from scenes.weights.wording import Wording

__all__ = ["Panels"]

_NOTE, _NUMBER = 28, 44
_WRITTEN_SHARE, _TIGHTEST_SHARE = 0.9, 0.98
"""The letters behind a square, as a share of its side, until they are as large as `_NUMBER`; and
where they would be too small else."""

_LARGEST_CELL = 0.5
"""The side of a square in a column, scene units: few values do not fill the height."""

_LONGEST_COLUMN = 20
"""More values than this are folded: they would be too small in a column."""

_SMALLEST = 18
_NAME_GAP = 0.14
_GROWN = 1.5


class Panels:
    """Builds what is multiplied, and places it in three regions.

    Parameters
    ----------
    figures
        Whose stage and theme are used.
    neuron
        The numbers of the neuron.
    regions
        For weights, inputs and products.
    wording
        What the panels are called.

    Attributes
    ----------
    grids
        Weights, inputs and products; with their numbers, if they are in a column.
    names
        Of the inputs, left of them: nothing, unless the network has names and there is room.
    notes
        Title and scale of each panel.
    signs
        Between the panels.
    """

    def __init__(
        self, figures: Figures, neuron: NeuronFigures, regions: list[Region], wording: Wording
    ) -> None:
        self.figures, self.neuron, self.regions = figures, neuron, regions
        self.smallest = _SMALLEST / figures.stage.enlarged
        self.names = VGroup()
        self.grids = self._build_grids(wording)
        contents = [self._content(part) for part in range(3)]
        titles = wording.titles(neuron.neuron)
        self.notes = [self._notes(part, contents[part], titles[part]) for part in range(3)]
        signs = ["times"] if figures.stage.aspect == "9:16" else ["times", "="]
        self.signs = signs_between([figures.formula(sign, _NUMBER) for sign in signs], contents)

    @property
    def products(self) -> Group:
        """The grid of products, with its numbers."""
        return Group(self.grids.products, self.grids.numbers[2])

    @property
    def inputs(self) -> Group:
        """The inputs, with what is seen beside those of a plain vector from the start."""
        if self.neuron.decimals.activations and len(self.grids.numbers[1]):
            return Group(self.grids.inputs, self.grids.numbers[1], self.names)
        return Group(self.grids.inputs)

    @property
    def written_later(self) -> VGroup:
        """The inputs' numbers, unless they are seen from the start."""
        return VGroup() if len(self.inputs) > 1 else self.grids.numbers[1]

    def enlarge_inputs(self) -> Group:
        """Put the inputs alone into the middle of the picture, as large as reads well."""
        inputs, picture = self.inputs, self.figures.stage.picture
        self.grid_home = self.grids.inputs.copy()
        self.texts_home = [text.copy() for text in inputs[1:]]
        if len(inputs) == 1:
            return picture.place(inputs, grow=True)
        factor = min(_GROWN, picture.width / inputs.width, picture.height / inputs.height)
        return inputs.scale(factor).move_to(picture.centre)

    def bring_inputs_back(self) -> list[Animation]:
        """Return the animations that put the inputs back to their place."""
        texts = zip(self.inputs[1:], self.texts_home, strict=True)
        back = Rearrange(self.grids.inputs, self.grid_home)
        return [back, *(Transform(text, home) for text, home in texts)]

    # -- parts ------------------------------------------------------------------------

    def _build_grids(self, wording: Wording) -> ProductGrids:
        network, theme = self.figures.network, self.figures.theme
        weights = network.weight_grid(self.neuron.layer, self.neuron.neuron)
        inputs = self.figures.trace.activations[self.neuron.layer - 1]
        side = min(side_of_grid(region, _NOTE) for region in self.regions)
        if wording.of_pixels:
            return ProductGrids(weights, inputs.reshape(weights.shape), theme, side)
        count = len(inputs)
        height = min(height_of_column(region, _NOTE) for region in self.regions)
        size = self._letters_in_a_column(count, height)
        if not size:
            return ProductGrids(folded(weights.ravel()), folded(inputs), theme, side, discs=True)
        columns = weights.reshape(-1, 1), inputs.reshape(-1, 1)
        grids = ProductGrids(*columns, theme, min(height, _LARGEST_CELL * count), discs=True)
        self._write_values(grids, size)
        return grids

    def _letters_in_a_column(self, count: int, height: float) -> float:
        """Return the size of letters beside each of so many values in a column, 0 for too small."""
        if count > _LONGEST_COLUMN:
            return 0.0
        cell = min(height / count, _LARGEST_CELL) * PIXELS_PER_UNIT
        size = max(min(cell * _WRITTEN_SHARE, _NUMBER), self.smallest)
        return size if size <= cell * _TIGHTEST_SHARE else 0.0

    def _write_values(self, grids: ProductGrids, size: float) -> None:
        """Write all numbers behind the squares of the columns, and the inputs' names."""
        rows = [self.neuron.term(index, size) for index in range(len(grids.terms))]
        grids.write_values(rows)
        names = self.figures.network.input_names if self.neuron.decimals.activations else ()
        self._fit(grids, [self.figures.words(name, size) for name in names], self.smallest / size)
        if names:
            self._write_names(grids, [activation for _, activation, _ in rows])

    def _fit(self, grids: ProductGrids, names: list[Words], least: float) -> None:
        """Make all columns smaller alike, as far as letters allow, if one has not room enough."""
        pairs = [Group(*pair) for pair in zip(grids.parts, grids.numbers, strict=True)]
        room = [region.width / pair.width for region, pair in zip(self.regions, pairs, strict=True)]
        if names:
            longest = max(name.width for name in names) + _NAME_GAP
            room.append(max(self.regions[1].width / (pairs[1].width + longest), least))
        for pair in pairs:
            pair.scale(min(1.0, *room))

    def _write_names(self, grids: ProductGrids, numbers: list[Number]) -> None:
        beside = Group(grids.inputs, grids.numbers[1]).width + _NAME_GAP
        names = fitted_names(
            self.figures.network.input_names,
            self.figures.theme.text,
            numbers[0].letter_size,
            self.regions[1].width - beside,
            self.smallest,
        )
        for name, number, place in zip(names, numbers, grids.inputs.centres, strict=True):
            name.next_to(place, LEFT, buff=grids.inputs.cell / 2 + _NAME_GAP)
            self.names.add(stand_on(name, number.baseline))

    def _content(self, part: int) -> Group:
        content = Group(self.grids.parts[part], self.grids.numbers[part])
        if part == 1:
            content.add(self.names)
        return content.move_to(self.regions[part].centre)

    def _notes(self, part: int, content: Mobject, title: str) -> Group:
        legend = self._legend(part)
        words = self.figures.words(title, _NOTE)
        return Panel(content, words, legend, self.regions[part].width).notes

    def _legend(self, part: int) -> Legend:
        layer, neuron = self.neuron.layer, self.neuron.neuron
        if part == 1:
            return Legend.of_layer(self.figures, layer - 1)
        return Legend.of_neuron(self.figures, layer, neuron, products=part == 2)
