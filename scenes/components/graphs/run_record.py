"""What was run to train a network, as words and numbers out of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, UP, VGroup

from scenes.components.fitting import stand_on
from scenes.facts.courses import Measured
from scenes.look.sizes import LABEL, NUMBER, TIGHT
from scenes.look.text import Words

if TYPE_CHECKING:
    from scenes.facts.courses import What
    from scenes.figures import Figures
    from scenes.look.text import Number

__all__ = ["how_trained", "what_network"]

_RATE_DECIMALS = 1


def what_network(figures: Figures, run: str, neurons: str) -> VGroup:
    """Return how many hidden layers a network of `netcore.RUNS` has, and of how many neurons."""
    hidden, width = _number(figures, run, "hidden"), _number(figures, run, "width")
    return _line(figures, hidden, "hidden layers of", width, neurons)


def how_trained(figures: Figures, run: str) -> tuple[VGroup, VGroup]:
    """Return how long it was trained and on how many images at once; and its rate and seed."""
    steps, batch = _number(figures, run, "steps"), _number(figures, run, "batch")
    rate, seed = _number(figures, run, "rate", _RATE_DECIMALS), _number(figures, run, "seed")
    return (
        _line(figures, steps, "steps of", batch, "images"),
        _line(figures, "learning rate", rate, "\N{MIDDLE DOT} seed", seed),
    )


def _number(figures: Figures, run: str, what: What, decimals: int = 0) -> Number:
    return figures.read(Measured(run, what), figures.stage.letters(NUMBER), decimals)


def _line(figures: Figures, *pieces: Number | str) -> VGroup:
    """Return words and numbers on one baseline."""
    size, line = figures.stage.letters(LABEL), VGroup()
    for piece in pieces:
        line.add(figures.words(piece, size) if isinstance(piece, str) else piece)
    line.arrange(RIGHT, buff=TIGHT)
    base = next(part for part in line if not isinstance(part, Words)).baseline
    for part in line:
        if isinstance(part, Words):
            stand_on(part, base)
        else:
            part.shift(UP * (base[1] - part.baseline[1]))
    return line
