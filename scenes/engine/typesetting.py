"""What Typst has set, as outlines, with each glyph's shape read once.

Manim reads the whole of a text's SVG anew, letter by letter: for a clip's captions that takes
longer than everything else at its start, and formulas take half of some clips'. Typst draws a glyph
as a symbol, so that a shape that was read before is known again in any other text.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
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

__all__ = ["Leaf", "leaves", "typeset"]

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
    flipped = np.array([1 / _EM, -1 / _EM])
    return [
        np.column_stack([leaf.outline * flipped, np.zeros(len(leaf.outline))])
        for leaf in leaves(ET.fromstring(svg))
    ]


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return the compiler that sets all texts: fonts are looked for only once."""
    return typst.Compiler(font_paths=typst.Fonts(font_paths=[asset_path("fonts")]))


@dataclass(frozen=True)
class Leaf:
    """A glyph or a line of a page that was set.

    Attributes
    ----------
    outline
        ``(n, 2)``, cubic curves, four points each, in points of the page, y down.
    look
        How it is drawn, as SVG says it: ``fill``, ``stroke``, ``stroke-width``.
    names
        Of the groups in which it stands, from without.
    """

    outline: Points
    look: dict[str, str]
    names: tuple[str, ...]


def leaves(root: ET.Element) -> Iterator[Leaf]:
    """Yield all that is drawn of an SVG of Typst's, in its order."""
    shapes = {
        f"#{symbol.get('id')}": symbol[0].get("d", "") for symbol in root.iter(f"{_SVG}symbol")
    }
    return _leaves(root, shapes, np.eye(3)[:2], ())


def _leaves(
    element: ET.Element, shapes: dict[str, str], outer: Points, about: tuple[str, ...]
) -> Iterator[Leaf]:
    if element.tag == f"{_SVG}defs":
        return
    place = outer @ _matrix(element)
    path = element.get("d") or shapes.get(element.get(_HREF, ""))
    if path is not None:
        yield Leaf(_shape(path) @ place[:, :2].T + place[:, 2], element.attrib, about)
    names = (*about, name) if (name := element.get("id")) else about
    for child in element:
        yield from _leaves(child, shapes, place, names)


def _matrix(element: ET.Element) -> Points:
    """Return where an element's own coordinates are in those about it, ``(3, 3)``."""
    its = svgelements.Matrix(element.get("transform", ""))
    place = np.array([[its.a, its.c, its.e], [its.b, its.d, its.f], [0, 0, 1]])
    place[:2, 2] += place[:2, :2] @ [float(element.get(axis, 0)) for axis in "xy"]
    return place


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
