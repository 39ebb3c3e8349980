"""What clips there are, and what each can be told."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from netreel.parameters import resolved
from scenes.catalogue import CLIPS, Chapter, Entry, chapters, find
from scenes.engine.settings import QUALITIES, pixel_size
from scenes.look.theme import THEMES
from scenes.params import ClipParams

__all__ = ["catalogue", "clip_data"]

GROUPS = {
    "What goes in": ("digit", "sample", "image", "as_is", "inputs"),
    "Look": ("theme", "aspect", "captions"),
}
"""Of the parameters that all clips share; the others say how a network is read."""


def catalogue() -> dict[str, Any]:
    """Return the clips in the order of the lesson, and the themes."""
    numbers = {chapter.name: (number, chapter) for number, chapter, _ in chapters()}
    return {
        "clips": [entry_data(entry, *numbers[entry.chapter]) for entry in CLIPS],
        "themes": {name: asdict(theme) | {"level": theme.level} for name, theme in THEMES.items()},
    }


def entry_data(entry: Entry, number: int, chapter: Chapter) -> dict[str, Any]:
    """Return what a gallery tells of a clip."""
    return {
        "clip": entry.clip,
        "chapter": entry.chapter,
        "chapter_number": number,
        "chapter_title": chapter.title,
        "chapter_question": chapter.question,
        "figure": entry.figure,
        "seconds": entry.seconds,
        "summary": entry.summary,
        "headline": entry.headline,
        "needs": entry.needs,
        "after": entry.after,
    }


def clip_data(clip: str) -> dict[str, Any]:
    """Return a clip's parameters: their JSON schema, each with its kind and group."""
    entry = find(clip)
    model = entry.params_model()
    schema = model.model_json_schema()
    for name, field in schema["properties"].items():
        field["x-kind"] = kind_of(field, schema)
        field["x-group"] = group_of(name)
    return {
        "clip": entry.clip,
        "summary": entry.summary,
        "chapter": entry.chapter,
        "schema": schema,
        "defaults": model().model_dump(mode="json"),
        "qualities": {
            name: {"size": pixel_size("16:9", short), "fps": fps}
            for name, (short, fps) in QUALITIES.items()
        },
    }


def kind_of(field: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return which control a parameter wants."""
    kinds = [kind for kind in resolved(field, schema) if kind.get("type") != "null"]
    kind = kinds[0] if kinds else {}
    if kind.get("format") in {"path", "file-path"}:
        return "file"
    if "enum" in kind or "const" in kind:
        return "choice"
    plain = {"boolean": "switch", "integer": "number", "number": "number", "array": "list"}
    return plain.get(kind.get("type", ""), "text")


def group_of(name: str) -> str:
    """Return under which heading a parameter stands."""
    if name not in ClipParams.model_fields:
        return "This clip"
    return next((title for title, names in GROUPS.items() if name in names), "Network")
