"""What lies beside a film: captions, its chapters, a transcript, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netreel.captions import subrip, webvtt
from netreel.film.pictures import FilmPictures
from netreel.film.texts import chapter_list, transcript

if TYPE_CHECKING:
    from pathlib import Path

    from netreel.film.plan import Film
    from netreel.tasks import Outline

__all__ = ["write_beside"]


def write_beside(
    film: Film, made: Path, outline: Outline, stem: str, *, captions: bool
) -> list[str]:
    """Write ``film<ending>`` into a folder for each ending; return the endings.

    Parameters
    ----------
    film, outline
        The film, its clips rendered, and what it is made of in time.
    made
        The folder.
    stem
        What its files will be called there, where the user wants them.
    captions
        Whether there are files of captions.
    """
    texts = {"-chapters.txt": chapter_list(film), "-transcript.md": transcript(film, stem)}
    if captions:
        texts |= {".srt": subrip(outline), ".vtt": webvtt(outline)}
    for end, text in texts.items():
        (made / f"film{end}").write_text(text, encoding="utf-8")
    scratch = made.with_name("small")
    scratch.mkdir()
    return [*texts, *FilmPictures(film, made, scratch).draw()]
