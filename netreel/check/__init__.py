"""What breaks the rules of the look and of good captions, found by running a clip.

Findings are data. `RULES` is the table of all rules; `netreel.check.inspection` runs a clip, which
loads Manim.
"""

from netreel.check.findings import Finding, Rule, Truth, Verdict
from netreel.check.table import RULES

__all__ = ["RULES", "Finding", "Rule", "Truth", "Verdict"]
