"""netreel convert."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import cloup

from netreel.delivery import check_target, deliver, is_stdout
from netreel.kinds import FILE_TO_WRITE
from netreel.options import input_names_option, naming_options
from netreel.scratch import scratch

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel convert mine.onnx mine.npz
  netreel convert weights.pt mine.npz --activations relu,relu,softmax --labels cat,dog
"""


@cloup.command("convert", epilog=EPILOG)
@cloup.argument("source", metavar="IN", type=click.Path(path_type=Path), help="A network file.")
@cloup.argument(
    "target", metavar="OUT.npz", type=FILE_TO_WRITE, help="The copy; - for standard output."
)
@naming_options
@input_names_option
def command(source: Path, target: Path, activations: Any, labels: Any, input_names: Any) -> None:
    """Copy a network of any format into an .npz file, which needs no other packages to be read.

    If the network counts pixels from 0 to 255, the copy counts them from 0 to 1, as clips do.
    """
    from netcore import load_network, save_network, unit_pixels

    check_target(target, ".npz")
    network = unit_pixels(load_network(source, activations, labels, input_names))
    with scratch() as folder:
        save_network(network, made := folder / "network.npz")
        deliver(made, target)
    sizes = "-".join(map(str, network.sizes))
    click.echo(f"{target}: {sizes}, {network.parameter_count:,} parameters", err=is_stdout(target))
