"""A figure: what was measured, its value, and what it should be."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Figure", "print_figures"]


@dataclass(frozen=True)
class Figure:
    """One line of the table; `limit` is the most (or, `at_least`, the least) that is wanted."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the value is as wanted; None where nothing is."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def print_figures(figures: Sequence[Figure], *, as_json: bool = False) -> None:
    """Print a table, or JSON."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    if as_json:
        console.print_json(json.dumps([asdict(figure) | {"met": figure.met} for figure in figures]))
        return
    table = Table("figure", "value", "wanted", "")
    for figure in figures:
        sign = "≥" if figure.at_least else "≤"
        wanted = "" if figure.limit is None else f"{sign} {figure.limit:g}"
        mark = {True: "met", False: "missed", None: ""}[figure.met]
        table.add_row(figure.name, f"{figure.value:.4g} {figure.unit}", wanted, mark)
    console.print(table)
