"""Sees a file of the source change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import Change, DefaultFilter, awatch

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator

__all__ = ["changes", "watched_folders"]

QUIET = 40
"""Milliseconds without a further change, after which what was saved is taken to be whole."""


class OfTheSource(DefaultFilter):
    """Takes what clips are made of: no caches, no files that an editor keeps beside its own."""

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change counts."""
        return super().__call__(change, path) and not path.endswith(("~", ".part", ".pyc"))


def watched_folders() -> list[Path]:
    """Return the folders of scenes, netcore and the assets, as they are installed."""
    root = Path(__file__).resolve().parents[2]
    found = [root / name for name in ("scenes", "netcore", "assets")]
    return [folder for folder in found if folder.is_dir()]


async def changes(folders: list[Path], stop: asyncio.Event) -> AsyncIterator[list[str]]:
    """Yield the names of files that have changed, until it is to stop."""
    async for found in awatch(
        *folders,
        watch_filter=OfTheSource(),
        debounce=200,
        step=QUIET,
        rust_timeout=60_000,
        stop_event=stop,
    ):
        yield sorted({named(Path(path), folders) for _, path in found})


def named(path: Path, folders: list[Path]) -> str:
    """Return a file's path from where the watched folders are."""
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder.parent).as_posix()
    return path.name
