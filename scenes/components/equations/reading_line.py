"""One line above an expression that says in numbers what happens in one of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import RIGHT, VGroup

from scenes.look.sizes import FORMULA, NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenes.components.equations.layer_stage import LayerStage
    from scenes.look.stage import Region
    from scenes.look.text import Lettering, Number

__all__ = ["ReadingLine"]


class ReadingLine(VGroup):
    """Numbers and the signs between them, large.

    Parameters
    ----------
    stage
        Above whose expression it stands.
    parts
        Numbers, which are copied, and Typst math.
    turned
        Values that each number will have: there is room for them.
    region
        Where it goes, instead of the stage's line.

    Attributes
    ----------
    numbers
        The copies.
    question, answer
        What comes before the last sign, and what comes with it.
    """

    def __init__(
        self,
        stage: LayerStage,
        parts: Sequence[Number | str],
        turned: Sequence[Sequence[float]] = (),
        region: Region | None = None,
    ) -> None:
        size = stage.figures.stage.letters(FORMULA)
        self.numbers: list[Number] = []
        super().__init__()
        right, rooms = 0.0, iter(turned)
        for part in parts:
            room = 0.0
            if isinstance(part, str):
                written: Lettering = stage.equation.sign(part, size)
            else:
                written = part.copy().scale(size / part.letter_size)
                self.numbers.append(written)
                room = max((_width(written, value) for value in next(rooms, ())), default=0.0)
            right += NEAR + max(written.width, room)
            self.add(written.move_to((right, 0.0, 0.0), RIGHT))
        (region or stage.line).place(self)
        self.question, self.answer = VGroup(*self[:-2]), VGroup(*self[-2:])


def _width(number: Number, value: float) -> float:
    return float(number.copy().set_value(value).width)
