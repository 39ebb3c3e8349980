"""What is said of the neurons of layer 1, and of how alike each is to an edge. No Manim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.facts.words import counted

if TYPE_CHECKING:
    from scenes.facts.neuron_wall import NeuronWall
    from scenes.look.theme import Theme

__all__ = ["NeuronWallWords"]

_CLEAN = 0.95
"""What runs less than this in one direction is seen to be something else than an edge."""


@dataclass(frozen=True)
class NeuronWallWords:
    """The captions, by how many neurons there are.

    Attributes
    ----------
    facts, theme
        The neurons, and whose colours are named.
    shown
        How many of them are on the wall.
    """

    facts: NeuronWall
    theme: Theme
    shown: int

    def question(self) -> str:
        """Ask what the clip answers."""
        if self.facts.total == 1:
            return "The hope was: edges. What does this neuron look for?"
        return "The hope was: edges. What do these neurons look for?"

    def colours(self) -> str:
        """Say what a grid is."""
        blue, red = self.theme.blue, self.theme.red
        return f"For each pixel a number: {blue} counts for the neuron, {red} against."

    def first(self, neuron: int) -> str:
        """Name the neuron that is taken first."""
        return f"Take neuron {neuron}."

    def most(self) -> str:
        """Say what the samples are that excite it most."""
        return "These samples excite it most."

    def least(self) -> str:
        """Say what is different about the samples that excite it least."""
        blue, red = self.theme.blue, self.theme.red
        return f"These least: under their ink is less {blue}, or more {red}."

    def another(self, neuron: int, *, last: bool) -> str:
        """Name the next."""
        if last:
            return f"And neuron {neuron} for something else again."
        return f"And neuron {neuron}? It looks for something else."

    def straight(self) -> str:
        """Say what the number is."""
        return "An edge, made by hand: it runs one way."

    def bent(self, share: str) -> str:
        """Say what is left when the edge is bent."""
        return f"Bend it into a ring, which runs every way: only {share}."

    def sort(self) -> str:
        """Let each neuron get its number."""
        if self.shown == 1:
            return "And the neuron? It stands between them."
        return f"So {counted(self.shown, 'neuron')} can be sorted, from edge to ring."

    def end(self, first: str, last: str) -> str:
        """Say how far they reach."""
        if self.shown == 1:
            return f"It has {first}. Nobody told it what to look for."
        if float(first) < _CLEAN:
            return f"From {first} to {last}: no clean edge. Nobody told them to be one."
        return f"They reach from {first} to {last}. Nobody told them what to look for."
