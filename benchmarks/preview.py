"""What one waits for in the preview: seconds on the clock; and what it takes while nobody asks."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, print_figures
from benchmarks.studio import copy_source, running
from scenes.catalogue import CLIPS

if TYPE_CHECKING:
    from benchmarks.studio import Page, Server

__all__ = ["measure"]

CLIPS_TURNED = ("WeightedSum", "ForwardPass", "MatrixForm")
SCENE = "scenes/weights/weighted_sum.py"
IDLE = 10.0
"""Seconds."""


def measure(runs: int = 10) -> list[Figure]:
    """Return how soon a still follows a knob and a saved file, and what idling takes."""
    with tempfile.TemporaryDirectory() as folder:
        source = copy_source(Path(folder))
        with running(Path(folder, "cache"), source=source) as server, server.page() as page:
            figures = [figure for clip in CLIPS_TURNED for figure in turned(page, clip, runs)]
            figures += [first_looks(page), ended(page, runs), scrubbed(page, runs), idle(server)]
            figures.append(saved(page, source / SCENE, runs))
    return [*figures, Figure("import manim, on the same day", median(imports()), "s")]


def imports(runs: int = 5) -> list[float]:
    """Return how long starts of Python take that only import Manim: all seconds grow with that."""
    command, seconds = [sys.executable, "-c", "import manim"], []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True)
        seconds.append(time.perf_counter() - start)
    return seconds


def still_of(page: Page, clip: str, quality: str = "m", **params: int) -> float:
    """Ask for a view; return after how many seconds its first still has arrived."""
    start = time.perf_counter()
    key = page.shows(clip, quality, None, **params).json()["key"]
    page.server.client.get(page.waits("still", key=key)["url"]).raise_for_status()
    return time.perf_counter() - start


def turned(page: Page, clip: str, runs: int) -> list[Figure]:
    """Turn a clip's digit, and time the first still and the time line."""
    still_of(page, clip, digit=9, sample=9)
    stills, lines = [], []
    for run in range(runs):
        start = time.perf_counter()
        stills.append(still_of(page, clip, digit=run % 9, sample=run // 9))
        if not any(name == "outline" for name, _ in page.seen[-3:]):
            page.waits("outline")
        lines.append(time.perf_counter() - start)
    return [
        Figure(f"{clip}: a knob is turned: first still", median(stills), "s", 0.5),
        Figure(f"{clip}: the same: time line", median(lines), "s"),
    ]


def first_looks(page: Page) -> Figure:
    """Look at every clip, one after the other: the first still of each."""
    clips = [entry.clip for entry in CLIPS if entry.needs != "numbers"]
    return Figure(
        "each clip is opened: first still", median(still_of(page, c) for c in clips), "s", 0.5
    )


def scrubbed(page: Page, runs: int) -> Figure:
    """Move the time cursor over a paused clip, and time each frame."""
    told = page.outline("WeightedSum", quality="m")
    page.waits("draft", key=told["key"], share=1)
    seconds = []
    for run in range(runs):
        frame = (7 + 97 * run) % told["frame_count"]
        start = time.perf_counter()
        page.server.client.get(f"/api/views/{told['key']}/frames/{frame}.png").raise_for_status()
        seconds.append(time.perf_counter() - start)
    return Figure("WeightedSum, paused: an exact frame", median(seconds), "s", 0.5)


def ended(page: Page, runs: int) -> Figure:
    """Turn a knob while an older view is drawn, and time how long that still goes on."""
    seconds = []
    for run in range(runs):
        still_of(page, "WeightGrid", "l", digit=1)
        before = page.server.descendants()
        page.shows("MatrixForm", "m", digit=run)
        drawing = page.server.descendants() - before
        start = time.perf_counter()
        page.asks_for("WeightGrid", "l", digit=2)
        while drawing & page.server.descendants():
            time.sleep(0.002)
        seconds.append(time.perf_counter() - start)
        page.waits("still")
    return Figure("what is drawn for an older view has ended after", median(seconds), "s", 0.2)


def idle(server: Server) -> Figure:
    """Leave a page open that has all it wants, and take the share of a core that goes on."""
    time.sleep(2)
    before = server.cpu_seconds()
    time.sleep(IDLE)
    after = server.cpu_seconds()
    share = sum(after[pid] - before.get(pid, 0.0) for pid in after) / IDLE
    return Figure("idle, a clip open", 100 * share, "% of a core", 1.0)


def saved(page: Page, scene: Path, runs: int) -> Figure:
    """Save a scene, and time its first still."""
    text, seconds = scene.read_text("utf-8"), []
    still_of(page, "WeightedSum")
    for run in range(runs):
        time.sleep(1)
        start = time.perf_counter()
        scene.write_text(f"{text}\n# {run}\n", "utf-8")
        page.waits("stale")
        still_of(page, "WeightedSum")
        seconds.append(time.perf_counter() - start)
    return Figure("WeightedSum, saved: first still", median(seconds), "s", 1.5)


if __name__ == "__main__":
    print_figures(measure())
