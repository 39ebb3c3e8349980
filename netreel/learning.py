"""Finding what a network learns from, or is judged by."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click
import cloup

from netreel.errors import MistakeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from netcore import Examples
    from netcore.mnist import Split

__all__ = ["DATA_HELP", "LABEL_COLUMN", "NO_TABLE", "find_examples", "holds"]

DATA_HELP = (
    "A folder of MNIST's files (train-images-idx3-ubyte and so on, as torchvision or Kaggle lays "
    "them; labels.txt may name the labels), Keras' mnist.npz, a folder of a folder of pictures for "
    "each label (7/*.png), or a table with a column of labels (iris.csv)."
)
NO_TABLE = "--label-column names a column of a table: give one with --data"
TABLES = (".csv", ".tsv")

LABEL_COLUMN = cloup.option(
    "--label-column",
    metavar="NAME",
    help="The column of a table that is the label (one called label, class or target, or else the "
    "last).",
)
LEFT_OUT_SHOWN = 3


def find_examples(
    path: Path,
    *,
    split: Split | None = None,
    inputs: int | None = None,
    shape: tuple[int, int] | None = None,
    label_column: str | None = None,
) -> Examples:
    """Return the labelled images or measurements in a folder or file, whatever their kind.

    Parameters
    ----------
    path
        As `DATA_HELP` says.
    split
        Which of MNIST's two sets.
    inputs, shape
        How many pixels pictures are to have, and in what shape, where that is known.
    label_column
        The column of a table that is the label, if that was said.

    Raises
    ------
    MistakeError
        If there is no such folder or file, or it is a file of another kind.
    """
    from netcore import is_mnist, load_mnist, split_folder

    if path.suffix.lower() in TABLES:
        return table(path, label_column)
    if label_column:
        raise MistakeError(NO_TABLE)
    if not holds(path.exists):
        raise MistakeError(f"--data: no such file or folder: {path}")
    if path.suffix.lower() == ".npz" and holds(path.is_file):
        return load_mnist(path, split or "train")
    if not holds(path.is_dir):
        raise MistakeError(f"--data: expected a folder, a .csv file or mnist.npz, got {path}")
    if is_mnist(path):
        return load_mnist(path, split or "train")
    return pictures(split_folder(path, split or "train"), inputs, shape)


def table(path: Path, label_column: str | None) -> Examples:
    """Return the rows of a table, or the images if its columns are pixels; say how it was read."""
    from netcore import is_pixel_table, load_pixel_table, load_table

    if is_pixel_table(path, label_column):
        images = load_pixel_table(path, label_column)
        height, width = images.shape
        click.echo(f"{len(images):,} images of {height} x {width} pixels in {path.name}", err=True)
        return images
    rows = load_table(path, label_column)
    (count,) = rows.shape
    numbers = "a number" if count == 1 else f"{count} numbers"
    click.echo(f"{len(rows):,} rows of {numbers} in {path.name}: {rows.told}", err=True)
    return rows


def holds(question: Callable[[], bool]) -> bool:
    """Ask something about a path; of a name that the system cannot take, nothing holds."""
    with suppress(OSError):
        return question()
    return False


def pictures(folder: Path, inputs: int | None, shape: tuple[int, int] | None) -> Examples:
    """Return the pictures of a folder; say how they were taken, and what was left out."""
    from netcore import load_pictures

    with showing_how_many() as tell:
        found = load_pictures(folder, inputs, shape, tell)
    height, width = found.data.shape
    click.echo(
        f"{len(found.data):,} pictures: {found.as_they_are:,} of {height} x {width} pixels as they "
        f"are, {found.prepared:,} prepared as --image is",
        err=True,
    )
    if found.left_out:
        more = len(found.left_out) - LEFT_OUT_SHOWN
        shown = [*found.left_out[:LEFT_OUT_SHOWN], *([f"and {more:,} more"] if more > 0 else [])]
        click.echo(f"left out {len(found.left_out):,}: {'; '.join(shown)}", err=True)
    return found.data


@contextmanager
def showing_how_many() -> Iterator[Callable[[int, int], None]]:
    """Show on stderr how many pictures are read; nothing where that is not a terminal.

    Yields
    ------
    Callable
        To be told how many are done, and of how many.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = ("reading pictures", BarColumn(30), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as p:
        bar = p.add_task("", total=None)
        yield lambda done, total: p.update(bar, completed=done, total=total)
