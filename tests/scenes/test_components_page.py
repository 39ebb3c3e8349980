"""docs/components.md: every block is a scene of plain Manim, with its own camera, and draws."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from manim import Camera, Scene, config, tempconfig

import netcore
from scenes.components.grids.grids import PixelGrid
from scenes.engine.camera import RasterCamera
from scenes.look.theme import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.render

PAGE = Path(__file__).parents[2] / "docs" / "components.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def scene_of(block: str) -> type[Scene]:
    names: dict[str, Any] = {"__name__": "page"}
    exec(compile(block, str(PAGE), "exec"), names)
    (found,) = (
        value
        for value in names.values()
        if isinstance(value, type) and issubclass(value, Scene) and value is not Scene
    )
    return found


def last_frame(scene: Scene) -> NDArray[np.uint8]:
    scene.render()
    scene.renderer.update_frame(scene)
    return np.asarray(scene.renderer.get_frame(), dtype=np.uint8)


def plain(media: Path, **changes: Any) -> Any:
    return tempconfig(
        {
            "pixel_width": 427, "pixel_height": 240, "frame_rate": 15, "format": "none",
            "media_dir": str(media), "verbosity": "ERROR", "notify_outdated_version": False,
        } | changes
    )  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: re.findall(r"class (\w+)", block)[0])
def test_every_block_draws_in_a_plain_scene(block: str, tmp_path: Path) -> None:
    with plain(tmp_path):
        scene = scene_of(block)()
        assert type(scene.camera) is Camera
        frame = last_frame(scene)
    assert (frame[..., :3].max(axis=2) > 60).mean() > 0.003


def test_a_plain_camera_draws_what_ours_draws(tmp_path: Path) -> None:
    grid = PixelGrid(netcore.sample_digits().image(3, 0), theme("dark"), height=6)
    with plain(tmp_path, background_color="#0E1116"):
        frames = []
        for camera in (Camera, RasterCamera):
            drawn = camera(background_color=config.background_color)
            drawn.capture_mobjects([grid])
            frames.append(np.asarray(drawn.pixel_array, dtype=np.uint8).copy())
    first, second = frames
    np.testing.assert_array_equal(first, second)
    row, column = divmod(int(grid.values.argmax()), 28)
    x, y, _ = grid.cell_centre(row, column)
    scale = 240 / 8
    pixel = first[round(120 - y * scale), round(213.5 + x * scale), :3]
    assert pixel.min() > 250
