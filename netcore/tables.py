"""Measurements with labels, from a table in a text file: the four of each iris, say."""

import csv
import hashlib
import io
import os
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from netcore._files import read_bytes, reason, shown
from netcore._validation import checked_input_names, finite_array
from netcore.errors import FormatError, InputError
from netcore.examples import MOST_LABELS, Examples, Floats, Places, checked_labels
from netcore.formats._named import natural
from netcore.network import Layer

MOST_BYTES = 20_000_000
"""The largest file that is read."""

MOST_COLUMNS = 2_001
"""The most measurements of a row, and its label."""

_DELIMITERS = ",;\t"
_NEEDED = "a header, then rows of numbers that end in a label, with commas between"


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


def load_table(path: str | os.PathLike[str]) -> Table:
    """Return the rows of a table in a text file, such as iris.csv.

    Its first line names the columns, the last of which is the label: text or whole numbers. All
    others hold numbers. Between them are commas, semicolons or tabs, whichever the header has.
    Labels count from 0 in the order of their names, numbers in names counted as numbers.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is no such table.
    """
    content = read_bytes(path, most_bytes=MOST_BYTES)
    try:
        return _table(content.decode("utf-8-sig"), Path(shown(path)).name)
    except UnicodeDecodeError as error:
        raise FormatError(f"{shown(path)}: expected text in UTF-8: save it as CSV UTF-8") from error
    except csv.Error as error:
        raise FormatError(f"{shown(path)}: {reason(error)}: expected {_NEEDED}") from error
    except (FormatError, InputError) as error:
        raise FormatError(f"{shown(path)}: {error}") from error


def _table(text: str, name: str) -> Table:
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    if header.count(delimiter) >= MOST_COLUMNS:
        raise FormatError(f"expected at most {MOST_COLUMNS - 1:,} measurements and a label")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = _header(next(lines, []))
    values, found = _rows(lines, names)
    label_names = sorted(set(found), key=natural)
    if len(label_names) < 2:
        raise _no_label(names, "1 value only")
    place = {label: number for number, label in enumerate(label_names)}
    labels = np.array([place[label] for label in found])
    rows = np.frombuffer(values).reshape(len(labels), len(names) - 1)
    return Table(rows, labels, name, tuple(label_names), tuple(names[:-1]))


def _header(cells: list[str]) -> list[str]:
    names = [" ".join(cell.split()) for cell in cells]
    if len(names) < 2:
        raise FormatError(f"expected {_NEEDED}, got {len(names)} columns")
    if all(map(_is_number, names[:-1])):
        raise FormatError("expected a header that names the columns, got numbers in line 1")
    if not all(names) or len(set(names)) < len(names):
        raise FormatError("expected a header with a name of its own for each column")
    return names


def _rows(lines: Iterable[list[str]], names: list[str]) -> tuple["array[float]", list[str]]:
    """Return the values of all rows, one behind the other, and their labels."""
    values, labels, different = array("d"), [], set()
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            continue
        if len(cells) != len(names):
            raise FormatError(f"line {number}: expected {len(names)} columns, got {len(cells)}")
        try:
            values.extend(map(float, cells[:-1]))
        except ValueError:
            _refuse_text(number, cells, names)
        if not (label := " ".join(cells[-1].split())):
            raise FormatError(f"line {number}: expected a label in the last column, got nothing")
        labels.append(label[:200])
        different.add(labels[-1])
        if len(different) > MOST_LABELS:
            raise _no_label(names, f"more than {MOST_LABELS} different values")
    if len(labels) < 2:
        raise FormatError(f"expected {_NEEDED}, got {len(labels)} rows")
    return values, labels


def _no_label(names: list[str], found: str) -> FormatError:
    return FormatError(
        f"the last column, {names[-1][:60]!r}, has {found}: expected a label there, with 2 to "
        f"{MOST_LABELS} different values"
    )


def _refuse_text(number: int, cells: list[str], names: list[str]) -> NoReturn:
    name, cell = next(pair for pair in zip(names, cells, strict=True) if not _is_number(pair[1]))
    found = f"got {cell[:40]!r}"
    raise FormatError(f"line {number}, {name[:60]!r}: expected a number, {found}") from None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
