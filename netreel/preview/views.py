"""All views, and which of them each page looks at."""

from __future__ import annotations

import json
import shutil
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from netreel.preview.hub import Event
from netreel.preview.view import GoneError, Surroundings, View

if TYPE_CHECKING:
    from netreel.preview.hub import Hub, Page
    from netreel.preview.nursery import Nursery
    from netreel.preview.uploads import Uploads

__all__ = ["Views"]

MOST_KEPT = 24
"""Views whose pictures are kept: a knob that is turned back shows them at once."""


class Views:
    """All views.

    Parameters
    ----------
    nursery
        Sends who runs and draws.
    hub
        Who looks at them.
    uploads
        The files that they name.
    """

    def __init__(self, nursery: Nursery, hub: Hub, uploads: Uploads) -> None:
        self._hub = hub
        self._around = Surroundings(nursery, hub, uploads)
        self._views: OrderedDict[str, View] = OrderedDict()
        self._keys: dict[str, str] = {}
        self._starting: dict[Page, View] = {}

    def find(self, key: str) -> View | None:
        """Return the view of a key."""
        return self._views.get(key)

    def open_clips(self) -> set[str]:
        """Return the clips that are looked at."""
        return {
            view.asked["clip"] for key, view in self._views.items() if self._hub.looking_at(key)
        }

    async def show(self, page: Page, asked: dict[str, Any], near: int | None) -> View:
        """Let a page look at a view: from now on no other is drawn for it.

        Raises
        ------
        GoneError
            The page has asked for another one meanwhile.
        """
        page.number += 1
        wish = json.dumps(asked, sort_keys=True)
        view = self._views.get(self._keys.get(wish, ""))
        if view is None or view.fault is not None or view.is_stale:
            self._leave(page)
            view = await self._begin(page, asked, wish, near)
        else:
            self._leave(page, view.key)
        page.key = view.key
        if view.key:
            view.near = near
            for event in view.events():
                page.tell(event)
            view.go_on()
        return view

    async def _begin(self, page: Page, asked: dict[str, Any], wish: str, near: int | None) -> View:
        """Return a new view as soon as its key is known, or what is wrong with it."""
        view, number = View(asked, self._around, near), page.number
        self._starting[page] = view
        view.begin()
        await view.has_key.wait()
        if page.number != number:
            raise GoneError
        if view.is_stale:  # the source has changed meanwhile
            page.number -= 1
            return await self.show(page, asked, near)
        del self._starting[page]
        return self._settle(view, wish) if view.key else view

    def _settle(self, view: View, wish: str) -> View:
        """Return the view of its key: this one, or an older one that is the same."""
        self._keys[wish] = view.key
        known = self._views.get(view.key)
        if known is not None and known.fault is None:
            view.end()
            view, known.is_stale = known, False
        self._views[view.key] = view
        self._views.move_to_end(view.key)
        for key in [*self._views][:-MOST_KEPT]:
            if not self._hub.looking_at(key):
                old = self._views.pop(key)
                old.end()
                shutil.rmtree(old.folder, ignore_errors=True)
        return view

    def _leave(self, page: Page, for_key: str = "") -> None:
        """End what is drawn for a page, unless others look at it, or it is what comes next."""
        if (starting := self._starting.pop(page, None)) is not None:
            starting.end()
            starting.has_key.set()
        key, page.key = page.key, ""
        if not key or key == for_key:
            return
        page.tell(Event("gone", {"key": key}))
        if not self._hub.looking_at(key) and (view := self._views.get(key)):
            view.end()

    def left(self, page: Page) -> None:
        """Be told that a page has gone."""
        page.number += 1
        self._leave(page)
        self._hub.forget(page)

    def known_of(self, page: Page) -> list[Event]:
        """Return what a page that comes back has missed."""
        view = self._views.get(page.key)
        return [] if view is None else view.events()

    def renew(self) -> None:
        """Be told that the source has changed: every view is one of the past."""
        self._keys = {}
        for view in self._starting.values():
            view.is_stale = True
        for key, view in self._views.items():
            view.is_stale = True
            view.end()
            self._hub.tell(key, "stale", {})

    def close(self) -> None:
        """End all."""
        for view in [*self._views.values(), *self._starting.values()]:
            view.end()
