"""netreel lesson."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import cloup

from netreel.delivery import check_target, is_stdout
from netreel.desktop import open_file
from netreel.file_names import file_stem
from netreel.film.making import Made, make_film
from netreel.film.plan import Film, Making, plan_film
from netreel.film.telling import plan_as_data, plan_lines
from netreel.inputs import Inputs
from netreel.jobs import Encoding
from netreel.kinds import FILE_TO_WRITE
from netreel.options import (
    ASPECT,
    DRAFT,
    THEME,
    Wishes,
    digit_options,
    fps_option,
    jobs_option,
    json_option,
    open_option,
    quality_option,
)
from netreel.rendering import figures
from netreel.runner import default_workers
from netreel.scratch import scratch
from netreel.store import open_store

if TYPE_CHECKING:
    from netreel.jobs import RenderJob
    from netreel.store import Store

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel lesson --plan                    its clips, their lengths, what is there already
  netreel lesson                           the whole lesson, digit 3, 1280x720
  netreel lesson --digit 7 -q h -j 2       another digit, full HD, two clips at a time
  netreel lesson --chapters 1,4 --captions file -o weights.mp4

The film has the clips that the network suits, in the lesson's order, joined without encoding
again, and a chapter for each of the lesson's. A finished clip is kept: a film that was interrupted
goes on from there. The exit code is 0 when the film is there, 1 when a clip failed, 2 when
something was asked for that cannot be.
"""


def as_chapters(ctx: click.Context, option: click.Parameter, text: str | None) -> tuple[int, ...]:
    """Read the numbers of chapters, with commas between them; nothing said is none."""
    if text is None:
        return ()
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise click.BadParameter(
            f"expected numbers of chapters with commas between, such as 1,4,5, got {text!r}",
            ctx,
            option,
        )
    return tuple(sorted({int(part) for part in parts}))


@cloup.command("lesson", epilog=EPILOG)
@digit_options
@cloup.option_group(
    "How it looks",
    THEME,
    ASPECT,
    cloup.option(
        "--captions",
        type=click.Choice(["burned", "file", "none"]),
        default="burned",
        show_default=True,
        help="In the picture and in files beside the film; in these files and as a stream that "
        "players switch on; or nowhere.",
    ),
)
@cloup.option_group(
    "What comes out",
    cloup.option(
        "--chapters",
        callback=as_chapters,
        metavar="NUMBERS",
        help="Only these chapters of the lesson, such as 1,4,5.",
    ),
    quality_option("m"),
    fps_option,
    DRAFT,
    cloup.option(
        "-o",
        "--out",
        type=FILE_TO_WRITE,
        metavar="FILE",
        help="The mp4 to write, - for standard output; out/lesson.mp4, with what differs from the "
        "default, otherwise.",
    ),
    open_option,
    json_option,
)
@cloup.option_group(
    "How it is done",
    cloup.option(
        "--plan", is_flag=True, help="Say clips, lengths and what is there already; make nothing."
    ),
    jobs_option("rendered"),
)
def command(**options: Any) -> None:
    """Make the whole lesson one film, with chapters and captions, and print its path."""
    out, as_json, open_it = (options.pop(name) for name in ("out", "as_json", "open_it"))
    only_plan, workers = options.pop("plan"), options.pop("jobs") or default_workers()
    captions, chapters = options.pop("captions"), options.pop("chapters")
    making = making_of(options)
    if captions != "burned":
        options["captions"] = False
    store = open_store(None)
    with scratch() as folder:
        film = plan_film(Wishes.of(options), chapters, making, Inputs(folder), folder / "clips")
        target = out or Path("out", f"{stem_of(film.job, chapters, captions)}.mp4")
        check_target(target, ".mp4", quiet=not (as_json or open_it))
        has_files = captions != "none"
        if only_plan:
            tell_plan(film, store, as_json=as_json)
            return
        made = make_film(film, target, workers, store, captions=has_files)
    tell(film, made, as_json=as_json)
    if open_it:
        open_file(target)


def making_of(options: dict[str, Any]) -> Making:
    """Return how clips are to be made, as the options say."""
    preset = "draft" if options.pop("draft") else "final"
    encoding = Encoding.model_validate({"preset": preset})
    return Making(options.pop("quality"), options.pop("fps"), encoding)


def stem_of(job: RenderJob, chapters: tuple[int, ...], captions: str) -> str:
    """Return the name of a film: all that is not the default."""
    where = {} if captions == "burned" else {"captions": captions}
    which = {"chapters": chapters} if chapters else {}
    return file_stem(job, called="lesson", more=where | which)


def tell_plan(film: Film, store: Store, *, as_json: bool) -> None:
    """Print what the film would be made of."""
    if as_json:
        click.echo(json.dumps(plan_as_data(film, store), indent=2))
    else:
        click.echo("\n".join(plan_lines(film, store)))


def tell(film: Film, made: Made, *, as_json: bool) -> None:
    """Print where the film is, and on stderr what is not in it."""
    path, *beside = made.files
    if as_json:
        told = {
            "path": str(path),
            "beside": [str(each) for each in beside],
            "kept": made.kept,
            **figures(made.outline),
            "left_out": film.left_out,
        }
        click.echo(json.dumps(told, indent=2))
    elif not is_stdout(path):
        click.echo(path)
    for clip, why in film.left_out.items():
        click.echo(f"note: {clip} is left out: it {why}", err=True)
    if made.unkept:
        click.echo(f"note: the film is done, but {made.unkept}", err=True)
