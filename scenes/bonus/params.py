"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from scenes.params import ClipParams, LayerParams, NeuronParams

__all__ = ["ReLUParams", "SigmoidOldSchoolParams", "SigmoidVersusReLUParams"]


class SigmoidOldSchoolParams(LayerParams):
    """Whose sums are put on the sigmoid."""


class ReLUParams(NeuronParams):
    """Whose sums go through the rectifier."""


class SigmoidVersusReLUParams(ClipParams):
    """What is shown comes with the project: there is nothing more to tell."""
