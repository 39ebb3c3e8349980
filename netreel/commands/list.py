"""netreel list."""

from __future__ import annotations

import json
from itertools import groupby

import click
import cloup
from rich.console import Console
from rich.table import Table

from netreel.options import json_option
from scenes.catalogue import CLIPS

__all__ = ["command"]


@cloup.command("list", epilog="★ marks the headline clips: netreel render --headline makes them.")
@json_option
def command(as_json: bool) -> None:
    """Say what clips there are: name, chapter, length, and what each shows."""
    if as_json:
        names = ("clip", "chapter", "figure", "seconds", "summary", "needs")
        rows = [{name: getattr(entry, name) for name in names} for entry in CLIPS]
        click.echo(json.dumps(rows, indent=2))
    else:
        Console().print(catalogue_table())


def catalogue_table() -> Table:
    """Lay the catalogue out, chapter by chapter."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("chapter", style="dim")
    table.add_column("clip", no_wrap=True)
    table.add_column("length", justify="right", style="dim")
    table.add_column("what it shows")
    for chapter, entries in groupby(CLIPS, key=lambda entry: entry.chapter):
        for number, entry in enumerate(entries):
            star = " ★" if entry.headline else ""
            shown = str(chapter) if number == 0 else ""
            table.add_row(shown, f"{entry.clip}{star}", f"{entry.seconds:.0f} s", entry.summary)
    return table
