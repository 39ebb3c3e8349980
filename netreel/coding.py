"""How a job's film is encoded: our settings, or the user's codec and options, tried beforehand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

import av
import av.error

from netreel.errors import MistakeError
from netreel.jobs import params_of, rate_of
from scenes.engine.film import Coding
from scenes.engine.settings import COLOUR_TAGS, ENCODERS, QUALITIES, pixel_size

if TYPE_CHECKING:
    from netreel.jobs import RenderJob

__all__ = ["check_coding", "coding_of", "container_of"]

CODECS = {
    ("mp4", False): ("libx264", "yuv420p"),
    ("mov", False): ("libx264", "yuv420p"),
    ("mov", True): ("qtrle", "argb"),
    ("webm", False): ("libvpx-vp9", "yuv420p"),
    ("webm", True): ("libvpx-vp9", "yuva420p"),
    # A GIF is made of a film that loses nothing: its palette is chosen from the colours drawn.
    ("gif", False): ("libx264rgb", "rgb24"),
    ("gif", True): ("qtrle", "argb"),
}
"""Codec and pixel format of each format, opaque and transparent."""

OPTIONS = {
    # With as many threads as the machine has cores, each kind of machine would make other bytes.
    "libx264": {"crf": "23", "threads": "2"} | COLOUR_TAGS,
    "libvpx-vp9": {"crf": "23"} | COLOUR_TAGS,
    "libx264rgb": {"qp": "0", "preset": "ultrafast"},
    # Without it what begins a beat is no frame that players can jump to.
    "libx265": {"forced-idr": "1"} | COLOUR_TAGS,
    "qtrle": {},
}


def coding_of(job: RenderJob) -> Coding:
    """Return how a job's frames are encoded."""
    usual, pixels = CODECS[job.format, job.transparent]
    wish = job.encoding
    codec = wish.codec or usual
    options = OPTIONS.get(codec, COLOUR_TAGS)
    if job.format == "mp4" and wish.codec is None:
        options = options | ENCODERS[wish.preset]
    size = pixel_size(params_of(job).aspect, QUALITIES[job.quality][0])
    return Coding(codec, pixels, size, Fraction(rate_of(job)), options | wish.options)


def container_of(job: RenderJob) -> str:
    """Return the ending of the file that the frames go to at first."""
    if job.format == "gif":
        return "mov" if job.transparent else "mp4"
    return job.format


def check_coding(coding: Coding, container: str) -> None:
    """Raise a MistakeError where a film would not open, or would not be what was asked for."""
    check_codec(coding.codec)
    check_container(coding.codec, container)
    codec = av.Codec(coding.codec, "w")
    if codec.video_formats and coding.pixel_format not in {f.name for f in codec.video_formats}:
        raise MistakeError(
            f"{coding.codec} does not take {coding.pixel_format}, which a {container} is written "
            "in: choose another --video-codec or --format"
        )
    check_options(coding)


def check_codec(name: str) -> None:
    """Raise a MistakeError if there is no video encoder of that name."""
    try:
        kind = av.Codec(name, "w").type
    except ValueError:
        kind = None
    if kind != "video":
        raise MistakeError(
            f"there is no video encoder {name!r}: expected one that FFmpeg has, such as libx265"
        )


def check_container(codec: str, container: str) -> None:
    """Raise a MistakeError if a container does not take what an encoder makes."""
    import io

    with av.open(io.BytesIO(), "w", format=container) as film:
        if av.Codec(codec, "w").canonical_name not in film.supported_codecs:
            raise MistakeError(
                f"a {container} does not take {codec}: choose another --video-codec or --format"
            )


def check_options(coding: Coding) -> None:
    """Raise a MistakeError if an encoder cannot be opened with its options."""
    context = cast("av.VideoCodecContext", av.CodecContext.create(coding.codec, "w"))
    context.width, context.height = coding.size
    context.pix_fmt = coding.pixel_format
    context.framerate, context.time_base = coding.rate, 1 / coding.rate
    context.options = dict(coding.options)
    try:
        context.open()
    except av.error.FFmpegError as error:
        settings = ", ".join(f"{key}={value}" for key, value in coding.options.items())
        raise MistakeError(
            f"{coding.codec} does not open with {settings}: leave out what it cannot take"
        ) from error
    if unknown := sorted(set(context.options) & coding.options.keys()):
        raise MistakeError(f"{coding.codec} has no option {', '.join(unknown)}: leave it out")
