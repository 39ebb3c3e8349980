"""The page as one text: template, styles, joined modules and data, under a policy of its own."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from netreel.errors import MistakeError
from netreel.explorer.contents import image_start, network_data, number_ranges, samples_data
from netreel.explorer.joining import WEB, joined
from scenes.look.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from netcore import Network
    from scenes.look.theme import ThemeName

__all__ = ["HIDEABLE", "explorer_page"]

HIDEABLE = ("samples", "preparation", "network", "neuron", "compare", "break", "share")
"""Parts of the page that can be left out."""

_TITLE = "What does this network see?"

MOST_WEIGHTS = 8_000_000
"""A page of so many is 43 MB; a browser computes them in a frame or two."""


def explorer_page(
    network: Network,
    *,
    title: str | None = None,
    theme: ThemeName | None = None,
    image: NDArray[np.float64] | None = None,
    inputs: tuple[float, ...] = (),
    sample: int | None = None,
    hide: Sequence[str] = (),
    arguments: Sequence[str] = (),
) -> str:
    """Return the page, HTML that needs nothing else.

    Parameters
    ----------
    network
        Whose pixels count from 0 to 1.
    title
        On top of it; None for a question.
    theme
        Its colours; None for what the reader's system prefers, light or dark.
    image
        ``image_shape``, in [0, 1]: what is read when it opens, instead of a sample.
    inputs
        The numbers that it opens with, for a network that takes no image.
    sample
        Which of the sample digits it opens with, counted through all; None for the first 3.
    hide
        Parts to leave out, of `HIDEABLE`.
    arguments
        What says to the ``netreel`` command which network it is.

    Raises
    ------
    MistakeError
        The network is too large for a page.
    """
    if network.weight_count > MOST_WEIGHTS:
        raise MistakeError(
            f"the network has {network.weight_count:,} weights: a page takes {MOST_WEIGHTS:,} at "
            "most; show a smaller network"
        )
    if network.image_shape is None:
        start = number_ranges(network, inputs)
    else:
        start = image_start(network, image, sample)
    samples = samples_data(network)
    data = {
        **network_data(network),
        "samples": samples,
        "start": start,
        "hide": list(hide),
        "arguments": list(arguments),
    }
    plain = Environment(loader=FileSystemLoader(WEB), undefined=StrictUndefined)
    style = plain.get_template("explorer.css").render(themes=THEMES)
    script = joined("main.js")
    pages = Environment(loader=FileSystemLoader(WEB), undefined=StrictUndefined, autoescape=True)
    return pages.get_template("explorer.html").render(
        title=title or _TITLE,
        facts=_facts(network),
        theme=theme,
        digits=range(10),
        has_samples=samples is not None,
        style=Markup(style),
        style_hash=_digest(style),
        script=Markup(script),
        script_hash=_digest(script),
        data=Markup(_as_json(data)),
    )


def _facts(network: Network) -> str:
    sizes = "-".join(map(str, network.sizes))
    kinds = ", ".join(dict.fromkeys(layer.activation for layer in network.layers))
    return f"{sizes} neurons, {kinds}; {network.parameter_count:,} weights and biases"


def _digest(text: str) -> str:
    """Return what a content security policy calls a script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _as_json(data: Any) -> str:
    """Return JSON in which nothing can end the script element that it stands in."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
