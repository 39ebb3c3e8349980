"""A colour scale reaches every number that is shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netreel.check.table import RULES
from scenes.facts.readings import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netreel.check.run import Run
    from scenes.facts.sources import Shown, Source

    Broken = Iterator[tuple[str, range, str, float]]

__all__ = ["ends_of_scales"]

_ENCODED = {
    "weight_limit": "weight",
    "contribution_limit": "contribution",
    "activation_scale": "activation",
}


def ends_of_scales(run: Run) -> Broken:
    """Yield the largest number beyond each end of a colour scale of its own kind."""
    for scale in run.clip.shown:
        if not _is_scale(scale):
            continue
        beside = [shown for shown in run.clip.shown if _is_of(shown.source, scale.source)]
        largest = max(beside, key=lambda shown: abs(shown.value), default=scale)
        share = abs(largest.value) / scale.value
        if share > RULES["scale"].limit + 1e-9:
            what = f"{largest.text} beside a scale that ends at {scale.text}"
            yield "scale", range(1), what, share


def _is_scale(shown: Shown) -> bool:
    return isinstance(shown.source, Reading) and shown.source.kind in _ENCODED and shown.value > 0


def _is_of(reading: Source, scale: Source) -> bool:
    if not isinstance(reading, Reading) or not isinstance(scale, Reading):
        return False
    whole_layer = scale.kind == "activation_scale"
    return (
        reading.kind == _ENCODED[scale.kind]
        and reading.layer == scale.layer
        and (whole_layer or reading.neuron == scale.neuron)
    )
