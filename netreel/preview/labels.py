"""What sets a film apart from others of its clip, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenes.engine.settings import QUALITIES
from scenes.params import ClipParams

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["label_of"]


def label_of(quality: str, kind: str, params: Mapping[str, Any]) -> str:
    """Return the label: height, format, shape and colours."""
    names = ("aspect", "theme")
    shape, colours = (params.get(name, ClipParams.model_fields[name].default) for name in names)
    height = next((short for name, (short, _) in QUALITIES.items() if name == quality), quality)
    return f"{height}p {kind} · {shape} · {colours}"
