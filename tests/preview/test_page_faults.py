"""What goes wrong while pages are open, and pages that are open at once."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

import pytest
from playwright.sync_api import expect

from benchmarks.studio import Server
from tests.preview.browsing import PATIENCE, Open

pytestmark = [pytest.mark.long, pytest.mark.render]
CLIP = "/clip/WeightGrid"


def kills_all(server: Server) -> None:
    """Kill every process that draws, as a system does that is out of memory."""
    for pid in server.descendants():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_a_process_that_dies_is_said_and_another_one_draws(opened: Open, server: Server) -> None:
    shown = opened(CLIP).rests()
    before = shown.pixels()
    kills_all(server)
    shown.knob("neuron").fill("6")
    shown.says("said", "is started anew")
    after = shown.changes(before)
    assert shown.params == {"neuron": 6}
    expect(shown.part("trouble")).to_be_hidden(timeout=PATIENCE)
    expect(shown.part("fault")).to_be_hidden()
    kills_all(server)  # and a frame that was not drawn yet is asked for
    shown.part("frame-number").fill("33")
    shown.part("frame-number").press("Enter")
    assert shown.changes(after)
    expect(shown.part("fault")).to_be_hidden()


def test_two_tabs_turn_knobs_of_their_own(opened: Open) -> None:
    one = opened(CLIP).rests()
    other = opened(CLIP, beside=one, neuron=2).rests()
    first, second = one.pixels(), other.pixels()
    one.knob("neuron").fill("4")
    other.knob("neuron").fill("7")
    third, fourth = one.changes(first), other.changes(second)
    assert len({first, second, third, fourth}) == 4
    assert (one.params, other.params) == ({"neuron": 4}, {"neuron": 7})
    other.page.close()
    one.knob("neuron").fill("7")
    assert one.changes(third) == fourth
