"""Pictures made of characters."""

from __future__ import annotations

import numpy as np
import pytest
from rich.console import Console

from netcore import Layer, Network
from netreel.terminal import BAR_WIDTH, bar, layer_text, outputs_table, picture


def test_picture_in_greys() -> None:
    text = picture(np.array([[0.0, 1.0], [0.5, 0.0], [1.0, 0.25]]), coloured=True)
    assert text.plain == "▀▀\n▀▀"
    styles = [str(span.style) for span in text.spans]
    assert styles == [
        "#000000 on #808080",
        "#ffffff on #000000",
        "#ffffff on #000000",
        "#404040 on #000000",
    ]


def test_picture_in_shades() -> None:
    text = picture(np.array([[0.0, 1.0], [0.0, 1.0]]), coloured=False)
    assert text.plain == "  ██"


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0, ""), (1, "█" * BAR_WIDTH), (2, "█" * BAR_WIDTH), (0.5 / BAR_WIDTH, "▌")],
)
def test_bars(share: float, drawn: str) -> None:
    assert bar(share) == drawn


def test_bars_grow_with_the_share() -> None:
    lengths = [len(bar(share)) for share in np.linspace(0, 1, 200)]
    assert lengths == sorted(lengths)


def test_layer_shows_each_neuron() -> None:
    plain = layer_text(np.array([0.0, 0.5, 1.0]), width=80, coloured=False).plain
    assert plain.split() == ["0", "0.00", "1", "▒▒", "0.50", "2", "██", "1.00"]


def test_a_wide_layer_shows_its_most_active() -> None:
    activations = np.linspace(0, 1, 100)
    plain = layer_text(activations, width=80, coloured=False).plain
    assert plain.startswith("the 32 most active:\n  99 ")
    assert plain.count("\n") == 8
    assert max(map(len, plain.splitlines())) <= 80


def test_outputs_name_values_and_stand_out() -> None:
    layer = Layer(weights=np.eye(3), biases=np.zeros(3), activation="identity")
    network = Network((layer,), labels=("a", "b", "c"))
    trace = network.forward(np.array([0.25, 0.75, 0.0]))
    console = Console(width=80, file=None, force_terminal=True, color_system="standard")
    with console.capture() as capture:
        console.print(outputs_table(trace, network.labels))
    lines = capture.get().splitlines()
    assert ["0.25" in lines[0], "0.75" in lines[1], "0.00" in lines[2]] == [True] * 3
    assert ["\x1b[1;32m" in line for line in lines] == [False, True, False]
