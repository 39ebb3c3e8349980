"""Everyone can use the studio: by keys, by ear, on a phone, in light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.preview.browsing import PATIENCE, Open, serious

pytestmark = [pytest.mark.long, pytest.mark.render]
CLIP = "/clip/WeightGrid"


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_above_minor(opened: Open, scheme: Any, width: int) -> None:
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    shown = opened("/", context=look)
    expect(shown.page.locator(".cards li").first).to_be_visible(timeout=PATIENCE)
    assert serious(shown.page) == []

    shown.goes(CLIP, neuron=99)
    expect(shown.part("problem-neuron")).to_be_visible(timeout=PATIENCE)
    assert serious(shown.page) == []

    shown.goes(CLIP).rests()
    shown.page.keyboard.press("d")
    shown.page.locator("#check").check()
    shown.page.locator("#numbers summary").click()
    expect(shown.part("check-said")).not_to_contain_text("Looking", timeout=PATIENCE)
    assert serious(shown.page) == []
    for key, dialog in (("open-render", "render"), ("open-help", "help")):
        shown.part(key).dispatch_event("click")
        assert serious(shown.page) == []
        shown.part(dialog).evaluate("(one) => one.close()")
    shown.part("tab-json").click()
    assert serious(shown.page) == []


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_is_wider_than_the_screen_and_targets_are_large(opened: Open, width: int) -> None:
    shown = opened(CLIP, context={"viewport": {"width": width, "height": 800}}).rests()
    shown.page.locator("#knobs details").evaluate("(one) => one.open = true")
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    small = shown.page.evaluate(
        """[...document.querySelectorAll("button, select, input, canvas[tabindex], a")]
          .filter((one) => one.offsetParent && !one.closest("#beats, .unseen, .skip"))
          .filter((one) => {
            const box = (one.closest("label") ?? one).getBoundingClientRect();
            return box.width < 24 || box.height < 24;
          })
          .map((one) => one.outerHTML)"""
    )
    assert small == []
    shown.goes("/")
    expect(shown.page.locator(".cards li").first).to_be_visible(timeout=PATIENCE)
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_is_reached_by_the_tab_key(opened: Open) -> None:
    shown = opened(CLIP).rests()
    wanted = set(
        shown.page.evaluate(
            """[...document.querySelectorAll("button[id], select, input[id], #pad")]
              .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)
              .filter((one) => one.type !== "radio")
              .map((one) => one.id)"""
        )
    )
    reached = set()
    for _ in range(140):
        shown.page.keyboard.press("Tab")
        reached.add(shown.page.evaluate("document.activeElement.id"))
    assert wanted - reached == set()


def test_what_is_shown_is_told_to_those_who_hear(opened: Open) -> None:
    shown = opened(CLIP).rests()
    time = shown.part("time")
    shown.page.keyboard.press("Home")
    shown.page.keyboard.press("Shift+ArrowRight")
    shown.rests()
    spoken = time.get_attribute("aria-valuetext") or ""
    assert f"frame {shown.frame}, beat " in spoken
    caption = shown.part("caption").inner_text()
    assert caption
    assert caption in (shown.part("still").get_attribute("alt") or "")
    shown.page.locator("#knob-theme label", has_text="light").click()
    shown.page.get_by_role("button", name="Reset Theme to dark").click()
    shown.says("said", "Theme is dark again.")
    assert shown.page.evaluate("document.activeElement.parentNode.innerText") == "dark"


def test_a_phone_shows_the_picture_while_a_knob_is_turned(opened: Open) -> None:
    small = {"width": 360, "height": 740}
    shown = opened(CLIP, context={"viewport": small, "has_touch": True, "is_mobile": True}).rests()
    shown.knob("neuron").scroll_into_view_if_needed()
    shown.page.mouse.wheel(0, 200)
    box = shown.part("picture").bounding_box()
    assert box
    assert box["width"] == 360
    assert 0 <= box["y"] < 300
