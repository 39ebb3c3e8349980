"""What one does with the page, and what it then shows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

import netcore
from netcore import Layer, Network
from netreel.errors import MistakeError
from netreel.explorer import explorer_page
from scenes.look import encoding
from scenes.look.theme import THEMES
from tests.explorer.conftest import Open
from tests.explorer.strokes import PAPER, Line, drawn

pytestmark = pytest.mark.long

SETTLED = 2000
"""Milliseconds after which nothing moves any more."""

FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

RECORD = """
globalThis.drawnLines = [];
const style = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, "strokeStyle");
Object.defineProperty(CanvasRenderingContext2D.prototype, "strokeStyle", {
  get() { return this.asked; },
  set(value) { this.asked = value; style.set.call(this, value); },
});
const { moveTo, lineTo, stroke, clearRect } = CanvasRenderingContext2D.prototype;
Object.assign(CanvasRenderingContext2D.prototype, {
  clearRect(...box) { globalThis.drawnLines = []; clearRect.apply(this, box); },
  moveTo(x, y) { this.from = [x, y]; moveTo.call(this, x, y); },
  lineTo(x, y) { this.to = [x, y]; lineTo.call(this, x, y); },
  stroke() {
    if (this.from && this.canvas.closest("#diagram"))
      globalThis.drawnLines.push([...this.from, ...this.to, this.strokeStyle, this.lineWidth]);
    this.from = null;
    stroke.call(this);
  },
});
"""


@pytest.fixture(scope="module")
def lesson() -> Network:
    return netcore.default_network()


@pytest.fixture(scope="module")
def iris() -> Network:
    return netcore.load_network(netcore.asset_path("networks/iris.npz"))


def draw(page: Page, paths: list[Line]) -> None:
    """Draw with the mouse, as far apart as a hand's events are."""
    box = page.locator("#pad").bounding_box()
    assert box
    for path in paths:
        points = [(box["x"] + x * box["width"] / PAPER, box["y"] + y * box["height"] / PAPER)
                  for x, y in [*path[:-1:8], path[-1]]]  # fmt: skip
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()


def numbers(text: str) -> list[float]:
    found = re.findall(r"[−+]?\d+\.\d+", text)
    return [float(each.replace("−", "-")) for each in found]


def test_it_opens_with_a_sample_already_read(opened: Open, lesson: Network) -> None:
    shown = opened()
    assert shown.text("answer") == "It reads 3"
    outputs = lesson.forward(netcore.sample_digits().image(3)).outputs
    assert numbers(shown.text("sure")) == [round(float(outputs.max()), 2)]
    shown.waits("live-region", "It reads 3, very sure")


def test_one_draws_a_digit_with_the_mouse(opened: Open) -> None:
    shown = opened()
    draw(shown.page, drawn(5, 1, np.random.default_rng(1)))
    shown.waits("answer", "It reads 5")
    shown.waits("live-region", "It reads 5")
    shown.page.click("#undo")
    while shown.page.is_enabled("#undo"):
        shown.page.click("#undo")
    assert shown.text("answer") == "Nothing is drawn"
    assert shown.text("sure") == "so there is nothing to read"
    assert not shown.page.is_visible("#equation")
    assert not shown.page.is_visible("#compare-body")


def test_held_out_strokes_are_read_right(opened: Open) -> None:
    shown = opened()
    rng = np.random.default_rng(5)
    wrong = []
    for digit in range(10):
        for sample in (4, 9):
            shown.page.click("#clear")
            draw(shown.page, drawn(digit, sample, rng, float(rng.uniform(0.45, 0.9))))
            shown.page.evaluate(FRAMES)
            if shown.text("answer") != f"It reads {digit}":
                wrong.append((digit, sample, shown.text("answer")))
    assert len(wrong) <= 1, wrong


def test_one_draws_a_one_by_keys_alone(opened: Open) -> None:
    shown = opened()
    keys = shown.page.keyboard
    for _ in range(20):
        keys.press("Tab")
        if shown.page.evaluate("document.activeElement.id") == "pad":
            break
    for key in ["Shift+ArrowUp"] * 2 + ["ArrowUp"] * 2 + ["Space"] + ["ArrowDown"] * 20 + ["Space"]:
        keys.press(key)
    shown.waits("answer", "It reads 1")
    shown.waits("live-region", "It reads 1")
    assert shown.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("digit", [0, 7])
