"""What PyAV does with finished films: they are joined, get chapters, and GIFs are made of them."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import av
import av.filter

from netreel.errors import JobError
from netreel.subtitles import add_subtitles, mux_subtitles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from netreel.tasks import Outline

__all__ = ["add_chapters", "join", "make_gif"]

# A GIF counts hundredths of a second, and players slow anything under two of them down to ten.
GIF_TIME_BASE = Fraction(1, 100)
REPEATABLE = {"fflags": "+bitexact"}
"""The same packets, the same bytes: WebM has a random number in it otherwise."""


def add_chapters(source: Path, target: Path, outline: Outline, title: str) -> None:
    """Copy a video's packets into a new file that has a chapter for each beat: see `join`."""
    join([source], target, outline, title)


def join(
    sources: Sequence[Path], target: Path, outline: Outline, title: str, *, subtitles: bool = False
) -> None:
    """Copy the packets of videos, one after the other, into one that has a chapter for each beat.

    Nothing is encoded again, so each begins on a key frame as it did. The index of an mp4 comes
    first, so that it plays while it loads. The same videos give the same bytes.

    Parameters
    ----------
    sources, target
        mp4, mov or webm files, the former encoded alike; `target` is written.
    outline
        Whose beats become chapters.
    title
        The film's title, for players that show one.
    subtitles
        Whether the outline's captions become a stream of the film, an mp4.

    Raises
    ------
    JobError
        The videos have not the frames of the outline, or are not encoded alike.
    """
    options = dict(REPEATABLE)
    if target.suffix in {".mp4", ".mov"}:
        options["movflags"] = "+faststart"
    with av.open(target, "w", options=options) as film:
        copy = stream_like(film, sources[0])
        captions = add_subtitles(film) if subtitles else None
        film.metadata.update({"title": title, "comment": "Drawn by netreel with Manim"})
        film.set_chapters(list(chapters(outline)))
        if captions is not None:
            mux_subtitles(film, captions, outline)
        frames = 0
        for source in sources:
            frames += append(film, copy, source, frames / outline.fps)
    check_length(frames, outline)


def stream_like(film: av.container.OutputContainer, source: Path) -> av.VideoStream:
    """Add a stream to a film that takes the packets of a video."""
    with av.open(source) as video:
        stream = video.streams.video[0]
        copy = film.add_stream_from_template(stream)
        copy.metadata.update(kept_tags(stream.metadata))
    return copy


def append(
    film: av.container.OutputContainer, copy: av.VideoStream, source: Path, start: Fraction
) -> int:
    """Copy a video's packets into a film, from a second on; return how many frames they are."""
    frames = 0
    with av.open(source) as video:
        stream = video.streams.video[0]
        if stream.codec_context.extradata != copy.codec_context.extradata:
            raise JobError(f"{source.name} is encoded in another way than what it is joined to")
        for packet in video.demux(stream):
            if packet.dts is not None:
                shift = round(start / packet.time_base)
                packet.dts += shift
                packet.pts = None if packet.pts is None else packet.pts + shift
                packet.stream = copy
                film.mux(packet)
                frames += 1
    return frames


def check_length(frames: int, outline: Outline) -> None:
    """Raise a JobError if a film is not as long as its clip: such a film is never kept."""
    if frames != outline.frame_count:
        raise JobError(f"the film has {frames} frames, and the clip {outline.frame_count}")


def kept_tags(metadata: dict[str, str]) -> dict[str, str]:
    """Return the one tag of a stream that decides how it is shown: that WebM has transparency."""
    return {"alpha_mode": "1"} if metadata.get("alpha_mode") == "1" else {}


def chapters(outline: Outline) -> Iterator[av.container.Chapter]:
    """Give one chapter a beat, in milliseconds.

    It begins when the beat's first frame is there, never a fraction before: a player that jumps to
    it would show the key frame of the beat before.
    """
    starts = [math.ceil(1000 * beat.start / outline.fps) for beat in outline.beats]
    times = [*starts, math.floor(1000 * outline.frame_count / outline.fps)]
    for number, (beat, (start, end)) in enumerate(zip(outline.beats, pairwise(times), strict=True)):
        yield {
            "id": number + 1,
            "start": start,
            "end": end,
            "time_base": Fraction(1, 1000),
            "metadata": {"title": beat.title},
        }


def make_gif(source: Path, target: Path, outline: Outline) -> None:
    """Turn a video into a GIF that repeats, with one palette made for it.

    The video is read twice, once to choose the colours and once to use them, so that memory does
    not grow with its length.

    Parameters
    ----------
    source
        A video in RGB, or RGBA for a transparent GIF.
    target
        The ``.gif`` to write.
    outline
        Of the clip, at 50 frames a second at most.

    Raises
    ------
    JobError
        The video has not the frames of the outline.
    """
    fps, frames = outline.fps, 0
    palette = choose_palette(source)
    with av.open(source) as video, av.open(target, "w", options=REPEATABLE | {"loop": "0"}) as film:
        stream = video.streams.video[0]
        out = film.add_stream("gif", rate=fps)
        out.width, out.height, out.pix_fmt = stream.width, stream.height, "pal8"
        out.codec_context.time_base = GIF_TIME_BASE
        for number, frame in enumerate(with_palette(video.decode(stream), stream, palette)):
            frame.pts = round(number / fps / GIF_TIME_BASE)
            frame.time_base = GIF_TIME_BASE
            film.mux(out.encode(frame))
            frames += 1
        film.mux(out.encode(None))
    check_length(frames, outline)


def choose_palette(source: Path) -> av.VideoFrame:
    """Return the 256 colours that serve a whole video best, as a frame of 16x16 pixels."""
    with av.open(source) as video:
        stream = video.streams.video[0]
        graph = av.filter.Graph()
        start = graph.add_buffer(template=stream)
        chooser = graph.add("palettegen", "stats_mode=full:reserve_transparent=1")
        end = graph.add("buffersink")
        start.link_to(chooser)
        chooser.link_to(end)
        graph.configure()
        for frame in video.decode(stream):
            start.push(frame)
            list(ready(end))  # none yet, but asking is what makes the filter take the frame in
        start.push(None)
        return next(ready(end))


def with_palette(
    frames: Iterable[av.VideoFrame], stream: av.VideoStream, palette: av.VideoFrame
) -> Iterator[av.VideoFrame]:
    """Give each frame in the colours of the palette."""
    graph = av.filter.Graph()
    pictures = graph.add_buffer(template=stream)
    colours = graph.add_buffer(
        width=palette.width,
        height=palette.height,
        format=palette.format,
        time_base=stream.time_base,
    )
    mapper = graph.add("paletteuse", "dither=sierra2_4a:diff_mode=rectangle")
    end = graph.add("buffersink")
    pictures.link_to(mapper, 0, 0)
    colours.link_to(mapper, 0, 1)
    mapper.link_to(end)
    graph.configure()
    colours.push(palette)
    colours.push(None)
    for frame in frames:
        pictures.push(frame)
        yield from ready(end)
    pictures.push(None)
    yield from ready(end)


def ready(end: av.filter.FilterContext) -> Iterator[av.VideoFrame]:
    """Give the frames that have come out of a filter so far."""
    while True:
        try:
            frame = end.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        yield cast(av.VideoFrame, frame)
