"""A render as data: what is drawn, how it is written, and the key under which it is kept."""

from __future__ import annotations

import hashlib
import json
import platform
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from netcore import asset_path, network_files
from netreel.inputs import paths_in
from scenes.catalogue import find
from scenes.engine.settings import QUALITIES, Encoder, Quality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenes.params import ClipParams

__all__ = [
    "Encoding",
    "Format",
    "RenderJob",
    "contents",
    "fade_frames",
    "file_digest",
    "installed",
    "key_of",
    "params_of",
    "rate_of",
    "wish_of",
]

Format = Literal["mp4", "webm", "mov", "gif", "png"]

# The packages whose source decides what a clip looks like, and the installed ones that draw it.
OURS = ("netcore", "scenes", "netreel")
THEIRS = ("manim", "typst", "numpy", "scipy", "pycairo", "pillow", "av")
USUAL_GIF = 25
"""Frames a second of a GIF, unless the user says."""
_FADE = 0.3
"""Seconds in which a film comes out of the plain background, or goes back into it."""


class Encoding(BaseModel):
    """How a film is encoded.

    `preset` is one of ours, for an mp4 with the codec that goes with it; `codec` None is the
    format's own; `options` are the codec's, on top of the preset.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: Encoder = "final"
    codec: str | None = None
    options: dict[str, str] = {}


class RenderJob(BaseModel):
    """Everything that decides the bytes of one clip.

    `params` holds what the clip's own model makes of the user's wishes, as JSON values; paths in it
    are absolute. `fps` None means the rate that goes with `quality`. A film that `fades_in` comes
    out of the plain background, one that `fades_out` goes back into it, and one that `goes_on` ends
    without a caption, on the picture that the next begins with. `given` is not of the clip: it has
    the path that the user gave for each file, where `params` has a copy of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    clip: str
    params: dict[str, JsonValue] = {}
    quality: Quality = "m"
    fps: int | None = None
    format: Format = "mp4"
    transparent: bool = False
    encoding: Encoding = Encoding()
    fades_in: bool = False
    fades_out: bool = False
    goes_on: bool = False
    given: dict[str, str] = {}

    def as_given(self, message: str) -> str:
        """Return a message with the user's own paths instead of those of copies."""
        for copy, path in self.given.items():
            message = message.replace(copy, path)
        return message


def rate_of(job: RenderJob) -> int:
    """Return the frames a second of a job's film."""
    return job.fps or QUALITIES[job.quality][1]


def fade_frames(job: RenderJob) -> tuple[int, int]:
    """Return of how many frames a film comes, and how many are added in which it goes."""
    frames = round(_FADE * rate_of(job))
    return job.fades_in * frames, job.fades_out * frames


def params_of(job: RenderJob) -> ClipParams:
    """Return the clip's parameters as its own model, validated again."""
    return find(job.clip).params_model().model_validate(job.params)


def key_of(job: RenderJob) -> str:
    """Return the sha256 that changes whenever anything changes that the clip is made of.

    A file is known by its content, not by its name: the job, the digests of the files it names, of
    those beside a network that hold its weights and of the assets, the source of the three
    packages, and the versions of what draws.
    """
    return digest_of_record(asked(job) | installed())


def wish_of(job: RenderJob) -> str:
    """Return the sha256 of what is asked for, whatever it is that will draw it."""
    return digest_of_record(asked(job))


def asked(job: RenderJob) -> dict[str, Any]:
    """Return what a job asks for; a file is its content."""
    files = contents(params_of(job))
    return {
        "job": job.model_dump(mode="json", exclude={"params", "given"}),
        "params": {name: value for name, value in job.params.items() if name not in files},
        "files": files,
    }


def installed() -> dict[str, Any]:
    """Return all that clips are drawn with: assets, our source, and the versions of the rest."""
    return {
        "assets": folder_digest(asset_path(".")),
        "source": {name: source_digest(name) for name in OURS},
        "versions": {name: installed_version(name) for name in THEIRS},
        "python": platform.python_version(),
    }


def digest_of_record(record: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def contents(params: ClipParams) -> dict[str, list[str]]:
    """Return the sha256 of the files that each parameter names, those beside a network as well."""
    return {
        name: [file_digest(file) for file in (network_files(path) if name == "network" else [path])]
        for name, path in paths_in(params).items()
    }


def file_digest(path: Path) -> str:
    """Return the sha256 of a file's content, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def folder_digest(folder: Path) -> str:
    """Return the sha256 of the names and contents of all files in a folder."""
    return digest_of(folder, (path for path in folder.rglob("*") if path.is_file()))


@cache
def source_digest(package: str) -> str:
    """Return the sha256 of the source files of an installed package."""
    (folder,) = import_module(package).__path__
    sources = (p for p in Path(folder).rglob("*") if p.suffix in {".py", ".typ"})
    return digest_of(Path(folder), sources)


def digest_of(folder: Path, paths: Iterable[Path]) -> str:
    lines = sorted(f"{path.relative_to(folder).as_posix()} {file_digest(path)}" for path in paths)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def installed_version(distribution: str) -> str:
    """Return the version of an installed distribution, "none" without it."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "none"
