"""Worker processes as who asks for them sees them: started, watched, killed, waited for."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import BaseModel

from netreel.errors import JobError
from netreel.forking import CAN_FORK, LONGEST_ORDER, peak_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Ending",
    "ForkServer",
    "Forked",
    "Process",
    "Starter",
    "fork_by",
    "how_it_ended",
    "last_line",
    "resident_bytes",
]

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Ending(BaseModel):
    """How a process ended: its code, minus a signal's number, CPU seconds, peak memory in bytes."""

    code: int
    cpu: float = 0.0
    memory: int = 0


def how_it_ended(code: int, log: str = "") -> str:
    """Say how a process ended: by a signal, or with a code; and the last line of its log."""
    how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
    return how + last_line(log)


def last_line(log: str) -> str:
    """Return what comes after how a process ended: the last line of its log, if it has any."""
    last = next((line.strip() for line in reversed(log.splitlines()) if line.strip()), "")
    return f": {last}" if last else ""


class Process(Protocol):
    """A process that is at work."""

    pid: int

    def wait(self) -> Ending:
        """Wait for its end."""

    def kill(self) -> None:
        """End it at once."""


class Starter:
    """Starts worker processes: forks of a server where there are such things, else anew.

    Parameters
    ----------
    command
        What starts a worker, without its order; followed by ``--serve FD``, a server of them.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = [*command]
        self._lock = threading.Lock()
        self._server: ForkServer | None = None
        self._closed = False

    def start(self, order: dict[str, Any], stdout: int, stderr: int) -> Process:
        """Start a process that carries out an order, with these open files."""
        if not CAN_FORK:
            return Alone(self._command, order, stdout, stderr)
        with self._lock:
            for _ in range(2):
                if self._closed:
                    raise JobError("interrupted")
                self._server = self._server or ForkServer(self._command)
                with suppress(OSError):
                    return self._server.fork(order, stdout, stderr)
                # It was killed: there is to be a new one.
                said, self._server = self._server.last_words(), None
        if self._closed:
            raise JobError("interrupted")
        raise JobError(f"no render process can be started: {said}")

    def close(self) -> None:
        """End the server, and with it all that it started, even while it starts."""
        self._closed = True
        if server := self._server:
            server.end()
        with self._lock:
            self._server = None


class ForkServer:
    """A server of processes, and what it says on stderr."""

    def __init__(self, command: Sequence[str]) -> None:
        self._control, theirs = socket.socketpair()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (as long-lived as the process)
        with theirs:
            self._process = subprocess.Popen(
                [*command, "--serve", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
            )

    def fork(self, order: dict[str, Any], stdout: int, stderr: int) -> Forked:
        """Have a process forked; an OSError says that there is no server any more."""
        return fork_by(self._control, order, stdout, stderr)

    def last_words(self) -> str:
        """End it, and return the last line that it said."""
        said = ""
        self._process.kill()
        self._process.wait()
        with suppress(ValueError):  # it was ended on purpose, meanwhile
            self._log.seek(0)
            said = self._log.read().decode(errors="replace")
        self._release()
        lines = [line for line in said.splitlines() if line.strip()]
        return lines[-1] if lines else "their server was killed"

    def end(self) -> None:
        """Let it kill its children and end."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(0.5)
        except subprocess.TimeoutExpired:  # it is still importing, and has no children
            self._process.kill()
            self._process.wait()
        self._release()

    def _release(self) -> None:
        self._control.close()
        self._log.close()


def fork_by(control: socket.socket, order: dict[str, Any], stdout: int, stderr: int) -> Forked:
    """Have the server at the other end of a socket fork a process; an OSError says it is gone."""
    ours, theirs = socket.socketpair()
    try:
        with theirs:
            line = json.dumps(order).encode()
            socket.send_fds(control, [line], [stdout, stderr, theirs.fileno()])
            said = control.recv(LONGEST_ORDER)
        if not said:
            raise ConnectionResetError
    except OSError:
        ours.close()
        raise
    return Forked(int(said), ours)


class Forked:
    """A child of the server."""

    def __init__(self, pid: int, socket_: socket.socket) -> None:
        self.pid = pid
        self._socket = socket_

    def wait(self) -> Ending:
        """Wait for its end; where the server went with it, nobody knows how it was."""
        with self._socket, suppress(OSError, ValueError):
            return Ending.model_validate_json(self._socket.recv(LONGEST_ORDER))
        return Ending(code=-9)

    def kill(self) -> None:
        """End it at once: nobody listens to it any more."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def end(self) -> None:
        """End it at once, where nobody wants to know how it was."""
        self._socket.close()


class Alone:
    """A process that was started anew."""

    def __init__(
        self, command: Sequence[str], order: dict[str, Any], stdout: int, stderr: int
    ) -> None:
        task = Path(order["task"])
        self._process = subprocess.Popen(
            [*command, str(task)], cwd=task.parent, stdout=stdout, stderr=stderr
        )
        self.pid = self._process.pid

    def wait(self) -> Ending:
        """Wait for its end; what it took, Windows does not tell."""
        if not hasattr(os, "wait4"):
            return Ending(code=self._process.wait())
        _, status, usage = os.wait4(self.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        cpu = usage.ru_utime + usage.ru_stime
        return Ending(code=self._process.returncode, cpu=cpu, memory=peak_bytes(usage.ru_maxrss))

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()


def resident_bytes(pid: int) -> int:
    """Return the memory that a process has in use, 0 where that cannot be known."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        pass
    if not Path("/bin/ps").exists():
        return 0
    command = ["/bin/ps", "-o", "rss=", "-p", str(pid)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return int(told.strip() or 0) * 1024
