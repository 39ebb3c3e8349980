"""netreel convert."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import cloup

from netreel.options import input_names_option, naming_options

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel convert mine.onnx mine.npz
  netreel convert weights.pt mine.npz --activations relu,relu,softmax --labels cat,dog
"""


@cloup.command("convert", epilog=EPILOG)
@cloup.argument("source", metavar="IN", type=click.Path(path_type=Path), help="A network file.")
@cloup.argument("target", metavar="OUT.npz", type=click.Path(path_type=Path), help="The copy.")
@naming_options
@input_names_option
def command(source: Path, target: Path, activations: Any, labels: Any, input_names: Any) -> None:
    """Copy a network of any format into an .npz file, which needs no other packages to be read.

    If the network counts pixels from 0 to 255, the copy counts them from 0 to 1, as clips do.
    """
    from netcore import load_network, save_network, unit_pixels

    network = unit_pixels(load_network(source, activations, labels, input_names))
    save_network(network, target)
    sizes = "-".join(map(str, network.sizes))
    click.echo(f"{target}: {sizes}, {network.parameter_count:,} parameters")
