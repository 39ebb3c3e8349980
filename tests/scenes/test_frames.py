"""Every clip of the catalogue, run four times: the rules of the look, its time line, its truth.

Every frame is drawn in two of them; where nothing is drawn, nothing is known of motion. The usual
run is compared with the stills, and with the lesson's page, as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from netcore import default_network
from netreel.check.inspection import Inspection
from netreel.check.run import RATE
from scenes.catalogue import CLIPS, Entry, find
from scenes.errors import ParameterError
from scenes.facts.program import numbers_in
from scenes.facts.sources import Count, Shown
from tests.scenes.faults import faults
from tests.scenes.networks import given
from tests.scenes.page import differing_page
from tests.scenes.runs import (
    EVERY,
    IMAGES_ONLY,
    NETWORKS,
    NUMBERS_ONLY,
    Circumstances,
    NetworkName,
    pairs,
    runs,
)
from tests.scenes.stills import README, SAID, counted, differing_stills, drawn, in_words

if TYPE_CHECKING:
    from pathlib import Path

    from netreel.check.run import Run

RUNS = runs(entry.clip for entry in CLIPS)
USUAL, QUICK, IN_FILM, ONCE_MORE = range(4)
"""The places of the runs: `USUAL` and `IN_FILM`, told what a film tells the clip, are drawn."""

NAMES = re.compile(r"(neuron|layer|near|from|to) \d+|^[0.]+$|^\d+…$")
"""What is called by a number, where a curve ends, and the digits of one that is too long."""

every_clip = pytest.mark.parametrize("entry", CLIPS, ids=lambda entry: entry.clip)


def inspected(
    entry: Entry, those: Circumstances, folder: Path, *, draw: bool, in_film: bool = False
) -> Inspection:
    """Run a clip; in the usual run it is told no digit: it may look for one of its own."""
    told: dict[str, Any] = {"aspect": those.aspect, "theme": those.theme}
    told |= entry.tellings[-1 if in_film else 0]
    if those != Circumstances(network=those.network):
        told["digit"] = those.digit
    params = entry.params_model().model_validate(told | given(those.network, folder))
    return Inspection(entry.clip_class(), params, folder, draw=draw)


@every_clip
@pytest.mark.parametrize("place", [QUICK, pytest.param(ONCE_MORE, marks=pytest.mark.long)])
def test_a_clip_keeps_the_rules_undrawn(entry: Entry, place: int, tmp_path: Path) -> None:
    those = RUNS[entry.clip][place]
    found = faults(inspected(entry, those, tmp_path, draw=False))
    assert not found, "\n".join([str(those), *chain(*found.values())])


@pytest.mark.render
@every_clip
def test_a_clip_keeps_the_rules_frame_by_frame(entry: Entry, tmp_path: Path) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for place in (USUAL, IN_FILM):
        those = RUNS[entry.clip][place]
        seen = inspected(entry, those, tmp_path, draw=True, in_film=place == IN_FILM)
        usual = of_the_usual_run(seen.run, entry, tmp_path) if place == USUAL else {}
        for rule, lines in (*faults(seen).items(), *usual.items()):
            found[rule] += [f"({those}) {line}" for line in lines]
    assert not found, "\n".join(chain(*found.values()))


def of_the_usual_run(run: Run, entry: Entry, folder: Path) -> dict[str, list[str]]:
    """Return what differs from the catalogue, from the stills and from the lesson's page."""
    seconds = run.frame_count / run.rate
    found = {"stills": differing_stills(run, folder)}
    if abs(seconds - entry.seconds) > 0.5:
        found["time-line"] = [f"it takes {seconds:.1f} s, the catalogue says {entry.seconds}"]
    last = run.clip.picture_now()[..., :3].astype(int)
    if np.abs(last - run.ends[run.clip.beats[-1].name]).max() > 4:
        found["stills"].append("the last frame is not what is left on the screen")
    told, shown = counted().get(entry.clip), len(run.clip.shown)
    if told != shown:
        found["truth"] = [f"it shows {shown} numbers, and {told} are kept: draw its stills anew"]
    found["truth"] = [*found.get("truth", []), *without_source(run)]
    found["page"] = differing_page(run, entry, folder)
    return {rule: each for rule, each in found.items() if each}


@pytest.mark.parametrize(
    "entry", [entry for entry in CLIPS if entry.in_film], ids=lambda entry: entry.clip
)
def test_the_catalogue_knows_how_long_a_clip_is_in_the_film(entry: Entry, tmp_path: Path) -> None:
    told = dict(entry.in_film)
    seconds = drawn(entry, tmp_path, set(), **told).frame_count / RATE
    assert abs(seconds - entry.lasts(told)) <= 0.5
    assert entry.lasts({}) == entry.seconds


def without_source(run: Run) -> list[str]:
    """Return what is written in words with a number that is neither read anywhere nor a name."""
    read, labels = {shown.text for shown in run.clip.shown}, run.clip.network.labels
    counting = run.words - set(labels)
    return [
        f'nothing says where the numbers of "{words}" are from'
        for words in sorted(counting)
        if not set(numbers_in(NAMES.sub("", words))) <= read
    ]


def test_a_number_in_words_without_a_source_is_found() -> None:
    network = default_network()
    shown = [Shown("784", 784.0, Count("neurons", 0))]
    words = {"784 pixels", "neuron 15", "3", "of 120 images", "0.0000", "507…"}
    run: Any = SimpleNamespace(clip=SimpleNamespace(network=network, shown=shown), words=words)
    assert without_source(run) == ['nothing says where the numbers of "of 120 images" are from']


def test_the_readme_says_how_many_numbers_are_compared() -> None:
    assert set(counted()) == {entry.clip for entry in CLIPS}
    (said,) = SAID.findall(README.read_text(encoding="utf-8"))
    assert said == in_words(counted())


def test_over_the_catalogue_every_two_circumstances_meet() -> None:
    every = {pair for one in EVERY for pair in one.pairs()}
    met = pairs(RUNS)
    assert not [pair for pair in every - met if "digit" not in dict(pair)]
    assert {one.digit for row in RUNS.values() for one in row if one.network != "iris"} == {
        *range(10)
    }
    assert pairs(runs(f"clip {number}" for number in range(42))) == every


def test_the_table_is_the_same_every_time() -> None:
    assert runs(entry.clip for entry in CLIPS) == RUNS
    assert {len(row) for row in RUNS.values()} == {4}
    for clip in IMAGES_ONLY:
        assert "iris" not in {one.network for one in RUNS[clip]}
    for clip in NUMBERS_ONLY:
        assert {one.network for one in RUNS[clip]} == {"iris"}
    assert set(NETWORKS) == {one.network for row in RUNS.values() for one in row}


@pytest.mark.parametrize(
    ("clip", "network", "said"),
    [
        *((clip, "iris", "4 numbers that are no image") for clip in sorted(IMAGES_ONLY)),
        *((clip, "other", "images of 28 x 28 pixels") for clip in sorted(NUMBERS_ONLY)),
    ],
)
def test_what_a_clip_is_not_about_is_refused_in_one_line(
    clip: str, network: NetworkName, said: str, tmp_path: Path
) -> None:
    (entry,) = (entry for entry in CLIPS if entry.clip == clip)
    with pytest.raises(ParameterError, match=f"{said}: take (.*), or another network$") as caught:
        inspected(entry, Circumstances(network=network), tmp_path, draw=False)
    assert "\n" not in str(caught.value)
    instead = str(caught.value).partition(": take ")[2].partition(",")[0]
    assert find(instead).needs not in (entry.needs, {"iris": "image", "other": "numbers"}[network])
