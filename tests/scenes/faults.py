"""All that can be wrong with a run of a clip: the rules of the look, its time line, its truth."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tests.scenes.oracle import untrue

if TYPE_CHECKING:
    from netreel.check.inspection import Inspection
    from netreel.check.run import Run

__all__ = ["faults"]


def faults(seen: Inspection) -> dict[str, list[str]]:
    """Return what is wrong, by rule."""
    found = defaultdict(list)
    for finding in seen.findings:
        found[finding.rule].append(str(finding))
    found["time-line"] += of_time_line(seen.run)
    found["truth"] += untrue(seen.run.clip)
    if not seen.run.clip.shown:
        found["truth"].append(f"{seen.name} shows no number of the network")
    return {rule: each for rule, each in found.items() if each}


def of_time_line(run: Run) -> list[str]:
    """Return what is wrong with the beats and captions as a record."""
    beats, captions = run.clip.beats, run.captions
    told = {
        "the beats do not make up the clip": sum(b.frames for b in beats) != run.frame_count,
        "two beats have one name": len({beat.name for beat in beats}) < len(beats),
        "the first caption is late": not captions or captions[0].start >= run.rate,
        "it is shorter than 12 or longer than 45 s": not 12 <= run.frame_count / run.rate <= 45,
    }
    return [text for text, wrong in told.items() if wrong]
