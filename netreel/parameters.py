"""A clip's parameters in words: what each takes, and what it is when nothing is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scenes.params import ClipParams

__all__ = ["Parameter", "parameters"]

NAMES = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
    "string": "text",
    "array": "values with commas between",
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a clip.

    Attributes
    ----------
    name
        As ``--set`` wants it.
    takes
        Its type and range in words.
    default
        Its value when nothing is said; None means that there is none.
    minimum, maximum
        Its range, None where it is open or not a number.
    choices
        All values that it takes, when they can be listed.
    description
        What it is.
    """

    name: str
    takes: str
    default: Any
    minimum: float | None
    maximum: float | None
    choices: list[Any] | None
    description: str


def parameters(model: type[ClipParams]) -> list[Parameter]:
    """Return a clip's parameters, its own first."""
    schema = model.model_json_schema()
    rows = [row(name, field, schema) for name, field in schema["properties"].items()]
    return sorted(rows, key=lambda parameter: parameter.name in ClipParams.model_fields)


def row(name: str, field: dict[str, Any], schema: dict[str, Any]) -> Parameter:
    kinds = [kind for kind in resolved(field, schema) if kind.get("type") != "null"]
    kind = kinds[0] if kinds else {}
    minimum = first_of(kind, "minimum", "exclusiveMinimum")
    maximum = first_of(kind, "maximum", "exclusiveMaximum")
    choices = kind.get("enum") or ([kind["const"]] if "const" in kind else None)
    return Parameter(
        name=name,
        takes=" or ".join(in_words(kind) for kind in kinds) or "anything",
        default=field.get("default"),
        minimum=minimum,
        maximum=maximum,
        choices=choices,
        description=field.get("description", ""),
    )


def resolved(field: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the alternatives of a field, with references followed."""
    found = []
    for kind in field.get("anyOf", [field]):
        reference = kind.get("$ref", "").removeprefix("#/$defs/")
        found.append(schema["$defs"][reference] if reference else kind)
    return found


def in_words(kind: dict[str, Any]) -> str:
    if "enum" in kind:
        return ", ".join(map(str, kind["enum"]))
    if "const" in kind:
        return str(kind["const"])
    if kind.get("format") in {"path", "file-path"}:
        return "a file"
    word = NAMES.get(kind.get("type", ""), "a value")
    low, high = first_of(kind, "minimum", "exclusiveMinimum"), first_of(kind, "maximum")
    if low is not None and high is not None:
        return f"{word}, {low} to {high}"
    if low is not None:
        return f"{word} from {low}"
    return f"{word} up to {high}" if high is not None else word


def first_of(kind: dict[str, Any], *names: str) -> float | None:
    return next((kind[name] for name in names if name in kind), None)
