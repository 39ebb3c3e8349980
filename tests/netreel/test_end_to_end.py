"""The real command, its real worker, a real clip: from the words typed to the files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import av
import pytest
import srt
import webvtt
from PIL import Image

import netcore
from scenes.catalogue import CLIPS
from tests.netreel.conftest import Run, assert_mistake
from tests.netreel.processes import processes_at, wait_for

pytestmark = pytest.mark.render
CLIP = "PixelsToNeurons"
# Few frames, for time's sake: their number is what is checked.
SMALL = ("-q", "l", "--fps", "6")


def netreel(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run netreel in a process of its own."""
    command = [sys.executable, "-m", "netreel", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_clip_with_all_that_belongs_to_it(here: Path) -> None:
    done = netreel("render", CLIP, "--digit", 7, *SMALL, "--json")
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)
    assert told["path"] == f"out/{CLIP}-digit=7-quality=l-fps=6.mp4"
    with av.open(here / told["path"]) as film:
        stream = film.streams.video[0]
        chapters = film.chapters()
        assert (stream.width, stream.height) == (854, 480)
        assert stream.frames == sum(1 for _ in film.decode(stream)) == told["frames"]
        assert film.duration is not None
        assert film.duration / av.time_base == pytest.approx(told["frames"] / 6, abs=1e-3)
        assert film.metadata["title"] == CLIP
    described = json.loads(netreel("describe", CLIP, "--json").stdout)
    assert [c["metadata"]["title"] for c in chapters] == [b["title"] for b in described["beats"]]
    subtitles = list(srt.parse(Path(told["captions"][0]).read_text(encoding="utf-8")))
    said = [" ".join(cue.content.split()) for cue in subtitles]  # a cue is set in lines
    assert said == [c["text"] for c in described["captions"]]
    assert len(webvtt.read(told["captions"][1]).captions) == len(subtitles)
    assert subtitles[-1].end.total_seconds() <= told["seconds"] + 1e-3

    again = netreel("render", CLIP, "--digit", 7, *SMALL, "--json")
    assert json.loads(again.stdout)[0]["kept"]


def test_manim_from_the_command_line(here: Path) -> None:
    root = Path(netcore.__file__).resolve().parent.parent
    entry = next(entry for entry in CLIPS if entry.clip == CLIP)
    command = [
        *(sys.executable, "-m", "manim", "-ql", "--format", "png"),
        *("--config_file", str(root / "manim.cfg"), "--media_dir", str(here)),
        *(f"{entry.module.replace('.', '/')}.py", CLIP),
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (picture,) = here.rglob("*.png")
    with Image.open(picture) as image:
        assert image.size == (854, 480)


def test_still_and_storyboard(run: Run) -> None:
    still = run("still", CLIP, "-q", "l", "--at", "1.0", "-o", "pictures/still.png")
    assert still.stdout == "pictures/still.png\n"
    with Image.open("pictures/still.png") as picture:
        assert picture.size == (854, 480)
    sheet = json.loads(run("storyboard", CLIP, "--digit", 5, "--json").stdout)
    assert sheet["path"] == f"out/{CLIP}-digit=5-storyboard.png"
    with Image.open(sheet["path"]) as picture:
        assert picture.height > 360 * len(sheet["beats"])


def test_still_mistakes(run: Run) -> None:
    assert_mistake(run("still", CLIP, "--at", "no_such_beat"), "no_such_beat")
    assert_mistake(run("still", CLIP, "--at", "9999"), "s long")
    assert_mistake(run("still", CLIP, "--sample", "9999"), "sample 9999")
    assert list(Path().iterdir()) == []


def test_outputs_that_cannot_be_written(run: Run) -> None:
    assert_mistake(run("still", CLIP, "-q", "l", "-o", "/dev/null/a.png"), "/dev/null/a.png")


def test_a_network_that_does_not_fit(run: Run) -> None:
    layer = netcore.Layer(weights=[[1.0] * 5] * 2, biases=[0.0] * 2, activation="sigmoid")
    netcore.save_network(netcore.Network((layer,)), Path("small.npz"))
    assert_mistake(run("render", CLIP, "--network", "small.npz"), "5 numbers that are no image")


def test_killing_leaves_nothing_that_counts(here: Path, own_cache: Path) -> None:
    command = [sys.executable, "-m", "netreel", "render", CLIP, "-q", "k"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: any(own_cache.rglob("*.mp4")))
    process.kill()
    process.wait()
    assert not (own_cache / "clips").exists()
    assert not any((here / "out").iterdir())
    wait_for(lambda: not processes_at(own_cache))
