"""Pictures of frames, and what is known of them, that somebody waits for."""

from __future__ import annotations

import asyncio
from pathlib import Path

__all__ = ["Awaited", "Wish"]

Wish = tuple[int, bool]
"""A frame, and whether what is known of it is wanted, and not only its picture."""


class Awaited:
    """Who waits for a frame is told once, however many they are."""

    def __init__(self) -> None:
        self._futures: dict[Wish, asyncio.Future[Path]] = {}

    @property
    def wishes(self) -> list[Wish]:
        """What is waited for."""
        return [*self._futures]

    def has(self, wish: Wish) -> bool:
        """Whether somebody waits for it already."""
        return wish in self._futures

    async def wait(self, wish: Wish, seconds: float) -> Path:
        """Wait for a file.

        Raises
        ------
        TimeoutError
            It takes too long.
        Exception
            What was told of why there will be none.
        """
        future = self._futures.setdefault(wish, asyncio.get_running_loop().create_future())
        async with asyncio.timeout(seconds):
            return await asyncio.shield(future)

    def come(self, wish: Wish, file: Path) -> None:
        """Hand over a file."""
        future = self._futures.pop(wish, None)
        if future is not None and not future.done():
            future.set_result(file)

    def fail(self, wish: Wish, error: Exception) -> None:
        """Let who waits know why there is none; nobody need wait."""
        future = self._futures.pop(wish, None)
        if future is not None and not future.done():
            future.set_exception(error)
            future.exception()

    def give_up(self, error: Exception) -> None:
        """Let all know why there is none."""
        for wish in self.wishes:
            self.fail(wish, error)
