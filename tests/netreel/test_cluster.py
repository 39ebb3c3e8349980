"""Clips on a Dask cluster of two workers: the same bytes, and nothing lost with a worker."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed.comm.core import CommClosedError

from netreel.cluster import client as cluster_client
from netreel.cluster import site
from netreel.cluster.orders import Order, differences, fingerprint, make_order, perform_order
from netreel.errors import MistakeError
from netreel.jobs import RenderJob, key_of
from netreel.runner import Limits
from netreel.store import open_store
from netreel.tasks import Outcome
from tests.netreel.batches import films
from tests.netreel.conftest import Run, assert_mistake
from tests.netreel.local_cluster import Cluster
from tests.netreel.processes import wait_for

pytestmark = pytest.mark.long
# Two frames of a card, five of another clip: what is drawn is not the subject.
JOBS = """\
quality = "l"
fps = 1
clip = "ChapterCard"
[[jobs]]
matrix = {chapter = [1, 2, 3]}
[[jobs]]
chapter = 1
theme = "light"
name = "a b/\N{SNOWMAN}"
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    cluster = Cluster()
    yield cluster
    cluster.stop()


@pytest.mark.render
def test_the_same_bytes_here_there_and_in_shards(
    run: Run, cluster: Cluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path("jobs.toml").write_text(JOBS, encoding="utf-8")
    assert run("batch", "jobs.toml", "-j", 1, "--store", "one", "-o", "alone").exit_code == 0
    expected = films("alone")
    assert len(set(expected.values())) == len(expected) == 4
    there = run(
        "batch", "jobs.toml", "--cluster", cluster.address, "--store", "three", "-o", "cluster"
    )
    assert there.exit_code == 0, there.output
    assert json.loads(there.stdout.splitlines()[-1])["summary"]["kept"] == 0
    plan = run("batch", "jobs.toml", "--cluster", cluster.address, "--store", "five", "--plan")
    assert "4 to render in about" in plan.stdout
    assert "with 2 at a time" in plan.stdout
    for part in ("2/2", "1/2"):
        command = ("batch", "jobs.toml", "--shard", part, "--store", "four", "-o", "shards")
        assert run(*command, "-j", 2).exit_code == 0
    for folder in ("cluster", "shards"):
        assert films(folder) == expected


def test_a_store_that_workers_do_not_see(run: Run, cluster: Cluster) -> None:
    Path("jobs.toml").write_text(JOBS, encoding="utf-8")
    result = run("batch", "jobs.toml", "--cluster", cluster.address, "--store", "memory:///")
    assert_mistake(result, "does not see the store memory:///", "give --store a place")


def test_no_cluster(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_client, "_SECONDS_TO_CONNECT", 0.2)
    Path("jobs.toml").write_text(JOBS, encoding="utf-8")
    result = run("batch", "jobs.toml", "--cluster", "tcp://127.0.0.1:1")
    assert_mistake(result, "there is no Dask scheduler at tcp://127.0.0.1:1", "dask scheduler")
    result = run("batch", "jobs.toml", "--cluster", "tcp://127.0.0.1:1", "-j", 2)
    assert_mistake(result, "--jobs is for this machine")
    monkeypatch.setitem(sys.modules, "netreel.cluster.site", None)
    result = run("batch", "jobs.toml", "--cluster", "tcp://127.0.0.1:1")
    assert_mistake(result, 'pip install "netreel[cluster]"')


class StubClient:
    """Workers that answer as they are told."""

    def __init__(self, *answers: object) -> None:
        self.answers = {f"tcp://worker{n}": answer for n, answer in enumerate(answers)}

    def run(self, *_arguments: object, **_options: object) -> dict[str, Any]:
        return self.answers


def test_versions_are_compared() -> None:
    here = fingerprint()
    assert {"manim", "typst", "Python", "codecs (libavcodec)", "fonts and other assets"} < set(here)
    assert "netreel's scenes" in here
    assert differences(here, dict(here)) == []
    assert differences(here, here | {"manim": "0.21"}) == [f"manim 0.21, here {here['manim']}"]
    cluster_client.check_versions(StubClient(here, here))
    with pytest.raises(MistakeError, match=r"worker1 would draw otherwise: typst 0\.1, here"):
        cluster_client.check_versions(StubClient(here, here | {"typst": "0.1"}))
    with pytest.raises(MistakeError, match=r"worker0 cannot render .*No module named 'netreel'"):
        cluster_client.check_versions(StubClient(ModuleNotFoundError("No module named 'netreel'")))


def test_a_worker_that_dies_while_it_is_asked_does_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster_client, "_BETWEEN_TRIES", 0.0)
    here = fingerprint()
    rounds = iter([{"a": here, "b": CommClosedError("Stream is closed")}, {}, {"a": here, "c": 1}])
    client = StubClient()
    monkeypatch.setattr(client, "run", lambda *_, **_options: next(rounds))
    assert cluster_client.asked(client, fingerprint) == {"a": here, "c": 1}
    with pytest.raises(MistakeError, match="die as soon as they are asked"):
        cluster_client.asked(StubClient(CommClosedError("gone")), fingerprint)


