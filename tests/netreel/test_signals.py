"""Whatever signal ends netreel, it leaves as tidily as after Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.netreel.processes import Terminal, processes_at, wait_for

pytestmark = pytest.mark.long

FAKE_WORKER = Path(__file__).with_name("fake_worker.py")
# A worker that never ends, and a picture that is never done: the signal always comes in between.
RENDERING = (
    "import sys; from netreel import runner; "
    f"runner.WORKER = (sys.executable, {str(FAKE_WORKER)!r}, 'hangs'); "
    "from netreel.main import main; main()"
)
DRAWING = """
import time
from netreel import pictures
def never_done(task):
    (task.folder / "begun.mp4").touch()
    time.sleep(60)
pictures.attempt_here = never_done
from netreel.main import main
main()
"""
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder to be in, with one of its own for temporary files."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("options", [(), ("--no-cache",)])
def test_rendering(here: Path, own_cache: Path, number: int, options: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", RENDERING, "render", "PixelsToNeurons", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    place = here / "tmp" if options else own_cache
    wait_for(lambda: any(place.rglob("clip.mp4")))
    os.kill(process.pid, number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 128 + number
    assert said.strip() == b"error: interrupted"
    assert not any((here / "out").iterdir())
    assert not any((here / "tmp").iterdir())
    assert not list(own_cache.glob("*/*"))
    wait_for(lambda: not processes_at(here) + processes_at(place), seconds=5)


@pytest.mark.parametrize("number", SIGNALS)
def test_drawing_a_picture(here: Path, number: int) -> None:
    command = [sys.executable, "-c", DRAWING, "still", "PixelsToNeurons"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wait_for(lambda: any((here / "tmp").rglob("begun.mp4")))
    os.kill(process.pid, number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 128 + number
    assert said.strip() == b"error: interrupted"
    assert not any((here / "tmp").iterdir())


@pytest.mark.parametrize("number", SIGNALS)
def test_the_cursor_is_shown_again(here: Path, own_cache: Path, number: int) -> None:
    terminal = Terminal([sys.executable, "-c", RENDERING, "render", "PixelsToNeurons"])
    wait_for(lambda: any(own_cache.rglob("clip.mp4")))
    os.kill(terminal.process.pid, number)
    shown = terminal.read_all()
    assert b"\x1b[?25l" in shown
    assert shown.rindex(b"\x1b[?25h") > shown.rindex(b"\x1b[?25l")


def test_a_signal_that_is_ignored_stays_ignored(here: Path, own_cache: Path) -> None:
    command = [sys.executable, "-c", RENDERING, "render", "PixelsToNeurons"]
    process = subprocess.Popen(["nohup", *command], stderr=subprocess.DEVNULL)
    wait_for(lambda: any(own_cache.rglob("clip.mp4")))
    os.kill(process.pid, signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    process.terminate()
    assert process.wait(20) == 128 + signal.SIGTERM
