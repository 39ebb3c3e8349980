"""What every clip needs is read before any is asked for: fonts, digits, the lesson's network."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PIL import Image

import netcore
from scenes.engine.formulas import formula_compiler
from scenes.engine.strands import SHELF
from scenes.look.outlines import digits_outline
from scenes.look.text import Words

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["warm_up"]


@cache
def warm_up(shelf: Path) -> None:
    """Read it: all processes that are forked afterwards have it, and one shelf of pictures."""
    SHELF.stand_in(shelf)
    Image.init()
    Words("0", "#000000")
    digits_outline("0")
    formula_compiler().compile(b"$sum$", format="svg")
    netcore.default_network()
    netcore.sample_digits()
