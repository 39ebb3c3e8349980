"""What a rule is, and what breaks it: data, for whoever wants to print or test it."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    """One place where a clip breaks a rule, and for how long.

    Attributes
    ----------
    rule, clip, beat
        Names; the beat in which it is seen first.
    frame, seconds, until
        From its first frame, at so many seconds, until so many.
    what
        What it is.
    value, limit, wanted
        The worst of the time, and what is allowed, in the rule's own unit.
    """

    rule: str
    clip: str
    beat: str
    frame: int
    seconds: float
    until: float
    what: str
    value: float
    limit: float
    wanted: str

    @classmethod
    def of(
        cls, rule: Rule, clip: str, beat: str, frames: range, rate: float, what: str, value: float
    ) -> Finding:
        """Return what breaks a rule in frames of a film that has `rate` of them a second."""
        first, last = frames.start / rate, frames[-1] / rate
        limit, wanted = rule.limit, rule.wanted
        return cls(rule.name, clip, beat, frames.start, first, last, what, value, limit, wanted)

    def __str__(self) -> str:
        """Write it in one line."""
        beat = f".{self.beat}" if self.beat else ""
        first, last = f"{self.seconds:.1f}", f"{self.until:.1f}"
        when = f"at {first} s" if first == last else f"from {first} to {last} s"
        what = f"{self.what} ({self.value:.4g}; {self.wanted})"
        return f"{self.rule}: {self.clip}{beat} {when}: {what}"

    def and_then(self, other: Finding) -> Finding:
        """Return both as one: the other is the same, seen later."""
        worst = max(self.value, other.value, key=lambda value: abs(value - self.limit))
        return replace(self, until=other.until, value=worst)


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
