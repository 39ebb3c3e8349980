"""What pages send: records and files, no more of them than is taken."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from netreel.preview.safety import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["body_of", "json_of", "page_of", "view_in", "wishes_of"]

CLIP = re.compile(r"\w{1,60}", re.ASCII)
MOST_JSON = 1024**2
LONGEST_NAME = 64


async def body_of(request: Request, most: int) -> bytes:
    """Return what was sent, unless it is too much.

    Raises
    ------
    RefusedError
        It is.
    """
    parts, size = [], 0
    message = f"more than {most / 1024**2:g} MB are not taken"
    if int(request.headers.get("content-length") or 0) > most:
        raise RefusedError(413, message)
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise RefusedError(413, message)
        parts.append(part)
    return b"".join(parts)


async def json_of(request: Request) -> dict[str, Any]:
    """Return the record that was sent.

    Raises
    ------
    RefusedError
        There is none.
    """
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise RefusedError(415, "expected application/json")
    try:
        asked = json.loads(await body_of(request, MOST_JSON))
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "expected JSON") from error
    if not isinstance(asked, dict):
        raise RefusedError(400, "expected a JSON object")
    return asked


def view_in(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the view that a record describes.

    Raises
    ------
    RefusedError
        It describes none.
    """
    clip, params = asked.get("clip"), asked.get("params", {})
    if not isinstance(clip, str) or not isinstance(params, dict):
        raise RefusedError(400, "a view has a clip, by its name, and params, by theirs")
    if not CLIP.fullmatch(clip):
        raise RefusedError(404, "there is no such clip: the gallery has them all")
    return {"clip": clip, "params": params, "quality": asked.get("quality", "m")}


async def wishes_of(request: Request) -> dict[str, Any]:
    """Return which films are asked for: a view, and lists of what is to be made of it.

    Raises
    ------
    RefusedError
        That is not said.
    """
    asked = await json_of(request)
    if not isinstance(asked.get("view"), dict):
        raise RefusedError(400, "which view is to be rendered?")
    for name in ("qualities", "formats", "aspects", "themes"):
        values = asked.get(name) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise RefusedError(400, f"{name} is a list of names")
    return asked | {"view": view_in(asked["view"])}


def page_of(request: Request) -> str:
    """Return how the page calls itself that asks."""
    name = request.query_params.get("page") or request.headers.get("x-page") or "nobody"
    return name[:LONGEST_NAME]
