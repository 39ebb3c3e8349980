"""Which column of a table says the label."""

import csv
from collections.abc import Sequence

from netcore.errors import FormatError

__all__ = ["LABEL_NAMES", "label_place", "split_header"]

LABEL_NAMES = ("label", "class", "target")
"""What a column of labels is called, wherever it stands; else the last is taken to be it."""

_DELIMITERS = ",;\t"


def split_header(line: str) -> tuple[list[str], str]:
    """Return the names in the first line of a table, and what is between them.

    Raises
    ------
    FormatError
        If quotes in it are not closed.
    """
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error as error:
        raise FormatError(f"line 1: {error}") from error
    return [" ".join(cell.split()) for cell in cells], delimiter


def label_place(names: Sequence[str], label_column: str | None = None) -> int:
    """Return which column is the label.

    Parameters
    ----------
    names
        Of all columns.
    label_column
        The name of the one, if that was said.

    Raises
    ------
    FormatError
        If there is none of that name, or several are called as labels are.
    """
    if label_column is not None:
        if label_column not in names:
            known = ", ".join(repr(name[:60]) for name in names[:8] if name)
            more = ", ..." if len(names) > 8 else ""
            raise FormatError(
                f"there is no column {label_column[:60]!r} to be the label: expected one of {known}"
                f"{more}"
            )
        return list(names).index(label_column)
    places = [place for place, name in enumerate(names) if name.casefold() in LABEL_NAMES]
    if len(places) > 1:
        found = " and ".join(repr(names[place]) for place in places)
        raise FormatError(f"{found} may both be the label: say which with --label-column")
    return places[0] if places else len(names) - 1
