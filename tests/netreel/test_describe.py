"""netreel describe: what can be set, and what happens when."""

from __future__ import annotations

import json

import pytest

from netreel.commands import describe
from netreel.parameters import parameters
from netreel.tasks import Outline
from scenes.catalogue import CLIPS, Entry
from scenes.facts.timeline import Beat, Caption
from tests.netreel.conftest import Run, assert_mistake

OUTLINE = Outline(
    beats=(
        Beat(name="show_it", title="Show it", start=0, frames=30),
        Beat(name="ask", title="Ask [them]", start=30, frames=90, question=True),
    ),
    captions=(
        Caption(text="A pixel [1] is a number.", start=0, frames=30),
        Caption(text="Which one?", start=45, frames=75),
    ),
    frame_count=120,
)


@pytest.fixture
def toy_outline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(describe, "find_outline", lambda _clip: OUTLINE)


@pytest.mark.usefixtures("toys", "toy_outline")
def test_terminal(run: Run) -> None:
    result = run("describe", "Toy")
    assert result.exit_code == 0
    for part in (
        "Toy  4.0 s",
        "Toy for tests",
        "a whole number, 0 to 15",
        "elided, all",
        "which neuron",
        "0.0 s  Show it  show_it",
        "A pixel [1] is a number.",
        "1.0 s  Ask [them]  ask",
    ):
        assert part in result.stdout


@pytest.mark.usefixtures("toys", "toy_outline")
def test_json(run: Run) -> None:
    told = json.loads(run("describe", "Toy", "--json").stdout)
    assert told["clip"] == "Toy"
    assert told["seconds"] == 4.0
    assert told["params"][0] == {
        "name": "neuron",
        "takes": "a whole number, 0 to 15",
        "default": 2,
        "minimum": 0,
        "maximum": 15,
        "choices": None,
        "description": "which neuron",
    }
    assert [beat["start"] for beat in told["beats"]] == [0.0, 1.0]
    assert [beat["question"] for beat in told["beats"]] == [False, True]
    assert told["captions"][1] == {"start": 1.5, "seconds": 2.5, "text": "Which one?"}


def test_unknown_clip(run: Run) -> None:
    assert_mistake(run("describe", "weigtedsum"), "did you mean WeightedSum")


@pytest.mark.parametrize("entry", CLIPS, ids=lambda entry: entry.clip)
def test_every_parameter_of_every_clip_is_described(entry: Entry) -> None:
    for row in parameters(entry.params_model()):
        assert row.description, row.name
        assert row.takes not in {"anything", "a value"}, row.name
