"""netreel describe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import cloup
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from netreel.asking import make_job
from netreel.options import Wishes, clip_argument, json_option
from netreel.parameters import Parameter, parameters
from netreel.runner import raise_failure
from netreel.scratch import scratch
from netreel.tasks import Outline, Task
from netreel.worker import attempt_here
from scenes.catalogue import ABOUT, find

if TYPE_CHECKING:
    from scenes.catalogue import Entry

__all__ = ["command"]


@cloup.command("describe", epilog="Example: netreel describe WeightedSum")
@clip_argument
@json_option
def command(clip: str, as_json: bool) -> None:
    """Describe a clip: what can be set, and what happens when."""
    entry = find(clip)
    outline = find_outline(entry.clip)
    rows = parameters(entry.params_model())
    if as_json:
        click.echo(json.dumps(as_data(entry, rows, outline), indent=2))
    else:
        show(entry, rows, outline)


def find_outline(clip: str) -> Outline:
    """Run the clip without drawing, as it is by default."""
    job = make_job(clip, Wishes(), quality="m")
    with scratch() as folder:
        task = Task(kind="outline", job=job, folder=folder)
        return raise_failure(attempt_here(task), job).outline


def as_data(entry: Entry, rows: list[Parameter], outline: Outline) -> dict[str, Any]:
    """Return the description as a script wants it; times are in seconds."""
    return {
        "clip": entry.clip,
        "chapter": entry.chapter,
        "figure": entry.figure,
        "seconds": outline.duration,
        "summary": entry.summary,
        "needs": entry.needs,
        "params": [vars(row) for row in rows],
        "beats": [
            {
                "name": beat.name,
                "title": beat.title,
                "start": outline.seconds(beat.start),
                "seconds": outline.seconds(beat.frames),
                "question": beat.question,
            }
            for beat in outline.beats
        ],
        "captions": [
            {
                "start": outline.seconds(caption.start),
                "seconds": outline.seconds(caption.frames),
                "text": caption.text,
            }
            for caption in outline.captions
        ],
    }


def show(entry: Entry, rows: list[Parameter], outline: Outline) -> None:
    """Print the description."""
    console = Console()
    console.print(f"[bold]{entry.clip}[/bold]  [dim]{outline.duration:.1f} s[/dim]")
    console.print(escape(entry.summary))
    if entry.needs:
        verb = "have" if entry.needs == "hidden" else "take"
        console.print(f"[dim]for networks that {verb} {ABOUT[entry.needs]}[/dim]")
    console.print()
    console.print(parameter_table(rows))
    console.print("[bold]\nBeats and captions[/bold]")
    for beat in outline.beats:
        start = f"{outline.seconds(beat.start):6.1f} s"
        console.print(f"[dim]{start}[/dim]  {escape(beat.title)}  [dim]{beat.name}[/dim]")
        for caption in outline.said_in(beat):
            console.print(f"          [italic]{escape(caption.text)}[/italic]")


def parameter_table(rows: list[Parameter]) -> Table:
    """Lay the parameters out."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("parameter", "takes", "unless you say", "what it is"):
        table.add_column(heading, no_wrap=heading == "parameter")
    for row in rows:
        table.add_row(row.name, escape(row.takes), str(row.default), escape(row.description))
    return table
