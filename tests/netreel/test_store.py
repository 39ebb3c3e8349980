"""Finished clips, kept."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from netreel.errors import JobError, MistakeError
from netreel.store import FolderStore, cache_folder
from netreel.store.base import A_DAY, RECORD
from netreel.tasks import Outcome, Outline

KEY = "k" * 64


def make(store: FolderStore, key: str = KEY, content: bytes = b"film") -> None:
    with store.workshop() as folder:
        made = folder / "done"
        made.mkdir()
        (made / "clip.mp4").write_bytes(content)
        store.keep(key, made, Outcome(files={"video": "clip.mp4"}, outline=Outline(frame_count=3)))


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "store")


def test_what_is_kept_is_found(store: FolderStore) -> None:
    assert store.find(KEY) is None
    make(store)
    kept = store.find(KEY)
    assert kept is not None
    assert kept.files == {"video": "clip.mp4"}
    assert kept.outline == Outline(frame_count=3)
    assert (store.folder(KEY) / "clip.mp4").read_bytes() == b"film"
    assert list((store.root / "work").iterdir()) == []


def test_keeping_twice_keeps_the_first(store: FolderStore) -> None:
    make(store)
    make(store, content=b"the same film")
    assert (store.folder(KEY) / "clip.mp4").read_bytes() == b"film"
    assert store.find(KEY) is not None


@pytest.mark.parametrize("damage", [b"fil", b"filn", b""])
def test_a_damaged_clip_is_thrown_away(store: FolderStore, damage: bytes) -> None:
    make(store)
    (store.folder(KEY) / "clip.mp4").write_bytes(damage)
    assert store.find(KEY) is None
    assert not store.folder(KEY).exists()
    make(store)
    assert store.find(KEY) is not None


@pytest.mark.parametrize("missing", ["clip.mp4", RECORD])
def test_an_incomplete_clip_does_not_count(store: FolderStore, missing: str) -> None:
    make(store)
    (store.folder(KEY) / missing).unlink()
    assert store.find(KEY) is None
    make(store)
    assert store.find(KEY) is not None


@pytest.mark.parametrize("record", ["", "{", "[]", '{"files": 3}'])
def test_a_broken_record_does_not_count(store: FolderStore, record: str) -> None:
    make(store)
    (store.folder(KEY) / RECORD).write_text(record)
    assert store.find(KEY) is None


def test_an_abandoned_workshop_leaves_nothing_that_counts(store: FolderStore) -> None:
    def abandon() -> None:
        with store.workshop() as folder:
            (folder / "clip.mp4").write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        abandon()
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_old_leftovers_are_swept(store: FolderStore) -> None:
    work = store.root / "work"
    for name, age in (("old", 2 * A_DAY), ("new", 60)):
        (work / name).mkdir(parents=True)
        os.utime(work / name, (time.time() - age,) * 2)
    with store.workshop():
        assert not (work / "old").exists()
        assert (work / "new").exists()


def test_clips_used_longest_ago_make_room(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, limit=3000)
    for age, key in ((30, "a"), (20, "b")):
        make(store, key, b"x" * 1000)
        os.utime(store.folder(key), (time.time() - age,) * 2)
    assert store.find("a") is not None  # used just now: no longer the oldest
    make(store, "c", b"x" * 1000)
    store.tidy({"c"})
    assert store.find("b") is None
    assert store.find("a") is not None
    assert store.find("c") is not None


def test_a_clip_larger_than_the_limit_is_still_kept(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, limit=10)
    make(store, content=b"x" * 1000)
    store.tidy({KEY})
    assert store.find(KEY) is not None


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(MistakeError, match="set NETREEL_CACHE"),
        FolderStore(tmp_path / "file").workshop(),
    ):
        pass


def test_a_clip_that_cannot_be_kept(store: FolderStore) -> None:
    (store.root).mkdir()
    (store.root / "clips").mkdir()
    with store.workshop() as folder:
        made = folder / "done"
        made.mkdir()
        store.folder(KEY).write_bytes(b"a file in the way")
        (made / "clip.mp4").write_bytes(b"film")
        with pytest.raises(JobError, match="cannot keep"):
            store.keep(KEY, made, Outcome(files={"video": "clip.mp4"}))
        assert (made / "clip.mp4").read_bytes() == b"film"


def test_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETREEL_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("NETREEL_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "netreel"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert cache_folder() == tmp_path / ".cache" / "netreel"


def test_a_home_that_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETREEL_CACHE", "~nobody-of-that-name/cache")
    with pytest.raises(MistakeError, match="set NETREEL_CACHE"):
        cache_folder()


def test_stray_files_are_left_alone(tmp_path: Path) -> None:
    store = FolderStore(tmp_path, limit=10)
    make(store, "a", b"x" * 1000)
    strays = [store.root / "clips" / ".DS_Store", store.root / "work" / ".DS_Store"]
    for stray in strays:
        stray.write_bytes(b"Finder was here")
    make(store, "b", b"x" * 1000)
    store.tidy({"b"})
    assert store.find("b") is not None
    assert store.find("a") is None
    assert all(stray.read_bytes() == b"Finder was here" for stray in strays)
