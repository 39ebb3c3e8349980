"""Finished files go where the user wants them: whole, and nothing else is destroyed by it.

A regular file is replaced in one step, and a link is followed to it; what is neither, such as a
device or a pipe, is written to. ``-`` is standard output.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import sys
from pathlib import Path

from netreel.errors import JobError, MistakeError

__all__ = ["STDOUT", "check_target", "deliver", "is_stdout"]

STDOUT = Path("-")


def is_stdout(target: Path) -> bool:
    """Whether a path stands for standard output."""
    return target in {STDOUT, Path("/dev/stdout"), Path("/dev/fd/1")}


def check_target(target: Path, ending: str, *, quiet: bool = True) -> None:
    """Raise before the work begins where it would be for nothing.

    Parameters
    ----------
    target
        The file to write.
    ending
        What will be written, such as ``.png``: the file may have no other ending.
    quiet
        Whether nothing else is to be done with it.

    Raises
    ------
    MistakeError
        The file's ending is another, or there can be no file.
    """
    if is_stdout(target):
        check_stdout(ending, quiet=quiet)
        return
    if target.suffix.casefold() != ending and not is_special(target):
        raise MistakeError(
            f"cannot write {target}: what is made is a {ending} file; "
            f"call it {target.with_suffix(ending).name}"
        )
    if target.is_dir():
        raise MistakeError(f"cannot write {target}: it is a folder; give --out a file")


def check_stdout(ending: str, *, quiet: bool) -> None:
    if not quiet:
        raise MistakeError("-o - writes nothing but the file: leave --json and --open out")
    if sys.stdout is None or sys.stdout.isatty():
        raise MistakeError(f"standard output takes no {ending} file here: send it on, with > or |")


def is_special(target: Path) -> bool:
    """Whether there is something that is neither a file nor a folder."""
    try:
        mode = target.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def deliver(source: Path, target: Path) -> None:
    """Copy a file to where the user wants it; a file appears whole or not at all.

    Raises
    ------
    MistakeError
        It cannot be written there.
    JobError
        Standard output does not take it.
    """
    if is_stdout(target):
        write_to_stdout(source)
        return
    try:
        if is_special(target):
            with source.open("rb") as file, target.open("wb") as out:
                shutil.copyfileobj(file, out)
        else:
            replace(source, target)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MistakeError(
            f"cannot write {target} ({reason}): choose another place with --out"
        ) from error


def replace(source: Path, target: Path) -> None:
    """Put a copy in the place of a file, or of the one that a link leads to."""
    target = Path(os.path.realpath(target))
    if target.is_symlink():
        raise OSError(errno.ELOOP, "links lead in a circle")
    target.parent.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]
    part = target.with_name(f".netreel-{name}-{os.getpid()}")
    exists = target.is_file()
    if exists and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is write-protected")
    try:
        shutil.copyfile(source, part)
        if exists:
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def write_to_stdout(source: Path) -> None:
    """Write a file's bytes to standard output."""
    try:
        with source.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise JobError(f"cannot write to standard output ({error.strerror})") from error
