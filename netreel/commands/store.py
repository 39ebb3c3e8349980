"""netreel store."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import click
import cloup

from netreel.batch.plan import in_bytes
from netreel.errors import JobError
from netreel.options import json_option
from netreel.store import DamagedError, Store, open_store

__all__ = ["command"]

EPILOG = """\b
Examples:
  netreel store ls                             what is kept, what was used last at the end
  netreel store verify --store s3://bucket     is all of it whole?
  netreel store gc --keep 20                   the 20 GB that were used last stay

Without --store it is the user's own cache: ~/.cache/netreel, or NETREEL_CACHE.
"""


@cloup.group("store", epilog=EPILOG)
def command() -> None:
    """Look at what is kept, verify it, take away what is old."""


STORE = cloup.option(
    "--store", "address", metavar="URL", help="A folder, s3://bucket/path, gs:// or az://."
)


@command.command("ls")
@STORE
@json_option
def ls(address: str | None, as_json: bool) -> None:
    """List the clips that are kept."""
    store = open_store(address)
    rows = [row_of(store, each.key, each.size, each.used) for each in in_order(store)]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        when = datetime.fromtimestamp(row["used"], UTC).astimezone().strftime("%Y-%m-%d %H:%M")
        click.echo(f"{row['key'][:16]}  {when}  {in_bytes(row['bytes']):>7}  {row['clip']}")
    click.echo(
        f"{len(rows):,} clips, {in_bytes(sum(r['bytes'] for r in rows))}, in {store.address}"
    )


@command.command("verify")
@STORE
@json_option
def verify(address: str | None, as_json: bool) -> None:
    """Read all that is kept, and set aside what is damaged: it will be made again."""
    store = open_store(address)
    count = 0
    for each in in_order(store):
        count += 1
        check(store, each.key)
    damaged = store.set_aside
    if as_json:
        click.echo(json.dumps({"clips": count, "damaged": damaged}, indent=2))
    else:
        click.echo(f"{count:,} clips were read, {len(damaged):,} are damaged")
    if damaged:
        named = ", ".join(key[:16] for key in damaged)
        raise JobError(f"{len(damaged)} clips were damaged and are set aside: {named}")


@command.command("gc")
@STORE
@cloup.option(
    "--keep",
    type=click.FloatRange(min=0),
    metavar="GB",
    help="Let the clips used last stay, so many gigabytes; all, unless you say.",
)
@json_option
def gc(address: str | None, keep: float | None, as_json: bool) -> None:
    """Take away what no longer counts, and clips used longest ago.

    What no longer counts: clips set aside as damaged; what was left, a day or longer ago, by
    processes that were killed; inputs that clusters were given.
    """
    store = open_store(address)
    swept = store.sweep()
    removed = store.make_room(round(keep * 1e9)) if keep is not None else 0
    told = {"swept_bytes": swept, "removed_bytes": removed}
    said = f"{in_bytes(removed)} of clips and {in_bytes(swept)} of what no longer counts are gone"
    click.echo(json.dumps(told, indent=2) if as_json else said)


def in_order(store: Store) -> list[Any]:
    """Return what is kept, what was used last at the end."""
    return sorted(store.clips(), key=lambda each: each.used)


def check(store: Store, key: str) -> None:
    """Read a clip; the store sets aside what is not whole."""
    kept = store.find(key)
    if kept is None:
        return
    try:
        with store.files(key, kept):
            pass
    except DamagedError:
        return


def row_of(store: Store, key: str, size: int, used: float) -> dict[str, Any]:
    """Return what is listed of a clip."""
    kept = store.peek(key)
    return {"key": key, "clip": kept.clip if kept else "", "bytes": size, "used": used}
