from ._assets import asset_path
from .activations import Activation, activation, sigmoid
from .augmentation import Augmentation
from .checkpoints import checkpoint_settings, load_checkpoint, save_checkpoint
from .datasets import Dataset, bundled_digits, is_mnist, load_mnist
from .digits import Ambiguous, SampleDigits, sample_digits
from .download import download_mnist
from .errors import FileError, FormatError, InputError, NetcoreError
from .evaluation import Evaluation, evaluate
from .examples import Examples
from .formats import (
    default_network,
    load_network,
    network_files,
    save_network,
    unit_pixels,
)
from .formats.sklearn_model import from_sklearn
from .grids import bar_grid, loop_grid, region_grid
from .idx import read_idx
from .network import Layer, Network, Trace
from .picture_folders import PictureFolder, load_pictures
from .preparation import Preparation, Step, load_grey, load_image, prepare
from .preparation.paper import drawn_on_paper
from .resampling import resampled
from .tables import Table, load_table
from .training import Progress, Trainer, TrainingSettings, train

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
    "drawn_on_paper",
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
