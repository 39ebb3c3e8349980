"""Manim's renderer, able to draw only the frames that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from manim import config
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from scenes.engine.camera import RasterCamera
from scenes.engine.raster import straight_alpha
from scenes.engine.writer import ClipWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from manim import Animation, Mobject, Scene
    from numpy.typing import NDArray

__all__ = ["ClipRenderer"]

_INSIDE = (0.25, 0.5, 0.75)
"""Shares of a play's time at which `during_play` looks."""


class ClipRenderer(CairoRenderer):
    """Counts frames, and draws all of them, or only some.

    Parameters
    ----------
    wanted
        Numbers of the frames to draw; they are kept in `pictures` and nothing is written. None
        draws all frames and hands them to Manim's writer.

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

    def __init__(self, wanted: Collection[int] | None = None, **kwargs: Any) -> None:
        writer = ClipWriter if config.disable_caching else SceneFileWriter
        super().__init__(file_writer_class=writer, camera_class=RasterCamera, **kwargs)
        self.wanted = None if wanted is None else frozenset(wanted)
        self.frame_count = 0
        self.pictures: dict[int, NDArray[np.uint8]] = {}
        self.during_play: Callable[[Scene, int], None] | None = None

    def frames_in(self, seconds: float) -> int:
        """Return the number of whole frames in a duration; every play has at least one."""
        return max(round(seconds * self.camera.frame_rate), 1)

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play animations, drawing every frame of them or just the wanted ones."""
        if self.wanted is None:
            super().play(scene, *args, **kwargs)
            self.frame_count += self.frames_in(scene.duration)
            return
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        animations: list[Animation] = scene.animations or []
        frames = self.frames_in(scene.duration)
        self._draw_wanted(scene, range(self.frame_count, self.frame_count + frames))
        scene.update_to_time(scene.duration)
        for animation in animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
        self.static_image = None
        self.frame_count += frames
        self.time += frames / self.camera.frame_rate
        self.num_plays += 1

    def _draw_wanted(self, scene: Scene, frames: range) -> None:
        drawn = {frame for frame in frames if frame in (self.wanted or ())}
        looked_at = self._looked_at(scene, frames)
        if drawn:
            self.save_static_frame_data(scene, scene.static_mobjects)
        for frame in sorted(drawn | looked_at):
            scene.update_to_time((frame - frames.start) / self.camera.frame_rate)
            if frame in drawn:
                self._draw(scene, scene.moving_mobjects)
                self.pictures[frame] = self._finished(self.get_frame())
            if frame in looked_at and self.during_play is not None:
                self.during_play(scene, frame)

    def _looked_at(self, scene: Scene, frames: range) -> set[int]:
        if self.during_play is None or scene.is_current_animation_frozen_frame():
            return set()
        return {frames.start + int(share * len(frames)) for share in _INSIDE}

    def _draw(self, scene: Scene, mobjects: list[Mobject]) -> None:
        self.update_frame(scene, mobjects)

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
