"""What a worker draws, with a toy clip, in this process."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import srt
from PIL import Image

from netreel import drawing
from netreel.errors import JobError, MistakeError
from netreel.tasks import Outcome, Task
from netreel.worker import perform
from scenes.engine.settings import render_settings
from scenes.look.theme import theme

pytestmark = [pytest.mark.render, pytest.mark.usefixtures("toys")]
# Y'CbCr in 8 bits, and blocks compressed with loss.
TOLERANCE = 6


def task_of(tmp_path: Path, kind: str = "render", moment: str | None = None, **job: object) -> Task:
    what = {"clip": "Toy", "quality": "l", **job}
    return Task.model_validate({"kind": kind, "job": what, "folder": tmp_path, "moment": moment})


def colours(name: str) -> np.ndarray[tuple[int], np.dtype[np.int_]]:
    return np.array([int(name[i : i + 2], 16) for i in (1, 3, 5)])


SQUARE, BACKGROUND = colours(theme("dark").positive), colours(theme("dark").background)


@pytest.fixture(scope="module")
def outcome_and_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """Give the usual mp4, drawn once."""
    from tests.netreel.conftest import toy_catalogue

    folder = tmp_path_factory.mktemp("mp4")
    with pytest.MonkeyPatch.context() as patch:
        toy_catalogue(patch)
        return perform(task_of(folder), lambda _frames: None), folder


def test_mp4(outcome_and_folder: tuple[Outcome, Path]) -> None:
    outcome, folder = outcome_and_folder
    outline = outcome.outline
    assert outcome.files == {"video": "clip.mp4", "srt": "clip.srt", "vtt": "clip.vtt"}
    with av.open(folder / "done" / "clip.mp4") as film:
        stream = film.streams.video[0]
        assert (stream.width, stream.height) == (854, 480)
        assert stream.average_rate == Fraction(15)
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert film.duration == round(outline.frame_count * av.time_base / 15)
        titles = [chapter["metadata"]["title"] for chapter in film.chapters()]
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(stream)]
    assert len(frames) == outline.frame_count
    assert titles == ["Show the square", "Ask", "Move it"]
    middle = frames[outline.beats[0].last][240, 427].astype(int)
    assert np.abs(middle - SQUARE).max() <= TOLERANCE
    assert np.abs(frames[-1][5, 5].astype(int) - BACKGROUND).max() <= TOLERANCE


def test_a_film_fades(outcome_and_folder: tuple[Outcome, Path], tmp_path: Path) -> None:
    outline = outcome_and_folder[0].outline
    outcome = perform(task_of(tmp_path, fades_in=True, fades_out=True), lambda _frames: None)
    added = outcome.outline.frame_count - outline.frame_count
    assert added == 4  # 0.3 s
    assert outcome.outline.beats == outline.beats
    with (
        av.open(tmp_path / "done" / "clip.mp4") as film,
        av.open(outcome_and_folder[1] / "done" / "clip.mp4") as plain,
    ):
        frames, before = (
            [frame.to_ndarray(format="rgb24").astype(float) for frame in each.decode(video=0)]
            for each in (film, plain)
        )
    assert len(frames) == len(before) + added
    shares = [0, 1 / 4, 2 / 4, 3 / 4, *([1] * (len(before) - 4)), 3 / 4, 2 / 4, 1 / 4, 0]
    for share, frame, full in zip(shares, frames, [*before, *before[-1:] * 4], strict=True):
        wanted = BACKGROUND + share * (full - BACKGROUND)
        assert np.abs(frame - wanted).mean() <= TOLERANCE
        assert np.abs(frame[240, 427] - wanted[240, 427]).max() <= 2 * TOLERANCE


@pytest.mark.parametrize("fps", [15, 2])
def test_a_film_that_goes_on_ends_without_its_caption_and_is_no_longer(
    fps: int, tmp_path: Path
) -> None:
    asked: dict[str, dict[str, Any]] = {
        "alone": {},
        "goes on": {"goes_on": True},
        "wordless": {"params": {"captions": False}},
    }
    ends, outlines = {}, {}
    for name, job in asked.items():
        (folder := tmp_path / name).mkdir()
        outlines[name] = perform(task_of(folder, fps=fps, **job), lambda _frames: None).outline
        with av.open(folder / "done" / "clip.mp4") as film:
            *_, last = film.decode(video=0)
        ends[name] = last.to_ndarray(format="rgb24").astype(int)
    assert len({outline.frame_count for outline in outlines.values()}) == 1
    assert np.abs(ends["goes on"] - ends["wordless"]).max() <= 2 * TOLERANCE
    assert np.abs(ends["alone"] - ends["wordless"]).max() > 10 * TOLERANCE
    said = outlines["goes on"].captions[-1]
    assert said.text == outlines["alone"].captions[-1].text
    assert said.start + said.frames < outlines["goes on"].frame_count


def test_colours_are_tagged(outcome_and_folder: tuple[Outcome, Path]) -> None:
    with av.open(outcome_and_folder[1] / "done" / "clip.mp4") as film:
        assert tags(film) == (6, 1, 13, 1)


def settings_of(film: Path) -> str:
    """Return what x264 wrote of its settings into its stream."""
    found = re.search(rb"x264 - core.*?options: (.*?)\x00", film.read_bytes(), re.DOTALL)
    assert found
    return found[1].decode()


def test_the_final_preset_is_used(outcome_and_folder: tuple[Outcome, Path]) -> None:
    settings = settings_of(outcome_and_folder[1] / "done" / "clip.mp4")
    assert "crf=18.0" in settings
    assert "subme=2" in settings  # what the preset veryfast sets


def test_a_draft_and_the_users_own_options(tmp_path: Path) -> None:
    encoding = {"preset": "draft", "options": {"crf": "31"}}
    perform(task_of(tmp_path, encoding=encoding), lambda _frames: None)
    settings = settings_of(tmp_path / "done" / "clip.mp4")
    assert "crf=31.0" in settings
    assert "subme=0" in settings  # what the preset ultrafast sets


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ({"codec": "foo"}, "no video encoder 'foo'"),
        ({"codec": "aac"}, "no video encoder 'aac'"),
        ({"options": {"crf": "much"}}, "does not open with"),
        ({"options": {"nonsense": "1"}}, "no option nonsense"),
        ({"codec": "gif"}, "an? mp4 does not take gif"),
        ({"codec": "mpeg4", "options": {"nonsense": "1"}}, "no option nonsense"),
    ],
)
def test_what_no_encoder_takes(tmp_path: Path, encoding: dict[str, object], said: str) -> None:
    with pytest.raises(MistakeError, match=said):
        perform(task_of(tmp_path, encoding=encoding), lambda _frames: None)


def tags(film: av.container.InputContainer) -> tuple[int, int, int, int]:
    """Return matrix, primaries, curve and range by their numbers in ITU-T H.273."""
    context = film.streams.video[0].codec_context
    return (
        int(context.colorspace),
        int(context.color_primaries),
        int(context.color_trc),
        int(context.color_range),
    )


def test_beats_and_captions_follow_each_other(outcome_and_folder: tuple[Outcome, Path]) -> None:
    outcome, folder = outcome_and_folder
    beats, captions = outcome.outline.beats, outcome.outline.captions
    assert [beat.name for beat in beats] == ["show_the_square", "ask", "move_it"]
    assert [beat.question for beat in beats] == [False, True, False]
    assert [beat.start for beat in beats] == [caption.start for caption in captions]
    assert sum(beat.frames for beat in beats) == outcome.outline.frame_count
    cues = list(srt.parse((folder / "done" / "clip.srt").read_text(encoding="utf-8")))
    assert [" ".join(cue.content.split()) for cue in cues] == [caption.text for caption in captions]
    assert cues[-1].end.total_seconds() == pytest.approx(outcome.outline.duration, abs=1e-3)


def test_every_frame_is_reported(tmp_path: Path) -> None:
    reported: list[int] = []
    outcome = perform(task_of(tmp_path), reported.append)
    assert reported == sorted(reported)
    assert reported[-1] == outcome.outline.frame_count


def test_transparent_webm(tmp_path: Path) -> None:
    outcome = perform(task_of(tmp_path, format="webm", transparent=True), lambda _frames: None)
    with av.open(tmp_path / "done" / "clip.webm") as film:
        stream = film.streams.video[0]
        assert stream.metadata.get("ALPHA_MODE") == "1"
        assert tags(film) == (6, 1, 13, 1)
        assert len(film.chapters()) == 3
        decoder = av.CodecContext.create("libvpx-vp9", "r")
        packets = list(film.demux(stream))
        frames = [frame for packet in packets for frame in decoder.decode(packet)]
    assert len(frames) == outcome.outline.frame_count
    frame = frames[outcome.outline.beats[0].last].to_ndarray(format="rgba")
    assert frame[240, 427, 3] == 255
    assert frame[5, 5, 3] == 0


@pytest.mark.parametrize(
    ("format", "transparent", "codec", "pixels"),
    [("mov", True, "qtrle", "argb"), ("mov", False, "h264", "yuv420p")],
)
def test_mov(tmp_path: Path, format: str, transparent: bool, codec: str, pixels: str) -> None:  # noqa: A002
    perform(task_of(tmp_path, format=format, transparent=transparent), lambda _frames: None)
    with av.open(tmp_path / "done" / "clip.mov") as film:
        context = film.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == (codec, pixels)


@pytest.mark.parametrize("transparent", [False, True])
def test_gif(tmp_path: Path, transparent: bool) -> None:
    task = task_of(tmp_path, format="gif", fps=10, transparent=transparent)
    outcome = perform(task, lambda _frames: None)
    with Image.open(tmp_path / "done" / "clip.gif") as gif:
        gif.seek(outcome.outline.beats[0].last)
        frame = np.asarray(gif.convert("RGBA"))
    assert np.abs(frame[240, 427, :3].astype(int) - SQUARE).max() <= 1
    assert frame[5, 5, 3] == (0 if transparent else 255)


@pytest.mark.parametrize("transparent", [False, True])
def test_png_is_the_last_frame(tmp_path: Path, transparent: bool) -> None:
    perform(task_of(tmp_path, format="png", transparent=transparent), lambda _frames: None)
    with Image.open(tmp_path / "done" / "clip.png") as picture:
        assert picture.mode == ("RGBA" if transparent else "RGB")
        pixels = np.asarray(picture.convert("RGBA"))
    # The square has moved two units of 60 pixels to the right.
    assert np.abs(pixels[240, 427 + 120, :3].astype(int) - SQUARE).max() <= 1
    assert np.abs(pixels[240, 427 - 30, 3].astype(int)) == (0 if transparent else 255)


@pytest.mark.parametrize(
    ("aspect", "size"), [("16:9", (854, 480)), ("9:16", (480, 854)), ("1:1", (480, 480))]
)
def test_still_in_every_shape(tmp_path: Path, aspect: str, size: tuple[int, int]) -> None:
    task = task_of(tmp_path, "still", "show_the_square", params={"aspect": aspect})
    perform(task, lambda _frames: None)
    with Image.open(tmp_path / "done" / "still.png") as picture:
        assert picture.size == size
        pixels = np.asarray(picture)
    assert np.abs(pixels[size[1] // 2, size[0] // 2].astype(int) - SQUARE).max() <= 1


def test_still_equals_the_frame_of_the_film(
    tmp_path: Path, outcome_and_folder: tuple[Outcome, Path]
) -> None:
    moving = outcome_and_folder[0].outline.beats[2].start + 9
    perform(task_of(tmp_path, "still", str(moving / 15)), lambda _frames: None)
    with Image.open(tmp_path / "done" / "still.png") as picture:
        still = np.asarray(picture).astype(int)
    with av.open(outcome_and_folder[1] / "done" / "clip.mp4") as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    far_off = [(np.abs(still - frame).max(axis=2) > 60).sum() for frame in frames]
    assert int(np.argmin(far_off)) == moving
    assert far_off[moving] < 100


def test_storyboard(tmp_path: Path) -> None:
    outcome = perform(task_of(tmp_path, "storyboard"), lambda _frames: None)
    assert outcome.files == {"picture": "storyboard.png"}
    with Image.open(tmp_path / "done" / "storyboard.png") as sheet:
        width, height = sheet.size
        pixels = np.asarray(sheet.convert("RGB")).astype(int)
    assert width > 3 * 640
    assert height > 3 * 360
    # Nine dark pictures on a light sheet, and the square in eight of them.
    dark = (np.abs(pixels - BACKGROUND).max(axis=2) <= 1).sum()
    assert dark > 0.7 * 9 * 640 * 360
    blue = (np.abs(pixels - SQUARE).max(axis=2) <= 1).sum()
    assert 7 * 90 * 90 * 0.9 < blue < 9 * 90 * 90 * 1.1


def test_outline_draws_nothing(tmp_path: Path, outcome_and_folder: tuple[Outcome, Path]) -> None:
    outcome = perform(task_of(tmp_path, "outline"), lambda _frames: None)
    film = outcome_and_folder[0].outline
    assert outcome.outline.every(4) == film
    assert outcome.outline.duration == pytest.approx(film.duration, abs=1 / 15)
    assert [p for p in tmp_path.rglob("*") if p.suffix in {".mp4", ".png"}] == []


@pytest.mark.parametrize("fps", [1, 24, 59])
def test_a_film_lasts_as_long_at_every_rate(
    tmp_path: Path, fps: int, outcome_and_folder: tuple[Outcome, Path]
) -> None:
    usual = outcome_and_folder[0].outline
    task = task_of(tmp_path, fps=fps, encoding={"preset": "draft"})
    outline = perform(task, lambda _frames: None).outline
    assert outline.fps == Fraction(fps)
    for beat, other in zip(outline.beats, usual.beats, strict=True):
        assert outline.seconds(beat.start) == pytest.approx(
            usual.seconds(other.start), abs=1 / fps + 1 / 15
        )
    with av.open(tmp_path / "done" / "clip.mp4") as film:
        stream = film.streams.video[0]
        assert stream.frames == outline.frame_count
        assert stream.average_rate == Fraction(fps)
        seconds = stream.frames / fps
    assert seconds == pytest.approx(usual.duration, abs=1 / fps + 1 / 15)


@pytest.mark.parametrize(
    "made",
    [
        {"format": "mp4"},
        {"format": "mp4", "fps": 24},
        {"format": "webm"},
        {"format": "webm", "transparent": True},
        {"format": "mov"},
        {"format": "mov", "transparent": True},
        {"format": "mp4", "encoding": {"codec": "libx265"}},
    ],
)
def test_every_beat_begins_on_a_key_frame(tmp_path: Path, made: dict[str, Any]) -> None:
    outcome = perform(task_of(tmp_path, **made), lambda _frames: None)
    (path,) = (tmp_path / "done").glob(f"clip.{made['format']}")
    with av.open(path) as film:
        stream = film.streams.video[0]
        keys = [
            float(packet.pts * packet.time_base)
            for packet in film.demux(stream)
            if packet.is_keyframe and packet.pts is not None and packet.time_base
        ]
    for beat in outcome.outline.beats:
        start = outcome.outline.seconds(beat.start)
        assert min(abs(key - start) for key in keys) < 0.002
    assert len(keys) < outcome.outline.frame_count / 5  # and not every frame is one


@pytest.mark.parametrize(
    ("format", "transparent"),
    [
        ("mp4", False),
        ("webm", True),
        ("mov", True),
        ("gif", False),
    ],
)
def test_the_same_job_gives_the_same_bytes(
    tmp_path: Path,
    format: str,  # noqa: A002
    transparent: bool,
) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        task = task_of(tmp_path / name, format=format, transparent=transparent, fps=10)
        perform(task, lambda _frames: None)
        made.append((tmp_path / name / "done" / f"clip.{format}").read_bytes())
    assert made[0] == made[1]


def test_a_setting_that_manim_does_not_have_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settings(**wishes: object) -> dict[str, object]:
        return render_settings(**wishes) | {"flush_cache": True}  # type: ignore[arg-type]

    monkeypatch.setattr(drawing, "render_settings", settings)
    with pytest.raises(JobError, match="flush_cache"):
        perform(task_of(tmp_path, "outline"), lambda _frames: None)
