"""The lesson's terms, and the clip in which each is introduced: one row a term."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PLAIN_TERMS", "TERMS", "Term", "names_z_wrongly", "too_early"]


@dataclass(frozen=True)
class Term:
    """A word with a meaning of its own, what it looks like in a caption, and who says what it is.

    `pattern` is a regular expression, for whole words. In the film of plain numbers `plain` says
    what it is, where that is another clip.
    """

    name: str
    pattern: str
    clip: str
    plain: str = ""

    def is_in(self, text: str) -> bool:
        """Tell whether a text uses the term."""
        return re.search(rf"(?<!\w)(?:{self.pattern})(?!\w)", text) is not None


TERMS = (
    Term("pixel", "[Pp]ixels?", "ThreeThrees"),
    Term("neuron", "[Nn]eurons?", "NeuronHoldsANumber"),
    Term("activation", "[Aa]ctivations?", "NeuronHoldsANumber"),
    Term("network", "[Nn]etworks?", "NeuronHoldsANumber"),
    Term("brightness", "[Bb]rightness", "NeuronHoldsANumber"),
    Term("layer", "[Ll]ayers?", "PixelsToNeurons", plain="NumbersToNeurons"),
    Term("column", "[Cc]olumns?", "PixelsToNeurons", plain="ActivationVector"),
    Term("layer 0", "layer 0", "PixelsToNeurons", plain="NumbersToNeurons"),
    Term("a", "called a|a is|a becomes", "PixelsToNeurons", plain="NumbersToNeurons"),
    Term("hidden layer", "hidden layers?", "PlainVanilla"),
    Term("output", "[Oo]utputs?", "PlainVanilla"),
    Term("weight", "[Ww]eights?", "PlainVanilla"),
    Term("perceptron", "[Pp]erceptrons?", "PlainVanilla"),
    Term("training", "[Tt]raining|[Tt]rained", "HiddenLayers"),
    Term("product", "[Pp]roducts?", "WeightedSum"),
    Term("bias", "[Bb]ias(?:es)?", "WeightedSum"),
    Term("weighted sum", "[Ww]eighted sums?", "WeightedSum"),
    Term("z", "z", "WeightedSum"),
    Term("sigmoid", "[Ss]igma|[Ss]igmoids?", "SigmoidSquish"),
    Term("vector", "[Vv]ectors?", "ActivationVector", plain="NumbersToNeurons"),
    Term("matrix", "[Mm]atrix|[Mm]atrices", "WeightMatrix"),
)

PLAIN_TERMS = tuple(replace(term, clip=term.plain or term.clip) for term in TERMS)
"""The same in the film of plain numbers."""


def too_early(said: Mapping[str, str], terms: tuple[Term, ...] = TERMS) -> list[str]:
    """Return the terms that are used before the clip that introduces them, one line each.

    Parameters
    ----------
    said
        All that each clip says, by its name, in the order of the film. A term of which the film has
        no introduction may not be used at all.
    terms
        What is looked for.
    """
    found = []
    for term in terms:
        for clip, text in said.items():
            if clip == term.clip:
                break
            if term.is_in(text):
                found.append(f"{clip} says {term.name}, which {term.clip} introduces")
    return found


def names_z_wrongly(text: str) -> bool:
    """Tell whether a text calls the weighted sum z, which it is together with the bias only."""
    weighted_sum, z, bias = (
        next(term for term in TERMS if term.name == name) for name in ("weighted sum", "z", "bias")
    )
    return weighted_sum.is_in(text) and z.is_in(text) and not bias.is_in(text)
