"""AnnotatedEquation: one neuron's activation in letters, each a thing that can be pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.clip import Clip
from scenes.components.equations.from_network import FromNetwork
from scenes.components.equations.layer_stage import LayerStage
from scenes.components.equations.neuron_terms import NeuronTerms
from scenes.components.equations.spread import SpreadLayer
from scenes.components.verbs import MOVE
from scenes.matrix.letter_words import LetterWording
from scenes.matrix.params import AnnotatedEquationParams

if TYPE_CHECKING:
    from manim import VGroup, VMobject

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
        self.play(self.opening.go_home())

    def write_what_comes_in(self) -> None:
        first, layer = self.terms.activations[0], self.params.layer - 1
        self.say(self.tell.activations())
        self.play(*self.written.activations(_FIRST_LETTERS))
        self.note(self.tell.upper(), first.upper, f"layer {layer}", first)
        self.note(self.tell.lower(), first.lower, f"neuron {self.beside.columns[0]}", first)

    def write_the_weights(self) -> None:
        first = self.terms.own[self.terms.neuron].weights[0]
        mine = len(f"{self.terms.neuron}")
        self.say(self.tell.weights())
        self.play(*self.written.forget(), *self.written.weights(_FIRST_LETTERS))
        above = self.terms.activations[0]
        self.note(self.tell.into(), first.lower[:mine], f"to {self.terms.neuron}", above)
        column = self.beside.columns[0]
        self.note(self.tell.out_of(), first.lower[mine + 1 :], f"from {column}", above)

    def note(self, caption: str, glyphs: VGroup, words: str, above: VMobject) -> None:
        """Say what a number behind a letter is, and light it meanwhile."""
        self.say(caption)
        self.play(*self.written.note(glyphs, words, above))

    def add_them_up(self) -> None:
        self.say(self.tell.total())
        self.play(*self.written.forget())
        self.play(*self.written.total())

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
