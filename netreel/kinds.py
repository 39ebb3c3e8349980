"""Kinds of values that options take: places to write to, names of clips."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

__all__ = ["FILE_TO_WRITE", "FOLDER_TO_WRITE", "clip_names"]


class Destination(click.Path):
    """A path to write to; an empty one is a mistake, which `click.Path` takes for this folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        if value == "":
            self.fail("expected a path, got nothing", param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


FILE_TO_WRITE = Destination(dir_okay=False, path_type=Path)
FOLDER_TO_WRITE = Destination(file_okay=False, path_type=Path)


def clip_names(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the clips that a shell offers for what is typed so far."""
    from scenes.catalogue import CLIPS

    return [entry.clip for entry in CLIPS if entry.clip.casefold().startswith(begun.casefold())]
