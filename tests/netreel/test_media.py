"""Chapters without encoding again, and GIFs."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from netreel.errors import JobError
from netreel.media import add_chapters, join, make_gif
from netreel.tasks import Outline
from scenes.facts.timeline import Beat

pytestmark = pytest.mark.render
COLOUR = (88, 196, 221)
BACKGROUND = (14, 17, 22)
RGB = ("libx264rgb", "rgb24")
RGBA = ("qtrle", "argb")


def film(path: Path, kind: tuple[str, str], frames: int = 45, fps: int = 15) -> Path:
    """Write a video of a square that moves over a background, transparent where it can be."""
    codec, pixels = kind
    options = {"qp": "0"} if kind == RGB else {}
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=fps, options=options)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 160, 90, pixels
        for number in range(frames):
            picture = np.full((90, 160, 4), (*BACKGROUND, 0 if "a" in pixels else 255), np.uint8)
            picture[20:60, number % 100 : number % 100 + 40] = (*COLOUR, 255)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgba")))
        container.mux(stream.encode(None))
    return path


OUTLINE = Outline(
    beats=(
        Beat(name="one", title="One", start=0, frames=20),
        Beat(name="two", title="Zwei & drei", start=20, frames=25),
    ),
    frame_count=45,
    fps=Fraction(15),
)


def of(frames: int, fps: int) -> Outline:
    return Outline(frame_count=frames, fps=Fraction(fps))


def chapters(film: av.container.InputContainer) -> list[tuple[str, float, float]]:
    """Return title, start and end of each chapter, in seconds."""
    found = []
    for chapter in film.chapters():
        unit = chapter["time_base"] or Fraction(1)
        start, end = (round(float(chapter[key] * unit), 3) for key in ("start", "end"))
        found.append((chapter["metadata"]["title"], start, end))
    return found


@pytest.mark.parametrize(
    ("suffix", "codec", "pixels"),
    [("mp4", "libx264", "yuv420p"), ("webm", "libvpx-vp9", "yuv420p"), ("mov", "qtrle", "argb")],
)
def test_chapters_change_no_frame(tmp_path: Path, suffix: str, codec: str, pixels: str) -> None:
    source = film(tmp_path / f"a.{suffix}", (codec, pixels))
    target = tmp_path / f"b.{suffix}"
    add_chapters(source, target, OUTLINE, title="A film")
    with av.open(source) as before, av.open(target) as after:
        assert after.metadata["title"] == "A film"
        assert chapters(after) == [("One", 0.0, 1.334), ("Zwei & drei", 1.334, 3.0)]
        frames = zip(before.decode(video=0), after.decode(video=0), strict=True)
        same = [
            np.array_equal(a.to_ndarray(), b.to_ndarray()) and a.time == b.time for a, b in frames
        ]
    assert same == [True] * 45


def test_an_mp4_starts_with_its_index(tmp_path: Path) -> None:
    source = film(tmp_path / "a.mp4", ("libx264", "yuv420p"))
    add_chapters(source, target := tmp_path / "b.mp4", OUTLINE, title="A film")
    content = target.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("frames", [44, 46])
def test_a_film_of_another_length_is_refused(tmp_path: Path, frames: int) -> None:
    outline = OUTLINE.model_copy(update={"frame_count": frames})
    source, said = film(tmp_path / "a.mp4", RGB), f"has 45 frames, and the clip {frames}"
    with pytest.raises(JobError, match=said):
        add_chapters(source, tmp_path / "b.mp4", outline, title="A film")
    with pytest.raises(JobError, match=said):
        make_gif(source, tmp_path / "b.gif", outline)


def test_a_chapter_never_begins_before_its_frame(tmp_path: Path) -> None:
    beats = tuple(Beat(f"b{n}", f"B{n}", start=7 * n, frames=7) for n in range(6))
    outline = Outline(beats=beats, frame_count=45, fps=Fraction(30))
    source = film(tmp_path / "a.mp4", ("libx264", "yuv420p"), fps=30)
    add_chapters(source, target := tmp_path / "b.mp4", outline, title="A film")
    with av.open(target) as video:
        for beat, (_, start, _end) in zip(beats, chapters(video), strict=True):
            assert 0 <= start - beat.start / 30 < 0.001


def test_gif_keeps_colours_and_time(tmp_path: Path) -> None:
    source = film(tmp_path / "a.mp4", RGB, fps=25)
    make_gif(source, target := tmp_path / "a.gif", of(45, 25))
    with Image.open(target) as gif:
        assert isinstance(gif, GifImageFile)
        assert gif.n_frames == 45
        assert gif.info["loop"] == 0
        durations = []
        for number in range(45):
            gif.seek(number)
            durations.append(gif.info["duration"])
            frame = gif.convert("RGB")
            assert frame.getpixel((number + 20, 40)) == COLOUR
            assert frame.getpixel((2, 2)) == BACKGROUND
        assert durations == [40] * 45


def test_gif_of_a_rate_that_hundredths_miss(tmp_path: Path) -> None:
    source = film(tmp_path / "a.mp4", RGB, fps=30)
    make_gif(source, target := tmp_path / "a.gif", of(45, 30))
    with Image.open(target) as gif:
        assert isinstance(gif, GifImageFile)
        durations = []
        for number in range(gif.n_frames):
            gif.seek(number)
            durations.append(gif.info["duration"])
    assert set(durations) <= {30, 40}
    assert sum(durations) == pytest.approx(1500, abs=10)


def test_transparent_gif(tmp_path: Path) -> None:
    source = film(tmp_path / "a.mov", RGBA)
    make_gif(source, target := tmp_path / "a.gif", of(45, 15))
    with Image.open(target) as gif:
        for number in (0, 10, 44):
            gif.seek(number)
            frame = gif.convert("RGBA")
            assert frame.getpixel((number + 20, 40)) == (*COLOUR, 255)
            assert frame.getchannel("A").getpixel((number + 50, 40)) == 0


def test_gif_memory_does_not_grow_with_length(tmp_path: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path; from fractions import Fraction\n"
        "from netreel.media import make_gif\n"
        "from netreel.tasks import Outline\n"
        "outline = Outline(frame_count=int(sys.argv[2]), fps=Fraction(25))\n"
        "make_gif(Path(sys.argv[1]), Path(sys.argv[1] + '.gif'), outline)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )

    def peak(frames: int) -> int:
        source = film(tmp_path / f"{frames}.mp4", RGB, frames)
        command = [sys.executable, "-c", script, str(source), str(frames)]
        return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    # 1,800 more frames of 160x90 RGBA are 104 MB.
    assert peak(2000) < peak(200) + 30_000


def three_films(folder: Path) -> list[Path]:
    """Write films of 45, 20 and 7 frames, whose squares are elsewhere at first."""
    kind = ("libx264", "yuv420p")
    return [film(folder / f"{n}.mp4", kind, frames=n, fps=30) for n in (45, 20, 7)]


WHOLE = Outline(
    beats=(Beat("a", "A", 0, 45), Beat("b", "B", 45, 20), Beat("c", "C", 65, 7)),
    frame_count=72,
    fps=Fraction(30),
)


def test_joined_films_have_the_frames_of_each_at_one_rate(tmp_path: Path) -> None:
    sources = three_films(tmp_path)
    join(sources, target := tmp_path / "whole.mp4", WHOLE, title="A film")
    single = []
    for source in sources:
        with av.open(source) as video:
            single += [frame.to_ndarray() for frame in video.decode(video=0)]
    with av.open(target) as video:
        frames = list(video.decode(video=0))
        assert video.streams.video[0].average_rate == 30
    assert [frame.time for frame in frames] == [pytest.approx(n / 30) for n in range(72)]
    assert [frames[n].key_frame for n in (0, 45, 65)] == [True] * 3
    assert all(
        np.array_equal(one, frame.to_ndarray()) for one, frame in zip(single, frames, strict=True)
    )


def test_the_same_films_joined_are_the_same_bytes(tmp_path: Path) -> None:
    sources = three_films(tmp_path)
    for name in "ab":
        join(sources, tmp_path / f"{name}.mp4", WHOLE, title="A film")
    content = (tmp_path / "a.mp4").read_bytes()
    assert content == (tmp_path / "b.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_films_that_are_encoded_in_two_ways_are_not_joined(tmp_path: Path) -> None:
    one = film(tmp_path / "one.mp4", ("libx264", "yuv420p"))
    other = film(tmp_path / "other.mp4", ("libx264", "yuv444p"))
    with pytest.raises(JobError, match=r"other\.mp4 is encoded in another way"):
        join([one, other], tmp_path / "whole.mp4", WHOLE, title="A film")
