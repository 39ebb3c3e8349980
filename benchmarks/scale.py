"""``python -m benchmarks.scale``: write docs/scale.md, 100,000 clips on 100 machines, worked out.

What goes in are `MEASURED`, which benchmarks/batch.py and the like found, and the costs by which
netreel itself plans; all else is sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from netreel.batch.plan import likely_bytes
from netreel.costs import usual_cost
from netreel.jobs import RenderJob
from netreel.machine import memory_of
from scenes.catalogue import CLIPS

__all__ = ["Farm", "page"]

TEMPLATE = Path(__file__).with_name("scale.template.md")
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "scale.md"


@dataclass(frozen=True)
class Measured:
    """What was measured on two cores of a shared virtual machine, in CPU seconds and bytes.

    Attributes
    ----------
    here, there
        A clip beside its drawing: on one machine; on a Dask cluster, workers' heartbeats included.
    scheduler, scheduler_memory
        A task in Dask's scheduler and client together.
    order, record
        What travels to a worker, and what the store knows of a clip.
    picture
        Reading and preparing a picture of a digit, to see that it can be.
    request
        A small request to a store of objects, on the clock, at the usual distance.
    """

    here: float = 0.011
    there: float = 0.089
    scheduler: float = 0.0019
    scheduler_memory: int = 20_000
    order: int = 432
    record: int = 2_000
    picture: float = 0.026
    request: float = 0.02


@dataclass(frozen=True)
class Farm:
    """What is to be made, and on what: the machines are of a usual kind, and none is ours alone."""

    clips: int = 100_000
    machines: int = 100
    cores: int = 4
    memory: int = 16_000_000_000
    line: float = 125e6
    requests: int = 3_500
    """Bytes a second of the line of a machine; puts a second that S3 takes under one prefix."""


MEASURED = Measured()
REQUESTS_A_CLIP = 8
"""Is it there, the input, three files and the record put, the record and its film fetched."""
AT_ONCE = 8
"""Requests that one netreel has under way."""


@dataclass(frozen=True)
class Sums:
    """What comes of it, on the clock in seconds unless said."""

    cpu: float
    wall: float
    longest: float
    size: float
    a_second: float
    memory: float
    scheduler: float
    scheduler_memory: float
    checking: float
    requests: float
    fetching: float


def worked_out(farm: Farm, quality: str) -> Sums:
    """Return the sums for clips of the lesson, all as often, in a quality."""
    jobs = [RenderJob.model_validate({"clip": c.clip, "quality": quality}) for c in CLIPS]
    costs = [usual_cost(job) for job in jobs]
    cpu = farm.clips * (mean(costs) + MEASURED.there)
    longest = max(costs)
    wall = cpu / (farm.machines * farm.cores) + longest
    size = farm.clips * mean(likely_bytes(job) for job in jobs)
    return Sums(
        cpu=cpu,
        wall=wall,
        longest=longest,
        size=size,
        a_second=farm.clips / wall,
        memory=farm.cores * max(memory_of(job) for job in jobs),
        scheduler=farm.clips * MEASURED.scheduler / wall,
        scheduler_memory=farm.clips * MEASURED.scheduler_memory,
        checking=farm.clips * MEASURED.picture,
        requests=farm.clips * REQUESTS_A_CLIP / wall,
        fetching=max(size / farm.line, 2 * farm.clips * MEASURED.request / AT_ONCE),
    )


def hours(seconds: float) -> str:
    """Write a time as one would say it."""
    if seconds >= 3600:
        return f"{seconds / 3600:,.1f} h"
    return f"{seconds / 60:,.0f} min" if seconds >= 120 else f"{seconds:.0f} s"


def row(name: str, cells: list[str], limit: str = "") -> str:
    return f"| {name} | {' | '.join(cells)} | {limit} |"


def page(farm: Farm | None = None) -> str:
    """Return the page, as Markdown."""
    farm = farm or Farm()
    m, h = worked_out(farm, "m"), worked_out(farm, "h")
    both = (m, h)
    table = [
        row("", ["720p30", "1080p60"], "what there is"),
        "|---|---|---|---|",
        row("CPU time", [hours(s.cpu) for s in both]),
        row("on the clock", [hours(s.wall) for s in both]),
        row("the longest clip, on one core", [hours(s.longest) for s in both]),
        row("films", [f"{s.size / 1e9:,.0f} GB" for s in both]),
        row("memory of a machine's clips", [f"{s.memory / 1e9:.1f} GB" for s in both],
            f"{farm.memory / 1e9:.0f} GB"),
        row("clips a second", [f"{s.a_second:.1f}" for s in both]),
        row("Dask's scheduler and client: share of a core", [f"{s.scheduler:.2%}" for s in both],
            "100%"),
        row("the same: memory", [f"{s.scheduler_memory / 1e9:.1f} GB" for s in both], "16 GB"),
        row("requests a second to the store", [f"{s.requests:.0f}" for s in both],
            f"{farm.requests:,}"),
        row("checking all pictures, in one process", [hours(s.checking) for s in both]),
        row("fetching all films to one machine", [hours(s.fetching) for s in both]),
    ]  # fmt: skip
    return TEMPLATE.read_text(encoding="utf-8").format(
        farm=farm,
        line=round(farm.line / 1e6),
        measured=MEASURED,
        here=1000 * MEASURED.here,
        there=1000 * MEASURED.there,
        scheduler=1000 * MEASURED.scheduler,
        picture=1000 * MEASURED.picture,
        table="\n".join(table),
        part=hours(m.checking / farm.machines),
        checking=hours(m.checking),
        fetching=hours(m.fetching),
        fetching_h=hours(h.fetching),
        serial=hours(3 * farm.clips * MEASURED.request),
        side=hours(3 * farm.clips * MEASURED.request / AT_ONCE),
        machines_max=round(farm.requests / m.requests * farm.machines, -2),
    )


if __name__ == "__main__":
    DOCUMENT.write_text(page(), encoding="utf-8")
