"""Views: a clip with parameters, its time line, stills of its beats, any frame of it, a draft."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.errors import JobError
from netreel.preview.hub import Event

if TYPE_CHECKING:
    from netreel.preview.hub import Hub, Page
    from netreel.preview.nursery import Errand, Nursery
    from netreel.preview.uploads import Uploads

__all__ = ["GoneError", "View", "Views"]

SIDE_BY_SIDE = 2
"""Stills that are drawn at once."""
MOST_KEPT = 24
"""Views whose pictures are kept: a knob that is turned back shows them at once."""


class GoneError(Exception):
    """A view is not wanted any more."""


class View:
    """One clip with parameters, and what is known of it.

    Attributes
    ----------
    asked
        Clip, parameters and quality, as the page asked for them.
    key
        The job's key, "" until it is known.
    outline, errors, fault
        The time line; or what does not fit, by field; or the exception that the clip raised.
    known
        Set as soon as one of these is there.
    """

    def __init__(self, asked: dict[str, Any], folder: Path) -> None:
        self.asked, self.folder = asked, folder
        self.key = ""
        self.outline: dict[str, Any] | None = None
        self.errors: list[dict[str, str]] | None = None
        self.fault: dict[str, Any] | None = None
        self.known = asyncio.Event()
        self.has_key = asyncio.Event()
        self.stills: dict[int, dict[str, Any]] = {}
        self.draft: dict[str, Any] | None = None
        self.is_stale = False
        """Whether the source has changed since: no more is drawn of it."""
        self.near = 0
        """The frame where the reader is looking."""
        self.errand: Errand | None = None
        self.tasks: set[asyncio.Task[None]] = set()
        self.waiting: dict[tuple[int, bool], asyncio.Future[Path]] = {}

    @property
    def is_whole(self) -> bool:
        """Whether all stills and the draft are there."""
        return self.draft is not None and self.draft["share"] == 1

    def picture(self, frame: int) -> Path:
        """Return where a frame's picture is, or will be."""
        return self.folder / f"{frame}.png"

    def start(self, work: Any) -> None:
        """Do something for as long as the view is wanted."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def end(self) -> None:
        """Let nothing be done for it any more; what is known stays."""
        for task in [*self.tasks]:
            task.cancel()
        if self.errand is not None:
            self.errand.kill()
            self.errand = None
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(GoneError())
                future.exception()
        self.waiting.clear()


class Views:
    """All views.

    Parameters
    ----------
    nursery
        Sends who runs and draws.
    hub
        Who looks at them.
    uploads
        The files that they name.
    """

    def __init__(self, nursery: Nursery, hub: Hub, uploads: Uploads) -> None:
        self._nursery, self._hub, self._uploads = nursery, hub, uploads
        self._views: OrderedDict[str, View] = OrderedDict()
        self._keys: dict[str, str] = {}
        self._starting: dict[Page, View] = {}

    def find(self, key: str) -> View | None:
        """Return the view of a key."""
        return self._views.get(key)

    def open_clips(self) -> set[str]:
        """Return the clips that are looked at."""
        return {
            view.asked["clip"] for key, view in self._views.items() if self._hub.looking_at(key)
        }

    # -- a page asks for a view -------------------------------------------------------

    async def show(self, page: Page, asked: dict[str, Any], frame: int | None) -> View:
        """Let a page look at a view: from now on no other is drawn for it.

        Raises
        ------
        GoneError
            The page has asked for another one meanwhile.
        """
        page.number += 1
        wish = json.dumps(asked, sort_keys=True)
        view = self._views.get(self._keys.get(wish, ""))
        if view is None or view.fault is not None or view.is_stale:
            self._leave(page)
            view = await self._begin(page, asked, wish, frame)
        else:
            self._leave(page, view.key)
        page.key = view.key
        if view.key:
            view.near = frame or 0
            for event in self.known_of(page):
                page.tell(event)
            self._go_on(view)
        return view

    async def _begin(self, page: Page, asked: dict[str, Any], wish: str, frame: int | None) -> View:
        """Return a new view as soon as its key is known, or what is wrong with it."""
        view = View(asked, Path(tempfile.mkdtemp(dir=self._nursery.folder)))
        view.near, number = frame or 0, page.number
        self._starting[page] = view
        view.start(self._run(view, frame))
        await view.has_key.wait()
        if page.number != number:
            view.end()
            raise GoneError
        self._starting.pop(page, None)
        if view.is_stale:  # the source has changed meanwhile
            view.end()
            page.number -= 1
            return await self.show(page, asked, frame)
        return self._settle(view, wish) if view.key else view

    def _settle(self, view: View, wish: str) -> View:
        """Return the view of its key: this one, or an older one that is the same."""
        self._keys[wish] = view.key
        known = self._views.get(view.key)
        if known is not None and known.fault is None and known is not view:
            view.end()
            view, known.is_stale = known, False
        self._views[view.key] = view
        self._views.move_to_end(view.key)
        for key in [*self._views][:-MOST_KEPT]:
            if not self._hub.looking_at(key):
                old = self._views.pop(key)
                old.end()
                shutil.rmtree(old.folder, ignore_errors=True)
        return view

    def _leave(self, page: Page, for_key: str = "") -> None:
        """End what is drawn for a page, unless others look at it, or it is what comes next."""
        if (starting := self._starting.pop(page, None)) is not None:
            starting.end()
            starting.has_key.set()
        key, page.key = page.key, ""
        if not key or key == for_key:
            return
        page.tell(Event("gone", {"key": key}))
        if not self._hub.looking_at(key) and (view := self._views.get(key)):
            view.end()

    def left(self, page: Page) -> None:
        """Be told that a page has gone."""
        page.number += 1
        self._leave(page)
        self._hub.forget(page)

    def known_of(self, page: Page) -> list[Event]:
        """Return what a page that comes back has missed."""
        view = self._views.get(page.key)
        return [] if view is None else [Event(*told) for told in self._told(view)]

    def _told(self, view: View) -> list[tuple[str, dict[str, Any]]]:
        key = {"key": view.key}
        told = []
        if view.outline is not None:
            told.append(("outline", key | view.outline))
        told += [("still", key | still) for still in view.stills.values()]
        if view.draft is not None:
            told.append(("draft", key | view.draft))
        if view.fault is not None:
            told.append(("fault", key | view.fault))
        return told

    def renew(self) -> None:
        """Be told that the source has changed: every view is one of the past."""
        self._keys = {}
        for view in self._starting.values():
            view.is_stale = True
        for key, view in self._views.items():
            view.is_stale = True
            view.end()
            self._hub.tell(key, "stale", {})

    def close(self) -> None:
        """End all."""
        for view in [*self._views.values(), *self._starting.values()]:
            view.end()

    # -- who runs the clip ------------------------------------------------------------

    async def _run(self, view: View, frame: int | None) -> None:
        """Send someone to run the clip, and follow what is told."""
        try:
            errand = await self._nursery.send(
                "look",
                view.folder,
                clip=view.asked["clip"],
                view=view.asked,
                files=self._uploads.files(),
                frame=frame,
            )
            view.errand = errand
            try:
                async with asyncio.timeout(self._nursery.limits.look) as limit:
                    async for message in errand.messages():
                        self._take(view, message)
                        if view.known.is_set():
                            limit.reschedule(None)
            except TimeoutError:
                seconds = self._nursery.limits.look
                self._fail(view, f"the clip runs for more than {seconds:g} seconds without an end")
            else:
                self._fail(view, errand.last_words)
            finally:
                errand.kill()
        except JobError as error:
            self._fail(view, str(error))

    def _fail(self, view: View, message: str) -> None:
        view.errand = None
        if not view.known.is_set():
            self._take(view, {"fault": bare_fault(message)})
        for future in view.waiting.values():
            if not future.done():
                future.set_exception(JobError(message))
                future.exception()
        view.waiting.clear()

    def _take(self, view: View, message: dict[str, Any]) -> None:
        """Take a record of who runs the clip."""
        match message:
            case {"key": key}:
                view.key = key
                view.has_key.set()
            case {"frame": frame, **reason} | {"lost": frame, **reason}:
                self._lose_frame(view, frame, reason)
            case {"outline": outline}:
                view.outline = outline
                self._is_known(view, "outline", outline)
                self._go_on(view)
            case {"invalid": errors}:
                view.errors = errors
                self._is_known(view, "invalid", {"errors": errors})
            case {"fault": fault}:
                view.fault = fault
                self._is_known(view, "fault", fault)
            case {"drawn": frame, "facts": facts}:
                self._take_frame(view, frame, facts=facts)

    def _is_known(self, view: View, name: str, data: dict[str, Any]) -> None:
        view.known.set()
        view.has_key.set()
        self._hub.tell(view.key, name, data)

    # -- frames -----------------------------------------------------------------------

    async def frame(self, view: View, frame: int, *, facts: bool = False) -> Path:
        """Return the picture of a frame, or the file of what is known of it.

        Raises
        ------
        GoneError
            Nobody looks at the view any more, and the picture is not there.
        JobError
            It cannot be drawn.
        """
        file = view.picture(frame).with_suffix(".json" if facts else ".png")
        if file.exists():
            return file
        if view.errand is None:
            if view.is_stale or not self._hub.looking_at(view.key):
                raise GoneError
            view.start(self._run(view, None))
            await asyncio.sleep(0)
        wanted = (frame, facts)
        future = view.waiting.get(wanted)
        if future is None:
            future = view.waiting[wanted] = asyncio.get_running_loop().create_future()
            await self._is_ready(view)
            if view.errand is not None:
                view.errand.tell(frame=frame, facts=facts, caption=caption_at(view, frame))
        async with asyncio.timeout(self._nursery.limits.look):
            return await asyncio.shield(future)

    async def _is_ready(self, view: View) -> None:
        for _ in range(200):
            if view.errand is not None or view.fault is not None:
                return
            await asyncio.sleep(0.01)

    def _take_frame(self, view: View, frame: int, *, facts: bool) -> None:
        for wanted in ((frame, False), *([(frame, True)] if facts else [])):
            future = view.waiting.pop(wanted, None)
            if future is not None and not future.done():
                file = view.picture(frame)
                future.set_result(file.with_suffix(".json") if wanted[1] else file)
        self._note_still(view, frame)

    def _lose_frame(self, view: View, frame: int, reason: dict[str, Any]) -> None:
        fault = reason.get("fault") or bare_fault(reason.get("how", "it cannot be drawn"))
        for wanted in ((frame, False), (frame, True)):
            future = view.waiting.pop(wanted, None)
            if future is not None and not future.done():
                future.set_exception(JobError(fault["message"]))
                future.exception()
        self._hub.tell(view.key, "fault", fault)

    def _note_still(self, view: View, frame: int) -> None:
        beat = "" if view.outline is None else beat_of(view.outline, frame)
        url = f"/api/views/{view.key}/frames/{frame}.png"
        if frame not in view.stills or view.stills[frame]["beat"] != beat:
            view.stills[frame] = {"beat": beat, "frame": frame, "url": url}
            self._hub.tell(view.key, "still", view.stills[frame])

    # -- what is drawn without being asked for ----------------------------------------

    def _go_on(self, view: View) -> None:
        """Draw the stills of all beats and the draft, unless they are there."""
        if view.outline is not None and not view.tasks - self._runs(view) and not view.is_whole:
            view.start(self._fill(view))

    def _runs(self, view: View) -> set[asyncio.Task[None]]:
        return {task for task in view.tasks if task.get_coro().__name__ == "_run"}  # type: ignore[union-attr]

    async def _fill(self, view: View) -> None:
        outline = view.outline or {}
        for frame, still in [*view.stills.items()]:
            if not still["beat"]:
                self._note_still(view, frame)
        ends = sorted(ends_of(outline), key=lambda frame: abs(frame - view.near))
        slots = asyncio.Semaphore(SIDE_BY_SIDE)

        async def draw(frame: int) -> None:
            async with slots:
                with suppress(JobError, GoneError, TimeoutError):
                    await self.frame(view, frame)
                    self._note_still(view, frame)

        await asyncio.gather(*map(draw, ends))
        await self._draw_draft(view)

    async def _draw_draft(self, view: View) -> None:
        folder = Path(tempfile.mkdtemp(dir=view.folder))
        url = f"/api/views/{view.key}/draft.mp4"
        with suppress(JobError):
            errand = await self._nursery.send(
                "draft",
                folder,
                clip=view.asked["clip"],
                view=view.asked,
                files=self._uploads.files(),
                nice=10,
            )
            expected = 1
            try:
                async for message in errand.messages():
                    match message:
                        case {"expected": expected}:
                            pass
                        case {"frames": frames}:
                            share = min(frames / max(expected, 1), 0.99)
                            self._hub.tell(view.key, "draft", {"url": None, "share": share})
                        case {"answer": path}:
                            Path(path).replace(view.folder / "draft.mp4")
                            view.draft = {"url": url, "share": 1}
                            self._hub.tell(view.key, "draft", view.draft)
            finally:
                errand.kill()


def ends_of(outline: dict[str, Any]) -> list[int]:
    """Return the last frame of each beat."""
    return [beat["start"] + max(beat["frames"], 1) - 1 for beat in outline["beats"]]


def beat_of(outline: dict[str, Any], frame: int) -> str:
    """Return the name of the beat that a frame is in."""
    names = [beat["name"] for beat in outline["beats"] if beat["start"] <= frame]
    return names[-1] if names else ""


def caption_at(view: View, frame: int) -> tuple[str, int, int] | None:
    """Return text, start and frames of the caption that is read at a frame."""
    captions = [] if view.outline is None else view.outline["captions"]
    for one in captions:
        if one["start"] <= frame < one["end"]:
            return one["text"], one["start"], one["end"] - one["start"]
    return None


def bare_fault(message: str) -> dict[str, Any]:
    """Return a fault of which no place in the source is known."""
    return {"message": message, "file": "", "line": 0, "source": "", "trace": ""}
