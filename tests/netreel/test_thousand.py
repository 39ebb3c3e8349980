"""A thousand tiny clips: each is what it should be, and netreel grows by none of them."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest

from tests.netreel.batches import films

pytestmark = [pytest.mark.soak, pytest.mark.render, pytest.mark.usefixtures("run")]
FEW, MANY, EVERY = 100, 1000, 97


@dataclass(frozen=True)
class Made:
    """What netreel told of each job, by its name, and its peak of memory in MB."""

    told: dict[str, dict[str, Any]]
    peak: float


def cards(count: int) -> list[dict[str, Any]]:
    """Return jobs of few frames, no two alike."""
    names = ("fps", "theme", "aspect", "chapter", "captions")
    choices = itertools.product(
        range(1, 10),
        ("dark", "light", "print", "colourblind"),
        ("16:9", "9:16", "1:1"),
        range(1, 6),
        (True, False),
    )
    rows = [dict(zip(names, chosen, strict=True)) for chosen in choices][:count]
    assert len(rows) == count
    card = {"clip": "ChapterCard", "quality": "l"}
    return [card | row | {"name": f"card {number}"} for number, row in enumerate(rows)]


def made(jobs: list[dict[str, Any]], place: str, *options: str) -> Made:
    """Make them, with nothing kept from before."""
    file = Path(f"{place}.jsonl")
    file.write_text("".join(json.dumps(job) + "\n" for job in jobs))
    command = [sys.executable, "-m", "netreel", "batch", str(file), "--store", f"{place}.store"]
    with Path(f"{place}.out").open("w+") as said:
        process = subprocess.Popen([*command, "-o", place, *options], stdout=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        *told, last = map(json.loads, said)
    assert process.returncode == 0
    assert (last["summary"]["done"], last["summary"]["kept"]) == (len(jobs), 0)
    return Made({job["name"]: job for job in told}, usage.ru_maxrss / 1024)


def frames_in(film: str) -> int:
    with av.open(film) as opened:
        return sum(1 for _ in opened.decode(video=0))


def test_a_thousand_clips() -> None:
    jobs = cards(MANY)
    few, many = made(jobs[:FEW], "few", "-j", "2"), made(jobs, "many", "-j", "2")
    assert many.peak - few.peak < 50
    made(jobs[::EVERY], "alone", "-j", "1")
    drawn, alone = films("many"), films("alone")
    assert {Path(film).stem for film in drawn} == {job["name"] for job in jobs}
    assert len(alone) == len(jobs[::EVERY])
    assert alone.items() <= drawn.items()
    assert films("few").items() <= drawn.items()
    assert len(set(drawn.values())) >= MANY / 2  # a card without captions may look like another
    for job in jobs:
        told = many.told[job["name"]]
        assert frames_in(told["path"]) == told["frames"] > 0
