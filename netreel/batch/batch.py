"""A batch: its jobs, each with the name of its files, and what is written down of them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.batch.naming import Names
from netreel.delivery import deliver
from netreel.errors import JobError
from netreel.file_names import file_stem
from netreel.jobs import file_digest
from netreel.rendering import Rendering
from netreel.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netreel.batch.checking import BatchJob
    from netreel.batch.shards import Shard

__all__ = ["Batch", "BatchRendering", "named"]


@dataclass(kw_only=True)
class BatchRendering(Rendering):
    """A job of a batch on its way, and the row that asked for it."""

    asked: BatchJob
    sha256: str | None = None

    @property
    def state(self) -> str:
        """What has become of it in a word."""
        if not self.ended:
            return "to do"
        return "failed" if self.failure else "done"

    def mark(self) -> None:
        """Note what its film is, once it is there; somebody may have taken it away already."""
        if self.state == "done":
            with suppress(OSError):
                self.sha256 = file_digest(self.target)

    def as_row(self) -> dict[str, Any]:
        """Return its row as it can be written in a JOBS file again."""
        label = {} if self.asked.label is None else {"label": self.asked.label}
        return {**self.asked.fields, **label, "name": self.called}


def named(jobs: Iterable[BatchJob], out: Path) -> list[BatchRendering]:
    """Return a rendering a job; no two have files of one name.

    Names that rows say come first, so that no other job takes one of them.
    """
    names, jobs = Names(), list(jobs)
    given: dict[int, str] = {}
    clips = {job.job.clip for job in jobs}
    for place, job in sorted(enumerate(jobs), key=lambda pair: pair[1].name is None):
        wish = job.name or file_stem(job.job)
        if job.name and job.row.is_picture and len(clips) > 1:
            wish = f"{job.job.clip}/{job.name}"
        given[place] = names.give(wish)
    return [
        BatchRendering(job=job.job, out=out, name=given[place], called=given[place], asked=job)
        for place, job in enumerate(jobs)
    ]


@dataclass(frozen=True)
class Batch:
    """Renderings, and the folder for them; of a shard, which part of all they are."""

    renderings: list[BatchRendering]
    out: Path
    shard: Shard | None = None

    @property
    def manifest(self) -> Path:
        """Where it is written which job made which file."""
        return self._beside("manifest")

    @property
    def failed_file(self) -> Path:
        """Where the jobs are written that failed, to be given to `netreel batch` again."""
        return self._beside("failed")

    def _beside(self, name: str) -> Path:
        return self.out / (f"{name}-{self.shard}.jsonl" if self.shard else f"{name}.jsonl")

    @cached_property
    def written_before(self) -> list[dict[str, Any]]:
        """What the manifest says of other jobs, whose files are still there."""
        names = {rendering.called for rendering in self.renderings}
        try:
            lines = self.manifest.read_text(encoding="utf-8").splitlines()
            told = [json.loads(line) for line in lines]
            return [
                line
                for line in told
                if line["name"] not in names
                and all((self.out / f).is_file() for f in line["files"])
            ]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    @property
    def failed(self) -> list[BatchRendering]:
        """Those that did not succeed."""
        return [rendering for rendering in self.renderings if rendering.state == "failed"]

    def write(self) -> None:
        """Write the manifest as things are now, and what failed.

        Raises
        ------
        JobError
            They cannot be written.
        """
        lines = [*self.written_before, *(told(rendering) for rendering in self.renderings)]
        write_lines(self.manifest, lines)
        rows = [{**r.as_row(), "error": r.failure.message} for r in self.failed if r.failure]
        if rows:
            write_lines(self.failed_file, rows)
        else:
            self.failed_file.unlink(missing_ok=True)


def told(rendering: BatchRendering) -> dict[str, Any]:
    """Return a line of the manifest: the name, the files, what was asked for and by which row."""
    files = [rendering.target, *rendering.captions] if rendering.state == "done" else []
    return {
        "name": rendering.called,
        "state": rendering.state,
        "files": [path.relative_to(rendering.out).as_posix() for path in files],
        "sha256": rendering.sha256,
        "key": rendering.key,
        "source": rendering.asked.row.where,
        "job": rendering.as_row(),
    }


def write_lines(target: Path, lines: list[dict[str, Any]]) -> None:
    """Write an object a line; the file appears whole."""
    with scratch() as folder:
        made = folder / target.name
        try:
            made.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise JobError(f"cannot write {target.name} ({error.strerror})") from error
        deliver(made, target)
