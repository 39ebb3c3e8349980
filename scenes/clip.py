"""The frame that all clips share: parameters, beats, captions, whole frames."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import FadeIn, FadeOut, ManimColor, Scene, config, linear

from scenes.catalogue import refuse
from scenes.engine.renderer import ClipRenderer
from scenes.facts.timeline import Beat, Caption, Code
from scenes.facts.words import in_lines
from scenes.figures import Figures
from scenes.look.sizes import CAPTION
from scenes.look.stage import Stage
from scenes.look.text import Words
from scenes.look.theme import theme
from scenes.params import ClipParams

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from manim import Animation
    from numpy.typing import NDArray

    from scenes.engine.film import Taker
    from scenes.facts.sources import Shown

__all__ = ["Clip"]

_LETTERS_A_SECOND = 15.0
"""A viewer reads, and looks as well: subtitle guides allow 17, with nothing else to watch."""
_WORDS_A_SECOND = 3.0
"""180 a minute: what subtitle guides allow."""
_SHORTEST_CAPTION, _LONGEST_CAPTION = 1.2, 7.0
"""Seconds; one that would stand for longer goes when it has been read."""
_LETTERS_A_LINE = 44
_REST, _QUESTION, _END = 0.8, 3.0, 2.5
"""Seconds in which nothing moves: after an idea, after a question, and at the end."""
_OLD_OUT, _NEW_IN = 0.12, 0.15
_SWAP = _OLD_OUT + _NEW_IN
"""Seconds of a change of caption: first the old one goes, then the new one comes."""


@dataclass
class _Record:
    """What a clip says of itself while it runs; a start without an end is still going on."""

    beats: list[tuple[str, str, int, bool]] = field(default_factory=list)
    captions: list[tuple[str, int]] = field(default_factory=list)


class Clip(Scene):
    """A teaching clip: real numbers in `setup`, a list of beats in `construct`.

    Parameters
    ----------
    params
        What to show; the class's own `params` by default.
    frames
        Numbers of the frames to draw into `pictures`, with nothing written; an empty collection
        draws nothing.
    film
        Gets the frames instead. Without either, Manim's own writer gets them.
    bare
        For so many seconds the last picture stands without its caption, so that another clip can go
        on from it; with 0 the caption stays.

    Attributes
    ----------
    network, inputs, trace
        The network, the numbers ``(n_in,)`` that go in, and all that it computes of them.
    theme, stage
        Colours by role, and the regions of the frame.
    figures
        All that is written on the screen, with its sources: what components are given.
    after_play
        Called with the clip after every play: for checks of what is on the screen.
    """

    params: ClipParams = ClipParams()

    def __init__(
        self,
        params: ClipParams | None = None,
        frames: Collection[int] | None = None,
        film: Taker | None = None,
        *,
        bare: float = 0.0,
        **kwargs: Any,
    ) -> None:
        if params is not None:
            self.params = params
        self.clip_renderer = ClipRenderer(
            frames, film, skip_animations=kwargs.pop("skip_animations", False)
        )
        super().__init__(renderer=self.clip_renderer, **kwargs)
        self.bare = bare
        self.after_play: Callable[[Clip], None] | None = None
        self._record = _Record()
        self._still = 0
        self.caption: Words | None = None
        self._caption_change: list[Animation] = []

    def setup(self) -> None:
        """Load the numbers and set the scene's colours; clips add their components."""
        self.network = self.params.load_network()
        refuse(type(self).__name__, self.network)
        self.inputs = self.params.load_input(self.network).ravel()
        self.trace = self.network.forward(self.inputs)
        self.theme = theme(self.params.theme)
        self.stage = Stage(self.params.aspect)
        self.figures = Figures(self.trace, self.theme, self.stage)
        self.clip_renderer.camera.background_color = ManimColor(self.theme.background)

    def tear_down(self) -> None:
        """Let the last picture stand, and then without its caption where another clip goes on."""
        rest = _END - self._still / config.frame_rate
        if not self.bare or self.caption is None:
            self.hold(rest)
            return
        gone = self._whole_frames(_OLD_OUT) + self.bare
        self.hold(rest - gone)
        self.say("")
        self.hold(gone)

    # -- what has happened, in frames -------------------------------------------------

    @property
    def shown(self) -> list[Shown]:
        """Every number that was put on the screen, with its source."""
        return self.figures.shown

    @property
    def frame_count(self) -> int:
        """Frames so far."""
        return self.clip_renderer.frame_count

    @property
    def pictures(self) -> dict[int, NDArray[np.uint8]]:
        """The frames that were asked for, ``(height, width, 4)`` RGBA."""
        return self.clip_renderer.pictures

    def picture_now(self) -> NDArray[np.uint8]:
        """Draw what is on the screen now; after a run it is the last frame."""
        return self.clip_renderer.picture_now(self)

    @property
    def beats(self) -> list[Beat]:
        """The beats so far."""
        starts = [start for _, _, start, _ in self._record.beats] + [self.frame_count]
        return [
            Beat(name, title, start, end - start, question)
            for (name, title, start, question), end in zip(
                self._record.beats, starts[1:], strict=True
            )
        ]

    @property
    def captions_shown(self) -> list[Caption]:
        """The captions so far; an empty one ends the one before."""
        starts = [start for _, start in self._record.captions] + [self.frame_count]
        return [
            Caption(text, start, end - start)
            for (text, start), end in zip(self._record.captions, starts[1:], strict=True)
            if text and end > start
        ]

    @property
    def listing(self) -> Code:
        """Code that the clip has run, for whoever writes about it; most have none."""
        return Code()

    # -- for the clips ----------------------------------------------------------------

    @property
    def image(self) -> NDArray[np.float64]:
        """The inputs as a digit, ``(height, width)`` in [0, 1]."""
        return self.figures.image

    def beat(
        self, action: Callable[[], None], *, question: bool = False, rest: float | None = None
    ) -> None:
        """Run one beat, a method named by a verb: it rests at its end, a question longer.

        How long is usual, unless `rest` says it in seconds.
        """
        name = action.__name__.strip("_")
        self.next_section(name)
        title = name.replace("_", " ").capitalize()
        self._record.beats.append((name, title, self.frame_count, question))
        self.clip_renderer.begin_beat()
        action()
        usual = _QUESTION if question else _REST
        self.hold(usual if rest is None else rest)

    def say(self, text: str) -> None:
        """Put a caption on the time line, from now until the next one; "" ends it.

        The one before is left standing until it is read.
        """
        self.hold()
        self._record.captions.append((text, self.frame_count))
        if not self.params.captions:
            return
        if self.caption is not None:
            leaving = FadeOut(self.caption, run_time=_OLD_OUT, rate_func=linear)
            self._caption_change.append(leaving)
            self.caption = None
        if text:
            region = self.stage.caption
            size = self.stage.letters(CAPTION)
            lines = "\n".join(in_lines(text, _LETTERS_A_LINE))
            words = Words(lines, self.theme.text, size, width=region.width)
            words.text = text
            self.caption = region.place(words)
            self._caption_change.append(FadeIn(self.caption, run_time=_SWAP, rate_func=_entering))

    def play(self, *args: Any, **kwargs: Any) -> None:
        """Play animations for a whole number of frames, together with a change of caption."""
        animations = self.compile_animations(*args, **kwargs)
        for animation in animations:
            animation.run_time = self._whole_frames(animation.run_time)
        self._take_off_what_is_read(max((a.run_time for a in animations), default=0.0))
        changes, self._caption_change = self._caption_change, []
        for change in changes:
            change.run_time = self._whole_frames(change.run_time)
        super().play(*animations, *changes)
        self._still = 0
        if self.after_play is not None:
            self.after_play(self)

    def hold(self, seconds: float = 0.0) -> None:
        """Let the viewer look: so long, and at least until the caption is read."""
        frames = math.ceil(max(seconds, self._unread()) * config.frame_rate - 1e-6)
        if frames > 0 and self._caption_change:
            start = self.frame_count
            self.play()
            frames -= self.frame_count - start
        if frames > 0:
            still = self._still + frames
            self.wait(frames / float(config.frame_rate), frozen_frame=True)
            self._still = still

    def _seen(self) -> float:
        """Return how many seconds the caption has been there."""
        start = self._record.captions[-1][1] if self._record.captions else self.frame_count
        return (self.frame_count - start) / float(config.frame_rate)

    def _unread(self) -> float:
        """Return how many seconds the caption still takes to be read."""
        text = self._record.captions[-1][0] if self._record.captions else ""
        return max(_reading_time(text) - self._seen(), 0.0)

    def _take_off_what_is_read(self, seconds: float) -> None:
        """End the caption before a play of so many seconds, during which it would get too old."""
        too_old = self._seen() > 0 and self._seen() + seconds > _LONGEST_CAPTION
        if too_old and not self._unread() and self._record.captions[-1][0]:
            self.say("")

    # -- whole frames -----------------------------------------------------------------

    def _whole_frames(self, seconds: float) -> float:
        rate = config.frame_rate
        return max(math.ceil(seconds * rate - 1e-6), 1) / float(rate)


def _reading_time(text: str) -> float:
    """Return how many seconds it takes to read a caption."""
    if not text:
        return 0.0
    letters, words = len(text) / _LETTERS_A_SECOND, len(text.split()) / _WORDS_A_SECOND
    return max(letters, words, _SHORTEST_CAPTION)


def _entering(progress: float) -> float:
    return max(progress * _SWAP - _OLD_OUT, 0.0) / _NEW_IN
