"""Manim's renderer, for a film of ours or only the frames that are asked for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.engine.camera import RasterCamera
from scenes.engine.raster import straight_alpha

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from manim import Animation, Mobject, Scene
    from numpy.typing import NDArray

    from scenes.engine.film import Taker

__all__ = ["ClipRenderer", "is_held"]

_INSIDE = (0.25, 0.5, 0.75)
"""Shares of a play's time at which `during_play` looks."""


def is_held(scene: Scene) -> bool:
    """Tell whether what a scene plays now is a wait in which nothing moves."""
    return scene.is_current_animation_frozen_frame()


class ClipRenderer(CairoRenderer):
    """Counts frames, and draws all of them, or only some.

    Parameters
    ----------
    wanted
        Numbers of the frames to draw; they are kept in `pictures` and nothing is written.
    film
        Gets the frames that it chooses, instead. Without either, Manim draws all frames and hands
        them to its own writer, as the program ``manim`` does.

    Attributes
    ----------
    frame_count
        Frames of the plays so far.
    pictures
        ``(height, width, 4)`` RGBA of each wanted frame that has passed.
    during_play
        Called with the scene and a frame's number a quarter, half and three quarters through every
        play that moves something, unless all frames are drawn: for checks of what is under way.
    """

    def __init__(
        self, wanted: Collection[int] | None = None, film: Taker | None = None, **kwargs: Any
    ) -> None:
        super().__init__(camera_class=RasterCamera, **kwargs)
        self.wanted = None if wanted is None else frozenset(wanted)
        self.film = film
        self.frame_count = 0
        self.pictures: dict[int, NDArray[np.uint8]] = {}
        self.during_play: Callable[[Scene, int], None] | None = None

    def frames_in(self, seconds: float) -> int:
        """Return the number of whole frames in a duration; every play has at least one."""
        return max(round(seconds * self.camera.frame_rate), 1)

    def begin_beat(self) -> None:
        """Let the film know that the next frame begins something."""
        if self.film is not None:
            self.film.begin_beat()

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play animations, drawing every frame of them or just those that are chosen."""
        if self.wanted is None and self.film is None:
            super().play(scene, *args, **kwargs)
            self.frame_count += self.frames_in(scene.duration)
            return
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        animations: list[Animation] = scene.animations or []
        frames = self.frames_in(scene.duration)
        self._draw_chosen(scene, range(self.frame_count, self.frame_count + frames))
        scene.update_to_time(scene.duration)
        for animation in animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
        self.static_image = None
        self.frame_count += frames
        self.time += frames / self.camera.frame_rate
        self.num_plays += 1

    def _chosen(self, frames: range) -> Sequence[int]:
        if self.film is not None:
            return self.film.chosen(frames)
        return [frame for frame in frames if frame in (self.wanted or ())]

    def _draw_chosen(self, scene: Scene, frames: range) -> None:
        drawn = self._chosen(frames)
        looked_at = self._looked_at(scene, frames)
        if drawn:
            self.save_static_frame_data(scene, scene.static_mobjects)
        if drawn and is_held(scene):
            self._draw(scene, scene.moving_mobjects)
            self._hand_over(drawn)
            return
        for frame in sorted({*drawn, *looked_at}):
            scene.update_to_time((frame - frames.start) / self.camera.frame_rate)
            if frame in drawn:
                with self._moving(self.film is not None and self.film.in_motion):
                    self._draw(scene, scene.moving_mobjects)
                self._hand_over([frame])
            if frame in looked_at and self.during_play is not None:
                self.during_play(scene, frame)

    def _hand_over(self, frames: Sequence[int]) -> None:
        picture = self._finished(self.get_frame())
        if self.film is not None:
            self.film.write(picture, len(frames))
        else:
            self.pictures |= dict.fromkeys(frames, picture)

    def _looked_at(self, scene: Scene, frames: range) -> set[int]:
        if self.during_play is None or is_held(scene):
            return set()
        return {frames.start + int(share * len(frames)) for share in _INSIDE}

    def _draw(self, scene: Scene, mobjects: list[Mobject]) -> None:
        self.update_frame(scene, mobjects)

    @contextmanager
    def _moving(self, moves: bool) -> Iterator[None]:
        """Let the camera know that frame follows on frame: a single one is looked at longer."""
        keeper = cast("RasterCamera", self.camera).keeper
        keeper.in_motion = moves
        try:
            yield
        finally:
            keeper.in_motion = False

    def render(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Draw a frame of a play for Manim's writer."""
        with self._moving(True):
            super().render(scene, *args, **kwargs)

    def picture_now(self, scene: Scene) -> NDArray[np.uint8]:
        """Draw the scene as it stands, ``(height, width, 4)`` RGBA."""
        self.static_image = None
        self.update_frame(scene)
        return self._finished(self.get_frame())

    def get_frame(self) -> NDArray[Any]:
        """Return the frame that was drawn: itself, where Manim returns a copy of it."""
        return cast("RasterCamera", self.camera).take_frame()

    def add_frame(self, frame: NDArray[Any], num_frames: int = 1) -> None:
        """Hand a frame to Manim's writer."""
        if not self.skip_animations:
            finished: NDArray[Any] = self._finished(frame)
            super().add_frame(finished, num_frames)

    def _finished(self, frame: NDArray[Any]) -> NDArray[np.uint8]:
        pixels = frame.astype(np.uint8, copy=False)
        return pixels if self.camera.background_opacity == 1 else straight_alpha(pixels)

    def freeze_current_frame(self, duration: float) -> None:
        """Hold the current frame, for a whole number of frames."""
        self.add_frame(self.get_frame(), num_frames=self.frames_in(duration))
