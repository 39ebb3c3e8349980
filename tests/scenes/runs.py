"""The table of runs: four a clip, so that over the catalogue each pair of circumstances occurs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal, get_args

from scenes.catalogue import CLIPS
from scenes.look.stage import Aspect
from scenes.look.theme import ThemeName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Fact = tuple[str, str | int]
    Pair = tuple[Fact, Fact]

__all__ = ["IMAGES_ONLY", "NUMBERS_ONLY", "RUNS_A_CLIP", "Circumstances", "pairs", "runs"]

NetworkName = Literal["lesson", "other", "iris"]

RUNS_A_CLIP = 4
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
THEMES: tuple[ThemeName, ...] = get_args(ThemeName)
NETWORKS: tuple[NetworkName, ...] = get_args(NetworkName)

IMAGES_ONLY = frozenset(entry.clip for entry in CLIPS if entry.needs == "image")
NUMBERS_ONLY = frozenset(entry.clip for entry in CLIPS if entry.needs == "numbers")
"""Clips that refuse a network whose input is no image, or is one; a test holds them to that."""


@dataclass(frozen=True)
class Circumstances:
    """In which shape and colours a clip is run, and with which digit and network."""

    aspect: Aspect = "16:9"
    theme: ThemeName = "dark"
    digit: int = 3
    network: NetworkName = "lesson"

    def pairs(self) -> Iterator[Pair]:
        """Yield each two of them, and the digit by itself; plain numbers are none."""
        facts: list[Fact] = [
            ("aspect", self.aspect),
            ("theme", self.theme),
            ("network", self.network),
        ]
        if self.network != "iris":
            facts.append(("digit", self.digit))
            yield facts[-1], facts[-1]
        yield from combinations(facts, 2)

    def __str__(self) -> str:
        """Write them in one line."""
        return f"{self.aspect}, {self.theme}, {self.network}, digit {self.digit}"


_AGAIN = 0.3
"""What it costs that a clip meets an aspect or a network once more, beside 1 for a new pair."""
_PLAIN = 0.8
"""Between 0, where plain numbers (they are no digit) never come first, and 1, where they do."""

EVERY = [Circumstances(*those) for those in product(ASPECTS, THEMES, range(10), NETWORKS)]


def runs(clips: Iterable[str]) -> dict[str, list[Circumstances]]:
    """Return the runs of each clip: the usual one, then what has occurred least so far."""
    seen: Counter[Pair] = Counter()
    table = {}
    for clip in clips:
        table[clip] = [Circumstances(network="iris" if clip in NUMBERS_ONLY else "lesson")]
        while len(table[clip]) < RUNS_A_CLIP:
            seen.update(table[clip][-1].pairs())
            table[clip].append(_next(clip, table[clip], seen))
        seen.update(table[clip][-1].pairs())
    return table


def _next(clip: str, before: list[Circumstances], seen: Counter[Pair]) -> Circumstances:
    """Return the circumstances of which least has occurred, to this clip first of all."""

    def known(one: Circumstances) -> float:
        again = sum(
            (one.aspect == other.aspect) + (one.network == other.network) for other in before
        )
        new = [0.5 ** seen[pair] for pair in one.pairs()]
        return float(_AGAIN * again - sum(new) / len(new) ** _PLAIN)

    return min((one for one in EVERY if _takes(clip, one.network)), key=known)


def _takes(clip: str, network: NetworkName) -> bool:
    return clip not in (IMAGES_ONLY if network == "iris" else NUMBERS_ONLY)


def pairs(table: dict[str, list[Circumstances]]) -> set[Pair]:
    """Return all pairs that occur."""
    return {pair for row in table.values() for one in row for pair in one.pairs()}
