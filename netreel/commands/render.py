"""netreel render."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import click
import cloup

from netreel.asking import about_the_network, make_job
from netreel.delivery import STDOUT, check_target, is_stdout
from netreel.desktop import open_file
from netreel.errors import MistakeError
from netreel.formats import chosen_encoding, chosen_format
from netreel.here import Here
from netreel.inputs import Inputs
from netreel.jobs import Format
from netreel.kinds import FOLDER_TO_WRITE, clip_names
from netreel.many import render_all
from netreel.options import (
    Wishes,
    digit_options,
    encoding_options,
    fps_option,
    jobs_option,
    json_option,
    look_options,
    open_option,
    quality_option,
)
from netreel.rendering import Rendering, raise_failures
from netreel.runner import Workers, default_workers
from netreel.scratch import scratch
from netreel.store import open_store
from scenes.catalogue import CLIPS, find

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel render PixelsToNeurons                        digit 3, 1280x720
  netreel render --headline --digit 7 -q h              the five headline clips, full HD
  netreel render WeightedSum --image photo.png          your own digit
  netreel render WeightedSum --set neuron=5             a parameter of the clip's own
  netreel render ForwardPass --aspect 9:16 --theme light
  netreel render SigmoidSquish --format webm --transparent

Beside each video are its captions (.srt, .vtt); the video has a chapter for each beat. A finished
clip is kept: as long as nothing changes, it comes back at once. The exit code is 0 when all clips
are there, 1 when a clip failed, 2 when something was asked for that cannot be.
"""


@cloup.command("render", epilog=EPILOG)
@cloup.argument(
    "clips",
    nargs=-1,
    shell_complete=clip_names,
    help="Names of clips, as netreel list gives them.",
)
@cloup.option_group(
    "Instead of names",
    cloup.option("--headline", is_flag=True, help="The headline clips that the network suits."),
    cloup.option("--all", "everything", is_flag=True, help="All clips that the network suits."),
)
@digit_options
@look_options
@cloup.option_group(
    "What comes out",
    quality_option("m"),
    fps_option,
    cloup.option(
        "--format",
        type=click.Choice(get_args(Format)),
        help="Kind of file: mp4 unless you say; png is the last frame.",
    ),
    cloup.option(
        "--transparent", is_flag=True, help="Leave the background out (webm unless you say mov)."
    ),
    cloup.option(
        "-o",
        "--out",
        type=FOLDER_TO_WRITE,
        default="out",
        show_default=True,
        metavar="DIR",
        help="Folder to write to; - sends the film of one clip to standard output.",
    ),
    open_option,
    json_option,
)
@encoding_options
@cloup.option_group(
    "How it is done",
    jobs_option("rendered"),
    cloup.option("--no-cache", is_flag=True, help="Neither use nor keep finished clips."),
)
def command(**options: Any) -> None:
    """Render clips to video files and print their paths."""
    out, as_json, open_it = (options.pop(name) for name in ("out", "as_json", "open_it"))
    workers = options.pop("jobs") or default_workers()
    store = None if options.pop("no_cache") else open_store(None)
    with scratch() as folder:
        renderings = wanted(options, out, Inputs(folder))
        if is_stdout(out):
            check_alone(renderings, quiet=not (as_json or open_it))
        with Workers(workers) as pool:
            render_all(renderings, Here(pool), store)
    report(renderings, as_json=as_json)
    if open_it:
        for rendering in renderings:
            open_file(rendering.target)


def check_alone(renderings: list[Rendering], *, quiet: bool) -> None:
    """Raise a MistakeError if standard output cannot take what there will be."""
    if len(renderings) > 1:
        raise MistakeError("standard output takes one clip: name one, or give --out a folder")
    check_target(STDOUT, f".{renderings[0].job.format}", quiet=quiet)


def wanted(options: dict[str, Any], out: Path, inputs: Inputs | None = None) -> list[Rendering]:
    """Return what the options ask for, each clip once."""
    clips = list(options.pop("clips"))
    headline, everything = options.pop("headline"), options.pop("everything")
    if not (clips or headline or everything):
        raise MistakeError("which clip? give its name, or --headline; netreel list names them all")
    quality, fps = options.pop("quality"), options.pop("fps")
    transparent = options.pop("transparent")
    kind = chosen_format(options.pop("format"), transparent=transparent)
    draft, codec = options.pop("draft"), options.pop("video_codec")
    encoding = chosen_encoding(kind, codec, options.pop("encoder_options"), draft=draft)
    wishes = Wishes.of(options)
    group = [entry for entry in CLIPS if everything or (headline and entry.headline)]
    clips += about_the_network(group, wishes)
    jobs = (
        make_job(
            name,
            wishes,
            quality=quality,
            fps=fps,
            format=kind,
            transparent=transparent,
            encoding=encoding,
            inputs=inputs,
        )
        for name in dict.fromkeys(find(clip).clip for clip in clips)
    )
    return [Rendering(job, out) for job in jobs]


def report(renderings: list[Rendering], *, as_json: bool) -> None:
    """Print what there is now; name what failed and end with its exit code."""
    if as_json:
        click.echo(json.dumps([r.as_data() for r in renderings], indent=2))
    else:
        for rendering in renderings:
            if rendering.failure is None and not is_stdout(rendering.target):
                click.echo(rendering.target)
    for rendering in renderings:
        if rendering.unkept:
            click.echo(f"note: {rendering.job.clip} is done, but {rendering.unkept}", err=True)
    raise_failures(renderings)
