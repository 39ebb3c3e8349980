"""Which kind of file, and how it is encoded: what goes together, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netreel.errors import MistakeError
from netreel.jobs import Encoding, Format

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["chosen_encoding", "chosen_format"]


def chosen_format(wish: str | None, *, transparent: bool) -> Format:
    """Return the format asked for, or the usual one."""
    if wish == "mp4" and transparent:
        raise MistakeError("an mp4 cannot be transparent: take --format webm, mov, gif or png")
    kind: Format = wish or ("webm" if transparent else "mp4")  # type: ignore[assignment]
    return kind


def chosen_encoding(
    kind: Format, codec: str | None, settings: Mapping[str, str], *, draft: bool
) -> Encoding:
    """Return how films are to be encoded."""
    if kind in {"gif", "png"} and (draft or codec or settings):
        raise MistakeError(f"a {kind} has no encoder to set: leave the options of encoding out")
    if draft and (kind != "mp4" or codec):
        raise MistakeError("--draft is for mp4 with its usual codec: leave one of them out")
    return Encoding(preset="draft" if draft else "final", codec=codec, options=dict(settings))
