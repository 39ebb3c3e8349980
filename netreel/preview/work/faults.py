"""What went wrong in a clip, as its author wants to know it: where, in which line, and why."""

from __future__ import annotations

import linecache
import traceback
from pathlib import Path
from typing import Any

import scenes
from netreel.preview.work.wishes import errors_of

__all__ = ["fault_of", "told_of"]

ROOT = Path(scenes.__file__).resolve().parents[1]
PACKAGES = tuple(str(ROOT / name) + "/" for name in ("scenes", "netcore", "netreel"))
FRAMES = (
    str(ROOT / "scenes/engine") + "/",
    str(ROOT / "scenes/clip.py"),
    str(ROOT / "netreel") + "/",
)
"""Where every clip passes through: a fault is rather in what called these."""


def told_of(error: BaseException, view: dict[str, Any] | None) -> dict[str, Any]:
    """Return what is told of what went wrong with a view.

    That is ``invalid``, errors by field, where the asker can mend it; and ``fault``, file and line,
    where the clip's author can.
    """
    view = view or {}
    if isinstance(error, Exception):
        errors = errors_of(error, str(view.get("clip", "")), view.get("params") or {})
        if errors is not None:
            return {"invalid": errors}
    return {"fault": fault_of(error)}


def fault_of(error: BaseException) -> dict[str, Any]:
    """Return what is told of an exception: message, file, line, source line and trace."""
    trace = "".join(traceback.format_exception(error)).replace(f"{ROOT}/", "")
    file, line, source = place_of(error)
    name = type(error).__name__
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return {
        "message": f"{name}: {said}" if said else name,
        "file": str(Path(file).relative_to(ROOT)) if file.startswith(PACKAGES) else file,
        "line": line,
        "source": source.strip("\n"),
        "trace": trace,
    }


def place_of(error: BaseException) -> tuple[str, int, str]:
    """Return file, line and source line of the fault."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 0, error.text or ""
    steps = list(traceback.extract_tb(error.__traceback__))
    ours = [step for step in steps if step.filename.startswith(PACKAGES)]
    own = [step for step in ours if not step.filename.startswith(FRAMES)]
    found = (own or ours or steps)[-1:]
    if not found:
        return "", 0, ""
    (step,) = found
    line = step.lineno or 0
    return step.filename, line, linecache.getline(step.filename, line)
