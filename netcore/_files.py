"""Files: checked before they are opened, and never half written."""

import os
from pathlib import Path

from netcore.errors import FileError


def checked_file(path: str | os.PathLike[str], *, most_bytes: int) -> Path:
    """Return the path if it names a regular file of at most that many bytes.

    Raises
    ------
    FileError
        If it does not: a missing file, a directory, a pipe or device (which could block for
        ever), or a file too large for what it should hold.
    """
    file = Path(path)
    try:
        if not file.exists():
            raise FileError(f"{shown(file)}: no such file: check the path")
        if not file.is_file():
            kind = "directory" if file.is_dir() else "pipe, device or socket"
            raise FileError(f"{shown(file)}: expected a file, got a {kind}")
        size = file.stat().st_size
    except (OSError, ValueError) as error:
        raise FileError(f"{shown(file)}: cannot be read: {reason(error)}") from error
    if size > most_bytes:
        raise FileError(f"{shown(file)}: expected at most {most_bytes:,} bytes, got {size:,}")
    return file


def read_bytes(path: str | os.PathLike[str], *, most_bytes: int) -> bytes:
    """Return the content of a regular file of at most that many bytes.

    Raises
    ------
    FileError
        If there is no such file, or it cannot be read.
    """
    file = checked_file(path, most_bytes=most_bytes)
    try:
        with file.open("rb") as stream:
            return stream.read(most_bytes)
    except OSError as error:
        raise FileError(f"{shown(file)}: cannot be read: {reason(error)}") from error


def write_bytes(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved there in one step.

    Raises
    ------
    FileError
        If it cannot be written; what was there before is then still there.
    """
    file = Path(path)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(f"{shown(file)}: cannot be written: {reason(error)}") from error


def reason(error: Exception) -> str:
    """Return what an error of the system or of a library says, on one line and not at length."""
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(text.split())[:120]


def shown(file: str | os.PathLike[str]) -> str:
    """Return the path on one line, whatever its name holds."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in os.fspath(file))
