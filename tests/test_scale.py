"""The page of sums is what the program writes, and the sums are right where they can be seen."""

from __future__ import annotations

import pytest

from benchmarks.scale import DOCUMENT, MEASURED, Farm, page, worked_out


def test_the_page_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == page(), "run python -m benchmarks.scale"


def test_twice_the_machines_take_half_the_time_but_for_the_longest_clip() -> None:
    one, two = worked_out(Farm(), "m"), worked_out(Farm(machines=200), "m")
    assert two.wall - two.longest == pytest.approx((one.wall - one.longest) / 2)
    assert two.scheduler > one.scheduler
    assert one.scheduler == pytest.approx(100_000 * MEASURED.scheduler / one.wall)
    assert one.cpu == two.cpu


def test_what_is_asked_of_the_farm_is_there() -> None:
    for quality in ("m", "h"):
        sums, farm = worked_out(Farm(), quality), Farm()
        assert sums.scheduler < 1
        assert sums.memory < farm.memory
        assert sums.requests < farm.requests
