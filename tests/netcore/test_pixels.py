"""What pixels are to a network: said, kept, folded into the first layer, and doubted."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from netcore import (
    FormatError,
    InputError,
    Layer,
    NetcoreError,
    Network,
    PixelScale,
    default_network,
    doubt_of_pixels,
    load_network,
    pixel_scale,
    sample_digits,
    save_network,
    unit_pixels,
    with_pixels,
)

RNG = np.random.default_rng(12)
SCALES = [
    (PixelScale(high=255), "0 to 255", lambda p: 255 * p),
    (PixelScale(-1, 1), "-1 to 1", lambda p: 2 * p - 1),
    (PixelScale(high=16), "0 to 16", lambda p: 16 * p),
    (PixelScale(inverted=True), "0 to 1, inverted", lambda p: 1 - p),
    (
        PixelScale(mean=0.1307, std=0.3081),
        "0 to 1, mean 0.1307, std 0.3081",
        lambda p: (p - 0.1307) / 0.3081,
    ),
    (
        PixelScale(0, 255, 33.3, 78.6, inverted=True),
        "0 to 255, mean 33.3, std 78.6, inverted",
        lambda p: (255 * (1 - p) - 33.3) / 78.6,
    ),
]


def small() -> Network:
    hidden = Layer(RNG.normal(size=(5, 64)), RNG.normal(size=5), "tanh")
    return Network([hidden, Layer(RNG.normal(size=(3, 5)), RNG.normal(size=3), "softmax")])


@pytest.mark.parametrize(("scale", "text", "pixels"), SCALES)
def test_a_scale_is_folded_into_the_first_layer(scale: PixelScale, text: str, pixels: Any) -> None:
    network = small()
    ends = (scale.low, scale.high)
    told = with_pixels(network, ends, scale.mean, scale.std, inverted=scale.inverted)
    assert (told.record["pixels"], pixel_scale(told)) == (text, scale)
    brightness = RNG.random((20, 64))
    outputs = unit_pixels(told).forward(brightness).outputs
    expected = told.forward(pixels(brightness)).outputs
    np.testing.assert_allclose(outputs, expected, rtol=0, atol=1e-9)
    assert dict(unit_pixels(told).record) == {"learnt from pixels": text}
    assert unit_pixels(unit_pixels(told)).digest == unit_pixels(told).digest


@given(
    st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.floats(-1e6, 1e6), st.floats(1e-6, 1e6),
    st.booleans(),
)  # fmt: skip
def test_what_a_scale_says_of_itself_is_the_scale(
    low: float, span: float, mean: float, std: float, inverted: bool
) -> None:
    scale = PixelScale(low, low + span, mean, std, inverted)
    assert PixelScale.of(str(scale)) == scale


def test_it_is_kept_with_the_network(tmp_path: Path) -> None:
    save_network(with_pixels(small(), (0, 16)), tmp_path / "n.npz")
    assert load_network(tmp_path / "n.npz").record["pixels"] == "0 to 16"
    again = load_network(tmp_path / "n.npz", inverted=True)
    assert pixel_scale(again) == PixelScale(high=16, inverted=True)
    assert "pixels" not in load_network(tmp_path / "n.npz", pixels=(0, 1)).record


def test_metadata_may_say_it(tmp_path: Path) -> None:
    weights = RNG.normal(size=(3, 64))
    facts = {"pixels": "-1,1", "inverted": "true", "activations": "relu"}
    save_file({"a.weight": weights}, tmp_path / "n.safetensors", facts)
    said = {"pixels": np.array([-1, 1]), "inverted": np.array(True)}
    np.savez(tmp_path / "n.npz", W1=weights, activations=np.array(["relu"]), **said)  # type: ignore[arg-type]
    layer = {"weights": weights.tolist(), "activation": "relu"}
    text = json.dumps({"layers": [layer], "pixels": [-1, 1], "inverted": True})
    (tmp_path / "n.json").write_text(text)
    for ending in ("safetensors", "npz", "json"):
        network = load_network(tmp_path / f"n.{ending}")
        assert pixel_scale(network) == PixelScale(-1, 1, inverted=True)


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        ({"pixels": (16, 0)}, "expected LOW below HIGH, got 16 and 0: where ink is the lower one"),
        ({"pixels": (0, 1, 2)}, "pixels: expected two numbers, LOW,HIGH, got 3"),
        ({"std": 0.0}, "std: expected a number above 0, got 0"),
        ({"mean": float("nan")}, "expected finite numbers"),
        ({"pixels": (0, 1e300)}, "expected finite numbers"),
    ],
)
def test_what_makes_no_scale(wishes: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        with_pixels(small(), **wishes)


def test_numbers_that_are_no_image_have_no_pixels() -> None:
    with pytest.raises(InputError, match="the network takes 4 numbers that are no image"):
        with_pixels(Network([Layer(np.ones((2, 4)), np.zeros(2))]), inverted=True)


@pytest.mark.parametrize("text", ["bytes", "0 to", "1 to 0", "--1 to 1", "0 to 1, std 0", "0 to e"])
def test_a_record_that_says_no_scale_is_refused(text: str, tmp_path: Path) -> None:
    layers = [{"weights": np.ones((2, 64)).tolist(), "activation": "relu"}]
    said = json.dumps({"layers": layers, "record": {"pixels": text}})
    (tmp_path / "n.json").write_text(said)
    with pytest.raises(NetcoreError, match=r"n\.json: "):
        load_network(tmp_path / "n.json")


@pytest.mark.parametrize("said", [{"pixels": "0"}, {"mean": [1, 2]}, {"std": "x"}, {"pixels": {}}])
def test_metadata_that_says_no_scale_is_refused(said: dict[str, Any], tmp_path: Path) -> None:
    layers = [{"weights": np.ones((2, 64)).tolist(), "activation": "relu"}]
    (tmp_path / "n.json").write_text(json.dumps({"layers": layers} | said))
    with pytest.raises(FormatError, match=r"n\.json: "):
        load_network(tmp_path / "n.json")


def given_other_pixels(scale: PixelScale) -> Network:
    """Return the lesson's network as it would be, had it learnt from other pixels."""
    lesson, slope = default_network(), (scale.high - scale.low) / scale.std
    first, slope = lesson.layers[0], -slope if scale.inverted else slope
    weights = first.weights / slope
    start = (scale.high if scale.inverted else scale.low) - scale.mean
    biases = first.biases - start / scale.std * weights.sum(axis=1)
    return Network([Layer(weights, biases), *lesson.layers[1:]])


