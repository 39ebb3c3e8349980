"""Manim's file writer, with one video segment a clip and one conversion a held frame.

Manim encodes each play on its own: a new encoder, a new key frame and a new thread pool for every
half second. It also copies a frame once more, and turns one that is held from RGBA into YUV again
for every repetition.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import av
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from manim.typing import RGBAPixelArray
    from numpy.typing import NDArray

__all__ = ["ClipWriter"]


class ClipWriter(SceneFileWriter):
    """Keeps a segment open until the clip ends, or its section if sections are saved.

    It is for renders without Manim's cache of segments: that has to have one for each play.
    """

    def __init__(self, settings: Any) -> None:
        self._segment_is_open = False
        super().__init__(settings)

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Plan a segment, if none is open."""
        super().add_partial_movie_file(None if self._segment_is_open else hash_animation)

    def begin_animation(self, allow_write: bool = False, **kwargs: Any) -> None:
        """Open a segment, if none is open."""
        if allow_write and not self._segment_is_open:
            super().begin_animation(allow_write, **kwargs)
            self._segment_is_open = True

    def end_animation(self, allow_write: bool = False) -> None:
        """Leave the segment open for the next play."""

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """End the segment with its section, where that becomes a file of its own."""
        if self.output_spec.save_sections:
            self._end_segment()
        super().next_section(name, type_, skip_animations)

    def finish(self) -> None:
        """End the last segment and put all together."""
        self._end_segment()
        super().finish()

    def _end_segment(self) -> None:
        if self._segment_is_open:
            self._segment_is_open = False
            super().end_animation(allow_write=True)

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        if self.video_encoder is None:
            raise RuntimeError("a video segment was begun, but no video was asked for")
        return _HoldingEncoder(target=target, spec=self.video_encoder)


class _HoldingEncoder(VideoSegmentEncoder):
    """Converts a frame once, however long it is held."""

    def write_frame(self, pixels: RGBAPixelArray, *, repeat: int = 1) -> None:
        self._validate_frame(pixels, repeat)
        spec = self.spec
        # The pixels are this writer's own from here on: they need not be copied.
        drawn = av.VideoFrame.from_numpy_buffer(cast("NDArray[np.uint8]", pixels), format="rgba")
        frame = drawn.reformat(format=spec.pixel_format)
        frame.time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        stream = cast("av.VideoStream", self._stream)
        for _ in range(repeat):
            frame.pts = self._next_pts
            self._next_pts += 1
            self._container.mux(stream.encode(frame))
