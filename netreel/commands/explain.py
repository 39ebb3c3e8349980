"""netreel explain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import cloup
from rich.console import Console

from netreel.asking import make_params
from netreel.naming import warn_of_pixels
from netreel.options import Wishes, digit_options, json_option
from netreel.terminal import inputs_table, layer_text, outputs_table, picture
from scenes.params import ClipParams

if TYPE_CHECKING:
    from netcore import Network, Trace

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel explain --digit 7
  netreel explain --image photo.png --network mine.npz
  netreel explain --network iris.npz --inputs 5.1,3.5,1.4,0.2
  netreel explain --digit 7 --json > seven.json

With --json, activations[l] and pre_activations[l] belong to layer l; the latter are z, weighted
sums with their biases added, of which layer 0, the input, has none.
"""


@cloup.command("explain", epilog=EPILOG)
@digit_options
@json_option
def command(as_json: bool, **options: Any) -> None:
    """Run a digit, or numbers, through the network and show every layer's activations."""
    params = make_params("explain", ClipParams, Wishes.of(options))
    network = params.load_network()
    trace = network.forward(params.load_input(network).ravel())
    if params.network is not None:
        warn_of_pixels(network)
    if as_json:
        click.echo(json.dumps(as_data(params, network, trace)))
    else:
        show(params, network, trace)


def as_data(params: ClipParams, network: Network, trace: Trace) -> dict[str, Any]:
    """Return all numbers of the forward pass, as lists."""
    is_sample = network.image_shape is not None and params.image is None
    return {
        "image": None if params.image is None else str(params.image),
        "digit": params.digit if is_sample else None,
        "sample": params.sample if is_sample else None,
        "inputs": trace.activations[0].tolist(),
        "input_names": list(network.input_names),
        "network": network.digest,
        "sizes": list(network.sizes),
        "labels": list(network.labels),
        "activations": [layer.tolist() for layer in trace.activations],
        "pre_activations": [layer.tolist() for layer in trace.pre_activations],
        "outputs": trace.outputs.tolist(),
        "prediction": trace.prediction,
        "label": network.labels[trace.prediction],
    }


def show(params: ClipParams, network: Network, trace: Trace) -> None:
    """Print the input, the layers between, and the outputs."""
    console = Console(highlight=False)
    plain = console.no_color or console.options.ascii_only
    coloured = console.color_system is not None and not plain
    inputs, shape = trace.activations[0], network.image_shape
    if shape is None:
        console.print("[bold]Layer 0[/bold], the inputs")
        console.print(inputs_table(inputs, network.input_names))
    else:
        console.print(picture(inputs.reshape(shape), coloured=coloured))
        console.print(f"[bold]{subject(params)}[/bold], {inputs.size} pixels: layer 0")
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
