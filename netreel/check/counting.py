"""Numbers that count: their digits change whole from frame to frame, and nobody sees a jump."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netreel.check.screen import Box
from scenes.look.text import Number

if TYPE_CHECKING:
    from netreel.check.screen import Text

__all__ = ["Counting"]


class Counting:
    """Tells where numbers count during a play."""

    def __init__(self) -> None:
        self._seen: dict[Number, list[Text]] = defaultdict(list)
        self._now: list[Text] = []

    def see(self, texts: list[Text]) -> None:
        """Take what is written at one moment of the play, its beginning and its end included."""
        self._now = texts
        for text in texts:
            if isinstance(text.mobject, Number):
                self._seen[text.mobject].append(text)

    def boxes(self) -> list[Box]:
        """Return where each number is that was not the same all the time."""
        counted = (texts for texts in self._seen.values() if len({t.written for t in texts}) > 1)
        return [Box.about(text.box for text in texts) for texts in counted]

    def go_on(self) -> None:
        """Begin the next play, with what is written in the end of this one."""
        self._seen.clear()
        self.see(self._now)
