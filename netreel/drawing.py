"""What a worker does with Manim: films, pictures, outlines. Importing this imports Manim."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from manim import ManimColor, config, tempconfig
from PIL import Image

from netreel.captions import subrip, webvtt
from netreel.check.inspection import Inspection
from netreel.coding import check_coding, coding_of, container_of
from netreel.errors import JobError
from netreel.jobs import fade_frames, params_of, rate_of
from netreel.media import add_chapters, make_gif
from netreel.moments import frame_at
from netreel.storyboard import compose, frames_of
from netreel.tasks import Outcome, Outline, Task
from scenes.catalogue import find
from scenes.engine.film import Fades, Film
from scenes.engine.settings import render_settings, steps_a_frame
from scenes.look.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from netreel.jobs import RenderJob
    from scenes.clip import Clip
    from scenes.engine.film import Taker

__all__ = [
    "check_clip",
    "draw_film",
    "draw_last_frame",
    "draw_still",
    "draw_storyboard",
    "find_outline",
]

_COMPRESSION = 2
"""Of a PNG: half the time that zlib's usual 6 takes, for an eighth more bytes."""


@contextmanager
def manim_settings(task: Task) -> Iterator[None]:
    """Set Manim up for a task: to draw, and write nothing."""
    job = task.job
    settings: dict[str, Any] = render_settings(
        aspect=params_of(job).aspect,
        quality=job.quality,
        fps=rate_of(job) * steps_of(job),
        transparent=job.transparent,
        format="none",
    )
    settings |= {
        "media_dir": str(task.folder / "media"),
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    if unknown := settings.keys() - set(config):
        raise JobError(f"Manim has no such settings: {', '.join(sorted(unknown))}")
    with tempconfig(settings):
        yield


def steps_of(job: RenderJob) -> int:
    """Return how many of a clip's frames become one of the film."""
    return steps_a_frame(rate_of(job))


def make_clip(task: Task, frames: tuple[int, ...] = (), film: Taker | None = None) -> Clip:
    """Build the clip, to draw the frames of a film, or only some."""
    job = task.job
    bare = job.goes_on / rate_of(job)
    return find(job.clip).clip_class()(params_of(job), frames=frames, film=film, bare=bare)


def outline_of(clip: Clip) -> Outline:
    """Return the beats and captions of a clip that has run."""
    return Outline(
        beats=tuple(clip.beats),
        captions=tuple(clip.captions_shown),
        frame_count=clip.frame_count,
        fps=Fraction(config.frame_rate).limit_denominator(1001),
        code=clip.listing,
    )


def run_dry(task: Task) -> Clip:
    """Run the clip without drawing."""
    clip = make_clip(task)
    clip.render()
    return clip


def pictures(task: Task, frames: tuple[int, ...]) -> dict[int, NDArray[np.uint8]]:
    """Return the pictures of some frames, RGBA."""
    clip = make_clip(task, frames=tuple(sorted(set(frames))))
    clip.render()
    return clip.pictures


def find_outline(task: Task) -> Outcome:
    """Find the beats and captions of a clip."""
    with manim_settings(task):
        return Outcome(outline=outline_of(run_dry(task)))


def draw_film(task: Task, report: Callable[[int], None]) -> Outcome:
    """Render the clip to ``done/clip.<format>``, its captions beside it."""
    job = task.job
    coding, container = coding_of(job), container_of(job)
    if job.encoding.codec or job.encoding.options:
        check_coding(coding, container)
    drawn = task.folder / f"drawn.{container}"
    with manim_settings(task):
        with Film(drawn, coding, steps_of(job), report, fades := fades_of(job)) as film:
            clip = make_clip(task, film=film)
            clip.render()
        moves = outline_of(clip)
    outline = moves.every(steps_of(job)).longer_by(fades.closing)
    target = done_folder(task) / f"clip.{job.format}"
    if job.format == "gif":
        make_gif(drawn, target, outline)
    else:
        add_chapters(drawn, target, outline, title=job.clip)
    return Outcome(files={"video": target.name} | write_captions(task, moves), outline=outline)


def fades_of(job: RenderJob) -> Fades:
    """Return how a film comes out of the plain background, and goes back into it."""
    background = theme(params_of(job).theme).background
    red, green, blue = map(int, ManimColor(background).to_int_rgb())
    return Fades((red, green, blue), *fade_frames(job))


def write_captions(task: Task, outline: Outline) -> dict[str, str]:
    """Write the captions as SubRip and WebVTT; return the files' names."""
    done = done_folder(task)
    (done / "clip.srt").write_text(subrip(outline), encoding="utf-8")
    (done / "clip.vtt").write_text(webvtt(outline), encoding="utf-8")
    return {"srt": "clip.srt", "vtt": "clip.vtt"}


def draw_last_frame(task: Task) -> Outcome:
    """Draw the clip's last frame, the one a teacher puts on a slide."""
    with manim_settings(task):
        clip = run_dry(task)
        save_picture(clip.picture_now(), target := done_folder(task) / "clip.png")
    return Outcome(files={"video": target.name}, outline=outline_of(clip).every(steps_of(task.job)))


def draw_still(task: Task) -> Outcome:
    """Draw the frame at the task's moment."""
    with manim_settings(task):
        clip = run_dry(task)
        frame = frame_at(task.moment, outline_of(clip))
        is_last = frame == clip.frame_count - 1
        picture = clip.picture_now() if is_last else pictures(task, (frame,))[frame]
        save_picture(picture, target := done_folder(task) / "still.png")
    return Outcome(files={"picture": target.name}, outline=outline_of(clip))


def draw_storyboard(task: Task) -> Outcome:
    """Draw the contact sheet: each beat's start, middle and end."""
    with manim_settings(task):
        outline = outline_of(run_dry(task))
        drawn = pictures(task, tuple(f for beat in outline.beats for f in frames_of(beat)))
    scratch = task.folder / "frames"
    scratch.mkdir()
    for frame, picture in drawn.items():
        save_picture(picture, scratch / f"{frame}.png")
    target = done_folder(task) / "storyboard.png"
    compose(task.job, outline, scratch, target)
    return Outcome(files={"picture": target.name}, outline=outline)


def check_clip(task: Task) -> Outcome:
    """Run the clip, drawn small, and look for what breaks the rules."""
    kind, media = find(task.job.clip).clip_class(), task.folder / "media"
    inspection = Inspection(kind, params_of(task.job), media, draw=not task.quick)
    return Outcome(verdict=inspection.verdict)


def save_picture(picture: NDArray[np.uint8], target: Path) -> None:
    """Write an RGBA picture as PNG, without its alpha when all of it is opaque."""
    image = Image.fromarray(picture)
    if (picture[..., 3] == 255).all():
        image = image.convert("RGB")
    image.save(target, compress_level=_COMPRESSION)


def done_folder(task: Task) -> Path:
    """Return the folder for finished files."""
    folder = task.folder / "done"
    folder.mkdir(exist_ok=True)
    return folder
