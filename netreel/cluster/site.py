"""A Dask cluster as a place to render clips at."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from distributed import Client
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from netreel.cluster.orders import (
    differences,
    fingerprint,
    make_order,
    perform_order,
    sees_store,
)
from netreel.errors import MistakeError, NetreelError
from netreel.scratch import scratch
from netreel.tasks import Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from netreel.rendering import Rendering
    from netreel.runner import Limits
    from netreel.store import Store

__all__ = ["OnCluster"]

_SECONDS_TO_CONNECT = 10
_SECONDS_TO_ANSWER = 2
_PATIENCE = 300.0
"""Seconds that a scheduler may be gone, or all workers."""
_BETWEEN_LOOKS = 5.0
"""Seconds in which nothing comes back, after which workers are counted."""
_BETWEEN_TRIES = 1.0
_ROUNDS = 10
"""How often workers are asked a thing again because one of them died over it."""
_PACKERS = 8
"""Jobs whose files are put into the store at once."""


class OnCluster:
    """Hands out clips to the workers of a Dask cluster; they leave what they make in the store.

    Parameters
    ----------
    address
        The scheduler's, such as ``tcp://host:8786``.
    store
        Where clips are kept: workers must see it as well.
    limits
        What a clip may take.
    note
        Told, for the user, what is waited for.

    Raises
    ------
    MistakeError
        There is no cluster, or its workers would draw otherwise, or do not see the store.
    """

    delivers = False

    def __init__(
        self, address: str, store: Store, limits: Limits, note: Callable[[str], None]
    ) -> None:
        self._address, self._store, self._limits = address, store, limits
        self._note = note
        for library in ("distributed", "tornado"):  # whatever they meet is told in our words
            logging.getLogger(library).setLevel(logging.CRITICAL)
        self._client = connected(address)
        try:
            check_versions(self._client)
            check_store(self._client, store)
        except BaseException:
            self._client.close()
            raise
        self._executor: Executor = self._client.get_executor(pure=False)
        self._arrived: SimpleQueue[tuple[str, Future[Outcome], Future[str]] | None] = SimpleQueue()
        self._asked: dict[Future[Outcome], tuple[Any, Future[str]]] = {}
        self._alone_since: float | None = None
        self._closed = False
        self._packers = ThreadPoolExecutor(_PACKERS, thread_name_prefix="netreel-pack")
        self._thread = threading.Thread(target=self._follow, name="netreel-cluster")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._closed = True
        self._packers.shutdown(cancel_futures=True)
        self._arrived.put(None)
        self._thread.join()
        self._client.close(timeout=1)

    def begin(
        self,
        rendering: Rendering,
        store: Store | None,
        tell: Callable[[str, int | None], None],
    ) -> Future[Outcome]:
        """Let a clip be rendered; how far it is, is not told."""
        del store, tell
        mine: Future[Outcome] = Future()
        self._packers.submit(self._pack, rendering, mine)
        return mine

    def _pack(self, rendering: Rendering, mine: Future[Outcome]) -> None:
        """Put a job's files into the store, and hand it out."""
        try:
            order = make_order(rendering.job, rendering.key, self._store, self._limits)
        except NetreelError as error:
            mine.set_result(lost(str(error)))
        else:
            self._hand_out(order.model_dump_json(), mine)

    def _hand_out(self, order: str, mine: Future[Outcome]) -> None:
        theirs = self._executor.submit(perform_order, order)
        self._asked[mine] = (self._client, theirs)
        mine.add_done_callback(lambda mine: self._asked.pop(mine, None))
        theirs.add_done_callback(lambda theirs: self._arrived.put((order, mine, theirs)))
        mine.add_done_callback(lambda mine: mine.cancelled() and theirs.cancel())

    def _follow(self) -> None:
        """Take what comes back; what was lost with the scheduler is handed out again."""
        while (item := self._next()) is not None:
            order, mine, theirs = item
            if mine.done() or self._closed:
                continue
            outcome: Outcome | None
            try:
                outcome = Outcome.model_validate_json(theirs.result())
            except (CancelledError, OSError):
                outcome = self._once_more(order, mine)
            except KilledWorker as error:
                outcome = lost(f"the workers that tried it died: {first_line(error)}")
            except Exception as error:
                outcome = lost(f"{type(error).__name__} on the cluster: {first_line(error)}")
            if outcome is not None and mine.set_running_or_notify_cancel():
                mine.set_result(outcome)

    def _next(self) -> tuple[str, Future[Outcome], Future[str]] | None:
        """Wait for what comes back; for workers no longer than there is patience."""
        while True:
            with suppress(Empty):
                return self._arrived.get(timeout=_BETWEEN_LOOKS)
            self._drop_what_is_lost()
            self._look_for_workers()

    def _drop_what_is_lost(self) -> None:
        """Cancel what was asked over a connection that is no more: Dask forgets some of it."""
        for client, theirs in [*self._asked.values()]:
            if client.status == "closed":
                theirs.cancel()

    def _look_for_workers(self) -> None:
        """Give up what was handed out if all workers have been gone for long."""
        now, there = time.monotonic(), has_workers(self._client)
        if there is None:
            return
        if there:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = now
            self._note(f"the Dask cluster at {self._address} has no workers: waiting for some")
        elif now > self._alone_since + _PATIENCE:
            gone = lost(f"the Dask cluster at {self._address} has had no workers for long")
            for mine in [*self._asked]:
                if mine.set_running_or_notify_cancel():
                    mine.set_result(gone)

    def _once_more(self, order: str, mine: Future[Outcome]) -> Outcome | None:
        """Hand out a job again as soon as there is a scheduler; an outcome says that there is none.

        Its worker may have finished it meanwhile: then it only looks into the store.
        """
        end = time.monotonic() + _PATIENCE
        while not self._closed and time.monotonic() < end:
            try:
                if self._client.status != "running":
                    self._client.close(timeout=1)
                    self._client = connected(self._address)
                    self._executor = self._client.get_executor(pure=False)
                self._hand_out(order, mine)
            except (MistakeError, OSError, RuntimeError, TypeError):
                time.sleep(_BETWEEN_TRIES)
            else:
                return None
        return lost(f"the scheduler {self._address} is gone")


