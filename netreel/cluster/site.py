"""A Dask cluster as a place to render clips at."""

from __future__ import annotations

import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self

from distributed.scheduler import KilledWorker

from netreel.cluster.client import (
    check_store,
    check_versions,
    connected,
    first_line,
    has_workers,
    leave,
)
from netreel.cluster.orders import make_order, perform_order
from netreel.errors import MistakeError, NetreelError
from netreel.tasks import Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from netreel.rendering import Rendering
    from netreel.runner import Limits
    from netreel.store import Store

__all__ = ["OnCluster"]

_PATIENCE = 300.0
"""Seconds that a scheduler may be gone, or all workers."""
_BETWEEN_LOOKS = 5.0
"""Seconds in which nothing comes back, after which workers are counted."""
_BETWEEN_TRIES = 1.0
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
        self._client = connected(address)
        try:
            check_versions(self._client)
            check_store(self._client, store)
        except BaseException:
            leave(self._client)
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
        leave(self._client)

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
                    leave(self._client)
                    self._client = connected(self._address)
                    self._executor = self._client.get_executor(pure=False)
                self._hand_out(order, mine)
            except (MistakeError, OSError, RuntimeError, TypeError):
                time.sleep(_BETWEEN_TRIES)
            else:
                return None
        return lost(f"the scheduler {self._address} is gone")


def lost(message: str) -> Outcome:
    return Outcome(failure=Failure(message=message, mistake=False, lost=True))
