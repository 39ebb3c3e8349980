"""Captions as a stream of a film's own: players switch it on and off."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av.subtitles.stream import SubtitleStream

from netreel.captions import spans

if TYPE_CHECKING:
    from av.container import OutputContainer

    from netreel.tasks import Outline

__all__ = ["add_subtitles", "mux_subtitles"]

_CODEC, _LANGUAGE = "mov_text", "eng"
_MILLISECOND = Fraction(1, 1000)
# What the encoder wants to be told of letters; players take their own.
_HEADER = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, BackColour, Alignment
Style: Default,Arial,16,&Hffffff,&H0,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def add_subtitles(film: OutputContainer) -> SubtitleStream:
    """Add a stream to an mp4 that takes captions."""
    stream = film.add_stream(_CODEC)
    assert isinstance(stream, SubtitleStream)
    stream.codec_context.subtitle_header = _HEADER
    stream.time_base = stream.codec_context.time_base = _MILLISECOND
    stream.metadata["language"] = _LANGUAGE
    return stream


def mux_subtitles(film: OutputContainer, stream: SubtitleStream, outline: Outline) -> None:
    """Write all captions of an outline into a film's stream; its text has its length before it."""
    for start, end, text in spans(outline):
        encoded = text.encode()
        packet = av.Packet(len(encoded).to_bytes(2, "big") + encoded)
        packet.stream, packet.time_base = stream, _MILLISECOND
        packet.pts = packet.dts = start
        packet.duration = end - start
        film.mux(packet)
