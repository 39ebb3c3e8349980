"""netreel docs."""

from __future__ import annotations

from pathlib import Path

import click
import cloup

from netreel.documenting import LessonPage, draw_all
from netreel.errors import JobError
from netreel.kinds import FOLDER_TO_WRITE, clip_names
from netreel.options import jobs_option
from netreel.rendering import check_writable
from netreel.runner import default_workers
from scenes.catalogue import find

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel docs                      docs/lesson.md, docs/lesson/CLIP.webp
  netreel docs WeightedSum          only that clip anew
  netreel docs --check              is all of it current?

With --check nothing is written. The exit code is 0 when the page is current, 1 when it is not.
"""


@cloup.command("docs", epilog=EPILOG)
@cloup.argument(
    "clips",
    nargs=-1,
    shell_complete=clip_names,
    help="Clips to do anew, beside those that are not on the page yet; all, without a name.",
)
@cloup.option(
    "-o",
    "--out",
    type=FOLDER_TO_WRITE,
    default="docs",
    show_default=True,
    metavar="DIR",
    help="Folder of the page.",
)
@cloup.option("--check", is_flag=True, help="Write nothing; say what is not current.")
@jobs_option("run")
def command(clips: tuple[str, ...], out: Path, check: bool, jobs: int | None) -> None:
    """Write the lesson as a page: of each clip its last picture, its captions, its command.

    Only what has changed is written, and the paths of that are printed.
    """
    named = {find(clip).clip for clip in clips}
    page = LessonPage(out)
    again = "netreel docs" if out == Path("docs") else f"netreel docs -o {out}"
    if not check:
        check_writable(out)
    elif not page.text:
        raise JobError(f"{page.path} is not there: {again} makes it")
    made = draw_all(page.to_draw(named), jobs or default_workers())
    if not check:
        for path in page.write(made):
            click.echo(path)
    elif stale := page.stale(made):
        raise JobError(f"{page.path} is not current: {', '.join(stale)}; {again} mends it")
