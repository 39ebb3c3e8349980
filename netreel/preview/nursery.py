"""The processes of the preview as its server sees them: stages, and who is sent for something."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
import sys
import tempfile
import threading
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.errors import JobError
from netreel.preview.errand import Errand
from netreel.preview.work.channel import Channel
from netreel.processes import ForkServer, fork_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from netreel.processes import Forked

__all__ = ["Limits", "Nursery"]

# -P: a folder that happens to be named like one of our packages is not imported.
STAGES = (sys.executable, "-P", "-m", "netreel.preview.stage")
LOST = "the process that draws was lost, and is started anew"
PROGRESS = {"expected", "frames"}
"""What is told on the way."""


@dataclass(frozen=True)
class Limits:
    """What a process may take: seconds until a clip has run, seconds of a render, bytes."""

    look: float = 60.0
    render: float = 3600.0
    memory: int = 4 * 1024**3


class Stage:
    """A process that has imported scenes as they were, and forks what is to be done."""

    def __init__(self, root: ForkServer, folder: Path) -> None:
        self._control, theirs = socket.socketpair()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (as long-lived as the process)
        with theirs:
            order = {"bytecode": str(folder / "bytecode")}
            self._process = root.fork(order, theirs.fileno(), self._log.fileno())
        self._forking, self._counting = threading.Lock(), threading.Lock()
        self._at_work = 0
        self._is_retired = self._is_ended = False

    def start(self, order: dict[str, Any], stdout: int, stderr: int) -> Forked:
        """Have a process forked; an OSError says that the stage is gone."""
        with self._counting:
            if self._is_retired or self._is_ended:
                raise ConnectionResetError
            self._at_work += 1
        try:
            with self._forking:
                return fork_by(self._control, order, stdout, stderr)
        except OSError:
            self.note_end()
            raise

    def note_end(self) -> None:
        """Be told that a process has ended."""
        with self._counting:
            self._at_work -= 1
            if self._is_retired and not self._at_work:
                self._end()

    def retire(self) -> None:
        """End as soon as nobody is at work any more, and let nobody begin."""
        with self._counting:
            self._is_retired = True
            if not self._at_work:
                self._end()

    def end(self) -> None:
        """Let it kill its children and end."""
        with self._counting:
            self._end()

    def _end(self) -> None:
        """End, while nobody can be counted: who is let in just before would be killed."""
        self._is_ended = True
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        self._control.close()
        self._log.close()


class Nursery:
    """Sends processes for things; the source that they import is the one of now.

    Parameters
    ----------
    folder
        For what they are told and make.
    limits
        What each may take.
    told
        Called with ``ready``, ``starting`` or ``died``, and a message.
    """

    def __init__(self, folder: Path, limits: Limits, told: Callable[[str, str], None]) -> None:
        self.folder, self.limits = folder, limits
        self._told = told
        self._root: ForkServer | None = None
        self._stage: Stage | None = None
        self._lock = threading.Lock()
        self._closed = False

    async def send(
        self, do: str, folder: Path, *, clip: str = "", nice: int = 0, **order: Any
    ) -> Errand:
        """Send a process for something, with a folder for what it makes.

        Raises
        ------
        JobError
            No process can be started.
        """
        file = folder / "order.json"
        told = {"do": do, "clip": clip, "folder": str(folder), **order}
        file.write_text(json.dumps(told), "utf-8")
        what = {"order": str(file), "clip": clip, "nice": nice, "memory": self.limits.memory}
        is_given_up = threading.Event()
        work = asyncio.to_thread(self._start, what, folder, is_given_up)
        starting = asyncio.ensure_future(work)
        try:
            async with asyncio.timeout(self.limits.look):
                return await asyncio.shield(starting)
        except TimeoutError as error:
            is_given_up.set()
            self._give_up_stage()
            message = f"the source takes more than {self.limits.look:g} seconds to import"
            raise JobError(message) from error
        finally:
            if not starting.done():  # nobody wants it any more, and it starts all the same
                starting.add_done_callback(end_it)

    async def ask(self, do: str, folder: Path | None = None, **order: Any) -> dict[str, Any]:
        """Send a process for something and return the record that it ends with.

        Without a `folder` it has one for the moment.

        Raises
        ------
        JobError
            It ended without one, or took too long.
        """
        made = folder or Path(tempfile.mkdtemp(dir=self.folder))
        try:
            async with asyncio.timeout(self.limits.look):
                return await self._answer(await self.send(do, made, **order))
        except TimeoutError as error:
            raise JobError(f"it took longer than {self.limits.look:g} s") from error
        finally:
            if folder is None:
                shutil.rmtree(made, ignore_errors=True)

    async def _answer(self, errand: Errand) -> dict[str, Any]:
        try:
            async with aclosing(errand.messages()) as messages:
                async for message in messages:
                    if not message.keys() & PROGRESS:
                        return message
        finally:
            errand.kill()
        raise JobError(errand.last_words)

    def _start(self, order: dict[str, Any], folder: Path, is_given_up: threading.Event) -> Errand:
        log = folder / "stderr.txt"
        for _ in range(3):
            stage = self._ready_stage()
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            try:
                with theirs, log.open("w") as said:
                    process = stage.start(order, theirs.fileno(), said.fileno())
            except OSError:
                ours.close()
                self._lose(stage)
                if is_given_up.is_set():
                    break
                continue
            ours.setblocking(False)
            return Errand(process, Channel(ours, folder), log, stage.note_end)
        raise JobError("no process can be started to draw")

    def _ready_stage(self) -> Stage:
        with self._lock:
            for _ in range(2):
                if self._closed:
                    raise JobError("the preview has ended")
                if self._stage is None:
                    self._begin_stage()
                if self._stage is not None:
                    return self._stage
        raise JobError("no process can be started to draw")

    def _begin_stage(self) -> None:
        if self._root is None:
            self._told("starting", "")
            self._root = ForkServer(STAGES)
        try:
            self._stage = Stage(self._root, self.folder)
            self._told("ready", "")
        except OSError:
            if not self._closed:
                self._told("died", f"{LOST} ({self._root.last_words()})")
            self._root = None

    def _lose(self, stage: Stage) -> None:
        with self._lock:
            if self._stage is stage:
                self._told("died", LOST)
                self._stage = None

    def _give_up_stage(self) -> None:
        """End a stage that does not come to the end of what it imports."""
        stage, self._stage = self._stage, None
        if stage is not None:
            stage.end()

    def renew(self) -> None:
        """Import the source anew for all that comes; what is being done goes on."""
        with self._lock:
            stage, self._stage = self._stage, None
        if stage is not None:
            stage.retire()

    def close(self) -> None:
        """End all, even what has only begun to start."""
        self._closed = True
        if root := self._root:
            root.end()
        with self._lock:
            if self._stage is not None:
                self._stage.end()
            self._root = self._stage = None


def end_it(started: asyncio.Future[Errand]) -> None:
    """End an errand, if it has begun."""
    if not started.cancelled() and started.exception() is None:
        started.result().kill()
