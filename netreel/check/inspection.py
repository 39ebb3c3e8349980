"""All rules together: a clip goes in, findings come out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from netreel.check import captions, letters, motion, places, scales, stays, truth
from netreel.check.findings import Finding, Verdict
from netreel.check.run import RATE, Run
from netreel.check.screen import Moment
from netreel.check.sightings import Sightings
from netreel.check.speed import Speed
from netreel.check.table import RULES
from netreel.check.under_way import UnderWay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from scenes.clip import Clip
    from scenes.params import ClipParams

    OfMoment = Callable[[Moment], Iterator[tuple[str, str, float]]]
    OfRun = Callable[[Run], Iterator[tuple[str, range, str, float]]]

__all__ = ["Inspection", "inspect"]

AT_REST: tuple[OfMoment, ...] = (
    captions.still_there,
    letters.sizes,
    letters.contrast_of_text,
    letters.contrast_of_marks,
    letters.contrast_of_lines,
    places.inside_the_frame,
    places.inside_the_margins,
    places.texts_over_texts,
    places.texts_over_pictures,
)
INSIDE: tuple[OfMoment, ...] = (places.crossing_texts,)
AT_BEATS_END: tuple[OfMoment, ...] = (places.fill, stays.half_faded, stays.twins)
AT_THE_END: tuple[OfMoment, ...] = (stays.helpers,)
OF_RUN: tuple[OfRun, ...] = (
    captions.pace,
    captions.gaps,
    captions.layout,
    captions.numbers_on_screen,
    scales.ends_of_scales,
    truth.numbers_shown,
)

OF_MOTION = (
    motion.rhythm,
    motion.rests_after_formulas,
    motion.pops,
    motion.flashes,
    motion.stripes,
)


class Inspection:
    """One run of a clip, and what it breaks; the parameters are those of `Run`.

    Attributes
    ----------
    run
        The run.
    findings
        In the order of time: what is seen without a break is one.
    """

    def __init__(
        self, kind: type[Clip], params: ClipParams, media: Path, *, draw: bool = True
    ) -> None:
        self.name = kind.__name__
        self._sightings = Sightings()
        self._ends_of_beats: dict[str, dict[OfMoment, list[Finding]]] = {}
        self._end: dict[OfMoment, list[Finding]] = {}
        self._speed, self._under_way = Speed(RATE), UnderWay()
        self.run = Run(kind, params, self._look, media, draw=draw)
        for found in (*self._ends_of_beats.values(), self._end):
            for check, findings in found.items():
                self._sightings.look(check, findings)
        every = dict.fromkeys((*self._sightings.findings, *self._of_run()))
        self.findings = sorted(every, key=lambda finding: finding.frame)

    @property
    def verdict(self) -> Verdict:
        """What came of it, to be told."""
        seconds = self.run.frame_count / self.run.rate
        return Verdict(seconds, tuple(self.findings), truth.compared(self.run))

    def _look(self, moment: Moment, at_rest: bool) -> None:
        see, under_way = self._sightings.look, self._under_way
        for check in (*(AT_REST if at_rest else INSIDE), self._speed.follow):
            see(check, self._by(check, moment))
        if at_rest:
            for check in INSIDE:
                see(check, ())
            self._ends_of_beats[moment.beat] = self._of(moment, AT_BEATS_END)
            self._end = self._of(moment, AT_THE_END)
        else:
            see(places.texts_over_pictures, self._by(under_way.texts_over_pictures, moment))
            outside = self._by(under_way.inside_the_frame, moment)
            see(places.inside_the_frame, outside, at_once=False)
        under_way.remember(moment)

    def _of(self, moment: Moment, checks: Iterable[OfMoment]) -> dict[OfMoment, list[Finding]]:
        return {check: self._by(check, moment) for check in checks}

    def _by(self, check: OfMoment, moment: Moment) -> list[Finding]:
        at = range(moment.frame, moment.frame + 1)
        return [
            self._finding(rule, moment.beat, at, what, value) for rule, what, value in check(moment)
        ]

    def _of_run(self) -> Iterator[Finding]:
        broken = [check(self.run) for check in OF_RUN]
        if self.run.motion is not None:
            broken += [check(self.run, self.run.motion) for check in OF_MOTION]
        for rule, frames, what, value in chain(*broken):
            yield self._finding(rule, self.run.beat_at(frames.start), frames, what, value)

    def _finding(self, name: str, beat: str, frames: range, what: str, value: float) -> Finding:
        return Finding.of(RULES[name], self.name, beat, frames, RATE, what, value)


def inspect(
    kind: type[Clip], params: ClipParams, media: Path, *, draw: bool = True
) -> list[Finding]:
    """Run a clip and return all that breaks a rule, in the order of time."""
    return Inspection(kind, params, media, draw=draw).findings
