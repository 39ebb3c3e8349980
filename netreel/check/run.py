"""One run of a clip, drawn small, with all that the rules need to know of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from manim import tempconfig

from netreel.check.captions import numbers_in
from netreel.check.counting import Counting
from netreel.check.flashes import Flashes
from netreel.check.motion import Motion
from netreel.check.screen import Moment
from netreel.check.stripes import Stripes
from scenes.engine.settings import pixel_size, render_settings
from scenes.look.text import Formula, Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    from manim import Scene
    from numpy.typing import NDArray

    from netreel.check.screen import Text
    from scenes.clip import Clip
    from scenes.facts.timeline import Caption
    from scenes.params import ClipParams

__all__ = ["RATE", "Run", "small_settings"]

RATE = 15
_SHORT = 240
"""Pixels of the short side of the frames that are drawn: in fewer, squares jump by themselves."""
_WHOLE = 0.9
"""The opacity from which on a formula can be read."""
_LONGEST = 100_000
"""Frames: more than any clip has."""


class Run:
    """Runs a clip, and looks at it after every play and inside each.

    Parameters
    ----------
    kind
        The class of the clip.
    params
        What to show.
    look
        Called with what is on the screen, and whether it is at rest.
    media
        Where Manim keeps what Typst has set.
    draw
        Whether every frame is drawn, small; without that nothing is known of motion.

    Attributes
    ----------
    clip
        The clip, run to its end.
    formulas
        The frame with which each had come, by what is written; a name alone is none.
    captions_set
        The words of each caption, as they were on the screen.
    motion
        How the pictures change, or None if none were drawn.
    flashes, stripes
        What of them flashes, and what is striped.
    words
        What else was written in words while it rested.
    ends
        The last picture ``(height, width, 3)`` of each beat, by its name.
    """

    def __init__(
        self,
        kind: type[Clip],
        params: ClipParams,
        look: Callable[[Moment, bool], None],
        media: Path,
        *,
        draw: bool = True,
    ) -> None:
        self._look = look
        self._numbers: dict[int, set[float]] = defaultdict(set)
        self._counting = Counting()
        self._captions: dict[Words, None] = {}
        self.captions_set: dict[str, Words] = {}
        self.formulas: dict[str, int] = {}
        self.words: set[str] = set()
        self._opening: set[str] | None = None
        self.ends: dict[str, NDArray[np.uint8]] = {}
        self.motion: Motion | None = None
        self.flashes, self.stripes = Flashes(RATE), Stripes(RATE)
        with tempconfig(small_settings(params, media)):
            self.clip = kind(params, frames=range(_LONGEST if draw else 0))
            self.clip.after_play = self._at_rest
            self.clip.clip_renderer.during_play = self._inside
            self.clip.render()
        self.name = kind.__name__
        self.rate = RATE
        self.frame_count = self.clip.frame_count
        self.captions = self.clip.captions_shown

    def _at_rest(self, clip: Clip) -> None:
        self._see(clip, clip.frame_count, at_rest=True)
        self._take_pictures(clip)
        self._counting.go_on()

    def _take_pictures(self, clip: Clip) -> None:
        """Compare what was drawn during a play, and keep only its last picture."""
        counting = self._counting.boxes()
        for frame in sorted(clip.pictures):
            picture = clip.pictures.pop(frame)
            if self.motion is None:
                self.motion = Motion(picture, clip.stage, RATE)
            self.motion.follow(picture, counting)
            self.flashes.follow(picture)
            self.stripes.follow(picture)
            self.ends[clip.beats[-1].name] = picture[..., :3]

    def _inside(self, scene: Scene, frame: int) -> None:
        self._see(self.clip if hasattr(self, "clip") else scene, frame, at_rest=False)

    def _see(self, clip: Any, frame: int, *, at_rest: bool) -> None:
        if clip.caption is not None:
            self._captions.setdefault(clip.caption)
            self.captions_set.setdefault(clip.caption.text, clip.caption.copy())
        moment = Moment(clip, frame, self._captions)
        if at_rest:
            written = [text.written for text in moment.texts if is_formula(text)]
            if self._opening is None:
                self._opening = set(written)  # the clip began with these
            for name in written:
                if name not in self._opening:
                    self.formulas.setdefault(name, frame)
            self.words |= {text.written for text in moment.texts if isinstance(text.mobject, Words)}
        self._counting.see(moment.texts)
        for text in moment.texts:
            self._numbers[frame] |= numbers_in(text.written)
        self._look(moment, at_rest)

    def seen_during(self, caption: Caption) -> set[float]:
        """Return the numbers that were on the screen while a caption was."""
        return self._seen(caption.start, caption.start + caption.frames)

    def seen_until(self, caption: Caption) -> set[float]:
        """Return the numbers that had been on the screen when a caption went."""
        return self._seen(0, caption.start + caption.frames)

    def _seen(self, first: int, last: int) -> set[float]:
        seen = (numbers for frame, numbers in self._numbers.items() if first <= frame <= last)
        return set().union(*seen)

    def beat_at(self, frame: int) -> str:
        """Return the name of the beat that a frame belongs to."""
        names = [beat.name for beat in self.clip.beats if beat.start <= frame]
        return names[-1] if names else "setup"


def is_formula(text: Text) -> bool:
    """Tell whether a text is a formula that can be read: it has two sides, and is not faded."""
    left, _, right = text.written.strip("$ ").partition("=")
    whole = isinstance(text.mobject, Formula) and bool(left.strip() and right.strip())
    return whole and text.opacity > _WHOLE


def small_settings(params: ClipParams, media: Path) -> dict[str, Any]:
    """Return Manim's settings for frames that are compared."""
    width, height = pixel_size(params.aspect, _SHORT)
    return render_settings(params.aspect, "l", fps=RATE, format="none") | {
        "pixel_width": width,
        "pixel_height": height,
        "media_dir": str(media),
        "verbosity": "ERROR",
    }
