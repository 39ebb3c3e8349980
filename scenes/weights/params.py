"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from scenes.params import NeuronParams

__all__ = ["WeightedSumParams"]


class WeightedSumParams(NeuronParams):
    """Whose weighted sum is counted up."""
