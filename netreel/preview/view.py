"""One view: a clip with parameters, its time line, stills of its beats, any frame, a draft."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.errors import JobError
from netreel.preview.awaited import Awaited
from netreel.preview.drafts import film_of
from netreel.preview.hub import Event
from netreel.preview.outlines import bare_fault, beat_at, caption_at, ends_of

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from netreel.preview.errand import Errand
    from netreel.preview.hub import Hub
    from netreel.preview.nursery import Nursery
    from netreel.preview.uploads import Uploads

__all__ = ["GoneError", "Surroundings", "View"]

SIDE_BY_SIDE = 2
"""Stills that are drawn at once."""
TRIES = 2
"""Of what is drawn, where the process that draws it dies."""
UNSEEN = 10
"""How much nicer than others a draft is: nobody waits for it."""

Record = dict[str, Any]


class GoneError(Exception):
    """A view is not wanted any more."""


@dataclass(frozen=True)
class Surroundings:
    """Who is sent to draw views, who looks at them, and the files that they name."""

    nursery: Nursery
    hub: Hub
    uploads: Uploads


class View:
    """One clip with parameters, and what is known of it.

    Parameters
    ----------
    asked
        Clip, parameters and quality, as the page asked for them.
    surroundings
        Who draws it, and who is told.
    near
        The frame where the reader is looking, None at first.

    Attributes
    ----------
    key
        The job's key, "" until it is known.
    outline, errors, fault
        The time line; or what does not fit, by field; or the exception that the clip raised.
    has_key, known
        Set as soon as there is a key, and as soon as one of those is there.
    stills, draft
        What has been drawn, as pages are told of it.
    is_stale
        Whether the source has changed since: no more is drawn of it.
    """

    def __init__(self, asked: Record, surroundings: Surroundings, near: int | None) -> None:
        self.asked, self.near = asked, near
        self.folder = Path(tempfile.mkdtemp(dir=surroundings.nursery.folder))
        self.key = ""
        self.outline: Record | None = None
        self.errors: list[dict[str, str]] | None = None
        self.fault: Record | None = None
        self.has_key, self.known = asyncio.Event(), asyncio.Event()
        self.stills: dict[int, Record] = {}
        self.draft: Record | None = None
        self.is_stale = False
        self._around = surroundings
        self._tasks: set[asyncio.Task[None]] = set()
        self._filling: asyncio.Task[None] | None = None
        self._errand: asyncio.Future[Errand] | None = None
        self._lost = 0
        self._awaited = Awaited()

    # -- its life ---------------------------------------------------------------------

    def begin(self) -> None:
        """Run the clip."""
        self._errand = asyncio.get_running_loop().create_future()
        self._start(self._run(self._errand))

    def go_on(self) -> None:
        """Draw the stills of all beats, and then the draft, unless they are there.

        A clip that was ended before its time line was known is run again.
        """
        if not self.known.is_set() and self._errand is None:
            self.begin()
        is_busy = self._filling is not None and not self._filling.done()
        if self.outline is not None and self.draft is None and not is_busy:
            self._filling = self._start(self._fill(self.outline))

    def end(self) -> None:
        """Let nothing be done for it any more; what is known stays."""
        for task in [*self._tasks]:
            task.cancel()
        if self._errand is not None and self._errand.done() and not self._errand.cancelled():
            self._errand.result().kill()
        self._errand = None
        self._awaited.give_up(GoneError())

    def events(self) -> list[Event]:
        """Return all that a page is told of it."""
        told = [
            ("outline", self.outline),
            *(("still", still) for still in self.stills.values()),
            ("draft", self.draft),
            ("fault", self.fault),
        ]
        return [Event(name, {"key": self.key, **data}) for name, data in told if data is not None]

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _tell(self, name: str, data: Record) -> None:
        self._around.hub.tell(self.key, name, data)

    async def _send(self, do: str, folder: Path, **order: Any) -> Errand:
        files = self._around.uploads.files()
        clip = self.asked["clip"]
        return await self._around.nursery.send(
            do, folder, clip=clip, view=self.asked, files=files, **order
        )

    # -- who runs the clip ------------------------------------------------------------

    async def _run(self, sent: asyncio.Future[Errand]) -> None:
        """Send someone to run the clip, and follow what is told."""
        try:
            errand = await self._send("look", self.folder, frame=self.near)
        except JobError as error:
            sent.cancel()
            self._lose(str(error))
            return
        sent.set_result(errand)
        try:
            await self._follow(errand)
        except TimeoutError:
            seconds = self._around.nursery.limits.look
            self._lose(f"the clip runs for more than {seconds:g} seconds without an end")
        else:
            self._lose(errand.last_words)
        finally:
            errand.kill()

    async def _follow(self, errand: Errand) -> None:
        async with asyncio.timeout(self._around.nursery.limits.look) as limit:
            async for message in errand.messages():
                self._take(message)
                if self.known.is_set():
                    limit.reschedule(None)

    def _take(self, message: Record) -> None:
        """Take a record of who runs the clip."""
        match message:
            case {"key": key}:
                self.key = key
                self.has_key.set()
            case {"frame": frame, **reason} | {"lost": frame, **reason}:
                self._lose_frame(frame, reason)
            case {"outline": outline}:
                self.outline = outline
                self._is_known("outline", outline)
                self.go_on()
            case {"invalid": errors}:
                self.errors = errors
                self._is_known("invalid", {"errors": errors})
            case {"fault": fault}:
                self.fault = fault
                self._is_known("fault", fault)
            case {"drawn": frame, "facts": facts}:
                self._take_frame(frame, facts=facts)

    def _is_known(self, name: str, data: Record) -> None:
        self.known.set()
        self.has_key.set()
        self._tell(name, data)

    def _lose(self, message: str) -> None:
        """Note that nobody runs the clip any more, and why; what is waited for is tried again."""
        self._errand = None
        self._lost += 1
        if not self.known.is_set():
            self._take({"fault": bare_fault(message)})
        if self.outline is None or self._lost >= TRIES:
            self._awaited.give_up(JobError(message))
        for wish in self._awaited.wishes:
            self._start(self._order(*wish))

    # -- frames -----------------------------------------------------------------------

    def picture(self, frame: int) -> Path:
        """Return where a frame's picture is, or will be."""
        return self.folder / f"{frame}.png"

    async def frame(self, frame: int, *, facts: bool = False) -> Path:
        """Return the picture of a frame, or the file of what is known of it.

        Raises
        ------
        GoneError
            Nobody looks at the view any more, and the picture is not there.
        JobError, TimeoutError
            It cannot be drawn.
        """
        file = self.picture(frame).with_suffix(".json" if facts else ".png")
        if file.exists():
            return file
        if not self._awaited.has((frame, facts)):
            self._start(self._order(frame, facts))
        return await self._awaited.wait((frame, facts), self._around.nursery.limits.look)

    async def _order(self, frame: int, facts: bool) -> None:
        if self._errand is None:
            if self.is_stale or not self._around.hub.looking_at(self.key):
                self._awaited.fail((frame, facts), GoneError())
                return
            self.begin()
        if (errand := self._errand) is not None:
            with suppress(asyncio.CancelledError):
                sent = await asyncio.shield(errand)
                sent.tell(frame=frame, facts=facts, caption=caption_at(self.outline, frame))

    def _take_frame(self, frame: int, *, facts: bool) -> None:
        self._awaited.come((frame, False), self.picture(frame))
        if facts:
            self._awaited.come((frame, True), self.picture(frame).with_suffix(".json"))
        self._lost = 0
        self._note_still(frame)

    def _lose_frame(self, frame: int, reason: Record) -> None:
        fault = reason.get("fault") or bare_fault(reason.get("how", "it cannot be drawn"))
        for facts in (False, True):
            self._awaited.fail((frame, facts), JobError(fault["message"]))
        self._tell("fault", fault)

    def _note_still(self, frame: int) -> None:
        """Tell of a picture; once more when it is known which beat it is of."""
        beat = beat_at(self.outline, frame)
        if frame not in self.stills or self.stills[frame]["beat"] != beat:
            url = f"/api/views/{self.key}/frames/{frame}.png"
            self.stills[frame] = {"beat": beat, "frame": frame, "url": url}
            self._tell("still", self.stills[frame])

    # -- what is drawn without being asked for ----------------------------------------

    async def _fill(self, outline: Record) -> None:
        for frame in [*self.stills]:
            self._note_still(frame)
        near, slots = self.near or 0, asyncio.Semaphore(SIDE_BY_SIDE)

        async def draw(frame: int) -> None:
            async with slots:
                with suppress(JobError, GoneError, TimeoutError):
                    await self.frame(frame)
                    self._note_still(frame)

        await asyncio.gather(*map(draw, sorted(ends_of(outline), key=lambda n: abs(n - near))))
        for _ in range(TRIES):
            if self.draft is None:
                with suppress(JobError):
                    await self._draw_draft()

    async def _draw_draft(self) -> None:
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        errand = await self._send("draft", folder, nice=UNSEEN)
        film = await film_of(errand, lambda part: self._tell("draft", {"url": None, "share": part}))
        if film is not None:
            film.replace(self.folder / "draft.mp4")
            self.draft = {"url": f"/api/views/{self.key}/draft.mp4", "share": 1}
            self._tell("draft", self.draft)
