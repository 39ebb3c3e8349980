"""Pages, scripts and styles, as they are in `netreel/web`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.routing import Route

from netreel.preview.safety import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

    from netreel.preview.clips import Clips

__all__ = ["FRESH", "Pages"]

WEB = Path(__file__).resolve().parents[1] / "web"
SERVED = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
THEMED = "studio/studio.css"
"""A style that is written with the colours of the themes."""
FRESH = {"cache-control": "no-cache"}


class Pages:
    """Answers with what a browser shows."""

    def __init__(self, clips: Clips) -> None:
        self._clips = clips
        loader = FileSystemLoader(WEB)
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
        self.routes = [
            Route("/", self.gallery),
            Route("/clip/{name}", self.clip),
            Route("/web/{file:path}", self.web),
        ]

    async def gallery(self, _request: Request) -> Response:
        """Answer with the gallery."""
        return self._page("studio/gallery.html")

    async def clip(self, request: Request) -> Response:
        """Answer with a clip's page."""
        line = await self._clips.check(request.path_params["name"])
        return self._page("studio/clip.html", clip=line["clip"], summary=line["summary"])

    def _page(self, template: str, **told: Any) -> Response:
        text = self._templates.get_template(template).render(told)
        return Response(text, media_type="text/html", headers=FRESH)

    async def web(self, request: Request) -> Response:
        """Answer with a script or a style; only files that are there by that very name."""
        name = request.path_params["file"]
        known = {path.relative_to(WEB).as_posix(): path for path in WEB.rglob("*")}
        path = known.get(name)
        if path is None or path.suffix not in SERVED:
            raise RefusedError(404, "there is no such file")
        text = path.read_text("utf-8")
        if name == THEMED:
            themes = (await self._clips.all())["themes"]
            text = self._templates.get_template(name).render(themes=themes)
        return Response(text, media_type=SERVED[path.suffix], headers=FRESH)
