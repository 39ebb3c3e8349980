"""What a rule is, and what breaks it: data, for whoever wants to print or test it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding", "Rule"]


@dataclass(frozen=True)
class Rule:
    """One row of the table: what is measured may not pass the limit.

    `source` says where the limit was taken from.
    """

    name: str
    limit: float
    why: str
    source: str


@dataclass(frozen=True)
class Finding:
    """One place where a clip breaks a rule; `value` and `limit` are in the rule's own unit."""

    rule: str
    clip: str
    beat: str
    frame: int
    what: str
    value: float
    limit: float

    def __str__(self) -> str:
        """Write it in one line."""
        place = f"{self.clip}.{self.beat} at frame {self.frame}"
        return f"{self.rule}: {place}: {self.what} ({self.value:.4g}, limit {self.limit:.4g})"
