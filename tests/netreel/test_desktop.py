"""Opening a finished file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from netreel.desktop import open_file
from netreel.errors import JobError


@pytest.mark.parametrize(("platform", "opener"), [("linux", "xdg-open"), ("darwin", "open")])
def test_opens_with_the_desktops_opener(
    monkeypatch: pytest.MonkeyPatch, platform: str, opener: str
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    open_file(Path("out/a.mp4"))
    assert started == [[f"/bin/{opener}", "out/a.mp4"]]


def test_says_so_where_nothing_opens_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(JobError, match=r"open out/a\.mp4 yourself"):
        open_file(Path("out/a.mp4"))
