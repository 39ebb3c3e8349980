"""Packages that only some formats need."""

import importlib
from typing import Any

from netcore.errors import FileError


def optional(package: str, what: str) -> Any:
    """Import a package, or say in one line how to get it.

    Raises
    ------
    FileError
        If it is not installed.
    """
    try:
        return importlib.import_module(package)
    except ImportError as error:
        missing = package.partition(".")[0]
        raise FileError(
            f"reading {what} needs the package {missing}: pip install 'netreel[formats]'"
        ) from error
