"""How a gallery of 50 clips scrolls: the time from one frame to the next, in Chromium."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from playwright.sync_api import sync_playwright

from benchmarks.figures import Figure, print_figures
from benchmarks.studio import Server, running

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

__all__ = ["measure"]

CLIPS = 50
SIZE: Any = {"width": 1440, "height": 900}
WATCH = """() => {
  globalThis.frames = [];
  const note = (now) => { globalThis.frames.push(now); requestAnimationFrame(note); };
  requestAnimationFrame(note);
}"""


def measure(runs: int = 3) -> list[Figure]:
    """Return frames a second while it is scrolled, all posters being there, and the worst wait."""
    name = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    as_root = hasattr(os, "getuid") and os.getuid() == 0
    with (
        tempfile.TemporaryDirectory() as cache,
        running(Path(cache)) as server,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(
            executable_path=name, args=["--no-sandbox"] if as_root else []
        )
        page = browser.new_page(viewport=SIZE)
        open_gallery(page, server)
        waits = np.concatenate([scrolled(page) for _ in range(runs)])
        browser.close()
    return [
        Figure("gallery, scrolled: frames a second", 1000 / float(np.mean(waits)), "1/s", 58, True),
        Figure("gallery, scrolled: 95 of 100 frames", float(np.percentile(waits, 95)), "ms", 20),
    ]


def open_gallery(page: Page, server: Server) -> None:
    """Open it with as many clips as wanted: those that there are, again and again."""
    lines = server.client.get("/api/clips").json()
    many = [lines[at % len(lines)] for at in range(CLIPS)]
    poster = server.client.get(f"/api/clips/{lines[0]['clip']}/poster.png").content

    def clips(route: Route) -> None:
        route.fulfill(body=json.dumps(many), content_type="application/json")

    page.route("**/api/clips", clips)
    page.route("**/poster.png*", lambda route: route.fulfill(body=poster, content_type="image/png"))
    page.goto(server.url)
    page.wait_for_selector(".cards img.drawn")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(1000)


def scrolled(page: Page) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Scroll from top to bottom as a wheel does, and return each wait for a frame in ms."""
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    page.evaluate(WATCH)
    height = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    page.context.new_cdp_session(page).send(
        "Input.synthesizeScrollGesture",
        {"x": 700, "y": 500, "yDistance": -height, "speed": 1600, "gestureSourceType": "mouse"},
    )
    frames = page.evaluate("globalThis.frames")
    page.reload()
    page.wait_for_selector(".cards img.drawn")
    return np.diff(np.array(frames))


if __name__ == "__main__":
    print_figures(measure())
