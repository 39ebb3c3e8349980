"""Everyone can use the page: by keys, by ear, on a phone, on paper."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

import netcore
from netcore import Network
from tests.explorer.conftest import Open

pytestmark = pytest.mark.long

MINOR = {"minor", None}


@pytest.fixture(scope="module")
def iris() -> Network:
    return netcore.load_network(netcore.asset_path("networks/iris.npz"))


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_axe_finds_nothing_above_minor(opened: Open, scheme: Any, width: int) -> None:
    size = {"width": width, "height": 900}
    shown = opened(fragment="#damage=1,0,0,1", context={"color_scheme": scheme, "viewport": size})
    check(shown.page)


@pytest.mark.parametrize("theme", ["print", "colourblind"])
def test_axe_finds_nothing_in_sliders_and_other_themes(
    opened: Open, iris: Network, theme: Any
) -> None:
    check(opened(iris, inputs=(5.1, 3.5, 1.4, 0.2), theme=theme).page)


def check(page: Any) -> None:
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {node['html']}"
        for one in found
        for node in one["nodes"]
        if one["impact"] not in MINOR
    ]
    assert serious == []


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wider_than_the_screen_and_targets_are_large(opened: Open, width: int) -> None:
    shown = opened(context={"viewport": {"width": width, "height": 800}})
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    small = shown.page.evaluate(
        """[...document.querySelectorAll("button, select, input, canvas[tabindex]")]
          .filter((one) => one.offsetParent)
          .filter((one) => {
            const box = (one.closest("label") ?? one).getBoundingClientRect();
            return box.width < 24 || box.height < 24;
          })
          .map((one) => one.outerHTML)"""
    )
    assert small == []


def test_every_control_is_reached_by_the_tab_key(opened: Open) -> None:
    shown = opened()
    wanted = set(
        shown.page.evaluate(
            """[...document.querySelectorAll("button[id], select, input, #pad")]
              .filter((one) => one.offsetParent && !one.disabled && one.type !== "radio")
              .map((one) => one.id)"""
        )
    )
    reached = set()
    for _ in range(90):
        shown.page.keyboard.press("Tab")
        reached.add(shown.page.evaluate("document.activeElement.id"))
    assert wanted <= reached


def test_arrow_keys_go_through_the_neurons(opened: Open) -> None:
    shown = opened(fragment="#neuron=1,4")
    keys, page = shown.page.keyboard, shown.page
    page.focus('#diagram button[tabindex="0"]')
    assert page.evaluate("({ ...document.activeElement.dataset })") == {"layer": "1", "neuron": "4"}
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    keys.press("Home")
    assert page.evaluate("({ ...document.activeElement.dataset })") == {"layer": "2", "neuron": "0"}
    keys.press("Enter")
    assert shown.text("neuron-name").lower() == "layer 2, neuron 0"
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    value = netcore.default_network().forward(netcore.sample_digits().image(3)).activations[2][0]
    spoken = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert spoken == f"layer 2, neuron 0: {value:.2f}"


def test_the_answer_is_said_aloud_once_it_has_settled(opened: Open) -> None:
    shown = opened()
    region = shown.page.locator("#live-region")
    assert region.get_attribute("role") == "status"
    shown.page.click("#clear")
    shown.waits("live-region", "Nothing is drawn")
    shown.page.keyboard.press("8")
    shown.waits("live-region", "It reads 8")


def test_a_finger_draws_and_the_page_does_not_scroll(opened: Open) -> None:
    size = {"width": 360, "height": 640}
    shown = opened(context={"has_touch": True, "viewport": size, "is_mobile": True})
    box = shown.page.locator("#pad").bounding_box()
    assert box
    touch = shown.page.context.new_cdp_session(shown.page)

    def send(kind: str, share: float) -> None:
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * share
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = shown.page.evaluate("scrollY")
    send("touchStart", 0.15)
    for step in range(20):
        send("touchMove", 0.15 + 0.035 * step)
    send("touchEnd", 1)
    shown.waits("answer", "It reads 1")
    assert shown.page.evaluate("scrollY") == before


@pytest.mark.parametrize("theme", [None, "dark"])
def test_on_paper_the_colours_are_those_for_paper(opened: Open, theme: Any) -> None:
    shown = opened(theme=theme, context={"color_scheme": "light"})
    shown.page.emulate_media(media="print")
    corner = (
        """[...document.getElementById("pad").getContext("2d").getImageData(0, 0, 1, 1).data]"""
    )
    shown.page.wait_for_timeout(100)
    assert shown.page.evaluate(corner) == [255, 255, 255, 255]
    root = "getComputedStyle(document.documentElement)"
    assert shown.page.evaluate(f"{root}.backgroundColor") == "rgb(255, 255, 255)"
    assert not shown.page.is_visible("#share")
    assert shown.page.is_visible("#diagram")


def test_the_theme_can_be_turned(opened: Open) -> None:
    shown = opened(context={"color_scheme": "dark"})
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    dark = shown.page.evaluate(colour)
    shown.page.click("#theme")
    assert shown.page.evaluate(colour) != dark
    shown.page.click("#theme")
    assert shown.page.evaluate(colour) == dark
