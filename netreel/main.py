"""The ``netreel`` command: a table of commands, of which only the one that runs is imported."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from shutil import get_terminal_size
from typing import Any, NoReturn, cast

import click
import cloup

from netreel.errors import MistakeError, NetreelError, is_expected, near
from netreel.streams import prepare_streams, settle

__all__ = ["COMMANDS", "CommandEntry", "cli", "main"]

EPILOG = """\b
Try:
  netreel list
  netreel render PixelsToNeurons --digit 7
  netreel storyboard WeightedSum
  netreel explain --digit 7

Every command explains itself: netreel render --help
"""

FIRST_STEPS = """\
netreel draws what a trained neural network does with a handwritten digit. Try first:

  netreel storyboard WeightedSum          all that a clip shows, on one sheet, in seconds
  netreel render WeightedSum --digit 7    that clip as a video, of another digit
  netreel explain --digit 7               the forward pass, here in the terminal
  netreel list                            the other clips
  netreel doctor                          is all there that a render needs?

Every command: netreel --help
"""

NARROWEST = 30
"""Columns that pages of help and tables take at least: in a single one nothing can be set."""

SIGNALLED = 128
"""A shell reports what a signal ended as this and the signal's number."""


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
    "preview": CommandEntry(
        "netreel.commands.preview", "Look around", "Turn a clip's knobs and see it, in the browser."
    ),
    "render": CommandEntry("netreel.commands.render", "Make", "Render clips to video files."),
    "lesson": CommandEntry("netreel.commands.lesson", "Make", "The whole lesson as one film."),
    "batch": CommandEntry(
        "netreel.commands.batch",
        "Make",
        "Many clips: every row of a file, every picture of a folder.",
    ),
    "still": CommandEntry("netreel.commands.still", "Make", "One moment of a clip as a picture."),
    "storyboard": CommandEntry(
        "netreel.commands.storyboard", "Make", "All beats of a clip on one contact sheet."
    ),
    "explorer": CommandEntry(
        "netreel.commands.explorer", "Make", "A page in which anyone draws a digit to be read."
    ),
    "check": CommandEntry(
        "netreel.commands.check", "Make", "Whether all of a clip can be read, seen and believed."
    ),
    "docs": CommandEntry(
        "netreel.commands.docs", "Make", "The lesson as a page, with a picture of each clip."
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
    "store": CommandEntry(
        "netreel.commands.store", "Help", "What is kept: list it, verify it, make room."
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
        prepare_streams()
        keep_wide_enough()
        try:
            outcome = super().main(args, prog_name, complete_var, False, **extra)
        except (KeyboardInterrupt, click.Abort) as error:
            stop("interrupted", SIGNALLED + signal_behind(error))
        except BrokenPipeError:
            # The reader, `head` for one, has seen enough: nothing more can be said to it.
            settle(sys.stdout)
            sys.exit(1)
        except Exception as error:
            stop(*verdict(error))
        if unwritten := settle(sys.stdout):
            stop(*verdict(unwritten))
        sys.exit(outcome if isinstance(outcome, int) else 0)


def keep_wide_enough() -> None:
    """Let click and rich agree on a width in which something can be read.

    What COLUMNS says counts for both, and to one of them even where it says 0.
    """
    columns = get_terminal_size().columns
    if "COLUMNS" in os.environ or columns < NARROWEST:
        os.environ["COLUMNS"] = str(max(columns, NARROWEST))


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
        case OSError():
            where = error.filename or "standard output"
            return f"cannot use {where}: {error.strerror or error}", NetreelError.exit_code
    raise error


def stop(message: str, code: int) -> NoReturn:
    """Say in one red line what went wrong and end with `code`."""
    line = " ".join(message.split())
    label = "error:" if os.environ.get("NO_COLOR") else click.style("error:", fg="red", bold=True)
    with suppress(OSError):  # nobody is there to be told
        click.echo(f"{label} {line}", err=True)
    settle(sys.stdout)
    settle(sys.stderr)
    sys.exit(code)


class Ended(KeyboardInterrupt):
    """Another signal than Ctrl-C's asks netreel to end: it leaves as tidily as after that."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def signal_behind(error: BaseException) -> int:
    """Return the number of the signal that led to an interruption."""
    cause = error.__cause__ if isinstance(error, click.Abort) else error
    return cause.number if isinstance(cause, Ended) else signal.SIGINT


def end_tidily() -> None:
    """Let the signals that end a process do so as Ctrl-C does; ignored ones stay ignored."""
    asking = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]

    def end(number: int, _frame: object) -> None:
        for each in asking:
            signal.signal(each, signal.SIG_IGN)  # one is enough: tidying up is not interrupted
        raise Ended(number)

    for each in asking:
        if signal.getsignal(each) is signal.SIG_DFL:
            signal.signal(each, end)


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
        click.echo(FIRST_STEPS, nl=False)


def main() -> None:
    """Run the command line."""
    end_tidily()
    cli.main(prog_name="netreel")
