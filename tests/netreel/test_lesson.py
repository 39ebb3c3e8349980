"""netreel lesson around the worker: what is in the film, what is kept, what is said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote

import av
import pytest
import srt
from PIL import Image

import netcore
from netreel.drawing import fades_of, find_outline, steps_of
from netreel.film.pictures import frames_at
from netreel.film.plan import Making, Part, plan_film, title_of, with_fades
from netreel.film.telling import plan_as_data
from netreel.inputs import Inputs
from netreel.jobs import Encoding, RenderJob
from netreel.options import Wishes
from netreel.rendering import Rendering
from netreel.store import open_store
from netreel.tasks import Task
from scenes import catalogue
from scenes.catalogue import Entry
from tests.netreel.conftest import Run, assert_mistake
from tests.netreel.fake_worker import real_film

Behave = Callable[[str], None]
NAMES = ["ShortToy", "Toy", "LongToy"]
CARD = len("ChapterCard")
"""Frames of a card."""
FRAMES = 2 * CARD + sum(map(len, NAMES))


@pytest.fixture
def lesson(toys: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch, fake_worker: Behave) -> Behave:
    """Replace the lesson by three toys in chapters 1 and 4, and their worker by a quick one."""
    short, long, toy = toys
    clips = (
        replace(short, chapter="pixels"),
        replace(toy, chapter="pixels"),
        replace(long, chapter="weights", needs="image"),
        replace(toy, clip="NumberToy", chapter="weights", needs="numbers"),
    )
    monkeypatch.setattr(catalogue, "CLIPS", clips)
    fake_worker("films")
    return fake_worker


def frames_and_keys(path: Path) -> tuple[int, list[int]]:
    with av.open(path) as film:
        frames = list(film.decode(video=0))
        assert [round(float(frame.time or 0) * 15) for frame in frames] == [*range(len(frames))]
    return len(frames), [number for number, frame in enumerate(frames) if frame.key_frame]


def chapters(path: Path) -> list[tuple[str, int]]:
    """Return title and start in milliseconds, rounded up, of each chapter of a film."""
    with av.open(path) as film:
        assert {chapter["time_base"] for chapter in film.chapters()} == {Fraction(1, 1000)}
        return [(str(each["metadata"]["title"]), each["start"]) for each in film.chapters()]


@pytest.mark.usefixtures("lesson")
def test_the_film_has_all_frames_of_its_clips_and_their_captions(run: Run) -> None:
    result = run("lesson")
    assert (result.exit_code, result.stdout) == (0, "out/lesson.mp4\n")
    frames, keys = frames_and_keys(Path("out/lesson.mp4"))
    assert frames == FRAMES
    starts = [0, CARD, 19, 22, 22 + CARD]
    assert set(starts) <= set(keys)
    assert chapters(Path("out/lesson.mp4")) == [("1 · Pixels", 0), ("4 · Weights", 1467)]
    cues = list(srt.parse(Path("out/lesson.srt").read_text(encoding="utf-8")))
    assert [cue.content for cue in cues] == [
        f"Caption {beat} of {clip}." for clip in NAMES for beat in ("one", "two")
    ]
    times = [
        (round(cue.start.total_seconds() * 15), round(cue.end.total_seconds() * 15)) for cue in cues
    ]
    assert times == [(11, 15), (15, 19), (19, 20), (20, 22), (33, 36), (36, 40)]


def test_clips_that_do_not_go_on_from_each_other_meet_on_the_background(tmp_path: Path) -> None:
    names = ("ChapterCard", "ThreeThrees", "PlainVanilla", "HiddenLayers", "ChapterCard", "Bias")
    assert catalogue.find("HiddenLayers").after == "PlainVanilla"
    clips = [Rendering(RenderJob(clip=name), tmp_path) for name in names]
    parts = with_fades([Part(4, catalogue.CHAPTERS[3], clip) for clip in clips])
    jobs = [part.rendering.job for part in parts]
    fades = [(job.fades_in, job.fades_out) for job in jobs]
    both, into, out_of = (True, True), (True, False), (False, True)
    assert fades == [out_of, both, into, out_of, out_of, both]
    assert [job.clip for job in jobs if job.goes_on] == ["PlainVanilla"]


@pytest.mark.usefixtures("lesson")
def test_what_lies_beside_the_film(run: Run) -> None:
    told = json.loads(run("lesson", "-o", "my film/a (1).mp4", "--json").stdout)
    names = {Path(path).name.removeprefix("a (1)") for path in told["beside"]}
    assert names == {
        *(".srt", ".vtt", "-chapters.txt", "-transcript.md", "-poster.png"),
        *("-contact-1.png", "-contact-4.png"),
        *(f"-{clip}.webp" for clip in NAMES),
    }
    assert names | {".mp4"} == {
        path.name.removeprefix("a (1)") for path in Path("my film").iterdir()
    }
    assert Path("my film/a (1)-chapters.txt").read_text(encoding="utf-8") == (
        "0:00 1 · Pixels: Short toy\n    0:01 Toy\n0:01 4 · Weights: Long toy\n"
    )
    text = Path("my film/a (1)-transcript.md").read_text(encoding="utf-8")
    assert "## 4 · Weights\n\n*What does one neuron look for?*\n\n### Long toy (0:02)\n" in text
    assert "Caption one of Toy.\\\nCaption two of Toy.\n" in text
    for link in re.findall(r"\]\((.+)\)", text):
        with Image.open(Path("my film", unquote(link))) as picture:
            assert picture.size == (640, 360)
    with Image.open("my film/a (1)-poster.png") as picture:
        assert picture.size == (160, 90)
    with (
        Image.open("my film/a (1)-contact-1.png") as sheet,
        Image.open("my film/a (1)-contact-4.png") as shorter,
    ):
        assert sheet.height > shorter.height > 200


@pytest.mark.usefixtures("lesson")
def test_a_clip_that_the_network_does_not_suit_is_left_out_and_said_so(run: Run) -> None:
    assert run("lesson").stderr == (
        "note: NumberToy is left out: it is about plain numbers, and the network takes images of "
        "28 x 28 pixels\n"
    )
    layer = netcore.Layer(weights=[[1.0] * 5] * 2, biases=[0.0] * 2, activation="sigmoid")
    netcore.save_network(netcore.Network((layer,)), Path("small.npz"))
    numbers = ("--network", "small.npz", "--inputs", "1,2,3,4,5")
    told = json.loads(run("lesson", *numbers, "--json").stdout)
    assert list(told["left_out"]) == ["LongToy"]
    assert told["frames"] == 2 * CARD + len("ShortToy" + "Toy" + "NumberToy")
    assert_mistake(run("lesson", "--network", "small.npz"), "5 numbers that are no image")


def test_a_second_run_renders_and_joins_nothing(
    run: Run, lesson: Behave, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("lesson")
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    lesson("fails")
    monkeypatch.setattr("netreel.film.making.join", None)
    told = json.loads(run("lesson", "-o", "again/lesson.mp4", "--json").stdout)
    assert told["kept"]
    assert {path.name: path.read_bytes() for path in Path("again").iterdir()} == before


def test_the_same_clips_are_the_same_bytes(run: Run, own_cache: Path, lesson: Behave) -> None:
    films = []
    for _ in range(2):
        run("lesson")
        films.append({path.name: path.read_bytes() for path in Path("out").iterdir()})
        for folder in (own_cache / "clips").iterdir():
            for path in folder.iterdir():
                path.unlink()
    assert films[0] == films[1]


def test_a_film_that_was_interrupted_goes_on(run: Run, own_cache: Path, lesson: Behave) -> None:
    lesson("films; Toy killed")
    result = run("lesson", "-j", 1)
    assert result.exit_code == 1
    assert "1 of 5 clips failed" in result.stderr
    assert "Toy: the render process was killed" in result.stderr
    assert list(Path("out").iterdir()) == []
    kept = {path.name: path.stat().st_ino for path in (own_cache / "clips").iterdir()}
    lesson("films")
    assert run("lesson").exit_code == 0
    after = {path.name: path.stat().st_ino for path in (own_cache / "clips").iterdir()}
    assert kept.items() <= after.items()
    assert frames_and_keys(Path("out/lesson.mp4"))[0] == FRAMES


def test_a_plan_says_what_is_kept_and_starts_nothing(
    run: Run, lesson: Behave, own_cache: Path
) -> None:
    result = run("lesson", "--plan")
    assert result.stdout.splitlines() == [
        "1 · Pixels: What does a neural network get to see?",
        "  ChapterCard 1              0:04  to render",
        "  ShortToy                   0:02  to render",
        "  Toy                        0:07  to render",
        "4 · Weights: What does one neuron look for?",
        "  ChapterCard 4              0:04  to render",
        "  LongToy                    0:20  to render",
        "left out: NumberToy, which is about plain numbers, and the network takes images of "
        "28 x 28 pixels",
        "3 clips, 0:38 in all; 0 kept, 0:38 to render",
    ]
    assert not own_cache.exists()
    assert list(Path().iterdir()) == []
    run("lesson", "--chapters", "1")
    plan = json.loads(run("lesson", "--plan", "--json").stdout)
    clips = [clip for chapter in plan["chapters"] for clip in chapter["clips"]]
    assert [(clip["clip"], clip["kept"]) for clip in clips] == [
        ("ChapterCard 1", True), ("ShortToy", True), ("Toy", True),
        ("ChapterCard 4", False), ("LongToy", False),
    ]  # fmt: skip
    fade = 9 / 30
    assert plan["seconds"] == pytest.approx((CARD + 8 + 3) / 15 + 4 + fade + 20 + fade)


@pytest.mark.long
@pytest.mark.parametrize("chapters", [(4,), (6,)])
def test_a_plan_is_as_long_as_the_film(chapters: tuple[int, ...], tmp_path: Path) -> None:
    making = Making("l", None, Encoding())
    film = plan_film(Wishes(), chapters, making, Inputs(tmp_path), tmp_path)
    assert any(catalogue.find(part.rendering.job.clip).in_film for part in film.clips)
    frames = 0
    for number, job in enumerate(rendering.job for rendering in film.renderings):
        folder = tmp_path / f"{number}"
        moves = find_outline(Task(kind="outline", job=job, folder=folder)).outline
        frames += moves.every(steps_of(job)).longer_by(fades_of(job).closing).frame_count
    planned = plan_as_data(film, open_store(None))["seconds"]
    assert planned == pytest.approx(frames / film.frame_rate, rel=0.02)


@pytest.mark.usefixtures("lesson")
def test_some_chapters_in_the_lessons_order(run: Run) -> None:
    assert run("lesson", "--chapters", "4, 1,4").stdout == "out/lesson-chapters=1,4.mp4\n"
    assert run("lesson", "--chapters", "4", "--digit", "7").stdout == (
        "out/lesson-digit=7-chapters=4.mp4\n"
    )
    assert chapters(Path("out/lesson-digit=7-chapters=4.mp4")) == [("4 · Weights", 0)]


@pytest.mark.usefixtures("lesson")
def test_where_captions_are_is_said_by_the_name(run: Run) -> None:
    def made(*arguments: str) -> set[str]:
        film = Path(run("lesson", *arguments).stdout.strip())
        return {path.name for path in film.parent.glob(f"{film.stem}.*")}

    endings = (".mp4", ".srt", ".vtt")
    assert made() == {f"lesson{ending}" for ending in endings}
    assert made("--captions", "file") == {f"lesson-captions=file{ending}" for ending in endings}
    assert made("--captions", "none") == {"lesson-captions=none.mp4"}


def test_standard_output_takes_the_film_alone(run: Run, lesson: Behave) -> None:
    run("lesson", "-o", "film.mp4")
    lesson("fails")
    result = run("lesson", "-o", "-")
    assert result.stdout_bytes == Path("film.mp4").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--chapters", "3"], "no clips of chapter 3: take 1 Pixels, 4 Weights"),
        (["--chapters", "0"], "no clips of chapter 0"),
        (["--chapters", "1,x"], "such as 1,4,5, got '1,x'"),
        (["--chapters", ""], "such as 1,4,5"),
        (["--captions", "loud"], "'loud'"),
        (["--sample", "9999"], "no sample 9999"),
        (["--network", "missing.npz"], "missing.npz"),
        (["--digit", "3", "--image", __file__], "--digit and --image"),
        (["-o", "film.webm"], "call it film.mp4"),
        (["-o", "/dev/null/film.mp4"], "cannot write"),
        (["-o", "-", "--json"], "leave --json"),
        (["WeightedSum"], "unexpected extra argument"),
    ],
)
@pytest.mark.usefixtures("lesson")
def test_mistakes(run: Run, arguments: list[str], said: str) -> None:
    assert_mistake(run("lesson", *arguments), said)
    assert list(Path().iterdir()) == []


def test_a_frame_is_found_by_its_number(tmp_path: Path) -> None:
    real_film(tmp_path / "a.mp4", "ALongToy1234")
    shades = [
        round(float(picture.mean()) / 20)
        for picture in frames_at(tmp_path / "a.mp4", [0, 7, 8, 11, 5], Fraction(15))
    ]
    assert shades == [0, 7, 8, 11, 5]


def test_a_mistake_that_only_a_clip_sees_is_a_mistake(run: Run, lesson: Behave) -> None:
    lesson("mistaken")
    result = run("lesson")
    assert result.exit_code == 2
    assert "there is no such neuron" in result.stderr


@pytest.mark.parametrize(
    ("clip", "title"),
    [
        ("WeightedSum", "Weighted sum"),
        ("PickARegion", "Pick a region"),
        ("SigmoidVersusReLU", "Sigmoid versus ReLU"),
        ("Toy", "Toy"),
    ],
)
def test_the_name_of_a_clip_in_words(clip: str, title: str) -> None:
    assert title_of(clip) == title
