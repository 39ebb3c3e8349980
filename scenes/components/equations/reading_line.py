"""One line above an expression that says in numbers what happens in one of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, VGroup

from scenes.look.sizes import FORMULA, NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from manim import VMobject

    from scenes.components.equations.layer_stage import LayerStage
    from scenes.look.stage import Region
    from scenes.look.text import Number

__all__ = ["ReadingLine"]


class ReadingLine(VGroup):
    """Numbers and the signs between them, large.

    Parameters
    ----------
    stage
        Above whose expression it stands.
    parts
        Numbers, which are copied, and Typst math.
    region
        Where it goes, instead of the stage's line.

    Attributes
    ----------
    numbers
        The copies.
    """

    def __init__(
        self, stage: LayerStage, parts: Sequence[Number | str], region: Region | None = None
    ) -> None:
        size = stage.figures.stage.letters(FORMULA)
        written: list[VMobject] = []
        self.numbers: list[Number] = []
        for part in parts:
            if isinstance(part, str):
                written.append(stage.equation.sign(part, size))
            else:
                number = part.copy().scale(size / part.letter_size)
                self.numbers.append(number)
                written.append(number)
        super().__init__(*written)
        self.arrange(RIGHT, buff=NEAR)
        (region or stage.line).place(self)
