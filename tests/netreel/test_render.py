"""netreel render around the worker: what is kept, named, written, said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from netreel import many
from netreel.commands import render
from netreel.formats import chosen_format
from netreel.here import Here
from netreel.jobs import RenderJob, key_of
from netreel.many import render_all
from netreel.rendering import Rendering
from netreel.runner import Workers
from netreel.store import FolderStore
from netreel.tasks import Outcome, Task
from scenes.errors import ParameterError
from tests.netreel.conftest import Run, assert_mistake

pytestmark = pytest.mark.usefixtures("toys")
Behave = Callable[[str], None]


def test_writes_video_and_captions_and_prints_the_path(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    result = run("render", "Toy", "--digit", 7)
    assert result.exit_code == 0
    assert result.stdout == "out/Toy-digit=7.mp4\n"
    names = {path.name for path in Path("out").iterdir()}
    assert names == {f"Toy-digit=7.{kind}" for kind in ("mp4", "srt", "vtt")}
    assert Path("out/Toy-digit=7.mp4").read_bytes() == b"film of Toy"


def test_headline_and_names_make_each_clip_once(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    result = run("render", "LongToy", "--headline", "Toy", "-o", "films", "-j", 3)
    assert result.stdout.split() == ["films/LongToy.mp4", "films/Toy.mp4", "films/ShortToy.mp4"]


def test_json(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    (told,) = json.loads(run("render", "Toy", "--json").stdout)
    assert told == {
        "clip": "Toy",
        "path": "out/Toy.mp4",
        "captions": ["out/Toy.srt", "out/Toy.vtt"],
        "kept": False,
        "frames": 60,
        "fps": 15.0,
        "seconds": 4.0,
    }
    assert json.loads(run("render", "Toy", "--json").stdout) == [told | {"kept": True}]


def test_an_unchanged_clip_is_not_rendered_again(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    run("render", "Toy")
    fake_worker("fails")
    Path("out/Toy.mp4").unlink()
    assert run("render", "Toy").exit_code == 0
    assert Path("out/Toy.mp4").read_bytes() == b"film of Toy"
    assert run("render", "Toy", "--no-cache").exit_code == 1
    assert run("render", "Toy", "--set", "neuron=3").exit_code == 1


def test_no_cache_keeps_nothing(run: Run, fake_worker: Behave, own_cache: Path) -> None:
    fake_worker("works")
    assert run("render", "Toy", "--no-cache").stdout == "out/Toy.mp4\n"
    assert not own_cache.exists()


def test_one_failure_does_not_stop_the_others(run: Run, fake_worker: Behave) -> None:
    fake_worker("LongToy killed")
    result = run("render", "--all", "-j", 1)
    assert result.exit_code == 1
    assert result.stdout.split() == ["out/ShortToy.mp4", "out/Toy.mp4"]
    assert "1 of 3 clips failed: LongToy: the render process was killed" in result.stderr
    assert not Path("out/LongToy.mp4").exists()


def test_failures_are_in_the_json(run: Run, fake_worker: Behave) -> None:
    fake_worker("LongToy killed")
    result = run("render", "Toy", "LongToy", "--json")
    first, second = json.loads(result.stdout)
    assert first["path"] == "out/Toy.mp4"
    assert second["clip"] == "LongToy"
    assert "killed" in second["error"]
    assert result.exit_code == 1


def test_a_killed_worker_leaves_nothing_that_counts(
    run: Run, fake_worker: Behave, own_cache: Path
) -> None:
    fake_worker("killed")
    assert run("render", "Toy").exit_code == 1
    assert list(own_cache.rglob("*.mp4")) == []
    assert list(Path("out").iterdir()) == []
    fake_worker("works")
    assert run("render", "Toy").exit_code == 0


def test_a_mistake_that_only_the_clip_sees_is_a_mistake(run: Run, fake_worker: Behave) -> None:
    fake_worker("mistaken")
    result = run("render", "Toy")
    assert result.exit_code == 2
    assert "Toy: there is no such neuron" in result.stderr


def test_inputs_are_checked_before_the_work(
    run: Run, fake_worker: Behave, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_job: RenderJob) -> None:
        raise ParameterError("the network takes 64 inputs")

    fake_worker("works")
    monkeypatch.setattr(many, "check_inputs", refuse)
    assert_mistake(run("render", "Toy"), "the network takes 64 inputs")
    assert not Path("out").exists()


def test_the_longest_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = []

    def run_task(_self: Workers, task: Task, _report: object) -> Outcome:
        order.append(task.job.clip)
        (task.folder / "done").mkdir()
        (task.folder / "done" / "clip.mp4").touch()
        return Outcome(files={"video": "clip.mp4"})

    monkeypatch.setattr(Workers, "run", run_task)
    jobs = [RenderJob(clip=clip) for clip in ("ShortToy", "LongToy", "Toy")]
    with Workers() as workers:
        renderings = [Rendering(job, tmp_path / "out") for job in jobs]
        render_all(renderings, Here(workers), FolderStore(tmp_path / "store"))
    assert order == ["LongToy", "Toy", "ShortToy"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "which clip?"),
        (["Toi"], "did you mean Toy"),
        (["Toy", "--set", "nuron=3"], "did you mean neuron?"),
        (["Toy", "--set", "neuron=99"], "neuron=99"),
        (["Toy", "--digit", "12"], "--digit"),
        (["Toy", "--digit", "x"], "--digit"),
        (["Toy", "--image", "missing.png"], "missing.png"),
        (["Toy", "--image", "."], "directory"),
        (["Toy", "--network", "missing.npz"], "missing.npz"),
        (["Toy", "--digit", "3", "--image", __file__], "--digit and --image"),
        (["Toy", "--theme", "drak"], "drak"),
        (["Toy", "--aspect", "4:3"], "4:3"),
        (["Toy", "-q", "x"], "'x'"),
        (["Toy", "--fps", "0"], "--fps"),
        (["Toy", "--format", "avi"], "avi"),
        (["Toy", "--format", "mp4", "--transparent"], "an mp4 cannot be transparent"),
        (["Toy", "--format", "gif", "--fps", "60"], "50 frames a second"),
        (["Toy", "--format", "gif", "--encoder-option", "crf=3"], "a gif has no encoder"),
        (["Toy", "--format", "webm", "--draft"], "--draft is for mp4"),
        (["Toy", "--video-codec", "libx265", "--draft"], "--draft is for mp4"),
        (["Toy", "--encoder-option", "crf"], "KEY=VALUE"),
        (["Toy", "-j", "0"], "--jobs"),
        (["Toy", "-o", "/dev/null/out"], "cannot write to /dev/null/out"),
        (["Toy", "-o", __file__], "is a file"),
        (["Toy", "-o", ""], "expected a path, got nothing"),
        (["Toy", "ShortToy", "-o", "-"], "standard output takes one clip"),
        (["Toy", "--json", "-o", "-"], "leave --json and --open out"),
    ],
)
def test_mistakes(run: Run, fake_worker: Behave, arguments: list[str], said: str) -> None:
    fake_worker("works")
    assert_mistake(run("render", *arguments), said)


def test_jobs_from_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETREEL_JOBS", "some")
    assert_mistake(run("render", "Toy"), "NETREEL_JOBS")


def test_cache_that_cannot_be_written(
    run: Run, fake_worker: Behave, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_worker("works")
    monkeypatch.setenv("NETREEL_CACHE", "/dev/null/cache")
    result = run("render", "Toy")
    assert result.exit_code == 2
    assert "NETREEL_CACHE" in result.stderr


def test_a_clip_that_cannot_be_kept_is_delivered(
    run: Run, fake_worker: Behave, own_cache: Path
) -> None:
    fake_worker("works")
    own_cache.mkdir()
    (own_cache / "clips").write_bytes(b"a file in the way")
    result = run("render", "Toy")
    assert result.exit_code == 0
    assert result.stdout == "out/Toy.mp4\n"
    assert result.stderr.startswith("note: Toy is done, but cannot keep the clip in ")
    assert Path("out/Toy.mp4").read_bytes() == b"film of Toy"


def test_a_picture_drawn_over_while_its_clip_renders_does_not_spoil_the_store(
    run: Run, fake_worker: Behave, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = Path("digit.png")
    picture.write_bytes(b"a seven")

    def draw_over_it(_job: RenderJob) -> None:
        picture.write_bytes(b"a two")

    monkeypatch.setattr(many, "check_inputs", draw_over_it)
    fake_worker("works")
    seven = run("render", "Toy", "--image", "digit.png").stdout
    fake_worker("fails")
    assert run("render", "Toy", "--image", "digit.png").exit_code == 1
    picture.write_bytes(b"a seven")
    assert run("render", "Toy", "--image", "digit.png").stdout == seven


def test_a_picture_deleted_while_its_clip_renders_loses_nothing(
    run: Run, fake_worker: Behave, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = Path("digit.png")
    picture.write_bytes(b"a seven")
    monkeypatch.setattr(many, "check_inputs", lambda _job: picture.unlink())
    fake_worker("works")
    result = run("render", "Toy", "--image", "digit.png")
    assert result.exit_code == 0
    assert Path(result.stdout.strip()).read_bytes() == b"film of Toy"


def test_pictures_of_one_name_have_films_of_their_own(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    for folder in "ab":
        Path(folder).mkdir()
        Path(folder, "7.png").write_text(folder)
        assert run("render", "Toy", "--image", f"{folder}/7.png").exit_code == 0
    for quality in ("-q", "h"), ("--fps", "12"):
        assert run("render", "Toy", *quality).exit_code == 0
    assert len(list(Path("out").glob("*.mp4"))) == 4


def test_standard_output_takes_one_film(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    result = run("render", "Toy", "-o", "-")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "film of Toy", "")
    assert run("render", "Toy", "-o", "-").stdout == "film of Toy"
    assert not Path("-").exists()
    assert not Path("out").exists()


def test_links_in_the_folder_are_followed(run: Run, fake_worker: Behave) -> None:
    fake_worker("works")
    Path("out").mkdir()
    Path("out/Toy.mp4").symlink_to(Path("elsewhere.mp4").absolute())
    run("render", "Toy")
    assert Path("out/Toy.mp4").is_symlink()
    assert Path("elsewhere.mp4").read_bytes() == b"film of Toy"


def test_open(run: Run, fake_worker: Behave, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(render, "open_file", opened.append)
    fake_worker("works")
    run("render", "Toy", "ShortToy", "--open")
    assert opened == [Path("out/Toy.mp4"), Path("out/ShortToy.mp4")]


def test_how_it_is_encoded_travels_with_the_job_and_its_key() -> None:
    usual: dict[str, object] = {
        "clips": ["Toy"],
        "headline": False,
        "everything": False,
        "quality": "l",
        "fps": None,
    }
    usual |= {"transparent": False, "format": None}
    encoded: list[dict[str, object]] = [
        {"draft": False, "video_codec": None, "encoder_options": {}},
        {"draft": True, "video_codec": None, "encoder_options": {}},
        {"draft": False, "video_codec": "libx265", "encoder_options": {"crf": "30"}},
    ]
    jobs = [render.wanted(usual | options, Path("out"))[0].job for options in encoded]
    assert [job.encoding.preset for job in jobs] == ["final", "draft", "final"]
    assert jobs[2].encoding.codec == "libx265"
    assert jobs[2].encoding.options == {"crf": "30"}
    assert len({key_of(job) for job in jobs}) == 3


def test_transparent_is_webm_unless_said() -> None:
    assert chosen_format(None, transparent=False) == "mp4"
    assert chosen_format(None, transparent=True) == "webm"
    assert chosen_format("mov", transparent=True) == "mov"
