"""netreel still."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cloup

from netreel.asking import make_job
from netreel.delivery import check_target
from netreel.file_names import file_stem, in_a_file_name
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
  netreel still MatrixForm                      its last frame, for a slide
  netreel still WeightedSum --at 12.5           after twelve and a half seconds
  netreel still WeightedSum --at add_up_the_products -q k -o sum.png

netreel describe CLIP lists the beats.
"""


@cloup.command("still", epilog=EPILOG)
@clip_argument
@cloup.option(
    "--at",
    metavar="BEAT|SECONDS",
    help="A beat's name, for the end of that beat, or a time. The clip's end unless you say.",
)
@digit_options
@look_options
@cloup.option_group(
    "What comes out",
    quality_option("h"),
    cloup.option("--transparent", is_flag=True, help="Leave the background out."),
    cloup.option(
        "-o",
        "--out",
        type=FILE_TO_WRITE,
        metavar="FILE",
        help="The PNG to write, - for standard output; out/CLIP-still.png, with what differs from "
        "the default, otherwise.",
    ),
    open_option,
    json_option,
)
def command(**options: Any) -> None:
    """Draw one moment of a clip as a PNG."""
    clip, at, out = (options.pop(name) for name in ("clip", "at", "out"))
    open_it, as_json = options.pop("open_it"), options.pop("as_json")
    quality, transparent = options.pop("quality"), options.pop("transparent")
    with scratch() as folder:
        job = make_job(
            clip,
            Wishes.of(options),
            quality=quality,
            format="png",
            transparent=transparent,
            inputs=Inputs(folder),
        )
        moment = f"-{in_a_file_name(at)}" if at else ""
        target = out or Path("out", f"{file_stem(job, 'h')}-still{moment}.png")
        check_target(target, ".png", quiet=not (as_json or open_it))
        make_picture("still", job, target, moment=at)
    told = {"clip": job.clip, "path": str(target), "at": at}
    announce(target, told if as_json else None, open_it=open_it)
