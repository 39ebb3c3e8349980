"""What was run to train a network, as words and numbers out of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.components.fitting import in_line
from scenes.facts.courses import Measured
from scenes.look.sizes import LABEL, NUMBER, TIGHT, TOUCH

if TYPE_CHECKING:
    from manim import VGroup

    from scenes.facts.courses import What
    from scenes.figures import Figures
    from scenes.look.text import Number

__all__ = ["how_trained", "on_a_line", "what_network"]

_RATE_DECIMALS = 1


def what_network(figures: Figures, run: str, neurons: str) -> VGroup:
    """Return how many hidden layers a network of `netcore.depth.RUNS` has, and how wide."""
    hidden, width = _number(figures, run, "hidden"), _number(figures, run, "width")
    return on_a_line(figures, hidden, "hidden layers of", width, neurons)


def how_trained(figures: Figures, run: str) -> tuple[VGroup, VGroup]:
    """Return how long it was trained and on how many images at once; and its rate and seed."""
    steps, batch = _number(figures, run, "steps"), _number(figures, run, "batch")
    rate, seed = _number(figures, run, "rate", _RATE_DECIMALS), _number(figures, run, "seed")
    return (
        on_a_line(figures, steps, "steps of", batch, "images"),
        on_a_line(figures, "learning rate", rate, "\N{MIDDLE DOT} seed", seed),
    )


def _number(figures: Figures, run: str, what: What, decimals: int = 0) -> Number:
    return figures.read(Measured(run, what), figures.stage.letters(NUMBER), decimals)


def on_a_line(figures: Figures, *pieces: Number | str) -> VGroup:
    """Return words and numbers on one baseline; the words are labels, coloured as the numbers."""
    first = next(piece for piece in pieces if not isinstance(piece, str))
    size, colour = figures.stage.letters(LABEL), first.get_fill_color().to_hex()
    parts = [
        figures.words(piece, size, colour) if isinstance(piece, str) else piece for piece in pieces
    ]
    return in_line(*parts, buff=(TOUCH + TIGHT) / 2)
