"""The errors of netcore.

::

    NetcoreError
    ├── InputError     an array or argument that does not fit
    └── FileError      a file that cannot be read or written
        └── FormatError    a file that is not what it says

Each message is one line: what was wrong, what was expected, what to do.
"""


class NetcoreError(Exception):
    """Base of every error that netcore raises on purpose."""


class InputError(NetcoreError):
    """An array or argument has the wrong shape, type, range or name."""


class FileError(NetcoreError):
    """A file is missing, unreadable, unwritable or of the wrong kind."""


class FormatError(FileError):
    """A file can be read, but its content is not what its format promises."""
