"""netreel storyboard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import cloup

from netreel.asking import make_job
from netreel.desktop import open_file
from netreel.jobs import file_stem
from netreel.options import (
    Wishes,
    digit_options,
    json_option,
    look_options,
    open_option,
    quality_option,
)
from netreel.pictures import make_picture

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel storyboard WeightedSum
  netreel storyboard ForwardPass --digit 7 --aspect 9:16 -o phone.png
"""


@cloup.command("storyboard", epilog=EPILOG)
@cloup.argument("clip", help="Name of a clip, as netreel list gives it.")
@digit_options
@look_options
@cloup.option_group(
    "What comes out",
    quality_option("l"),
    cloup.option(
        "-o",
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The PNG to write; out/CLIP-storyboard.png, with what differs from the default, "
        "otherwise.",
    ),
    open_option,
    json_option,
)
def command(**options: Any) -> None:
    """Draw the start, middle and end of every beat on one sheet, its captions beside them."""
    clip, out = options.pop("clip"), options.pop("out")
    open_it, as_json = options.pop("open_it"), options.pop("as_json")
    quality = options.pop("quality")
    job = make_job(clip, Wishes.of(options), quality=quality, format="png")
    target = out or Path("out", f"{file_stem(job)}-storyboard.png")
    outline = make_picture("storyboard", job, target)
    if as_json:
        beats = [beat.name for beat in outline.beats]
        click.echo(json.dumps({"clip": job.clip, "path": str(target), "beats": beats}))
    else:
        click.echo(target)
    if open_it:
        open_file(target)
