"""One's own digit and network on a clip's page, and what is made of them."""

from __future__ import annotations

import io
import re

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.netcore.onnx_graphs import Graph
from tests.preview.browsing import PATIENCE, Open

pytestmark = [pytest.mark.long, pytest.mark.render]
CLIP = "/clip/WeightGrid"


def photo(kind: str = "JPEG") -> bytes:
    """Return a seven in dark ink on bright paper, a little turned."""
    picture = Image.new("RGB", (400, 500), (231, 226, 214))
    pen = ImageDraw.Draw(picture)
    pen.line([(110, 120), (290, 120), (180, 390)], fill=(38, 36, 60), width=26, joint="curve")
    buffer = io.BytesIO()
    picture.rotate(4, fillcolor=(231, 226, 214)).save(buffer, kind, quality=85)
    return buffer.getvalue()


def network() -> bytes:
    """Return a network of 784-12-10 neurons as ONNX."""
    rng = np.random.default_rng(4)

    def random(*shape: int) -> NDArray[np.float32]:
        return rng.normal(0, 0.1, shape).astype(np.float32)

    graph = Graph(784).add("Gemm", random(784, 12), random(12)).add("Sigmoid")
    graph.add("Gemm", random(12, 10), random(10)).add("Sigmoid")
    return bytes(graph.model().SerializeToString())


def test_a_five_is_drawn_and_becomes_a_film(opened: Open) -> None:
    shown = opened("/")
    shown.part("draw").click()
    shown.page.wait_for_url(re.compile("/clip/WeightedSum"))
    before = shown.rests().pixels()
    shown.draws(5)
    shown.changes(before)
    assert shown.params["image"].startswith("upload:")
    shown.page.locator("#about-image summary").click()
    steps = shown.page.locator("#about-image .steps img")
    expect(steps.last).to_be_visible(timeout=PATIENCE)
    assert steps.count() > 4
    with shown.page.expect_download() as download:  # the file that a copied command names
        shown.page.get_by_role("link", name="Save the drawing").click()
    assert download.value.suggested_filename == "drawn-digit.png"
    with Image.open(str(download.value.path())) as drawing:
        assert drawing.format == "PNG"
    shown.part("open-render").click()
    shown.page.get_by_label("480p").check()
    shown.page.get_by_label("720p").uncheck()
    shown.says("commands", "netreel render WeightedSum")
    shown.part("start-render").click()
    film = shown.page.locator(".film", has_text="WeightedSum").first
    link = film.get_by_role("link", name="Film (mp4)")
    expect(link).to_be_visible(timeout=3 * PATIENCE)
    with shown.page.expect_download() as download:
        link.click()
    with av.open(str(download.value.path())) as video:
        assert video.streams.video[0].codec_context.width == 854
        assert sum(1 for _ in video.decode(video=0)) > 300
    for name in ("Captions (srt)", "End frame (png)"):
        expect(film.get_by_role("link", name=name)).to_be_visible()


def test_a_stroke_is_undone_and_the_picture_taken_away(opened: Open) -> None:
    shown = opened(CLIP).rests()
    shown.page.keyboard.press("d")
    expect(shown.part("pad")).to_be_focused()
    for key in ["Space", *["ArrowDown"] * 12, "Space"]:
        shown.page.keyboard.press(key)
    shown.page.wait_for_url(re.compile("upload:"))
    shown.page.keyboard.press("Backspace")
    expect(shown.part("reset-all")).to_be_hidden()
    assert shown.params == {}
    shown.says("pad-said", "Nothing is drawn yet.")


def test_a_photo_is_dropped(opened: Open) -> None:
    shown = opened("/clip/PixelsToNeurons").rests()
    before = shown.pixels()
    shown.drops("seven.jpg", photo())
    shown.changes(before)
    shown.says("about-image", "seven.jpg")
    shown.page.reload()
    shown.says("about-image", "seven.jpg")
    shown.page.get_by_role("link", name="Clips", exact=True).click()
    shown.says("with-said", "Clips open with your digit.")
    shown.page.locator('.cards a[href*="WeightGrid"]').click()
    shown.says("about-image", "seven.jpg")


def test_a_picture_is_pasted(opened: Open) -> None:
    permitted = {"permissions": ["clipboard-read", "clipboard-write"]}
    shown = opened("/clip/PixelsToNeurons", context=permitted).rests()
    before = shown.pixels()
    shown.pastes(photo("PNG"))
    shown.changes(before)
    assert shown.params["image"].startswith("upload:")
    shown.says("about-image", "How it was prepared")


def test_a_network_is_dropped(opened: Open) -> None:
    shown = opened(CLIP).rests()
    before = shown.pixels()
    shown.drops("mine.onnx", network())
    shown.changes(before)
    shown.says("about-network", "784-12-10")
    assert list(shown.params) == ["network"]


def test_what_is_no_digit_is_said_and_changes_nothing(opened: Open) -> None:
    shown = opened(CLIP).rests()
    shown.drops("notes.txt", b"milk, bread, eggs")
    shown.says("own-problem", "notes.txt")
    shown.drops("huge.png", b"", 21 * 1024**2)
    shown.says("own-problem", "at most 20 MB")
    assert shown.params == {}


def test_a_file_that_is_gone_is_said_at_its_knob(opened: Open) -> None:
    shown = opened(CLIP, image="upload:0123456789abcdef")
    expect(shown.part("problem-image")).to_be_visible(timeout=PATIENCE)
    shown.says("about-image", "no longer on the server")
