"""Answers about films: which there are, what makes them, and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from netreel.preview.asked import wishes_of
from netreel.preview.clips import FaultError
from netreel.preview.pages import FRESH
from netreel.preview.renders import wanted
from netreel.preview.safety import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

    from netreel.preview.nursery import Nursery
    from netreel.preview.renders import Renders
    from netreel.preview.uploads import Uploads

__all__ = ["Films"]


class Films:
    """Answers with films, and takes orders for them."""

    def __init__(self, renders: Renders, nursery: Nursery, uploads: Uploads) -> None:
        self._renders, self._nursery, self._uploads = renders, nursery, uploads
        self.routes = [
            Route("/api/renders", self.all, methods=["GET"]),
            Route("/api/renders", self.add, methods=["POST"]),
            Route("/api/renders/{id}", self.cancel, methods=["DELETE"]),
            Route("/api/renders/{id}/{kind}", self.rendered),
            Route("/api/commands", self.commands, methods=["POST"]),
        ]

    async def all(self, _request: Request) -> Response:
        """Answer with all renders."""
        return JSONResponse([render.data for render in self._renders.all()])

    async def add(self, request: Request) -> Response:
        """Put films into the queue."""
        jobs = wanted(await wishes_of(request))
        return JSONResponse([render.data for render in self._renders.add(jobs)])

    async def commands(self, request: Request) -> Response:
        """Answer with the commands that make films."""
        jobs = [{"view": view, "format": kind} for view, kind in wanted(await wishes_of(request))]
        told = await self._nursery.ask("words", jobs=jobs, files=self._uploads.files())
        if "invalid" in told:
            return JSONResponse({"errors": told["invalid"]}, 422)
        if "fault" in told:
            raise FaultError(told["fault"])
        return JSONResponse({"commands": told["answer"]})

    async def cancel(self, request: Request) -> Response:
        """Let a film be no more."""
        render = self._renders.find(request.path_params["id"])
        if render is None:
            raise RefusedError(404, "there is no such render")
        await self._renders.cancel(render)
        return JSONResponse(render.data)

    async def rendered(self, request: Request) -> Response:
        """Answer with a finished file, to be saved."""
        render = self._renders.find(request.path_params["id"])
        path = render.file(request.path_params["kind"]) if render else None
        if path is None:
            raise RefusedError(404, "there is no such file")
        return FileResponse(path, filename=path.name, headers=FRESH)
