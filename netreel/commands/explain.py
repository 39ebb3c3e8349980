"""netreel explain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import cloup
from rich.console import Console

from netreel.asking import make_params
from netreel.options import Wishes, digit_options, json_option
from netreel.terminal import layer_text, outputs_table, picture
from scenes.params import ClipParams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from netcore import Network, Trace

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel explain --digit 7
  netreel explain --image photo.png --network mine.npz
  netreel explain --digit 7 --json > seven.json

With --json, activations[l] and weighted_sums[l] belong to layer l; layer 0 is the input, which
has no weighted sums.
"""


@cloup.command("explain", epilog=EPILOG)
@digit_options
@json_option
def command(as_json: bool, **options: Any) -> None:
    """Run a digit through the network and show every layer's activations."""
    params = make_params("explain", ClipParams, Wishes.of(options))
    network = params.load_network()
    image = params.load_digit(network)
    trace = network.forward(image.ravel())
    if as_json:
        click.echo(json.dumps(as_data(params, network, trace)))
    else:
        show(params, network, image, trace)


def as_data(params: ClipParams, network: Network, trace: Trace) -> dict[str, Any]:
    """Return all numbers of the forward pass, as lists."""
    return {
        "image": None if params.image is None else str(params.image),
        "digit": params.digit if params.image is None else None,
        "sample": params.sample if params.image is None else None,
        "network": network.digest,
        "sizes": list(network.sizes),
        "labels": list(network.labels),
        "activations": [layer.tolist() for layer in trace.activations],
        "weighted_sums": [layer.tolist() for layer in trace.weighted_sums],
        "outputs": trace.outputs.tolist(),
        "prediction": trace.prediction,
        "label": network.labels[trace.prediction],
    }


def show(params: ClipParams, network: Network, image: NDArray[np.float64], trace: Trace) -> None:
    """Print the digit, the layers between, and the outputs."""
    console = Console(highlight=False)
    coloured = console.color_system is not None
    console.print(picture(image, coloured=coloured))
    console.print(f"[bold]{subject(params)}[/bold], {image.size} pixels: layer 0")
    for number in range(1, len(network.sizes) - 1):
        activations = trace.activations[number]
        kind = network.layers[number - 1].activation
        console.print(f"\n[bold]Layer {number}[/bold], {len(activations)} neurons, {kind}")
        console.print(layer_text(activations, width=console.width, coloured=coloured))
    console.print(f"\n[bold]Layer {len(network.sizes) - 1}[/bold], the outputs")
    console.print(outputs_table(trace, network.labels))
    console.print(f"\nThe network says [bold]{network.labels[trace.prediction]}[/bold].")


def subject(params: ClipParams) -> str:
    """Say what was looked at."""
    if params.image is not None:
        return params.image.name
    return f"Sample {params.sample} of digit {params.digit}"
