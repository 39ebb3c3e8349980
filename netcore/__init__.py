"""Numbers: networks, what they compute, the digits they look at, and how they are trained.

NumPy only; nothing here draws. Heavier libraries are loaded by the functions that need them.

Examples
--------
>>> import netcore
>>> network = netcore.default_network()
>>> network.parameter_count
13002
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from netcore._assets import asset_path
from netcore.activations import Activation, activation, sigmoid
from netcore.augmentation import Augmentation
from netcore.checkpoints import checkpoint_settings, load_checkpoint, save_checkpoint
from netcore.datasets import Dataset, bundled_digits, is_mnist, load_mnist
from netcore.digits import Ambiguous, SampleDigits, sample_digits
from netcore.download import download_mnist
from netcore.errors import FileError, FormatError, InputError, NetcoreError
from netcore.evaluation import Evaluation, evaluate
from netcore.examples import Examples
from netcore.formats import (
    default_network,
    load_network,
    network_files,
    save_network,
    unit_pixels,
)
from netcore.formats.sklearn_model import from_sklearn
from netcore.grids import bar_grid, loop_grid, region_grid
from netcore.idx import read_idx
from netcore.network import Layer, Network
from netcore.picture_folders import PictureFolder, load_pictures
from netcore.resampling import resampled
from netcore.tables import Table, load_table
from netcore.traces import Trace
from netcore.training import Progress, Trainer, TrainingSettings, train

if TYPE_CHECKING:
    from netcore.preparation import Preparation, Step, load_grey, load_image, prepare

__all__ = [
    "Activation",
    "Ambiguous",
    "Augmentation",
    "Dataset",
    "Evaluation",
    "Examples",
    "FileError",
    "FormatError",
    "InputError",
    "Layer",
    "NetcoreError",
    "Network",
    "PictureFolder",
    "Preparation",
    "Progress",
    "SampleDigits",
    "Step",
    "Table",
    "Trace",
    "Trainer",
    "TrainingSettings",
    "activation",
    "asset_path",
    "bar_grid",
    "bundled_digits",
    "checkpoint_settings",
    "default_network",
    "download_mnist",
    "evaluate",
    "from_sklearn",
    "is_mnist",
    "load_checkpoint",
    "load_grey",
    "load_image",
    "load_mnist",
    "load_network",
    "load_pictures",
    "load_table",
    "loop_grid",
    "network_files",
    "prepare",
    "read_idx",
    "region_grid",
    "resampled",
    "sample_digits",
    "save_checkpoint",
    "save_network",
    "sigmoid",
    "train",
    "unit_pixels",
]

_OF_PREPARATION = {"Preparation", "Step", "load_grey", "load_image", "prepare"}
"""What needs SciPy, which takes longer to load than all of the rest."""


def __getattr__(name: str) -> Any:
    """Import the preparation of pictures when something of it is asked for."""
    if name in _OF_PREPARATION:
        return getattr(import_module("netcore.preparation"), name)
    raise AttributeError(f"module 'netcore' has no attribute {name!r}")
