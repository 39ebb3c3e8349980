"""netreel storyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cloup

from netreel.asking import make_job
from netreel.delivery import check_target
from netreel.file_names import file_stem
from netreel.inputs import Inputs
from netreel.kinds import FILE_TO_WRITE
from netreel.options import (
    Wishes,
    clip_argument,
    digit_options,
    json_option,
    look_options,
    open_option,
    quality_option,
)
from netreel.pictures import announce, make_picture
from netreel.scratch import scratch

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel storyboard WeightedSum
  netreel storyboard ForwardPass --digit 7 --aspect 9:16 -o phone.png
"""


@cloup.command("storyboard", epilog=EPILOG)
@clip_argument
@digit_options
@look_options
@cloup.option_group(
    "What comes out",
    quality_option("l"),
    cloup.option(
        "-o",
        "--out",
        type=FILE_TO_WRITE,
        metavar="FILE",
        help="The PNG to write, - for standard output; out/CLIP-storyboard.png, with what differs "
        "from the default, otherwise.",
    ),
    open_option,
    json_option,
)
def command(**options: Any) -> None:
    """Draw the start, middle and end of every beat on one sheet, its captions beside them."""
    clip, out = options.pop("clip"), options.pop("out")
    open_it, as_json = options.pop("open_it"), options.pop("as_json")
    quality = options.pop("quality")
    with scratch() as folder:
        job = make_job(
            clip, Wishes.of(options), quality=quality, format="png", inputs=Inputs(folder)
        )
        target = out or Path("out", f"{file_stem(job, 'l')}-storyboard.png")
        check_target(target, ".png", quiet=not (as_json or open_it))
        outline = make_picture("storyboard", job, target)
    beats = [beat.name for beat in outline.beats]
    told = {"clip": job.clip, "path": str(target), "beats": beats}
    announce(target, told if as_json else None, open_it=open_it)
