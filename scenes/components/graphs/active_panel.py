"""Beside a graph: a bias as a knob, and for how many inputs it lets a neuron be active."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from manim import DOWN, UP, Group, VGroup

from scenes.components.network.bias_knob import BiasKnob
from scenes.facts.sources import Activated, HowMany, Mapped
from scenes.look.sizes import FORMULA, NEAR, NUMBER, TIGHT

if TYPE_CHECKING:
    from scenes.facts.bias_story import BiasStory
    from scenes.figures import Figures
    from scenes.look.stage import Region

__all__ = ["ActivePanel"]


class ActivePanel(Group):
    """A knob for the bias, and the count that follows it.

    Parameters
    ----------
    figures
        Which reads the numbers.
    story
        The sums, and the biases that are tried.
    above, below
        Where the knob goes, and where the count goes.

    Attributes
    ----------
    knob, title
        The bias, and what it is called.
    count, words
        For how many inputs the neuron is active, and what that means.
    """

    def __init__(self, figures: Figures, story: BiasStory, above: Region, below: Region) -> None:
        self.figures, self.story = figures, story
        size = figures.stage.letters
        title = f"bias of neuron {story.neuron}"
        self.title = figures.words(title, size(NUMBER), figures.theme.bias)
        self.title.scale(min(1.0, above.width / self.title.width))
        stops = [bias for bias in story.biases if bias != story.real]
        self.knob = BiasKnob(figures, story.layer, story.neuron, stops)
        heading = self.title.height + NEAR
        self.knob.fill(above, above=heading)
        self.title.next_to(self.knob.track, UP, buff=NEAR)
        self.count = figures.read(self._active(0.0), size(1.2 * FORMULA), 0)
        self.words = self._words()
        VGroup(self.words[0], self.count, self.words[1]).arrange(DOWN, buff=NEAR)
        VGroup(self.words, self.count).move_to(below.centre)
        super().__init__(self.title, self.knob, self.count, self.words)
        self.turn_to(0.0)

    def _words(self) -> VGroup:
        """Return what counts as active, and of how many inputs."""
        figures, story = self.figures, self.story
        small = figures.stage.letters(NUMBER)
        level = figures.read(Mapped(story.function.name, 0.0), small, 1 if story.level else 0)
        rule = VGroup(figures.words("active: a >", small), level)
        rule.arrange(buff=TIGHT)
        level.shift(UP * (rule[0].get_bottom()[1] - level.baseline[1]))
        inputs, noun = story.samples.inputs, story.samples.noun
        of = figures.words(f"of {len(inputs)} {noun}", small)
        figures.cite_written(of.text, HowMany(inputs, noun.removesuffix("s")))
        return VGroup(rule, of)

    def _active(self, bias: float | None) -> Activated:
        story = self.story
        return Activated(story.layer, story.neuron, story.samples.inputs, bias)

    def turn_to(self, bias: float) -> Self:
        """Turn the knob; the count follows."""
        self.knob.turn_to(bias)
        return self._show(self.story.active(bias))

    def count_above(self, least: float) -> Self:
        """Count only sums above this one, with no bias; before the first there is no number."""
        count = int((self.story.sums > max(least, 0.0)).sum())
        self.count.set_fill(opacity=float(count > 0 or least <= 0))
        return self._show(count)

    def _show(self, count: int) -> Self:
        self.count.set_value(count).set_x(self.words.get_x())
        return self

    def cite(self, bias: float | None = None) -> None:
        """Record what is counted at a bias that was tried, or at the real one."""
        self.figures.cite(self.count, self._active(bias))
        self.count.set_x(self.words.get_x())
        if bias is None:
            self.knob.cite()
