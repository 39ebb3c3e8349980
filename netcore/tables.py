"""Measurements with labels, from a table in a text file: the four of each iris, say."""

import csv
import hashlib
import io
import math
import os
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from netcore._files import read_bytes, reason, shown
from netcore._validation import checked_input_names, finite_array
from netcore.errors import FormatError, InputError
from netcore.examples import MOST_LABELS, Examples, Floats, Places, checked_labels
from netcore.formats._named import natural
from netcore.labelled_columns import label_place, split_header
from netcore.network import Layer

MOST_BYTES = 20_000_000
"""The largest file that is read."""

MOST_COLUMNS = 2_001
"""The most measurements of a row, and its label."""

_NEEDED = "a header, then rows of numbers and a label, with commas between"

# What pandas calls a column of row numbers: nothing, or so when it was read and written again.
_INDEX = re.compile(r"|Unnamed: 0(\.\d+)?")

_MISSING = frozenset({"", "nan", "na", "n/a", "<na>", "null"})
"""What is written where there is no label; pandas writes the first two."""


@dataclass(frozen=True, eq=False, repr=False)
class Table(Examples):
    """Rows of measurements, each with a label.

    Networks learn from measurements of mean 0 and standard deviation 1. That is then folded into
    the first layer, so that the network takes measurements as they are.

    Attributes
    ----------
    values
        ``(N, columns)`` float64.
    labels
        ``(N,)`` int64, from 0 on.
    name
        What it is, in a few words.
    label_names
        What each label stands for; nothing if that is the number itself.
    input_names
        What each column holds; nothing if that is not known.
    told
        What a reader should know of how it was read: which column is the label, what was left out.

    Raises
    ------
    InputError
        If these do not fit together, or a value is not a finite number.
    """

    values: NDArray[np.float64]
    labels: NDArray[np.int64]
    name: str = "table"
    label_names: tuple[str, ...] = ()
    input_names: tuple[str, ...] = ()
    told: str = ""

    what = "rows"

    def __post_init__(self) -> None:
        values = finite_array(self.values, "values")
        if values.ndim != 2:
            raise InputError(f"values: expected shape (N, columns), got {values.shape}")
        names = checked_input_names(self.input_names, values.shape[1])
        labels = checked_labels(self.labels, len(values), self.label_names)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "input_names", names)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many measurements a row has."""
        return self.values.shape[1:]

    @property
    def inputs(self) -> NDArray[np.float64]:
        """The measurements as they are."""
        return self.values

    @cached_property
    def checksum(self) -> str:
        """SHA-256, in hexadecimal, of the values and labels."""
        sha = hashlib.sha256(self.values.astype("<f8").tobytes())
        sha.update(self.labels.astype("<i8").tobytes())
        return sha.hexdigest()

    @cached_property
    def _mean(self) -> NDArray[np.float64]:
        return np.asarray(self.values.mean(axis=0))

    @cached_property
    def _deviation(self) -> NDArray[np.float64]:
        """Standard deviation of each column; 1 for one that is always the same."""
        deviation = self.values.std(axis=0)
        return np.where(deviation > 1e-12 * np.abs(self._mean), deviation, 1.0)

    def take(self, places: Places) -> "Table":
        """Return the rows at those places."""
        return replace(self, values=self.values[places], labels=self.labels[places])

    def standardised(self, places: Places) -> Floats:
        """Return the rows at those places; over all of them, mean 0 and standard deviation 1."""
        return ((self.values[places] - self._mean) / self._deviation).astype(np.float32)

    def for_inputs(self, layer: Layer) -> Layer:
        """Return a layer that takes measurements for one that takes standardised ones."""
        weights = layer.weights / self._deviation
        return Layer(weights, layer.biases - weights @ self._mean, layer.activation)


def load_table(path: str | os.PathLike[str], label_column: str | None = None) -> Table:
    """Return the rows of a table in a text file, such as iris.csv.

    Its first line names the columns. The one called label, class or target is the label, or else
    the last: text or whole numbers. All others hold numbers; a first one without a name, where
    pandas writes the numbers of rows, is left out. Between them are commas, semicolons or tabs,
    whichever the header has. Labels count from 0 in the order of their names, numbers in names
    counted as numbers.

    Parameters
    ----------
    path
        The file.
    label_column
        The name of the column that is the label, if another one.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is no such table.
    """
    content = read_bytes(path, most_bytes=MOST_BYTES)
    try:
        return _table(content.decode("utf-8-sig"), Path(shown(path)).name, label_column)
    except UnicodeDecodeError as error:
        raise FormatError(f"{shown(path)}: expected text in UTF-8: save it as CSV UTF-8") from error
    except csv.Error as error:
        raise FormatError(f"{shown(path)}: {reason(error)}: expected {_NEEDED}") from error
    except (FormatError, InputError) as error:
        raise FormatError(f"{shown(path)}: {error}") from error


def _table(text: str, name: str, label_column: str | None) -> Table:
    header, delimiter = split_header(text.partition("\n")[0])
    if len(header) > MOST_COLUMNS:
        raise FormatError(f"expected at most {MOST_COLUMNS - 1:,} measurements and a label")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = _columns(_row(next(lines, [])), label_column)
    values, found = _rows(lines, columns)
    label_names = sorted(set(found), key=natural)
    if len(label_names) < 2:
        raise _no_label(columns, "1 value only")
    place = {label: number for number, label in enumerate(label_names)}
    labels = np.array([place[label] for label in found])
    rows = np.frombuffer(values).reshape(len(labels), len(columns.inputs))
    names = tuple(columns.names[place] for place in columns.inputs)
    return Table(rows, labels, name, tuple(label_names), names, columns.told)


@dataclass(frozen=True)
class _Columns:
    """What the columns of a table are: their names, and which of them are inputs and the label."""

    names: list[str]
    inputs: list[int]
    label: int

    @property
    def told(self) -> str:
        left_out = len(self.inputs) + 1 < len(self.names)
        more = "; its first column has no name: pandas' row numbers, left out" if left_out else ""
        return f"the label is {self.names[self.label][:60]!r}{more}"


def _row(cells: list[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in cells]


def _columns(names: list[str], label_column: str | None) -> _Columns:
    if len(names) < 2:
        raise FormatError(f"expected {_NEEDED}, got {len(names)} columns")
    if all(map(_is_number, names[:-1])):
        raise FormatError("expected a header that names the columns, got numbers in line 1")
    label = label_place(names, label_column)
    has_index = label > 0 and len(names) > 2 and _INDEX.fullmatch(names[0]) is not None
    inputs = [place for place in range(has_index, len(names)) if place != label]
    named = [names[place] for place in (*inputs, label)]
    if not all(named) or len(set(named)) < len(named):
        raise FormatError("expected a header with a name of its own for each column")
    return _Columns(names, inputs, label)


def _rows(lines: Iterable[list[str]], columns: _Columns) -> tuple["array[float]", list[str]]:
    """Return the values of all rows, one behind the other, and their labels."""
    values, labels, different = array("d"), [], set()
    count, inputs = len(columns.names), columns.inputs
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        if len(cells) != count:
            raise FormatError(f"line {number}: expected {count} columns, got {len(cells)}")
        values.extend(_numbers(number, cells, columns) if inputs else ())
        label = " ".join(cells[columns.label].split())
        if label.casefold() in _MISSING:
            raise _missing(number, label, columns)
        labels.append(label[:200])
        different.add(labels[-1])
        if len(different) > MOST_LABELS:
            raise _no_label(columns, f"more than {MOST_LABELS} different values")
    if len(labels) < 2:
        raise FormatError(f"expected {_NEEDED}, got {len(labels)} rows")
    return values, labels


def _numbers(number: int, cells: list[str], columns: _Columns) -> list[float]:
    """Return the measurements in a line."""
    try:
        found = [float(cells[place]) for place in columns.inputs]
    except ValueError:
        found = [math.nan]
    if not math.isfinite(sum(found)):
        for place in columns.inputs:
            if not _is_number(cells[place]) or not math.isfinite(float(cells[place])):
                where = f"line {number}, {columns.names[place][:60]!r}"
                raise FormatError(f"{where}: expected a number, got {cells[place][:40]!r}")
    return found


def _missing(number: int, label: str, columns: _Columns) -> FormatError:
    name = columns.names[columns.label][:60]
    found = repr(label) if label else "nothing"
    return FormatError(
        f"line {number}: expected a label in the column {name!r}, got {found}: leave out the rows "
        "that have none"
    )


def _no_label(columns: _Columns, found: str) -> FormatError:
    return FormatError(
        f"the column {columns.names[columns.label][:60]!r} has {found}: expected a label there, "
        f"with 2 to {MOST_LABELS} different values; --label-column names another"
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
