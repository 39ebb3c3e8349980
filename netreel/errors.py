"""The errors of the command.

::

    NetreelError
    ├── MistakeError    what was asked for cannot be; exit code 2
    └── JobError        what was asked for failed on the way; exit code 1

Each message is one line: what was wrong, what was expected, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["JobError", "MistakeError", "NetreelError", "near"]


class NetreelError(Exception):
    """Base of every error that netreel raises on purpose."""

    exit_code = 1


class MistakeError(NetreelError):
    """The user asked for something that does not exist or does not fit."""

    exit_code = 2


class JobError(NetreelError):
    """A render, a still or a check started and failed."""

    exit_code = 1


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
    by_folded = {name.casefold(): name for name in names}
    close = [by_folded[hit] for hit in get_close_matches(word.casefold(), by_folded, n=3)]
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"there are {', '.join(names)}"
