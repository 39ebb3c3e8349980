"""netreel explorer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import cloup

from netreel.asking import make_params
from netreel.delivery import check_target, deliver, is_stdout
from netreel.desktop import open_file
from netreel.explorer.page import HIDEABLE, explorer_page
from netreel.kinds import FILE_TO_WRITE
from netreel.naming import warn_of_pixels
from netreel.options import Wishes, digit_options, open_option
from netreel.scratch import scratch
from scenes.look.theme import ThemeName
from scenes.params import ClipParams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from netcore import Network

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel explorer                               explorer.html, of the lesson's network
  netreel explorer --digit 8 --theme light
  netreel explorer --network mine.onnx --labels cat,dog -o cats.html
  netreel explorer --network iris.npz --inputs 5.1,3.5,1.4,0.2
  netreel explorer --hide break,share            fewer parts, for a small frame

The file needs nothing else: open it, put it on a course page, carry it on a stick.
"""


def as_parts(ctx: click.Context, option: click.Parameter, text: str | None) -> tuple[str, ...]:
    """Read names of parts with commas between them."""
    names = tuple(name.strip() for name in text.split(",")) if text else ()
    for name in names:
        if name not in HIDEABLE:
            wanted = f"expected some of {', '.join(HIDEABLE)}, got {name!r}"
            raise click.BadParameter(wanted, ctx, option)
    return names


@cloup.command("explorer", epilog=EPILOG)
@digit_options
@cloup.option_group(
    "How it looks",
    cloup.option(
        "--theme",
        type=click.Choice(get_args(ThemeName)),
        help="Colours: what the reader's system prefers unless you say.",
    ),
    cloup.option("--title", metavar="TEXT", help="What stands on top."),
    cloup.option(
        "--hide",
        callback=as_parts,
        metavar="PARTS",
        help=f"Parts to leave out, with commas between: {', '.join(HIDEABLE)}.",
    ),
)
@cloup.option_group(
    "What comes out",
    cloup.option(
        "-o",
        "--out",
        type=FILE_TO_WRITE,
        default="explorer.html",
        show_default=True,
        metavar="FILE",
        help="The page to write, - for standard output.",
    ),
    open_option,
)
def command(
    out: Path, open_it: bool, theme: ThemeName | None, title: str | None, hide: tuple[str, ...],
    **options: Any,
) -> None:  # fmt: skip
    """Make a page in which anyone draws a digit and sees the network read it."""
    check_target(out, ".html", quiet=not open_it)
    params = make_params("explorer", ClipParams, Wishes.of(options))
    network = params.load_network()
    if params.network is not None:
        warn_of_pixels(network)
    with scratch() as folder:
        page = folder / "explorer.html"
        text = explorer_page(
            network,
            theme=theme,
            hide=hide,
            arguments=arguments_of(params),
            title=title,
            **opening(params, network),
        )
        page.write_text(text, "utf-8")
        deliver(page, out)
    if not is_stdout(out):
        click.echo(out)
    if open_it:
        open_file(out)


def opening(params: ClipParams, network: Network) -> dict[str, Any]:
    """Return what the page opens with."""
    if network.image_shape is None:
        return {"inputs": params.inputs and tuple(params.load_input(network).tolist())}
    given: NDArray[np.float64] = params.load_input(network)
    if params.image is not None:
        return {"image": given}
    from netcore import sample_digits

    return {"sample": sample_digits().index(params.digit, params.sample)}


def arguments_of(params: ClipParams) -> list[str]:
    """Return the words that say to another netreel command which network it is."""
    words = [] if params.network is None else ["--network", params.network.name]
    for name in ("activations", "labels", "input_names", "pixels"):
        if value := getattr(params, name):
            words += [f"--{name.replace('_', '-')}", ",".join(map(str, value))]
    for name in ("mean", "std", "batch_norm"):
        if (value := getattr(params, name)) is not None:
            words += [f"--{name.replace('_', '-')}", str(value)]
    return [*words, *(["--inverted"] if params.inverted else [])]
