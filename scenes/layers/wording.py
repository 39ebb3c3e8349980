"""What the clips about layers say of a network and a digit: words made from the real numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from netcore import Trace
    from scenes.params import ClipParams

__all__ = [
    "answer",
    "connections",
    "first_pulse",
    "image",
    "inputs",
    "is_close",
    "is_right",
    "layers",
    "numbers",
    "numbers_in",
    "outputs",
    "weights",
]

_COUNTING = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_HALF = 0.5
_CLOSE = 0.6
"""From this share of the largest output on, a runner-up is named as well."""
_SURE = ((0.9, "very sure"), (0.6, "fairly sure"), (0.3, "not very sure"), (0.0, "far from sure"))
_SHARES = ("sigmoid", "softmax")
"""Activations that stay between 0 and 1, so that an output can be read as how sure it is."""


def image(pixels: NDArray[np.float64], params: ClipParams) -> str:
    """Introduce the image."""
    rows, columns = pixels.shape
    what = "A handwritten digit" if params.image else f"A handwritten {params.digit}"
    what = "An image" if params.as_is else what
    return f"{what}: {rows} by {columns} pixels, {pixels.size:,} in all."


def inputs(drawn: int, count: int, params: ClipParams) -> str:
    """Say what the input neurons are, and how many of them are drawn."""
    if drawn < count:
        which = "bright and dark" if params.as_is else "on the stroke and beside it"
        return f"Each pixel lights one input neuron. {drawn} of {count:,} are drawn here, {which}."
    return f"Each pixel lights one input neuron. Here are all {count:,} of them, row after row."


def numbers(count: int, listed: int) -> str:
    """Introduce an example that is no image, of whose numbers some are listed."""
    if count == 1:
        return "One example, described by a single number."
    some = f" Here are {listed} of them." if listed < count else ""
    return f"One example, described by {count:,} numbers.{some}"


def numbers_in(drawn: int, count: int) -> str:
    """Say what the input neurons are where numbers go in, and how many of them are drawn."""
    if count == 1:
        return "The number is the activation of the only input neuron."
    which = f" {drawn} of {count:,} are drawn here." if drawn < count else ""
    return f"Each number is the activation of one input neuron.{which}"


def layers(sizes: Sequence[int]) -> str:
    """Count the layers behind the input."""
    *hidden, last = (f"{size:,}" for size in sizes[1:])
    end = "a single output." if last == "1" else f"{last} outputs, one for each answer."
    if not hidden:
        return f"Then comes {end}" if last == "1" else f"Then come the {end}"
    if len(hidden) == 1:
        neurons = "a single neuron" if hidden[0] == "1" else f"{hidden[0]} neurons"
        return f"Then a hidden layer of {neurons}, and {end}"
    number = _COUNTING[len(hidden)] if len(hidden) < len(_COUNTING) else str(len(hidden))
    several = ", ".join(hidden[:-1])
    alike = "one neuron" if hidden[0] == "1" else f"{hidden[0]} neurons"
    each = f"{alike} each" if len(set(hidden)) == 1 else f"{several} and {hidden[-1]}"
    return f"Then {number} hidden layers of {each}, and {end}"


def connections(drawn: int, count: int) -> str:
    """Count the connections, and those that are drawn."""
    share = f"here are all {count:,}" if drawn == count else f"{drawn:,} of {count:,}"
    are = "" if drawn == count else " are drawn"
    return f"Every neuron is joined to all of the next layer: {share} connections{are}."


def weights() -> str:
    """Say what the colours and the widths of the connections are."""
    return (
        "Each connection has a weight, positive or negative: "
        "the farther from zero, the wider its line."
    )


def first_pulse(count: int) -> str:
    """Say what starts at the inputs."""
    several = f"All {count:,} inputs send their activation at once."
    sent = "The input sends its activation on." if count == 1 else several
    return f"{sent} A connection stands out where activation times weight is large."


def outputs(drawn: int, labels: Sequence[str]) -> str:
    """Say what an output's activation means."""
    if len(labels) == 1:
        return "The output's activation is the network's answer."
    share = f" The {drawn} largest of {len(labels):,} are shown." if drawn < len(labels) else ""
    return f"An output's activation says how much the network believes in that answer.{share}"


def is_right(trace: Trace, params: ClipParams) -> bool:
    """Return whether the network's answer is known to be what was written."""
    return _is_known(trace, params) and trace.network.labels[trace.prediction] == str(params.digit)


def _is_known(trace: Trace, params: ClipParams) -> bool:
    """Return whether what was written is among several answers."""
    of_numbers_or_a_picture = bool(params.inputs) or params.image is not None
    labels = trace.network.labels
    return not of_numbers_or_a_picture and len(labels) > 1 and str(params.digit) in labels


def is_close(trace: Trace) -> bool:
    """Return whether the runner-up comes near the largest output."""
    if len(trace.outputs) < 2:
        return False
    first, second = trace.outputs[trace.ranking[:2]]
    return bool(second >= _CLOSE * first > 0)


def answer(trace: Trace, params: ClipParams, values: Sequence[str]) -> str:
    """Say the answer, how sure the network is of it, and whether it is right.

    Parameters
    ----------
    trace, params
        Of the digit.
    values
        The activations of the largest outputs as they are shown, largest first.
    """
    if len(trace.outputs) == 1:
        return _only_answer(trace, values[0])
    labels = [trace.network.labels[index] for index in trace.ranking[:2]]
    found = f"{labels[0]} has the largest activation, {values[0]}"
    if is_close(trace):
        found += f", but {labels[1]} comes close with {values[1]}"
    sureness, verdict = _sureness(trace), _verdict(trace, params)
    return f"{found}. {sureness}{verdict}"


def _only_answer(trace: Trace, value: str) -> str:
    """Say what a network's only output holds, and where between 0 and 1 that is."""
    text = f"The output's activation is {value}"
    if trace.network.layers[-1].activation != "sigmoid":
        return f"{text}."
    end, other = (1, 0) if trace.outputs[0] >= _HALF else (0, 1)
    return f"{text}: nearer to {end} than to {other}."


def _sureness(trace: Trace) -> str:
    """Say how sure the network is, where its outputs can be read so."""
    if is_close(trace):
        return "The network is torn"
    if trace.network.layers[-1].activation not in _SHARES:
        return "That is the answer"
    largest = float(trace.outputs.max())
    return f"The network is {next(words for least, words in _SURE if largest >= least)}"


def _verdict(trace: Trace, params: ClipParams) -> str:
    """Say whether the answer is right, where that is known."""
    if not _is_known(trace, params):
        return "."
    if is_right(trace, params):
        return ", and it is right."
    return f", and it is wrong: somebody wrote a {params.digit}."
