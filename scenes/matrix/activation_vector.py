"""ActivationVector: a whole layer of activations is one column."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.into_column import IntoColumn
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.neuron_terms import NeuronTerms
from scenes.components.verbs import CHANGE, appear, vanish
from scenes.facts.letter_words import LetterWording
from scenes.matrix.params import ActivationVectorParams

__all__ = ["ActivationVector"]

_TO_LOOK = 1.2
"""Seconds in which the other input's numbers are seen, before the first ones come back."""


class ActivationVector(Clip):
    """Keep the activations of a neuron's terms: in brackets, they are a vector."""

    params: ActivationVectorParams = ActivationVectorParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = LetterWording(self.network, self.params.layer)
        self.beside = LayerStage(self.figures, self.params.layer)
        self.terms = NeuronTerms(self.beside)
        if self.terms.squish:
            self.beside.hold(self.trace.activations[self.params.layer])
        self.column = IntoColumn(self.terms, self.params.digit)

    def construct(self) -> None:
        self.beat(self.keep_the_activations)
        self.beat(self.write_the_numbers)
        self.beat(self.let_other_inputs_in)
        self.beat(self.come_to_rest)

    def keep_the_activations(self) -> None:
        self.add(self.beside, self.terms)
        self.say(self.tell.keep_activations())
        gone = vanish(*self.terms.all_but_activations, seconds=CHANGE)
        self.play(gone, self.beside.switch_off(CHANGE), *self.column.keep())
        self.play(self.beside.point_at([]))
        self.say(self.tell.column())
        self.play(*self.column.close_up())

    def write_the_numbers(self) -> None:
        self.say(self.tell.entries())
        self.play(self.column.begin_numbers())
        for step in self.column.write():
            self.play(*step)

    def let_other_inputs_in(self) -> None:
        other = self.column.other
        self.say(self.tell.other_input())
        self.play(vanish(self.column.bands), self.beside.ring_sources(()))
        self.play(self.column.change(self.trace, other))
        self.column.cite(other)
        self.hold(_TO_LOOK)
        self.play(self.column.change(other, self.trace))
        self.column.cite()

    def come_to_rest(self) -> None:
        self.say(self.tell.one_thing())
        self.play(self.beside.let_go(), appear(self.column.label))
