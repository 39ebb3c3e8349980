"""The source changes while the server runs: saved, broken, mended; and what must not harm it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import netcore
from benchmarks.studio import Page, Server, running
from netcore import Layer, Network
from tests.netreel.processes import wait_for

pytestmark = [pytest.mark.long, pytest.mark.render]
CLIP = "WeightGrid"
SCENE = "scenes/weights/weight_grid.py"
START = "    def construct(self) -> None:\n"


@pytest.fixture
def own(tmp_path: Path, source: Path) -> Iterator[Server]:
    """Return a server of a copy of the source."""
    with running(tmp_path / "cache", "--memory-limit", "1500", source=source) as started:
        yield started


def saves(source: Path, page: Page, file: str, change: Callable[[str], str]) -> None:
    """Change a file as an editor does, and wait until the page hears of it."""
    path = source / file
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    changed = page.waits("changed")
    assert file in changed["files"]


def fault(page: Page, **how: Any) -> dict[str, Any]:
    """Ask for a view that cannot be drawn and return what is told of the exception."""
    answer = page.shows(CLIP, **how)
    told: dict[str, Any] = answer.json()
    assert answer.status_code in (202, 409), answer.text
    return told["error"] if answer.status_code == 409 else page.waits("fault", key=told["key"])


def begins(line: str) -> Callable[[str], str]:
    """Return a change that puts a line where the clip begins."""
    return lambda text: text.replace(START, f"{START}        {line}\n", 1)


def ends(line: str) -> Callable[[str], str]:
    """Return a change that takes such a line away again."""
    return lambda text: text.replace(f"        {line}\n", "", 1)


def test_a_file_is_saved_broken_and_mended(own: Server, source: Path) -> None:
    with own.page() as page:
        first = page.outline(CLIP)
        picture = own.client.get(page.waits("still", key=first["key"])["url"]).content

        theme = "scenes/look/theme.py"
        saves(source, page, theme, lambda text: text.replace("#0E1116", "#4E1116", 1))
        page.waits("stale", key=first["key"])
        second = page.outline(CLIP)
        assert second["key"] != first["key"]
        assert own.client.get(page.waits("still", key=second["key"])["url"]).content != picture
        assert own.client.get(f"/api/views/{first['key']}/frames/7.png").status_code == 410

        saves(source, page, SCENE, begins("1 / 0"))
        told = fault(page)
        assert (told["message"], told["file"]) == ("ZeroDivisionError: division by zero", SCENE)
        assert told["source"].strip() == "1 / 0"
        assert (source / SCENE).read_text("utf-8").splitlines()[told["line"] - 1] == told["source"]
        assert "ZeroDivisionError" in told["trace"]

        saves(source, page, SCENE, ends("1 / 0"))
        assert page.outline(CLIP)["key"] == second["key"]

        saves(source, page, SCENE, begins("def ("))
        told = fault(page)
        assert told["message"].startswith("SyntaxError")
        assert (told["file"], told["source"].strip()) == (SCENE, "def (")
        saves(source, page, SCENE, ends("def ("))

        params = "scenes/weights/params.py"
        saves(source, page, params, lambda text: f"{text}\nnonsense\n")
        assert own.client.get(f"/api/clips/{CLIP}").status_code == 409
        assert fault(page)["file"] == params
        saves(source, page, params, lambda text: text.replace("\nnonsense\n", ""))
        assert page.outline(CLIP)["beats"]
        assert own.client.get(f"/api/clips/{CLIP}").status_code == 200


def test_an_asset_is_replaced(own: Server, source: Path) -> None:
    with own.page() as page:
        first = page.outline(CLIP)
        picture = own.client.get(page.waits("still", key=first["key"])["url"]).content
        layers = netcore.default_network().layers
        turned = [Layer(-layer.weights, layer.biases, layer.activation) for layer in layers]
        netcore.save_network(Network(turned), source / "assets/networks/lesson.npz")
        page.waits("stale", key=first["key"])
        second = page.outline(CLIP)
        assert second["key"] != first["key"]
        assert own.client.get(page.waits("still", key=second["key"])["url"]).content != picture


def test_what_breaks_a_rule_is_found_in_the_frame(own: Server, source: Path) -> None:
    small = "self.add(self.figures.words('too small', 12).to_corner([-1, 1, 0]))"
    with own.page() as page:
        saves(source, page, SCENE, begins(small))
        outline = page.outline(CLIP)
        facts = own.client.get(f"/api/views/{outline['key']}/frames/40.json").json()
        found = {each["rule"]: each for each in facts["findings"]}
        assert "too small" in found["letters-words"]["what"]
        assert found["letters-words"]["amount"] == pytest.approx(12, abs=0.5)
        assert found["letters-words"]["limit"] == 32
        x, y, width, height = found["letters-words"]["box"]
        assert 0 <= x < x + width <= outline["width"] / 4
        assert 0 <= y < y + height <= outline["height"] / 4


def test_a_clip_that_takes_all_memory_is_stopped(own: Server, source: Path) -> None:
    with own.page() as page:
        saves(source, page, SCENE, begins("b'0' * 3_000_000_000"))
        assert fault(page)["message"].startswith("MemoryError")
        saves(source, page, SCENE, begins("__import__('os').abort()"))
        assert "signal 6" in fault(page)["message"] or "MemoryError" in fault(page)["message"]


def test_a_clip_without_an_end_is_stopped(tmp_path: Path, source: Path) -> None:
    scene = source / SCENE
    endless = "__import__('time').sleep(3600)"
    scene.write_text(begins(endless)(scene.read_text("utf-8")), "utf-8")
    limited = running(tmp_path / "cache", "--time-limit", "12", source=source)
    with limited as server, server.page() as page:
        assert "more than 12 seconds" in fault(page)["message"]
        view = {"clip": CLIP, "quality": "l"}
        (render,) = server.client.post("/api/renders", json={"view": view}).json()
        assert "--time-limit" in page.waits("render", id=render["id"], state="failed")["message"]
        # Not even an import without an end, that leaves no time to others, stops what comes next.
        saves(source, page, SCENE, ends(endless))
        saves(source, page, SCENE, lambda text: f"{text}while True: pass\n")
        assert "more than 12 seconds to import" in fault(page)["message"]
        saves(source, page, SCENE, lambda text: text.removesuffix("while True: pass\n"))
        assert page.outline(CLIP)["beats"]


def test_a_film_goes_on_while_the_source_changes(own: Server, source: Path) -> None:
    with own.page() as page:
        view = {"clip": CLIP, "quality": "l"}
        (render,) = own.client.post("/api/renders", json={"view": view}).json()
        page.waits("render", id=render["id"], state="rendering")
        saves(source, page, "scenes/look/theme.py", lambda text: f"{text}\n")
        done = page.waits("render", id=render["id"], state="done")
        assert own.client.get(done["files"][0]["url"]).status_code == 200


def test_a_process_that_dies_leaves_the_server_up(own: Server) -> None:
    with own.page() as page:
        page.outline(CLIP)
        for pid in own.descendants():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        outline = page.outline(CLIP, digit=9)
        told = {data["state"] for name, data in page.seen if name == "worker"}
        assert "died" in told or page.waits("worker", state="died")
        assert own.client.get(f"/api/views/{outline['key']}/frames/3.png").status_code == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_process_and_no_file_is_left(
    tmp_path: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scratch := tmp_path / "scratch").mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with running(tmp_path / "cache") as server, server.page() as page:
        server.upload(netcore.asset_path("networks/iris.npz").read_bytes(), "flowers.npz")
        assert [*scratch.rglob("upload.npz")]
        page.shows("MatrixForm", quality="m")
        view = {"clip": "Bias", "quality": "h"}
        server.client.post("/api/renders", json={"view": view})
        page.waits("still")
        started = server.descendants()
        assert len(started) > 3
        start = time.monotonic()
        server.process.send_signal(number)
        assert server.process.wait(10) == (0 if number != signal.SIGKILL else -number)
        wait_for(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in started), 5)
        assert time.monotonic() - start < 2 * crowd()
    if number != signal.SIGKILL:
        assert [*scratch.iterdir()] == []


def crowd() -> float:
    """Return how many processes there are at work for each core, at least 1: so slow is all."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def preview(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "netreel", "preview", "--no-open", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_wrong_use_is_one_line(server: Server) -> None:
    port = server.url.rpartition(":")[2]
    for arguments, word in (
        (("WeightGird",), "WeightGrid"),
        (("--port", port), "another --port"),
        (("--host", "no.such.address.invalid"), "cannot listen"),
    ):
        done = preview(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert word in done.stderr


def test_from_afar_a_token_is_printed(tmp_path: Path) -> None:
    with running(tmp_path / "cache", "--host", "0.0.0.0") as server:
        assert server.client.get("/").status_code == 403
