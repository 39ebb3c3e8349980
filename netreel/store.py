"""Finished clips, kept under their keys.

A clip's files are made in a folder of their own and appear under the key by one rename, with the
checksum of each beside it: whatever was interrupted leaves nothing that counts as done.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from netreel.errors import JobError, MistakeError
from netreel.jobs import file_digest
from netreel.tasks import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KeptClip", "Store", "cache_folder"]

RECORD = "kept.json"
# An hour of 1080p clips is some 500 MB; older ones make room.
LIMIT = 4 * 1024**3
A_DAY = 24 * 60 * 60.0


class KeptClip(BaseModel):
    """What is known of the files under one key.

    For each role (video, srt, ...) there is a name, for each name a sha256. `outline` is the
    film's.
    """

    files: dict[str, str]
    checksums: dict[str, str]
    outline: Outline


def cache_folder() -> Path:
    """Return where netreel keeps finished clips: NETREEL_CACHE, or the user's cache folder."""
    try:
        if chosen := os.environ.get("NETREEL_CACHE"):
            return Path(chosen).expanduser().absolute()
        if os.name == "nt":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError as error:
        raise MistakeError(f"{error}: set NETREEL_CACHE to a folder for finished clips") from error
    return base / "netreel"


class Store:
    """A folder with one sub-folder a key.

    Parameters
    ----------
    root
        The folder; made when something is first kept.
    limit
        Bytes to keep at most; the clips used longest ago go first.
    """

    def __init__(self, root: Path, limit: int = LIMIT) -> None:
        self.root = root
        self.limit = limit

    def folder(self, key: str) -> Path:
        """Return where the files of a key are, or will be."""
        return self.root / "clips" / key

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """Give a folder to make files in, on the same file system; gone afterwards."""
        work = self.root / "work"
        try:
            work.mkdir(parents=True, exist_ok=True)
            sweep(work)
            made = tempfile.mkdtemp(dir=work)
        except OSError as error:
            raise MistakeError(
                f"cannot write to the cache folder {self.root} ({error.strerror}): "
                "set NETREEL_CACHE to a folder you may write to"
            ) from error
        try:
            yield Path(made)
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def find(self, key: str) -> KeptClip | None:
        """Return what is kept under a key, when every file is whole."""
        folder = self.folder(key)
        try:
            kept = KeptClip.model_validate_json((folder / RECORD).read_bytes())
            whole = all(file_digest(folder / n) == mark for n, mark in kept.checksums.items())
        except (OSError, ValidationError):
            whole = False
        if not whole:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        with suppress(OSError):
            os.utime(folder)
        return kept

    def keep(self, key: str, made: Path, files: dict[str, str], outline: Outline) -> KeptClip:
        """Move a folder of finished files under its key.

        Parameters
        ----------
        key
            The job's key.
        made
            A folder from `workshop` that holds the files and nothing else.
        files
            The role of each file, and its name in the folder.
        outline
            Of the film: to be kept with it.

        Raises
        ------
        JobError
            It cannot be kept; the files are still where they were made.
        """
        target = self.folder(key)
        try:
            checksums = {name: file_digest(made / name) for name in files.values()}
            kept = KeptClip(files=files, checksums=checksums, outline=outline)
            (made / RECORD).write_text(kept.model_dump_json(indent=1), encoding="utf-8")
            target.parent.mkdir(parents=True, exist_ok=True)
            if not (target / RECORD).exists():
                shutil.rmtree(target, ignore_errors=True)
            made.replace(target)
        except OSError as error:
            if not (target / RECORD).exists():  # else another process has just kept the same clip
                raise JobError(f"cannot keep the clip in {target} ({error.strerror})") from error
        with suppress(OSError):
            self.make_room(spare=key)
        return kept

    def make_room(self, spare: str) -> None:
        """Remove the clips used longest ago until the rest fits the limit."""
        aged = sorted((age_and_size(f), f) for f in (self.root / "clips").iterdir() if f.is_dir())
        total = sum(size for (_, size), _ in aged)
        for (_, size), folder in aged:
            if total <= self.limit:
                return
            if folder.name != spare:
                shutil.rmtree(folder, ignore_errors=True)
                total -= size


def age_and_size(folder: Path) -> tuple[float, int]:
    """Return when a clip was last used, and its bytes; nothing once another process removed it."""
    try:
        return folder.stat().st_mtime, sum(p.stat().st_size for p in folder.iterdir())
    except OSError:
        return 0.0, 0


def sweep(work: Path) -> None:
    """Remove what renders left that were killed a day or longer ago."""
    for folder in work.iterdir():
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > A_DAY:
                shutil.rmtree(folder, ignore_errors=True)
