"""A way to a server that can be shut for a while."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

BUSY = b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Gate:
    """A way to a server that can be shut: who knocks meanwhile is refused, or told something."""

    def __init__(self, port: int) -> None:
        self._to = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._is_open = threading.Event()
        self._lines: list[socket.socket] = []
        self.refused = 0
        self._told = b""
        self.open()
        threading.Thread(target=self._let_in, daemon=True).start()

    def open(self) -> None:
        self._is_open.set()

    def shut(self, told: bytes = b"") -> None:
        self._told = told
        self._is_open.clear()
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.shut()
        self._door.close()
        for line in self._lines:
            line.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                guest, _ = self._door.accept()
                if not self._is_open.is_set():
                    self.refused += 1
                    self._turn_away(guest)
                    continue
                server = socket.create_connection(self._to)
                self._lines += [guest, server]
                for ends in ((guest, server), (server, guest)):
                    threading.Thread(target=passed_on, args=ends, daemon=True).start()

    def _turn_away(self, guest: socket.socket) -> None:
        with guest, suppress(OSError):
            if self._told:
                guest.settimeout(1)
                guest.recv(65536)
                guest.sendall(self._told)


def passed_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
