"""A store in a folder: a sub-folder a key, which appears by one rename.

The files of a clip are made in a folder of their own, beside each the checksum: whatever was
interrupted leaves nothing that counts as done. A rename never takes the place of a folder that has
something in it, so it publishes only what is not there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from netreel.errors import JobError, MistakeError
from netreel.jobs import file_digest
from netreel.store.base import (
    A_DAY,
    RECORD,
    DamagedError,
    KeptClip,
    Store,
    StoredClip,
    record_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netreel.tasks import Outcome

__all__ = ["FolderStore", "cache_folder"]

# An hour of 1080p clips is some 500 MB; older ones make room.
LIMIT = 4 * 1024**3


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


class FolderStore(Store):
    """A folder with one sub-folder a key.

    Parameters
    ----------
    root
        The folder; made when something is first kept.
    limit
        Bytes to keep at most when a command ends, None for all that there is.
    """

    def __init__(self, root: Path, limit: int | None = LIMIT) -> None:
        self.root = root
        self.limit = limit
        self.address = str(root)
        self.set_aside: list[str] = []

    def folder(self, key: str) -> Path:
        """Return where the files of a key are, or will be."""
        return self.root / "clips" / key

    def check(self) -> None:
        """Make a folder, as clips need one."""
        with self.workshop():
            pass

    def give_up(self) -> None:
        """Do nothing: a folder is there at once, or not at all."""

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """Give a folder to make files in, on the same file system; gone afterwards."""
        work = self.root / "work"
        try:
            work.mkdir(parents=True, exist_ok=True)
            sweep_work(work)
            made = tempfile.mkdtemp(dir=work, prefix=f"{machine()}-{os.getpid()}-")
        except OSError as error:
            raise MistakeError(
                f"cannot write to the store {self.root} ({error.strerror}): set NETREEL_CACHE, or "
                "give --store, a folder that you may write to"
            ) from error
        try:
            yield Path(made)
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def find(self, key: str) -> KeptClip | None:
        """Return what is kept under a key, when every file is whole."""
        folder, kept = self.folder(key), self.peek(key)
        try:
            whole = kept is not None and all(
                file_digest(folder / n) == mark for n, mark in kept.checksums.items()
            )
        except OSError:
            whole = False
        if not whole:
            self._set_aside(key)
            return None
        with suppress(OSError):
            os.utime(folder)
        return kept

    def peek(self, key: str) -> KeptClip | None:
        """Return what the record of a key says."""
        try:
            return KeptClip.model_validate_json((self.folder(key) / RECORD).read_bytes())
        except (OSError, ValidationError):
            return None

    @contextmanager
    def files(self, key: str, kept: KeptClip) -> Iterator[Path]:
        """Give the folder of a key, as `find` has just looked it through."""
        folder = self.folder(key)
        if not all((folder / name).is_file() for name in kept.checksums):
            raise DamagedError(f"the clip in {folder} is gone: another command made room for more")
        yield folder

    def _set_aside(self, key: str) -> None:
        """Keep what is damaged for whoever wants to know why, where it does not count."""
        folder, aside = self.folder(key), self.root / "damaged"
        if not folder.is_dir():
            return
        self.set_aside.append(key)
        try:
            aside.mkdir(exist_ok=True)
            folder.replace(Path(tempfile.mkdtemp(dir=aside, prefix=f"{key[:16]}-")))
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, key: str, made: Path, outcome: Outcome, clip: str = "") -> KeptClip:
        """Move a folder of finished files under its key."""
        target = self.folder(key)
        try:
            kept = record_of(made, outcome, clip)
            (made / RECORD).write_text(kept.model_dump_json(indent=1), encoding="utf-8")
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                made.replace(target)
            except OSError:
                if (target / RECORD).exists():  # another process has just kept the same clip
                    return kept
                self._set_aside(key)
                made.replace(target)
        except OSError as error:
            raise JobError(f"cannot keep the clip in {target} ({error.strerror})") from error
        return kept

    def put_input(self, path: Path, digest: str) -> None:
        """Keep a file that jobs need."""
        target = self.root / "inputs" / digest
        try:
            if target.exists():
                return
            with self.workshop() as work:
                shutil.copyfile(path, work / digest)
                target.parent.mkdir(exist_ok=True)
                (work / digest).replace(target)
        except OSError as error:
            raise JobError(f"cannot keep {path} in {target} ({error.strerror})") from error

    def get_input(self, digest: str, target: Path) -> None:
        """Write the file of that sha256."""
        source = self.root / "inputs" / digest
        try:
            shutil.copyfile(source, target)
        except OSError as error:
            raise JobError(f"cannot read the input {source} ({error.strerror})") from error

    def clips(self) -> Iterator[StoredClip]:
        """Yield what is kept; nothing of what another process removes meanwhile."""
        folder = self.root / "clips"
        for path in folder.iterdir() if folder.is_dir() else ():
            with suppress(OSError):
                if path.is_dir():
                    size = sum(file.stat().st_size for file in path.iterdir())
                    yield StoredClip(path.name, size, path.stat().st_mtime)

    def remove(self, key: str) -> None:
        """Take a clip away, if it is there."""
        shutil.rmtree(self.folder(key), ignore_errors=True)

    def sweep(self) -> int:
        """Take away what no longer counts."""
        old = time.time() - A_DAY
        stray = [path for path in (self.root / "damaged").rglob("*") if path.is_file()]
        stray += [path for path in (self.root / "inputs").glob("*") if path.stat().st_mtime < old]
        gone = sum(path.stat().st_size for path in stray)
        for path in stray:
            path.unlink(missing_ok=True)
        shutil.rmtree(self.root / "damaged", ignore_errors=True)
        if (work := self.root / "work").is_dir():
            sweep_work(work)
        return gone


def machine() -> str:
    """Return a mark of this machine, or container: of where a process has its number."""
    try:
        where = Path("/proc/self/ns/pid").readlink()
    except OSError:
        where = Path()
    return hashlib.sha256(f"{socket.gethostname()} {where}".encode()).hexdigest()[:12]


def sweep_work(work: Path) -> None:
    """Remove what killed processes left: those of this machine, and what is older than a day."""
    for folder in work.iterdir():
        with suppress(OSError):
            alive = is_alive(folder.name)
            if alive is None:  # a clock may be wrong: it decides only where nothing else can
                alive = time.time() - folder.stat().st_mtime < A_DAY
            if not alive:
                shutil.rmtree(folder, ignore_errors=True)


def is_alive(name: str) -> bool | None:
    """Whether the process that made a folder in the workshop is at work, None if it is unknown."""
    where, _, rest = name.partition("-")
    number = rest.partition("-")[0]
    if where != machine() or not number.isdecimal() or os.name == "nt":
        return None
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
