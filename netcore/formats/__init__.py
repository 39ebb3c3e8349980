"""Reading and writing networks: one module for each file format."""

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from netcore._assets import asset_path
from netcore._files import shown
from netcore.errors import FileError, FormatError, InputError
from netcore.formats import npz
from netcore.formats._draft import NO_BATCH_NORM, Draft, check_labels, checked_activations
from netcore.network import Layer, Network
from netcore.pixels import pixel_scale, with_pixels

Reader = Callable[[Path], Network | Draft]

READERS: Mapping[str, str] = MappingProxyType(
    {
        ".npz": "npz",
        ".safetensors": "safetensors_file",
        ".json": "json_file",
        ".onnx": "onnx_file",
        ".keras": "keras_file",
        ".h5": "keras_file",
        ".hdf5": "keras_file",
        ".pt": "torch_file",
        ".pth": "torch_file",
        ".ckpt": "torch_file",
        ".pth.tar": "torch_file",
        ".pt.tar": "torch_file",
    }
)
"""The module that reads each kind of file, by the end of its name. Each has a ``read``."""

_PICKLES = (".pkl", ".pickle", ".joblib", ".sav")


def load_network(
    path: str | os.PathLike[str],
    activations: Sequence[str] | None = None,
    labels: Sequence[str] | None = None,
    input_names: Sequence[str] | None = None,
    *,
    pixels: Sequence[float] | None = None,
    mean: float | None = None,
    std: float | None = None,
    inverted: bool = False,
    batch_norm: str | None = None,
) -> Network:
    """Return the network in a file, whatever its format.

    What the network computes is what the library that wrote the file computes from the same
    numbers; see `unit_pixels` for networks that take pixels to be other than brightness.

    Parameters
    ----------
    path
        A network file; the end of its name tells the format (see `READERS`).
    activations
        Names of the activation functions, one for each layer, in place of the file's own. Needed
        where a file holds weights and biases alone.
    labels
        What each output stands for, in place of the file's own.
    input_names
        What each input is, in place of the file's own; the input is then a plain vector.
    pixels, mean, std, inverted
        What pixels were in what it learnt from, see `netcore.with_pixels`: in place of what the
        file says, and noted in the record.
    batch_norm
        "before" or "after": on which side of the activations batch normalisations stand, where a
        file of named arrays does not say it.

    Raises
    ------
    FileError
        If it is not a readable file, no format is known by that ending, or a package that the
        format needs is not installed.
    FormatError
        If the content is not what the format promises, or no chain of dense layers.
    InputError
        If the activations, labels or names do not fit, or activations are needed and not given.
    """
    file = Path(path)
    try:
        found = _reader(file)(file)
        if isinstance(found, Draft):
            found = found.network(activations, labels, batch_norm)
            activations = labels = batch_norm = None
        if batch_norm is not None:
            raise InputError(NO_BATCH_NORM)
        pixel_scale(found)
    except (FormatError, InputError) as error:
        if str(error).startswith(shown(file)):
            raise
        raise type(error)(f"{shown(file)}: {error}") from error
    network = found if activations is None else with_activations(found, activations)
    network = network if labels is None else with_labels(network, labels)
    network = network if input_names is None else with_input_names(network, input_names)
    return with_pixels(network, pixels, mean, std, inverted=inverted)


def _reader(file: Path) -> Reader:
    suffix = "".join(file.suffixes[-2:]).lower()
    suffix = suffix if suffix in READERS else file.suffix.lower()
    if suffix in _PICKLES:
        raise FileError(
            f"{shown(file)}: a pickle can run any code when it is read, so it is not: in Python, "
            "netcore.save_network(netcore.from_sklearn(model), 'model.npz')"
        )
    if suffix not in READERS:
        known = ", ".join(READERS)
        raise FileError(f"{shown(file)}: expected a network file ({known}), got {file.suffix!r}")
    reader: Reader = import_module(f"netcore.formats.{READERS[suffix]}").read
    return reader


def network_files(path: str | os.PathLike[str]) -> list[Path]:
    """Return all files that a network is read from: its own first, then those it names.

    Raises
    ------
    FileError, FormatError
        As `load_network` does, where it has to be read to know that.
    """
    file = Path(path)
    if file.suffix.lower() != ".onnx":
        return [file]
    return [file, *import_module("netcore.formats.onnx_file").files_beside(file)]


def with_activations(network: Network, activations: Sequence[str]) -> Network:
    """Return the network with other activation functions, one name for each layer.

    Raises
    ------
    InputError
        If there are too many or too few of them, or one is unknown.
    """
    names = checked_activations(activations, len(network.layers))
    named = (
        Layer(layer.weights, layer.biases, name)
        for layer, name in zip(network.layers, names, strict=True)
    )
    shape = network.image_shape or ()
    return Network(named, network.labels, shape, network.record, network.input_names)


def with_labels(network: Network, labels: Sequence[str]) -> Network:
    """Return the network with other labels, one for each output.

    Raises
    ------
    InputError
        If there are too many or too few of them.
    """
    check_labels(labels, network.sizes[-1])
    shape = network.image_shape or ()
    return Network(network.layers, labels, shape, network.record, network.input_names)


def with_input_names(network: Network, names: Sequence[str]) -> Network:
    """Return the network with other names, one for each input, which is then a plain vector.

    Raises
    ------
    InputError
        If there are too many or too few of them, or one cannot be printed.
    """
    return Network(network.layers, network.labels, (), network.record, names)


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
