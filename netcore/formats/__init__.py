"""Reading and writing networks: one module for each file format."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from netcore._assets import asset_path
from netcore._files import shown
from netcore.errors import FileError, InputError
from netcore.formats import npz
from netcore.network import Layer, Network

Reader = Callable[[Path], Network]

READERS: Mapping[str, Reader] = MappingProxyType({".npz": npz.read})
"""What reads each kind of file, by the end of its name."""


def load_network(path: str | os.PathLike[str], activations: Sequence[str] | None = None) -> Network:
    """Return the network in a file, whatever its format.

    Parameters
    ----------
    path
        A network file; the end of its name tells the format (see `READERS`).
    activations
        Names of the activation functions, one for each layer, in place of the file's own.

    Raises
    ------
    FileError
        If it is not a readable file, or no format is known by that ending.
    FormatError
        If the content is not what the format promises.
    InputError
        If the activations do not fit.
    """
    file = Path(path)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise FileError(f"{shown(file)}: expected a network file ({known}), got {file.suffix!r}")
    network = reader(file)
    return network if activations is None else with_activations(network, activations)


def with_activations(network: Network, activations: Sequence[str]) -> Network:
    """Return the network with other activation functions, one name for each layer.

    Raises
    ------
    InputError
        If there are too many or too few of them, or one is unknown.
    """
    layers = network.layers
    if isinstance(activations, str) or len(activations) != len(layers):
        raise InputError(f"activations: expected {len(layers)} names, got {activations!r}")
    named = (
        Layer(layer.weights, layer.biases, name)
        for layer, name in zip(layers, activations, strict=True)
    )
    return Network(named, network.labels, network.image_shape or (), network.record)


def save_network(network: Network, path: str | os.PathLike[str]) -> None:
    """Write a network to an ``.npz`` file, whole or not at all; the same network, the same bytes.

    Raises
    ------
    FileError
        If it cannot be written, or the name does not end in ``.npz``.
    """
    file = Path(path)
    if file.suffix.lower() != ".npz":
        raise FileError(f"{shown(file)}: expected a name ending in .npz, got {file.suffix!r}")
    npz.write(network, file)


def default_network() -> Network:
    """Return the network that comes with the project: 784-16-16-10, trained on MNIST."""
    return load_network(asset_path("networks/lesson.npz"))
