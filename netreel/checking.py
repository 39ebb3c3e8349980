"""Clips checked in worker processes, and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netreel.asking import check_inputs
from netreel.check import RULES, Finding, Truth, Verdict
from netreel.errors import JobError, MistakeError
from netreel.progress import showing_progress
from netreel.runner import Workers
from netreel.scratch import scratch
from netreel.tasks import Task
from scenes.catalogue import find

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netreel.jobs import RenderJob

__all__ = ["as_data", "check_all", "in_all", "lines"]


def check_all(jobs: Mapping[str, RenderJob], workers: int, *, quick: bool) -> dict[str, Verdict]:
    """Return what came of the check of each clip, by the name given, in the order asked for.

    Raises
    ------
    MistakeError, NetcoreError, ScenesError
        The digit or the network cannot be read, or does not suit a clip.
    JobError
        A clip did not run to its end.
    """
    for job in jobs.values():
        check_inputs(job)
    made: dict[str, Verdict] = {}
    with showing_progress({"clips": len(jobs)}) as tell, Workers(workers) as pool:

        def check(name: str) -> None:
            made[name] = check_one(jobs[name], pool, quick=quick)
            tell("clips", len(made))

        pool.each(check, sorted(jobs, key=lambda name: -find(jobs[name].clip).seconds))
    return {name: made[name] for name in jobs}


def check_one(job: RenderJob, pool: Workers, *, quick: bool) -> Verdict:
    """Check a clip in a process of its own."""
    with scratch() as folder:
        outcome = pool.run(Task(kind="check", job=job, folder=folder, quick=quick))
    if outcome.failure is not None or outcome.verdict is None:
        failure = outcome.failure
        message = job.as_given(failure.message) if failure else "nothing came of its check"
        kind = MistakeError if failure and failure.mistake else JobError
        raise kind(f"{job.clip}: {message}")
    return outcome.verdict


def lines(clip: str, verdict: Verdict) -> Iterator[str]:
    """Yield what is to be read of a verdict: a line a finding, and one for the whole."""
    yield from map(str, verdict.findings)
    count, truth = len(verdict.findings), verdict.truth
    found = "clean" if not count else f"{count} finding{'s'[: count - 1]}"
    yield f"{clip}: {verdict.seconds:.1f} s, {found}{in_words(truth) if truth else ''}"


def in_words(truth: Truth) -> str:
    """Say how many numbers were compared, and what came of it."""
    off = f"off by {truth.largest:.2g} at most" if truth.largest else "all true to their rounding"
    return f"; {truth.numbers:,} numbers compared, {off}"


def in_all(verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    """Yield what is to be read of several clips together: nothing, if it is only one."""
    truths = [verdict.truth for verdict in verdicts.values() if verdict.truth is not None]
    if len(truths) > 1:
        numbers = sum(truth.numbers for truth in truths)
        whole = Truth(numbers, max(truth.largest for truth in truths))
        yield f"{len(truths)} clips{in_words(whole)}"


def as_data(clip: str, verdict: Verdict) -> dict[str, Any]:
    """Return a verdict for scripts."""
    return {
        "clip": clip,
        "seconds": verdict.seconds,
        "numbers": verdict.truth and vars(verdict.truth),
        "findings": [finding_as_data(finding) for finding in verdict.findings],
    }


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """Return a finding with the reason of its rule, and where the limit is from."""
    rule = RULES[finding.rule]
    return vars(finding) | {"why": rule.why, "source": rule.source}
