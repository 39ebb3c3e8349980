"""Who is looking: each page has one stream of events, and one newest view."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Event", "Hub", "Page"]

MOST_WAITING = 1000
"""Events for a page that does not take them; then its stream ends, and it comes back."""


@dataclass(frozen=True)
class Event:
    """What a page is told: the event's name, and its data."""

    name: str
    data: dict[str, Any]


@dataclass(eq=False)
class Page:
    """One page in a browser: its streams, usually one, and the key of its newest view."""

    name: str
    key: str = ""
    number: int = 0
    """Of its newest view; what comes of an older one is not wanted any more."""
    streams: set[asyncio.Queue[Event | None]] = field(default_factory=set)

    def tell(self, event: Event) -> None:
        """Put an event into its streams."""
        for stream in [*self.streams]:
            if stream.qsize() > MOST_WAITING:
                self.streams.discard(stream)
                stream.put_nowait(None)
            else:
                stream.put_nowait(event)


class Hub:
    """All pages."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._is_closed = False

    def page(self, name: str) -> Page:
        """Return the page of that name, known or not yet."""
        return self._pages.setdefault(name, Page(name))

    def open(self, page: Page) -> asyncio.Queue[Event | None]:
        """Return a new stream of a page; None in it is its end."""
        stream: asyncio.Queue[Event | None] = asyncio.Queue()
        if self._is_closed:
            stream.put_nowait(None)
        page.streams.add(stream)
        return stream

    def leave(self, page: Page, stream: asyncio.Queue[Event | None]) -> None:
        """Take a stream away."""
        page.streams.discard(stream)

    def forget(self, page: Page) -> None:
        """Forget a page that has gone."""
        self._pages.pop(page.name, None)

    def looking_at(self, key: str) -> list[Page]:
        """Return the pages whose newest view has that key."""
        return [page for page in self._pages.values() if page.key == key]

    def tell_all(self, name: str, data: dict[str, Any]) -> None:
        """Tell every page."""
        for page in [*self._pages.values()]:
            page.tell(Event(name, data))

    def tell(self, key: str, name: str, data: dict[str, Any]) -> None:
        """Tell those whose newest view has that key."""
        for page in self.looking_at(key):
            page.tell(Event(name, {"key": key, **data}))

    def close(self) -> None:
        """End all streams."""
        self._is_closed = True
        for page in self._pages.values():
            for stream in page.streams:
                stream.put_nowait(None)
