"""What was run to train a network, as words and numbers out of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.components.fitting import CLOSELY, in_line
from scenes.facts.courses import Measured
from scenes.look.sizes import LABEL, NUMBER

if TYPE_CHECKING:
    from manim import VGroup

    from scenes.facts.courses import What
    from scenes.figures import Figures
    from scenes.look.text import Number

__all__ = ["on_a_line", "what_network"]


def what_network(figures: Figures, run: str, neurons: str) -> VGroup:
    """Return how many hidden layers a network of `netcore.depth.RUNS` has, and how wide."""
    hidden, width = _number(figures, run, "hidden"), _number(figures, run, "width")
    return on_a_line(figures, hidden, "hidden layers of", width, neurons)


def _number(figures: Figures, run: str, what: What) -> Number:
    return figures.read(Measured(run, what), figures.stage.letters(NUMBER), 0)


def on_a_line(figures: Figures, *pieces: Number | str) -> VGroup:
    """Return words and numbers on one baseline; the words are labels, coloured as the numbers."""
    first = next(piece for piece in pieces if not isinstance(piece, str))
    size, colour = figures.stage.letters(LABEL), first.get_fill_color().to_hex()
    parts = [
        figures.words(piece, size, colour) if isinstance(piece, str) else piece for piece in pieces
    ]
    return in_line(*parts, buff=CLOSELY)
