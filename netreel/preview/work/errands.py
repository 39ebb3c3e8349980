"""The table of all that a process of the preview can be sent for."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.preview.work.channel import Channel
from netreel.preview.work.describing import catalogue, clip_data
from netreel.preview.work.faults import told_of
from netreel.preview.work.looking import look
from netreel.preview.work.making import draft, make, poster, sweep, words
from netreel.preview.work.receiving import receive

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["perform"]


def describe(channel: Channel, order: dict[str, Any]) -> None:
    """Tell what clips there are, or what one of them takes."""
    channel.send(answer=clip_data(order["clip"]) if order.get("clip") else catalogue())


def nothing(channel: Channel, order: dict[str, Any]) -> None:
    """Have been forked: what the next one needs is imported."""
    channel.send(answer=True)


ERRANDS: dict[str, Callable[[Channel, dict[str, Any]], None]] = {
    function.__name__: function
    for function in (describe, draft, look, make, nothing, poster, receive, sweep, words)
}


def perform(order: dict[str, Any]) -> None:
    """Do what an order says; what goes wrong is told."""
    file = Path(order["order"])
    os.chdir(file.parent)
    channel = Channel.in_place_of_stdout(file.parent)
    told: dict[str, Any] = json.loads(file.read_bytes())
    try:
        ERRANDS[told["do"]](channel, told)
    except Exception as error:
        channel.send(**told_of(error, told.get("view")))
