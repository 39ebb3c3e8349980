"""Labels, networks and addresses that want to break out of the page, or break it."""

from __future__ import annotations

import numpy as np
import pytest

from netcore import Layer, Network
from netreel.explorer.contents import packed
from netreel.explorer.joining import WEB, declared, joined
from tests.explorer.conftest import Open

pytestmark = pytest.mark.long

LABELS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\"quoted' \\ & `${alert(3)}`",
    "שלום",
    "\u202eright to left",
    "👩‍🔬🎉",
    "<!-- <script>",
    "a" * 300,
    "\u2028line",
    "{{ 7 * 7 }}",
)


def tiny(labels: tuple[str, ...], inputs: int = 3, names: tuple[str, ...] = ()) -> Network:
    rng = np.random.default_rng(1)
    count = len(labels)
    layers = [
        Layer(rng.normal(size=(4, inputs)), rng.normal(size=4), "tanh"),
        Layer(3 * rng.normal(size=(count, 4)), np.zeros(count), "softmax"),
    ]
    return Network(layers, labels, (), input_names=names)


def test_labels_are_text_and_nothing_runs(opened: Open) -> None:
    names = tuple(LABELS[:3])
    shown = opened(tiny(LABELS, 3, names), inputs=(1.0, 2.0, 3.0), title=LABELS[0])
    page = shown.page
    texts = page.locator("#compare-one option").all_inner_texts()
    assert len(texts) == len(LABELS)
    assert page.inner_text("h1") == LABELS[0]
    assert page.title() == LABELS[0]
    spoken = page.evaluate(
        "[...document.querySelectorAll('#diagram button')].map((b) => b.getAttribute('aria-label'))"
    )
    assert any("<img" in text for text in spoken)
    assert any("👩‍🔬" in text for text in spoken)
    assert page.locator("#sliders label").all_inner_texts()[0] == names[0]
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_weights_near_the_end_of_numbers_are_refused_in_words(opened: Open) -> None:
    huge = Network(
        [Layer([[1e308, 1e308], [1.0, 1.0]], [0.0, 0.0], "relu"), Layer([[1.0, 1.0]] * 2, [0, 0])],
        image_shape=(),
    )
    shown = opened(huge, inputs=(10.0, 10.0))
    assert shown.text("answer") == "No answer"
    assert shown.text("sure") == "its sums are beyond all numbers"
    for value in ("0.25", "0"):
        shown.page.get_by_label("input 0, as a number").fill(value)
        shown.page.get_by_label("input 1, as a number").fill(value)
    assert shown.text("answer") != "No answer"


@pytest.mark.parametrize(
    "fragment",
    [
        "#drawing=@@@@&sample=99999&neuron=9,9&mode=__proto__&pair=1,99&damage=1,2,3",
        "#drawing=AAAA&noise=-1&first=1e9&neuron=1,-1&hide=<script>alert(1)</script>",
        "#%E0%A4%A&sample=%&__proto__=x&constructor=y&toString=z&neuron=0,784",
        "#" + "drawing=" + "A" * 200_000,
        "#drawing=BgYA____________",
        "#damage=0,0,99999,1&inputs=1,2,3&plain=maybe&focus=1",
    ],
)
def test_a_fragment_of_nonsense_is_left_out(opened: Open, fragment: str) -> None:
    shown = opened(fragment=fragment)
    assert shown.text("answer") == "It reads 3"
    assert shown.text("neuron-name").lower() == "layer 1, neuron 15"
    assert not shown.page.is_visible("#broken")


def test_a_drawing_in_a_link_is_drawn_or_refused_whole(opened: Open) -> None:
    rng = np.random.default_rng(0)
    shown = opened()
    for _ in range(40):
        size = int(rng.integers(1, 60))
        text = shown.page.evaluate(
            "(bytes) => btoa(String.fromCharCode(...bytes)).replace(/[+]/g, '-')"
            ".replace(/[/]/g, '_').replace(/=/g, '')",
            rng.integers(0, 256, size).tolist(),
        )
        shown.page.evaluate("(text) => { location.hash = `#drawing=${text}`; }", text)
        assert shown.text("answer")


def test_the_page_runs_no_other_script(opened: Open) -> None:
    shown = opened()
    shown.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "globalThis.ran = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<i onclick='globalThis.ran = true'>x</i>");
          document.querySelector("i").click();
        }"""
    )
    assert shown.page.evaluate("globalThis.ran") is None
    refused = [fault for fault in shown.faults if "Content Security Policy" in fault]
    assert len(refused) == len(shown.faults) >= 2
    shown.faults.clear()


def test_no_two_modules_declare_one_name() -> None:
    names = [n for file in sorted(WEB.glob("*.js")) for n in declared(file.read_text("utf-8"))]
    assert sorted(set(names)) == sorted(names)


def test_all_modules_are_joined_and_none_imports() -> None:
    script = joined("main.js")
    assert "import {" not in script
    assert "export " not in script
    for file in WEB.glob("*.js"):
        for name in declared(file.read_text("utf-8")):
            assert name in script, f"{file.name} is used by nothing"


def test_bytes_are_packed_in_runs() -> None:
    values = np.array([0] * 600 + [5, 0, 7] + [0], dtype=np.uint8)
    assert packed(values) == bytes([0, 255, 0, 255, 0, 90, 5, 0, 1, 7, 0, 1])


def test_a_network_of_zeros_opens(opened: Open) -> None:
    zero = Network([Layer(np.zeros((5, 784)), np.zeros(5), "relu")], image_shape=(28, 28))
    shown = opened(zero)
    assert shown.text("answer")
    assert "0.00" in shown.text("equation")


def test_a_single_output_is_said_as_a_number(opened: Open) -> None:
    one = Network([Layer([[2.0, -1.0]], [0.5], "sigmoid")], image_shape=(), input_names=["a", "b"])
    shown = opened(one, inputs=(1.0, 1.0))
    value = one.forward([1.0, 1.0]).outputs[0]
    assert shown.text("answer") == f"Its output is {value:.2f}"
    assert not shown.page.is_visible("#compare-body")
