"""Evaluation of a network whose answers are known."""

from typing import Any

import numpy as np
import pytest

from netcore import InputError, Layer, Network, evaluate

# Each of three outputs looks at one pixel: the answer is the brightest of the first three.
ECHO = Network([Layer(np.eye(3, 64), np.zeros(3), "sigmoid")], ["a", "b", "c"])


def images(*answers: int) -> np.ndarray:
    pixels = np.zeros((len(answers), 8, 8))
    pixels[np.arange(len(answers)), 0, answers] = 1
    return pixels


def test_accuracy_shares_and_confusion() -> None:
    found = evaluate(ECHO, images(0, 0, 1, 2, 2, 0), np.array([0, 0, 0, 2, 2, 2]))
    assert found.confusion.tolist() == [[2, 1, 0], [0, 0, 0], [1, 0, 2]]
    assert found.accuracy == pytest.approx(4 / 6)
    np.testing.assert_allclose(found.per_label, [2 / 3, np.nan, 2 / 3])
    assert (found.count, found.labels) == (6, ("a", "b", "c"))
    assert not found.confusion.flags.writeable


def test_bytes_are_taken_as_brightness() -> None:
    labels = np.tile([0, 1, 2], 5000)
    pixels = (images(*labels) * 255).astype(np.uint8)
    assert evaluate(ECHO, pixels, labels).accuracy == 1


@pytest.mark.parametrize(
    ("x", "labels", "message"),
    [
        (images(0, 1), [0], "as many whole-numbered labels"),
        (images(0, 1), [0.0, 1.0], "as many whole-numbered labels"),
        (images(0, 1), [0, 3], "labels: expected whole numbers from 0 to 2"),
        (images(0, 1), [0, -1], "labels: expected whole numbers from 0 to 2"),
        (np.zeros((0, 64)), np.zeros(0, int), "labels: expected whole numbers from 0 to 2"),
        (np.zeros((2, 63)), [0, 1], "input: expected shape"),
        (np.full((2, 64), 2.0), [0, 1], r"input: expected values in \[0, 1\]"),
        (1.0, 1, "expected images"),
    ],
)
def test_what_cannot_be_evaluated(x: Any, labels: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        evaluate(ECHO, x, labels)
