"""Frames become a video file while the next ones are drawn: one stream, without Manim's writer.

Manim encodes each play on its own: a new encoder, a new key frame and a new thread pool for every
half second. It also copies every frame, and turns one that is held into YUV for each repetition.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Protocol, Self, cast

import av
import numpy as np
from av.video.frame import PictureType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]

__all__ = ["Coding", "Fades", "Film", "Taker"]

_WAITING = 2
"""Frames that may wait for the encoder, 8 MB each in HD."""


class Taker(Protocol):
    """What takes the frames of a clip while it runs: a film, or whoever wants some of them.

    Attributes
    ----------
    in_motion
        Whether frame follows on frame: what moves is blended then, and sharp otherwise.
    """

    @property
    def in_motion(self) -> bool: ...  # noqa: D102

    def chosen(self, frames: range) -> Sequence[int]:
        """Return those of a play's frames that are to be drawn."""
        ...

    def begin_beat(self) -> None:
        """Be told that the next frame begins something."""

    def write(self, pixels: Frame, repeat: int = 1) -> None:
        """Take a frame ``(height, width, 4)`` RGBA, which stands for so many."""


@dataclass(frozen=True)
class Coding:
    """What decides a stream's bytes, beside its frames.

    Attributes
    ----------
    codec, pixel_format
        FFmpeg's names of them.
    size
        Width and height in pixels.
    rate
        Frames a second.
    options
        Of the codec.
    """

    codec: str
    pixel_format: str
    size: tuple[int, int]
    rate: Fraction
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fades:
    """How a film comes out of one colour, and goes back into it.

    Attributes
    ----------
    colour
        Red, green and blue, 0 to 255.
    opening
        Of so many of its first frames there is at first nothing, then more and more.
    closing
        So many frames are added, in which its last picture goes.
    """

    colour: tuple[int, int, int]
    opening: int = 0
    closing: int = 0

    def opened(self, pixels: Frame, number: int) -> Frame:
        """Return what there is of the film's frame of a number."""
        return self._mixed(pixels, number / self.opening) if number < self.opening else pixels

    def closed(self, pixels: Frame) -> Iterator[Frame]:
        """Yield the frames in which a picture goes."""
        for left in reversed(range(self.closing)):
            yield self._mixed(pixels, left / self.closing)

    def _mixed(self, pixels: Frame, share: float) -> Frame:
        mixed = pixels.copy()
        colour = np.array(self.colour, dtype=np.float32)
        mixed[..., :3] = np.rint(colour + share * (pixels[..., :3] - colour))
        return mixed


class Film:
    """A video file that is written frame by frame, in a thread of its own.

    Parameters
    ----------
    target
        The file; its ending says the container.
    coding
        How the frames are encoded.
    every
        Only every so manieth frame of the clip is in the film: a clip that moves at 60 frames a
        second lasts as long at 15, or at 1.
    on_frames
        Told the number of frames so far, now and then.
    fades
        Of its beginning and its end, if it has any.

    Raises
    ------
    ValueError, av.FFmpegError
        The container does not take the codec, or it does not open; frames cannot be written.
    """

    in_motion = True

    def __init__(
        self,
        target: Path,
        coding: Coding,
        every: int = 1,
        on_frames: Callable[[int], None] | None = None,
        fades: Fades | None = None,
    ) -> None:
        self.every = every
        self.frame_count = 0
        self._on_frames = on_frames
        self._fades = fades or Fades((0, 0, 0))
        self._last: Frame | None = None
        self._coding = coding
        self._key_is_next = False
        self._container = av.open(target, "w", options={"fflags": "+bitexact"})
        rate, options = coding.rate, dict(coding.options)
        stream = self._container.add_stream(coding.codec, rate=rate, options=options)
        self._stream = cast("av.VideoStream", stream)
        self._stream.pix_fmt = coding.pixel_format
        self._stream.width, self._stream.height = coding.size
        self._waiting: Queue[tuple[Frame, int, bool] | None] = Queue(_WAITING)
        self._error: Exception | None = None
        self._thread = Thread(target=self._encode_all, name="film")
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind is None and self._last is not None:
            for picture in self._fades.closed(self._last):
                self._put(picture, 1)
        self._waiting.put(None)
        self._thread.join()
        if kind is None and self._error is not None:
            raise self._error

    def chosen(self, frames: range) -> range:
        """Return those of a clip's frames that are in the film."""
        return range(-(-frames.start // self.every) * self.every, frames.stop, self.every)

    def begin_beat(self) -> None:
        """Make the next frame one that players can jump to."""
        self._key_is_next = True

    def write(self, pixels: Frame, repeat: int = 1) -> None:
        """Add a frame ``(height, width, 4)`` RGBA, which is the film's from now on.

        `repeat` says for how many frames it stands.
        """
        if self._error is not None:
            raise self._error
        self._last = pixels
        while repeat > 0 and self.frame_count < self._fades.opening:
            self._put(self._fades.opened(pixels, self.frame_count), 1)
            repeat -= 1
        if repeat > 0:
            self._put(pixels, repeat)

    def _put(self, pixels: Frame, repeat: int) -> None:
        self._waiting.put((pixels, repeat, self._key_is_next))
        self._key_is_next = False
        self.frame_count += repeat
        if self._on_frames is not None:
            self._on_frames(self.frame_count)

    def _encode_all(self) -> None:
        number = 0
        while (order := self._waiting.get()) is not None:
            if self._error is None:
                try:
                    self._encode(*order, number)
                except Exception as error:
                    self._error = error
            number += order[1]
        try:
            if self._error is None:
                self._container.mux(self._stream.encode(None))
            self._container.close()
        except Exception as error:
            self._error = self._error or error

    def _encode(self, pixels: Frame, repeat: int, is_key: bool, number: int) -> None:
        # A frame is converted once, however long it is held.
        drawn = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        frame = drawn.reformat(format=self._coding.pixel_format)
        frame.time_base = 1 / self._coding.rate
        for place in range(repeat):
            frame.pts = number + place
            with self._key_frame(frame) if is_key and place == 0 else nullcontext():
                self._container.mux(self._stream.encode(frame))
            frame.pict_type = PictureType.NONE

    @contextmanager
    def _key_frame(self, frame: av.VideoFrame) -> Iterator[None]:
        frame.pict_type = PictureType.I
        context = self._stream.codec_context
        usual = context.gop_size
        if context.name == "qtrle":  # heeds no frame's own wish, but how often there is to be one
            context.gop_size = 1
        yield
        context.gop_size = usual
