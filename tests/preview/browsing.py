"""The studio's pages in a browser, and what one does with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.explorer.strokes import PAPER, drawn

PATIENCE = 60_000
"""Milliseconds: the machine may do other things as well."""
REFUSED = "Failed to load resource"
"""What a browser writes of each answer from 400 on; the page says such things itself."""


@dataclass
class Shown:
    """A page, and what went wrong in it."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def goes(self, path: str, **params: Any) -> Shown:
        """Open a page, with params in its address."""
        query = f"?p={quote(json.dumps(params))}" if params else ""
        self.page.goto(f"{self.base}{path}{query}")
        return self

    def part(self, name: str) -> Locator:
        return self.page.locator(f"#{name}")

    def knob(self, name: str) -> Locator:
        """Return the field that a knob is typed into."""
        return self.page.locator(f"#knob-{name}")

    def says(self, name: str, text: str) -> None:
        expect(self.part(name)).to_contain_text(text, timeout=PATIENCE)

    @property
    def params(self) -> dict[str, Any]:
        """What the address says of knobs."""
        query = parse_qs(urlsplit(self.page.url).query)
        found: dict[str, Any] = json.loads(query.get("p", ["{}"])[0])
        return found

    @property
    def seconds(self) -> float:
        """What the address says of the time."""
        return float(parse_qs(urlsplit(self.page.url).query)["t"][0])

    @property
    def frame(self) -> int:
        return int(self.part("frame-number").input_value())

    def rests(self) -> Shown:
        """Wait until the frame that is wanted is there."""
        expect(self.part("player")).to_be_enabled(timeout=PATIENCE)
        expect(self.part("stage")).to_have_attribute("aria-busy", "false", timeout=PATIENCE)
        return self

    def pixels(self) -> str:
        """Return a digest of what the picture shows."""
        text: str = self.page.evaluate(
            """async () => {
              const picture = document.getElementById("still");
              await picture.decode();
              const size = { width: picture.naturalWidth, height: picture.naturalHeight };
              const canvas = Object.assign(document.createElement("canvas"), size);
              const context = canvas.getContext("2d");
              context.drawImage(picture, 0, 0);
              const { data } = context.getImageData(0, 0, size.width, size.height);
              const digest = await crypto.subtle.digest("SHA-256", data);
              return [size.width, ...new Uint8Array(digest)].join(" ");
            }"""
        )
        return text

    def changes(self, before: str) -> str:
        """Wait until the picture is another one, and return its digest."""
        for _ in range(600):
            if (now := self.rests().pixels()) != before:
                return now
            self.page.wait_for_timeout(100)
        raise AssertionError("the picture stays as it was")

    def draws(self, digit: int, sample: int = 1) -> None:
        """Draw a digit on the paper with the mouse."""
        box = self.part("pad").bounding_box()
        assert box
        for path in drawn(digit, sample, np.random.default_rng(digit)):
            points = [(box["x"] + x * box["width"] / PAPER, box["y"] + y * box["height"] / PAPER)
                      for x, y in [*path[:-1:8], path[-1]]]  # fmt: skip
            self.page.mouse.move(*points[0])
            self.page.mouse.down()
            for point in points[1:]:
                self.page.mouse.move(*point)
            self.page.mouse.up()

    def drops(self, name: str, content: bytes, size: int = 0) -> None:
        """Let go of a file over the page, filled up to `size`."""
        self.page.evaluate(
            """([name, bytes, size]) => {
              const dataTransfer = new DataTransfer();
              const parts = [Uint8Array.from(bytes), new Uint8Array(size)];
              dataTransfer.items.add(new File(parts, name));
              const how = { bubbles: true, cancelable: true, dataTransfer };
              for (const kind of ["dragenter", "dragover", "drop"])
                document.body.dispatchEvent(new DragEvent(kind, how));
            }""",
            [name, list(content), max(size - len(content), 0)],
        )

    def pastes(self, content: bytes) -> None:
        """Put a PNG into the clipboard, as a screenshot does, and paste it by keys."""
        self.page.evaluate(
            """async (bytes) => {
              const picture = new Blob([Uint8Array.from(bytes)], { type: "image/png" });
              await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
            }""",
            list(content),
        )
        self.page.keyboard.press("Control+V")


Open = Callable[..., Shown]


def opened_at(browser: Browser, base: str, pages: list[Shown]) -> Open:
    """Return what opens a page, beside another one if need be, and notes it among `pages`."""

    def open_page(
        path: str = "",
        *,
        context: dict[str, Any] | None = None,
        beside: Shown | None = None,
        **params: Any,
    ) -> Shown:
        wanted = {"reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}}
        window = beside.page.context if beside else browser.new_context(**wanted | (context or {}))
        shown = Shown(page := window.new_page(), base)
        pages.append(shown)
        page.on("pageerror", lambda error: shown.faults.append(f"error: {error}"))
        page.on("console", lambda said: note_said(shown, said.text))
        page.on("request", lambda asked: note_outside(shown, asked.url))
        return shown.goes(path, **params) if path else shown

    return open_page


def note_said(shown: Shown, text: str) -> None:
    if not text.startswith(REFUSED):
        shown.faults.append(f"console: {text}")


def note_outside(shown: Shown, address: str) -> None:
    if not address.startswith((f"{shown.base}/", "data:", f"blob:{shown.base}/")):
        shown.faults.append(f"asked for {address}")


def closed(pages: list[Shown]) -> None:
    """Close pages, and see that nothing went wrong in them."""
    for shown in pages:
        shown.page.context.close()
    assert [fault for shown in pages for fault in shown.faults] == []


def serious(page: Page) -> list[str]:
    """Return what axe finds, but for what is minor."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html']}"
        for one in found
        for node in one["nodes"]
        if one["impact"] not in {"minor", None}
    ]
