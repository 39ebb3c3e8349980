"""The queue of films: one after the other, each as `netreel render` makes it."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from netreel.errors import JobError
from netreel.preview.labels import label_of
from netreel.preview.safety import RefusedError

if TYPE_CHECKING:
    from netreel.preview.errand import Errand
    from netreel.preview.hub import Hub
    from netreel.preview.nursery import Nursery
    from netreel.preview.uploads import Uploads

__all__ = ["Render", "Renders", "wanted"]

MOST_AT_ONCE, MOST_KEPT = 60, 200
FORMATS = ("mp4", "gif", "webm", "mov", "png")

State = Literal["waiting", "rendering", "done", "failed", "cancelled"]


@dataclass
class Render:
    """One film on its way."""

    id: str
    view: dict[str, Any]
    format: str
    folder: Path
    state: State = "waiting"
    share: float = 0.0
    seconds_left: float | None = None
    message: str = ""
    command: str = ""
    files: list[str] = field(default_factory=list)
    errand: Errand | None = None

    @property
    def label(self) -> str:
        """What sets it apart from others of its clip."""
        return label_of(self.view["quality"], self.format, self.view["params"])

    @property
    def data(self) -> dict[str, Any]:
        """What a page is told of it."""
        return {
            "id": self.id,
            "clip": self.view["clip"],
            "state": self.state,
            "share": round(self.share, 4),
            "seconds_left": self.seconds_left,
            "message": self.message,
            "command": self.command,
            "label": self.label,
            "files": [self._file(name) for name in self.files],
        }

    def _file(self, name: str) -> dict[str, Any]:
        path = self.folder / "files" / name
        return {
            "name": name,
            "url": f"/api/renders/{self.id}/{path.suffix[1:]}",
            "kind": path.suffix[1:],
            "size": path.stat().st_size,
        }

    def file(self, kind: str) -> Path | None:
        """Return the finished file of a kind."""
        for name in self.files:
            if Path(name).suffix == f".{kind}":
                return self.folder / "files" / name
        return None


class Renders:
    """All renders since the server began, the newest last."""

    def __init__(self, nursery: Nursery, hub: Hub, uploads: Uploads) -> None:
        self._nursery, self._hub, self._uploads = nursery, hub, uploads
        self._all: dict[str, Render] = {}
        self._queue: asyncio.Queue[Render] = asyncio.Queue()

    def all(self) -> list[Render]:
        """Return all, in the order in which they were asked for."""
        return [*self._all.values()]

    def find(self, name: str) -> Render | None:
        """Return the render of that id."""
        return self._all.get(name)

    def add(self, jobs: list[tuple[dict[str, Any], str]]) -> list[Render]:
        """Put views, each with a format, into the queue.

        Raises
        ------
        RefusedError
            That would be too many.
        """
        if self._queue.qsize() + len(jobs) > MOST_KEPT:
            raise RefusedError(429, f"{MOST_KEPT} films wait already: let some of them be done")
        made = []
        for view, kind in jobs:
            folder = Path(tempfile.mkdtemp(dir=self._nursery.folder))
            made.append(Render(secrets.token_hex(8), view, kind, folder))
        for render in made:
            self._all[render.id] = render
            self._queue.put_nowait(render)
            self._tell(render)
        self._make_room()
        return made

    def _make_room(self) -> None:
        over = [r for r in self._all.values() if r.state not in ("waiting", "rendering")]
        for render in over[: max(len(self._all) - MOST_KEPT, 0)]:
            del self._all[render.id]
            shutil.rmtree(render.folder, ignore_errors=True)

    async def cancel(self, render: Render) -> None:
        """Let a render be no more; of one that is done, the files go."""
        render.state, render.seconds_left, render.files = "cancelled", None, []
        self._tell(render)
        if (errand := render.errand) is not None:
            errand.kill()
            await errand.is_gone()
            await self._nursery.ask("sweep")
        shutil.rmtree(render.folder, ignore_errors=True)

    async def work(self) -> None:
        """Make one after the other, for ever."""
        while True:
            render = await self._queue.get()
            if render.state != "waiting":
                continue
            try:
                await self._make(render)
            except JobError as error:
                self._fail(render, str(error))
            except TimeoutError:
                seconds = self._nursery.limits.render
                self._fail(render, f"it ran out of its {seconds:g} seconds (--time-limit)")

    async def _make(self, render: Render) -> None:
        render.state = "rendering"
        self._tell(render)
        errand = render.errand = await self._nursery.send(
            "make",
            render.folder,
            clip=render.view["clip"],
            view=render.view,
            format=render.format,
            files=self._uploads.files(),
            nice=5,
        )
        start, expected = time.monotonic(), 1
        try:
            async with asyncio.timeout(self._nursery.limits.render):
                async for message in errand.messages():
                    if not is_at(render, "rendering"):
                        break
                    expected = message.get("expected", expected)
                    self._take(render, message, time.monotonic() - start, expected)
        finally:
            errand.kill()
            render.errand = None
        if is_at(render, "rendering"):
            self._fail(render, errand.last_words)

    def _take(self, render: Render, message: dict[str, Any], seconds: float, expected: int) -> None:
        match message:
            case {"command": command}:
                render.command = command
            case {"frames": frames}:
                render.share = min(frames / expected, 0.99)
                render.seconds_left = round(seconds * (1 / max(render.share, 1e-3) - 1), 1)
            case {"answer": files}:
                render.files, render.state, render.share = files, "done", 1.0
                render.seconds_left = 0.0
            case {"invalid": errors}:
                self._fail(render, "; ".join(error["message"] for error in errors))
                return
            case {"failed": failure}:
                self._fail(render, failure)
                return
            case {"fault": fault}:
                self._fail(render, f"{fault['message']} ({fault['file']}, line {fault['line']})")
                return
        self._tell(render)

    def _fail(self, render: Render, message: str) -> None:
        if render.state != "cancelled":
            render.state, render.message, render.seconds_left = "failed", message, None
            self._tell(render)

    def _tell(self, render: Render) -> None:
        self._hub.tell_all("render", render.data)


def is_at(render: Render, state: State) -> bool:
    """Whether a render is in a state: it may have changed while one waited."""
    return render.state == state


def wanted(asked: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Return each view to render, with its format: all that was asked for with each other.

    Raises
    ------
    RefusedError
        They are too many, or there is no such format.
    """
    view = asked["view"]
    params = view.get("params") or {}
    lists = [asked.get(name) or [None] for name in ("qualities", "aspects", "themes")]
    formats = asked.get("formats") or ["mp4"]
    if unknown := [kind for kind in formats if kind not in FORMATS]:
        raise RefusedError(422, f"there is no format {unknown[0]!r}: take {', '.join(FORMATS)}")
    found = []
    for quality, aspect, theme, kind in product(*lists, formats):
        chosen = {"aspect": aspect, "theme": theme}
        own = params | {name: value for name, value in chosen.items() if value is not None}
        changed = {"params": own} if quality is None else {"params": own, "quality": quality}
        found.append((view | changed, kind))
    if len(found) > MOST_AT_ONCE:
        raise RefusedError(422, f"{len(found)} films at once are too many: {MOST_AT_ONCE} at most")
    return found
