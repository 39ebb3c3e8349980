"""What is seen while clips render: a bar a job, and one for the whole."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["showing_progress"]


_MOST_BARS = 8
"""With more jobs there are bars of those only that are being done: a line a worker."""
_LOOKING_BACK = 300.0
"""Seconds by which the time that is left is estimated: some jobs are faster than others."""


@contextmanager
def showing_progress(expected: Mapping[str, int]) -> Iterator[Callable[[str, int | None], None]]:
    """Show progress on stderr while the body runs; nothing where that is not a terminal.

    Parameters
    ----------
    expected
        For each job its name and the number of frames that it is likely to have.

    Yields
    ------
    Callable
        To be told a job's name and its number of finished frames, None when the job has ended.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _name, _frames: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )
    progress = Progress(
        *columns, console=console, transient=True, speed_estimate_period=_LOOKING_BACK
    )
    few = len(expected) <= _MOST_BARS
    bars: dict[str, TaskID] = {}

    def bar(name: str) -> TaskID:
        if name not in bars:
            bars[name] = progress.add_task(name, total=max(expected[name], 1))
        return bars[name]

    for name in expected if few else ():
        bar(name)
    whole = progress.add_task("all", total=sum(expected.values()), visible=len(expected) > 1)
    done = dict.fromkeys(expected, 0)

    def tell(name: str, frames: int | None) -> None:
        # The length is an estimate until the job has ended: a bar waits short of its end.
        before = done[name]
        done[name] = expected[name] if frames is None else min(frames, expected[name] - 1)
        progress.update(bar(name), completed=done[name])
        progress.advance(whole, done[name] - before)
        if frames is None and not few:
            progress.remove_task(bars.pop(name))

    with progress:
        yield tell
