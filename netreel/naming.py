"""What files of networks do not say: the options for it, and networks read as they say."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import cloup

from netreel.errors import MistakeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from netcore import Network

__all__ = [
    "INPUT_NAMES",
    "NAMING",
    "as_names",
    "as_numbers",
    "input_names_option",
    "load_named",
    "load_raw",
    "naming_options",
    "warn_of_pixels",
]

SAID = (
    "activations", "labels", "input_names", "pixels", "mean", "std", "inverted", "batch_norm",
)  # fmt: skip

F = TypeVar("F", bound="Callable[..., Any]")

LONGEST_QUOTE = 60


def as_names(
    ctx: click.Context, option: click.Parameter, text: str | None
) -> tuple[str, ...] | None:
    """Read names with commas between them."""
    if text is None:
        return None
    names = tuple(name.strip() for name in text.split(","))
    if not all(names):
        raise click.BadParameter(f"expected names with commas between, got {text!r}", ctx, option)
    return names


def as_numbers(
    ctx: click.Context, option: click.Parameter, text: str | None
) -> tuple[float, ...] | None:
    """Read finite numbers with commas between them."""
    if text is None:
        return None
    try:
        numbers = tuple(map(float, text.split(",")))
    except ValueError:
        numbers = ()
    if not numbers or not all(map(math.isfinite, numbers)):
        shown = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "..."
        wanted = f"numbers with commas between, such as 5.1,3.5, got {shown!r}"
        raise click.BadParameter(f"expected {wanted}", ctx, option)
    return numbers


def as_ends(
    ctx: click.Context, option: click.Parameter, text: str | None
) -> tuple[float, ...] | None:
    """Read the numbers that stand for black and for white."""
    numbers = as_numbers(ctx, option, text)
    if numbers is not None and len(numbers) != 2:
        raise click.BadParameter(f"expected LOW,HIGH, such as 0,255, got {text!r}", ctx, option)
    return numbers


NAMING = (
    cloup.option(
        "--activations",
        callback=as_names,
        metavar="NAMES",
        help="Activation of each layer, such as relu,relu,softmax, where the file has none.",
    ),
    cloup.option(
        "--labels",
        callback=as_names,
        metavar="NAMES",
        help="What each output stands for, such as cat,dog (the file's, or 0, 1, ...).",
    ),
    cloup.option(
        "--pixels",
        callback=as_ends,
        metavar="LOW,HIGH",
        help="What black and white were in the images that the network learnt from, such as 0,255 "
        "or -1,1 (the file's, or 0,1).",
    ),
    cloup.option(
        "--mean",
        type=float,
        metavar="M",
        help="What was then taken off each pixel, such as 0.1307.",
    ),
    cloup.option(
        "--std",
        type=float,
        metavar="S",
        help="What it was then divided by, such as 0.3081.",
    ),
    cloup.option(
        "--inverted",
        is_flag=True,
        default=None,
        help="The network learnt from dark ink on bright paper.",
    ),
    cloup.option(
        "--batch-norm",
        type=click.Choice(["before", "after"]),
        help="On which side of the activations batch normalisations stand, where the file does not "
        "say it.",
    ),
)
INPUT_NAMES = cloup.option(
    "--input-names",
    callback=as_names,
    metavar="NAMES",
    help="What each input is, such as width,height, where the input is no image.",
)


def naming_options(command: F) -> F:
    """Add ``--activations``, ``--labels``, and what pixels are: `load_named` takes them all."""
    return cloup.option_group("What the file does not say", *NAMING)(command)


def load_raw(file: Path | None, options: dict[str, Any]) -> Network:
    """Return a network, read as `naming_options` say; the one of the clips, if there is no file.

    Parameters
    ----------
    file
        The network's.
    options
        Of a command; what says how networks are read is taken out.

    Raises
    ------
    MistakeError
        What its pixels are is said of the network of the clips.
    netcore.NetcoreError
        It cannot be read so.
    """
    from netcore import default_network, load_network

    said = {name: options.pop(name) for name in SAID if name in options}
    said = {name: value for name, value in said.items() if value is not None}
    if file is not None:
        return load_network(file, **said)
    if said:
        option = min(said).replace("_", "-")
        raise MistakeError(f"--{option} says how a network is read: give --network too")
    return default_network()


def load_named(file: Path | None, options: dict[str, Any]) -> Network:
    """Return what `load_raw` does, made to take brightness from 0 to 1 as pixels."""
    from netcore import unit_pixels

    return unit_pixels(load_raw(file, options))


def input_names_option(command: F) -> F:
    """Add ``--input-names``."""
    return INPUT_NAMES(command)


def warn_of_pixels(network: Network) -> None:
    """Say once on stderr if a network's answers make one doubt that it was given its pixels."""
    from netcore import doubt_of_pixels

    doubt = doubt_of_pixels(network)
    context = click.get_current_context(silent=True)
    said = set() if context is None else context.meta.setdefault("netreel.doubts", set())
    if doubt and doubt not in said:
        said.add(doubt)
        click.echo(f"{click.style('warning:', fg='yellow', bold=True)} {doubt}", err=True)
