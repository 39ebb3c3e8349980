"""Formulas set by a compiler that is kept: Manim looks for all fonts anew with each of them.

That took nine of the ten milliseconds that setting one takes.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typst

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["formula_compiler", "kept_fonts"]


@contextmanager
def kept_fonts() -> Iterator[None]:
    """Let what Manim has Typst set be set by the compiler that is kept."""
    names = vars(typst)
    usual = names["compile"]
    names["compile"] = set_file
    try:
        yield
    finally:
        names["compile"] = usual


def set_file(file: str, *, format: Literal["svg"], font_paths: list[Path]) -> Any:  # noqa: A002
    """Set a file as `typst.compile` does, which Manim calls so."""
    if font_paths:
        raise ValueError("expected formulas in the font that Typst brings")
    return formula_compiler().compile(Path(file).read_bytes(), format=format)


@lru_cache(maxsize=1)
def formula_compiler() -> typst.Compiler:
    """Return the compiler that sets all formulas."""
    return typst.Compiler()
