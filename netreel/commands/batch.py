"""netreel batch."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import cloup

from netreel.batch.batch import Batch
from netreel.batch.plan import plan_as_data, plan_lines
from netreel.batch.reading import read_batch
from netreel.batch.shards import shard_of
from netreel.batch.telling import Report, how_to_go_on
from netreel.errors import JobError, MistakeError, NetreelError
from netreel.here import Here
from netreel.inputs import Inputs
from netreel.jobs import Format
from netreel.kinds import FOLDER_TO_WRITE, clip_names
from netreel.machine import workers_for
from netreel.many import render_all
from netreel.options import (
    DRAFT,
    FILE,
    fps_option,
    json_option,
    look_options,
    quality_option,
)
from netreel.rendering import check_writable
from netreel.runner import Limits, Workers
from netreel.scratch import scratch
from netreel.store import open_store

if TYPE_CHECKING:
    from netreel.cluster.site import OnCluster
    from netreel.many import Site
    from netreel.store import Store

__all__ = ["command"]

EPILOG = """\b
JOBS is one of
  jobs.csv      a row a job under a header: clip,digit,quality; an empty cell says nothing
  jobs.jsonl    {"clip": "WeightedSum", "digit": 3, "quality": "l", "neuron": 5} a line
  jobs.toml     [[jobs]] a job; what is above holds for all; matrix = {theme = ["dark", "light"]}
                makes one of each
  students/     a folder of pictures: a clip for each, called what its picture is; labels.csv may
                say more, picture,label and any field

Fields are a clip's parameters (netreel describe CLIP), and clip, name, label, quality, fps, format,
transparent, draft. Paths start where JOBS is.

\b
Examples:
  netreel batch jobs.toml --plan                          what it would take
  netreel batch students/ --clip PixelsToNeurons -q l -o out/students
  netreel batch jobs.csv --shard 3/10 --store s3://bucket/clips
  netreel batch out/failed.jsonl                          what failed, once more

