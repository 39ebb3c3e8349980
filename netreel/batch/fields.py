"""The fields of a row, taken one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netreel.batch.faults import Faults
    from netreel.batch.rows import Row

__all__ = ["Fields"]

TRUE, FALSE = {"yes", "true", "1", "on"}, {"no", "false", "0", "off"}


class Fields:
    """A row's values, taken one by one; what does not fit is told."""

    def __init__(self, row: Row, usual: dict[str, Any], faults: Faults) -> None:
        self.row, self._faults = row, faults
        self.count = len(faults)
        self.values = usual | row.values

    def wrong(self, name: str, message: str) -> None:
        """Tell a mistake in a field."""
        self._faults.add(self.row.where, name, message)

    def rename(self, name: str, to: str) -> None:
        """Take a field for another one, unless the row has that as well."""
        if name in self.values:
            self.values.setdefault(to, self.values.pop(name))

    @property
    def is_good(self) -> bool:
        """Whether nothing was wrong so far."""
        return len(self._faults) == self.count

    def choice(self, name: str, choices: tuple[str, ...], usual: str | None) -> str | None:
        """Take a field that has one of these values."""
        value = self.values.pop(name, usual)
        if value is not None and value not in choices:
            self.wrong(name, f"expected one of {', '.join(choices)}, got {value!r}")
            return usual
        return None if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Take a field that is yes or no."""
        value = self.values.pop(name, False)
        if isinstance(value, str) and value.casefold() in TRUE | FALSE:
            return value.casefold() in TRUE
        if not isinstance(value, bool):
            self.wrong(name, f"expected yes or no, got {value!r}")
        return value is True

    def number(self, name: str, low: int, high: int) -> int | None:
        """Take a field that is a whole number."""
        value = self.values.pop(name, None)
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if value is None or (type(value) is int and low <= value <= high):
            return value
        self.wrong(name, f"expected a whole number from {low} to {high}, got {value!r}")
        return None

    def text(self, name: str) -> str | None:
        """Take a field that is text."""
        value = self.values.pop(name, None)
        return None if value is None else str(value)
