"""What every store does, wherever it keeps things.

A clip is published with its checksums, in one step and only if it is not there: of two workers that
made the same clip, one publishes it, and nobody ever sees half of one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from netreel.errors import JobError
from netreel.jobs import file_digest
from netreel.tasks import Outcome, Outline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["A_DAY", "RECORD", "DamagedError", "KeptClip", "Store", "StoredClip", "record_of"]

RECORD = "kept.json"
A_DAY = 24 * 60 * 60.0


class DamagedError(JobError):
    """What is kept under a key is not what was put there."""


class KeptClip(BaseModel):
    """What is known of the files under one key.

    For each role (video, srt, ...) there is a name, for each name a sha256 and a size in bytes.
    `outline` is the film's, `cpu` the CPU seconds that it took, `clip` the clip's name.
    """

    files: dict[str, str]
    checksums: dict[str, str]
    outline: Outline
    sizes: dict[str, int] = {}
    cpu: float = 0.0
    clip: str = ""


@dataclass(frozen=True)
class StoredClip:
    """One clip of a store: its key, its bytes, and when it was last used, in seconds since 1970."""

    key: str
    size: int
    used: float


def record_of(made: Path, outcome: Outcome, clip: str) -> KeptClip:
    """Return what is to be known of finished files in a folder."""
    names = outcome.files.values()
    return KeptClip(
        files=outcome.files,
        checksums={name: file_digest(made / name) for name in names},
        sizes={name: (made / name).stat().st_size for name in names},
        outline=outcome.outline,
        cpu=outcome.cpu,
        clip=clip,
    )


class Store(ABC):
    """Where finished clips are kept.

    Attributes
    ----------
    address
        What the user calls it.
    set_aside
        The keys of clips that were found damaged, since the store was opened.
    limit
        Bytes to keep at most when a command ends, None for all that there is.
    """

    address: str
    set_aside: list[str]
    limit: int | None = None

    @abstractmethod
    def check(self) -> None:
        """Raise a MistakeError where nothing could be kept, before work is done for nothing."""

    @abstractmethod
    def workshop(self) -> AbstractContextManager[Path]:
        """Give a folder to make files in; gone afterwards."""

    @abstractmethod
    def find(self, key: str) -> KeptClip | None:
        """Return what is kept under a key; what is seen to be damaged is set aside."""

    @abstractmethod
    def peek(self, key: str) -> KeptClip | None:
        """Return what is known of a clip, without a look at its files or a sign of its use."""

    @abstractmethod
    def files(self, key: str, kept: KeptClip) -> AbstractContextManager[Path]:
        """Give a folder with the files of a key, each of them whole.

        Raises
        ------
        DamagedError
            One of them is not; it was set aside.
        """

    @abstractmethod
    def keep(self, key: str, made: Path, outcome: Outcome, clip: str = "") -> KeptClip:
        """Publish a folder of finished files under its key, unless there are some.

        Parameters
        ----------
        key
            The job's key.
        made
            A folder from `workshop` that holds the outcome's files and nothing else.
        outcome, clip
            What is to be kept with them.

        Raises
        ------
        JobError
            It cannot be kept; the files are still where they were made.
        """

    @abstractmethod
    def put_input(self, path: Path, digest: str) -> None:
        """Keep a file that jobs need, under the sha256 of its content."""

    @abstractmethod
    def get_input(self, digest: str, target: Path) -> None:
        """Write the file of that sha256; a JobError says that there is none."""

    @abstractmethod
    def clips(self) -> Iterator[StoredClip]:
        """Yield what is kept."""

    @abstractmethod
    def remove(self, key: str) -> None:
        """Take a clip away, if it is there."""

    @abstractmethod
    def sweep(self) -> int:
        """Take away what no longer counts; return how many bytes that were.

        That is: clips set aside, and what was left a day or longer ago by processes that were
        killed, or is an input.
        """

    @abstractmethod
    def give_up(self) -> None:
        """Wait for nothing any more: whoever asked for it all has gone."""

    def tidy(self, spare: Collection[str]) -> None:
        """Make room, as a command ends that made or took the clips to spare."""
        if self.limit is not None:
            with suppress(OSError):
                self.make_room(self.limit, spare)

    def make_room(self, limit: int, spare: Collection[str] = ()) -> int:
        """Remove the clips used longest ago until the rest fits; return the bytes of those.

        Parameters
        ----------
        limit
            Bytes to keep at most.
        spare
            Keys of clips that stay in any case.
        """
        aged = sorted(self.clips(), key=lambda clip: clip.used)
        total, gone = sum(clip.size for clip in aged), 0
        for clip in aged:
            if total - gone <= limit:
                break
            if clip.key not in spare:
                self.remove(clip.key)
                gone += clip.size
        return gone
