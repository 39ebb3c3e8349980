"""Training runs in files, to go on with later."""

import json
import os
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netcore._files import shown
from netcore.augmentation import Augmentation
from netcore.errors import FormatError, InputError
from netcore.examples import Examples
from netcore.formats._arrays import read_arrays, write_arrays
from netcore.training import Trainer, TrainingSettings

FORMAT = "netreel checkpoint 1"

_INCOMPLETE = (KeyError, TypeError, ValueError, RecursionError)


def save_checkpoint(trainer: Trainer, path: str | os.PathLike[str]) -> None:
    """Write a training run to an npz file, whole or not at all.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    state = trainer.state()
    told = {
        "format": FORMAT,
        "settings": asdict(trainer.settings),
        "data_sha256": trainer.data.checksum,
        "generator": state.pop("generator"),
    }
    write_arrays(path, {"run": np.array(json.dumps(told)), **state})


def load_checkpoint(path: str | os.PathLike[str], data: Examples) -> Trainer:
    """Return the training run in a file, ready to go on with the same data.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is no checkpoint.
    InputError
        If the run was on other data.
    """
    arrays = read_arrays(path)
    try:
        told = _told(arrays)
        settings = _settings(told["settings"])
        if told["data_sha256"] != data.checksum:
            raise InputError(f"{shown(path)}: expected the data this run began with, got {data!r}")
        trainer = Trainer(data, settings)
        _check_arrays(trainer.state(), arrays)
        trainer.restore({**arrays, "generator": told["generator"]})
    except _INCOMPLETE as error:
        raise FormatError(f"{shown(path)}: not a whole checkpoint: {error!r}") from error
    return trainer


def checkpoint_settings(path: str | os.PathLike[str]) -> TrainingSettings:
    """Return the settings of the training run in a file.

    Raises
    ------
    FileError
        If it is not a readable file.
    FormatError
        If it is no checkpoint.
    """
    try:
        return _settings(_told(read_arrays(path))["settings"])
    except _INCOMPLETE as error:
        raise FormatError(f"{shown(path)}: not a whole checkpoint: {error!r}") from error


def _told(arrays: dict[str, NDArray[Any]]) -> dict[str, Any]:
    told = json.loads(str(arrays["run"]))
    if told["format"] != FORMAT:
        raise ValueError(f"expected {FORMAT!r}, got {told['format']!r}")
    return dict(told)


def _settings(told: dict[str, Any]) -> TrainingSettings:
    augmentation = told["augmentation"]
    return TrainingSettings(
        **{
            **told,
            "sizes": tuple(told["sizes"]),
            "augmentation": None if augmentation is None else Augmentation(**augmentation),
        }
    )


def _check_arrays(expected: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
    for name, value in expected.items():
        if isinstance(value, np.ndarray) and (
            arrays[name].shape != value.shape or arrays[name].dtype != value.dtype
        ):
            found = f"{arrays[name].dtype} {arrays[name].shape}"
            raise ValueError(f"{name}: expected {value.dtype} {value.shape}, got {found}")
