"""What one does with a clip's page: turn knobs, look at frames, play."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from benchmarks.studio import Server
from tests.preview.browsing import PATIENCE, Open

pytestmark = [pytest.mark.long, pytest.mark.render]
CLIP = "/clip/WeightGrid"


def test_from_the_gallery_to_a_clip_by_keys(opened: Open) -> None:
    shown = opened("/")
    expect(shown.page.locator(".cards li").first).to_be_visible()
    keys = shown.page.keyboard
    keys.press("/")
    keys.type("weightedsum")
    shown.says("count", "1 clip found")
    keys.press("ArrowDown")
    assert shown.page.evaluate("document.activeElement.pathname") == "/clip/WeightedSum"
    keys.press("ArrowUp")
    keys.press("Escape")
    shown.says("count", "clips of what")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    keys.press("Enter")
    shown.page.wait_for_url(re.compile("/clip/"))
    shown.page.go_back()
    expect(shown.page.locator(".cards li").first).to_be_visible()  # now keys are listened to
    keys.press("/")
    keys.type("weight grid")
    shown.says("count", "clips found")
    keys.press("Enter")
    shown.page.wait_for_url(re.compile(CLIP))
    shown.rests()
    assert shown.page.title().startswith("WeightGrid")


def test_posters_come_and_what_is_not_found_is_said(opened: Open) -> None:
    shown = opened("/")
    first = shown.page.locator(".cards img").first
    expect(first).to_have_class("drawn", timeout=PATIENCE)
    assert first.evaluate("(one) => one.naturalWidth") == 640
    last = shown.page.locator(".cards img").last
    assert last.get_attribute("src") is None
    shown.part("search").fill("zebra")
    shown.says("nothing", "No clip is about “zebra”")


def test_a_knob_is_turned_and_the_picture_follows(opened: Open) -> None:
    shown = opened(CLIP).rests()
    before = shown.pixels()
    shown.knob("neuron").fill("3")
    after = shown.changes(before)
    assert shown.params == {"neuron": 3}
    row = shown.page.locator('[data-knob="neuron"]')
    row.get_by_role("button", name="Reset Neuron").click()
    assert shown.changes(after) == before
    assert shown.params == {}
    expect(row.get_by_role("button")).to_be_hidden()


def test_back_goes_to_the_knobs_before(opened: Open) -> None:
    shown = opened(CLIP).rests()
    shown.page.locator("#knob-theme label", has_text="light").click()
    shown.knob("neuron").fill("5")
    expect(shown.part("reset-all")).to_have_text("Reset all 2")
    shown.page.go_back()
    expect(shown.knob("neuron")).to_have_value("")
    assert shown.params == {"theme": "light"}
    shown.page.go_forward()
    expect(shown.knob("neuron")).to_have_value("5")


def test_what_does_not_fit_is_said_at_its_field(opened: Open) -> None:
    shown = opened(CLIP).rests()
    shown.knob("neuron").fill("99")
    shown.says("problem-neuron", "There is no neuron 99 in layer 1: it has neurons 0 to 15")
    expect(shown.knob("neuron")).to_have_attribute("aria-invalid", "true")
    shown.knob("neuron").fill("9")
    expect(shown.part("problem-neuron")).to_be_hidden(timeout=PATIENCE)
    expect(shown.knob("neuron")).to_have_attribute("aria-invalid", "false")
    shown.knob("neuron").fill("99")
    expect(shown.part("picture")).to_have_class("outdated", timeout=PATIENCE)
    shown.knob("neuron").fill("9")  # what was there before, and is drawn already
    expect(shown.part("problem-neuron")).to_be_hidden(timeout=PATIENCE)
    expect(shown.part("picture")).not_to_have_class("outdated")
    expect(shown.part("trouble")).to_be_hidden()


def test_it_is_said_that_another_picture_is_drawn(opened: Open) -> None:
    shown = opened(CLIP).rests()
    shown.page.route("**/api/views", lambda route: None)  # the server thinks, and thinks
    shown.knob("neuron").fill("8")
    expect(shown.part("stage")).to_have_attribute("aria-busy", "true")
    expect(shown.part("busy")).to_be_visible()
    shown.page.unroute("**/api/views")
    shown.knob("neuron").fill("7")
    shown.rests()
    expect(shown.part("busy")).to_be_hidden()


def test_knobs_and_json_are_the_same(opened: Open) -> None:
    shown = opened(CLIP, neuron=4).rests()
    shown.part("tab-json").click()
    assert shown.part("json").input_value() == '{\n  "neuron": 4\n}'
    shown.part("json").fill('{"neuron": 7, "captions": false')
    shown.says("json-problem", "no JSON object yet")
    shown.part("json").fill('{"neuron": 7, "captions": false}')
    expect(shown.part("json-problem")).to_be_hidden()
    expect(shown.part("captions")).not_to_be_checked()
    shown.part("tab-json").press("ArrowLeft")
    expect(shown.knob("neuron")).to_have_value("7")
    assert shown.params == {"neuron": 7, "captions": False}


def test_keys_go_through_frames_and_beats(opened: Open) -> None:
    shown = opened(CLIP).rests()
    keys, last = shown.page.keyboard, shown.frame
    keys.press("Home")
    for key in ("ArrowRight", "ArrowRight", ".", ",", "ArrowLeft"):
        keys.press(key)
    assert shown.frame == 1
    keys.press("Shift+ArrowRight")
    first_end = shown.frame
    keys.press("Shift+ArrowRight")
    assert 1 < first_end < shown.frame < last
    keys.press("Shift+ArrowLeft")
    assert shown.frame == first_end
    keys.press("l")
    keys.press("k")
    keys.press("j")
    assert shown.frame < first_end
    keys.press("End")
    assert shown.frame == last
    shown.rests()


def test_a_link_opens_clip_params_and_time(opened: Open) -> None:
    shown = opened(CLIP, neuron=2).rests()
    shown.part("frame-number").fill("100")
    shown.part("frame-number").press("Enter")
    shown.page.wait_for_url(re.compile("t=3.333"))
    other = opened().goes(shown.page.url.removeprefix(shown.base)).rests()
    assert other.frame == 100
    assert other.params == {"neuron": 2}
    assert other.pixels() == shown.rests().pixels()
    assert other.part("still").get_attribute("alt").startswith("Frame 100")  # type: ignore[union-attr]


def test_the_storyboard_has_every_beats_end(opened: Open, server: Server) -> None:
    shown = opened(CLIP).rests()
    cards = shown.page.locator("#strip li")
    expect(shown.page.locator("#strip img.drawn")).to_have_count(cards.count(), timeout=PATIENCE)
    cards.first.get_by_role("button").click()
    shown.rests()
    expect(cards.first.get_by_role("button")).to_have_attribute("aria-current", "step")
    source = cards.first.locator("img").get_attribute("src") or ""
    assert source.endswith(f"/{shown.frame}.png")
    assert server.client.get(source).headers["content-type"] == "image/png"


def test_the_draft_plays_and_seeks(opened: Open) -> None:
    shown = opened(CLIP, neuron=1).rests()
    shown.page.keyboard.press("Home")
    shown.page.keyboard.press(" ")
    expect(shown.part("draft")).to_be_visible(timeout=PATIENCE)
    for _ in range(100):
        if shown.frame > 20:
            break
        shown.page.wait_for_timeout(100)
    shown.page.keyboard.press("k")
    shown.rests()
    expect(shown.part("draft")).to_be_hidden()
    stopped = shown.frame
    assert stopped > 20
    shown.page.keyboard.press("Shift+ArrowRight")
    shown.rests()
    at = shown.page.evaluate("document.getElementById('draft').currentTime")
    assert at == pytest.approx(shown.frame / 30, abs=1 / 15)
    assert shown.frame > stopped


def test_sizes_of_the_picture(opened: Open) -> None:
    shown = opened(CLIP).rests()
    widths = []
    for name in ("Fit", "100 %", "Phone"):
        shown.page.get_by_role("radio", name=name).check(force=True)
        box = shown.part("picture").bounding_box()
        assert box
        widths.append(box["width"])
    assert widths[1:] == [1280, 360]
    assert 500 < widths[0] < 1000


def test_captions_go_and_come(opened: Open) -> None:
    shown = opened(CLIP).rests()
    before = shown.pixels()
    shown.page.keyboard.press("c")
    without = shown.changes(before)
    assert shown.params == {"captions": False}
    expect(shown.part("captions")).not_to_be_checked()
    expect(shown.part("caption")).not_to_be_empty()  # it is still read below the picture
    shown.page.keyboard.press("c")
    assert shown.changes(without) == before


def test_a_number_says_where_it_was_read(opened: Open) -> None:
    shown = opened("/clip/WeightedSum").rests()
    expect(shown.part("numbers-count")).to_have_text(re.compile(r"\d"), timeout=PATIENCE)
    shown.page.locator("#numbers summary").click()
    row = shown.page.locator("#numbers-list button", has_text="z(1)[15] = ").first
    row.focus()
    shown.says("tip", "z(1)[15] = 5.3")
    mark = shown.page.locator("#boxes .number").bounding_box()
    assert mark
    shown.part("numbers-count").focus()
    row.evaluate("(one) => one.blur()")
    expect(shown.part("tip")).to_be_hidden()
    shown.page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    shown.says("tip", "z(1)[15] = 5.3")


def test_a_check_says_what_it_finds(opened: Open) -> None:
    shown = opened(CLIP).rests()
    shown.page.keyboard.press("x")
    expect(shown.part("check-said")).to_have_text(
        re.compile("Nothing found|to look at"), timeout=PATIENCE
    )
    count = shown.page.locator("#findings li").count()
    assert ("Nothing found" in shown.part("check-said").inner_text()) == (count == 0)


def test_nothing_moves_while_nobody_does(opened: Open) -> None:
    shown = opened(CLIP)
    counted = "let n = 0; const f = requestAnimationFrame; "
    counted += "globalThis.requestAnimationFrame = (g) => { n++; return f(g); }; "
    shown.page.add_init_script(counted + "globalThis.asked = () => n;")
    shown.page.reload()
    shown.rests()
    shown.page.wait_for_timeout(500)
    before = shown.page.evaluate("asked()")
    shown.page.wait_for_timeout(1500)
    assert shown.page.evaluate("asked()") == before
    assert shown.page.evaluate("document.getAnimations().length") == 0
