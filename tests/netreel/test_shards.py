"""Parts of a batch: disjoint, balanced, the same everywhere."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from netreel.batch.shards import Shard, shard_of
from netreel.costs import usual_cost
from netreel.errors import MistakeError
from netreel.jobs import RenderJob
from netreel.rendering import Rendering
from tests.netreel.conftest import Run, assert_mistake

pytestmark = pytest.mark.usefixtures("toys")


def renderings(count: int) -> list[Rendering]:
    made = []
    for number in range(count):
        clip = ("Toy", "ShortToy", "LongToy")[number % 3]
        quality = "lmh"[number % 2]
        job = {"clip": clip, "quality": quality, "params": {"sample": number // 6}}
        made.append(Rendering(RenderJob.model_validate(job), Path("out"), name=str(number)))
    return made


@pytest.mark.parametrize("count", [1, 2, 3, 7, 10, 60])
def test_each_job_is_in_one_part_and_parts_cost_the_same(count: int) -> None:
    every = renderings(60)
    parts = [Shard(number + 1, count).choose(every) for number in range(count)]
    names = [rendering.name for part in parts for rendering in part]
    assert sorted(names, key=int) == [str(number) for number in range(60)]
    loads = [sum(usual_cost(rendering.job) for rendering in part) for part in parts]
    assert max(loads) - min(loads) <= max(usual_cost(rendering.job) for rendering in every)


def test_the_order_of_jobs_does_not_matter() -> None:
    every = renderings(30)
    shuffled = random.Random(1).sample(every, 30)
    for number in range(1, 5):
        chosen = {rendering.name for rendering in Shard(number, 4).choose(every)}
        assert chosen == {rendering.name for rendering in Shard(number, 4).choose(shuffled)}


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "-1/3", "1/0", ""])
def test_no_such_part(text: str) -> None:
    with pytest.raises(MistakeError, match="such as 3/10"):
        shard_of(text)


@pytest.mark.parametrize(
    ("environment", "shard"),
    [
        ({}, None),
        ({"AWS_BATCH_JOB_ARRAY_INDEX": "0", "AWS_BATCH_JOB_ARRAY_SIZE": "10"}, Shard(1, 10)),
        ({"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "4"}, Shard(4, 4)),
        (
            {
                "SLURM_ARRAY_TASK_ID": "5",
                "SLURM_ARRAY_TASK_COUNT": "3",
                "SLURM_ARRAY_TASK_MIN": "1",
                "SLURM_ARRAY_TASK_STEP": "2",
            },
            Shard(3, 3),
        ),
        ({"SLURM_ARRAY_TASK_ID": "3"}, None),
    ],
)
def test_what_schedulers_tell(environment: dict[str, str], shard: Shard | None) -> None:
    assert shard_of(None, environment) == shard
    assert shard_of("2/9", environment) == Shard(2, 9)


def test_a_scheduler_that_tells_nonsense() -> None:
    environment = {"AWS_BATCH_JOB_ARRAY_INDEX": "x", "AWS_BATCH_JOB_ARRAY_SIZE": "3"}
    with pytest.raises(MistakeError, match="must be numbers"):
        shard_of(None, environment)


def test_four_shards_and_one_store_make_all(
    run: Run, fake_worker: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_worker("works")
    Path("jobs.toml").write_text('clip = "Toy"\nmatrix = {digit = [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n')
    monkeypatch.setenv("SLURM_ARRAY_TASK_COUNT", "4")
    for task in (2, 0, 3, 1, 1):  # in any order, and any of them again
        monkeypatch.setenv("SLURM_ARRAY_TASK_ID", str(task))
        assert run("batch", "jobs.toml", "--store", "farm").exit_code == 0
    told = [json.loads(line) for p in Path("out").glob("manifest-*-of-4.jsonl")
            for line in p.read_text().splitlines()]  # fmt: skip
    assert len(told) == len({line["name"] for line in told}) == 9
    monkeypatch.delenv("SLURM_ARRAY_TASK_ID")
    fake_worker("fails")
    result = run("batch", "jobs.toml", "--store", "farm", "-o", "whole")
    assert json.loads(result.stdout.splitlines()[-1])["summary"]["kept"] == 9
    assert len([*Path("whole").glob("*.mp4")]) == 9
    assert_mistake(run("batch", "jobs.toml", "--shard", "5/4"), "--shard")
