"""Labelled images from a folder that has in it a folder of pictures for each label."""

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from netcore._files import reason, shown
from netcore.datasets import Dataset
from netcore.errors import FileError, FormatError, InputError, NetcoreError
from netcore.examples import MOST_LABELS
from netcore.formats._named import natural
from netcore.resampling import resampled

Shape = tuple[int, int]

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".heic", ".heif")
"""How the names of pictures end; other files are passed over."""

MOST_PICTURES = 200_000
MOST_PIXELS = 640 * 1024**2
"""The most that is kept of all pictures together, a byte each."""

_USUAL_SHAPE = (28, 28)
_SETS = MappingProxyType(
    {"train": ("train", "training", "trainingset"), "test": ("test", "testing", "testset")}
)
# A first picture of at most so many pixels a side is taken for one that needs no preparation.
_SMALL_SIDE = 64
# After so many pictures that are of no use, if they are most of them, the rest is not tried.
_ENOUGH_BAD = 100


@dataclass(frozen=True)
class PictureFolder:
    """What was found in a folder of labelled pictures.

    Attributes
    ----------
    data
        The images, each with its folder's label.
    as_they_are
        How many of the pictures had the images' shape already.
    left_out
        A line for each picture that could not be used: which, and why.
    """

    data: Dataset
    as_they_are: int
    left_out: tuple[str, ...]

    @property
    def prepared(self) -> int:
        """How many pictures were prepared, as those of `load_image` are."""
        return len(self.data) - self.as_they_are


