"""What the explorer's page asks of a browser while one draws: milliseconds of script."""

from __future__ import annotations

import os
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from playwright.sync_api import sync_playwright

import netcore
from benchmarks.figures import Figure, print_figures
from netcore import Layer, Network
from netreel.explorer import explorer_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["measure"]

POINTS = 1000
STROKE = """async (points) => {
  const pad = document.getElementById("pad");
  const { left, top, width, height } = pad.getBoundingClientRect();
  document.getElementById("clear").click();
  pad.setPointerCapture = () => {};
  const waiting = [];
  const frame = requestAnimationFrame;
  window.requestAnimationFrame = (act) => waiting.push(act);
  const send = (kind, i) => {
    const [angle, reach] = [i / 30, 0.1 + 0.3 * (i / points)];
    const clientX = left + width * (0.5 + reach * Math.cos(angle));
    const clientY = top + height * (0.5 + reach * Math.sin(angle));
    const where = { pointerId: 1, button: 0, clientX, clientY, bubbles: true, cancelable: true };
    pad.dispatchEvent(new PointerEvent(kind, where));
  };
  const [events, frames] = [[], []];
  send("pointerdown", 0);
  for (let i = 1; i < points; i++) {
    const start = performance.now();
    send("pointermove", i);
    const sent = performance.now();
    for (const act of waiting.splice(0)) act(sent);
    events.push(sent - start);
    frames.push(performance.now() - start);
    if (i % 20 === 0) await new Promise((done) => frame(done));
  }
  window.requestAnimationFrame = frame;
  send("pointerup", points);
  return { events, frames };
}"""


def measure(runs: int = 3) -> list[Figure]:
    """Return how long a point of a stroke takes, and all that a frame then shows."""
    rng = np.random.default_rng(0)
    sizes = (784, 128, 64, 10)
    layers = [
        Layer(rng.normal(size=(after, before)) / before**0.5, np.zeros(after), "relu")
        for before, after in pairwise(sizes)
    ]
    lesson = netcore.default_network()
    size = Figure("explorer, lesson's page", len(explorer_page(lesson).encode()) / 1000, "kB", 300)
    name = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    as_root = hasattr(os, "getuid") and os.getuid() == 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=name, args=["--no-sandbox"] if as_root else []
        )
        figures = [
            *of_network(browser, runs, lesson, 6),
            *of_network(browser, runs, Network(layers), 16),
        ]
        browser.close()
    return [size, *figures]


def of_network(browser: Browser, runs: int, network: Network, limit: float) -> list[Figure]:
    """Draw a stroke of a thousand points, and take each time's median; of those the least."""
    title = f"explorer, {'-'.join(map(str, network.sizes))}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "explorer.html"
        file.write_text(explorer_page(network), "utf-8")
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(file.as_uri())
        page.wait_for_timeout(2500)
        found: list[dict[str, Any]] = [page.evaluate(STROKE, POINTS) for _ in range(runs)]
        page.close()
    event, frame = (
        min(float(np.median(run[what])) for run in found) for what in ("events", "frames")
    )
    return [
        Figure(f"{title}: a point of the stroke", event, "ms", limit),
        Figure(f"{title}: that and a whole frame", frame, "ms", 16),
    ]


if __name__ == "__main__":
    print_figures(measure())
