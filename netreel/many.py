"""Many clips: what is kept is taken, the rest is rendered, longest first, and all is delivered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

from netreel.asking import check_inputs
from netreel.costs import Costs
from netreel.delivery import is_stdout
from netreel.errors import JobError, MistakeError
from netreel.progress import showing_progress
from netreel.rendering import Rendering, check_writable
from netreel.tasks import Failure, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from netreel.store import Store

    Tell = Callable[[str, int | None], None]

__all__ = ["Site", "render_all"]

_AT_A_TIME = 8
"""Clips that are looked up, or fetched, at once."""
NOT_STARTED = "not started, for another job failed (--stop-on-error)"


class Site(Protocol):
    """Where clips are rendered; `delivers` says whether what is made is delivered from there."""

    delivers: bool

    def begin(self, rendering: Rendering, store: Store | None, tell: Tell) -> Future[Outcome]:
        """Let a clip be rendered and kept in the store; what was asked for first goes first."""


def render_all(
    renderings: list[Rendering],
    site: Site,
    store: Store | None,
    *,
    are_checked: bool = False,
    stop_on_error: bool = False,
    told: Callable[[Rendering], None] = lambda _rendering: None,
) -> None:
    """Bring every rendering to its end; a failure is noted in it and stops no other.

    Parameters
    ----------
    renderings
        What to make.
    site
        Where.
    store
        Where finished clips are kept; None to neither use nor keep any.
    are_checked
        Whether networks and inputs are known to be good.
    stop_on_error
        Whether nothing more is started once a job has failed.
    told
        Called with each rendering that has come to its end.

    Raises
    ------
    NetreelError, NetcoreError, ScenesError
        The digit or the network cannot be read, or does not suit a clip: nothing was rendered, and
        not even a folder made.
    """
    with giving_up(store):
        looked_up = [*side_by_side(store, lambda r: is_in(store, r), renderings)]
        kept = [rendering for rendering, is_kept in looked_up if is_kept]
        pending = [rendering for rendering, is_kept in looked_up if not is_kept]
        if not are_checked:
            for rendering in pending:
                check_inputs(rendering.job)
        for folder in {rendering.out for rendering in renderings if not is_stdout(rendering.out)}:
            check_writable(folder)
        pending += deliver_kept(kept, store, told)
        try:
            if pending:
                Rendered(site, store, stop_on_error=stop_on_error, told=told).run(pending)
        finally:
            if store is not None:
                store.tidy({rendering.key for rendering in renderings})


@contextmanager
def giving_up(store: Store | None) -> Iterator[None]:
    """Let a store wait for nothing once one is interrupted: what ends then waits for its users."""
    try:
        yield
    except KeyboardInterrupt:
        if store is not None:
            store.give_up()
        raise


def deliver_kept(
    kept: list[Rendering], store: Store | None, told: Callable[[Rendering], None]
) -> list[Rendering]:
    """Deliver what is kept; return those of which that turned out to be damaged."""
    damaged = []
    for rendering, is_taken in side_by_side(store, lambda r: take_kept(r, store), kept):
        if is_taken:
            end(rendering, told)
        else:
            damaged.append(rendering)
    return damaged


class Rendered:
    """Renderings on their way through a site."""

    def __init__(
        self,
        site: Site,
        store: Store | None,
        *,
        stop_on_error: bool,
        told: Callable[[Rendering], None],
    ) -> None:
        self._site, self._store = site, store
        self._stop_on_error, self._told = stop_on_error, told
        self._futures: dict[Future[Outcome], Rendering] = {}
        self._ended: SimpleQueue[Future[Outcome]] = SimpleQueue()
        self._costs = Costs.read()

    def run(self, pending: list[Rendering]) -> None:
        """Render all; of those with one key the first, which the others then take."""
        pending = sorted(pending, key=lambda r: self._costs.expected(r.job), reverse=True)
        first = {self._one_of(rendering): rendering for rendering in reversed(pending)}
        works = [rendering for rendering in pending if first[self._one_of(rendering)] is rendering]
        likely = {r.name: (self._costs.expected(r.job), r.likely_frames) for r in works}
        expected = {name: milliseconds(cost) for name, (cost, _) in likely.items()}
        with showing_progress(expected) as show:

            def tell(name: str, frames: int | None) -> None:
                cost, usual = likely[name]
                show(name, None if frames is None else milliseconds(cost * frames / usual))

            for rendering in works:
                self._begin(rendering, tell)
            while self._futures:
                future = self._ended.get()
                self._settle(self._futures.pop(future), future, tell)
        if self._store is not None:
            self._costs.write()
        self._follow(r for r in pending if first[self._one_of(r)] is not r)

    def _one_of(self, rendering: Rendering) -> object:
        return rendering.key if self._store else id(rendering)

    def _begin(self, rendering: Rendering, tell: Tell) -> None:
        future = self._site.begin(rendering, self._store, tell)
        self._futures[future] = rendering
        future.add_done_callback(self._ended.put)

    def _settle(self, rendering: Rendering, future: Future[Outcome], tell: Tell) -> None:
        """Note how a job ended."""
        if future.cancelled():
            outcome = Outcome(failure=Failure(message=NOT_STARTED, mistake=False))
        else:
            outcome = future.result()
        if outcome.failure is None and not self._site.delivers:
            outcome = self._fetch(rendering, outcome)
        if outcome.failure is not None:
            self._fail(rendering, outcome.failure)
        else:
            rendering.cpu = outcome.cpu
            self._costs.note(rendering.job, outcome.cpu)
        tell(rendering.name, None)
        end(rendering, self._told)

    def _fetch(self, rendering: Rendering, outcome: Outcome) -> Outcome:
        """Deliver what was made elsewhere, out of the store."""
        if not take_kept(rendering, self._store):
            message = "it was rendered, but the store does not have it"
            return Outcome(failure=Failure(message=message, mistake=False))
        rendering.kept = False
        return outcome.model_copy(update={"failure": rendering.failure})

    def _fail(self, rendering: Rendering, failure: Failure) -> None:
        message = rendering.job.as_given(failure.message)
        rendering.failure = failure.model_copy(update={"message": message})
        if self._stop_on_error:
            for future in [*self._futures]:
                future.cancel()

    def _follow(self, others: Iterable[Rendering]) -> None:
        """Take what another rendering of the same key has made."""
        for rendering in others:
            if not take_kept(rendering, self._store):
                message = "its like failed, or could not be kept: see there"
                rendering.failure = Failure(message=message, mistake=False)
            end(rendering, self._told)


def side_by_side(
    store: Store | None, function: Callable[[Rendering], bool], renderings: list[Rendering]
) -> Iterator[tuple[Rendering, bool]]:
    """Yield what a function that asks a store returns for each, in order: it may be far away."""
    pool = ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="netreel-store")
    try:
        with giving_up(store):
            yield from zip(renderings, pool.map(function, renderings), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def is_in(store: Store | None, rendering: Rendering) -> bool:
    """Whether a store has the clip of a rendering, as far as that can be seen from here."""
    return store is not None and store.find(rendering.key) is not None


def take_kept(rendering: Rendering, store: Store | None) -> bool:
    """Deliver a clip that was rendered before, if it was; what is damaged was not."""
    kept = store.find(rendering.key) if store else None
    if store is None or kept is None:
        return False
    try:
        with store.files(rendering.key, kept) as folder:
            rendering.take(folder, kept.files, kept.outline)
    except MistakeError as error:
        rendering.failure = Failure(message=str(error), mistake=True)
    except JobError:
        return False
    rendering.kept = True
    return True


def end(rendering: Rendering, told: Callable[[Rendering], None]) -> None:
    """Note that a rendering has come to its end."""
    rendering.ended = True
    told(rendering)


def milliseconds(seconds: float) -> int:
    return max(round(seconds * 1000), 1)
