"""All rules together: a clip goes in, findings come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netreel.check import captions, letters, motion, places, scales, stays, truth
from netreel.check.findings import Finding, Verdict
from netreel.check.run import RATE, Run
from netreel.check.screen import Moment
from netreel.check.speed import Speed
from netreel.check.table import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from scenes.clip import Clip
    from scenes.params import ClipParams

    OfMoment = Callable[[Moment], Iterator[tuple[str, str, float]]]
    OfRun = Callable[[Run], Iterator[tuple[str, int, str, float]]]

__all__ = ["Inspection", "inspect"]

AT_REST: tuple[OfMoment, ...] = (
    captions.still_there,
    letters.sizes,
    letters.contrast_of_text,
    letters.contrast_of_marks,
    letters.contrast_of_lines,
    places.inside_the_picture,
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
        In the order of time, each once: the first time that it is seen.
    """

    def __init__(
        self, kind: type[Clip], params: ClipParams, media: Path, *, draw: bool = True
    ) -> None:
        self.name = kind.__name__
        self._found: dict[tuple[str, str], Finding] = {}
        self._end_of_beat: dict[str, list[Finding]] = {}
        self._speed = Speed(RATE)
        self.run = Run(kind, params, self._look, media, draw=draw)
        self._finish()
        self.findings = sorted(self._found.values(), key=lambda finding: finding.frame)

    @property
    def verdict(self) -> Verdict:
        """What came of it, to be told."""
        seconds = self.run.frame_count / self.run.rate
        return Verdict(seconds, tuple(self.findings), truth.compared(self.run))

    def _look(self, moment: Moment, at_rest: bool) -> None:
        checks = AT_REST if at_rest else INSIDE
        self._add(self._of(moment, (*checks, self._speed.follow)))
        if at_rest:
            self._end_of_beat[moment.beat] = list(self._of(moment, AT_BEATS_END))
            self._last = list(self._of(moment, AT_THE_END))

    def _of(self, moment: Moment, checks: tuple[OfMoment, ...]) -> Iterator[Finding]:
        for check in checks:
            for rule, what, value in check(moment):
                yield self._finding(rule, moment.beat, moment.frame, what, value)

    def _finding(self, name: str, beat: str, frame: int, what: str, value: float) -> Finding:
        rule, seconds = RULES[name], frame / RATE
        return Finding(name, self.name, beat, frame, seconds, what, value, rule.limit, rule.wanted)

    def _finish(self) -> None:
        for findings in (*self._end_of_beat.values(), self._last):
            self._add(findings)
        for of_run in OF_RUN:
            self._add_of_run(of_run(self.run))
        if self.run.motion is not None:
            for check in OF_MOTION:
                self._add_of_run(check(self.run, self.run.motion))

    def _add_of_run(self, broken: Iterator[tuple[str, int, str, float]]) -> None:
        for rule, frame, what, value in broken:
            self._add([self._finding(rule, self.run.beat_at(frame), frame, what, value)])

    def _add(self, findings: Iterator[Finding] | list[Finding]) -> None:
        for finding in findings:
            self._found.setdefault((finding.rule, finding.what), finding)


def inspect(
    kind: type[Clip], params: ClipParams, media: Path, *, draw: bool = True
) -> list[Finding]:
    """Run a clip and return all that breaks a rule, in the order of time."""
    return Inspection(kind, params, media, draw=draw).findings
