"""The usual picture that needs preparing, of each digit: prepared once, it takes 0.1 s."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scenes.pixels.params import PreparationParams

if TYPE_CHECKING:
    from netcore.preparation import Preparation

__all__ = ["prepared_page"]


@cache
def prepared_page(digit: int) -> Preparation:
    """Return the preparation that the clip shows of a digit."""
    return PreparationParams(digit=digit).preparation
