"""Findings as intervals of time: what is seen from look to look is one finding."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netreel.check.findings import Finding

__all__ = ["Sightings"]

_MOMENT = 0.4
"""Seconds for which something may be in the wrong place on its way; a little longer, it is seen."""


@dataclass(frozen=True)
class _Sighting:
    """A finding so far, and whether it is wrong however short it is seen."""

    finding: Finding
    at_once: bool

    @property
    def counts(self) -> bool:
        return self.at_once or self.finding.until - self.finding.seconds > _MOMENT - 1e-6

    def and_then(self, other: _Sighting) -> _Sighting:
        return _Sighting(self.finding.and_then(other.finding), self.at_once or other.at_once)


class Sightings:
    """Puts together what the checks of a clip's moments find."""

    def __init__(self) -> None:
        self._gone: list[_Sighting] = []
        self._seen: dict[Callable[..., object], dict[tuple[str, str], _Sighting]] = defaultdict(
            dict
        )

    def look(
        self, check: Callable[..., object], findings: Iterable[Finding], *, at_once: bool = True
    ) -> None:
        """Take what a check finds when it looks again.

        Parameters
        ----------
        check
            What is found by the same check in looks that follow each other is one finding.
        findings
            Those of one moment.
        at_once
            Whether they count in any case; else only what is seen for longer than a moment does.
        """
        before, now = self._seen[check], dict[tuple[str, str], _Sighting]()
        for finding in findings:
            key, sighting = (finding.rule, finding.what), _Sighting(finding, at_once)
            earlier = now.get(key) or before.pop(key, None)
            now[key] = earlier.and_then(sighting) if earlier else sighting
        self._gone += before.values()
        self._seen[check] = now

    @property
    def findings(self) -> list[Finding]:
        """All that counts, so far."""
        still_seen = [sighting for now in self._seen.values() for sighting in now.values()]
        return [sighting.finding for sighting in (*self._gone, *still_seen) if sighting.counts]
