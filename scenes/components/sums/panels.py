"""Weights, activations and products side by side, each between its title and its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import LEFT, Group, VGroup

from scenes.components.fitting import fitted_names, stand_on
from scenes.components.grids.grids import folded
from scenes.components.grids.legend import Legend
from scenes.components.grids.panel import Panel, height_of_column, side_of_grid, signs_between
from scenes.components.sums.product_grids import ProductGrids
from scenes.facts.incoming import Incoming
from scenes.look.sizes import FORMULA, LABEL, MATRIX, NEAR, PIXELS_PER_UNIT, TIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import Mobject

    from scenes.components.grids.marks import Marks
    from scenes.figures import Figures, NeuronFigures
    from scenes.look.stage import Region
    from scenes.look.text import Number, Words

__all__ = ["Panels"]

_WRITTEN_SHARE, _TIGHTEST_SHARE = 0.75, 0.98
"""The letters behind a square, as a share of its side: wanted, and where they would be too small
else."""

_LARGEST_CELL = 0.6
"""The side of a square in a column, scene units: few values do not fill the height."""

_LONGEST_COLUMN, _LONGEST_LIST = 8, 20
"""More neurons, or plain numbers, are folded into a block."""


class Panels:
    """Builds what is multiplied, and places it in three regions.

    Parameters
    ----------
    figures
        Whose stage and theme are used.
    neuron
        The numbers of the neuron.
    regions
        For weights, activations and products.

    Attributes
    ----------
    grids
        Weights, activations and products, with numbers beside or inside where there is room.
    names
        Of the inputs, left of them: nothing, unless the network has names and there is room.
    notes
        Title and scale of each panel.
    signs
        Between the panels: times and equals.
    """

    def __init__(self, figures: Figures, neuron: NeuronFigures, regions: Sequence[Region]) -> None:
        self.figures, self.neuron, self.regions = figures, neuron, regions
        self.incoming = Incoming.of(figures.network, neuron.layer)
        self.names = VGroup()
        self.grids = self._build_grids()
        contents = [self._content(part) for part in range(3)]
        self.notes = [self._notes(part, contents[part]) for part in range(3)]
        self.signs = self._signs(contents)
        self.written = Group(*self.grids.numbers[:2], self.names)

    @property
    def beside(self) -> Group:
        """All but the grids and the products' numbers: what is put beside them when they stand."""
        return Group(*self.notes, self.signs, self.written)

    @property
    def scales(self) -> Group:
        """The colour scale of each panel."""
        return Group(*(notes[1] for notes in self.notes))

    @property
    def unscaled(self) -> Group:
        """What is beside the grids while squares leave them downwards, where scales would be."""
        return Group(*(notes[0] for notes in self.notes), self.signs, self.written)

    def large(self, part: int, region: Region) -> Marks:
        """Return a grid as large as a region allows, there."""
        grid: Marks = self.grids.parts[part].copy()
        return region.place(grid, grow=True)

    # -- parts ------------------------------------------------------------------------

    def _build_grids(self) -> ProductGrids:
        network, theme = self.figures.network, self.figures.theme
        weights = network.weight_grid(self.neuron.layer, self.neuron.neuron)
        inputs = self.figures.trace.activations[self.neuron.layer - 1]
        side = min(side_of_grid(region, LABEL) for region in self.regions) - TIGHT
        if self.incoming.shape:
            return ProductGrids(weights, inputs.reshape(weights.shape), theme, side)
        count = len(inputs)
        height = min(height_of_column(region, LABEL) for region in self.regions)
        size = self._letters_in_a_column(count, height)
        if not size:
            grids = ProductGrids(folded(weights.ravel()), folded(inputs), theme, side, discs=True)
            if count <= _LONGEST_LIST:
                grids.write_inside(self._terms(MATRIX), self.figures.smallest)
            return grids
        columns = weights.reshape(-1, 1), inputs.reshape(-1, 1)
        grids = ProductGrids(*columns, theme, min(height, _LARGEST_CELL * count), discs=True)
        self._write_values(grids, size)
        return grids

    def _letters_in_a_column(self, count: int, height: float) -> float:
        """Return the size of letters beside each of so many values in a column, 0 for too small."""
        if count > (_LONGEST_LIST if self.incoming.kind == "numbers" else _LONGEST_COLUMN):
            return 0.0
        cell = min(height / count, _LARGEST_CELL) * PIXELS_PER_UNIT
        size = max(min(cell * _WRITTEN_SHARE, FORMULA), self.figures.smallest)
        return size if size <= cell * _TIGHTEST_SHARE else 0.0

    def _terms(self, size: float) -> list[tuple[Number, Number, Number]]:
        return [self.neuron.term(index, size) for index in range(self.incoming.count)]

    def _write_values(self, grids: ProductGrids, size: float) -> None:
        """Write all numbers behind the squares of the columns, and the inputs' names."""
        rows = self._terms(size)
        grids.write_beside(rows)
        names = [self.figures.words(name, size) for name in self.incoming.names]
        self._fit(grids, names, self.figures.smallest / size)
        if names:
            self._write_names(grids, [activation for _, activation, _ in rows])

    def _fit(self, grids: ProductGrids, names: list[Words], least: float) -> None:
        """Make all columns smaller alike, as far as letters allow, if one has not room enough."""
        pairs = [Group(*pair) for pair in zip(grids.parts, grids.numbers, strict=True)]
        widths = [region.width - TIGHT for region in self.regions]
        room = [width / pair.width for width, pair in zip(widths, pairs, strict=True)]
        if names:
            longest = max(name.width for name in names) + NEAR
            room.append(max(widths[1] / (pairs[1].width + longest), least))
        for pair in pairs:
            pair.scale(min(1.0, *room))

    def _write_names(self, grids: ProductGrids, numbers: list[Number]) -> None:
        beside = Group(grids.inputs, grids.numbers[1]).width + NEAR
        names = fitted_names(
            self.incoming.names,
            self.figures.theme.text,
            numbers[0].letter_size,
            self.regions[1].width - TIGHT - beside,
            self.figures.smallest,
        )
        for name, number, place in zip(names, numbers, grids.inputs.centres, strict=True):
            name.next_to(place, LEFT, buff=grids.inputs.cell / 2 + NEAR)
            self.names.add(stand_on(name, number.baseline))

    def _content(self, part: int) -> Group:
        content = Group(self.grids.parts[part], self.grids.numbers[part])
        if part == 1:
            content.add(self.names)
        return content.move_to(self.regions[part].centre)

    def _signs(self, contents: list[Group]) -> Group:
        """Return the signs in the gaps; in a row of its own, the products follow theirs."""
        times, equals = (self.figures.formula(sign, MATRIX) for sign in ("times", "="))
        signs = signs_between([times, equals], contents)
        if abs(self.regions[2].y - self.regions[1].y) > TIGHT:
            equals.next_to(contents[2], LEFT)
        return signs

    def _notes(self, part: int, content: Mobject) -> Group:
        width = self.regions[part].width
        words = self.figures.words(self._title(part), LABEL)
        if words.width > width:
            words = self.figures.words(self._title(part).partition(" ")[0], LABEL)
        return Panel(content, words, self._legend(part, width), width).notes

    def _title(self, part: int) -> str:
        title = ("weight", "activation", "product")[part]
        if part == 1 and self.incoming.kind == "numbers":
            title = "input"
        title += "s" if self.incoming.count > 1 else ""
        return f"{title} of neuron {self.neuron.neuron}" if part == 0 else title

    def _legend(self, part: int, width: float) -> Legend:
        layer, neuron = self.neuron.layer, self.neuron.neuron
        if part == 1:
            return Legend.of_layer(self.figures, layer - 1).fit(width)
        return Legend.of_neuron(self.figures, layer, neuron, products=part == 2, width=width)
