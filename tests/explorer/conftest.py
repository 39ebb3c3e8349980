"""Pages that fail when anything in them does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import netcore
from netreel.explorer import explorer_page
from netreel.explorer.joining import WEB

SERVED = "http://modules.test/"
KINDS = {".js": "text/javascript", ".html": "text/html"}


@dataclass
class Opened:
    """A page from a file, and what went wrong in it."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def text(self, element: str) -> str:
        return self.page.inner_text(f"#{element}")

    def waits(self, element: str, text: str) -> None:
        """Wait until an element has a text; a function that polls, the page's policy forbids."""
        expect(self.page.locator(f"#{element}")).to_contain_text(text)


Open = Callable[..., Opened]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page of a network as a file; a fault in it fails the test."""
    pages: list[Opened] = []

    def open_page(
        network: netcore.Network | None = None,
        fragment: str = "",
        *,
        context: dict[str, Any] | None = None,
        init: str = "",
        **how: Any,
    ) -> Opened:
        file = tmp_path / f"page-{len(pages)}.html"
        file.write_text(explorer_page(network or netcore.default_network(), **how), "utf-8")
        wanted = {"reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}}
        page = browser.new_context(**{**wanted, **(context or {})}).new_page()
        shown = Opened(page)
        pages.append(shown)
        page.on("pageerror", lambda error: shown.faults.append(f"error: {error}"))
        page.on("console", lambda said: shown.faults.append(f"console: {said.text}"))
        page.on("dialog", lambda dialog: shown.faults.append(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: note_outside(shown, asked.url))
        if init:
            page.add_init_script(init)
        page.goto(f"{file.as_uri()}{fragment}")
        return shown

    yield open_page
    for each in pages:
        each.page.context.close()
        assert each.faults == []


def note_outside(shown: Opened, address: str) -> None:
    if not address.startswith(("file:", "data:", "blob:")):
        shown.faults.append(f"asked for {address}")


@pytest.fixture(scope="session")
def modules(browser: Browser) -> Iterator[Page]:
    """Serve the modules to a page that can import them one by one, as the studio does."""
    page = browser.new_context().new_page()

    def serve(route: Any) -> None:
        name = route.request.url.removeprefix(SERVED)
        body = (WEB / name).read_text("utf-8") if name else "<!doctype html><title>-</title>"
        route.fulfill(body=body, content_type=KINDS.get(Path(name).suffix, "text/html"))

    page.route(f"{SERVED}**", serve)
    page.goto(SERVED)
    yield page
    page.context.close()
