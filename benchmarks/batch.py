"""What many clips cost beside their drawing: on this machine, and on a Dask cluster of two."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.figures import Figure, print_figures
from benchmarks.processes import run_command

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["measure"]

FEW, MANY, VERY_MANY = 20, 80, 1000
SECONDS_AT_REST = 10
MIXED = ("ThreeThrees", "PixelsToNeurons", "OutputLayer", "WeightGrid", "MatrixForm")
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@dataclass(frozen=True)
class Made:
    """What a batch took.

    Attributes
    ----------
    seconds, cpu
        On the clock, and CPU seconds of the processes that drew.
    beside
        CPU seconds of all other processes: netreel, those that it forks off, the cluster's.
    memory
        The peak of netreel itself, in MB.
    """

    seconds: float
    cpu: float
    beside: float
    memory: float


def measure(runs: int = 1) -> list[Figure]:
    """Return how busy two workers are, and what a clip costs beside its drawing."""
    del runs  # they are long, and compare what was measured side by side
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        mixed = made(place, mixed_jobs(), "-j", "2")
        here = machinery(place, "-j", "1")
        with cluster(place) as (pid, address):
            made(place, cards(4), "--cluster", address)  # its workers import Manim
            rest = at_rest(pid)
            there = machinery(place, "--cluster", address, pid=pid, rest=rest)
        growth = made(place, cards(VERY_MANY), "-j", "2").memory - made(place, cards(MANY)).memory
    return [
        Figure(f"{FEW} clips of mixed length, 2 workers: wall / CPU", mixed.seconds / mixed.cpu,
               "", 0.6),
        Figure("a clip, CPU beside its drawing, on this machine", 1000 * here, "ms", 150),
        Figure("the same, on a Dask cluster of two workers", 1000 * there, "ms", 250),
        Figure("such a cluster at rest, CPU a second, which is not counted", 1000 * rest, "ms"),
        Figure(f"{VERY_MANY} tiny clips: memory beside {MANY}", growth, "MB", 50),
    ]  # fmt: skip


def machinery(place: Path, *options: str, pid: int | None = None, rest: float = 0.0) -> float:
    """Return the CPU seconds a clip that are not of the process that draws it.

    What many take beside few leaves out what it takes to start. CPU seconds mean something on a
    machine that has other things to do as well, once `rest` is taken off, which the processes of
    `pid` take each second in which there is nothing to do: clips last longer there.
    """
    few = made(place, cards(FEW), *options, pid=pid)
    many = made(place, cards(MANY), *options, pid=pid)
    beside = many.beside - few.beside - rest * (many.seconds - few.seconds)
    return beside / (MANY - FEW)


def at_rest(pid: int) -> float:
    """Return the CPU seconds that a process and those below it take each second, idle."""
    before, begin = cpu_of_tree(pid), time.monotonic()
    time.sleep(SECONDS_AT_REST)
    return (cpu_of_tree(pid) - before) / (time.monotonic() - begin)


def cpu_of_tree(pid: int | None) -> float:
    """Return the CPU seconds of a process, of all that it started, and of what these waited for."""
    ticks, parents = {}, {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = entry.read_text().rpartition(")")[2].split()
            number = int(entry.parent.name)
            ticks[number] = sum(map(int, fields[11:15]))
            parents[number] = int(fields[1])
    tree = {pid}
    for _ in parents:
        more = {number for number, parent in parents.items() if parent in tree} - tree
        if not more:
            break
        tree |= more
    return sum(ticks.get(number, 0) for number in tree if number) / os.sysconf("SC_CLK_TCK")


def cards(count: int) -> list[dict[str, Any]]:
    """Return jobs that are quickly drawn, no two alike."""
    choices = itertools.product(
        range(1, 6), (True, False), ("dark", "light", "print", "colourblind"),
        ("16:9", "9:16", "1:1"), range(1, 10),
    )  # fmt: skip
    names = ("chapter", "captions", "theme", "aspect", "fps")
    rows = (dict(zip(names, chosen, strict=True)) for chosen in choices)
    return [{"clip": "ChapterCard", "quality": "l"} | row for row in itertools.islice(rows, count)]


def mixed_jobs() -> list[dict[str, Any]]:
    """Return jobs of which the longest takes several times as long as the shortest."""
    pairs = itertools.product(MIXED, range(FEW // len(MIXED)))
    return [{"clip": clip, "sample": n, "quality": "l", "fps": 5} for clip, n in pairs]


def made(place: Path, jobs: list[dict[str, Any]], *options: str, pid: int | None = None) -> Made:
    """Make a batch, with nothing kept from before."""
    with tempfile.TemporaryDirectory(dir=place) as empty:
        file = Path(empty, "jobs.jsonl")
        file.write_text("".join(json.dumps(job) + "\n" for job in jobs), encoding="utf-8")
        asked = ("-m", "netreel", "batch", str(file), "-o", f"{empty}/out", "--store", empty)
        before = cpu_of_tree(pid)
        cost = run_command(*asked, *options)
        all_cpu = cost.cpu + cpu_of_tree(pid) - before
    summary = json.loads(cost.printed.splitlines()[-1])["summary"]
    drawn = summary["cpu_seconds"]
    return Made(summary["seconds"], drawn, all_cpu - drawn, cost.memory)


@contextmanager
def cluster(place: Path) -> Iterator[tuple[int, str]]:
    """Give the process and the address of a cluster of two workers."""
    script = place / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.pid, process.stdout.readline().strip()
        process.communicate()


if __name__ == "__main__":
    print_figures(measure())