All jobs are checked before the first one starts. What is finished is kept: after an interruption
the same command goes on. The exit code is 0 when all clips are there, 1 when a job failed, 2 when
something was asked for that cannot be.
"""


@dataclass(frozen=True)
class Where:
    """Where and how clips are rendered, as the options say."""

    jobs: int | None
    cluster: str | None
    limits: Limits
    stop_on_error: bool


@cloup.command("batch", epilog=EPILOG)
@cloup.argument(
    "jobs_file",
    metavar="JOBS",
    type=click.Path(exists=True, path_type=Path),
    help="A TOML, CSV or JSON lines file, or a folder of pictures.",
)
@cloup.option_group(
    "What goes in, unless a job says it",
    cloup.option(
        "--clip",
        "clips",
        multiple=True,
        metavar="CLIP",
        shell_complete=clip_names,
        help="The clip of jobs that name none; repeat it for one of each.",
    ),
    cloup.option("--network", type=FILE, metavar="FILE", help="Use your own network."),
)
@look_options
@cloup.option_group(
    "What comes out",
    quality_option("m"),
    fps_option,
    cloup.option("--format", type=click.Choice(get_args(Format)), help="mp4 unless you say."),
    DRAFT,
    cloup.option(
        "-o",
        "--out",
        type=FOLDER_TO_WRITE,
        default="out",
        show_default=True,
        metavar="DIR",
        help="Folder to write to; manifest.jsonl says there which job made which file.",
    ),
    json_option,
)
@cloup.option_group(
    "How it is done",
    cloup.option("--plan", is_flag=True, help="Say what it would take; make nothing."),
    cloup.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="Clips at a time; also NETREEL_JOBS. As many as there are cores, unless memory is "
        "short.",
    ),
    cloup.option(
        "--shard",
        metavar="I/N",
        help="Only part I of N; told by AWS Batch and Slurm to each task of an array.",
    ),
    cloup.option(
        "--cluster", metavar="ADDRESS", help="Render on a Dask cluster, such as tcp://host:8786."
    ),
    cloup.option(
        "--store",
        "address",
        metavar="URL",
        help="Keep finished clips there: a folder, s3://bucket/path, gs://, az://.",
    ),
    cloup.option("--stop-on-error", is_flag=True, help="Start nothing more once a job failed."),
    cloup.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="End a clip that takes longer; it is tried once more.",
    ),
    cloup.option(
        "--memory-limit",
        type=click.IntRange(min=1),
        metavar="MB",
        help="End a clip that takes more memory; it is tried once more.",
    ),
)
def command(**options: Any) -> None:
    """Render many clips: every row of a file, every picture of a folder."""
    out, as_json, only_plan = (options.pop(name) for name in ("out", "as_json", "plan"))
    shard, store = shard_of(options.pop("shard")), open_store(options.pop("address"))
    where = where_of(options)
    with scratch() as folder:
        renderings = read_batch(options.pop("jobs_file"), options, out, shard, Inputs(folder))
        batch = Batch(renderings, out, shard)
        as_lines = as_json or not sys.stdout.isatty()
        if only_plan:
            tell_plan(batch, store, where, as_json=as_json)
            return
        render(batch, store, where, Report(batch, as_lines=as_lines))


def where_of(options: dict[str, Any]) -> Where:
    """Take the options that say where and how clips are rendered."""
    memory = options.pop("memory_limit")
    limits = Limits(options.pop("time_limit"), memory and memory * 1024**2)
    return Where(options.pop("jobs"), options.pop("cluster"), limits, options.pop("stop_on_error"))


def tell_plan(batch: Batch, store: Store, where: Where, *, as_json: bool) -> None:
    """Print what the batch would take."""
    workers, why = at_a_time(batch, where)
    plan = plan_as_data(batch, store, workers)
    if as_json:
        click.echo(json.dumps(plan, indent=2))
        return
    click.echo("\n".join(plan_lines(plan)))
    if why:
        click.echo(f"note: {why}", err=True)


def at_a_time(batch: Batch, where: Where) -> tuple[int, str | None]:
    """Return how many clips are rendered at a time, and why it is no more."""
    if where.cluster is None:
        return workers_for((r.job for r in batch.renderings), where.jobs)
    return cluster_module("client").places_at(where.cluster), None


def render(batch: Batch, store: Store, where: Where, report: Report) -> None:
    """Render all, write down what became of each job, and end with the right error."""
    store.check()
    check_writable(batch.out)
    try:
        with ExitStack() as stack:
            site = site_of(batch, store, where, stack)
            batch.write()
            render_all(
                list(batch.renderings),
                site,
                store,
                are_checked=True,
                stop_on_error=where.stop_on_error,
                told=report.ended,
            )
    except KeyboardInterrupt:
        write_down(batch)
        click.echo(f"note: {how_to_go_on(batch)}", err=True)
        raise
    tell_end(batch, store, report)


def site_of(batch: Batch, store: Store, where: Where, stack: ExitStack) -> Site:
    """Return where the clips are to be rendered; it is left with the stack."""
    if where.cluster is not None:
        if where.jobs is not None:
            raise MistakeError("--jobs is for this machine: how many a cluster renders, it knows")
        return stack.enter_context(cluster_at(where.cluster, store, where.limits))
    workers, why = at_a_time(batch, where)
    if why:
        click.echo(f"note: {why}", err=True)
    return Here(stack.enter_context(Workers(workers, where.limits)))


def write_down(batch: Batch) -> bool:
    """Write what became of the jobs; say it if that cannot be, for nothing else is lost by it."""
    try:
        batch.write()
    except NetreelError as error:
        click.echo(f"note: what became of the jobs is not written down: {error}", err=True)
        return False
    return True


def cluster_at(address: str, store: Store, limits: Limits) -> OnCluster:
    """Return a Dask cluster that can render."""
    make: type[OnCluster] = cluster_module("site").OnCluster
    return make(address, store, limits, lambda text: click.echo(f"note: {text}", err=True))


def cluster_module(name: str) -> Any:
    """Return what speaks to Dask, which is an extra."""
    try:
        return import_module(f"netreel.cluster.{name}")
    except ImportError as error:
        raise MistakeError(
            '--cluster needs Dask\'s distributed: pip install "netreel[cluster]"'
        ) from error


def tell_end(batch: Batch, store: Store, report: Report) -> None:
    """Say how it went.

    Raises
    ------
    JobError
        A job failed.
    """
    is_written = write_down(batch)
    report.end(store)
    for key in store.set_aside:
        click.echo(f"note: the kept clip {key[:16]} was damaged, and was made again", err=True)
    for rendering in batch.renderings:
        if rendering.unkept:
            click.echo(f"note: {rendering.name} is done, but {rendering.unkept}", err=True)
    if batch.failed:
        many = f"{len(batch.failed)} of {len(batch.renderings)} jobs failed"
        where = f"{batch.failed_file} has them, to be given to netreel batch again"
        raise JobError(f"{many}: {where if is_written else 'the same command goes on'}")
    if not is_written:
        raise JobError(f"all clips are done, but {batch.manifest} is not: give the command again")
