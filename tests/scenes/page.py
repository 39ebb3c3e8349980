"""The lesson's page against a run of a clip: what it says of it is so."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from manim import ManimColor, tempconfig

from netreel.documenting import LessonPage
from netreel.lesson import section
from netreel.slides import alike, slide
from netreel.tasks import Outline
from scenes.engine.camera import RasterCamera
from scenes.engine.settings import render_settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from netreel.check.run import Run
    from scenes.catalogue import Entry
    from scenes.clip import Clip

__all__ = ["differing_page"]


@cache
def the_page() -> LessonPage:
    return LessonPage(Path(__file__).parents[2] / "docs")


def differing_page(run: Run, entry: Entry, folder: Path) -> list[str]:
    """Return what the page says of a clip that is not so in its usual run, one line each.

    The clip has run to its end; its caption is taken off the screen.
    """
    page, clip = the_page(), entry.clip
    outline = Outline(
        beats=tuple(run.clip.beats),
        captions=tuple(run.captions),
        frame_count=run.frame_count,
        code=run.clip.listing,
    )
    told = page.sections.get(clip) == section(entry, outline)
    path = page.picture(clip)
    shown = path.is_file() and alike(path.read_bytes(), slide(last_picture(run.clip, folder)))
    wrong = {"what the page says": told, "its picture on the page": shown}
    return [f"{what}: netreel docs {clip}" for what, right in wrong.items() if not right]


def last_picture(clip: Clip, media: Path) -> NDArray[np.uint8]:
    """Draw what is on the screen, without a caption, as large as a film has it."""
    if clip.caption is not None:
        clip.remove(clip.caption)
    settings = render_settings("16:9", "m", format="none") | {"media_dir": str(media)}
    with tempconfig(settings):
        clip.clip_renderer.camera = RasterCamera()
        clip.clip_renderer.camera.background_color = ManimColor(clip.theme.background)
        return clip.picture_now()
