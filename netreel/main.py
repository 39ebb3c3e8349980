"""The ``netreel`` command: a table of commands, of which only the one that runs is imported."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, NoReturn, cast

import click
import cloup

from netreel.errors import MistakeError, NetreelError, is_expected, near

__all__ = ["COMMANDS", "CommandEntry", "cli", "main"]

EPILOG = """\b
Try:
  netreel list
  netreel render PixelsToNeurons --digit 7
  netreel storyboard WeightedSum
  netreel explain --digit 7

Every command explains itself: netreel render --help
"""

INTERRUPTED = 130  # what a shell reports after Ctrl-C: 128 + SIGINT


@dataclass(frozen=True)
class CommandEntry:
    """One line of ``netreel --help``, and the module to import when it is called."""

    module: str
    section: str
    summary: str


COMMANDS = {
    "list": CommandEntry(
        "netreel.commands.list", "Look around", "What clips there are, how long, and what about."
    ),
    "describe": CommandEntry(
        "netreel.commands.describe", "Look around", "One clip: its parameters, beats and captions."
    ),
    "digits": CommandEntry(
        "netreel.commands.digits", "Look around", "The sample digits, as one picture."
    ),
    "explain": CommandEntry(
        "netreel.commands.explain", "Look around", "The forward pass of a digit, in the terminal."
    ),
    "render": CommandEntry("netreel.commands.render", "Make", "Render clips to video files."),
    "still": CommandEntry("netreel.commands.still", "Make", "One moment of a clip as a picture."),
    "storyboard": CommandEntry(
        "netreel.commands.storyboard", "Make", "All beats of a clip on one contact sheet."
    ),
    "train": CommandEntry("netreel.commands.train", "Networks", "Train a network on digits."),
    "evaluate": CommandEntry(
        "netreel.commands.evaluate", "Networks", "Measure how often a network is right."
    ),
    "inspect": CommandEntry(
        "netreel.commands.inspect", "Networks", "What is in a network file of any format."
    ),
    "convert": CommandEntry(
        "netreel.commands.convert", "Networks", "Copy a network of any format to .npz."
    ),
    "doctor": CommandEntry(
        "netreel.commands.doctor", "Help", "Check that this machine has all that a render needs."
    ),
}


class LazyGroup(cloup.Group):
    """A group that knows its commands by name and imports one when it is called.

    It also turns every expected error into one line on stderr and an exit code.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return the command in it."""
        if cmd_name not in COMMANDS:
            return None
        return cast(click.Command, import_module(COMMANDS[cmd_name].module).command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was called; an unknown one gets the near ones named."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = near(args[0], COMMANDS)
            raise click.UsageError(f"there is no command {args[0]!r}: {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table, section by section, without importing a command."""
        for section in dict.fromkeys(entry.section for entry in COMMANDS.values()):
            rows = [(k, e.summary) for k, e in COMMANDS.items() if e.section == section]
            with formatter.section(section):
                formatter.write_dl(rows)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and end the process with the right exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        try:
            outcome = super().main(args, prog_name, complete_var, False, **extra)
        except (KeyboardInterrupt, click.Abort):
            stop("interrupted", INTERRUPTED)
        except BrokenPipeError:
            # The reader, `head` for one, has seen enough: nothing more can be said to it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except Exception as error:
            stop(*verdict(error))
        sys.exit(outcome if isinstance(outcome, int) else 0)


def verdict(error: Exception) -> tuple[str, int]:
    """Return the line to show and the exit code of an expected error; raise any other again."""
    match error:
        case click.UsageError():
            where = f" (see {error.ctx.command_path} --help)" if error.ctx else ""
            return error.format_message().rstrip(".") + where, error.exit_code
        case click.ClickException():
            return error.format_message(), error.exit_code
        case NetreelError():
            return str(error), error.exit_code
        case _ if is_expected(error):
            return str(error), MistakeError.exit_code
    raise error


def stop(message: str, code: int) -> NoReturn:
    """Say in one red line what went wrong and end with `code`."""
    line = " ".join(message.split())
    click.echo(f"{click.style('error:', fg='red', bold=True)} {line}", err=True)
    sys.exit(code)


def show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """Print the installed version and end."""
    if wanted and not ctx.resilient_parsing:
        click.echo(f"netreel {version('netreel')}")
        ctx.exit()


@cloup.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Print the version and stop.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Turn a trained neural network and a handwritten digit into teaching clips.

    Every number in a clip is computed by the network that you name, from the digit that you name.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main() -> None:
    """Run the command line."""
    cli.main(prog_name="netreel")
