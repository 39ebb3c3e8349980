"""Any frame of a clip that has run, without running it again from its beginning.

While a clip runs, nothing is drawn; where a beat begins, a copy of the process waits. Asked for a
frame of that beat, the copy makes one of its own, which runs on from there, draws that frame alone,
as a still is drawn, and ends.
"""

from __future__ import annotations

import json
import os
import selectors
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manim import config

from netreel.drawing import save_picture
from netreel.preview.stage import die_with_parent
from netreel.preview.work.facts import Screen, facts_of
from netreel.processes import how_it_ended
from scenes.engine.renderer import is_held
from scenes.facts.timeline import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from netreel.preview.work.channel import Channel
    from netreel.tasks import Outline
    from scenes.clip import Clip

    Frame = NDArray[np.uint8]

__all__ = ["Order", "Seeker"]

MOST_BYTES = 65536


@dataclass(frozen=True)
class Order:
    """A frame of the film to draw, and whether its numbers and findings are wanted, too."""

    frame: int
    facts: bool = False
    caption: tuple[str, int, int] | None = None
    """Text, start and frames of the one that is read meanwhile."""


@dataclass(frozen=True)
class Waiting:
    """A copy of the process, as it was before a step of the clip, and how it is told.

    `rests` says whether the picture of the step before is still what stands on the screen.
    """

    start: int
    rests: bool
    line: socket.socket


class Seeker:
    """Takes a clip's frames: none while it runs, then those that are asked for.

    Parameters
    ----------
    channel
        Where orders come from, and what is drawn is told.
    folder
        For the pictures.
    steps
        How many steps of the clip become one frame of its film.
    first
        A frame to draw as soon as it is reached; without, the last one of the first beat.
    """

    in_motion = False

    def __init__(self, channel: Channel, folder: Path, steps: int, first: int | None) -> None:
        self.clip: Clip
        self._channel, self._folder, self._steps = channel, folder, steps
        self._first, self._first_is_told = first, False
        self._waiting: list[Waiting] = []
        self._rests = False
        self.order: Order | None = None
        """What this process is to draw; None in the one that runs the clip."""

    # -- what a clip tells whoever takes its frames -----------------------------------

    def begin_beat(self) -> None:
        """Let a copy wait where a beat begins."""
        if self.order is not None:
            return
        end = (self.clip.frame_count - 1) // self._steps
        is_first = self._first is None and bool(self._waiting)
        self._wait_here()
        if self.order is None and (is_first or self._first == end):
            self._draw_first(end)

    def chosen(self, frames: range) -> Sequence[int]:
        """Return the frame to draw, if it is among these."""
        if self.order is None:
            if not self._waiting:  # something moves before the first beat
                self._wait_here()
            elif self._first is not None and self._first * self._steps in frames:
                self._draw_first(self._first)
            self._rests = is_held(self.clip)
        if self.order is None or (step := self.order.frame * self._steps) not in frames:
            return ()
        self._rests = is_held(self.clip)
        return (step,)

    def write(self, pixels: Frame, repeat: int = 1) -> None:
        """Keep the picture, tell it, and end."""
        del repeat
        self._keep(pixels)

    # -- when it has run --------------------------------------------------------------

    def serve(self, outline: Outline) -> None:
        """Draw what is asked for until nobody asks any more."""
        while data := self._channel.socket.recv(MOST_BYTES):
            order = Order(**json.loads(data))
            if order.frame >= outline.frame_count - 1:
                self._draw_last(order)
            else:
                self._tell(order)
            self._reap()

    def _draw_last(self, order: Order) -> None:
        """Draw what the clip ends on, as a PNG of it is drawn."""
        if os.fork() == 0:
            die_with_parent()
            self.order, self._rests = order, True
            self._keep(self.clip.picture_now())

    def _keep(self, pixels: Frame) -> None:
        """Write the picture that was ordered, and what is told of it; then end."""
        order = self.order or Order(0)
        part = self._folder / f"{order.frame}-{os.getpid()}.part.png"
        save_picture(pixels, part)
        part.replace(self._folder / f"{order.frame}.png")
        if order.facts:
            caption = order.caption and Caption(*order.caption)
            height, width = pixels.shape[:2]
            screen = Screen(width, height, config.frame_rate / self._steps, caption)
            told = json.dumps(facts_of(self.clip, screen, at_rest=self._rests))
            (part := part.with_suffix(".json")).write_text(told, "utf-8")
            part.replace(self._folder / f"{order.frame}.json")
        self._channel.send(drawn=order.frame, facts=order.facts)
        os._exit(0)

    # -- copies -----------------------------------------------------------------------

    def _draw_first(self, frame: int) -> None:
        if not self._first_is_told:
            self._first, self._first_is_told = frame, True
            self._tell(Order(frame))

    def _tell(self, order: Order) -> None:
        """Let the copy draw that is nearest before a frame, or stands on it."""
        step = order.frame * self._steps
        places = [n for n, one in enumerate(self._waiting) if one.start <= step] or [0]
        following = self._waiting[places[-1] + 1 :][:1]
        if (
            following
            and following[0].rests
            and (following[0].start - 1) // self._steps == order.frame
        ):
            (place,) = following
        else:
            place = self._waiting[places[-1]]
        place.line.send(json.dumps(vars(order)).encode())

    def _wait_here(self) -> None:
        start = self.clip.frame_count
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if os.fork():
            theirs.close()
            self._waiting.append(Waiting(start, self._rests, ours))
            return
        die_with_parent()
        for other in self._waiting:
            other.line.close()
        ours.close()
        self.order = self._next_order(theirs)
        if self.order.frame * self._steps < start:
            self._keep(self.clip.picture_now())

    def _next_order(self, line: socket.socket) -> Order:
        """Wait for orders; return one in a process of its own."""
        with selectors.DefaultSelector() as selector:
            selector.register(line, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is not line:
                        selector.unregister(key.fileobj)
                        self._see_end(key.fd, key.data)
                        continue
                    data = line.recv(MOST_BYTES)
                    if not data:
                        os._exit(0)
                    order = Order(**json.loads(data))
                    if (pid := os.fork()) == 0:
                        die_with_parent()
                        return order
                    selector.register(os.pidfd_open(pid), selectors.EVENT_READ, (pid, order))

    def _see_end(self, descriptor: int, what: tuple[int, Order]) -> None:
        """Tell of a process that ended without having said why."""
        pid, order = what
        os.close(descriptor)
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code:
            self._channel.send(lost=order.frame, how=how_it_ended(code))

    def _reap(self) -> None:
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
