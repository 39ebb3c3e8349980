"""The contact sheet: a row a beat with its start, middle and end, set in type by Typst."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from netcore import asset_path
from netreel.file_names import changed_params, part
from netreel.jobs import params_of
from netreel.tasks import Outline
from scenes.facts.timeline import Beat

if TYPE_CHECKING:
    from netreel.jobs import RenderJob

__all__ = ["compose", "frames_of", "typeset"]

TEMPLATE = Path(__file__).with_name("storyboard.typ")
# The sheet is laid out in points and drawn at one pixel a point.
PIXELS_PER_INCH = 72.0
# Width of one picture for each shape of frame: the rows come out about equally high.
PICTURE_WIDTH = {"16:9": 640, "9:16": 320, "1:1": 460}


def frames_of(beat: Beat) -> tuple[int, int, int]:
    """Return the numbers of the beat's first, middle and last frame."""
    return beat.start, (beat.start + beat.last) // 2, beat.last


def compose(job: RenderJob, outline: Outline, pictures: Path, target: Path) -> None:
    """Write the contact sheet.

    Parameters
    ----------
    job
        What the pictures are of.
    outline
        Its beats and captions.
    pictures
        A folder with ``<frame number>.png`` of every frame that `frames_of` names.
    target
        The PNG to write.
    """
    typeset(TEMPLATE, sheet_of(job, outline), pictures, target)


def typeset(template: Path, sheet: dict[str, Any], pictures: Path, target: Path) -> None:
    """Write a sheet of pictures and words as PNG.

    Parameters
    ----------
    template
        A Typst file that lays out what it finds in the input `sheet`.
    sheet
        What stands on it, as JSON values.
    pictures
        The folder of the pictures that it names.
    target
        The PNG to write.
    """
    shutil.copy(template, pictures / template.name)
    made = typst.compile(
        str(pictures / template.name),
        root=str(pictures),
        font_paths=[str(asset_path("fonts"))],
        ignore_system_fonts=True,
        format="png",
        ppi=PIXELS_PER_INCH,
        sys_inputs={"sheet": json.dumps(sheet)},
    )
    target.write_bytes(made)


def sheet_of(job: RenderJob, outline: Outline) -> dict[str, Any]:
    """Return what stands on the sheet, as the template wants it."""
    return {
        "title": job.clip,
        "subtitle": subtitle(job, outline),
        "picture_width": PICTURE_WIDTH[params_of(job).aspect],
        "beats": [row(number, beat, outline) for number, beat in enumerate(outline.beats, 1)],
    }


def subtitle(job: RenderJob, outline: Outline) -> str:
    parts = [f"{outline.duration:.1f} s", f"{len(outline.beats)} beats"]
    changed = "-".join(part(name, value) for name, value in changed_params(job).items())
    return " · ".join([*parts, changed] if changed else parts)


def row(number: int, beat: Beat, outline: Outline) -> dict[str, Any]:
    said = [
        {"time": f"{outline.seconds(c.start):.1f} s", "text": c.text} for c in outline.said_in(beat)
    ]
    return {
        "number": number,
        "title": beat.title,
        "name": beat.name,
        "question": beat.question,
        "time": f"{outline.seconds(beat.start):.1f} s to "
        f"{outline.seconds(beat.start + beat.frames):.1f} s",
        "captions": said,
        "pictures": [
            {"file": f"{frame}.png", "label": f"{label}, {outline.seconds(frame):.1f} s"}
            for label, frame in zip(("start", "middle", "end"), frames_of(beat), strict=True)
        ],
    }
