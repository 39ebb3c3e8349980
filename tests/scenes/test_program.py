"""The program that FeedForwardCode shows: run by itself it computes what netcore does."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from manim import AnimationGroup

import netcore
from netcore import Layer, Network
from scenes.components.network.running import RunningNetwork
from scenes.facts.program import Printed, Program, numbers_in
from scenes.figures import Figures
from scenes.look.code_line import CodeLine
from scenes.look.stage import Region, Stage
from scenes.look.theme import theme
from tests.scenes.networks import OTHER, SHAPES, Shape

if TYPE_CHECKING:
    from pathlib import Path

    from netcore import Trace

EVERY = {
    "other": OTHER,
    **SHAPES,
    "constants": Shape((6, 5, 4, 3), ("leaky_relu:0.2", "leaky_relu:0.05", "elu:0.5"), image=()),
    "plain": Shape((5, 4), ("identity",), image=()),
    "tanh": Shape((5, 4, 2), ("tanh", "tanh"), image=()),
}


def trace_of(shape: Shape, folder: Path) -> Trace:
    network = netcore.load_network(shape.save(folder / "network.npz"))
    low = -1.5 if network.image_shape is None else 0.0
    return network.forward(np.linspace(low, 1.0, network.sizes[0]))


def by_hand(program: Program, trace: Trace) -> Any:
    """Return what is in `a` at the end of the lines, run here with arrays of their own."""
    names: dict[str, Any] = {"np": np, "pixels": trace.activations[0]}
    names["numbers"] = trace.activations[0]
    names["identity"] = None  # where no layer needs it, it is not defined
    exec("\n".join(line for lines in program.definitions for line in lines), names)
    called = dict(zip(program.functions, program.calls, strict=True))
    names["layers"] = [
        (each.weights, each.biases, eval(called[each.activation], names))
        for each in trace.network.layers
    ]
    if program.called != "f":
        names["layers"] = [layer[:2] for layer in names["layers"]]
    with np.errstate(over="ignore"):
        exec("\n".join(program.lines[:-1]), names)
    return names["a"]


def test_numbers_are_found_as_they_are_written() -> None:
    text = "1,200 pixels, W (16, 784), 12 of 1,000,000: [0.01 -1.5e-3 3.]"
    found = ["1,200", "16", "784", "12", "1,000,000", "0.01", "-1.5e-3", "3."]
    assert numbers_in(text) == found


@pytest.mark.parametrize("name", EVERY)
def test_it_computes_what_netcore_does(name: str, tmp_path: Path) -> None:
    trace = trace_of(EVERY[name], tmp_path)
    program = Program.of(trace)
    assert by_hand(program, trace) == pytest.approx(trace.outputs, rel=1e-9, abs=1e-12)
    printed = [float(number) for number in numbers_in(program.run(trace))]
    if program.whole:
        assert printed == pytest.approx(trace.outputs.round(2), abs=1e-9)
    else:
        assert printed == [trace.prediction]
    assert [Printed(program, place).of(trace) for place in range(len(printed))] == printed


@pytest.mark.parametrize("name", EVERY)
def test_it_is_short_and_plain(name: str, tmp_path: Path) -> None:
    program = Program.of(trace_of(EVERY[name], tmp_path))
    assert len(program.lines) <= 4 + 4 * len(program.definitions)
    assert max(map(len, program.lines)) <= 40
    tree = ast.parse("\n".join(program.lines))
    kinds = [type(node) for node in tree.body]
    assert kinds == [ast.FunctionDef] * len(program.definitions) + [ast.Assign, ast.For, ast.Expr]
    calls = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert len(set(calls)) == len(calls)


def test_what_is_printed_has_room_in_every_pass(tmp_path: Path) -> None:
    small = Network([Layer(np.eye(3), np.zeros(3), "identity")], image_shape=())
    short, long = small.forward([1, 2, 3]), small.forward([1e20, -1e-20, 123456.789])
    assert Program.of(short).whole
    assert len(Program.of(short, long).run(long)) <= 56
    many = trace_of(SHAPES["many"], tmp_path)
    assert Program.of(many).run(many) == str(many.prediction)


def test_a_reader_can_run_what_is_on_the_page() -> None:
    digits, network = netcore.sample_digits(), netcore.default_network()
    trace = network.forward(digits.image(8, 1).ravel())
    program = Program.of(trace)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program.on_the_page(8, 1)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == program.run(trace)
    assert (done.stderr, numbers_in(done.stdout)[8]) == ("", f"{trace.outputs[8].round(2):g}.")


def test_letters_of_code_stand_in_columns() -> None:
    line = CodeLine("    a = sum(W[-1.5:]  @ b)", "#ffffff", 135, {"b": "#123456"})
    assert line.tokens == ["a", "=", "sum", "(", "W", "[", "-1.5", ":", "]", "@", "b", ")"]
    starts = [4, 6, 8, 11, 12, 13, 14, 18, 19, 22, 24, 25]
    for token, start, text in zip(line, starts, line.tokens, strict=True):
        left, right = token.get_left()[0], token.get_right()[0]
        assert start * 0.602 - 0.01 <= left < right <= (start + len(text)) * 0.602 + 0.01
    assert line.token("b").get_fill_color().to_hex() == "#123456"
    assert [len(number.points) > 0 for number in line.numbers()] == [True]
    assert line.letter_size == pytest.approx(135)
    assert line.scale(0.5).letter_size == pytest.approx(67.5)


def running(trace: Trace) -> RunningNetwork:
    return RunningNetwork(Figures(trace, theme("dark"), Stage("16:9")), Region(0, 0, 8, 6))


@pytest.mark.usefixtures("landscape")
def test_no_connection_is_there_before_what_it_leads_out_of() -> None:
    network = running(netcore.default_network().forward(np.linspace(0, 1, 784)))
    first, *others = network.diagram.connections
    assert first not in network.get_family()
    assert set(others) <= set(network.get_family())
    entering = network.take_in()
    assert isinstance(entering, AnimationGroup)
    coming: list[object] = [animation.mobject for animation in entering.animations]
    assert coming == [network.diagram.columns[0].neurons, first]


@pytest.mark.usefixtures("landscape")
@pytest.mark.parametrize("second", [0.1, 1.9])
def test_one_output_has_a_box_and_it_is_the_largest_that_is_printed(second: float) -> None:
    network = Network([Layer(np.eye(3), [0.0, second, 2.0], "softmax")], image_shape=())
    trace = network.forward([0.0, 0.0, 0.0])
    shown = running(trace)
    (box,) = shown.box(trace)
    assert box.get_y() == pytest.approx(shown.diagram.columns[-1].neurons.centres[2, 1], abs=0.05)
