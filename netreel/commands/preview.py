"""netreel preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import cloup

from netreel.errors import MistakeError
from netreel.kinds import clip_names

if TYPE_CHECKING:
    from netreel.preview.serving import Place

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel preview                       all clips, in the browser
  netreel preview WeightedSum           one clip: turn a knob, see it
  netreel preview --no-open --port 9000 on a machine far away; then, on yours:
                                        ssh -L 9000:localhost:9000 there

Keep it open beside the editor: what is saved is drawn again. Ctrl-C ends it.
"""


@cloup.command("preview", epilog=EPILOG)
@cloup.argument("clip", required=False, shell_complete=clip_names, help="The clip to open with.")
@cloup.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port to listen on; 0 for any that is free.",
)
@cloup.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on. Of any but this machine's own, a token is asked, which is printed.",
)
@cloup.option("--open/--no-open", "open_it", default=True, help="Open the page in the browser.")
@cloup.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Longest time that one render may take: an hour unless you say.",
)
@cloup.option(
    "--memory-limit",
    type=click.IntRange(min=256),
    metavar="MB",
    help="Most memory that a process may take: 4096 unless you say.",
)
def command(
    clip: str | None, port: int, host: str, open_it: bool, time_limit: float | None,
    memory_limit: int | None,
) -> None:  # fmt: skip
    """See clips as you turn their knobs or save their source, in the browser."""
    try:
        from netreel.preview import serving
    except ImportError as error:
        raise MistakeError(
            f'the preview needs {error.name}: pip install "netreel[preview]"'
        ) from error
    place: Place = serving.Place(host, port, clip, open_it=open_it)
    serving.serve(place, time_limit, memory_limit)