def test_a_key_shows_a_sample(opened: Open, digit: int) -> None:
    shown = opened()
    shown.page.keyboard.press(str(digit))
    assert shown.text("answer") == f"It reads {digit}"


def test_it_waits_for_check_if_told_so(opened: Open) -> None:
    shown = opened()
    shown.page.uncheck("#live")
    draw(shown.page, drawn(7, 2, np.random.default_rng(3)))
    shown.page.wait_for_timeout(100)
    assert shown.text("answer") == "It reads 3"
    shown.page.click("#check")
    assert shown.text("answer") == "It reads 7"


def test_a_small_digit_in_a_corner_needs_the_preparation(opened: Open) -> None:
    shown = opened()
    small = [path * 0.35 + (4, 86) for path in drawn(5, 1, np.random.default_rng(2), 0.8)]
    shown.page.locator("#pen").fill("5")
    draw(shown.page, small)
    shown.waits("answer", "It reads 5")
    without = shown.text("seen-said")
    assert without.startswith("Taken as it lies, ")
    shown.page.uncheck("#prepared")
    answer = shown.text("answer")
    assert answer != "It reads 5"
    assert without == f"Taken as it lies, {answer[0].lower()}{answer[1:]}."


@pytest.mark.parametrize(("mode", "theme"), [("weight", "dark"), ("product", "light")])
def test_every_line_is_the_weight_of_its_two_neurons(
    opened: Open, lesson: Network, mode: str, theme: Any
) -> None:
    shown = opened(fragment=f"#first=400&mode={mode}", init=RECORD, theme=theme)
    shown.page.wait_for_timeout(200)
    places = shown.page.evaluate(
        """[...document.querySelectorAll("#diagram button")].map(({ dataset, style }) =>
          [+dataset.layer, +dataset.neuron, parseFloat(style.left), parseFloat(style.top)])"""
    )
    lines = shown.page.evaluate("drawnLines")
    trace = lesson.forward(netcore.sample_digits().image(3))
    rng = np.random.default_rng(0)
    chosen = [lines[i] for i in rng.integers(len(lines), size=1000)]
    assert len(lines) > 300
    for x0, y0, x1, y1, colour, width in chosen:
        before, source = nearest(places, x0, y0)
        layer, neuron = nearest(places, x1, y1)
        assert layer == before + 1
        weights = lesson.layer(layer).weights
        value, limit = weights[neuron, source], encoding.connection_limit(weights)
        if mode == "product":
            products = weights * trace.activations[before]
            value, limit = products[neuron, source], encoding.symmetric_limit(products)
        assert width == pytest.approx(float(encoding.connection_width(value, limit)), abs=1e-5)
        wanted = encoding.weight_rgba(THEMES[theme], value, limit) * (255, 255, 255, 1)
        assert np.all(np.abs(rgba(colour) - wanted) <= (0.51, 0.51, 0.51, 6e-5)), (colour, wanted)


def nearest(places: list[list[float]], x: float, y: float) -> tuple[int, int]:
    """Return the neuron whose edge a line's end touches."""
    layer, neuron, *_ = min(places, key=lambda p: abs(p[2] - x) + 10 * abs(p[3] - y))
    return int(layer), int(neuron)


def rgba(colour: str) -> list[float]:
    return [float(part) for part in re.findall(r"[\d.]+", colour)]


@pytest.mark.parametrize("neuron", [0, 5, 15])
def test_a_clicked_neurons_numbers_add_up(opened: Open, lesson: Network, neuron: int) -> None:
    shown = opened()
    shown.page.click(f'#diagram button[data-layer="1"][data-neuron="{neuron}"]')
    products, bias, z, a = numbers(shown.text("equation"))
    minus = "\n−\n" in shown.text("equation")
    trace = lesson.forward(netcore.sample_digits().image(3))
    assert round(products + (-bias if minus else bias) - z, 6) == 0
    assert z == pytest.approx(trace.pre_activations[1][neuron], abs=0.006)
    assert a == pytest.approx(trace.activations[1][neuron], abs=0.006)
    values = [numbers(text)[0] for text in shown.page.locator("#sum-bars .value").all_inner_texts()]
    assert sum(values[:-1]) == pytest.approx(values[-1], abs=1e-9)
    assert values[-1] == z
    names = shown.page.locator("#sum-bars .name").all_inner_texts()
    contributions = trace.contributions(1, neuron)
    for name, value in zip(names, values, strict=True):
        if name.startswith("pixel"):
            assert value == pytest.approx(contributions[int(name.split()[1])], abs=0.006)


