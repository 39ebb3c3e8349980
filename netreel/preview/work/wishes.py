"""From what a page asks for to jobs; whatever does not fit is said at its field."""

from __future__ import annotations

from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import ValidationError

from netreel.asking import check_inputs, check_one_input, invalid_values
from netreel.errors import MistakeError, is_expected, near
from netreel.jobs import RenderJob
from scenes.catalogue import find

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenes.params import ClipParams

__all__ = ["InvalidError", "field_named", "file_fields", "job_of"]

Errors = list[dict[str, str]]


class InvalidError(Exception):
    """What is asked for cannot be; `errors` has field and message of each reason."""

    def __init__(self, errors: Errors) -> None:
        super().__init__("; ".join(error["message"] for error in errors))
        self.errors = errors


def job_of(view: dict[str, Any], files: Mapping[str, dict[str, str]]) -> RenderJob:
    """Return the job of a view.

    Parameters
    ----------
    view
        Clip, params and quality, as the page has them.
    files
        Path and given name of each upload that there is.

    Raises
    ------
    InvalidError
        There is no such clip or parameter, or a value does not fit.
    """
    entry = find(str(view["clip"]))
    params = params_of_page(entry.params_model(), view.get("params") or {}, files)
    given = {file["path"]: file["given"] for file in files.values()}
    try:
        job = RenderJob(
            clip=entry.clip,
            params=params.model_dump(mode="json", exclude_defaults=True),
            quality=view.get("quality") or "m",
            given=given,
        )
    except ValidationError as error:
        raise InvalidError(as_errors(error)) from error
    try:
        check_inputs(job)
    except MistakeError as error:
        raise InvalidError([said_at(str(error), type(params), job.params)]) from error
    return job


def params_of_page(
    model: type[ClipParams], values: dict[str, Any], files: Mapping[str, dict[str, str]]
) -> ClipParams:
    """Return parameters, their files found among the uploads and nowhere else."""
    errors = [
        {
            "field": name,
            "message": f"there is no parameter {name!r}: {near(name, model.model_fields)}",
        }
        for name in values
        if name not in model.model_fields
    ]
    values = {name: value for name, value in values.items() if name in model.model_fields}
    for name in file_fields(model) & values.keys():
        if values[name] is not None and str(values[name]) not in files:
            message = "this file is no longer here: give it once more"
            errors.append({"field": name, "message": message})
        elif values[name] is not None:
            values[name] = files[str(values[name])]["path"]
    if errors:
        raise InvalidError(errors)
    try:
        check_one_input(values)
        return model.model_validate(values)
    except ValidationError as error:
        raise InvalidError(as_errors(error)) from error
    except MistakeError as error:
        message = str(error).replace("--", "")
        raise InvalidError([said_at(message, model, values)]) from error


def file_fields(model: type[ClipParams]) -> set[str]:
    """Return the parameters that name files."""
    return {name for name, field in model.model_fields.items() if takes_path(field.annotation)}


def takes_path(annotation: Any) -> bool:
    if get_origin(annotation) in {Union, UnionType}:
        return any(map(takes_path, get_args(annotation)))
    return isinstance(annotation, type) and issubclass(annotation, Path)


def as_errors(error: ValidationError) -> Errors:
    """Return what pydantic says, by parameter."""
    return [
        {"field": where.partition(".")[0], "message": said}
        for where, _value, said in invalid_values(error)
    ]


def said_at(message: str, model: type[ClipParams], values: Mapping[str, Any]) -> dict[str, str]:
    """Return an error at the parameter that its message is about."""
    return {"field": field_named(message, model, values), "message": message}


def field_named(message: str, model: type[ClipParams], values: Mapping[str, Any]) -> str:
    """Return the parameter that a message is about: a changed one that it names, or any, or ""."""
    words = message.replace("-", "_").replace(",", " ").replace(":", " ").replace("=", " ").split()
    named = [name for name in model.model_fields if name in words]
    changed = [name for name in named if name in values]
    files = [name for name in values if name in ("image", "network") and not named]
    return (changed or named or files or [""])[0]


def errors_of(error: Exception, clip: str, values: Mapping[str, Any]) -> Errors | None:
    """Return the errors of a mistake that came up while a clip ran; None where it is none."""
    if isinstance(error, InvalidError):
        return error.errors
    if not (is_expected(error) or isinstance(error, MistakeError)):
        return None
    try:
        model = find(clip).params_model()
    except Exception:
        return [{"field": "", "message": str(error)}]
    return [said_at(str(error), model, values)]
