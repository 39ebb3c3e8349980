"""What every clip needs is read before any is asked for: fonts, digits, the lesson's network."""

from __future__ import annotations

from functools import cache

from PIL import Image

import netcore
from scenes.look.formulas import formula_compiler
from scenes.look.text import Number, Words

__all__ = ["warm_up"]


@cache
def warm_up() -> None:
    """Read it: all processes that are forked afterwards have it."""
    Image.init()
    Words("0", "#000000")
    Number(0.0, "#000000")
    formula_compiler().compile(b"$sum$", format="svg")
    netcore.default_network()
    netcore.sample_digits()
