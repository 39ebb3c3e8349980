"""netreel convert."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import cloup

from netreel.delivery import check_target, deliver, is_stdout
from netreel.kinds import FILE_TO_WRITE
from netreel.naming import input_names_option, load_named, naming_options, warn_of_pixels
from netreel.scratch import scratch

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel convert mine.onnx mine.npz
  netreel convert weights.pt mine.npz --activations relu,relu,softmax --labels cat,dog
  netreel convert torchvision.pt mine.npz --activations relu,softmax --mean 0.1307 --std 0.3081
"""


@cloup.command("convert", epilog=EPILOG)
@cloup.argument("source", metavar="IN", type=click.Path(path_type=Path), help="A network file.")
@cloup.argument(
    "target", metavar="OUT.npz", type=FILE_TO_WRITE, help="The copy; - for standard output."
)
@naming_options
@input_names_option
def command(source: Path, target: Path, **options: Any) -> None:
    """Copy a network of any format into an .npz file, which needs no other packages to be read.

    If the network takes pixels to be other than 0 (paper) to 1 (ink), which its file or --pixels,
    --mean, --std and --inverted say, the copy takes them to be that, as clips do.
    """
    from netcore import save_network

    check_target(target, ".npz")
    network = load_named(source, options)
    with scratch() as folder:
        save_network(network, made := folder / "network.npz")
        deliver(made, target)
    warn_of_pixels(network)
    sizes = "-".join(map(str, network.sizes))
    click.echo(f"{target}: {sizes}, {network.parameter_count:,} parameters", err=is_stdout(target))
