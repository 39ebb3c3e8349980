"""The rules of the look that clips do not keep yet: an entry that is no longer true fails."""

from __future__ import annotations

from collections import defaultdict

NOT_YET: defaultdict[str, set[str]] = defaultdict(set)
NOT_YET |= {
    "Preparation": {
        "stills",
        "time-line",
    },
}

NOT_YET_OF_SHAPES: dict[tuple[str, str], set[str]] = {}