def test_a_hovered_bar_lights_its_wire_and_its_pixel(opened: Open) -> None:
    shown = opened(fragment="#neuron=1,15&focus=true", init=RECORD)
    shown.page.wait_for_timeout(200)
    before = shown.page.evaluate("document.getElementById('grid-products').toDataURL()")
    widest = max(width for *_, width in shown.page.evaluate("drawnLines"))
    shown.page.hover("#sum-bars li:first-child button")
    shown.page.wait_for_timeout(100)
    after = shown.page.evaluate("document.getElementById('grid-products').toDataURL()")
    assert before != after
    assert max(width for *_, width in shown.page.evaluate("drawnLines")) > widest


def test_an_input_says_where_it_goes(opened: Open, lesson: Network) -> None:
    shown = opened(fragment="#first=205")
    shown.page.click('#diagram button[data-layer="0"][data-neuron="207"]')
    assert "pixel 207" in shown.text("equation")
    found = [numbers(text)[0] for text in shown.page.locator("#sum-bars .value").all_inner_texts()]
    products = lesson.layer(1).weights[:, 207] * netcore.sample_digits().image(3).ravel()[207]
    wanted = sorted(products, key=abs, reverse=True)[: len(found)]
    np.testing.assert_allclose(found, wanted, atol=0.006)


def test_the_sixteen_inputs_can_be_changed(opened: Open) -> None:
    shown = opened()
    shown.page.locator("#first-input").fill("300")
    found = shown.page.evaluate(
        """[...document.querySelectorAll('#diagram button[data-layer="0"]')]
          .map((button) => +button.dataset.neuron)"""
    )
    assert found == list(range(300, 316))
    assert shown.text("first-input-said") == "pixels 300 to 315"


def test_why_not_another_is_exact_in_the_last_layer(opened: Open, lesson: Network) -> None:
    shown = opened(fragment="#pair=3,9")
    assert shown.text("compare-title") == "Why not 9?"
    z = lesson.forward(netcore.sample_digits().image(3)).pre_activations[-1]
    texts = shown.page.locator("#compare-bars .value").all_inner_texts()
    values = [numbers(text)[0] for text in texts]
    assert values[-1] == pytest.approx(z[3] - z[9], abs=0.006)
    assert sum(values[:-1]) == pytest.approx(values[-1], abs=1e-9)


def test_what_is_broken_is_counted_again(opened: Open, lesson: Network) -> None:
    shown = opened()
    samples = netcore.sample_digits()
    images = samples.images.reshape(-1, 784)

    def right(network: Network) -> int:
        return int((network.forward(images).prediction == samples.labels).sum())

    assert shown.text("accuracy-said").startswith(f"{right(lesson)} of 130")
    layers = [Layer(layer.weights, 0 * layer.biases, layer.activation) for layer in lesson.layers]
    shown.page.check("#biases-off")
    assert shown.text("accuracy-said").startswith(f"{right(Network(layers))} of 130")
    assert shown.page.is_visible("#broken")
    shown.page.uncheck("#biases-off")
    shown.page.select_option("#dead", "2")
    last = lesson.layers[-1]
    dead = [*lesson.layers[:-1], Layer(0 * last.weights, last.biases, last.activation)]
    assert shown.text("accuracy-said").startswith(f"{right(Network(dead))} of 130")
    shown.page.select_option("#dead", "0")
    shown.page.locator("#noise").fill("150")
    noisy = shown.text("accuracy-said")
    shown.page.click("#other-noise")
    assert shown.text("accuracy-said") != noisy
    shown.page.click("#mend")
    assert shown.text("accuracy-said").startswith(f"{right(lesson)} of 130")


def test_noise_is_answered_and_named(opened: Open) -> None:
    shown = opened()
    shown.page.click("#noise-picture")
    assert "how sure it is of nonsense is real" in shown.text("doubt")
    assert shown.text("answer") != "Nothing is drawn"


