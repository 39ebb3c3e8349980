"""Plain text as outlines: set by Typst, with each glyph's shape read once.

Manim reads the whole of a text's SVG anew, letter by letter: for a clip's captions that takes
longer than everything else at its start. Typst names a glyph by its content, so that a shape that
was read before is known again in any other text.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import svgelements
import typst
from manim import VMobjectFromSVGPath

from netcore import asset_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Points = NDArray[np.float64]

__all__ = ["typeset"]

_EM = 100
"""Of the page that is set, in points."""
_PAGE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: {_EM}pt)
"""
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"


def typeset(source: str) -> list[Points]:
    """Return the outline of every glyph of a text, in reading order.

    Parameters
    ----------
    source
        Typst markup.

    Returns
    -------
    list of ``(n, 3)``
        Cubic curves, four points each, in ems; x to the right and y up, from where the page begins.
    """
    svg = _compiler().compile((_PAGE + source).encode(), format="svg")
    if not isinstance(svg, bytes):
        raise TypeError("expected the text to fit on one page")
    root = ET.fromstring(svg)
    shapes = {
        f"#{symbol.get('id')}": symbol[0].get("d", "") for symbol in root.iter(f"{_SVG}symbol")
    }
    placed = [
        _shape(shapes[name]) @ matrix[:, :2].T + matrix[:, 2]
        for name, matrix in _glyphs(root, np.eye(3)[:2])
    ]
    flipped = np.array([1 / _EM, -1 / _EM])
    return [np.column_stack([outline * flipped, np.zeros(len(outline))]) for outline in placed]


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return the compiler that sets all texts: fonts are looked for only once."""
    return typst.Compiler(font_paths=typst.Fonts(font_paths=[asset_path("fonts")]))


def _glyphs(element: ET.Element, outer: Points) -> Iterator[tuple[str, Points]]:
    """Yield the name and the place ``(2, 3)`` of every glyph with an outline."""
    if element.tag == f"{_SVG}defs":
        return
    matrix = svgelements.Matrix(element.get("transform", ""))
    inner = np.array([[matrix.a, matrix.c, matrix.e], [matrix.b, matrix.d, matrix.f]])
    place = outer @ np.vstack([inner, [0, 0, 1]])
    if element.tag == f"{_SVG}use":
        shift = np.array([float(element.get("x", 0)), float(element.get("y", 0))])
        yield (
            element.attrib[_HREF],
            np.column_stack([place[:, :2], place[:, :2] @ shift + place[:, 2]]),
        )
    for child in element:
        yield from _glyphs(child, place)


@lru_cache(maxsize=2048)
def _shape(path: str) -> Points:
    """Return the outline ``(n, 2)`` of an SVG path, as Manim draws it."""
    outline = VMobjectFromSVGPath(
        svgelements.Path(path),
        should_subdivide_sharp_curves=True,
        should_remove_null_curves=True,
    )
    points: Points = outline.points[:, :2]
    return points
