"""Processes forked off one that has imported what they need: start-up is paid once.

The server holds one socket of a pair, and ends with the other one. An order on it is a line of
JSON, and with it come three open files: where the child's stdout and stderr go, and a socket of its
own. On that the server tells how the child ended; when its other end is closed, the child is
killed. So nothing outlives who asked for it, however that ends.

A child begins as the server was before its first order: what another one set is not seen by it.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
import traceback
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CAN_FORK", "LONGEST_ORDER", "Server", "peak_bytes"]

CAN_FORK = sys.platform == "linux"
"""On macOS what has loaded the system's own libraries had better not be forked."""
LONGEST_ORDER = 65536
"""Bytes."""
MOST_FILES = 65536
"""Open files of a server are fewer."""


@dataclass
class Child:
    """A process that is at work, and the socket of who asked for it."""

    pid: int
    asker: socket.socket


class Server:
    """Forks a child an order.

    Parameters
    ----------
    control
        Where orders come from.
    prepare
        Told each order before its child is forked: for imports. It starts no threads.
    perform
        Carries out an order, in the child.
    """

    def __init__(
        self,
        control: socket.socket,
        prepare: Callable[[dict[str, Any]], None],
        perform: Callable[[dict[str, Any]], None],
    ) -> None:
        self._control = control
        self._prepare, self._perform = prepare, perform
        self._children: dict[int, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._bell, self._ringer = socket.socketpair()

    def serve(self) -> None:
        """Carry out orders until nobody can give one any more."""
        for end in (self._bell, self._ringer):
            end.setblocking(False)
        signal.set_wakeup_fd(self._ringer.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for ignored in (signal.SIGINT, signal.SIGHUP):  # who asked for the clips is told, too
            signal.signal(ignored, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        self._selector.register(self._control, selectors.EVENT_READ, self._take_order)
        self._selector.register(self._bell, selectors.EVENT_READ, self._reap)
        gc.freeze()
        try:
            while self._step():
                pass
        finally:
            for child in self._children.values():
                kill(child.pid)

    def _step(self) -> bool:
        going_on = True
        for key, _ in self._selector.select():
            if isinstance(key.data, Child):
                self._drop(key.data)
            else:
                going_on = key.data() and going_on
        return going_on

    def _take_order(self) -> bool:
        line, files, _, _ = socket.recv_fds(self._control, LONGEST_ORDER, 3)
        if not line:
            return False
        order = json.loads(line)
        with suppress(Exception):  # the child raises it again, and tells it
            self._prepare(order)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # NumPy's idle threads are known
            pid = os.fork()
        if pid == 0:
            self._become(order, files)
        child = Child(pid, socket.socket(fileno=files.pop()))
        for file in files:
            os.close(file)
        self._children[pid] = child
        self._selector.register(child.asker, selectors.EVENT_READ, child)
        self._control.sendall(f"{pid}\n".encode())
        return True

    def _become(self, order: dict[str, Any], files: list[int]) -> NoReturn:
        """Be the child: only its own files are open, and signals do what they do at first."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            for file, place in zip(files[:2], (1, 2), strict=True):
                os.dup2(file, place)
            self._selector.close()
            os.closerange(3, MOST_FILES)
            self._perform(order)
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
            if isinstance(end.code, str):
                os.write(2, end.code.encode() + b"\n")
        except BaseException:
            os.write(2, traceback.format_exc().encode(errors="replace"))
        finally:
            os._exit(code)

    def _drop(self, child: Child) -> None:
        """Kill a child that nobody waits for any more, unless it has just ended."""
        if self._children.get(child.pid) is child:
            self._selector.unregister(child.asker)
            kill(child.pid)

    def _reap(self) -> bool:
        """Tell how those ended that have."""
        with suppress(BlockingIOError):
            self._bell.recv(LONGEST_ORDER)
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            child = self._children.pop(pid, None)
            if child is None:  # left behind by one that was killed
                continue
            ended = {
                "code": os.waitstatus_to_exitcode(status),
                "cpu": usage.ru_utime + usage.ru_stime,
                "memory": peak_bytes(usage.ru_maxrss),
            }
            with suppress(KeyError):
                self._selector.unregister(child.asker)
            with suppress(OSError):
                child.asker.sendall(json.dumps(ended).encode())
            child.asker.close()
        return True


def peak_bytes(maxrss: int) -> int:
    """Return a peak of memory in bytes: systems count it in different units."""
    return maxrss if sys.platform == "darwin" else maxrss * 1024


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
