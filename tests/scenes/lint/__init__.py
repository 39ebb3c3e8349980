"""The lint of clips: what breaks the rules of the look, found by running a clip.

Findings are data; nothing here knows pytest. ``python -m tests.scenes.lint CLIP`` prints them.
"""

from tests.scenes.lint.findings import Finding, Rule
from tests.scenes.lint.inspection import inspect
from tests.scenes.lint.table import RULES

__all__ = ["RULES", "Finding", "Rule", "inspect"]
