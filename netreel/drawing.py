"""What a worker does with Manim: films, pictures, outlines. Importing this imports Manim."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from manim import config, tempconfig
from PIL import Image

from netreel.captions import subrip, webvtt
from netreel.errors import JobError
from netreel.jobs import params_of
from netreel.media import add_chapters, check_codec, check_encoder, make_gif
from netreel.moments import frame_at
from netreel.storyboard import compose, frames_of
from netreel.tasks import Outcome, Outline, Task
from scenes.catalogue import find
from scenes.engine.settings import COLOUR_TAGS, ENCODERS, render_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    from manim._config.video_encoder import VideoEncoderSpec
    from numpy.typing import NDArray

    from netreel.jobs import RenderJob
    from scenes.clip import Clip

__all__ = ["draw_film", "draw_last_frame", "draw_still", "draw_storyboard", "find_outline"]

# GIF intermediates lose nothing: the palette is then chosen from the colours that were drawn.
LOSSLESS = {
    "video_codec": "libx264rgb",
    "pixel_format": "rgb24",
    "video_encoder_options": {"qp": "0", "preset": "ultrafast"},
}


@contextmanager
def manim_settings(task: Task, output: str) -> Iterator[None]:
    """Set Manim up for a task; `output` is a format of Manim's."""
    job = task.job
    settings: dict[str, Any] = render_settings(
        aspect=params_of(job).aspect,
        quality=job.quality,
        fps=job.fps,
        transparent=job.transparent,
        format=output,
    )
    media = task.folder / "media"
    settings |= {
        "media_dir": str(media),
        "video_dir": str(media),
        "images_dir": str(media),
        "output_file": "clip",
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    if job.format == "gif":
        settings |= {"video_encoder_options": {}} if job.transparent else LOSSLESS
    else:
        settings |= encoder_settings(job)
    if unknown := settings.keys() - set(config):
        raise JobError(f"Manim has no such settings: {', '.join(sorted(unknown))}")
    with tempconfig(settings):
        yield


def encoder_settings(job: RenderJob) -> dict[str, Any]:
    """Return the encoder that a film is written with: Manim's, at our settings, or the user's."""
    options = dict(COLOUR_TAGS)
    wish = job.encoding
    if job.format == "mp4" and wish.codec is None:
        options |= ENCODERS[wish.preset]
    return {
        "video_codec": wish.codec or "auto",
        "video_encoder_options": options | wish.options,
    }


def make_clip(task: Task, frames: tuple[int, ...] | None = ()) -> Clip:
    """Build the clip, to draw all frames (None) or only some."""
    entry = find(task.job.clip)
    return entry.clip_class()(params_of(task.job), frames=frames)


def outline_of(clip: Clip) -> Outline:
    """Return the beats and captions of a clip that has run."""
    return Outline(
        beats=tuple(clip.beats),
        captions=tuple(clip.captions_shown),
        frame_count=clip.frame_count,
        fps=Fraction(config.frame_rate).limit_denominator(1001),
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
    with manim_settings(task, "none"):
        return Outcome(outline=outline_of(run_dry(task)))


def draw_film(task: Task, report: Callable[[int], None]) -> Outcome:
    """Render the clip to ``done/clip.<format>``, its captions beside it."""
    job = task.job
    raw = job.format if job.format != "gif" else ("mov" if job.transparent else "mp4")
    if job.encoding.codec:
        check_codec(job.encoding.codec)
    with manim_settings(task, raw):
        clip = make_clip(task, frames=None)
        if job.encoding.codec or job.encoding.options:
            check_encoder(cast("VideoEncoderSpec", clip.renderer.file_writer.video_encoder))
        report_frames(clip, report)
        clip.render()
        outline = outline_of(clip)
    drawn = task.folder / "media" / f"clip.{raw}"
    target = done_folder(task) / f"clip.{job.format}"
    if job.format == "gif":
        make_gif(drawn, target, outline.fps)
    else:
        add_chapters(drawn, target, outline, title=job.clip)
    return Outcome(files={"video": target.name} | write_captions(task, outline), outline=outline)


def report_frames(clip: Clip, report: Callable[[int], None]) -> None:
    """Have every frame that the clip hands to Manim's writer reported."""
    writer: Any = clip.renderer.file_writer
    write = writer.write_frame
    written = 0

    def write_and_report(frame: NDArray[np.uint8], *, repeat: int = 1) -> None:
        nonlocal written
        write(frame, repeat=repeat)
        written += repeat
        report(written)

    writer.write_frame = write_and_report


def write_captions(task: Task, outline: Outline) -> dict[str, str]:
    """Write the captions as SubRip and WebVTT; return the files' names."""
    done = done_folder(task)
    (done / "clip.srt").write_text(subrip(outline), encoding="utf-8")
    (done / "clip.vtt").write_text(webvtt(outline), encoding="utf-8")
    return {"srt": "clip.srt", "vtt": "clip.vtt"}


def draw_last_frame(task: Task) -> Outcome:
    """Draw the clip's last frame, the one a teacher puts on a slide."""
    with manim_settings(task, "none"):
        clip = run_dry(task)
        save_picture(clip.picture_now(), target := done_folder(task) / "clip.png")
    return Outcome(files={"video": target.name}, outline=outline_of(clip))


def draw_still(task: Task) -> Outcome:
    """Draw the frame at the task's moment."""
    with manim_settings(task, "none"):
        clip = run_dry(task)
        frame = frame_at(task.moment, outline_of(clip))
        is_last = frame == clip.frame_count - 1
        picture = clip.picture_now() if is_last else pictures(task, (frame,))[frame]
        save_picture(picture, target := done_folder(task) / "still.png")
    return Outcome(files={"picture": target.name}, outline=outline_of(clip))


def draw_storyboard(task: Task) -> Outcome:
    """Draw the contact sheet: each beat's start, middle and end."""
    with manim_settings(task, "none"):
        outline = outline_of(run_dry(task))
        drawn = pictures(task, tuple(f for beat in outline.beats for f in frames_of(beat)))
    scratch = task.folder / "frames"
    scratch.mkdir()
    for frame, picture in drawn.items():
        save_picture(picture, scratch / f"{frame}.png")
    target = done_folder(task) / "storyboard.png"
    compose(task.job, outline, scratch, target)
    return Outcome(files={"picture": target.name}, outline=outline)


def save_picture(picture: NDArray[np.uint8], target: Path) -> None:
    """Write an RGBA picture as PNG, without its alpha when all of it is opaque."""
    image = Image.fromarray(picture)
    if (picture[..., 3] == 255).all():
        image = image.convert("RGB")
    image.save(target)


def done_folder(task: Task) -> Path:
    """Return the folder for finished files."""
    folder = task.folder / "done"
    folder.mkdir(exist_ok=True)
    return folder
