"""A source is saved, broken and mended beside an open page; and a server that goes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.studio import Server, running
from tests.preview.browsing import PATIENCE, Shown, closed, opened_at

pytestmark = [pytest.mark.long, pytest.mark.render]
SCENE = "scenes/weights/weight_grid.py"
START = "    def construct(self) -> None:\n"


@pytest.fixture
def own(tmp_path: Path, source: Path) -> Iterator[Server]:
    """Return a server of a copy of the source."""
    with running(tmp_path / "cache", source=source) as started:
        yield started


@pytest.fixture
def shown(browser: Browser, own: Server) -> Iterator[Shown]:
    pages: list[Shown] = []
    yield opened_at(browser, own.url, pages)("/clip/WeightGrid").rests()
    closed(pages)


def test_a_file_is_saved_broken_and_mended(shown: Shown, source: Path) -> None:
    before = shown.pixels()
    theme = source / "scenes/look/theme.py"
    theme.write_text(theme.read_text("utf-8").replace('"#0E1116"', '"#203040"'), "utf-8")
    after = shown.changes(before)

    scene = source / SCENE
    whole = scene.read_text("utf-8")
    line = 'raise ValueError("the grid is broken on purpose")'
    scene.write_text(whole.replace(START, f"{START}        {line}\n", 1), "utf-8")
    fault = shown.part("fault")
    expect(fault).to_be_visible(timeout=PATIENCE)
    number = whole[: whole.index(START)].count("\n") + 2
    for text in ("the grid is broken on purpose", SCENE, f"line {number}", line):
        expect(fault).to_contain_text(text)

    scene.write_text(whole, "utf-8")
    expect(fault).to_be_hidden(timeout=PATIENCE)
    assert shown.rests().pixels() == after


def test_what_breaks_a_rule_is_marked_over_the_picture(shown: Shown, source: Path) -> None:
    before = shown.pixels()
    shown.part("check").check(force=True)
    shown.says("check-said", "Nothing found")
    small = "self.add(self.figures.words('too small', 12).to_corner([-1, 1, 0]))"
    scene = source / SCENE
    scene.write_text(
        scene.read_text("utf-8").replace(START, f"{START}        {small}\n", 1), "utf-8"
    )
    shown.changes(before)
    shown.says("findings", "too small")
    mark, picture = (
        shown.page.locator(name).first.bounding_box() for name in ("#boxes .finding", "#picture")
    )
    assert mark
    assert picture
    assert picture["x"] <= mark["x"] < picture["x"] + picture["width"] / 4
    assert picture["y"] <= mark["y"] < picture["y"] + picture["height"] / 4
    shown.part("check").uncheck(force=True)
    expect(shown.page.locator("#boxes .finding")).to_have_count(0)


def test_a_server_that_has_ended_is_said(shown: Shown, own: Server) -> None:
    own.process.send_signal(signal.SIGINT)
    own.process.wait(30)
    shown.says("trouble", "The preview does not answer")
    shown.faults.clear()
