"""From what the user typed to jobs that can run; whatever does not fit is said here, at once."""

from __future__ import annotations

import types
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError

from netreel.errors import MistakeError, is_expected, near
from netreel.inputs import paths_in
from netreel.jobs import USUAL_GIF, Encoding, Format, RenderJob, params_of
from netreel.naming import warn_of_pixels
from scenes.catalogue import find, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic.fields import FieldInfo

    from netreel.inputs import Inputs
    from netreel.options import Wishes
    from scenes.catalogue import Entry
    from scenes.engine.settings import Quality
    from scenes.params import ClipParams

__all__ = ["about_the_network", "check_inputs", "make_job", "make_params"]

# Players slow down a GIF that asks for more.
FASTEST_GIF = 50


def make_job(
    clip: str,
    wishes: Wishes,
    *,
    quality: Quality,
    fps: int | None = None,
    format: Format = "mp4",  # noqa: A002 (the option's name)
    transparent: bool = False,
    encoding: Encoding | None = None,
    inputs: Inputs | None = None,
) -> RenderJob:
    """Return the job that the user described.

    `inputs` reads the files that it names; without, they are read where they are.

    Raises
    ------
    MistakeError
        A parameter that the clip does not have, or a value that it does not take.
    scenes.errors.UnknownClipError
        No clip has that name.
    """
    entry = find(clip)
    params = make_params(entry.clip, entry.params_model(), wishes)
    given: dict[str, str] = {}
    if inputs is not None:
        params, given = inputs.take(params)
    return RenderJob(
        clip=entry.clip,
        params=params.model_dump(mode="json", exclude_defaults=True),
        quality=quality,
        fps=gif_rate(fps) if format == "gif" else fps,
        format=format,
        transparent=transparent,
        encoding=encoding or Encoding(),
        given=given,
    )


def gif_rate(fps: int | None) -> int:
    """Return the frame rate of a GIF."""
    if fps and fps > FASTEST_GIF:
        raise MistakeError(
            f"a GIF can show {FASTEST_GIF} frames a second at most, not {fps}: give a lower --fps"
        )
    return fps or USUAL_GIF


def make_params(clip: str, model: type[ClipParams], wishes: Wishes) -> ClipParams:
    """Return a clip's parameters from what the user typed."""
    values = dict(wishes.values)
    for setting in wishes.settings:
        key, value = split_setting(setting)
        if key not in model.model_fields:
            hint = near(key, model.model_fields)
            raise MistakeError(f"{clip} has no parameter {key!r}: {hint}")
        if key == "digit" and value.casefold() == "random":
            raise MistakeError(
                "--set digit=random: say --digit random, which draws one for all clips"
            )
        if key in values:
            raise MistakeError(f"{key!r} is given twice: leave one of them out")
        values[key] = from_text(value, model.model_fields[key])
    take_own_picture(values, model.own_picture)
    check_one_input(values)
    try:
        params = model.model_validate(values)
    except ValidationError as error:
        raise MistakeError(explain_invalid(clip, error)) from error
    return with_found_files(params)


def take_own_picture(values: dict[str, object], own: str) -> None:
    """Let --image be the picture that a clip is about, where that is no digit and is not given."""
    if own != "image" and own not in values and "image" in values:
        values[own] = values.pop("image")
        values.pop("as_is", None)  # such a picture is never prepared


def check_one_input(values: Mapping[str, object]) -> None:
    """Raise a MistakeError if more than one of a digit, an image and numbers is given."""
    given = [name for name in ("digit", "sample", "image", "inputs") if name in values]
    if len(given) > 1 and given != ["digit", "sample"]:
        first, second = given[-2:]
        raise MistakeError(f"--{first} and --{second} both say what to draw: give one of them")


def split_setting(setting: str) -> tuple[str, str]:
    """Take ``key=value`` apart; a key may be written with dashes."""
    key, sign, value = setting.partition("=")
    if not sign or not key.strip():
        raise MistakeError(f"--set takes KEY=VALUE, not {setting!r}: for example --set digit=7")
    return key.strip().replace("-", "_"), value.strip()


def from_text(text: str, field: FieldInfo) -> object:
    """Return what pydantic can make a value of: a choice, a list for sequences, None for "none"."""
    kinds = alternatives(field.annotation)
    if text.casefold() == "none" and type(None) in kinds:
        return None
    for member in (m for kind in kinds if get_origin(kind) is Literal for m in get_args(kind)):
        if str(member).casefold() == text.casefold():
            return member
    if any(get_origin(kind) in {tuple, list, set, frozenset} for kind in kinds):
        return [part.strip() for part in text.strip("()[]").split(",") if part.strip()]
    return text


def alternatives(annotation: Any) -> tuple[Any, ...]:
    """Return the members of a union, or the one type that it is."""
    if get_origin(annotation) in {Union, types.UnionType}:
        return get_args(annotation)
    return (annotation,)


def explain_invalid(clip: str, error: ValidationError) -> str:
    """Say in one line what a clip does not take, the first of it."""
    where, value, said = invalid_values(error)[0]
    return f"{clip} cannot take {where}={value}: {said} (see netreel describe {clip})"


def invalid_values(error: ValidationError) -> list[tuple[str, object, str]]:
    """Return of each value that is not taken its parameter, itself, and why."""
    found = []
    for each in error.errors(include_url=False):
        said = str(each["msg"]).removeprefix("Value error, ")
        where = ".".join(str(part) for part in each["loc"]) or "parameters"
        found.append((where, each["input"], said[:1].lower() + said[1:]))
    return found


def with_found_files(params: ClipParams) -> ClipParams:
    """Return the parameters with absolute paths; every file they name must be there."""
    return params.model_copy(
        update={n: found_file(n, path) for n, path in paths_in(params).items()}
    )


def found_file(name: str, path: Path) -> Path:
    """Return the absolute path of a file that a parameter names; it must be there."""
    path = path.expanduser()
    if not path.is_file():
        known = ((path.is_dir(), "a folder"), (path.exists(), "a pipe or device"))
        what = next((kind for is_so, kind in known if is_so), "no such file")
        raise MistakeError(f"cannot read {name} {path}: {what}; give the path of a file")
    return path.absolute()


def about_the_network(entries: Iterable[Entry], wishes: Wishes) -> list[str]:
    """Return the clips among some that are about what the network takes, where one was given.

    One that cannot be read is said later, by the name of its file.
    """
    clips = list(entries)
    if "network" not in wishes.values or not any(entry.needs for entry in clips):
        return [entry.clip for entry in clips]
    try:
        network = make_params(clips[0].clip, clips[0].params_model(), wishes).load_network()
    except Exception as error:
        if not is_expected(error):
            raise
        return [entry.clip for entry in clips]
    return [entry.clip for entry in clips if entry.suits(network)]


def check_inputs(job: RenderJob) -> None:
    """Read all that a job names, so that a wrong file is said before work starts.

    Raises
    ------
    MistakeError
        One of them cannot be read, or they do not suit each other.
    """
    params = params_of(job)
    try:
        network = params.load_network()
        refuse(job.clip, network)
        params.load_input(network)
        params.read_own_files()
    except Exception as error:
        if not is_expected(error):
            raise
        raise MistakeError(job.as_given(str(error))) from error
    if params.network is not None:
        warn_of_pixels(network)
