"""A Dask cluster as seen from outside: it is found, asked what its workers are, and left."""

from __future__ import annotations

import hashlib
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from distributed import Client
from distributed.comm.core import CommClosedError

from netreel.cluster.orders import differences, fingerprint, sees_store
from netreel.errors import MistakeError
from netreel.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Callable

    from netreel.store import Store

__all__ = [
    "asked",
    "check_store",
    "check_versions",
    "connected",
    "first_line",
    "has_workers",
    "leave",
    "places_at",
]

_SECONDS_TO_CONNECT = 10
_SECONDS_TO_ANSWER = 2
_BETWEEN_TRIES = 1.0
_ROUNDS = 10
"""How often workers are asked a thing again because one of them died over it."""


def has_workers(client: Any) -> bool | None:
    """Whether a cluster has any; None if its scheduler does not say, which is another matter."""
    if client.status != "running":
        return None
    try:
        return bool(client.sync(client.scheduler.ncores, callback_timeout=_SECONDS_TO_ANSWER))
    except (OSError, RuntimeError, TimeoutError):
        return None


def first_line(error: BaseException) -> str:
    """Return what an error says first: those of Dask go on for pages."""
    return str(error).strip().partition("\n")[0][:300]


def connected(address: str) -> Any:
    """Return a client of a scheduler that has workers, or gets one soon."""
    hush()
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
        leave(client)
        raise MistakeError(
            f"the Dask scheduler at {address} has no workers: start some with "
            f"`dask worker {address}`"
        ) from error
    return client


def hush() -> None:
    """Let nothing be seen of what Dask and its libraries meet: that is told in our words.

    Dask gives some of their loggers levels of their own, whatever is said of those above them.
    """
    for name in ["asyncio", *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in {"asyncio", "distributed", "tornado"}:
            logging.getLogger(name).setLevel(logging.CRITICAL)


def places_at(address: str) -> int:
    """Return how many clips a cluster renders at a time; see `connected` for what is raised."""
    client = connected(address)
    try:
        return sum(client.ncores().values())
    finally:
        leave(client)


def leave(client: Any) -> None:
    """Close a client; one that is too busy to be closed in a second is left as it is."""
    with suppress(OSError, RuntimeError, AssertionError):
        client.close(timeout=1)


def asked(client: Any, question: Callable[..., Any], *about: object) -> dict[str, Any]:
    """Return what all workers answer, or raise, by their addresses.

    One that is lost over it does not count: those that are there then are asked once more.

    Raises
    ------
    MistakeError
        They die each time.
    """
    for _ in range(_ROUNDS):
        answers: dict[str, Any] = {}
        with suppress(OSError):  # the scheduler itself does not answer
            answers = client.run(question, *about, on_error="return")
        if answers and not any(isinstance(a, CommClosedError) for a in answers.values()):
            return answers
        time.sleep(_BETWEEN_TRIES)
    raise MistakeError(
        "the workers of the Dask cluster do not answer, or die as soon as they are asked "
        "something: what they say on their machines tells why"
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
