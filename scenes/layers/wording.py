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
    "outputs",
]

_COUNTING = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CLOSE = 0.5
"""From this share of the largest output on, a runner-up is named as well."""
_SURE = ((0.9, "very sure"), (0.6, "fairly sure"), (0.3, "not very sure"), (0.0, "far from sure"))
_SHARES = ("sigmoid", "softmax")
"""Activations that stay between 0 and 1, so that an output can be read as how sure it is."""


def image(pixels: NDArray[np.float64], params: ClipParams) -> str:
    """Introduce the image."""
    rows, columns = pixels.shape
    what = "digit" if params.image else str(params.digit)
    return f"A handwritten {what}: {rows} by {columns} pixels, which makes {pixels.size:,}."


def inputs(drawn: int, count: int) -> str:
    """Say what the input neurons are, and how many of them are drawn."""
    if drawn < count:
        return (
            "Every pixel feeds one input neuron, as bright as the pixel. "
            f"{drawn} of the {count:,} are drawn: some on the stroke, some beside it."
        )
    return f"Every pixel feeds one input neuron, as bright as the pixel. Here are all {count:,}."


def layers(sizes: Sequence[int]) -> str:
    """Count the layers behind the input."""
    *hidden, outputs = sizes[1:]
    end = f"{outputs:,} outputs, one for each possible answer."
    if not hidden:
        return f"Behind the inputs stand the {end}"
    if len(hidden) == 1:
        return f"Then comes a hidden layer of {hidden[0]:,} neurons, and last the {end}"
    number = _COUNTING[len(hidden)] if len(hidden) < len(_COUNTING) else str(len(hidden))
    each = (
        f"{hidden[0]:,} neurons each"
        if len(set(hidden)) == 1
        else f"{', '.join(f'{size:,}' for size in hidden[:-1])} and {hidden[-1]:,} neurons"
    )
    return f"Then come {number} hidden layers of {each}, and last the {end}"


def connections(drawn: int, count: int) -> str:
    """Count the connections, and those that are drawn."""
    share = f"All {count:,} are drawn" if drawn == count else f"{drawn:,} of {count:,} are drawn"
    return (
        f"Each neuron is connected to every neuron of the next layer. {share}: "
        "the wider one is, the larger its weight."
    )


def first_pulse(drawn: int, count: int) -> str:
    """Say what starts at the inputs."""
    hidden = ", also those not drawn" if drawn < count else ""
    return (
        f"All {count:,} inputs send their activation on at once{hidden}. "
        "A connection glows where activation times weight is large."
    )


def outputs(drawn: int, labels: Sequence[str]) -> str:
    """Say what an output's activation means."""
    share = f" The {drawn} largest of {len(labels):,} are shown." if drawn < len(labels) else ""
    return f"The activation of an output says how much the network believes in its label.{share}"


def is_right(trace: Trace, params: ClipParams) -> bool:
    """Return whether the network's answer is known to be what was written."""
    return params.image is None and trace.network.labels[trace.prediction] == str(params.digit)


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
    labels = [trace.network.labels[index] for index in trace.ranking[:2]]
    found = f"{labels[0]} has the largest activation, {values[0]}"
    if is_close(trace):
        found += f", but {labels[1]} comes close with {values[1]}"
    sureness, verdict = _sureness(trace), _verdict(trace, params)
    return f"{found}. {sureness}{verdict}"


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
    if params.image is not None or str(params.digit) not in trace.network.labels:
        return "."
    if is_right(trace, params):
        return ", and it is right."
    return f", and it is wrong: somebody wrote a {params.digit}."
