"""A store of objects, such as S3, by obstore.

The files of a clip go under ``clips/KEY/MARK/``, where the mark is of their content; the record
``clips/KEY/kept.json`` that names them is put last, and only if there is none. What has no record
does not count.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import threading
import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, GenericError, NotFoundError
from obstore.store import from_url
from pydantic import ValidationError

from netreel.errors import JobError, MistakeError
from netreel.jobs import file_digest
from netreel.scratch import scratch
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
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from obstore.store import RetryConfig

    from netreel.tasks import Outcome

__all__ = ["ObjectStore"]

RETRIES: RetryConfig = {
    "max_retries": 10,
    "retry_timeout": timedelta(seconds=1),
    "backoff": {
        "init_backoff": timedelta(milliseconds=100),
        "max_backoff": timedelta(milliseconds=500),
        "base": 2,
    },
}
"""What obstore does by itself: no more, for nothing ends it while it does."""
PATIENCE = 180.0
"""Seconds in which a server that has answered is asked again."""
PATIENCE_AT_FIRST = 10.0
"""The same, of which nothing is known yet."""
BETWEEN_TRIES = 0.5
PASSING = ("HTTP error", " retries, ")
"""What obstore says of an error that may be none next time: no answer, or "later" after retries."""
REMEDY = (
    "see that its server is there, and that it is said who you are, in AWS_ACCESS_KEY_ID, "
    "AWS_ENDPOINT_URL, AZURE_STORAGE_ACCOUNT_NAME and the like"
)
NOT_THERE = (NotFoundError, FileNotFoundError)
"""How obstore says so, depending on what was asked."""


class ObjectStore(Store):
    """A bucket, or what is under a prefix in it.

    Who one is, and which server it is, is said as their own tools have it: AWS_ACCESS_KEY_ID,
    AWS_ENDPOINT_URL and the like. What fails on the way is tried again, for minutes once the
    server has answered at all.

    Parameters
    ----------
    address
        Such as ``s3://bucket/prefix``.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.set_aside: list[str] = []
        self._has_answered = False
        self._is_given_up = threading.Event()
        options: dict[str, Any] = {}
        if os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://"):
            options["client_options"] = {"allow_http": True}
        try:
            self._objects: Any = from_url(address, retry_config=RETRIES, **options)
        except (BaseError, ValueError) as error:
            raise MistakeError(
                f"cannot open the store {address}: {first_line(error)}; {REMEDY}"
            ) from error

    def give_up(self) -> None:
        """Ask for nothing twice from now on."""
        self._is_given_up.set()

    def check(self) -> None:
        """Put an object, as clips are put."""
        try:
            with self._reached(must_be_there=True):
                self._ask(obstore.put, "probe", b"netreel")
        except JobError as error:
            what = str(error).partition("; what is finished")[0]
            raise MistakeError(f"{what}; {REMEDY}") from error

    def workshop(self) -> AbstractContextManager[Path]:
        """Give a folder on this machine."""
        return scratch()

    def find(self, key: str) -> KeptClip | None:
        """Return what is kept under a key; whether its files are whole is seen when they come."""
        try:
            return KeptClip.model_validate_json(self._get(f"clips/{key}/{RECORD}"))
        except NOT_THERE:
            return None
        except ValidationError:
            self._set_aside(key)
            return None

    def peek(self, key: str) -> KeptClip | None:
        """Return what the record of a key says."""
        with suppress(*NOT_THERE, ValidationError):
            return KeptClip.model_validate_json(self._get(f"clips/{key}/{RECORD}"))
        return None

    @contextmanager
    def files(self, key: str, kept: KeptClip) -> Iterator[Path]:
        """Fetch the files of a key."""
        with scratch() as folder:
            for name, checksum in kept.checksums.items():
                with suppress(*NOT_THERE):
                    (folder / name).write_bytes(self._get(f"clips/{key}/{mark(kept)}/{name}"))
                if not (folder / name).is_file() or file_digest(folder / name) != checksum:
                    self._set_aside(key)
                    raise DamagedError(f"the clip {key} in {self.address} is damaged: set aside")
            yield folder

    def _set_aside(self, key: str) -> None:
        self.set_aside.append(key)
        with self._reached(), suppress(*NOT_THERE):
            record = f"clips/{key}/{RECORD}"
            self._ask(obstore.rename, record, f"damaged/{key}-{time.time_ns()}.json")

    def keep(self, key: str, made: Path, outcome: Outcome, clip: str = "") -> KeptClip:
        """Put finished files, and the record that makes them count."""
        kept = record_of(made, outcome, clip)
        with self._reached(must_be_there=True):
            for name in kept.checksums:
                self._ask(obstore.put, f"clips/{key}/{mark(kept)}/{name}", made / name)
            record = kept.model_dump_json(indent=1).encode()
            with suppress(AlreadyExistsError):  # another process has just kept the same clip
                self._ask(obstore.put, f"clips/{key}/{RECORD}", record, mode="create")
        return kept

    def put_input(self, path: Path, digest: str) -> None:
        """Keep a file that jobs need."""
        with self._reached():
            try:
                self._ask(obstore.head, f"inputs/{digest}")
            except NOT_THERE:
                self._ask(obstore.put, f"inputs/{digest}", path)

    def get_input(self, digest: str, target: Path) -> None:
        """Write the file of that sha256."""
        try:
            target.write_bytes(self._get(f"inputs/{digest}"))
        except NOT_THERE as error:
            raise JobError(f"there is no input {digest} in {self.address}") from error

    def clips(self) -> Iterator[StoredClip]:
        """Yield what is kept: objects have no time of use, so it is that of their making."""
        sizes: dict[str, int] = {}
        made: dict[str, float] = {}
        for path, size, when in self._listed("clips"):
            key = path.parts[1]
            sizes[key] = sizes.get(key, 0) + size
            if path.name == RECORD:
                made[key] = when
        for key, when in made.items():
            yield StoredClip(key, sizes[key], when)

    def remove(self, key: str) -> None:
        """Take a clip away, if it is there: its record first."""
        with self._reached():
            with suppress(*NOT_THERE):
                self._ask(obstore.delete, f"clips/{key}/{RECORD}")
            self._delete([str(path) for path, _, _ in self._listed(f"clips/{key}")])

    def sweep(self) -> int:
        """Take away what no longer counts."""
        files = [*self._listed("clips")]
        counts = {path.parts[1] for path, _, _ in files if path.name == RECORD}
        old = time.time() - A_DAY
        stray = [f for f in files if f[0].parts[1] not in counts and f[2] < old]
        stray += [*self._listed("damaged"), *(f for f in self._listed("inputs") if f[2] < old)]
        self._delete([str(path) for path, _, _ in stray])
        return sum(size for _, size, _ in stray)

    def _ask(self, do: Callable[..., Any], *about: object, **options: object) -> Any:
        """Ask the server, and again where it may do then: nothing does harm when asked twice."""
        begin = time.monotonic()
        while True:
            try:
                return do(self._objects, *about, **options)
            except GenericError as error:
                patience = PATIENCE if self._has_answered else PATIENCE_AT_FIRST
                is_over = time.monotonic() > begin + patience
                if is_over or not any(sign in str(error) for sign in PASSING):
                    raise
                if self._is_given_up.wait(BETWEEN_TRIES):
                    raise

    def _get(self, path: str) -> bytes:
        with self._reached():
            return bytes(self._ask(lambda objects: obstore.get(objects, path).bytes()))

    def _listed(self, prefix: str) -> Iterator[tuple[PurePosixPath, int, float]]:
        """Yield path, bytes and time of making of the objects under a prefix."""
        with self._reached():
            batches = self._ask(lambda objects: [*obstore.list(objects, prefix=prefix)])
        for each in itertools.chain.from_iterable(batches):
            path = PurePosixPath(each["path"])
            yield path, each["size"], each["last_modified"].timestamp()

    def _delete(self, paths: list[str]) -> None:
        with self._reached(), suppress(*NOT_THERE):
            if paths:
                self._ask(obstore.delete, paths)

    @contextmanager
    def _reached(self, *, must_be_there: bool = False) -> Iterator[None]:
        """Say in one line that the store cannot be used.

        That something is not there is an error as another, or none, as for who looks for it.
        """
        try:
            yield
            self._has_answered = True
        except (BaseError, OSError) as error:
            if isinstance(error, NOT_THERE) and not must_be_there:
                self._has_answered = True
                raise
            raise JobError(
                f"cannot use the store {self.address}: {first_line(error)}; what is finished is "
                "kept, the same command goes on from there"
            ) from error


def mark(kept: KeptClip) -> str:
    """Return a mark of the content of all files."""
    listed = "\n".join(f"{name} {checksum}" for name, checksum in sorted(kept.checksums.items()))
    return hashlib.sha256(listed.encode()).hexdigest()[:16]


def first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:300] or type(error).__name__
