"""A network that gives all it has learnt, mark by mark, and the sum that runs along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import AnimationGroup, Group

from scenes.components.network.knob_field import KnobField
from scenes.components.network.knob_ledger import KnobLedger
from scenes.components.network.knob_slide import KnobSlide
from scenes.components.verbs import FAINT, SMALL, appear, draw, move, vanish
from scenes.engine.changes import built

if TYPE_CHECKING:
    from manim import Animation

    from scenes.components.network.quiet import QuietNetwork
    from scenes.look.stage import Areas

__all__ = ["KnobCount"]

_ASIDE: Areas = {
    "16:9": ("1 aside:1 field:2.1",),
    "9:16": ("1 aside", "2.2 field"),
    "1:1": ("1.2 aside", "2 field"),
}
_NETWORK, _LEDGER = 1.3, 1.0
"""Of what stands aside."""
_STEP = 1.6
"""Seconds: the network makes room while the question is read."""
_GONE = 0.13
"""Seconds: what is not counted makes way at once."""


class KnobCount:
    """Network and addition on one side, the field of all marks on the other.

    Parameters
    ----------
    home
        The network as it fills the frame.

    Attributes
    ----------
    network
        Its layers and connections, which step aside.
    ledger
        What is added.
    sockets
        The places of all marks, empty.
    field, whole
        All marks beside the network, and the same where they fill the frame.
    total
        The sum, and what was counted, above these.
    """

    def __init__(self, home: QuietNetwork) -> None:
        self.home, self.figures, stage = home, home.figures, home.figures.stage
        self.network = Group(*home.connections, *home.columns)
        at = stage.areas(_ASIDE)
        split = at["aside"].rows if stage.wide else at["aside"].columns
        place, ledger = split(_NETWORK, _LEDGER)
        self._small = place.place(self.network.copy())
        self.ledger = KnobLedger(self.figures, ledger)
        self.field = KnobField(self.figures, at["field"])
        self.sockets = self.field.sockets()
        slide = KnobSlide(self.figures)
        self.whole, self.total = slide.field, slide.total
        self._counted = 0.0

    def step_aside(self) -> list[Animation]:
        """Return how the network makes room, and what is written at it goes."""
        kept = set(self.network)
        written = [part for part in self.home if part not in kept]
        return [vanish(*written), move(self.network, self._small, _STEP)]

    def begin(self) -> Animation:
        """Return how the sum appears, without any summand, and the place of every mark."""
        self.ledger.set_total(0)
        return appear(self.ledger.total, self.sockets)

    def count_layer(self, layer: int, seconds: float) -> list[Animation]:
        """Return how a layer's weights leave its connections, and are counted."""
        product = self.ledger.products[layer - 1]
        more = product.weights.value
        flight = self.field.leave_connections(layer, self.home.columns, seconds)
        return [flight, appear(product), self._count(more, seconds)]

    def let_go(self, layer: int) -> Animation:
        """Return how the connections stand back that have given their weights."""
        given = self.home.connections[layer - 1]
        return AnimationGroup(built(given.animate.set_rest(FAINT)), run_time=SMALL)

    def count_biases(self, seconds: float) -> list[Animation]:
        """Return how the biases leave their neurons, and are counted."""
        more = self.ledger.bias_count.value
        flight = self.field.leave_neurons(self.home.columns, seconds)
        return [flight, appear(self.ledger.biases), self._count(more, seconds)]

    def sum_up(self) -> Animation:
        """Return how the line is drawn below all summands."""
        return draw(self.ledger.rule, SMALL)

    def fill_the_frame(self, seconds: float) -> list[Animation]:
        """Return how the marks take all of the frame, and the sum stands above them."""
        ledger = self.ledger
        others = (self.network, self.sockets, *ledger.products, ledger.biases, ledger.rule)
        gone = vanish(*others, seconds=_GONE)
        return [
            gone,
            move(ledger.total, self.total[0], seconds),
            *self.field.turn_into(self.whole, seconds),
        ]

    def name_the_total(self) -> Animation:
        """Return how it is said what was counted."""
        return appear(self.total[1])

    def _count(self, more: float, seconds: float) -> Animation:
        before, self._counted = self._counted, self._counted + more
        return self.ledger.count(before, more, seconds, self.field.arrived(seconds))
