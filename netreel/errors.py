"""The errors of the command.

::

    NetreelError
    ├── MistakeError    what was asked for cannot be; exit code 2
    └── JobError        what was asked for failed on the way; exit code 1

Each message is one line: what was wrong, what was expected, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable

from scenes.errors import near_names

__all__ = ["JobError", "MistakeError", "NetreelError", "is_expected", "near"]


class NetreelError(Exception):
    """Base of every error that netreel raises on purpose."""

    exit_code = 1


class MistakeError(NetreelError):
    """The user asked for something that does not exist or does not fit."""

    exit_code = 2


class JobError(NetreelError):
    """A render, a still or a check started and failed."""

    exit_code = 1


def is_expected(error: Exception) -> bool:
    """Whether an error is one that netcore or scenes raise for a user's mistake."""
    from netcore.errors import NetcoreError
    from scenes.errors import ScenesError

    return isinstance(error, NetcoreError | ScenesError)


def near(word: str, known: Iterable[str]) -> str:
    """Say which of the `known` words may have been meant, or list them all.

    Parameters
    ----------
    word
        What was typed.
    known
        What there is.

    Returns
    -------
    str
        ``"did you mean digit?"`` or ``"there are digit, sample"``.
    """
    names = list(known)
    if close := near_names(word, names):
        return f"did you mean {' or '.join(close)}?"
    return f"there are {', '.join(names)}"