@pytest.mark.parametrize("scale", [scale for scale, *_ in SCALES[:4]])
def test_answers_to_other_pixels_are_doubted(scale: PixelScale) -> None:
    network = given_other_pixels(scale)
    assert "say from which with --pixels" in str(doubt_of_pixels(network))
    told = with_pixels(network, (scale.low, scale.high), inverted=scale.inverted)
    assert doubt_of_pixels(told) is doubt_of_pixels(unit_pixels(told)) is None
    digit = sample_digits().image(4)
    expected = default_network().forward(digit).outputs
    np.testing.assert_allclose(unit_pixels(told).forward(digit).outputs, expected, atol=1e-9)


def test_a_doubt_names_what_was_said() -> None:
    wrong = with_pixels(default_network(), inverted=True)
    assert "its pixels are said to be 0 to 1, inverted" in str(doubt_of_pixels(wrong))


def test_other_subjects_are_doubted_only_if_nothing_changes() -> None:
    lesson = default_network()
    labels = [f"shape {n}" for n in range(10)]
    turned = Layer(lesson.layers[2].weights[::-1], lesson.layers[2].biases[::-1])
    assert doubt_of_pixels(Network([*lesson.layers[:2], turned], labels)) is None
    dead = Layer(np.zeros((2, 784)), [1.0, 0.0], "relu")
    assert "hardly change" in str(doubt_of_pixels(Network([dead])))
    assert doubt_of_pixels(Network([Layer(np.ones((2, 4)), np.zeros(2))])) is None
