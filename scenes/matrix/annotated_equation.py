"""AnnotatedEquation: one neuron's activation in letters, each a thing that can be pointed at."""

from __future__ import annotations

from scenes.clip import Clip
from scenes.components.equations.from_network import FromNetwork
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.neuron_terms import NeuronTerms
from scenes.components.equations.spread import SpreadLayer
from scenes.components.verbs import MOVE
from scenes.facts.letter_words import LetterWording
from scenes.matrix.params import AnnotatedEquationParams

__all__ = ["AnnotatedEquation"]

_FIRST_LETTERS = 2.0
"""Seconds in which what comes in is written: each letter can be followed."""


class AnnotatedEquation(Clip):
    """Write what one neuron does, letter by letter, then turn it to other neurons."""

    params: AnnotatedEquationParams = AnnotatedEquationParams()

    def setup(self) -> None:
        super().setup()
        self.params.check(self.network)
        self.tell = LetterWording(self.network, self.params.layer)
        self.beside = LayerStage(self.figures, self.params.layer)
        self.terms = NeuronTerms(self.beside)
        self.written = FromNetwork(self.terms)
        self.opening = SpreadLayer(self.beside)

    def construct(self) -> None:
        self.beat(self.point_at_one_neuron)
        self.beat(self.write_what_comes_in)
        self.beat(self.write_the_weights)
        self.beat(self.add_them_up)
        self.beat(self.give_the_result)
        if self.beside.equation.others:
            self.beat(self.turn_to_other_neurons)
        self.beat(self.come_to_rest)

    def point_at_one_neuron(self) -> None:
        self.add(self.beside)
        self.say(self.tell.one_neuron())
        self.play(self.beside.point_at([self.terms.neuron], MOVE))
        self.play(self.written.send())

    def write_what_comes_in(self) -> None:
        first, columns = self.terms.activations[0], self.beside.columns
        self.say(self.tell.activations())
        self.play(self.opening.go_home())
        self.play(*self.written.activations(_FIRST_LETTERS))
        every, one = self.beside.ring_sources(columns), self.beside.ring_sources(columns[:1])
        self.say(self.tell.upper())
        self.play(*self.written.note(first.upper, self.tell.layer_below, first), every)
        self.say(self.tell.lower())
        self.play(*self.written.note(first.lower, f"neuron {columns[0]}", first), one)
        for step in self.written.go_down():
            self.play(*step)

    def write_the_weights(self) -> None:
        neuron, column = self.terms.neuron, self.beside.columns[0]
        lower, above = self.terms.own[neuron].weights[0].lower, self.terms.activations[0]
        digits = len(f"{neuron}")
        self.say(self.tell.weights())
        self.play(*self.written.forget(), self.beside.ring_sources(()))
        self.play(*self.written.weights(_FIRST_LETTERS))
        self.say(self.tell.into())
        self.play(*self.written.note(lower[:digits], f"to {neuron}", above))
        self.say(self.tell.out_of())
        from_one = self.written.note(lower[digits + 1 :], f"from {column}", above)
        self.play(*from_one, self.beside.ring_sources([column]))

    def add_them_up(self) -> None:
        self.say(self.tell.total())
        self.play(*self.written.forget(), self.beside.ring_sources(()))
        for step in self.written.total():
            self.play(*step)

    def give_the_result(self) -> None:
        self.say(self.tell.result(squished=self.terms.squish is not None))
        for step in self.written.result():
            self.play(*step)

    def turn_to_other_neurons(self) -> None:
        self.say(self.tell.other_neurons())
        for neuron in (*self.beside.equation.others, self.beside.equation.story):
            old = self.terms.own[self.terms.neuron].all
            self.remove(*(glyph for symbol in old for glyph in symbol.get_family()))
            turning = self.written.turn_to(neuron)
            self.add(*self.terms.own[neuron].all)
            self.play(*turning)
            self.play(self.written.light())

    def come_to_rest(self) -> None:
        self.say(self.tell.all_neurons())
        self.play(*self.written.calm(), self.beside.let_go())
