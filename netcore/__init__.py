"""Numbers: networks, what they compute, the digits they look at, and how they are trained.

NumPy only; nothing here draws. Heavier libraries are loaded by the functions that need them.

Examples
--------
>>> import netcore
>>> network = netcore.default_network()
>>> network.parameter_count
13002
"""

from netcore._assets import asset_path
from netcore.activations import Activation, activation, sigmoid
from netcore.augmentation import Augmentation
from netcore.checkpoints import load_checkpoint, save_checkpoint
from netcore.datasets import Dataset, bundled_digits, load_mnist
from netcore.download import download_mnist
from netcore.errors import FileError, FormatError, InputError, NetcoreError
from netcore.evaluation import Evaluation, evaluate
from netcore.formats import default_network, load_network, save_network
from netcore.idx import read_idx
from netcore.network import Layer, Network
from netcore.traces import Trace
from netcore.training import Progress, Trainer, TrainingSettings, train

__all__ = [
    "Activation",
    "Augmentation",
    "Dataset",
    "Evaluation",
    "FileError",
    "FormatError",
    "InputError",
    "Layer",
    "NetcoreError",
    "Network",
    "Progress",
    "Trace",
    "Trainer",
    "TrainingSettings",
    "activation",
    "asset_path",
    "bundled_digits",
    "default_network",
    "download_mnist",
    "evaluate",
    "load_checkpoint",
    "load_mnist",
    "load_network",
    "read_idx",
    "save_checkpoint",
    "save_network",
    "sigmoid",
    "train",
]
