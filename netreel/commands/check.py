"""netreel check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import cloup

from netreel.asking import about_the_network, make_job
from netreel.check import Verdict
from netreel.check.films import check_film
from netreel.checking import as_data, check_all, in_all, lines
from netreel.errors import JobError, MistakeError
from netreel.inputs import Inputs
from netreel.kinds import clip_names
from netreel.options import Wishes, digit_options, jobs_option, json_option, look_options
from netreel.runner import default_workers
from netreel.scratch import scratch
from scenes.catalogue import CLIPS, find

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel check WeightedSum                        digit 3, 16:9, dark
  netreel check WeightedSum --digit 8 --aspect 9:16 --theme light
  netreel check --all --network mine.onnx          before you publish
  netreel check out/WeightedSum.mp4                any film: whether it flashes, in all its frames

Each finding says clip, beat and time, what it is, how much, and what is wanted. The exit code is 0
when there is none, 1 when something falls short, 2 when something was asked for that cannot be.
"""


@cloup.command("check", epilog=EPILOG)
@cloup.argument(
    "clips",
    nargs=-1,
    shell_complete=clip_names,
    help="Names of clips, as netreel list gives them, or films.",
)
@cloup.option(
    "--all",
    "everything",
    is_flag=True,
    help="All clips that the network suits, and what a film tells.",
)
@digit_options
@look_options
@cloup.option_group(
    "How it is done",
    cloup.option("--quick", is_flag=True, help="Draw no frames: motion and flashes stay unknown."),
    jobs_option("checked"),
    json_option,
)
def command(**options: Any) -> None:
    """Check clips: captions, letters, places, contrast, motion, flashes, and every number.

    Options are for clips: of a film only its pictures are known.
    """
    workers = options.pop("jobs") or default_workers()
    as_json, quick = options.pop("as_json"), options.pop("quick")
    named, everything = options.pop("clips"), options.pop("everything")
    if not (named or everything):
        raise MistakeError("which clip? give its name, or --all; netreel list names them all")
    verdicts = {name: check_film(Path(name)) for name in named if is_film(name)}
    wishes = Wishes.of(options)
    clips = [name for name in named if name not in verdicts]
    clips += about_the_network(CLIPS if everything else (), wishes)
    with scratch() as folder:
        inputs, entries = Inputs(folder), dict.fromkeys(map(find, clips))
        jobs = {
            " ".join([entry.clip, *map("=".join, told.items())]): make_job(
                entry.clip, wishes.and_told(told), quality="l", inputs=inputs
            )
            for entry in entries
            for told in (entry.tellings if everything else entry.tellings[:1])
        }
        verdicts |= check_all(jobs, workers, quick=quick)
    tell(verdicts, as_json=as_json)


def is_film(name: str) -> bool:
    """Tell whether a name is one of a file: no clip's has a dot or a slash."""
    return Path(name).name != name or bool(Path(name).suffix)


def tell(verdicts: dict[str, Verdict], *, as_json: bool) -> None:
    """Print what was found; end with the exit code of failure if there was anything."""
    if as_json:
        click.echo(json.dumps([as_data(*each) for each in verdicts.items()], indent=2))
    else:
        told = (line for each in verdicts.items() for line in lines(*each))
        click.echo("\n".join([*told, *in_all(verdicts)]))
    if broken := [verdict for verdict in verdicts.values() if verdict.findings]:
        count = sum(len(verdict.findings) for verdict in broken)
        raise JobError(
            f"{count} {'finding' if count == 1 else 'findings'} in {len(broken)} of {len(verdicts)}"
        )
