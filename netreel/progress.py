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
    with progress_on(console) as progress:
        yield Bars(progress, expected).tell


def progress_on(console: Console) -> Progress:
    """Return a display of bars that is gone when it ends."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )
    return Progress(*columns, console=console, transient=True, speed_estimate_period=_LOOKING_BACK)


class Bars:
    """A bar a job, as long as there are few, and one for the whole."""

    def __init__(self, progress: Progress, expected: Mapping[str, int]) -> None:
        self._progress, self._expected = progress, expected
        self._are_few = len(expected) <= _MOST_BARS
        self._done = dict.fromkeys(expected, 0)
        self._bars: dict[str, TaskID] = {}
        for name in expected if self._are_few else ():
            self._bar(name)
        total = sum(expected.values())
        self._whole = progress.add_task("all", total=total, visible=len(expected) > 1)

    def _bar(self, name: str) -> TaskID:
        if name not in self._bars:
            total = max(self._expected[name], 1)
            self._bars[name] = self._progress.add_task(name, total=total)
        return self._bars[name]

    def tell(self, name: str, frames: int | None) -> None:
        """Show how far a job is; one whose length is an estimate waits short of its end."""
        before, expected = self._done[name], self._expected[name]
        self._done[name] = expected if frames is None else min(frames, expected - 1)
        self._progress.update(self._bar(name), completed=self._done[name])
        self._progress.advance(self._whole, self._done[name] - before)
        if frames is None and not self._are_few:
            self._progress.remove_task(self._bars.pop(name))
