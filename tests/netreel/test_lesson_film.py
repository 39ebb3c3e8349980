"""The real command, its real worker, real clips: a film, killed on the way, of a misread digit."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
import srt

import netcore
from netreel.check.films import check_film
from tests.netreel.processes import processes_at, wait_for

pytestmark = pytest.mark.render
CLIP = "ForwardPass"
# A lesson of one clip and its card, for time's sake.
ONE_CLIP = (
    "from scenes import catalogue; "
    f"catalogue.CLIPS = (catalogue.find({CLIP!r}),); "
    "from netreel.main import main; main()"
)
# Few frames: their number is what is checked.
FPS = 3
COMMAND = [sys.executable, "-c", ONE_CLIP, "lesson", "-q", "l", "--fps", str(FPS), "-j", "2"]


def misreading(path: Path) -> int:
    """Write the lesson's network with its outputs in another order; return what a 3 is to it."""
    network = netcore.default_network()
    last = network.layers[-1]
    rolled = netcore.Layer(
        np.roll(last.weights, 1, axis=0), np.roll(last.biases, 1), last.activation
    )
    wrong = netcore.Network([*network.layers[:-1], rolled], image_shape=(28, 28))
    netcore.save_network(wrong, path)
    return int(wrong.forward(netcore.sample_digits().image(3, 0).ravel()).prediction)


def inodes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in folder.iterdir()}


def test_a_film_of_a_misread_digit_goes_on_where_it_was_killed(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    taken_for = misreading(tmp_path / "wrong.npz")
    command = [*COMMAND, "--network", "wrong.npz", "-o", "film.mp4"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: (own_cache / "clips").exists() and any((own_cache / "clips").iterdir()))
    process.kill()
    process.wait()
    wait_for(lambda: not processes_at(own_cache))
    assert not Path("film.mp4").exists()
    (before,) = inodes(own_cache / "clips").items()

    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert before in inodes(own_cache / "clips").items()
    told = json.loads(done.stdout)
    text = Path("film-transcript.md").read_text(encoding="utf-8")
    assert taken_for != 3
    assert f"The answer is {taken_for}, " in text
    assert "Wrong: somebody wrote a 3." in text
    assert_film_is_whole(Path("film.mp4"), told["frames"])
    verdict = check_film(Path("film.mp4"))
    assert (verdict.seconds, verdict.findings) == (told["seconds"], ())


def assert_film_is_whole(film: Path, count: int) -> None:
    """Assert that a film of one chapter has its frames, key frames, colours and captions."""
    card = 4
    with av.open(film) as video:
        stream = video.streams.video[0]
        context = stream.codec_context
        assert (context.color_primaries, context.color_trc, context.color_range) == (1, 13, 1)
        (chapter,) = video.chapters()
        assert chapter["metadata"]["title"] == "2 · Layers"
        frames = list(video.decode(stream))
    assert [round(float(frame.time or 0) * FPS) for frame in frames] == [*range(count)]
    keys = [number for number, frame in enumerate(frames) if frame.key_frame]
    assert keys[0] == 0
    cues = list(srt.parse(film.with_suffix(".srt").read_text(encoding="utf-8")))
    assert cues[0].start.total_seconds() >= card
    assert round(cues[0].start.total_seconds() * FPS) in keys
    assert all(one.start < one.end <= other.start for one, other in pairwise(cues))
    assert cues[-1].end.total_seconds() <= count / FPS + 1e-3
