"""RankTheImages: four images, one grid of weights; the viewer ranks them, then their sums do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.sums.by_hand import WeightsByHand
from scenes.components.sums.ranking import Ranking
from scenes.components.verbs import appear, recolour, vanish
from scenes.weights.params import RankTheImagesParams

if TYPE_CHECKING:
    from scenes.look.stage import Areas, Aspect

__all__ = ["RankTheImages"]

_ASKED: Areas = {
    "16:9": ("1 weights", "1.7 images"),
    "9:16": ("1.1 weights", "2 images"),
    "1:1": ("1 weights", "2.5 images"),
}
_ROWS: dict[Aspect, int] = {"16:9": 1, "9:16": 2, "1:1": 1}
"""While it is asked, when all can be large; and in how many rows the images are then."""
_PLACES: Areas = {
    "16:9": ("1 weights:1.2 images:4.2",),
    "9:16": ("1 weights", "2.2 images"),
    "1:1": ("1.4 weights", "4 images"),
}
_CALL, _LAY, _GATHER, _RISE, _LINE_UP = 2.4, 3.8, 1.7, 3.4, 2.4
"""Seconds: the images are named; the weights come over them; they come into a row, rise and sink by
their sums, and change places."""


class RankTheImages(Clip):
    """Ask which image gives the largest sum, and let the images sort themselves by it."""

    params: RankTheImagesParams = RankTheImagesParams()

    def setup(self) -> None:
        """Put the weights beside the four images, whose order is not that of their sums."""
        super().setup()
        test = self.params.edge_test(self.image)
        weights, images = test.weights(around=-1.0), test.images
        asked, at = self.stage.areas(_ASKED), self.stage.areas(_PLACES)
        self.by_hand, self.aside = (
            WeightsByHand(self.figures, test, place, surround=True).turn(around=-1.0)
            for place in (asked["weights"], at["weights"])
        )
        self.by_hand.cite(self.figures)
        named = {"A": images.tilted, "B": images.pair, "C": images.edge, "D": images.blob}
        rows = asked["images"].rows(*[1] * (count := _ROWS[self.stage.aspect]))
        before = [place for row in rows for place in row.columns(*[1] * (len(named) // count))]
        self.ranking = Ranking(self.figures, weights, named, at["images"], before)
        self.marks = self.ranking.ask(self.figures)

    def construct(self) -> None:
        self.beat(self.show_four_images)
        self.beat(self.ask_for_a_ranking, question=True, rest=self.params.think_time)
        self.beat(self.lay_the_weights_over)
        self.beat(self.count_the_sums)
        self.beat(self.line_them_up)
        self.beat(self.read_the_order)

    def show_four_images(self) -> None:
        self.add(self.by_hand, *(trial.image for trial in self.ranking.asked))
        self.say("One grid of weights, made by hand. Four images, made to test it.")
        self.play(self.ranking.call_out(_CALL))

    def ask_for_a_ranking(self) -> None:
        self.say("Rank them: which gets the largest weighted sum, which the smallest?")
        self.play(appear(self.marks))

    def lay_the_weights_over(self) -> None:
        self.say("Lay the weights over each: what is lit keeps its weight.")
        self.play(vanish(self.marks, self.by_hand.title, self.by_hand.lines))
        self.add(*(trial.products for trial in self.ranking.asked))
        self.play(self.ranking.lay(self.by_hand.grid, _LAY))

    def count_the_sums(self) -> None:
        self.say("Positive products lift the sum, negative ones sink it.")
        sums = [trial.sum.set_value(0) for trial in self.ranking.trials]
        by_hand, aside = self.by_hand, self.aside
        self.play(
            self.ranking.put_aside(by_hand.grid, aside.grid, _GATHER),
            self.ranking.gather(_GATHER),
        )
        self.remove(by_hand.grid, *self.ranking.larger)
        self.add(aside.grid, *self.ranking.in_row)
        self.play(appear(aside.title, aside.lines, *sums))
        aside.cite(self.figures)
        self.play(self.ranking.rise(_RISE))
        self.ranking.cite(self.figures)

    def line_them_up(self) -> None:
        self.say("So they sort themselves by their sums.")
        self.play(self.ranking.line_up(_LINE_UP))

    def read_the_order(self) -> None:
        self.say(self.ranking.told())
        best = self.ranking.trials[self.ranking.order[0]]
        self.play(recolour(best.sum, self.theme.highlight))
