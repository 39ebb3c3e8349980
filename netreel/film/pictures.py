"""Pictures of a film: a poster, a contact sheet of each chapter, and how each clip ends."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from PIL import Image

from netreel.film.telling import clock
from netreel.jobs import params_of
from netreel.slides import slide
from netreel.storyboard import PICTURE_WIDTH, typeset
from scenes.catalogue import find
from scenes.engine.settings import pixel_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from netreel.film.plan import Film, Part
    from scenes.catalogue import Chapter
    from scenes.facts.timeline import Beat
    from scenes.look.stage import Aspect

    Picture = NDArray[np.uint8]

__all__ = ["FilmPictures", "frames_at"]

TEMPLATE = Path(__file__).with_name("contact.typ")
SHORT_SIDE = 360
"""Pixels of a clip's last picture in the transcript."""
SMALLER = 0.6
"""A picture on this sheet beside one on a clip's own."""


def frames_at(video: Path, numbers: Sequence[int], rate: Fraction) -> Iterator[Picture]:
    """Yield frames ``(height, width, 3)`` of a video, by their numbers.

    Each is looked for from the last key frame before it, not from the beginning.
    """
    with av.open(video) as film:
        stream = film.streams.video[0]
        stream.thread_type = "AUTO"
        for number in numbers:
            time = round(number / rate / (stream.time_base or 1))
            film.seek(time, stream=stream)
            found = (frame for frame in film.decode(stream) if (frame.pts or 0) >= time)
            yield np.asarray(next(found).to_ndarray(format="rgb24"), dtype=np.uint8)


class FilmPictures:
    """Draws the pictures of a film whose clips are rendered.

    Parameters
    ----------
    film
        Of what.
    made, scratch
        The folder for the pictures, and one for what they are made of.
    """

    def __init__(self, film: Film, made: Path, scratch: Path) -> None:
        self.film, self.made, self.scratch = film, made, scratch
        self._richest: tuple[bool, int] = (False, -1)

    def draw(self) -> list[str]:
        """Write ``film-poster.png``, ``film-contact-N.png``, ``film-CLIP.webp``.

        Returns what follows ``film`` in each name.
        """
        endings = ["-poster.png"]
        for number, chapter, parts in self.film.chapters():
            clips = [part for part in parts if not part.is_card]
            sheet = self._sheet(number, chapter, clips)
            endings += [f"-{part.rendering.job.clip}.webp" for part in clips]
            endings.append(f"-contact-{number}.png")
            typeset(TEMPLATE, sheet, self.scratch, self.made / f"film{endings[-1]}")
        return endings

    def _sheet(self, number: int, chapter: Chapter, clips: list[Part]) -> dict[str, Any]:
        """Return what stands on the sheet of a chapter, as the template wants it."""
        return {
            "title": f"{number} · {chapter.title}",
            "subtitle": chapter.question,
            "picture_width": self._width,
            "clips": [
                {"title": part.title, "time": self._time(part), "shots": list(self._shots(part))}
                for part in clips
            ],
        }

    def _shots(self, part: Part) -> Iterator[dict[str, str]]:
        """Draw each beat's last frame; yield what stands beside it."""
        outline = part.rendering.outline
        numbers = [beat.last for beat in outline.beats]
        pictures = frames_at(part.rendering.target, numbers, outline.fps)
        for beat, picture in zip(outline.beats, pictures, strict=True):
            name = f"{part.rendering.name}-{beat.start}.png"
            self._smaller(picture).save(self.scratch / name)
            said = outline.said_in(beat)
            yield {
                "file": name,
                "time": self._time(part, beat),
                "text": " ".join(caption.text for caption in said) or beat.title,
            }
        self._end(part, picture)

    def _time(self, part: Part, beat: Beat | None = None) -> str:
        start = self.film.start(part) + (beat.start if beat else 0)
        return clock(part.rendering.outline.seconds(start))

    def _end(self, part: Part, picture: Picture) -> None:
        """Keep how a clip ends, as the poster as well if there is more to see than on the others.

        Headline clips come first.
        """
        size = pixel_size(self._aspect, SHORT_SIDE)
        clip = part.rendering.job.clip
        encoded = slide(picture, size)
        (self.made / f"film-{clip}.webp").write_bytes(encoded)
        rank = (find(clip).headline, len(encoded))
        if rank > self._richest:
            self._richest = rank
            Image.fromarray(picture).save(self.made / "film-poster.png")

    def _smaller(self, picture: Picture) -> Image.Image:
        size = (self._width, round(picture.shape[0] * self._width / picture.shape[1]))
        return Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS)

    @cached_property
    def _width(self) -> int:
        """Of a picture on the sheet, pixels."""
        return round(PICTURE_WIDTH[self._aspect] * SMALLER)

    @cached_property
    def _aspect(self) -> Aspect:
        return params_of(self.film.job).aspect
