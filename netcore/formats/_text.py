"""JSON and lists in text, as found in files: bounded, and nothing but what JSON allows."""

import json
from typing import Any

from netcore._files import reason
from netcore.errors import FormatError


def parse_json(content: bytes | str, what: str, *, most_brackets: int) -> Any:
    """Return what a JSON text holds.

    Parameters
    ----------
    content
        The text; its length is the caller's to bound.
    what
        What it is, for the message.
    most_brackets
        The most lists and objects that it may hold: each takes some hundred bytes of memory for
        two characters.

    Raises
    ------
    FormatError
        If it is no JSON, holds NaN or infinity, or is too large or too deeply nested.
    """
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    if (count := text.count("[") + text.count("{")) > most_brackets:
        raise FormatError(f"{what}: expected at most {most_brackets:,} lists, got {count:,}")
    try:
        return json.loads(content, parse_constant=_refuse)
    except FormatError:
        raise
    except RecursionError as error:
        raise FormatError(f"{what}: too deeply nested") from error
    except ValueError as error:
        raise FormatError(f"{what}: not JSON: {reason(error)}") from error


def _refuse(name: str) -> None:
    raise FormatError(f"expected finite numbers, got {name}")


def words(value: Any, what: str) -> list[str] | None:
    """Return a list of texts, given as such, as JSON, or with commas between; None for nothing.

    Raises
    ------
    FormatError
        If it is none of these.
    """
    if value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
        value = (
            parse_json(text, what, most_brackets=1)
            if text.startswith("[")
            else [word.strip() for word in text.split(",")]
        )
    if not isinstance(value, list) or not all(isinstance(word, str | int) for word in value):
        raise FormatError(f"{what}: expected a list of texts")
    return [str(word) for word in value]
