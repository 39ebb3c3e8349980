"""The server's routes."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from netreel.errors import JobError
from netreel.preview.asked import body_of, json_of, page_of, view_in
from netreel.preview.clips import Clips, FaultError
from netreel.preview.films import Films
from netreel.preview.hub import Event, Hub, Page
from netreel.preview.nursery import Limits, Nursery
from netreel.preview.pages import FRESH, Pages
from netreel.preview.renders import Renders
from netreel.preview.safety import Guard, RefusedError, refusal
from netreel.preview.uploads import MOST_BYTES, Uploads
from netreel.preview.view import GoneError, View
from netreel.preview.views import Views
from netreel.preview.watching import changes, watched_folders

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["Studio"]

PATIENCE = 0.1
"""Seconds that a page waits for a time line; what takes longer comes as an event."""
ABSENCE = 30.0
"""Seconds that a page may have no stream; then nothing is kept ready for it."""
LASTING = {"cache-control": "private, max-age=3600"}


class Studio:
    """All that the server knows, and how it answers.

    Parameters
    ----------
    folder
        For what is made; it goes away with the server.
    limits
        What a process may take.
    folders
        Where the source is.
    """

    def __init__(
        self, folder: Path, limits: Limits | None = None, folders: list[Path] | None = None
    ) -> None:
        self.hub = Hub()
        self.nursery = Nursery(folder, limits or Limits(), self._tell_state)
        self.uploads = Uploads(self.nursery)
        self.clips = Clips(self.nursery)
        self.views = Views(self.nursery, self.hub, self.uploads)
        self.renders = Renders(self.nursery, self.hub, self.uploads)
        self._folders = watched_folders() if folders is None else folders
        self._stop = asyncio.Event()
        self._state = ("starting", "")
        self._loop: asyncio.AbstractEventLoop | None = None

    def app(self, token: str | None = None) -> Guard:
        """Return the application."""
        handlers = {
            RefusedError: lambda _request, error: refusal(error.status, str(error)),
            FaultError: lambda _request, error: JSONResponse({"error": error.fault}, 409),
            JobError: lambda _request, error: refusal(500, str(error)),
            GoneError: lambda _request, _error: refusal(410, "nobody looks at this any more"),
            HTTPException: lambda _request, error: refusal(error.status_code, error.detail),
            TimeoutError: lambda _request, _error: refusal(504, "it took too long"),
        }
        routes = [
            *Pages(self.clips).routes,
            Route("/api/clips", self.list_clips),
            Route("/api/clips/{name}", self.one_clip),
            Route("/api/clips/{name}/poster.png", self.poster),
            Route("/api/events", self.events),
            Route("/api/views", self.show_view, methods=["POST"]),
            Route("/api/views/{key}/frames/{frame:int}.png", self.frame),
            Route("/api/views/{key}/frames/{frame:int}.json", self.facts),
            Route("/api/views/{key}/draft.mp4", self.draft),
            Route("/api/uploads", self.take_upload, methods=["POST"]),
            Route("/api/uploads/{name}", self.upload),
            Route("/api/uploads/{name}/file", self.upload_file),
            Route("/api/uploads/{name}/step-{number:int}.png", self.upload_step),
            *Films(self.renders, self.nursery, self.uploads).routes,
        ]
        app = Starlette(routes=routes, exception_handlers=handlers, lifespan=self._lifespan)
        return Guard(app, token)

    # -- as long as it runs -----------------------------------------------------------

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self._loop = asyncio.get_running_loop()
        works = (self._warm_up(), self._watch(), self.renders.work())
        tasks = [asyncio.create_task(work) for work in works]
        try:
            yield
        finally:
            self.stop()
            for task in tasks:
                task.cancel()
            self.views.close()
            await asyncio.to_thread(self.nursery.close)

    def stop(self) -> None:
        """End what lasts: streams, and the watching of files."""
        self._stop.set()
        self.hub.close()

    async def _warm_up(self) -> None:
        with suppress(JobError, FaultError):
            await self.clips.all()

    async def _watch(self) -> None:
        async for files in changes(self._folders, self._stop):
            clips = self.views.open_clips()
            self.nursery.renew()
            self.clips.renew()
            self.hub.tell_all("changed", {"files": files})
            self.views.renew()
            for clip in clips or {""}:
                with suppress(JobError):
                    await self.nursery.ask("nothing", clip=clip)

    def _tell_state(self, state: str, message: str) -> None:
        """Tell pages of the process that draws; called in any thread."""
        self._state = (state, message)
        if self._loop is not None:
            told = {"state": state, "message": message}
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self.hub.tell_all, "worker", told)

    # -- clips ------------------------------------------------------------------------

    async def list_clips(self, _request: Request) -> Response:
        """Answer with the catalogue."""
        return JSONResponse((await self.clips.all())["clips"])

    async def one_clip(self, request: Request) -> Response:
        """Answer with what a clip takes."""
        return JSONResponse(await self.clips.one(request.path_params["name"]))

    async def poster(self, request: Request) -> Response:
        """Answer with a clip's last picture."""
        theme = request.query_params.get("theme", "dark")
        path = await self.clips.poster(request.path_params["name"], theme)
        return FileResponse(path, media_type="image/png", headers=FRESH)

    # -- one stream a page ------------------------------------------------------------

    async def events(self, request: Request) -> Response:
        """Answer with a page's stream of events."""
        if not request.query_params.get("page"):
            raise RefusedError(400, "a stream is of one page: /api/events?page=NAME")
        return EventSourceResponse(self._stream(self.hub.page(page_of(request))), ping=20)

    async def _stream(self, page: Page) -> AsyncIterator[ServerSentEvent]:
        stream = self.hub.open(page)
        try:
            state, message = self._state
            yield sent(Event("worker", {"state": state, "message": message}))
            for event in self.views.known_of(page):
                yield sent(event)
            for render in self.renders.all():
                yield sent(Event("render", render.data))
            while (new := await stream.get()) is not None:
                yield sent(new)
        finally:
            self.hub.leave(page, stream)
            self._look_after(page)

    def _look_after(self, page: Page) -> None:
        """Let nothing be kept ready for a page that is not there."""
        if not page.streams and self._loop is not None:
            self._loop.call_later(ABSENCE, self._let_go, page, page.number)

    def _let_go(self, page: Page, number: int) -> None:
        if not page.streams and page.number == number:
            self.views.left(page)

    # -- views ------------------------------------------------------------------------

    async def show_view(self, request: Request) -> Response:
        """Answer with a view's time line, or what is wrong with it."""
        asked = await json_of(request)
        page = self.hub.page(page_of(request))
        frame = asked.get("frame")
        frame = frame if isinstance(frame, int) and frame >= 0 else None
        view = await self.views.show(page, view_in(asked), frame)
        self._look_after(page)
        with suppress(TimeoutError):
            await self._known(view, PATIENCE)
        return view_answer(view)

    async def _known(self, view: View, seconds: float = 0) -> None:
        async with asyncio.timeout(seconds or self.nursery.limits.look):
            await view.known.wait()

    def _view(self, request: Request) -> View:
        view = self.views.find(request.path_params["key"])
        if view is None:
            raise RefusedError(410, "this view is no longer here: ask for it once more")
        return view

    async def frame(self, request: Request) -> Response:
        """Answer with one frame, exactly as a render has it."""
        return await self._frame(request, facts=False)

    async def facts(self, request: Request) -> Response:
        """Answer with what is known of a frame's numbers, and what breaks a rule."""
        return await self._frame(request, facts=True)

    async def _frame(self, request: Request, *, facts: bool) -> Response:
        view, frame = self._view(request), request.path_params["frame"]
        if facts or not view.picture(frame).exists():
            await self._known(view)
            if view.outline is None or frame >= view.outline["frame_count"]:
                raise RefusedError(404, "there is no such frame")
        path = await view.frame(frame, facts=facts)
        return FileResponse(path, headers=LASTING)

    async def draft(self, request: Request) -> Response:
        """Answer with a view's film, small and quickly made."""
        path = self._view(request).folder / "draft.mp4"
        if not path.exists():
            raise RefusedError(404, "the draft is not there yet")
        return FileResponse(path, media_type="video/mp4", headers=LASTING)

    # -- files of the user's ----------------------------------------------------------

    async def take_upload(self, request: Request) -> Response:
        """Keep a file, and answer with what it is."""
        body = await body_of(request, MOST_BYTES)
        if not body:
            raise RefusedError(422, "the file is empty: choose another one")
        upload = await self.uploads.take(body, request.headers.get("x-name", ""))
        return JSONResponse(upload.data)

    async def upload(self, request: Request) -> Response:
        """Answer with what a file is."""
        upload = self.uploads.find(request.path_params["name"])
        if upload is None:
            raise RefusedError(404, "this file is no longer here: give it once more")
        return JSONResponse(upload.data)

    async def upload_file(self, request: Request) -> Response:
        """Answer with a file as it came, to be saved: copied commands name it."""
        upload = self.uploads.find(request.path_params["name"])
        if upload is None:
            raise RefusedError(404, "this file is no longer here: give it once more")
        return FileResponse(upload.path, filename=upload.given, headers=LASTING)

    async def upload_step(self, request: Request) -> Response:
        """Answer with the picture after one step of the preparation."""
        path = self.uploads.step(request.path_params["name"], request.path_params["number"])
        if path is None:
            raise RefusedError(404, "this file is no longer here: give it once more")
        return FileResponse(path, media_type="image/png", headers=LASTING)


def sent(event: Event) -> ServerSentEvent:
    """Return an event as it is sent."""
    return ServerSentEvent(json.dumps(event.data), event=event.name)


def view_answer(view: View) -> Response:
    """Return what is known of a view."""
    if view.errors is not None:
        return JSONResponse({"errors": view.errors}, 422)
    if view.fault is not None:
        return JSONResponse({"key": view.key, "error": view.fault}, 409)
    if view.outline is None:
        return JSONResponse({"key": view.key}, 202)
    return JSONResponse({"key": view.key, **view.outline})
