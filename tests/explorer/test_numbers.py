"""What the page computes is what netcore computes."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

import netcore
from netcore import Layer, Network
from netreel.explorer.contents import network_data
from scenes.look import encoding
from scenes.look.theme import THEMES
from tests.explorer.strokes import drawn

pytestmark = pytest.mark.long

KINDS = ("sigmoid", "relu", "tanh", "identity", "leaky_relu", "leaky_relu:0.2", "elu", "elu:0.5")

FORWARD = """async ({ data, inputs, width }) => {
  const { forward, readNetwork } = await import("/network.js");
  const { floatsOf } = await import("/bytes.js");
  const [network, all] = [readNetwork(data), floatsOf(inputs, 8)];
  const found = [];
  for (let at = 0; at < all.length; at += width) {
    const trace = forward(network, all.subarray(at, at + width));
    found.push([...trace.sums.slice(1), ...trace.activations.slice(1)].flatMap((row) => [...row]));
  }
  return found;
}"""

PREPARE = """async (drawings) => {
  const { Drawing } = await import("/strokes.js");
  const { prepare } = await import("/preparation.js");
  return drawings.map(({ width, paths }) => {
    const drawing = new Drawing();
    for (const [first, ...rest] of paths) {
      drawing.begin(...first, width);
      for (const point of rest) drawing.extend(...point);
    }
    const { image, doubt } = prepare(drawing.plane);
    return { ink: [...drawing.values].join(""), image: [...image.values], doubt };
  });
}"""


def asked(page: Page, network: Network, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    sent = base64.b64encode(inputs.astype("<f8").tobytes()).decode()
    told = {"data": network_data(network), "inputs": sent, "width": inputs.shape[1]}
    return np.array(page.evaluate(FORWARD, told))


def computed(network: Network, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    trace = network.forward(inputs)
    return np.concatenate([*trace.pre_activations[1:], *trace.activations[1:]], axis=1)


def test_a_thousand_digits_go_through_the_lesson_network_as_in_netcore(modules: Page) -> None:
    rng = np.random.default_rng(4)
    samples = netcore.sample_digits().images
    shifts = rng.integers(-2, 3, (1000, 2))
    digits = [np.roll(samples[i % len(samples)], shift, (0, 1)) for i, shift in enumerate(shifts)]
    inputs = np.array(digits).reshape(1000, -1)
    network = netcore.default_network()
    found, wanted = asked(modules, network, inputs), computed(network, inputs)
    sums, activations = np.split(np.arange(found.shape[1]), 2)
    np.testing.assert_allclose(found[:, activations], wanted[:, activations], rtol=0, atol=1e-6)
    np.testing.assert_allclose(found[:, sums], wanted[:, sums], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_every_activation_is_netcores(modules: Page, kind: str) -> None:
    rng = np.random.default_rng(len(kind))
    layers = [
        Layer(rng.normal(size=(7, 5)), rng.normal(size=7), kind),
        Layer(rng.normal(size=(4, 7)), rng.normal(size=4), "softmax"),
    ]
    network, inputs = Network(layers, image_shape=()), rng.normal(size=(50, 5)) * 3
    np.testing.assert_allclose(
        asked(modules, network, inputs), computed(network, inputs), atol=1e-6
    )


def test_weights_at_the_end_of_float64_are_kept(modules: Page) -> None:
    network = Network([Layer([[1e308, -1e-308]], [1e-300], "identity")], image_shape=())
    inputs = np.array([[1.0, 1.0], [0.0, 0.5]])
    np.testing.assert_array_equal(asked(modules, network, inputs), computed(network, inputs))


def test_two_hundred_drawings_are_prepared_as_by_netcore(modules: Page) -> None:
    rng = np.random.default_rng(8)
    drawings = [a_drawing(number, rng) for number in range(200)]
    found = modules.evaluate(PREPARE, drawings)
    refused = 0
    for number, one in enumerate(found):
        ink = np.array([int(value) for value in one["ink"]], dtype=np.uint8).reshape(196, 196)
        try:
            wanted = netcore.prepare(255 * ink).image
        except netcore.InputError:
            refused += 1
            assert one["doubt"], number
            continue
        assert one["doubt"] == "", number
        difference = np.abs(np.reshape(one["image"], (28, 28)) - wanted).max()
        assert difference < 1e-6, (number, difference)
    assert 5 < refused < 60


def test_strokes_that_no_network_learnt_from_are_read_right(modules: Page) -> None:
    rng = np.random.default_rng(5)
    digits = [digit for digit in range(10) for _ in range(12)]
    sizes = rng.uniform(0.45, 0.9, len(digits))
    paths = [drawn(d, i % 12, rng, float(sizes[i])) for i, d in enumerate(digits)]
    drawings = [{"width": 12, "paths": [path.tolist() for path in each]} for each in paths]
    images = np.array([one["image"] for one in modules.evaluate(PREPARE, drawings)])
    assert (netcore.default_network().forward(images).prediction == digits).mean() >= 0.95


def a_drawing(number: int, rng: np.random.Generator) -> dict[str, Any]:
    """Return a digit of any size and pen; of every tenth, two of them."""
    digit, sample = number % 10, int(rng.integers(12))
    size = float(rng.uniform(0.15, 0.95))
    paths = drawn(digit, sample, rng, size)
    if number % 10 == 9:
        paths = [
            *drawn(digit, sample, rng, 0.4),
            *(path + np.array((70, 0)) for path in drawn(1, 0, rng, 0.4)),
        ]
    if number % 17 == 0:
        paths.append(np.array([[rng.uniform(0, 140), rng.uniform(0, 140)]]))
    return {"width": int(rng.integers(4, 25)), "paths": [path.tolist() for path in paths]}


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_colours_and_widths_are_those_of_the_films(modules: Page, theme: Any) -> None:
    colours = THEMES[theme]
    values = np.concatenate([np.linspace(-3, 3, 61), [0.0]])
    roles = {
        "off": colours.activation_off, "on": colours.activation_on,
        "positive": colours.positive, "negative": colours.negative,
    }  # fmt: skip
    found = modules.evaluate(
        """async ({ roles, values, limit }) => {
          const code = await import("/encoding.js");
          const palette = Object.fromEntries(
            Object.entries(roles).map(([role, text]) => [role, code.rgbOf(text)]));
          return {
            weights: values.map((value) => code.weightColour(palette, value, limit)),
            activations: values.map((value) => code.activationColour(palette, value, limit)),
            widths: values.map((value) => code.connectionWidth(value, limit)),
          };
        }""",
        {"roles": roles, "values": values.tolist(), "limit": 2.0},
    )
    weights = np.array(found["weights"]) / (255, 255, 255, 1)
    np.testing.assert_allclose(weights, encoding.weight_rgba(colours, values, 2.0), atol=1e-6)
    activations = encoding.activation_rgba(colours, values, 2.0)[:, :3]
    np.testing.assert_allclose(np.array(found["activations"]) / 255, activations, atol=1e-6)
    np.testing.assert_allclose(found["widths"], encoding.connection_width(values, 2.0), atol=1e-9)


@pytest.mark.parametrize("count", [1, 64, 160, 12544])
def test_the_limit_of_connections_is_that_of_the_films(modules: Page, count: int) -> None:
    weights = np.random.default_rng(count).normal(size=count)
    found = modules.evaluate(
        "async (weights) => (await import('/encoding.js')).connectionLimit(weights)",
        weights.tolist(),
    )
    assert found == pytest.approx(encoding.connection_limit(weights), rel=1e-12)


def test_the_gradient_is_the_slope(modules: Page) -> None:
    rng = np.random.default_rng(2)
    layers = [
        Layer(rng.normal(size=(6, 4)), rng.normal(size=6), "tanh"),
        Layer(rng.normal(size=(5, 6)), rng.normal(size=5), "sigmoid"),
        Layer(rng.normal(size=(3, 5)), rng.normal(size=3), "softmax"),
    ]
    network, x = Network(layers, image_shape=()), rng.normal(size=4)
    evidence = modules.evaluate(
        """async ({ data, x }) => {
          const { forward, readNetwork } = await import("/network.js");
          const { inputEvidence } = await import("/compare.js");
          const network = readNetwork(data);
          return [...inputEvidence(network, forward(network, Float64Array.from(x)), 2, 0)];
        }""",
        {"data": network_data(network), "x": x.tolist()},
    )

    def lead(point: NDArray[np.float64]) -> float:
        z = network.forward(point).pre_activations[-1]
        return float(z[2] - z[0])

    step = 1e-5
    slopes = [(lead(x + step * e) - lead(x - step * e)) / (2 * step) for e in np.eye(4)]
    np.testing.assert_allclose(evidence, slopes * x, atol=1e-5)


def test_sums_add_up_as_they_are_written(modules: Page) -> None:
    rng = np.random.default_rng(6)
    cases = [(rng.normal(size=n) * 10.0**scale, float(rng.normal()))
             for n in (1, 3, 16, 784) for scale in (-1, 0, 2) for _ in range(20)]  # fmt: skip
    found = modules.evaluate(
        """async (cases) => {
          const { sumOf } = await import("/sums.js");
          return cases.map(([products, bias]) => sumOf(Float64Array.from(products), bias, 8));
        }""",
        [[products.tolist(), bias] for products, bias in cases],
    )
    for (products, bias), one in zip(cases, found, strict=True):
        unit = 10 ** one["decimals"]
        written = [round(row["value"] * unit) for row in [*one["rows"], one["rest"]]]
        assert sum(written) == round(one["products"] * unit)
        assert sum(written) + round(bias * unit) == round(one["z"] * unit)
        assert one["z"] == pytest.approx(float(products.sum()) + bias, abs=1e-9)
        for row in one["rows"]:
            assert row["value"] == products[row["from"]]
        rest = np.delete(products, [row["from"] for row in one["rows"]]).sum()
        assert one["rest"]["value"] == pytest.approx(rest, abs=2 / unit)
