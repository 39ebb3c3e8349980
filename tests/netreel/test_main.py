"""The command line as a whole: start-up, help, mistakes, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import click
import pytest

from netcore.errors import FormatError
from netreel import main as main_module
from netreel.errors import JobError, MistakeError, near
from netreel.main import COMMANDS, cli, verdict
from scenes.errors import ParameterError
from tests.netreel.conftest import Run, assert_mistake

HEAVY = ("manim", "scipy", "PIL", "av", "typst")


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["render", "--help"]])
def test_starts_without_what_draws(arguments: list[str]) -> None:
    script = (
        "import sys, json; from netreel.main import cli\n"
        "try: cli.main(sys.argv[1:])\n"
        f"except SystemExit: sys.stderr.write(json.dumps([m for m in {HEAVY} if m in sys.modules]))"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stderr) == []
    assert "WeightedSum" in done.stdout or "netreel list" in done.stdout


def test_help_names_every_command(run: Run) -> None:
    for arguments in (["--help"], ["-h"]):
        result = run(*arguments)
        assert result.exit_code == 0
        for name, entry in COMMANDS.items():
            assert name in result.stdout
            assert entry.summary in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: netreel {name}")
    context = click.Context(cli)
    command = cli.get_command(context, name)
    assert command is not None
    assert command.help
    undocumented = [
        parameter.name
        for parameter in command.params
        if not (getattr(parameter, "help", None) or getattr(parameter, "hidden", False))
    ]
    assert undocumented == []


def test_alone_it_says_what_to_try_first(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    lines = [line.split("  ")[1] for line in result.stdout.splitlines() if line.startswith("  ")]
    assert len(lines) >= 3
    for line in lines:
        name, *arguments = line.removeprefix("netreel ").split()
        assert name in COMMANDS
        assert run(name, *arguments, "--help").exit_code == 0
    assert len(result.stdout.splitlines()) < 15


def test_version(run: Run) -> None:
    assert run("--version").stdout == "netreel 0.1.0\n"


def test_unknown_command_names_the_near_one(run: Run) -> None:
    assert_mistake(run("rendr"), "'rendr'", "did you mean render?")


def test_unknown_option_names_the_near_one(run: Run) -> None:
    assert_mistake(run("render", "WeightedSum", "--formt", "gif"), "--format")
    assert_mistake(run("--verson"), "--version")


@pytest.mark.long
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["netreel", "rend"], "render"),
        (["netreel", "render", "--the"], "--theme"),
        (["netreel", "still", "X", "--theme", "li"], "light"),
        (["netreel", "render", "Toy", "weighted"], "WeightedSum"),
        (["netreel", "describe", "For"], "ForwardPass"),
    ],
)
def test_a_shell_completes_what_is_typed(typed: list[str], offered: str) -> None:
    environment = os.environ | {
        "_NETREEL_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(typed),
        "COMP_CWORD": str(len(typed) - 1),
    }
    command = [sys.executable, "-m", "netreel"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == f"plain,{offered}\n"


def test_missing_argument(run: Run) -> None:
    assert_mistake(run("describe"), "CLIP", "netreel describe --help")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MistakeError("no"), 2),
        (JobError("no"), 1),
        (FormatError("no"), 2),
        (ParameterError("no"), 2),
        (click.UsageError("no"), 2),
        (click.ClickException("no"), 1),
    ],
)
def test_exit_codes(error: Exception, code: int) -> None:
    assert verdict(error) == ("no", code)


def test_a_bug_is_a_traceback() -> None:
    with pytest.raises(ZeroDivisionError):
        verdict(ZeroDivisionError())


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main_module, "import_module", interrupt)
    result = run("list")
    assert result.exit_code == 130
    assert "interrupted" in result.stderr


def test_message_is_one_line(run: Run) -> None:
    assert_mistake(run("describe", "no\nsuch\nclip"))


def test_near() -> None:
    assert near("digt", ["digit", "theme"]) == "did you mean digit?"
    assert near("THEME", ["digit", "theme"]) == "did you mean theme?"
    assert near("xyz", ["digit", "theme"]) == "there are digit, theme"


def test_a_list_does_without_numpy() -> None:
    script = "import sys, netreel.commands.list; print('numpy' in sys.modules)"
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b"False\n"


def test_a_worker_does_without_the_command_line() -> None:
    script = "import sys, netreel.worker; print('netreel.main' in sys.modules)"
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b"False\n"
