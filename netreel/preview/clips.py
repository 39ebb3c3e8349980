"""What clips there are, asked of whoever has imported them; and their posters."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.preview.safety import RefusedError

if TYPE_CHECKING:
    from netreel.preview.nursery import Nursery

__all__ = ["Clips"]

OF_NUMBERS = {"network": "of-numbers", "inputs": [5.9, 3.0, 5.1, 1.8]}
"""What a clip shows that the lesson's network is not for: an iris that comes with netreel."""
MOST_WAITING = 12
"""Posters that wait to be drawn; who asks for more comes again."""


class Clips:
    """The catalogue of the source as it is now."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._told: dict[str, dict[str, Any]] = {}
        self._posters: dict[tuple[str, str], Path] = {}
        self._one_poster = asyncio.Semaphore(1)
        self._one_question = asyncio.Lock()
        self._waiting = 0

    def renew(self) -> None:
        """Be told that the source has changed."""
        self._told.clear()
        self._posters.clear()

    async def all(self) -> dict[str, Any]:
        """Return clips and themes.

        Raises
        ------
        FaultError
            The catalogue cannot be imported.
        """
        return await self._ask("")

    async def one(self, name: str) -> dict[str, Any]:
        """Return what a clip is, and what it takes.

        Raises
        ------
        RefusedError
            There is no such clip.
        FaultError
            Its parameters cannot be imported.
        """
        await self.check(name)
        return await self._ask(name)

    async def check(self, name: str) -> dict[str, Any]:
        """Return a clip's line of the catalogue, if there is such a clip."""
        for clip in (await self.all())["clips"]:
            if clip["clip"] == name:
                found: dict[str, Any] = clip
                return found
        raise RefusedError(404, f"there is no clip {name!r}: the gallery has them all")

    async def _ask(self, name: str) -> dict[str, Any]:
        async with self._one_question:
            if name not in self._told:
                told = await self._nursery.ask("describe", clip=name)
                self._told[name] = answer_in(told)
            return self._told[name]

    async def poster(self, name: str, theme: str) -> Path:
        """Return the picture of a clip's end.

        Raises
        ------
        RefusedError
            There is no such clip or theme, or too many posters wait to be drawn.
        """
        line = await self.check(name)
        if theme not in (await self.all())["themes"]:
            raise RefusedError(404, f"there is no theme {theme!r}")
        if (name, theme) not in self._posters:
            if self._waiting >= MOST_WAITING:
                raise RefusedError(503, "posters are being drawn: ask again in a second")
            self._waiting += 1
            try:
                async with self._one_poster:
                    if (name, theme) not in self._posters:
                        self._posters[name, theme] = await self._draw(line, theme)
            finally:
                self._waiting -= 1
        return self._posters[name, theme]

    async def _draw(self, line: dict[str, Any], theme: str) -> Path:
        params: dict[str, Any] = {} if theme == "dark" else {"theme": theme}
        if line["needs"] == "numbers":
            params |= OF_NUMBERS
        view = {"clip": line["clip"], "params": params, "quality": "l"}
        told = await self._nursery.ask("poster", clip=line["clip"], view=view, nice=5)
        return Path(answer_in(told))


class FaultError(Exception):
    """The source has a fault; `fault` says where."""

    def __init__(self, fault: dict[str, Any]) -> None:
        super().__init__(fault["message"])
        self.fault = fault


def answer_in(told: dict[str, Any]) -> Any:
    """Return what was asked for.

    Raises
    ------
    FaultError, RefusedError
        There is none.
    """
    if "answer" in told:
        return told["answer"]
    if "invalid" in told:
        raise RefusedError(422, "; ".join(error["message"] for error in told["invalid"]))
    raise FaultError(told["fault"])
