"""A folder of pictures as jobs: a clip for each, and what ``labels.csv`` says of it."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.errors import MistakeError

if TYPE_CHECKING:
    from netreel.batch.faults import Faults

__all__ = ["LABELS", "picture_rows"]

LABELS = "labels.csv"
PICTURES = {".bmp", ".gif", ".heic", ".heif", ".jpeg", ".jpg", ".png", ".webp"}
NAMES = ("picture", "file", "image", "name")
"""What the column of ``labels.csv`` may be called that names pictures: its first, else."""


def picture_rows(folder: Path, faults: Faults) -> list[tuple[str, dict[str, Any]]]:
    """Return a row for each picture in a folder and in those within it, in the order of names.

    A job is called what its picture is, folders included. What ``labels.csv`` says of a picture in
    further columns are fields of its job.

    Raises
    ------
    MistakeError
        There are no pictures, or it cannot be read.
    """
    try:
        pictures = sorted(found_in(folder))
    except OSError as error:
        raise MistakeError(f"cannot read the folder {folder} ({error.strerror})") from error
    if not pictures:
        kinds = ", ".join(sorted(PICTURES))
        raise MistakeError(f"there are no pictures in {folder}: expected {kinds}")
    said = labels_of(folder, {path.as_posix() for path in pictures}, faults)
    rows = []
    for picture in pictures:
        usual = {"image": picture.as_posix(), "name": picture.with_suffix("").as_posix()}
        where = f"{folder.name}, {picture.as_posix()}"
        rows.append((where, usual | said.get(picture.as_posix(), {})))
    return rows


def found_in(folder: Path) -> list[Path]:
    """Return the pictures in a folder, relative to it, without those that are hidden."""
    found = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = (Path(where, name) for name in names if not name.startswith("."))
        found += [p.relative_to(folder) for p in paths if p.suffix.casefold() in PICTURES]
    return found


def labels_of(folder: Path, pictures: set[str], faults: Faults) -> dict[str, dict[str, Any]]:
    """Return what ``labels.csv`` says of each picture, nothing where there is no such file."""
    path = folder / LABELS
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        faults.add(LABELS, "", f"cannot be read: {error}")
        return {}
    said: dict[str, dict[str, Any]] = {}
    reader = csv.DictReader(text.splitlines(keepends=True))
    fields = [field.strip().replace("-", "_") for field in reader.fieldnames or ()]
    reader.fieldnames = fields
    key = next((name for name in NAMES if name in fields), fields[0] if fields else "")
    for cells in reader:
        where = f"{LABELS}, row {reader.line_num}"
        if None in cells:
            faults.add(where, "", f"has more cells than the header, which has {len(fields)}")
            continue
        values = {k: cell.strip() for k, cell in cells.items() if cell and cell.strip()}
        picture = values.pop(key, "")
        if picture not in pictures:
            faults.add(where, key, f"there is no picture {picture!r} in {folder}")
        elif picture in said:
            faults.add(where, key, f"{picture} has a row already")
        else:
            said[picture] = values
    return said
