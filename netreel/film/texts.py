"""Texts of a film: a list of its chapters, and all that it says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from netreel.film.telling import clock
from netreel.lesson import plain, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netreel.film.plan import Film, Part

__all__ = ["TITLE", "chapter_list", "transcript"]

TITLE = "What a neural network does with a digit"


def chapter_list(film: Film) -> str:
    """Return the times of chapters and clips, to be pasted under a video.

    A clip is on the second level, and the first one on its chapter's own line: places for videos
    want chapters of ten seconds and more.
    """
    lines = []
    for number, chapter, parts in film.chapters():
        first, *others = (part for part in parts if not part.is_card)
        lines.append(f"{begins(film, parts[0])} {number} · {chapter.title}: {first.title}")
        lines += [f"    {begins(film, part)} {part.title}" for part in others]
    return "\n".join(lines) + "\n"


def begins(film: Film, part: Part) -> str:
    """Return when a clip begins; the second that has begun, so that nothing is missed."""
    return clock(part.rendering.outline.seconds(film.start(part)))


def transcript(film: Film, stem: str) -> str:
    """Return all that a film says, as Markdown, with the picture that each clip ends on.

    Parameters
    ----------
    film
        Its clips are rendered.
    stem
        What the names of the pictures begin with.
    """
    return "\n".join([f"# {TITLE}\n", *_chapters(film, stem)])


def _chapters(film: Film, stem: str) -> Iterator[str]:
    for number, chapter, parts in film.chapters():
        yield f"## {number} · {plain(chapter.title)}\n\n*{plain(chapter.question)}*\n"
        for part in (part for part in parts if not part.is_card):
            picture = quote(f"{stem}-{part.rendering.job.clip}.webp")
            yield f"### {part.title} ({begins(film, part)})\n"
            yield f"![{part.title}, its last picture]({picture})\n"
            yield from told(part.rendering.outline)
