"""What README.md says is so."""

from __future__ import annotations

import ast
import re
import shlex
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest
from PIL import Image

from netreel.main import COMMANDS, cli
from scenes.catalogue import CLIPS, find

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
CALLS = sorted({line.partition("#")[0].strip() for block in BLOCKS for line in block.splitlines()})
# Files that the examples name, which a reader would have.
FILES = (
    *("photo.png", "mine.npz", "mine.onnx", "assets/networks/iris.npz"),
    *("jobs.toml", "films/failed.jsonl", "students/one.png"),
)


@pytest.mark.parametrize("call", [call for call in CALLS if call.startswith("netreel ")])
def test_commands_are_understood(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    Path("DIR").mkdir()
    _, name, *arguments = shlex.split(call)
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    if "--help" in arguments:
        return
    context = command.make_context(name, arguments)
    clips = context.params.get("clips") or [context.params.get("clip")]
    assert all(find(clip) for clip in clips if clip)


def test_every_command_is_shown() -> None:
    shown = {call.split()[1] for call in CALLS if call.startswith("netreel ")}
    assert shown == set(COMMANDS)


def test_table_is_the_catalogue() -> None:
    rows = re.findall(r"^\| (\w+) \| (.+) \|$", README, re.MULTILINE)
    assert [row for row in rows if row[0] != "clip"][: len(CLIPS)] == [
        (entry.clip, entry.summary) for entry in CLIPS
    ]


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", README)) - {"it"} <= targets


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_python_example() -> None:
    (example,) = (block for block in PYTHON if "import netcore" in block)
    names: dict[str, object] = {}
    exec(example, names)
    network, trace = names["network"], names["trace"]
    assert eval("trace.prediction", names) == 7
    assert eval("trace.pre_activations[1].shape", names) == (16,)
    assert eval("trace.contributions(1, 5).shape", names) == (784,)
    assert network is not trace


def test_dask_has_what_starts_a_cluster() -> None:
    """Its other packages are not here: that is Python at least, which says an address and stays."""
    calls = [call.split()[1:] for call in CALLS if call.startswith("dask ")]
    assert len(calls) == 2
    for program, *said in calls:
        (command,) = entry_points(group="dask_cli", name=program)
        options = {option for given in command.load().params for option in given.opts}
        assert {word for word in said if word.startswith("--")} <= options
    starts = [block for block in PYTHON if "Cluster(" in block]
    assert len(starts) == 2
    for block in starts:
        *_, said, stays = ast.parse(block).body
        assert ast.unparse(said) == "print(cluster.scheduler_address)"
        assert ast.unparse(stays).startswith("input(")


def test_the_first_thing_on_the_page_moves_and_is_light() -> None:
    (first, *_) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert (ROOT / first).stat().st_size <= 2_000_000
    with Image.open(ROOT / first) as picture:
        assert getattr(picture, "n_frames", 1) > 100
        assert picture.size == (640, 360)