def test_several_digits_are_answered_with_a_doubt(opened: Open) -> None:
    shown = opened()
    rng = np.random.default_rng(4)
    draw(shown.page, [path * 0.45 for path in drawn(1, 0, rng)])
    draw(shown.page, [path * 0.45 + (70, 60) for path in drawn(0, 0, rng)])
    shown.waits("doubt", "This looks like 2 digits or large shapes")


def test_a_link_holds_the_whole_state(opened: Open) -> None:
    first = opened()
    draw(first.page, drawn(4, 1, np.random.default_rng(1)))
    first.page.check("#mode-product")
    first.page.click('#diagram button[data-layer="2"][data-neuron="3"]')
    first.page.check("#biases-off")
    first.page.click("#copy-link")
    fragment = first.page.evaluate("location.hash")
    second = opened(fragment=fragment)
    for element in ("answer", "sure", "neuron-name", "equation", "accuracy-said", "command"):
        assert second.text(element) == first.text(element)
    assert second.page.is_checked("#mode-product")
    second.page.click("#copy-link")
    assert second.page.evaluate("location.hash") == fragment


def test_it_tells_its_height_and_answer_to_a_page_around_it(
    opened: Open, lesson: Network, tmp_path: Path
) -> None:
    source = opened().page.url
    around = tmp_path / "around.html"
    around.write_text(
        "<script>told = []; addEventListener('message', ({ data }) => told.push(data))</script>"
        f"<iframe src='{source}' width='900' height='400'></iframe>"
    )
    holder = opened().page
    holder.goto(around.as_uri())
    holder.wait_for_function("told.length > 0")
    message = holder.evaluate("told[0]")
    assert message["type"] == "netreel"
    assert (message["answer"], message["label"]) == (3, "3")
    assert message["height"] > 400
    outputs = lesson.forward(netcore.sample_digits().image(3)).outputs
    np.testing.assert_allclose(message["outputs"], outputs, atol=1e-6)


def test_the_command_makes_a_film_of_the_saved_digit(opened: Open, tmp_path: Path) -> None:
    shown = opened(arguments=["--network", "it's mine.npz"])
    draw(shown.page, drawn(6, 1, np.random.default_rng(1)))
    command = shown.text("command")
    assert command.startswith("netreel render WeightedSum --image digit.png --network ")
    assert "'it'\\''s mine.npz'" in command
    with shown.page.expect_download() as waiting:
        shown.page.click("#save-digit")
    file = tmp_path / "digit.png"
    waiting.value.save_as(file)
    seen = shown.page.evaluate("document.getElementById('sure').textContent")
    outputs = netcore.default_network().forward(netcore.load_image(file).image).outputs
    assert numbers(seen)[0] == round(float(outputs.max()), 2)


def test_a_dropped_picture_is_read(opened: Open) -> None:
    shown = opened()
    pixels = (255 * (1 - netcore.sample_digits().image(9, 2))).astype(int).ravel().tolist()
    shown.page.evaluate(
        """async (pixels) => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 28, height: 28 });
          const image = new ImageData(28, 28);
          pixels.forEach((grey, i) => image.data.set([grey, grey, grey, 255], 4 * i));
          canvas.getContext("2d").putImageData(image, 0, 0);
          const blob = await new Promise((done) => canvas.toBlob(done));
          const data = new DataTransfer();
          data.items.add(new File([blob], "nine.png", { type: "image/png" }));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }""",
        pixels,
    )
    shown.waits("answer", "It reads 9")


def test_numbers_get_sliders_with_their_names(opened: Open, iris: Network) -> None:
    shown = opened(iris, inputs=(5.1, 3.5, 1.4, 0.2))
    assert shown.text("answer") == "It says setosa"
    assert not shown.page.is_visible("#pad")
    labels = shown.page.locator(".slider label").all_inner_texts()
    assert labels == list(iris.input_names)
    shown.page.get_by_label("petal length, as a number").fill("6.0")
    shown.page.get_by_label("petal width, as a number").fill("2.2")
    outputs = iris.forward([5.1, 3.5, 6.0, 2.2]).outputs
    assert shown.text("answer") == f"It says {iris.labels[int(outputs.argmax())]}"
    assert numbers(shown.text("sure")) == [round(float(outputs.max()), 2)]
    assert "--inputs=5.1,3.5,6,2.2" in shown.text("command")


