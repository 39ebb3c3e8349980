"""What is said of a batch: as it goes on, for programs; at its end, for people."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from netreel.batch.batch import BatchRendering

if TYPE_CHECKING:
    from netreel.batch.batch import Batch
    from netreel.rendering import Rendering
    from netreel.store import Store

__all__ = ["Report", "how_to_go_on"]

_MOST_NAMED = 20


class Report:
    """Tells of jobs that have come to their end.

    Parameters
    ----------
    batch
        The jobs.
    as_lines
        Whether to print an object a job, for programs, instead of a table at the end.
    """

    def __init__(self, batch: Batch, *, as_lines: bool) -> None:
        self._batch, self._as_lines = batch, as_lines
        self._start = time.monotonic()

    def ended(self, rendering: Rendering) -> None:
        """Tell that a job has come to its end."""
        if isinstance(rendering, BatchRendering):
            rendering.mark()
        if self._as_lines:
            click.echo(json.dumps({"name": rendering.name, **rendering.as_data()}))

    def end(self, store: Store) -> None:
        """Tell how the whole went."""
        summary = self._summary(store)
        if self._as_lines:
            click.echo(json.dumps({"summary": summary}))
            return
        if self._batch.failed:
            Console().print(table(self._batch.failed))
        failed = f", {summary['failed']:,} failed" if summary["failed"] else ""
        click.echo(
            f"{summary['done']:,} of {summary['jobs']:,} clips are in {self._batch.out} "
            f"({summary['kept']:,} were kept){failed}; {summary['cpu_seconds']:,.0f} s of CPU time "
            f"in {summary['seconds']:,.0f} s"
        )
        click.echo(f"which job made which file: {self._batch.manifest}")

    def _summary(self, store: Store) -> dict[str, Any]:
        renderings = self._batch.renderings
        states = Counter(rendering.state for rendering in renderings)
        return {
            "jobs": len(renderings),
            "done": states["done"],
            "failed": states["failed"],
            "kept": sum(rendering.kept for rendering in renderings),
            "cpu_seconds": round(sum(rendering.cpu for rendering in renderings), 3),
            "seconds": round(time.monotonic() - self._start, 3),
            "set_aside": store.set_aside,
            "manifest": str(self._batch.manifest),
            "failed_jobs": str(self._batch.failed_file) if states["failed"] else None,
        }


def table(failed: list[BatchRendering]) -> Table:
    """Return what failed, and why."""
    rows = Table("clip", "why it failed", box=None, padding=(0, 2, 0, 0))
    for rendering in failed[:_MOST_NAMED]:
        assert rendering.failure is not None
        rows.add_row(Text(rendering.name), Text(rendering.failure.message))
    if (more := len(failed) - _MOST_NAMED) > 0:
        rows.add_row("...", f"and {more:,} more")
    return rows


def how_to_go_on(batch: Batch) -> str:
    """Say after an interruption what is there, and what to do."""
    states = Counter(rendering.state for rendering in batch.renderings)
    return (
        f"interrupted: {states['done']:,} of {len(batch.renderings):,} clips are done and kept; "
        "the same command goes on from there"
    )
