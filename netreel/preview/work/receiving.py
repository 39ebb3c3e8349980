"""What a file is that was handed to the server: told by its content, and shown step by step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

import netcore
from netcore.errors import FormatError, InputError, NetcoreError
from netcore.formats import READERS
from netreel.commands.inspect import as_data

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Network
    from netreel.preview.work.channel import Channel

__all__ = ["receive"]

PICKLES = (".pkl", ".pickle", ".joblib", ".sav")
"""What is refused with a word on why, by who reads networks."""
SMALLEST_SHOWN = 280
"""Pixels of the longer side of a step's picture, at least: 28 of them are enlarged tenfold."""


def receive(channel: Channel, order: dict[str, Any]) -> None:
    """Tell what a file holds: a picture, each step of its preparation; or a network."""
    path, given = Path(order["path"]), str(order["given"])
    try:
        try:
            netcore.load_grey(path)
        except FormatError as error:
            if path.suffix not in READERS and path.suffix not in PICKLES:
                message = f"{error}; expected a picture, or a network ({', '.join(READERS)})"
                raise FormatError(message) from error
            channel.send(answer=network_data(path, given))
            return
        steps = netcore.load_image(path).steps
    except NetcoreError as error:
        channel.send(refused=str(error).replace(str(path), given))
        return
    names = [save_step(path.parent, n, step.picture) for n, step in enumerate(steps)]
    shown = [{"title": step.name, "file": name} for step, name in zip(steps, names, strict=True)]
    channel.send(answer={"kind": "image", "steps": shown})


def save_step(folder: Path, number: int, picture: NDArray[np.float64]) -> str:
    """Write a picture in [0, 1]; small ones with squares for pixels."""
    image = Image.fromarray(np.rint(255 * np.clip(picture, 0, 1)).astype(np.uint8))
    factor = SMALLEST_SHOWN // max(image.size)
    if factor > 1:
        size = image.width * factor, image.height * factor
        image = image.resize(size, Image.Resampling.NEAREST)
    name = f"step-{number}.png"
    image.save(folder / name)
    return name


def network_data(path: Path, given: str) -> dict[str, Any]:
    """Return what is in a network's file; where it does not say all, what is to be said."""
    try:
        network: Network = netcore.load_network(path)
    except InputError as error:
        needs = str(error).replace(str(path), given)
        return {"kind": "network", "about": {"file": given, "needs": needs}}
    return {"kind": "network", "about": as_data(Path(given), network)}
