"""What tests of batches ask of folders and of the machine."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from click.testing import Result

from netreel.store.base import RECORD


def films(folder: str | Path = "out") -> dict[str, bytes]:
    """Return the films under a folder, by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*.mp4")
    }


def kept(store: str | Path) -> int:
    """Return how many clips a folder keeps."""
    return len([*Path(store, "clips").glob(f"*/{RECORD}")])


def lines(result: Result) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return what is told of each job, and of the whole."""
    *jobs, last = [json.loads(line) for line in result.stdout.splitlines()]
    return jobs, last["summary"]


def manifest(name: str = "out/manifest.jsonl") -> dict[str, dict[str, Any]]:
    """Return the lines of a manifest by the names of their jobs."""
    told = [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]
    return {line["name"]: line for line in told}


def can_mount() -> bool:
    """Whether a file system can be mounted where nobody else sees it."""
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    try:
        return subprocess.run(tried, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
