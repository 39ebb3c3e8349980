"""What a batch would take, said before anything is made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from netreel.costs import Costs, frames_of, megapixels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netreel.batch.batch import Batch
    from netreel.jobs import RenderJob
    from netreel.store import Store

__all__ = ["likely_bytes", "plan_as_data", "plan_lines"]

_FRAME, _PIXELS = 1700.0, 400.0
"""Bytes of a frame of a film, and more for each megapixel: as six clips had, in l and in m."""
_MOST_NAMED = 20


def likely_bytes(job: RenderJob) -> int:
    """Return roughly how large a film will be: still pictures cost nearly nothing."""
    return round(frames_of(job) * (_FRAME + _PIXELS * megapixels(job)))


def plan_as_data(batch: Batch, store: Store, workers: int) -> dict[str, Any]:
    """Return what would be done; nothing is made or copied."""
    costs = Costs.read()
    to_do: Counter[str] = Counter()
    kept = size = seconds = 0.0
    longest, seen = 0.0, set()
    for rendering in batch.renderings:
        found = None if rendering.key in seen else store.find(rendering.key)
        if found is not None or rendering.key in seen:
            kept += 1
            size += sum(found.sizes.values()) if found else likely_bytes(rendering.job)
            continue
        seen.add(rendering.key)
        cost = costs.expected(rendering.job)
        seconds, longest = seconds + cost, max(longest, cost)
        size += likely_bytes(rendering.job)
        to_do[rendering.job.clip] += 1
    return {
        "jobs": len(batch.renderings),
        "kept": round(kept),
        "to_render": sum(to_do.values()),
        "clips": dict(to_do.most_common()),
        "cpu_hours": seconds / 3600,
        "hours": max(seconds / workers, longest) / 3600,
        "workers": workers,
        "bytes": round(size),
        "out": str(batch.out),
        "store": store.address,
    }


def plan_lines(plan: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each clip, and one for the whole."""
    for clip, count in [*plan["clips"].items()][:_MOST_NAMED]:
        yield f"  {clip:<24}{count:>8,} to render"
    if (more := len(plan["clips"]) - _MOST_NAMED) > 0:
        yield f"  and {more} more clips"
    yield (
        f"{plan['jobs']:,} jobs: {plan['kept']:,} kept, {plan['to_render']:,} to render in about "
        f"{in_hours(plan['cpu_hours'])} of CPU time, {in_hours(plan['hours'])} with "
        f"{plan['workers']} at a time; about {in_bytes(plan['bytes'])} in {plan['out']}"
    )


def in_hours(hours: float) -> str:
    """Write a time as one would say it."""
    if hours >= 1:
        return f"{hours:,.1f} h"
    return f"{hours * 60:.0f} min" if hours >= 1 / 30 else f"{hours * 3600:.0f} s"


def in_bytes(size: float) -> str:
    """Write a size as one would say it."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"
