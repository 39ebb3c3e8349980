"""What can go wrong in a clip because of what was asked for.

- `ScenesError`: the root; its message is one line for the user
  - `UnknownClipError`: no clip has that name; `near` lists the closest ones
  - `ParameterError`: a parameter does not fit the network or the digit
"""

from __future__ import annotations

__all__ = ["ParameterError", "ScenesError", "UnknownClipError"]


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
