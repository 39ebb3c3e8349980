"""The queue of films on a clip's page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.preview.browsing import PATIENCE, Open, Shown

pytestmark = [pytest.mark.long, pytest.mark.render]
CLIP = "/clip/NeuronHoldsANumber"


def starts(shown: Shown, *wanted: str) -> None:
    """Render what is ticked: the names of boxes, and no others."""
    shown.part("open-render").click()
    for box in shown.page.locator("#render-form input[type=checkbox]").all():
        box.set_checked(box.get_attribute("value") in wanted)
    shown.part("start-render").click()


def films(shown: Shown, text: str) -> Locator:
    return shown.page.locator(".film", has_text=text)


def test_three_in_a_queue_one_fails_and_the_others_go_on(opened: Open) -> None:
    shown = opened(CLIP).rests()
    shown.page.evaluate(
        """async () => {
          const view = { clip: "NeuronHoldsANumber", params: { layer: 9 }, quality: "l" };
          const headers = { "Content-Type": "application/json" };
          await fetch("/api/renders", { method: "POST", headers, body: JSON.stringify({ view }) });
        }"""
    )
    starts(shown, "l", "mp4", "1:1", "dark", "light")
    failed = shown.page.locator('.film[data-state="failed"]').first
    expect(failed).to_contain_text("layer", timeout=PATIENCE)
    done = shown.page.locator('.film[data-state="done"]', has_text="1:1")
    expect(done).to_have_count(2, timeout=4 * PATIENCE)
    shown.says("said", "NeuronHoldsANumber")


def test_one_is_cancelled_and_a_reload_finds_the_others(opened: Open) -> None:
    shown = opened(CLIP).rests()
    starts(shown, "k", "mp4", "9:16", "print", "light")
    going = shown.page.locator('.film:is([data-state="rendering"], [data-state="waiting"])')
    expect(going).to_have_count(2, timeout=PATIENCE)
    for theme in ("print", "light"):
        expect(films(shown, f"2160p mp4 · 9:16 · {theme}")).to_have_count(1)
    shown.page.reload()
    shown.rests()
    expect(going).to_have_count(2, timeout=PATIENCE)
    shown.part("open-render").click()
    for left in (1, 0):
        going.first.get_by_role("button", name="Cancel").click()
        expect(going).to_have_count(left, timeout=PATIENCE)
    expect(films(shown, "2160p mp4 · 9:16").filter(has_text="cancelled")).to_have_count(2)


def test_the_command_is_told_and_copied(opened: Open) -> None:
    permitted = {"permissions": ["clipboard-read", "clipboard-write"]}
    shown = opened(CLIP, context=permitted, digit=7).rests()
    shown.page.keyboard.press("r")
    shown.page.get_by_role("checkbox", name="9:16").check()
    shown.says("commands", "--aspect 9:16")
    expect(shown.part("start-render")).to_have_text("Render 2 films")
    shown.part("copy-command").click()
    copied = shown.page.evaluate("navigator.clipboard.readText()")
    lines = copied.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("netreel render NeuronHoldsANumber --digit 7") for line in lines)
    for box in ("16:9", "9:16"):
        shown.page.get_by_role("checkbox", name=box).uncheck()
    expect(shown.part("start-render")).to_be_disabled()
