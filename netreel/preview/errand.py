"""A process that was sent for something, as the server sees it."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.processes import how_it_ended

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from netreel.preview.work.channel import Channel
    from netreel.processes import Forked

__all__ = ["Errand"]

MOST_BYTES = 65536
SECONDS_BETWEEN_LOOKS = 0.01


class Errand:
    """A process that was sent for something: what it tells, and what it can be told.

    Parameters
    ----------
    process
        The process.
    channel
        Where its records come from.
    log
        What it says on stderr.
    ended
        Called once, when it has been ended.
    """

    def __init__(
        self, process: Forked, channel: Channel, log: Path, ended: Callable[[], None]
    ) -> None:
        self.pid = process.pid
        self._process, self._channel, self._log, self._ended = process, channel, log, ended
        self._is_over = False
        self._code = 0

    async def messages(self) -> AsyncGenerator[dict[str, Any]]:
        """Yield what it tells until it has ended, and all that it started."""
        loop = asyncio.get_running_loop()
        try:
            while data := await loop.sock_recv(self._channel.socket, MOST_BYTES):
                yield self._channel.read(data)
            if not self._is_over:
                self._code = (await asyncio.to_thread(self._process.wait)).code
        except OSError:
            return
        finally:
            self.kill()
            self._channel.socket.close()

    def tell(self, **record: Any) -> None:
        """Tell it something, if it is still there."""
        with suppress(OSError):
            self._channel.socket.send(json.dumps(record).encode())

    def kill(self) -> None:
        """End it at once, and all that it started."""
        if not self._is_over:
            self._is_over = True
            self._process.end()
            self._ended()
            with suppress(OSError):
                self._channel.socket.shutdown(socket.SHUT_RDWR)

    async def is_gone(self) -> None:
        """Wait until the process that was killed is no more."""
        while Path(f"/proc/{self.pid}").exists():
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    @property
    def last_words(self) -> str:
        """How it ended, and the last line that it said on stderr."""
        log = ""
        with suppress(OSError):
            log = self._log.read_text("utf-8", errors="replace")
        return f"the process {how_it_ended(self._code, log)}"
