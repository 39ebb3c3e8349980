"""The command line, run in this process, in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from click.testing import CliRunner, Result
from pydantic import Field

from netreel import many, runner
from netreel.commands import list as list_command
from netreel.commands import render
from netreel.main import cli
from scenes import catalogue
from scenes.catalogue import Entry
from scenes.params import ClipParams

if TYPE_CHECKING:
    from scenes.clip import Clip

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``netreel`` with arguments, in an empty folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("COLUMNS", "100")

    def invoke(*arguments: object) -> Result:
        result = CliRunner().invoke(cli, [str(a) for a in arguments], prog_name="netreel")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def fake_worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that replaces the worker process by one that behaves as told."""

    def behave(how: str) -> None:
        script = Path(__file__).with_name("fake_worker.py")
        monkeypatch.setattr(runner, "WORKER", (sys.executable, str(script), how))

    return behave


def assert_mistake(result: Result, *words: str) -> None:
    """Assert that a user's mistake was said in one line, with the exit code for it."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert len(result.stderr.splitlines()) == 1
    for word in words:
        assert word in result.stderr


class ToyParams(ClipParams):
    """Parameters of every kind, for clips that exist only here."""

    neuron: int = Field(2, ge=0, le=15, description="which neuron")
    window: tuple[int, int] = Field((1, 2), description="row and column")
    mode: Literal["elided", "all"] = Field("elided", description="which inputs")
    rows: Literal[1, 2] = Field(1, description="how many rows")
    bias: float | None = Field(None, description="a bias of your own")
    slow: bool = Field(False, description="whether to take time")


@dataclass(frozen=True)
class ToyEntry(Entry):
    """A clip of the catalogue that exists only here."""

    def params_model(self) -> type[ClipParams]:
        return ToyParams

    def clip_class(self) -> type[Clip]:
        from tests.netreel.toy_scene import ToyClip

        return ToyClip


def toy(clip: str, seconds: int) -> ToyEntry:
    return ToyEntry(clip, "toys", "none", seconds, f"{clip} for tests", headline=True)


def toy_catalogue(monkeypatch: pytest.MonkeyPatch) -> tuple[Entry, ...]:
    """Replace the catalogue by three toys: ShortToy, LongToy and Toy."""
    clips = (toy("ShortToy", 2), toy("LongToy", 20), toy("Toy", 7))
    monkeypatch.setattr(catalogue, "CLIPS", clips)
    monkeypatch.setattr(render, "CLIPS", clips)
    monkeypatch.setattr(list_command, "CLIPS", clips)
    monkeypatch.setattr(many, "check_inputs", lambda _job: None)
    return clips


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> tuple[Entry, ...]:
    """Replace the catalogue by three toys for one test."""
    return toy_catalogue(monkeypatch)
