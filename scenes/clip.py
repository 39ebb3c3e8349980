"""The frame that all clips share: parameters, beats, captions, whole frames."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import FadeIn, FadeOut, ManimColor, Scene, config
from manim.animation.animation import prepare_animation
from tqdm import tqdm

from scenes.components.grids.legend import Legend
from scenes.engine.renderer import ClipRenderer
from scenes.errors import ParameterError
from scenes.facts.decimals import decimals_of
from scenes.facts.readings import Reading, Shown, activation_scale
from scenes.facts.timeline import Beat, Caption
from scenes.look.encoding import activation_limit
from scenes.look.stage import Stage
from scenes.look.text import Formula, Number, Words
from scenes.look.theme import theme
from scenes.params import ClipParams

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from manim import Animation
    from numpy.typing import NDArray

__all__ = ["Clip"]

_CAPTION_SIZE = 34
_CAPTION_FADE = 0.4
_QUESTION_PAUSE = 3.0
_SHORTEST_PLAY = 0.1


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
        draws nothing. None hands all frames to Manim's writer.

    Attributes
    ----------
    network, inputs, trace
        The network, the numbers ``(n_in,)`` that go in, and all that it computes of them. A
        network whose `image_shape` is None has no `image`.
    theme, stage
        Colours by role, and the regions of the frame.
    shown
        Every number that was put on the screen, with its source.
    after_play
        Called with the clip after every play: for checks of what is on the screen.
    """

    params: ClipParams = ClipParams()

    def __init__(
        self, params: ClipParams | None = None, frames: Collection[int] | None = None, **kwargs: Any
    ) -> None:
        if params is not None:
            self.params = params
        self.clip_renderer = ClipRenderer(
            frames, skip_animations=kwargs.pop("skip_animations", False)
        )
        super().__init__(renderer=self.clip_renderer, **kwargs)
        self.after_play: Callable[[Clip], None] | None = None
        self.shown: list[Shown] = []
        self._record = _Record()
        self.caption: Words | None = None
        self._caption_change: list[Animation] = []

    def setup(self) -> None:
        """Load the numbers and set the scene's colours; clips add their components."""
        self.network = self.params.load_network()
        self.inputs = self.params.load_input(self.network).ravel()
        self.trace = self.network.forward(self.inputs)
        self.theme = theme(self.params.theme)
        self.stage = Stage(self.params.aspect)
        self.clip_renderer.camera.background_color = ManimColor(self.theme.background)

    @property
    def image(self) -> NDArray[np.float64]:
        """The inputs as a digit, ``(height, width)`` in [0, 1].

        Raises
        ------
        ParameterError
            They are no image.
        """
        if self.network.image_shape is None:
            raise ParameterError(
                f"{type(self).__name__} shows images, and the network takes {len(self.inputs)} "
                "numbers that are no image: choose another clip, or a network for digits"
            )
        return self.inputs.reshape(self.network.image_shape)

    # -- what has happened, in frames -------------------------------------------------

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

    # -- for the clips ----------------------------------------------------------------

    def beat(self, action: Callable[[], None], *, question: bool = False) -> None:
        """Run one beat: a method that is named by a verb. A question pauses at its end."""
        name = action.__name__.strip("_")
        self.next_section(name)
        title = name.replace("_", " ").capitalize()
        self._record.beats.append((name, title, self.frame_count, question))
        action()
        if question:
            self.hold(_QUESTION_PAUSE)

    def say(self, text: str) -> None:
        """Put a caption on the time line, from now until the next one; "" ends it."""
        self._record.captions.append((text, self.frame_count))
        if not self.params.captions:
            return
        if self.caption is not None:
            self._caption_change.append(FadeOut(self.caption, run_time=_CAPTION_FADE / 2))
            self.caption = None
        if text:
            region = self.stage.caption
            words = Words(text, self.theme.text, _CAPTION_SIZE, width=region.width)
            self.caption = region.place(words)
            self._caption_change.append(FadeIn(self.caption, run_time=_CAPTION_FADE))

    def play(self, *args: Any, **kwargs: Any) -> None:
        """Play animations for a whole number of frames, together with a change of caption."""
        animations = [prepare_animation(arg) for arg in args]
        for animation in animations:
            for name, value in kwargs.items():
                setattr(animation, name, value)
            animation.run_time = self._whole_frames(animation.run_time)
        changes, self._caption_change = self._caption_change, []
        for change in changes:
            change.run_time = self._whole_frames(change.run_time)
        super().play(*animations, *changes)
        if self.after_play is not None:
            self.after_play(self)

    def hold(self, seconds: float) -> None:
        """Let the viewer look."""
        if self._caption_change:
            changes, self._caption_change = self._caption_change, []
            self.play(*changes)
            seconds -= max(change.run_time for change in changes)
        if seconds > _SHORTEST_PLAY:
            self.wait(self._whole_frames(seconds), frozen_frame=True)

    def read(
        self,
        source: Reading,
        size: float = 30,
        decimals: int = 2,
        colour: str | None = None,
        *,
        signed: bool = False,
    ) -> Number:
        """Return the number at a place of the forward pass, and record that it is shown."""
        colour = colour or self.theme.text
        number = Number(source.of(self.trace), colour, size, decimals, signed=signed)
        return self.cite(number, source)

    def cite(self, number: Number, source: Reading) -> Number:
        """Record that a number stands for a place of the forward pass, and set it to that."""
        number.set_value(source.of(self.trace))
        self.shown.append(Shown(number.text, number.value, source))
        return number

    def scale_of(self, layer: int, size: float = 24) -> Legend:
        """Return the colour scale of a layer's activations, and record that its ends are shown."""
        activations = self.trace.activations[layer]
        limit, signed = activation_limit(activations), bool(activations.min() < 0)
        decimals = 2 if limit == 1 else decimals_of(limit)
        legend = Legend.of_activations(self.theme, limit, size, decimals, signed=signed)
        self.cite(legend.low, activation_scale(layer, -1 if signed else 0))
        self.cite(legend.high, activation_scale(layer, 1))
        return legend

    def words(self, text: str, size: float = 30, colour: str | None = None, **kwargs: Any) -> Words:
        """Return words in the theme's text colour."""
        return Words(text, colour or self.theme.text, size, **kwargs)

    def formula(self, code: str, size: float = 52, colour: str | None = None) -> Formula:
        """Return a formula in the theme's text colour."""
        return Formula(code, colour or self.theme.text, size)

    # -- whole frames -----------------------------------------------------------------

    def _whole_frames(self, seconds: float) -> float:
        rate = config.frame_rate
        return max(math.ceil(seconds * rate - 1e-6), 1) / float(rate)

    def get_time_progression(
        self,
        run_time: float,
        description: str,
        n_iterations: int | None = None,
        override_skip_animations: bool = False,
    ) -> tqdm[float]:
        """Return the moments of a play's frames: exactly as many as fit, unlike ``arange``."""
        frames = self.clip_renderer.frames_in(run_time)
        times = (np.arange(frames) / config.frame_rate).tolist()
        return tqdm(times, desc=description, disable=True)
