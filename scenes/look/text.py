"""Words, formulas and numbers, all set by Typst with fonts that travel with the project.

Sizes are in pixels of a frame 1080 pixels high; 135 of them are one scene unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from manim import VMobject

from scenes.engine.formulas import TypstFormula
from scenes.look.outlines import BASELINE, MARK, MINUS, digits_outline, digits_width, words_outline
from scenes.look.sizes import FORMULA, HALF_DIGIT, LABEL, PIXELS_PER_UNIT

if TYPE_CHECKING:
    import numpy as np
    from manim import VGroup
    from numpy.typing import NDArray

__all__ = ["Formula", "Lettering", "Number", "Words", "number_text"]


class Lettering(VMobject):
    """What carries text: it knows its letters' size, so that it can be checked."""

    size: float
    _reference: float

    def remember_size(self, size: float) -> None:
        """Take the current extent as that of letters of this size in pixels."""
        self.size = size
        self._reference = self._extent()

    @property
    def letter_size(self) -> float:
        """The letters' em in pixels at 1080p of a landscape frame, after any scaling."""
        return self.size * self._extent() / self._reference

    def _extent(self) -> float:
        """Return a length that scales with the letters, scene units."""
        return float(max(self.width, self.height)) or 1.0


class Words(Lettering):
    """A line or a paragraph of plain words, as one outline.

    Parameters
    ----------
    text
        Plain text: nothing in it is markup; a line break is one, where there is a width.
    colour
        ``#rrggbb``.
    size
        The em, in pixels at 1080p.
    width
        Scene units after which lines are broken, centred; None sets one line.
    bold
        Semi-bold letters.
    """

    def __init__(
        self,
        text: str,
        colour: str,
        size: float = LABEL,
        width: float | None = None,
        *,
        bold: bool = False,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.text = text
        em = size / PIXELS_PER_UNIT
        columns = None if width is None else width / em
        outline, self._descent = words_outline(text, columns, 600 if bold else 400)
        self.points = outline * em
        self.remember_size(size)

    @property
    def descent(self) -> float:
        """How far a single line reaches below what its letters stand on, scene units."""
        return self._descent * self.letter_size / PIXELS_PER_UNIT


class Formula(Lettering, TypstFormula):
    """A formula in Typst's math notation; ``{{ part : name }}`` can be selected by name.

    Parameters
    ----------
    code
        Typst math.
    colour
        ``#rrggbb``.
    size
        The em, in pixels at 1080p.
    """

    def __init__(self, code: str, colour: str, size: float = FORMULA) -> None:
        super().__init__(code, colour, size / PIXELS_PER_UNIT)
        self.remember_size(size)

    def part(self, name: str) -> VGroup:
        """Return the named part of the formula."""
        return self.select(name)


def number_text(value: float, decimals: int = 2, *, signed: bool = False) -> str:
    """Write a number with a real minus sign, and no sign on what rounds to zero."""
    text = f"{abs(value):,.{decimals}f}"
    zero = not any(digit in "123456789" for digit in text)
    if zero:
        return text
    if value < 0:
        return MINUS + text
    return f"+{text}" if signed else text


class Number(Lettering):
    """A number built from pre-shaped digits as one outline, cheap to change on every frame.

    Parameters
    ----------
    value
        What is shown.
    colour
        ``#rrggbb``.
    size
        The em, in pixels at 1080p.
    decimals
        Digits behind the point.
    signed
        Whether a positive number carries its sign.

    Attributes
    ----------
    source
        Where it was read, a `Source`, as far as that was said.
    """

    source: Any = None

    def __init__(
        self,
        value: float,
        colour: str,
        size: float = LABEL,
        decimals: int = 2,
        *,
        signed: bool = False,
    ) -> None:
        super().__init__(stroke_width=0, fill_color=colour, fill_opacity=1)
        self.decimals = decimals
        self.signed = signed
        self.points = BASELINE * (size / PIXELS_PER_UNIT)
        self.value = float("nan")
        self.text = ""
        self.set_value(value)
        self.remember_size(size)
        self.center()

    def set_value(self, value: float) -> Self:
        """Show another value; the last digit stays where it is."""
        self.value = float(value)
        text = number_text(self.value, self.decimals, signed=self.signed)
        if text != self.text:
            self.text = text
            self.points = self.baseline + self._em * digits_outline(text)
        return self

    @property
    def written(self) -> float:
        """What is shown: the value with no more decimals than are seen."""
        return round(self.value, self.decimals)

    @property
    def written_as_zero(self) -> bool:
        """Whether no digit but 0 is shown."""
        return not any(digit in "123456789" for digit in self.text)

    @property
    def baseline(self) -> NDArray[np.float64]:
        """The right end of the number's baseline, ``(3,)``: decimals align on it."""
        end: NDArray[np.float64] = self.points[0]
        return end

    @property
    def start(self) -> NDArray[np.float64]:
        """The left end of the number's baseline, ``(3,)``: whatever the first digit is."""
        place = self.baseline.copy()
        place[0] -= self._em * digits_width(self.text)
        return place

    @property
    def half_digit(self) -> float:
        """Half the height of a digit, scene units: the baseline is so far below the middle."""
        return HALF_DIGIT * self.letter_size / PIXELS_PER_UNIT

    @property
    def digits_centre(self) -> float:
        """The middle of the number without its sign, x in scene units."""
        signs = self.text[: self.text.startswith((MINUS, "+"))]
        unsigned = self.points[len(digits_outline(signs)) :, 0]
        return float(unsigned.min() + unsigned.max()) / 2

    @property
    def _em(self) -> float:
        """In scene units, after any scaling."""
        return float(self.points[0, 0] - self.points[3, 0]) / MARK

    def set_colour(self, colour: str) -> Self:
        """Colour the digits."""
        return self.set_fill(colour, opacity=self.get_fill_opacity())

    def _extent(self) -> float:
        return abs(self._em) or 1.0
