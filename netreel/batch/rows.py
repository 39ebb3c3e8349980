"""JOBS: a TOML, CSV or JSON lines file, or a folder of pictures, as rows of fields and values."""

from __future__ import annotations

import csv
import itertools
import json
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.batch.faults import Faults
from netreel.batch.folder import picture_rows
from netreel.errors import MistakeError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Row", "read_rows"]

MOST = 1_000_000
"""Rows: more are a slip in a matrix."""
NOT_A_FIELD = {"error"}
"""What ``failed.jsonl`` tells beside the fields of a job."""


@dataclass(frozen=True)
class Row:
    """One job as somebody wrote it down.

    Attributes
    ----------
    where
        The file, and the row of it: messages begin with that.
    values
        Field and value; as text where the file has nothing else.
    base
        The folder that relative paths start from.
    is_picture
        Whether it is of a folder of pictures.
    """

    where: str
    values: dict[str, Any]
    base: Path = field(default_factory=Path)
    is_picture: bool = False

    def with_clip(self, clip: str) -> Row:
        """Return the row for a clip, unless it names one itself."""
        return replace(self, values={"clip": clip} | self.values)


def read_rows(jobs: Path, faults: Faults) -> list[Row]:
    """Return the rows of a file or folder; what cannot be read of it is told to `faults`.

    Raises
    ------
    MistakeError
        It is none of those, or cannot be read at all.
    """
    if jobs.is_dir():
        found = picture_rows(jobs, faults)
        return [Row(where, values, jobs, is_picture=True) for where, values in found]
    reader = READERS.get(jobs.suffix.casefold())
    if reader is None:
        raise MistakeError(
            f"cannot read jobs from {jobs}: expected {', '.join(READERS)} or a folder of pictures"
        )
    try:
        text = jobs.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise MistakeError(f"cannot read jobs from {jobs} ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise MistakeError(
            f"cannot read jobs from {jobs}: it is no UTF-8 text (byte {error.start}); save it as "
            "UTF-8"
        ) from error
    rows = [Row(where, values, jobs.parent) for where, values in reader(jobs.name, text, faults)]
    if not rows and not faults:
        raise MistakeError(f"there are no jobs in {jobs}")
    return rows


Found = list[tuple[str, dict[str, Any]]]


def csv_rows(name: str, text: str, faults: Faults) -> Found:
    """Read a row a job, under a header that names the fields; an empty cell says nothing."""
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    rows: Found = []
    fields: list[str] = []
    try:
        for cells in reader:
            where = f"{name}, row {reader.line_num}"
            if not fields:
                fields = header_fields(where, cells, faults)
            elif len(cells) > len(fields):
                faults.add(where, "", f"has {len(cells)} cells, and the header {len(fields)}")
            elif any(cell.strip() for cell in cells):
                named = zip(fields, cells, strict=False)
                rows.append((where, {key: cell.strip() for key, cell in named if cell.strip()}))
    except csv.Error as error:
        faults.add(f"{name}, row {reader.line_num}", "", f"is no CSV: {error}")
    return rows


def header_fields(where: str, cells: list[str], faults: Faults) -> list[str]:
    fields = [as_field(cell) for cell in cells]
    for place, key in enumerate(fields, 1):
        if not key:
            faults.add(where, f"column {place}", "has no name in the header")
        elif key in fields[: place - 1]:
            faults.add(where, key, "is the name of two columns")
    return fields


def as_field(text: str) -> str:
    """Return a field's own name: it may be written with dashes, or with blanks around it."""
    return text.strip().replace("-", "_")


def json_rows(name: str, text: str, faults: Faults) -> Found:
    """Read an object a line; empty lines say nothing."""
    rows: Found = []
    for number, line in enumerate(text.split("\n"), 1):
        where = f"{name}, row {number}"
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except ValueError as error:
            faults.add(where, "", f"is no JSON: {error}")
            continue
        if not isinstance(values, dict):
            faults.add(where, "", 'expected an object, such as {"clip": "WeightedSum"}')
            continue
        rows.append((where, fields_of(values)))
    return rows


def fields_of(values: dict[str, Any]) -> dict[str, Any]:
    """Return what says something of a job."""
    named = {as_field(str(key)): value for key, value in values.items()}
    return {k: value for k, value in named.items() if value is not None and k not in NOT_A_FIELD}


def toml_rows(name: str, text: str, faults: Faults) -> Found:
    """Read ``[[jobs]]``; what is above them holds for all, and a matrix makes several of each."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.add(name, "", f"is no TOML: {error}")
        return []
    jobs, shared = document.pop("jobs", [{}]), fields_of(document)
    if not isinstance(jobs, list) or not all(isinstance(job, dict) for job in jobs):
        faults.add(name, "jobs", "expected tables: write [[jobs]] above each")
        return []
    rows: Found = []
    for number, job in enumerate(jobs, 1):
        where = f"{name}, job {number}" if "jobs" in text else name
        own = fields_of(job)
        matrix = read_matrix(where, [shared.get("matrix"), own.get("matrix")], faults)
        values = {key: v for key, v in (shared | own).items() if key != "matrix"}
        for chosen in combinations(where, matrix, faults):
            told = ", ".join(f"{key}={value}" for key, value in chosen.items())
            rows.append((f"{where} ({told})" if told else where, values | chosen))
    return rows


def read_matrix(where: str, tables: list[Any], faults: Faults) -> dict[str, list[Any]]:
    """Return the values of each field of some matrices, those of a later one first."""
    matrix: dict[str, list[Any]] = {}
    for table in tables:
        if table is None:
            continue
        if not isinstance(table, dict):
            faults.add(where, "matrix", "expected a table, such as matrix = {digit = [3, 7]}")
            continue
        for key, values in fields_of(table).items():
            if not isinstance(values, list) or not values:
                faults.add(where, f"matrix.{key}", "expected a list of values, such as [3, 7]")
            else:
                matrix[key] = values
    return matrix


def combinations(where: str, matrix: dict[str, list[Any]], faults: Faults) -> list[dict[str, Any]]:
    """Return every choice of one value a field."""
    count = 1
    for values in matrix.values():
        count *= len(values)
    if count > MOST:
        faults.add(where, "matrix", f"makes {count:,} jobs: {MOST:,} are the most")
        return []
    return [
        dict(zip(matrix, chosen, strict=True)) for chosen in itertools.product(*matrix.values())
    ]


READERS: dict[str, Callable[[str, str, Faults], Found]] = {
    ".toml": toml_rows,
    ".csv": csv_rows,
    ".jsonl": json_rows,
    ".ndjson": json_rows,
}
