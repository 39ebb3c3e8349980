"""A film is made: its clips rendered, joined and kept, and everything put where it belongs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netreel.delivery import deliver, is_stdout
from netreel.errors import JobError
from netreel.film.beside import write_beside
from netreel.film.texts import TITLE
from netreel.here import Here
from netreel.many import render_all
from netreel.media import join
from netreel.rendering import check_writable, raise_failures
from netreel.runner import Workers
from netreel.tasks import Outcome

if TYPE_CHECKING:
    from netreel.film.plan import Film
    from netreel.store import Store
    from netreel.tasks import Outline

__all__ = ["Made", "film_key", "make_film"]


@dataclass(frozen=True)
class Made:
    """A film that is there, and the files beside it.

    `kept` says that it was there before, `unkept` why it will not be the next time.
    """

    outline: Outline
    files: tuple[Path, ...]
    kept: bool = False
    unkept: str | None = None


def film_key(film: Film, stem: str, *, captions: bool) -> str:
    """Return the sha256 that changes whenever a clip does, or what lies beside the film.

    The files beside it name each other, by the stem of the film's own name.
    """
    record = {
        "clips": [rendering.key for rendering in film.renderings],
        "stem": stem,
        "captions": captions,
        "subtitles": captions and not film.burned,
    }
    return hashlib.sha256(json.dumps(record).encode()).hexdigest()


def make_film(film: Film, target: Path, workers: int, store: Store, *, captions: bool) -> Made:
    """Make what is missing of a film and put it where the user wants it.

    Clips that are finished are kept, whatever becomes of the others: a film that was interrupted
    goes on from there.

    Parameters
    ----------
    film
        Its clips.
    target
        The mp4 to write.
    workers
        Clips rendered side by side.
    store
        Where clips and films are kept.
    captions
        Whether there are files of captions beside it.

    Raises
    ------
    NetreelError, NetcoreError, ScenesError
        A clip failed, or the film cannot be written.
    """
    stem = "film" if is_stdout(target) else target.stem
    key = film_key(film, stem, captions=captions)
    if not is_stdout(target):
        check_writable(target.parent)
    if kept := store.find(key):
        with store.files(key, kept) as folder:
            return Made(kept.outline, put(folder, kept.files, target), kept=True)
    with Workers(workers) as pool:
        render_all(film.renderings, Here(pool), store)
    raise_failures(film.renderings)
    with store.workshop() as folder:
        made, outline = folder / "done", film.outline()
        made.mkdir()
        names = write_film(film, made, outline, stem, captions=captions)
        try:
            kept = store.keep(key, made, Outcome(files=names, outline=outline))
        except JobError as error:
            return Made(outline, put(made, names, target), unkept=str(error))
    store.tidy({key, *(rendering.key for rendering in film.renderings)})
    with store.files(key, kept) as folder:
        return Made(outline, put(folder, names, target))


def write_film(
    film: Film, made: Path, outline: Outline, stem: str, *, captions: bool
) -> dict[str, str]:
    """Write the film and what lies beside it; return their names, by what follows the stem.

    Captions that are not in the picture are a stream of the film as well.
    """
    sources = [rendering.target for rendering in film.renderings]
    switched = captions and not film.burned
    join(sources, made / "film.mp4", outline, title=TITLE, subtitles=switched)
    ends = write_beside(film, made, outline, stem, captions=captions)
    return {end: f"film{end}" for end in (".mp4", *ends)}


def put(folder: Path, names: dict[str, str], target: Path) -> tuple[Path, ...]:
    """Copy files to where the user wants them, the film last; standard output takes it alone."""
    if is_stdout(target):
        deliver(folder / names[".mp4"], target)
        return (target,)
    places = {end: target.with_name(target.stem + end) for end in names} | {".mp4": target}
    for end, name in names.items():
        if end != ".mp4":
            deliver(folder / name, places[end])
    deliver(folder / names[".mp4"], target)
    return (target, *(place for end, place in places.items() if end != ".mp4"))
