"""Captions as a stream of the film: read back, they are those of the file beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
import srt

from netreel.captions import subrip
from netreel.media import join
from netreel.tasks import Outline
from scenes.facts.timeline import Beat, Caption

if TYPE_CHECKING:
    from pathlib import Path

OUTLINE = Outline(
    beats=(Beat("all", "All", 0, 90),),
    captions=(Caption("One.", 10, 30), Caption("Two \N{RIGHTWARDS ARROW} three.", 45, 30)),
    frame_count=90,
    fps=Fraction(30),
)


def video(path: Path) -> Path:
    with av.open(path, "w") as out:
        stream = out.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for level in range(OUTLINE.frame_count):
            picture = np.full((64, 64, 3), level, dtype=np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(stream.encode(None))
    return path


def written(film: Path) -> list[tuple[int, str]]:
    """Return when each caption of a film's stream comes, in milliseconds, and its text."""
    with av.open(film) as opened:
        packets = [packet for each in opened.streams.subtitles for packet in opened.demux(each)]
        times = [round(1000 * (packet.pts or 0) * packet.time_base) for packet in packets]
        texts = [bytes(packet)[2:].decode() for packet in packets]
    return [each for each in zip(times, texts, strict=True) if each[1]]


def test_captions_are_a_stream_if_wanted(tmp_path: Path) -> None:
    source, target = video(tmp_path / "video.mp4"), tmp_path / "film.mp4"
    join([source], target, OUTLINE, "A film")
    assert written(target) == []
    join([source], target, OUTLINE, "A film", subtitles=True)
    cues = srt.parse(subrip(OUTLINE))
    assert written(target) == [
        (round(1000 * cue.start.total_seconds()), cue.content) for cue in cues
    ]
    before = target.read_bytes()
    join([source], target, OUTLINE, "A film", subtitles=True)
    assert target.read_bytes() == before
