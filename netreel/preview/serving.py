"""The server from its start to its end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import webbrowser
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import click
import uvicorn

from netreel.errors import MistakeError
from netreel.forking import CAN_FORK
from netreel.preview.app import Studio
from netreel.preview.nursery import Limits
from netreel.preview.safety import LOOPBACK, new_token
from netreel.scratch import scratch
from scenes.catalogue import find

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Place", "serve"]

SECONDS_TO_END = 1


@dataclass(frozen=True)
class Place:
    """Where the server is found, and what it opens with."""

    host: str
    port: int
    clip: str | None
    open_it: bool

    def listen(self) -> socket.socket:
        """Return a socket that listens.

        Raises
        ------
        MistakeError
            It is taken, or there is no such address.
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((self.host, self.port))
        except OSError as error:
            listening.close()
            raise MistakeError(
                f"cannot listen on {self.host}, port {self.port} ({error.strerror}): is a preview "
                "open already? another --port, such as 0 for any that is free, will do"
            ) from error
        listening.listen(128)
        return listening

    def address(self, port: int, token: str | None) -> str:
        """Return what to open in a browser."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        path = f"/clip/{quote(self.clip)}" if self.clip else "/"
        return f"http://{name}:{port}{path}" + (f"?token={token}" if token else "")


def serve(place: Place, seconds: float | None = None, megabytes: int | None = None) -> None:
    """Serve until somebody asks for the end.

    Raises
    ------
    MistakeError
        It cannot listen there, or nothing can be drawn here.
    """
    if not CAN_FORK:
        raise MistakeError(
            "the preview forks what it draws, which only Linux does well: here, netreel still and "
            "netreel storyboard draw the same pictures"
        )
    if place.clip is not None:
        place = Place(place.host, place.port, find(place.clip).clip, open_it=place.open_it)
    usual = Limits()
    memory = megabytes * 1024**2 if megabytes else usual.memory
    seconds = seconds or usual.render
    limits = Limits(min(usual.look, seconds), seconds, memory)
    token = None if place.host in LOOPBACK else new_token()
    with scratch() as folder, place.listen() as listening:
        address = place.address(listening.getsockname()[1], token)
        click.echo(f"The preview is at {address}")
        click.echo("Ctrl-C ends it.", err=True)
        if place.open_it and has_screen():
            webbrowser.open(address)
        asyncio.run(run(Studio(folder, limits), listening, token))


async def run(studio: Studio, listening: socket.socket, token: str | None) -> None:
    """Serve until a signal comes."""
    config = uvicorn.Config(
        studio.app(token),
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_END,
        server_header=False,
    )
    server = Server(config)
    loop = asyncio.get_running_loop()

    def end(number: int) -> None:
        studio.stop()
        server.handle_exit(number, None)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, end, number)
    await server.serve([listening])


class Server(uvicorn.Server):
    """Leaves signals to whoever runs it: to end a preview is no interruption."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def has_screen() -> bool:
    """Whether a browser that is opened here would be seen."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
