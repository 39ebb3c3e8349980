"""MNIST fetched by name, from whichever mirror answers, and checked before it is used."""

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from netcore.errors import FileError

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "http://yann.lecun.com/exdb/mnist/",
)
"""Where MNIST's files are offered under their own names, in the order in which they are asked."""

CHECKSUMS = MappingProxyType(
    {
        "train-images-idx3-ubyte.gz": (
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
        ),
        "train-labels-idx1-ubyte.gz": (
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
        ),
        "t10k-images-idx3-ubyte.gz": (
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
        ),
        "t10k-labels-idx1-ubyte.gz": (
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
        ),
    }
)
"""SHA-256 of each file."""

_SECONDS = 30


def download_mnist(
    directory: str | os.PathLike[str] | None = None,
    *,
    mirrors: Sequence[str] = MIRRORS,
    checksums: Mapping[str, str] = CHECKSUMS,
) -> Path:
    """Fetch MNIST's files that are not there yet, and return the folder they are in.

    Parameters
    ----------
    directory
        Where to keep them; a folder of the user's cache if nothing is given.
    mirrors
        Addresses of folders, each ending in a slash, asked in turn for each file.
    checksums
        SHA-256 of each file by its name. A file with another one is thrown away.

    Raises
    ------
    FileError
        If pooch is not installed, or no mirror gave the right file.
    """
    try:
        import pooch
    except ImportError as error:
        raise FileError("downloading needs pooch: pip install 'netreel[train]'") from error
    folder = Path(directory) if directory else Path(pooch.os_cache("netreel")) / "mnist"
    pooch.get_logger().setLevel(logging.WARNING)
    for name, checksum in checksums.items():
        _fetch(name, checksum, folder, mirrors)
    return folder


def _fetch(name: str, checksum: str, folder: Path, mirrors: Sequence[str]) -> None:
    """Have the file in the folder: from an earlier call, or from the first mirror that has it."""
    import pooch

    failure = "there are no mirrors"
    for mirror in mirrors:
        try:
            pooch.retrieve(
                mirror + name,
                f"sha256:{checksum}",
                fname=name,
                path=folder,
                downloader=pooch.HTTPDownloader(timeout=_SECONDS, chunk_size=1 << 16),
            )
        except (OSError, ValueError) as error:
            # requests' errors are OSErrors; pooch says ValueError to a wrong checksum.
            failure = f"{mirror} said {type(error).__name__}: {str(error)[:160]}"
        else:
            return
    remedy = "get it by other means and name its folder with --data"
    raise FileError(f"{name}: none of {len(mirrors)} mirrors gave it ({failure}): {remedy}")
