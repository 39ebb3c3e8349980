"""Whether a network's answers to the sample digits make one doubt that it was given its pixels."""

import numpy as np

from netcore.digits import sample_digits
from netcore.network import Network
from netcore.pixels import LEARNT_FROM, PIXELS, unit_pixels
from netcore.resampling import resampled_stack

__all__ = ["doubt_of_pixels"]

_ALIKE = 0.1
"""Outputs that differ by less than this share of the largest are called alike. Networks trained on
0 to 255 and given 0 to 1 stay below 0.05; those that are given their own pixels reach 1."""

_DIGITS = tuple("0123456789")
_SAY_WHICH = (
    "if it learnt from other pixels than brightness from 0 (paper) to 1 (ink), say from which with "
    "--pixels LOW,HIGH, --mean and --std, or --inverted"
)


def doubt_of_pixels(network: Network) -> str | None:
    """Return a sentence that doubts a network's answers to the sample digits; None without need.

    They are doubted where they hardly change from digit to digit, and where a network whose labels
    are the ten digits gets less than half of them right.

    Raises
    ------
    InputError
        As `Network.forward` does.
    """
    if network.image_shape is None:
        return None
    digits = sample_digits()
    images = resampled_stack(digits.images, network.image_shape)
    outputs = unit_pixels(network).forward(images).outputs
    if np.ptp(outputs, axis=0).max() <= _ALIKE * np.abs(outputs).max():
        return f"its outputs hardly change from one sample digit to the next: {_remedy(network)}"
    right = int(np.count_nonzero(outputs.argmax(axis=1) == digits.labels))
    if network.labels != _DIGITS or 2 * right >= len(digits.labels):
        return None
    told = f"it gets {right} of the {len(digits.labels)} sample digits right"
    return f"{told}: {_remedy(network)}; if it was not trained on digits, name its --labels"


def _remedy(network: Network) -> str:
    said = network.record.get(PIXELS) or network.record.get(LEARNT_FROM)
    if said is None:
        return _SAY_WHICH
    return (
        f"its pixels are said to be {said}; if they are, it learnt from digits unlike these: show "
        "it one of its own with --image FILE --as-is"
    )