def has_workers(client: Any) -> bool | None:
    """Whether a cluster has any; None if its scheduler does not say, which is another matter."""
    if client.status != "running":
        return None
    try:
        return bool(client.sync(client.scheduler.ncores, callback_timeout=_SECONDS_TO_ANSWER))
    except (OSError, RuntimeError, TimeoutError):
        return None


def lost(message: str) -> Outcome:
    return Outcome(failure=Failure(message=message, mistake=False, lost=True))


def first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:300]


def connected(address: str) -> Any:
    """Return a client of a scheduler that has workers, or gets one soon."""
    try:
        make: Any = Client  # it has no types
        client = make(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        raise MistakeError(
            f"there is no Dask scheduler at {address} ({first_line(error) or 'no answer'}): start "
            "one with `dask scheduler`, and workers with `dask worker ADDRESS`"
        ) from error
    try:
        client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
    except (OSError, TimeoutError) as error:
        client.close()
        raise MistakeError(
            f"the Dask scheduler at {address} has no workers: start some with "
            f"`dask worker {address}`"
        ) from error
    return client


def asked(client: Any, question: Callable[..., Any], *about: object) -> dict[str, Any]:
    """Return what all workers answer, or raise, by their addresses.

    One that is lost over it does not count: those that are there then are asked once more.

    Raises
    ------
    MistakeError
        They die each time.
    """
    for _ in range(_ROUNDS):
        answers: dict[str, Any] = client.run(question, *about, on_error="return")
        if answers and not any(isinstance(a, CommClosedError) for a in answers.values()):
            return answers
        time.sleep(_BETWEEN_TRIES)
    raise MistakeError(
        "the workers of the Dask cluster die as soon as they are asked something: what they say "
        "on their machines tells why"
    )


def check_versions(client: Any) -> None:
    """Raise a MistakeError if clips would look different on some worker."""
    here = fingerprint()
    for worker, there in asked(client, fingerprint).items():
        if isinstance(there, Exception):
            raise MistakeError(
                f"the Dask worker {worker} cannot render ({type(there).__name__}: "
                f"{first_line(there)}): install the same netreel there"
            )
        if wrong := differences(here, there):
            raise MistakeError(
                f"the Dask worker {worker} would draw otherwise: {'; '.join(wrong)}; install the "
                "same versions there"
            )


def check_store(client: Any, store: Store) -> None:
    """Raise a MistakeError if some worker does not see the store."""
    with scratch() as folder:
        token = folder / "token"
        token.write_bytes(str(time.time_ns()).encode())
        digest = hashlib.sha256(token.read_bytes()).hexdigest()
        store.put_input(token, digest)
    for worker, wrong in asked(client, sees_store, store.address, digest).items():
        if wrong:
            raise MistakeError(
                f"the Dask worker {worker} does not see the store {store.address} ({wrong}): give "
                "--store a place that all see, such as s3://bucket/path or a shared folder"
            )
