"""What is wrong with jobs: all of it is found before any of it is told."""

from __future__ import annotations

__all__ = ["Faults"]


class Faults:
    """Mistakes, each with the row and the field that it is in."""

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}  # a set that keeps the order
        self._rows: set[str] = set()

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, where: str, name: str, message: str) -> None:
        """Note one; `name` is the field's, empty where it is the whole row."""
        self._rows.add(where)
        said = " ".join(message.split())
        self._lines[f"{where}, {name}: {said}" if name else f"{where}: {said}"] = None

    @property
    def rows(self) -> int:
        """How many rows have some."""
        return len(self._rows)

    @property
    def lines(self) -> list[str]:
        """A line for each."""
        return [*self._lines]
