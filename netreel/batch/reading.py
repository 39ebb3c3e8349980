"""From JOBS and options to renderings, or to all that is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netreel.batch.batch import BatchRendering, named
from netreel.batch.checking import jobs_of, read_inputs
from netreel.batch.faults import Faults
from netreel.batch.rows import read_rows
from netreel.errors import MistakeError

if TYPE_CHECKING:
    from pathlib import Path

    from netreel.batch.shards import Shard
    from netreel.inputs import Inputs

__all__ = ["read_batch"]


def read_batch(
    jobs: Path, options: dict[str, Any], out: Path, shard: Shard | None, inputs: Inputs
) -> list[BatchRendering]:
    """Return what is to be made of all jobs, or of a part: only its networks and inputs are read.

    Raises
    ------
    MistakeError
        Some of them cannot be; all that is wrong has been told on stderr.
    """
    faults = Faults()
    rows = read_rows(jobs, faults)
    clips = options.pop("clips")
    if clips:
        rows = [row.with_clip(clip) for row in rows for clip in clips_for(row.values, clips)]
    renderings = named(jobs_of(rows, usual_fields(options), faults), out)
    if shard is not None:
        renderings = shard.choose(renderings)
    asked = [rendering.asked for rendering in renderings]
    for rendering, job in zip(renderings, read_inputs(asked, inputs, faults), strict=True):
        rendering.job = job
    if faults:
        for line in faults.lines:
            click.echo(f"error: {line}", err=True)
        mistakes = "mistake" if len(faults) == 1 else "mistakes"
        raise MistakeError(
            f"{len(faults)} {mistakes} in {faults.rows} of {len(rows)} rows of {jobs}: mend them; "
            "nothing was started"
        )
    return renderings


def clips_for(values: dict[str, Any], clips: tuple[str, ...]) -> tuple[str, ...]:
    """Return the clips of a row: a single one where it names its own."""
    return clips[:1] if "clip" in values else clips


def usual_fields(options: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that the options set for all jobs which do not."""
    fields = {name: value for name, value in options.items() if value not in (None, (), False)}
    if options["captions"] is False:
        fields["captions"] = False
    if "network" in fields:
        fields["network"] = str(fields["network"].absolute())
    for setting in fields.pop("settings", ()):
        key, sign, value = setting.partition("=")
        if not (sign and key.strip()):
            raise MistakeError(f"--set takes KEY=VALUE, not {setting!r}: such as --set neuron=7")
        fields[key.strip().replace("-", "_")] = value.strip()
    return fields