def test_what_dask_meets_is_not_shown() -> None:
    cluster_client.hush()
    for name in ("asyncio", "distributed", "distributed.client", "tornado.application"):
        assert not logging.getLogger(name).isEnabledFor(logging.ERROR)


class TooBusy(StubClient):
    """A client whose scheduler is long in answering, whatever it is asked."""

    def run(self, *_arguments: object, **_options: object) -> dict[str, Any]:
        raise TimeoutError("timed out after 1 s.")

    close = run


def test_a_scheduler_too_busy_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """That it is not left in order is no reason to say that anything failed."""
    monkeypatch.setattr(cluster_client, "_BETWEEN_TRIES", 0.0)
    cluster_client.leave(TooBusy())
    with pytest.raises(MistakeError, match="do not answer"):
        cluster_client.asked(TooBusy(), fingerprint)


def test_an_order_for_another_version_is_refused(tmp_path: Path) -> None:
    job = RenderJob(clip="ChapterCard", quality="l", fps=1)
    order = make_order(job, "0" * 64, open_store(str(tmp_path)), Limits())
    outcome = Outcome.model_validate_json(perform_order(order.model_dump_json()))
    assert outcome.failure is not None
    assert "another version of netreel" in outcome.failure.message


def test_files_travel_by_content(tmp_path: Path) -> None:
    from netreel.cluster.orders import fetched

    store = open_store(str(tmp_path / "farm"))
    picture = tmp_path / "one \N{SNOWMAN}.png"
    picture.write_bytes(b"ink")
    job = RenderJob(clip="PixelsToNeurons", params={"image": str(picture)})
    order = Order.model_validate_json(
        make_order(job, key_of(job), store, Limits()).model_dump_json()
    )
    picture.unlink()
    there, given = fetched(order, store, tmp_path)
    assert key_of(there) == order.key
    assert given == {str(there.params["image"]): str(picture)}


class Executor:
    """Takes what is handed out, and answers nothing."""

    def __init__(self) -> None:
        self.handed: list[Future[str]] = []

    def submit(self, *_arguments: object) -> Future[str]:
        self.handed.append(Future())
        return self.handed[-1]


class Connected(StubClient):
    """A client of a scheduler, whose workers are counted by `sync`."""

    status = "running"
    scheduler = SimpleNamespace(ncores=None)

    def __init__(self, executor: Executor, workers: dict[str, int]) -> None:
        super().__init__(fingerprint())
        self.executor, self.workers = executor, workers

    def get_executor(self, **_options: object) -> Executor:
        return self.executor

    def sync(self, *_arguments: object, **_options: object) -> dict[str, int]:
        return self.workers

    def close(self, **_options: object) -> None:
        self.status = "closed"


@pytest.fixture
def executor(monkeypatch: pytest.MonkeyPatch) -> Executor:
    """Give what is handed out to any cluster; its workers see every store."""
    monkeypatch.setattr(site, "check_store", lambda *_arguments: None)
    return Executor()


@pytest.mark.parametrize("is_told", [True, False])
def test_what_the_scheduler_lost_is_handed_out_again(
    monkeypatch: pytest.MonkeyPatch, executor: Executor, is_told: bool
) -> None:
    """The first answer never comes: the connection is lost, and with it what was asked."""
    monkeypatch.setattr(site, "_BETWEEN_LOOKS", 0.02)
    done = Outcome(files={"video": "clip.mp4"})
    clients = [Connected(executor, {"one": 1}), Connected(executor, {"one": 1})]
    given, handed = iter(clients), executor.handed
    monkeypatch.setattr(site, "connected", lambda _address: next(given))
    with site.OnCluster("tcp://somewhere", open_store("memory:///"), Limits(), print) as place:
        mine: Future[Outcome] = Future()
        place._hand_out("order", mine)
        clients[0].status = "closed"
        if is_told:
            handed[0].cancel()
            handed[0].set_running_or_notify_cancel()
        wait_for(lambda: len(handed) == 2)
        handed[1].set_result(done.model_dump_json())
        assert mine.result(10) == done
    assert clients[1].status == "closed"


def test_workers_that_stay_away_are_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch, executor: Executor
) -> None:
    """Some that come back in time make it all good; an answer that comes too late does no harm."""
    monkeypatch.setattr(site, "_BETWEEN_LOOKS", 0.02)
    client, notes, done = Connected(executor, {}), list[str](), Outcome(files={"video": "a.mp4"})
    monkeypatch.setattr(site, "connected", lambda _address: client)
    store = open_store("memory:///")
    with site.OnCluster("tcp://here", store, Limits(), notes.append) as place:
        first: Future[Outcome] = Future()
        place._hand_out("order", first)
        wait_for(lambda: bool(notes))
        client.workers = {"one": 1}
        executor.handed[0].set_result(done.model_dump_json())
        assert first.result(10) == done
        wait_for(lambda: place._alone_since is None)
        monkeypatch.setattr(site, "_PATIENCE", 0.1)
        client.workers = {}
        second: Future[Outcome] = Future()
        place._hand_out("order", second)
        failure = second.result(10).failure
        executor.handed[1].set_result(done.model_dump_json())
    assert failure is not None
    assert failure.message == "the Dask cluster at tcp://here has had no workers for long"
    assert notes == ["the Dask cluster at tcp://here has no workers: waiting for some"] * 2
