"""``python -m tests.scenes.sweep [CLIP...] [--jobs N]``: every clip in all pairs of circumstances.

Drawn: some 40 runs a clip, a minute or two, and as many of one that a film tells otherwise. Each
run stands for itself in what is printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import astuple, dataclass
from functools import cache
from itertools import combinations, product
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from netreel.check.inspection import Inspection
from scenes.catalogue import CLIPS, Entry, find
from scenes.errors import UnknownClipError
from scenes.look.stage import Aspect
from scenes.look.theme import ThemeName
from tests.scenes.faults import faults
from tests.scenes.networks import given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

__all__ = ["Case", "cases"]

IMAGES = ("lesson", "other", "small")
NUMBERS = ("iris",)


@dataclass(frozen=True)
class Case:
    """The circumstances of one run; the sample is one of the digit's, neither is for numbers."""

    aspect: str
    theme: str
    digit: int
    sample: int
    network: str

    def pairs(self) -> Iterator[tuple[tuple[int, object], ...]]:
        """Yield each two of the circumstances, with their places."""
        facts = enumerate(astuple(self))
        return combinations([fact for fact in facts if self._matters(fact[0])], 2)

    def _matters(self, place: int) -> bool:
        return self.network not in NUMBERS or place not in (2, 3)

    def told(self, folder: Path) -> dict[str, Any]:
        """Return the parameters of the clip."""
        shown = {"aspect": self.aspect, "theme": self.theme}
        if self.network in NUMBERS:
            return shown | given(self.network, folder)
        return shown | {"digit": self.digit, "sample": self.sample} | given(self.network, folder)

    def __str__(self) -> str:
        """Write it in one line."""
        of = "" if self.network in NUMBERS else f", digit {self.digit} sample {self.sample}"
        return f"{self.aspect}, {self.theme}, {self.network}{of}"


@cache
def cases(needs: str) -> tuple[Case, ...]:
    """Return few cases in which all pairs occur, for clips that need that, or nothing."""
    networks = {"image": IMAGES, "numbers": NUMBERS}.get(needs, IMAGES + NUMBERS)
    every = [
        Case(*those)
        for those in product(get_args(Aspect), get_args(ThemeName), range(10), range(3), networks)
    ]
    missing = {pair for case in every for pair in case.pairs()}
    found = []
    while missing:
        found.append(max(every, key=lambda case: len(missing.intersection(case.pairs()))))
        missing.difference_update(found[-1].pairs())
    return tuple(found)


def check(clip: str, case: Case, besides: dict[str, str]) -> dict[str, list[str]]:
    """Run a clip, told some parameters besides, and return what is wrong, by rule."""
    entry = find(clip)
    with tempfile.TemporaryDirectory() as folder:
        params = entry.params_model().model_validate(case.told(Path(folder)) | besides)
        return faults(Inspection(entry.clip_class(), params, Path(folder)))


def in_words(clip: str, case: Case, besides: dict[str, str]) -> str:
    """Name a run."""
    told = "".join(f", {name}={value}" for name, value in besides.items())
    return f"{clip} ({case}{told})"


def wrong(done: Future[dict[str, list[str]]]) -> dict[str, list[str]]:
    """Return what is wrong, where it counts that a run ends in an error."""
    error = done.exception()
    return {"error": [f"{type(error).__name__}: {error}"]} if error else done.result()


def sweep(entries: Iterable[Entry], jobs: int) -> tuple[Counter[str], int, int]:
    """Run the clips, print what is wrong, and return findings by rule, clean runs and all."""
    counts: Counter[str] = Counter()
    clean = 0
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        running = {
            pool.submit(check, entry.clip, case, besides): in_words(entry.clip, case, besides)
            for entry in entries
            for case in cases(entry.needs)
            for besides in entry.tellings
        }
        for done in as_completed(running):
            found = wrong(done)
            counts.update({rule: len(lines) for rule, lines in found.items()})
            clean += not found
            said = "".join(f"    {line}\n" for lines in found.values() for line in lines)
            sys.stdout.write(f"{running[done]}: {'' if found else 'clean'}\n{said}")
            sys.stdout.flush()
    return counts, clean, len(running)


def main(arguments: list[str]) -> int:
    """Print what the clips named break, or all; return 1 if there was anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.scenes.sweep", description=__doc__)
    parser.add_argument("clips", nargs="*", metavar="CLIP")
    parser.add_argument("--jobs", type=int, default=1, metavar="N")
    asked = parser.parse_args(arguments)
    if asked.jobs < 1:
        parser.error(f"--jobs {asked.jobs}: expected 1 or more")
    try:
        entries = [find(name) for name in asked.clips] or CLIPS
    except UnknownClipError as error:
        parser.error(str(error))
    counts, clean, of = sweep(entries, asked.jobs)
    sys.stdout.writelines(f"{count:5}  {rule}\n" for rule, count in counts.most_common())
    sys.stdout.write(f"{clean} of {of} runs are clean\n")
    return int(clean < of)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
