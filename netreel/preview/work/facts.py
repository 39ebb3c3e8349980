"""What is known of the picture on the screen: where its numbers were read, what breaks a rule."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from netreel.check import captions
from netreel.check.inspection import AT_REST, INSIDE
from netreel.check.screen import SEEN, Box, Moment, opacity
from netreel.check.table import RULES
from scenes.facts.program import numbers_in
from scenes.facts.telling import told
from scenes.facts.timeline import Caption
from scenes.look.text import Number, Words, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netreel.check.run import Run
    from netreel.check.screen import Text
    from scenes.clip import Clip

__all__ = ["Screen", "facts_of"]

Pixels = list[int]


@dataclass(frozen=True)
class Screen:
    """The frame in pixels, frames a second of the film, and the caption that is read by now."""

    width: int
    height: int
    fps: float
    caption: Caption | None = None

    def box(self, box: Box, clip: Clip) -> Pixels:
        """Return a box as left, top, width and height in pixels."""
        across, down = self.width / clip.stage.width, self.height / clip.stage.height
        left = (box.left + clip.stage.width / 2) * across
        top = (clip.stage.height / 2 - box.top) * down
        size = (box.right - box.left) * across, (box.top - box.bottom) * down
        return [round(number) for number in (left, top, *size)]


def facts_of(clip: Clip, screen: Screen, *, at_rest: bool) -> dict[str, Any]:
    """Return the numbers on the screen with their sources, and the findings of `netreel check`."""
    moment = Moment(clip, clip.frame_count, captions_on(clip))
    return {
        "numbers": [*numbers(moment, screen)],
        "findings": [*findings(moment, screen, at_rest=at_rest)],
    }


def captions_on(clip: Clip) -> list[Words]:
    """Return the captions that can be seen: one, or while they change the one before as well."""
    place = clip.stage.caption
    area = Box(
        place.x - place.width / 2,
        place.y - place.height / 2,
        place.x + place.width / 2,
        place.y + place.height / 2,
    )
    words = [part for root in clip.mobjects for part in root.get_family()]
    return [
        part for part in words if isinstance(part, Words) and area.holds(*part.get_center()[:2])
    ]


# -- numbers --------------------------------------------------------------------------


def numbers(moment: Moment, screen: Screen) -> Iterator[dict[str, Any]]:
    """Yield each number on the screen whose source is known."""
    for text in moment.texts:
        source = source_of(text, moment.clip)
        if source:
            box = screen.box(text.box, moment.clip)
            yield {"text": text.written, "source": source, "box": box}


def source_of(text: Text, clip: Clip) -> str:
    """Return where the number of a text was read, "" where that is not known.

    A number that is being counted up is none that was read, until it has arrived.
    """
    number = text.mobject
    if isinstance(number, Number) and number.source is not None:
        arrived = number_text(number.source.of(clip.trace), number.decimals)
        return told(number.source, clip.trace) if arrived == number.text.lstrip("+") else ""
    places = [
        places_of(written, clip) for written in dict.fromkeys(numbers_in(text.written)) if written
    ]
    return "; ".join(one for place in places if len(place) == 1 for one in place)


def places_of(written: str, clip: Clip) -> list[str]:
    """Return all places where the clip has read what is written so."""
    return [*{told(one.source, clip.trace) for one in clip.shown if one.text == written}]


# -- findings -------------------------------------------------------------------------


def findings(moment: Moment, screen: Screen, *, at_rest: bool) -> Iterator[dict[str, Any]]:
    """Yield what breaks a rule of the look at this moment, or of captions in the one on it."""
    for check in (*AT_REST, *([] if at_rest else INSIDE)):
        for rule, what, amount in check(moment):
            yield finding(rule, what, amount, boxes_of(what, moment, screen))
    if screen.caption is None:
        return
    words = {caption.text: caption for caption in captions_on(moment.clip)}
    run = SimpleNamespace(
        captions=[screen.caption], rate=screen.fps, captions_set=words, clip=moment.clip
    )
    for of_captions in (captions.pace, captions.layout):
        for rule, _, what, amount in of_captions(cast("Run", run)):
            where = [
                screen.box(text.box, moment.clip)
                for text in moment.every_text
                if text.written == screen.caption.text
            ]
            yield finding(rule, what, amount, where)


def finding(name: str, what: str, amount: float, boxes: list[Pixels]) -> dict[str, Any]:
    """Return a finding as a page wants it; without a box it is of the whole frame."""
    rule = RULES[name]
    return {
        "rule": name,
        "what": what,
        "limit": rule.limit,
        "amount": round(amount, 3),
        "wanted": rule.wanted,
        "why": rule.why,
        "box": boxes[0] if boxes else None,
        "boxes": boxes,
    }


def boxes_of(what: str, moment: Moment, screen: Screen) -> list[Pixels]:
    """Return the boxes of what a finding names: its texts, or else all of its kind."""
    named = [text.box for text in moment.every_text if text.written and str(text) in what]
    if not named:
        named = [
            box
            for part, box in moment.boxes.items()
            if type(part).__name__ in what.split() and opacity(part) > SEEN
        ]
    return [screen.box(box, moment.clip) for box in named]
