"""What a film would be made of, said before anything is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netreel.film.plan import Film
    from netreel.rendering import Rendering
    from netreel.store import Store

__all__ = ["clock", "plan_as_data", "plan_lines"]

_WIDTH = 24
"""Columns of a clip's name."""


def clock(seconds: float) -> str:
    """Write a time as players do: 4:05, 1:02:03."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def looked_up(film: Film, store: Store) -> None:
    """Find what is kept of a film's clips; nothing is made or copied."""
    for rendering in film.renderings:
        if kept := store.find(rendering.key):
            rendering.kept, rendering.outline = True, kept.outline


def seconds_of(rendering: Rendering, rate: int) -> float:
    """Return a clip's length: its own if it is kept, else what the catalogue says."""
    return rendering.outline.duration if rendering.kept else rendering.likely_frames / rate


def plan_lines(film: Film, store: Store) -> Iterator[str]:
    """Yield a line for each chapter and clip, what is left out, and the total."""
    looked_up(film, store)
    total = missing = 0.0
    for number, chapter, parts in film.chapters():
        yield f"{number} · {chapter.title}: {chapter.question}"
        for rendering in (part.rendering for part in parts):
            seconds = seconds_of(rendering, film.frame_rate)
            total, missing = total + seconds, missing + seconds * (not rendering.kept)
            state = "kept" if rendering.kept else "to render"
            yield f"  {rendering.name:<{_WIDTH}}{clock(round(seconds)):>7}  {state}"
    for clip, why in film.left_out.items():
        yield f"left out: {clip}, which {why}"
    kept = sum(part.rendering.kept for part in film.clips)
    yield (
        f"{len(film.clips)} clips, {clock(round(total))} in all; {kept} kept, "
        f"{clock(round(missing))} to render"
    )


def plan_as_data(film: Film, store: Store) -> dict[str, Any]:
    """Return the same for scripts."""
    looked_up(film, store)
    rate = film.frame_rate
    return {
        "chapters": [
            {
                "number": number,
                "title": chapter.title,
                "question": chapter.question,
                "clips": [
                    {
                        "clip": part.rendering.name,
                        "seconds": seconds_of(part.rendering, rate),
                        "kept": part.rendering.kept,
                    }
                    for part in parts
                ],
            }
            for number, chapter, parts in film.chapters()
        ],
        "left_out": film.left_out,
        "seconds": sum(seconds_of(rendering, rate) for rendering in film.renderings),
    }
