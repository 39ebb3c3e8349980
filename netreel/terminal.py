"""Pictures made of characters: a digit in shades, activations as cells, outputs as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netcore import Trace

__all__ = ["inputs_table", "layer_text", "outputs_table", "picture"]

# From nothing to full, for terminals and files without colours.
SHADES = " ░▒▓█"
UPPER_HALF = "▀"
EIGHTHS = " ▏▎▍▌▋▊▉█"
BAR_WIDTH = 40
CELL_WIDTH = 14
NEURONS_IN_A_ROW = (8, 4, 2, 1)
# A layer wider than this is shown by its most active neurons.
NEURONS_SHOWN = 32


def picture(image: NDArray[np.float64], *, coloured: bool) -> Text:
    """Return an image as text, two rows of pixels in a line.

    Parameters
    ----------
    image
        ``(height, width)``, brightness in [0, 1].
    coloured
        Whether each half of a character can have a grey of its own; else shades of blocks.
    """
    height, width = image.shape
    rows = np.zeros((height + height % 2, width))
    rows[:height] = image
    text = Text()
    for upper, lower in zip(rows[0::2], rows[1::2], strict=True):
        for above, below in zip(upper, lower, strict=True):
            if coloured:
                text.append(UPPER_HALF, style=f"{grey(above)} on {grey(below)}")
            else:
                text.append(shade((above + below) / 2) * 2)
        text.append("\n")
    text.rstrip()
    return text


def layer_text(activations: NDArray[np.float64], *, width: int, coloured: bool) -> Text:
    """Return a hidden layer's activations, each with its neuron's number and brightness.

    Parameters
    ----------
    activations
        ``(n,)``, of one layer.
    width
        Characters in a line.
    coloured
        Whether a cell can have a grey of its own; else shades of blocks.
    """
    per_row = next((n for n in NEURONS_IN_A_ROW if n * CELL_WIDTH <= width), 1)
    shown = np.arange(len(activations))
    text = Text()
    if len(shown) > NEURONS_SHOWN:
        shown = np.argsort(-activations, kind="stable")[:NEURONS_SHOWN]
        text.append(f"the {NEURONS_SHOWN} most active:\n", style="dim")
    top = max(float(activations.max(initial=0.0)), 1.0)
    for place, neuron in enumerate(shown):
        value = float(activations[neuron])
        text.append(f"{neuron:4} ", style="dim")
        cell = "  " if coloured else shade(value / top) * 2
        text.append(cell, style=f"on {grey(value / top)}" if coloured else "")
        text.append(f" {value:.2f}")
        text.append("  " if (place + 1) % per_row else "\n")
    text.rstrip()
    return text


def inputs_table(inputs: NDArray[np.float64], names: tuple[str, ...]) -> Table:
    """Return the numbers of a plain vector, each with its name, or its place if it has none."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="" if names else "dim")
    table.add_column(justify="right")
    for place, value in enumerate(inputs.tolist()):
        table.add_row(Text(names[place] if names else str(place)), f"{value:g}")
    return table


def outputs_table(trace: Trace, labels: tuple[str, ...]) -> Table:
    """Return the outputs as bars; the largest stands out."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(width=BAR_WIDTH)
    table.add_column(justify="right")
    top = max(float(trace.outputs.max()), 1.0)
    for neuron, (label, value) in enumerate(zip(labels, trace.outputs, strict=True)):
        style = "bold green" if neuron == trace.prediction else ""
        table.add_row(label, bar(float(value) / top), f"{value:.2f}", style=style)
    return table


def bar(share: float) -> str:
    """Return a bar that fills a share of its width, to an eighth of a character."""
    eighths = round(float(np.clip(share, 0, 1)) * BAR_WIDTH * 8)
    return ("█" * (eighths // 8) + EIGHTHS[eighths % 8]).rstrip()


def grey(brightness: float) -> str:
    level = round(255 * float(np.clip(brightness, 0, 1)))
    return f"#{level:02x}{level:02x}{level:02x}"


def shade(brightness: float) -> str:
    return SHADES[round(float(np.clip(brightness, 0, 1)) * (len(SHADES) - 1))]
