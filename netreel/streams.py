"""What is said arrives: in any encoding, on a full disk, and when the reader has left."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from contextlib import suppress
from typing import TextIO

__all__ = ["prepare_streams", "settle"]

READABLE = "netreel.readable"
# What stands for a sign that an encoding does not have, as those of Windows' pipes do not.
STANDS_FOR = {
    **dict.fromkeys("█▉▊▋▌▓", "#"),
    **dict.fromkeys("▍▎▏░", "."),
    **{"▒": "+", "★": "*", "−": "-", "·": "-", "–": "-", "—": "-", "→": "->", "×": "x", "σ": "s"},
}
FIRST_RAW_BYTE = 0xDC00


def prepare_streams() -> None:
    """Let standard output and standard error take every sign, by one like it if need be."""
    codecs.register_error(READABLE, readable)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=READABLE)


def readable(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what to write for the first sign that an encoding does not have, and where to go on.

    A file's name keeps its own bytes, even those that are no text.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    sign, following = error.object[error.start], error.start + 1
    if 0 <= ord(sign) - FIRST_RAW_BYTE <= 0xFF:
        return bytes([ord(sign) - FIRST_RAW_BYTE]), following
    plain = unicodedata.normalize("NFKD", sign)
    plain = "".join(part for part in plain if not unicodedata.combining(part))
    return STANDS_FOR.get(sign) or (plain if plain.isascii() and plain else "?"), following


def settle(stream: TextIO | None) -> OSError | None:
    """Write what is left, or give it up and return why; ending then says nothing more of it."""
    if stream is None:
        return None
    try:
        stream.flush()
    except OSError as error:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return error
    except ValueError:  # it is closed
        pass
    return None
