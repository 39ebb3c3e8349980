"""What a rule is, and what breaks it: data, for whoever wants to print or test it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding", "Rule", "Truth", "Verdict"]


@dataclass(frozen=True)
class Rule:
    """One row of the table: what is measured may not pass the limit.

    Attributes
    ----------
    name, limit, unit
        What it is called; how much is allowed, of what.
    why
        What it is for.
    source
        Where the limit was taken from.
    least
        Whether the limit is the least that is wanted, not the most.
    """

    name: str
    limit: float
    unit: str
    why: str
    source: str
    least: bool = False

    @property
    def wanted(self) -> str:
        """Say what is wanted."""
        if self.limit == 0:
            return f"no {self.unit}"
        return f"at {'least' if self.least else 'most'} {self.limit:g} {self.unit}"

    def is_broken_by(self, value: float, tolerance: float = 1e-6) -> bool:
        """Tell whether a value passes the limit."""
        beyond = self.limit - value if self.least else value - self.limit
        return beyond > tolerance


@dataclass(frozen=True)
class Finding:
    """One place where a clip breaks a rule; `value` and `limit` are in the rule's own unit."""

    rule: str
    clip: str
    beat: str
    frame: int
    seconds: float
    what: str
    value: float
    limit: float
    wanted: str

    def __str__(self) -> str:
        """Write it in one line."""
        beat = f".{self.beat}" if self.beat else ""
        place = f"{self.clip}{beat} at {self.seconds:.1f} s"
        return f"{self.rule}: {place}: {self.what} ({self.value:.4g}; {self.wanted})"


@dataclass(frozen=True)
class Truth:
    """How many numbers were shown and computed again, and the largest difference.

    What rounding moves a number by is no difference.
    """

    numbers: int = 0
    largest: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """What came of a check: the findings in the order of time, and the truth of the numbers.

    Of a film nobody knows which numbers it shows: `truth` is None.
    """

    seconds: float
    findings: tuple[Finding, ...] = ()
    truth: Truth | None = None
