"""A network as a few lines of NumPy: what is shown, run, and written on the lesson's page."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

import netcore
from netcore.activations import LEAKY_SLOPE
from scenes.facts.incoming import Incoming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netcore import Network, Trace

__all__ = ["Printed", "Program", "numbers_in"]

_DEFINED = {
    "sigmoid": ("def sigmoid(z):", "    return 1 / (1 + np.exp(-z))"),
    "relu": ("def relu(z):", "    return np.maximum(z, 0)"),
    "softmax": (
        "def softmax(z):",
        "    e = np.exp(z - z.max())",
        "    return e / e.sum()",
    ),
    "leaky_relu": ("def {name}(z):", "    return np.where(z > 0, z, {constant} * z)"),
    "elu": (
        "def {name}(z):",
        "    low = np.expm1(np.minimum(z, 0))",
        "    return np.where(z > 0, z, {constant} * low)",
    ),
    "identity": ("def identity(z):", "    return z"),
}
"""What is one call in NumPy itself needs no lines."""
_CALLED = {"tanh": "np.tanh"}
_CONSTANTS = {"leaky_relu": LEAKY_SLOPE, "elu": 1.0}
_MOST_PRINTED = 56
"""Letters of the line that is printed: where all outputs take more, the answer's index is."""
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d*)?(?:e[+-]?\d+)?")


def numbers_in(text: str) -> list[str]:
    """Return the numbers of a text, as they are written there: thousands with commas, too."""
    return _NUMBER.findall(text)


@dataclass(frozen=True)
class Program:
    """The lines that compute what a network makes of its inputs.

    Attributes
    ----------
    network
        Whose layers the lines go through.
    functions
        The names of its activation functions, each once, in the order of the layers.
    whole
        Whether all outputs are printed, or which one is the largest.
    """

    network: Network
    functions: tuple[str, ...]
    whole: bool

    @classmethod
    def of(cls, *passes: Trace) -> Program:
        """Return the program for a network; what it prints fits for each of some passes."""
        network = passes[0].network
        functions = tuple(dict.fromkeys(layer.activation for layer in network.layers))
        whole = cls(network, functions, whole=True)
        fits = all(len(whole.run(trace)) <= _MOST_PRINTED for trace in passes)
        return whole if fits else cls(network, functions, whole=False)

    # -- its lines ----------------------------------------------------------------------

    @property
    def definitions(self) -> tuple[tuple[str, ...], ...]:
        """The lines of each function that NumPy has not."""
        if self.plain:
            return ()
        given = ((_kind(each), self._call(each), _constant(each)) for each in self.functions)
        return tuple(
            tuple(line.format(name=name, constant=constant) for line in _DEFINED[kind])
            for kind, name, constant in given
            if kind in _DEFINED
        )

    @property
    def plain(self) -> bool:
        """Whether no layer does anything to its sums."""
        return self.functions == ("identity",)

    @property
    def called(self) -> str:
        """What the function is called in the loop: f, where each layer has its own."""
        return "f" if len(self.functions) > 1 else self._call(self.functions[0])

    @property
    def calls(self) -> list[str]:
        """What each of the functions is called."""
        return [self._call(function) for function in self.functions]

    def _call(self, function: str) -> str:
        """Return what a function is called; two that differ in a constant have a number."""
        kind = _kind(function)
        alike = [each for each in self.functions if _kind(each) == kind]
        number = f"_{alike.index(function) + 1}" if len(alike) > 1 else ""
        return _CALLED.get(kind, kind + number)

    @property
    def starts(self) -> str:
        """The line with which the inputs come in."""
        return f"a = {Incoming.of(self.network).noun}s"

    @property
    def loops(self) -> str:
        """The line that goes through the layers."""
        return f"for W, b{', f' * (self.called == 'f')} in layers:"

    @property
    def computes(self) -> str:
        """The line that is a layer, within the loop."""
        return "    a = W @ a + b" if self.plain else f"    a = {self.called}(W @ a + b)"

    @property
    def prints(self) -> str:
        """The line that says what has come out."""
        return "print(a.round(2))" if self.whole else "print(a.argmax())"

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them, an empty one behind each function."""
        defined = (line for lines in self.definitions for line in (*lines, ""))
        return (*defined, self.starts, self.loops, self.computes, self.prints)

    # -- what it does -------------------------------------------------------------------

    def run(self, trace: Trace) -> str:
        """Run the lines on a forward pass's inputs, and return what they print."""
        entered = trace.activations[0]
        given = {"np": np, "layers": self._layers(), "pixels": entered, "numbers": entered}
        return _printed(self.lines, given)

    def _layers(self) -> list[tuple[Any, ...]]:
        """Return what the loop goes through."""
        layers = [(layer.weights, layer.biases) for layer in self.network.layers]
        if self.called != "f":
            return list(layers)
        names: dict[str, Any] = {"np": np}
        _printed([line for lines in self.definitions for line in lines], names)
        calls = (self._call(layer.activation) for layer in self.network.layers)
        functions = (eval(call, names) for call in calls)
        return [(*layer, function) for layer, function in zip(layers, functions, strict=True)]

    def on_the_page(self, digit: int, sample: int) -> str:
        """Return all that someone needs who runs it: for the bundled network and a bundled digit.

        Its layers have one function, so that the loop needs no other.
        """
        before = (
            "import numpy as np",
            "",
            "import netcore",
            "",
            "network = netcore.default_network()",
            "layers = [(layer.weights, layer.biases) for layer in network.layers]",
            f"pixels = netcore.sample_digits().image({digit}, {sample}).ravel()",
            "",
        )
        return "\n".join((*before, *self.lines))


@dataclass(frozen=True)
class Printed:
    """One of the numbers that a program prints, counted from 0."""

    program: Program
    place: int

    def of(self, trace: Trace) -> float:
        """Return it, as it is printed."""
        return float(numbers_in(self.program.run(trace))[self.place])


def _printed(lines: Iterable[str], given: dict[str, Any]) -> str:
    """Run lines with what is given to them; return what they print. They leave their names there.

    A sum far below zero is more than exp can take: what comes of it is right all the same.
    """
    out = io.StringIO()
    with redirect_stdout(out), np.errstate(over="ignore", under="ignore"):
        exec(compile("\n".join(lines), "<program>", "exec"), given)
    return out.getvalue().rstrip("\n")


def _kind(function: str) -> str:
    return netcore.activation(function).kind


def _constant(name: str) -> float:
    kind, _, constant = name.partition(":")
    return float(constant) if constant else _CONSTANTS.get(kind, 1.0)
