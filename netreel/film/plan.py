"""Which clips a film is made of, chapter by chapter, and how long each is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING

from netreel.asking import make_job, make_params
from netreel.errors import MistakeError
from netreel.jobs import params_of, rate_of
from netreel.options import Wishes
from netreel.rendering import Rendering
from netreel.tasks import Outline
from scenes import catalogue
from scenes.facts.timeline import Beat
from scenes.params import ClipParams

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from netreel.inputs import Inputs
    from netreel.jobs import Encoding, RenderJob
    from scenes.catalogue import Chapter, Entry
    from scenes.engine.settings import Quality

CARD = "ChapterCard"
_WORD = re.compile("ReLU|[A-Z][a-z]*")

__all__ = ["Film", "Making", "Part", "plan_film", "title_of", "with_fades"]


@dataclass(frozen=True)
class Making:
    """How all clips of a film are made: their size, their rate, their encoder."""

    quality: Quality
    fps: int | None
    encoding: Encoding


@dataclass(frozen=True)
class Part:
    """One clip of a film, and the chapter that it is in, by number and as the catalogue has it."""

    number: int
    chapter: Chapter
    rendering: Rendering

    @property
    def is_card(self) -> bool:
        """Whether it only says what chapter begins."""
        return self.rendering.job.clip == CARD

    @property
    def title(self) -> str:
        """What viewers call it."""
        return title_of(self.rendering.job.clip)


@dataclass(frozen=True)
class Film:
    """The clips of a film in their order, and those that are left out, each with the reason.

    What is said of time is so once the clips are rendered: each has its outline then.
    """

    parts: tuple[Part, ...]
    left_out: dict[str, str]

    @property
    def renderings(self) -> list[Rendering]:
        """What is to be made of the clips."""
        return [part.rendering for part in self.parts]

    @property
    def job(self) -> RenderJob:
        """The job of its first clip, whose input, network and look are those of all."""
        return self.clips[0].rendering.job

    @property
    def clips(self) -> list[Part]:
        """Its parts without cards."""
        return [part for part in self.parts if not part.is_card]

    @property
    def burned(self) -> bool:
        """Whether captions are in the picture."""
        return params_of(self.job).captions

    @property
    def frame_rate(self) -> int:
        """Frames a second of all clips."""
        return rate_of(self.job)

    def chapters(self) -> Iterator[tuple[int, Chapter, list[Part]]]:
        """Yield number, title and parts of each chapter; a card is the first of them."""
        for _, group in groupby(self.parts, key=lambda part: part.number):
            parts = list(group)
            yield parts[0].number, parts[0].chapter, parts

    @cached_property
    def starts(self) -> dict[str, int]:
        """The frame with which each part begins, by the name of its rendering."""
        lengths = [rendering.outline.frame_count for rendering in self.renderings]
        starts = accumulate(lengths[:-1], initial=0)
        return dict(zip((rendering.name for rendering in self.renderings), starts, strict=True))

    def start(self, part: Part) -> int:
        """Return the frame with which a part begins."""
        return self.starts[part.rendering.name]

    def outline(self) -> Outline:
        """Return what the film is made of in time: its beats are the chapters of the lesson."""
        outlines = [part.rendering.outline.from_frame(self.start(part)) for part in self.parts]
        frames = sum(outline.frame_count for outline in outlines)
        groups = list(self.chapters())
        starts = [*(self.start(parts[0]) for _, _, parts in groups), frames]
        return Outline(
            beats=tuple(
                Beat(chapter.name, f"{number} · {chapter.title}", start, end - start)
                for (number, chapter, _), start, end in zip(
                    groups, starts[:-1], starts[1:], strict=True
                )
            ),
            captions=tuple(caption for outline in outlines for caption in outline.captions),
            frame_count=frames,
            fps=outlines[0].fps,
        )


def title_of(clip: str) -> str:
    """Return the name of a clip in words: "Weighted sum", "Sigmoid versus ReLU"."""
    first, *others = _WORD.findall(clip)
    return " ".join([first, *(word if word == "ReLU" else word.lower() for word in others)])


def plan_film(
    wishes: Wishes, wanted: Collection[int], making: Making, inputs: Inputs, folder: Path
) -> Film:
    """Return the film that the user described, with nothing rendered yet.

    Parameters
    ----------
    wishes
        What goes in and how it looks, the same for all clips.
    wanted
        Numbers of chapters; none stands for all.
    making
        How the clips are made.
    inputs
        Reads the files that the wishes name.
    folder
        For the clips.

    Raises
    ------
    MistakeError
        There is no such chapter, or nothing in it that the network suits.
    NetcoreError, ScenesError
        The network or its input cannot be read, or they do not suit each other.
    """
    params = make_params("the lesson", ClipParams, wishes)
    network = params.load_network()
    params.load_input(network)
    check_chapters(wanted)
    asked = [
        (number, entry)
        for number, _, entries in catalogue.chapters()
        for entry in entries
        if not wanted or number in wanted
    ]
    suitable = [(number, entry) for number, entry in asked if entry.suits(network)]
    if not suitable:
        first = asked[0][1]
        raise MistakeError(
            f"no clip of these chapters suits the network: {first.clip} {first.misfit(network)}; "
            "take other --chapters, or another --network"
        )
    clips = [make_part(number, entry, wishes, making, inputs, folder) for number, entry in suitable]
    return Film(
        parts=tuple(with_fades([*with_cards(clips, wishes, making, folder)])),
        left_out={e.clip: e.misfit(network) for _, e in asked if not e.suits(network)},
    )


def check_chapters(wanted: Collection[int]) -> None:
    """Raise a MistakeError if there are no clips of a chapter."""
    there = {number: chapter.title for number, chapter, _ in catalogue.chapters()}
    missing = [number for number in wanted if number not in there]
    if missing:
        titles = (f"{number} {title}" for number, title in there.items())
        raise MistakeError(f"there are no clips of chapter {missing[0]}: take {', '.join(titles)}")


def make_part(
    number: int, entry: Entry, wishes: Wishes, making: Making, inputs: Inputs, folder: Path
) -> Part:
    """Return a clip of a film, told what it is told where it does not stand alone.

    An image is the digit of all clips there, of one too that is about another picture.
    """
    besides, own = dict(entry.in_film), entry.params_model().own_picture
    if own != "image":
        besides |= {own: "none"}
    job = make_job(
        entry.clip,
        wishes.and_told(besides),
        quality=making.quality,
        fps=making.fps,
        encoding=making.encoding,
        inputs=inputs,
    )
    return Part(number, catalogue.CHAPTERS[number - 1], Rendering(job, folder))


def with_cards(
    clips: Iterable[Part], wishes: Wishes, making: Making, folder: Path
) -> Iterator[Part]:
    """Yield the clips of a film, a card before each chapter: the same for all digits."""
    look = {name: value for name, value in wishes.values.items() if name in {"theme", "aspect"}}
    for number, parts in groupby(clips, key=lambda part: part.number):
        job = make_job(
            CARD,
            Wishes(look, (f"chapter={number}",)),
            quality=making.quality,
            fps=making.fps,
            encoding=making.encoding,
        )
        rendering = Rendering(job, folder, name=f"{CARD} {number}")
        yield Part(number, catalogue.CHAPTERS[number - 1], rendering)
        yield from parts


def with_fades(parts: list[Part]) -> Iterator[Part]:
    """Yield the parts of a film: where one does not go on from the one before, both fade.

    Where it does, the caption goes before the picture that both have. A card comes out of the
    background by itself.
    """
    joined = [False, *(goes_on_from(before, part) for before, part in pairwise(parts)), False]
    for part, begun, ended in zip(parts, joined[:-1], joined[1:], strict=True):
        ends = {
            "fades_in": not begun and not part.is_card,
            "fades_out": not ended,
            "goes_on": ended,
        }
        job = part.rendering.job.model_copy(update=ends)
        yield replace(part, rendering=replace(part.rendering, job=job))


def goes_on_from(before: Part, part: Part) -> bool:
    """Tell whether a clip begins on the picture on which the part before it in a film ends."""
    return (
        not part.is_card
        and catalogue.find(part.rendering.job.clip).after == before.rendering.job.clip
    )