def load_pictures(
    directory: str | os.PathLike[str],
    inputs: int | None = None,
    shape: Shape | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> PictureFolder:
    """Return the images of a folder that has a folder for each label: ``7/*.png`` or ``cat/*.jpg``.

    Pictures that have the images' shape already are taken as they are, in grey. All others are
    prepared as `load_image` does it, so they have to show one digit, or another sign in ink. What
    cannot be used is left out.

    Parameters
    ----------
    directory
        The folder. Labels count from 0 in the order of their names, numbers in names counted as
        numbers. Hidden folders are passed over.
    inputs
        How many pixels an image is to have. If the first picture has that many, its shape is
        theirs; else they are square.
    shape
        (height, width) of the images. If neither is given, it is that of the first picture, unless
        that has more than 64 pixels a side: then 28 x 28.
    progress
        Told how many pictures are done, and of how many.

    Raises
    ------
    FileError
        If there is no such folder.
    FormatError
        If it has no labelled pictures, too many, or mostly such as cannot be used.
    InputError
        If no image can have that many pixels.
    """
    folder = Path(directory)
    files = _labelled_files(folder)
    names = list(dict.fromkeys(file.parent.name for file in files))
    sides = shape or _shape(files, inputs)
    if len(files) * math.prod(sides) > MOST_PIXELS:
        found = f"{len(files):,} of {sides[0]} x {sides[1]}"
        raise FormatError(f"{shown(folder)}: too many pixels for one network to learn: {found}")
    pixels = np.empty((len(files), *sides), np.uint8)
    labels: list[int] = []
    left_out: list[str] = []
    as_they_are = 0
    for number, file in enumerate(files, start=1):
        try:
            pixels[len(labels)], was_ready = _image(file, sides)
        except NetcoreError as error:
            left_out.append(_line(file, error))
            _check_left_out(folder, left_out, number)
        else:
            as_they_are += was_ready
            labels.append(names.index(file.parent.name))
        if progress is not None:
            progress(number, len(files))
    _check_labels(folder, names, labels, left_out)
    told = f"pictures in {folder.resolve().name}: {as_they_are} as they are, "
    told += f"{len(labels) - as_they_are} prepared, {len(left_out)} left out"
    data = Dataset(pixels[: len(labels)], np.array(labels), told, tuple(names))
    return PictureFolder(data, as_they_are, tuple(left_out))


def split_folder(directory: str | os.PathLike[str], split: str = "train") -> Path:
    """Return the folder of one set in a folder of two, such as train and test; else the folder.

    They are called as MNIST's pictures are by those who hand them on: train or training, test or
    testing, trainingSet or testSet, and may lie in a folder of the same name once more.

    Raises
    ------
    FileError
        If there is no such folder, or only one with another set in it.
    """
    folder = Path(directory)
    sets = _sets(folder) if folder.is_dir() else {}
    if not sets:
        return folder
    if split not in sets:
        raise FileError(f"{shown(folder)}: expected a folder {' or '.join(_SETS[split])} in it")
    return sets[split]


def _sets(folder: Path) -> dict[str, Path]:
    """Return the folders of sets in a folder that holds nothing else, or none."""
    known = {name: split for split, names in _SETS.items() for name in names}
    found = _entries(folder, Path.is_dir)
    sets = {known.get(path.name.casefold(), ""): path for path in found}
    if "train" not in sets or "" in sets or len(sets) < len(found):
        return {}
    inside = {split: path / path.name for split, path in sets.items()}
    sets = {split: inside[split] if inside[split].is_dir() else sets[split] for split in sets}
    return sets if _entries(sets["train"], Path.is_dir) else {}


def _labelled_files(folder: Path) -> list[Path]:
    """Return all pictures, label by label; only one level down, so links in circles end."""
    if not folder.is_dir():
        raise FileError(f"{shown(folder)}: expected a folder with a folder for each label")
    folders = _entries(folder, Path.is_dir)
    if len(folders) > MOST_LABELS:
        raise FormatError(f"{shown(folder)}: expected at most {MOST_LABELS} labels: {len(folders)}")
    files = [file for label in folders for file in _entries(label, _is_picture)]
    if len({file.parent for file in files}) < 2:
        raise FormatError(
            f"{shown(folder)}: expected MNIST's files, or two or more folders of pictures, each "
            "named as its label is: cat/1.png, dog/1.png"
        )
    if len(files) > MOST_PICTURES:
        raise FormatError(f"{shown(folder)}: expected at most {MOST_PICTURES:,} pictures")
    return files


def _entries(folder: Path, is_wanted: Callable[[Path], bool]) -> list[Path]:
    """Return what is wanted and not hidden of a folder's first entries, in order of names."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in islice(entries, MOST_PICTURES + 1)]
        seen = (folder / name for name in sorted(names, key=natural) if not name.startswith("."))
        return [path for path in seen if is_wanted(path)]
    except OSError as error:
        raise FileError(f"{shown(folder)}: cannot be read: {reason(error)}") from error


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS


def _shape(files: Sequence[Path], inputs: int | None) -> Shape:
    """Return the height and width of the images, of which the first readable picture decides."""
    from netcore.preparation.reading import read_picture

    for file in files[:_ENOUGH_BAD]:
        try:
            height, width, _ = read_picture(file).shape
        except NetcoreError:
            continue
        if height * width == inputs or (inputs is None and max(height, width) <= _SMALL_SIDE):
            return height, width
        break
    if inputs is None:
        return _USUAL_SHAPE
    side = math.isqrt(inputs)
    if side * side != inputs:
        raise InputError(
            f"sizes: expected as many inputs as pictures have pixels, or a square number: {inputs}"
        )
    return side, side


def _image(file: Path, shape: Shape) -> tuple[NDArray[np.uint8], bool]:
    """Return a picture as an image of that shape, and whether it was one already."""
    from netcore.preparation import load_grey, load_image

    image = load_grey(file)
    is_ready = image.shape == shape
    if not is_ready:
        image = resampled(load_image(file).image, shape)
    return np.rint(255 * image).astype(np.uint8), is_ready


def _check_left_out(folder: Path, left_out: Sequence[str], tried: int) -> None:
    if len(left_out) >= _ENOUGH_BAD and 2 * len(left_out) > tried:
        found = f"{len(left_out)} of the first {tried} cannot be used"
        raise FormatError(f"{shown(folder)}: expected pictures, but {found}: {left_out[0]}")


def _check_labels(
    folder: Path, names: Sequence[str], labels: Sequence[int], left_out: Sequence[str]
) -> None:
    found = set(labels)
    for number, name in enumerate(names):
        if number not in found:
            why = next(line for line in left_out if line.startswith(f"{name}/"))
            raise FormatError(f"{shown(folder)}: no picture in {name} can be used: {why}")


def _line(file: Path, error: NetcoreError) -> str:
    """Say which picture is left out, and why: without what would mend it."""
    why = str(error).removeprefix(f"{shown(file)}: ").partition(": ")[0]
    return f"{shown(Path(file.parent.name, file.name).as_posix())} ({why})"
