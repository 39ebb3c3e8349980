"""netreel inspect."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import cloup

from netreel.naming import input_names_option, load_raw, naming_options, warn_of_pixels
from netreel.options import json_option

if TYPE_CHECKING:
    from rich.table import Table

    from netcore import Network

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel inspect mine.onnx
  netreel inspect weights.safetensors --activations relu,relu,softmax
  netreel inspect mine.keras --json
"""

# A clip draws this many neurons of a column by themselves; of a longer one the first and last.
NEURONS_DRAWN = 16
BOUNDED = ("sigmoid", "tanh", "softmax")


@cloup.command("inspect", epilog=EPILOG)
@cloup.argument("file", type=click.Path(path_type=Path), help="A network, in any format.")
@naming_options
@input_names_option
@json_option
def command(file: Path, as_json: bool, **options: Any) -> None:
    """Say what is in a network file, and what a clip would show of it."""
    network = load_raw(file, options)
    if as_json:
        click.echo(json.dumps(as_data(file, network), indent=2, ensure_ascii=False))
    else:
        show(file, network)
    warn_of_pixels(network)


def as_data(file: Path, network: Network) -> dict[str, Any]:
    """Return what is known of the network as a script wants it."""
    from netcore import pixel_scale

    return {
        "file": str(file),
        "sizes": list(network.sizes),
        "parameters": network.parameter_count,
        "weights": network.weight_count,
        "biases": network.bias_count,
        "image_shape": list(network.image_shape) if network.image_shape else None,
        "input_names": list(network.input_names),
        "labels": list(network.labels),
        "digest": network.digest,
        "pixels": str(pixel_scale(network)) if network.image_shape else None,
        "record": dict(network.record),
        "layers": [layer_data(network, number) for number in range(1, len(network.sizes))],
        "clip": clip_lines(network),
    }


def layer_data(network: Network, number: int) -> dict[str, Any]:
    layer = network.layer(number)
    return {
        "layer": number,
        "neurons": len(layer.biases),
        "activation": layer.activation,
        "weights": {
            "shape": list(layer.weights.shape),
            "least": float(layer.weights.min()),
            "most": float(layer.weights.max()),
        },
        "biases": {
            "shape": list(layer.biases.shape),
            "least": float(layer.biases.min()),
            "most": float(layer.biases.max()),
        },
    }


def clip_lines(network: Network) -> list[str]:
    """Say in sentences what a clip would show."""
    lines = [input_line(network)]
    long = [str(size) for size in network.sizes if size > NEURONS_DRAWN]
    if long:
        lines.append(f"Columns of {', '.join(long)} neurons are drawn in part, with their count.")
    open_ended = {layer.activation for layer in network.layers} - set(BOUNDED)
    if open_ended:
        names = " and ".join(sorted(open_ended))
        lines.append(f"Activations of {names} may pass 1, so brightness is on a scale of its own.")
    if network.image_shape is not None:
        lines.append(pixel_line(network))
    if quantised := network.record.get("quantised"):
        lines.append(f"The file has {quantised}; what they stand for is shown.")
    if norms := network.record.get("batch normalisation"):
        lines.append(f"Batch normalisation is folded in: {norms}.")
    lines.append(f"Outputs are labelled {first_few(network.labels)}.")
    return lines


def pixel_line(network: Network) -> str:
    """Say what pixels are taken to be."""
    if pixels := network.record.get("pixels"):
        return f"The file counts pixels from {pixels}; clips count from 0 to 1."
    if learnt := network.record.get("learnt from pixels"):
        return f"Pixels count from 0 to 1; it learnt from {learnt}, as layer 1 makes them."
    return (
        "Pixels are taken to run from 0 (paper) to 1 (ink): --pixels, --mean, --std and --inverted "
        "say otherwise."
    )


def first_few(names: tuple[str, ...]) -> str:
    """List names, the first ten of many."""
    return ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")


def input_line(network: Network) -> str:
    if network.image_shape is None:
        names = f": {first_few(network.input_names)}" if network.input_names else ""
        return f"The input is a plain vector of {network.sizes[0]} numbers{names}."
    height, width = network.image_shape
    return f"The input is an image of {height} x {width} pixels."


def show(file: Path, network: Network) -> None:
    """Print it."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(highlight=False)
    sizes = "-".join(map(str, network.sizes))
    console.print(f"[bold]{escape(file.name)}[/bold]: {sizes}")
    console.print(
        f"{network.parameter_count:,} parameters: {network.weight_count:,} weights and "
        f"{network.bias_count:,} biases\n"
    )
    console.print(layers_table(network))
    console.print("\n[bold]What a clip would show[/bold]")
    for line in clip_lines(network):
        console.print(f"  {escape(line)}")


def layers_table(network: Network) -> Table:
    """Lay out the layers: shapes, activations, and in what range their values are."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("layer", "neurons", "weights", "from", "to", "biases from", "to"):
        table.add_column(name, justify="right")
    table.add_column("activation")
    for number in range(1, len(network.sizes)):
        layer = network.layer(number)
        ranges = (f"{v:.3g}" for a in (layer.weights, layer.biases) for v in (a.min(), a.max()))
        shape = " x ".join(map(str, layer.weights.shape))
        table.add_row(str(number), str(len(layer.biases)), shape, *ranges, layer.activation)
    return table
