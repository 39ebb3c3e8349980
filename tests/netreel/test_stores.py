"""What every store does: in a folder, in memory, and on an S3 server on this machine."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import Request, urlopen

import obstore
import pytest

from netreel.errors import JobError, MistakeError
from netreel.store import DamagedError, FolderStore, Store, objects, open_store
from netreel.store.base import RECORD
from netreel.store.objects import ObjectStore
from netreel.tasks import Outcome, Outline
from tests.netreel.conftest import Run
from tests.netreel.processes import wait_for

KEY = "k" * 64


class S3Server:
    """An S3 server in a process of its own, which can be stopped and started again."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "moto.server", "-p", str(self.port)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        wait_for(self._answers)

    def _answers(self) -> bool:
        with suppress(OSError), urlopen(f"{self.address}/moto-api/", timeout=5):
            return True
        return False

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


@pytest.fixture(scope="module")
def s3_server() -> Iterator[S3Server]:
    server = S3Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Make a bucket of its own and return its address."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": s3_server.address,
    }.items():
        monkeypatch.setenv(name, value)
    name = f"clips-{abs(hash(tmp_path))}"
    with urlopen(Request(f"{s3_server.address}/{name}", method="PUT")):
        pass
    return f"s3://{name}/a/prefix"


@pytest.fixture(params=["folder", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "s3":
        return open_store(request.getfixturevalue("bucket"))
    return open_store("memory:///" if request.param == "memory" else str(tmp_path / "farm"))


def make(store: Store, content: bytes = b"film", key: str = KEY) -> None:
    with store.workshop() as folder:
        made = folder / "done"
        made.mkdir()
        (made / "clip.mp4").write_bytes(content)
        outline = Outline(frame_count=3)
        outcome = Outcome(files={"video": "clip.mp4"}, outline=outline, cpu=1.5)
        store.keep(key, made, outcome, "Toy")


def content(store: Store, key: str = KEY) -> bytes:
    kept = store.find(key)
    assert kept is not None
    with store.files(key, kept) as folder:
        return (folder / kept.files["video"]).read_bytes()


def damage(store: Store, name: str, to: bytes, key: str = KEY) -> None:
    if isinstance(store, FolderStore):
        (store.folder(key) / name).write_bytes(to)
        return
    assert isinstance(store, ObjectStore)
    paths = [each["path"] for batch in obstore.list(store._objects) for each in batch]
    (path,) = [path for path in paths if key in path and path.endswith(f"/{name}")]
    obstore.put(store._objects, path, to)


def test_what_is_kept_is_found(store: Store) -> None:
    assert store.find(KEY) is None
    assert [*store.clips()] == []
    make(store)
    kept = store.find(KEY)
    assert kept is not None
    assert (kept.clip, kept.cpu, kept.sizes) == ("Toy", 1.5, {"clip.mp4": 4})
    assert kept.outline == Outline(frame_count=3)
    assert content(store) == b"film"
    (listed,) = store.clips()
    assert listed.key == KEY
    assert 100 < listed.size < 2000


def test_only_the_first_is_published(store: Store) -> None:
    make(store)
    make(store, b"other")
    assert content(store) == b"film"


def test_of_many_at_once_one_is_published_whole(store: Store) -> None:
    films = [bytes([65 + number]) * 50_000 for number in range(8)]
    start = threading.Barrier(8)

    def publish(film: bytes) -> None:
        start.wait()
        make(store, film)

    threads = [threading.Thread(target=publish, args=(film,)) for film in films]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert content(store) in films
    assert store.set_aside == []


@pytest.mark.parametrize(("name", "to"), [("clip.mp4", b"filn"), (RECORD, b"{"), (RECORD, b"\n")])
def test_what_is_damaged_is_set_aside_and_made_again(store: Store, name: str, to: bytes) -> None:
    make(store)
    damage(store, name, to)
    kept = store.find(KEY)
    if kept is not None:  # whether objects are whole is seen when they are fetched
        with pytest.raises(DamagedError), store.files(KEY, kept):
            pass
    assert store.find(KEY) is None
    assert store.set_aside == [KEY]
    make(store)
    assert content(store) == b"film"
    assert store.sweep() > 0
    assert content(store) == b"film"


def test_inputs_travel_by_what_they_hold(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "digit.png"
    source.write_bytes(b"ink")
    for _ in range(2):
        store.put_input(source, "d" * 64)
    store.get_input("d" * 64, tmp_path / "copy.png")
    assert (tmp_path / "copy.png").read_bytes() == b"ink"
    with pytest.raises(JobError, match="input"):
        store.get_input("e" * 64, tmp_path / "copy.png")


def test_room_is_made_for_the_oldest_but_not_for_what_is_spared(store: Store) -> None:
    for key in "abc":
        make(store, b"x" * 1000, key)
    assert store.make_room(10**9) == 0
    assert store.make_room(0, {"b"}) > 2000
    assert [each.key for each in store.clips()] == ["b"]
    store.remove("b")
    store.remove("b")
    assert [*store.clips()] == []


def test_stores_that_there_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MistakeError, match="there is no store ftp://x"):
        open_store("ftp://x")
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_NAME", raising=False)
    with pytest.raises(MistakeError, match=r"az://films: .*Account.*AZURE_STORAGE_ACCOUNT_NAME"):
        open_store("az://films")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "somebody")
    assert open_store("az://films").address == "az://films"
    monkeypatch.setitem(sys.modules, "netreel.store.objects", None)
    with pytest.raises(MistakeError, match=r"pip install \"netreel\[store\]\""):
        open_store("s3://bucket")


def test_a_bucket_that_is_not_there(bucket: str) -> None:
    with pytest.raises(JobError, match=r"cannot use the store s3://nowhere.*the same command"):
        make(open_store("s3://nowhere-at-all"))


def test_whether_a_store_takes_anything_is_known_before_the_work(
    bucket: str, tmp_path: Path
) -> None:
    for good in (bucket, "memory:///", str(tmp_path / "farm")):
        open_store(good).check()
        assert [*open_store(good).clips()] == []
    (tmp_path / "file").touch()
    for bad in ("s3://nowhere-at-all", str(tmp_path / "file")):
        with pytest.raises(MistakeError, match="the store"):
            open_store(bad).check()


@pytest.mark.long
def test_a_server_that_never_answered_is_not_waited_for(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is asked first decides, whatever that is."""
    monkeypatch.setattr(objects, "PATIENCE_AT_FIRST", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    begin = time.monotonic()
    with pytest.raises(JobError, match="cannot use the store"):
        open_store(bucket).peek(KEY)
    with pytest.raises(MistakeError, match=r"cannot use the store.*server is there"):
        open_store(bucket).check()
    assert time.monotonic() - begin < objects.PATIENCE


def test_a_file_address(tmp_path: Path) -> None:
    make(open_store(f"file://{tmp_path}/a%20b"))
    assert (tmp_path / "a b" / "clips" / KEY / RECORD).exists()


def test_the_command(run: Run, tmp_path: Path, own_cache: Path) -> None:
    store = open_store(None)
    for key, size in (("a" * 64, 1000), ("b" * 64, 3000)):
        make(store, b"x" * size, key)
    os.utime(own_cache / "clips" / ("a" * 64), (10**9, 10**9))
    first, second, last = run("store", "ls").stdout.splitlines()
    assert first.startswith("aaaaaaaaaaaaaaaa  2001-09-")
    assert second.endswith("Toy")
    assert "2 clips, 5 kB, in" in last
    assert run("store", "verify").stdout == "2 clips were read, 0 are damaged\n"
    (own_cache / "clips" / ("a" * 64) / "clip.mp4").write_bytes(b"y")
    broken = run("store", "verify")
    assert broken.exit_code == 1
    assert "1 clips were damaged and are set aside: aaaaaaaaaaaaaaaa" in broken.stderr
    assert "0 B of clips" in run("store", "gc").stdout
    assert json.loads(run("store", "gc", "--keep", "0", "--json").stdout)["removed_bytes"] > 3000
    assert json.loads(run("store", "ls", "--json").stdout) == []


def test_the_command_with_a_server(run: Run, bucket: str) -> None:
    store = open_store(bucket)
    for key in ("a" * 64, "b" * 64):
        make(store, b"x" * 1000, key)
    assert f"2 clips, 3 kB, in {bucket}" in run("store", "ls", "--store", bucket).stdout
    damage(store, "clip.mp4", b"y", "a" * 64)
    broken = run("store", "verify", "--store", bucket)
    assert broken.exit_code == 1
    assert "1 clips were damaged and are set aside: aaaaaaaaaaaaaaaa" in broken.stderr
    swept = json.loads(run("store", "gc", "--keep", 0, "--store", bucket, "--json").stdout)
    assert min(swept["swept_bytes"], swept["removed_bytes"]) > 100
    assert json.loads(run("store", "ls", "--store", bucket, "--json").stdout) == []
