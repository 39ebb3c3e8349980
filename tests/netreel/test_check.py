"""netreel check: what is run, what is said of it, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from netcore import asset_path
from netreel import checking
from netreel.check import RULES, Finding, Truth, Verdict
from netreel.jobs import RenderJob, params_of
from scenes.catalogue import CLIPS
from tests.netreel.conftest import Run, assert_mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

FAST = Finding(
    "caption-words",
    "WeightedSum",
    "add_the_bias",
    450,
    30.0,
    31.5,
    '240 words a minute in "So it is."',
    240.0,
    180.0,
    RULES["caption-words"].wanted,
)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[RenderJob]:
    """Replace what runs clips: WeightedSum has a fault; return the jobs, as they are done."""
    jobs: list[RenderJob] = []

    def check_one(job: RenderJob, _pool: object, *, quick: bool) -> Verdict:
        jobs.append(job)
        found = (FAST,) if job.clip == "WeightedSum" and not quick else ()
        return Verdict(41.5, found, Truth(46, 0.0))

    monkeypatch.setattr(checking, "check_one", check_one)
    return jobs


@pytest.mark.usefixtures("checked")
def test_a_finding_says_all_and_the_exit_code_is_one(run: Run) -> None:
    result = run("check", "MatrixForm", "WeightedSum")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "MatrixForm: 41.5 s, clean; 46 numbers compared, all true to their rounding",
        "caption-words: WeightedSum.add_the_bias from 30.0 to 31.5 s: "
        '240 words a minute in "So it is." (240; at most 180 words a minute)',
        "WeightedSum: 41.5 s, 1 finding; 46 numbers compared, all true to their rounding",
        "2 clips; 92 numbers compared, all true to their rounding",
    ]
    assert result.stderr == "error: 1 finding in 1 of 2\n"


@pytest.mark.usefixtures("checked")
def test_without_a_finding_it_is_zero(run: Run) -> None:
    result = run("check", "WeightedSum", "--quick")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.usefixtures("checked")
def test_json(run: Run) -> None:
    result = run("check", "WeightedSum", "--json")
    assert result.exit_code == 1
    (told,) = json.loads(result.stdout)
    assert told["numbers"] == {"numbers": 46, "largest": 0.0}
    (finding,) = told["findings"]
    assert finding["rule"] == "caption-words"
    assert (finding["beat"], finding["value"]) == ("add_the_bias", 240.0)
    assert (finding["seconds"], finding["until"]) == (30.0, 31.5)
    assert finding["wanted"] == "at most 180 words a minute"
    assert "BBC" in finding["source"]
    assert finding["why"]


def test_all_are_those_that_the_network_suits(run: Run, checked: list[RenderJob]) -> None:
    run("check", "--all", "--aspect", "9:16", "--set", "digit=8", "-j", 1)
    longest_first = sorted(CLIPS, key=lambda entry: -entry.seconds)
    tellings = [(entry.clip, told) for entry in longest_first for told in entry.tellings]
    assert [job.clip for job in checked] == [clip for clip, _ in tellings]
    for job, (_, told) in zip(checked, tellings, strict=True):
        assert params_of(job).model_dump().items() >= told.items()
    assert {params_of(job).aspect for job in checked} == {"9:16"}
    checked.clear()
    iris = asset_path("networks/iris.npz")
    run("check", "--all", "--network", iris, "--inputs", "5.1,3.5,1.4,0.2")
    assert "NumbersToNeurons" in {job.clip for job in checked}
    assert not {"PixelsToNeurons", "Preparation"} & {job.clip for job in checked}


@pytest.mark.long
def test_mistakes(run: Run) -> None:
    assert_mistake(run("check"), "which clip?", "--all")
    assert_mistake(run("check", "weigtedsum"), "did you mean WeightedSum")
    assert_mistake(run("check", "nowhere.mp4"), "nowhere.mp4", "a film")
    Path("words.mp4").write_text("no film", encoding="utf-8")
    assert_mistake(run("check", "words.mp4"), "cannot read words.mp4")
    assert_mistake(run("check", "WeightedSum", "--set", "neuron=99"), "there is no neuron 99")


def test_a_clip_that_fails_is_named(run: Run, fake_worker: Callable[[str], None]) -> None:
    fake_worker("fails")
    result = run("check", "WeightedSum")
    assert result.exit_code == 1
    assert "error: WeightedSum: boom" in result.stderr
    fake_worker("works")
    assert "nothing came of its check" in run("check", "WeightedSum").stderr


# -- films


def film(path: Path, levels: Sequence[int | NDArray[np.uint8]], rate: int = 30) -> Path:
    """Write a film of grey pictures, with a chapter for each second."""
    with av.open(path, "w") as out:
        stream = out.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        out.set_chapters(
            [
                {
                    "id": second,
                    "start": second,
                    "end": second + 1,
                    "time_base": Fraction(1),
                    "metadata": {"title": f"Second {second}"},
                }
                for second in range(len(levels) // rate)
            ]
        )
        for level in levels:
            picture = np.broadcast_to(level, (180, 320, 3)).astype(np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(stream.encode(None))
    return path


@pytest.mark.render
def test_a_film_that_flashes_is_told_from_one_that_does_not(run: Run) -> None:
    calm, bright = [20] * 60, [20, 20, 20, 220, 220, 220]
    film(Path("calm.mp4"), calm)
    film(Path("flashing.mp4"), [*calm, *bright * 10])
    assert run("check", "calm.mp4").stdout == "calm.mp4: 2.0 s, clean\n"
    result = run("check", "./flashing.mp4", "calm.mp4")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "flashes-general: flashing.mp4.Second 2 from 2.7 to 4.0 s: 100% of a window "
        "(1; at most 0.25 of a window with more than three flashes a second)",
        "./flashing.mp4: 4.0 s, 1 finding",
        "calm.mp4: 2.0 s, clean",
    ]
    told = json.loads(run("check", "calm.mp4", "--json").stdout)
    assert told == [{"clip": "calm.mp4", "seconds": 2.0, "numbers": None, "findings": []}]


@pytest.mark.render
def test_a_film_that_jumps_where_it_is_joined_is_found(run: Run) -> None:
    levels = [20] * 60 + [200] * 60 + list(range(200, 20, -3)) + [20] * 30
    film(Path("joined.mp4"), levels)
    result = run("check", "joined.mp4")
    assert result.exit_code == 1
    (found, _) = result.stdout.splitlines()
    assert found == (
        "brightness-jump: joined.mp4.Second 2 at 2.0 s: 100% of the picture jumps "
        "(1; at most 0.25 of the picture brighter or darker by a tenth, from frame to frame)"
    )


# -- the real thing


@pytest.mark.render
def test_the_real_worker_checks_a_clip(run: Run) -> None:
    result = run("check", "NumbersToNeurons", "--json")
    assert result.exit_code == 0, result.output
    (told,) = json.loads(result.stdout)
    assert told["findings"] == []
    assert told["numbers"]["numbers"] >= 4
    assert told["numbers"]["largest"] == 0
    assert told["seconds"] == pytest.approx(15, abs=0.5)


@pytest.mark.render
def test_the_way_it_was_called_before_still_works() -> None:
    command = [sys.executable, "-m", "tests.scenes.lint", "NumbersToNeurons", "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "NumbersToNeurons: " in done.stdout
    assert "clean" in done.stdout