def test_images_of_another_shape_are_read(opened: Open) -> None:
    rng = np.random.default_rng(3)
    network = Network(
        [
            Layer(rng.normal(size=(30, 12 * 9)), rng.normal(size=30), "relu"),
            Layer(rng.normal(size=(40, 30)), rng.normal(size=40), "softmax"),
        ],
        labels=[f"word {i}" for i in range(40)],
        image_shape=(12, 9),
    )
    shown = opened(network)
    image = netcore.resampled(netcore.sample_digits().image(3), (12, 9))
    outputs = network.forward(image.ravel()).outputs
    assert f"word {int(outputs.argmax())}" in shown.text("answer")
    assert shown.page.locator('#diagram button[data-layer="1"]').count() in (20, 21)
    assert shown.page.locator('#diagram button[data-layer="2"]').count() == 14


@pytest.mark.parametrize("part", ["samples", "network", "share"])
def test_parts_can_be_left_out(opened: Open, part: str) -> None:
    shown = opened(hide=[part])
    found = shown.page.locator(f".part-{part}")
    assert found.count() >= 1
    assert not any(found.nth(i).is_visible() for i in range(found.count()))
    assert f"hide={part}" in shown.page.evaluate(
        "(document.getElementById('copy-link').click(), location.hash)"
    )


def test_activations_travel_unless_motion_is_unwanted(opened: Open) -> None:
    for motion, moves in (("no-preference", True), ("reduce", False)):
        shown = opened(context={"reduced_motion": motion}, init=RECORD)
        shown.page.wait_for_timeout(SETTLED)
        picture = "document.querySelector('#diagram canvas').toDataURL()"
        first = shown.page.evaluate(f"(document.querySelector('#replay').click(), {picture})")
        shown.page.wait_for_timeout(250)
        then = shown.page.evaluate(picture)
        assert (first != then) is moves


def test_the_lessons_page_is_small_and_asks_for_nothing(lesson: Network) -> None:
    page = explorer_page(lesson)
    assert len(page.encode()) <= 300_000
    assert "default-src 'none'" in page
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert data
    assert json.loads(data[1])["labels"] == list("0123456789")


def test_a_network_too_large_for_a_page_is_refused() -> None:
    huge = Network([Layer(np.zeros((8001, 1000)), np.zeros(8001), "relu")], image_shape=())
    with pytest.raises(MistakeError, match="8,001,000 weights: a page takes 8,000,000 at most"):
        explorer_page(huge)


def test_a_relu_network_from_onnx_can_be_added_up(opened: Open, tmp_path: Path) -> None:
    import onnx

    rng = np.random.default_rng(7)
    nodes, values, before = [], [], "x"
    for number, (inputs, outputs, kind) in enumerate([(784, 36, "Relu"), (36, 10, "Softmax")]):
        weights = rng.normal(size=(outputs, inputs)).astype("f4") / inputs**0.5
        for name, value in (("w", weights), ("b", rng.normal(size=outputs).astype("f4"))):
            values.append(onnx.numpy_helper.from_array(value, f"{name}{number}"))
        names = [before, f"w{number}", f"b{number}"]
        nodes.append(onnx.helper.make_node("Gemm", names, [f"z{number}"], transB=1))
        nodes.append(onnx.helper.make_node(kind, [f"z{number}"], [f"a{number}"]))
        before = f"a{number}"
    ends = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, size])
            for name, size in (("x", 784), (before, 10))]  # fmt: skip
    graph = onnx.helper.make_graph(nodes, "digits", ends[:1], ends[1:], values)
    onnx.save(onnx.helper.make_model(graph), tmp_path / "digits.onnx")
    network = netcore.load_network(tmp_path / "digits.onnx")
    shown = opened(network, fragment="#neuron=1,20")
    z = network.forward(netcore.sample_digits().image(3)).pre_activations[1][20]
    texts = [numbers(text)[0] for text in shown.page.locator("#sum-bars .value").all_inner_texts()]
    assert sum(texts[:-1]) == pytest.approx(texts[-1], abs=1e-9)
    assert texts[-1] == pytest.approx(z, abs=0.006)
    assert shown.text("neuron-name").lower() == "hidden neuron 20"
