"""What a job's files are called: different clips never share a name."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netreel.jobs import USUAL_GIF, contents, params_of
from scenes.engine.settings import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netreel.jobs import RenderJob
    from scenes.engine.settings import Quality

__all__ = ["changed_params", "file_stem", "in_a_file_name", "part"]

# File names stay well under the 255 bytes that file systems allow, with room for an extension.
LONGEST_STEM = 150
LONGEST_LIST = 24


def file_stem(
    job: RenderJob, usual: Quality = "m", called: str = "", more: Mapping[str, Any] | None = None
) -> str:
    """Return the name of the job's files: the clip and all that is not the default.

    What such a name cannot tell, such as which of two pictures called ``photo.png`` it is of, is
    told by a mark at its end.

    Parameters
    ----------
    job
        What is drawn.
    usual
        The quality that goes without saying.
    called
        What the name begins with, instead of the clip's.
    more
        What else is to be told, where it is not as usual.

    Examples
    --------
    >>> file_stem(RenderJob(clip="WeightedSum", params={"digit": 7}))
    'WeightedSum-digit=7'
    """
    told = changed_params(job) | changed_making(job, usual) | dict(more or {})
    stem = "-".join([called or job.clip, *(part(name, value) for name, value in told.items())])
    told_apart = all(name == "aspect" or is_told(value) for name, value in told.items())
    if told_apart and len(stem.encode()) <= LONGEST_STEM:
        return stem
    return cut(stem, LONGEST_STEM, mark(json.dumps(told | contents(params_of(job)))))


def changed_params(job: RenderJob) -> dict[str, Any]:
    """Return the clip's parameters that are not the default."""
    params = params_of(job)
    default = type(params)()
    values = {name: getattr(params, name) for name in type(params).model_fields}
    return {name: value for name, value in values.items() if value != getattr(default, name)}


def changed_making(job: RenderJob, usual: Quality) -> dict[str, Any]:
    """Return what is not as usual in how the clip is drawn and encoded."""
    rate = USUAL_GIF if job.format == "gif" else QUALITIES[job.quality][1]
    wishes = {
        "quality": (job.quality, usual),
        "fps": (job.fps or rate, rate),
        "transparent": (job.transparent, False),
        "preset": (job.encoding.preset, "final"),
        "codec": (job.encoding.codec, None),
    }
    changed: dict[str, Any] = {k: wish for k, (wish, default) in wishes.items() if wish != default}
    return changed | job.encoding.options


def part(name: str, value: object) -> str:
    """Write what differs from the default."""
    return f"{in_a_file_name(name)}={in_a_file_name(value)}"


def is_told(value: object) -> bool:
    """Whether a value is written in a file name so that no other is written like it."""
    if isinstance(value, tuple | list):
        return all(is_told(item) and "," not in str(item) for item in value)
    return not isinstance(value, Path) and in_a_file_name(value) == in_words(value)


def in_a_file_name(value: object) -> str:
    """Write a value with characters that every file system takes."""
    if isinstance(value, tuple | list | set | frozenset):
        text = ",".join(in_a_file_name(item) for item in value)
        return text if len(text.encode()) <= LONGEST_LIST else cut(text, LONGEST_LIST, mark(text))
    return re.sub(r"[^\w.,+-]", "_", re.sub(r"(?<=\d):(?=\d)", "x", in_words(value)))


def in_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.stem if isinstance(value, Path) else str(value)


def mark(text: str) -> str:
    return "~" + hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:8]


def cut(text: str, most_bytes: int, end: str) -> str:
    """Return a text of at most so many bytes, with an end that tells it apart."""
    return text.encode()[: most_bytes - len(end)].decode(errors="ignore") + end
