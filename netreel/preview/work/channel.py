"""How a process of the preview talks with the server: records, one a message."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import Any

__all__ = ["Channel"]

MOST_BYTES = 32768
"""Of a message; a longer one goes through a file."""


class Channel:
    """One end of a pair of sockets that keep messages apart.

    Parameters
    ----------
    socket_
        Of the kind SOCK_SEQPACKET.
    folder
        For what is too long to be sent.
    """

    def __init__(self, socket_: socket.socket, folder: Path) -> None:
        self.socket, self._folder = socket_, folder

    @classmethod
    def in_place_of_stdout(cls, folder: Path) -> Channel:
        """Take what is standard output; what libraries print goes to stderr from now on."""
        channel = cls(socket.socket(fileno=os.dup(1)), folder)
        os.dup2(2, 1)
        return channel

    def send(self, **message: Any) -> None:
        """Send a record; nobody need be there to read it."""
        data = json.dumps(message).encode()
        if len(data) > MOST_BYTES:
            file = self._folder / f"message-{os.getpid()}-{os.urandom(6).hex()}.json"
            file.write_bytes(data)
            data = json.dumps({"file": file.name}).encode()
        self.socket.send(data)

    def read(self, data: bytes) -> dict[str, Any]:
        """Return the record of a message."""
        message: dict[str, Any] = json.loads(data)
        if "file" in message and len(message) == 1:
            file = self._folder / str(message["file"])
            message = json.loads(file.read_bytes())
            file.unlink()
        return message
