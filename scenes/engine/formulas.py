"""Formulas set by a compiler that is kept, out of glyphs that were read before.

Manim looks for all fonts anew with each formula: that took nine of the ten milliseconds that
setting one takes. Then it reads every glyph anew.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, cast

import numpy as np
import typst
from manim import BLACK, RIGHT, MathTypst, VGroup, VMobject

from scenes.engine.typesetting import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenes.engine.typesetting import Leaf

__all__ = ["TypstFormula", "formula_compiler"]

_FONT_SIZE_OF_ONE_UNIT = 96
"""Manim's font size 48 sets an em of half a unit (measured on 0.22)."""


class TypstFormula(MathTypst):
    """A formula in Typst's math notation, as Manim draws it.

    Parameters
    ----------
    code
        Typst math.
    colour
        ``#rrggbb``.
    em
        Scene units.
    """

    def __init__(self, code: str, colour: str, em: float) -> None:
        with _kept_fonts():
            super().__init__(
                code,
                font_size=em * _FONT_SIZE_OF_ONE_UNIT,
                color=colour,
                use_svg_cache=False,  # a fraction's bar out of that cache has another thickness
            )

    def generate_mobject(self) -> Self:
        """Read what Typst has set, as Manim does, but with what is known of its glyphs."""
        tree: Any = self.modify_xml_tree(cast("Any", ET.parse(self.get_file_path())))
        self.id_to_vgroup_dict = {}
        for leaf in leaves(tree.getroot()):
            part = self._drawn(leaf)
            self.add(part)
            for name in leaf.names:
                self.id_to_vgroup_dict.setdefault(name, VGroup()).add(part)
        return self.flip(RIGHT)

    def _drawn(self, leaf: Leaf) -> VMobject:
        fill, stroke = leaf.look.get("fill", "none"), leaf.look.get("stroke", "none")
        width = float(leaf.look["stroke-width"]) if stroke != "none" else 0.0
        part: Any = VMobject(
            fill_color=BLACK if fill == "none" else fill,
            fill_opacity=float(fill != "none"),
            stroke_color=BLACK if stroke == "none" else stroke,
            stroke_width=width,
        )
        part.points = np.column_stack([leaf.outline, np.zeros(len(leaf.outline))])
        if width:
            part._typst_source_stroke_width = width
            part._typst_reference_size = max(part.width, part.height)
            self._stroke_width_tracked_submobjects.append(part)
        return cast("VMobject", part)


@contextmanager
def _kept_fonts() -> Iterator[None]:
    """Let what Manim has Typst set be set by the compiler that is kept."""
    names = vars(typst)
    usual = names["compile"]
    names["compile"] = _set_file
    try:
        yield
    finally:
        names["compile"] = usual


def _set_file(file: str, *, format: Literal["svg"], font_paths: list[Path]) -> Any:  # noqa: A002
    """Set a file as `typst.compile` does, which Manim calls so."""
    if font_paths:
        raise ValueError("expected formulas in the font that Typst brings")
    return formula_compiler().compile(Path(file).read_bytes(), format=format)


@lru_cache(maxsize=1)
def formula_compiler() -> typst.Compiler:
    """Return the compiler that sets all formulas."""
    return typst.Compiler()
