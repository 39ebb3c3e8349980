"""What a worker of a cluster is told, and does: a job by its key, its files by their content.

A worker fetches inputs from the store, renders in a process of its own, which leaves the worker's
interpreter free to answer its scheduler, and publishes the clip: only what is known of it returns.
"""

from __future__ import annotations

import platform
import socket
import threading
from functools import cache
from pathlib import Path

from netcore import network_files
from netreel.errors import JobError, NetreelError
from netreel.here import render_one
from netreel.inputs import paths_in
from netreel.jobs import RenderJob, file_digest, installed, key_of, params_of
from netreel.runner import Limits, Workers
from netreel.scratch import scratch
from netreel.store import Store, open_store
from netreel.tasks import Failure, Outcome, Record

__all__ = ["Order", "differences", "fingerprint", "make_order", "perform_order", "sees_store"]

_LOCK = threading.Lock()


class Order(Record):
    """A job for a worker.

    `inputs` has for each parameter that names a file the path of that and of those beside it that
    belong to it, relative to its folder, each with the sha256 under which the store has it.
    """

    key: str
    job: RenderJob
    inputs: dict[str, list[tuple[str, str]]]
    store: str
    seconds: float | None = None
    memory: int | None = None


def make_order(job: RenderJob, key: str, store: Store, limits: Limits) -> Order:
    """Return the order of a job; its files are in the store then."""
    inputs: dict[str, list[tuple[str, str]]] = {}
    for name, path in paths_in(params_of(job)).items():
        files = network_files(path) if name == "network" else [path]
        inputs[name] = [(f.relative_to(path.parent).as_posix(), file_digest(f)) for f in files]
        for file, (_, digest) in zip(files, inputs[name], strict=True):
            store.put_input(file, digest)
    return Order(
        key=key,
        job=job,
        inputs=inputs,
        store=store.address,
        seconds=limits.seconds,
        memory=limits.memory,
    )


def perform_order(text: str) -> str:
    """Render what an order says, on a worker; take and return JSON, which any version can read."""
    order = Order.model_validate_json(text)
    try:
        return perform(order).model_dump_json()
    except NetreelError as error:
        failure = Failure(message=f"{error} (on {socket.gethostname()})", mistake=False)
        return Outcome(failure=failure).model_dump_json()


def perform(order: Order) -> Outcome:
    store = the_store(order.store)
    if kept := store.find(order.key):  # made meanwhile, or by a worker that was lost afterwards
        return Outcome(files=kept.files, outline=kept.outline)
    with scratch() as folder:
        job, given = fetched(order, store, folder)
        if key_of(job) != order.key:
            raise JobError("the worker has another version of netreel, or of what it draws with")
        unkept: list[str] = []

        def take(_folder: Path, _outcome: Outcome, why: str | None) -> None:
            unkept.extend([why] if why else [])

        workers = the_workers(Limits(order.seconds, order.memory))
        outcome = render_one(job, order.key, workers, store, take)
    if unkept:
        raise JobError(unkept[0])
    if outcome.failure is not None:
        message = outcome.failure.message
        for here, there in given.items():
            message = message.replace(here, there)
        failure = outcome.failure.model_copy(update={"message": message})
        return outcome.model_copy(update={"failure": failure})
    return outcome


def fetched(order: Order, store: Store, folder: Path) -> tuple[RenderJob, dict[str, str]]:
    """Return the job with the paths of its files here, and which were theirs there."""
    params, given = dict(order.job.params), {}
    for number, (name, files) in enumerate(order.inputs.items()):
        place = folder / f"input-{number}"
        for relative, digest in files:
            (place / relative).parent.mkdir(parents=True, exist_ok=True)
            store.get_input(digest, place / relative)
        here = str(place / Path(str(params[name])).name)
        given[here] = str(params[name])
        params[name] = here
    return order.job.model_copy(update={"params": params}), given


@cache
def the_store(address: str) -> Store:
    """Return the store of this process."""
    return open_store(address)


@cache
def made_workers(limits: Limits) -> Workers:
    return Workers(1, limits)


def the_workers(limits: Limits) -> Workers:
    """Return what starts render processes in this process: once for all."""
    with _LOCK:
        return made_workers(limits)


def fingerprint() -> dict[str, str]:
    """Return what decides how clips look here, each with its version or a mark of its content."""
    import av

    here = installed()
    found = {f"netreel's {name}": mark[:12] for name, mark in here["source"].items()}
    found["fonts and other assets"] = here["assets"][:12]
    found |= here["versions"] | {"Python": here["python"]}
    libraries = {name: dotted(version) for name, version in av.library_versions.items()}
    found |= {f"codecs ({name})": libraries[name] for name in ("libavcodec", "libavformat")}
    return found | {"processor": platform.machine()}


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def differences(here: dict[str, str], there: dict[str, str]) -> list[str]:
    """Say what is not the same there as here."""
    names = sorted(here.keys() | there.keys())
    told = [(name, there.get(name, "none"), here.get(name, "none")) for name in names]
    return [f"{name} {other}, here {ours}" for name, other, ours in told if other != ours]


def sees_store(address: str, digest: str) -> str:
    """Return why a worker does not see what was put into the store; nothing if it does."""
    try:
        with scratch() as folder:
            open_store(address).get_input(digest, folder / "seen")
            return "" if file_digest(folder / "seen") == digest else "it holds something else"
    except NetreelError as error:
        return str(error)
