"""What can go wrong in a clip because of what was asked for.

- `ScenesError`: the root; its message is one line for the user
  - `UnknownClipError`: no clip has that name; `near` lists the closest ones
  - `ParameterError`: a parameter does not fit the network or the digit
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ParameterError", "ScenesError", "UnknownClipError", "near_names"]


class ScenesError(Exception):
    """Root of the errors of this package."""


class UnknownClipError(ScenesError):
    """No clip has the name asked for."""

    def __init__(self, name: str, near: list[str]) -> None:
        self.name = name
        self.near = near
        hint = f"did you mean {' or '.join(near)}?" if near else "`netreel list` names them all"
        super().__init__(f"unknown clip {name!r}: {hint}")


class ParameterError(ScenesError):
    """A parameter does not fit the network or the digit that it is used with."""


def near_names(word: str, known: Iterable[str]) -> list[str]:
    """Return those of the `known` names that may have been meant by a word, the nearest first."""
    by_folded = {name.casefold(): name for name in known}
    return [by_folded[hit] for hit in get_close_matches(word.casefold(), by_folded, n=3)]
