"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scenes.params import LayerParams

__all__ = [
    "ActivationVectorParams",
    "AnnotatedEquationParams",
    "BiasVectorParams",
    "FeedForwardCodeParams",
    "MatrixFormParams",
    "MatrixVectorProductParams",
    "SigmoidOfVectorParams",
    "WeightMatrixParams",
]


class AnnotatedEquationParams(LayerParams):
    """Which layer one neuron is written of."""


class ActivationVectorParams(LayerParams):
    """Into which layer the activations go that become a column."""


class WeightMatrixParams(LayerParams):
    """Which layer's weights become rows."""


class MatrixFormParams(LayerParams):
    """Which layer is written as a matrix product."""

    told: Literal["whole", "sum"] = Field(
        "whole",
        description="all of the way from a neuron to the symbols, or only what comes of it, after "
        "the clips that told the way",
    )


class FeedForwardCodeParams(LayerParams):
    """Which layer's equation becomes a line of code."""


class MatrixVectorProductParams(LayerParams):
    """Which layer's rows are multiplied with its column."""


class BiasVectorParams(LayerParams):
    """Which layer's biases are added."""


class SigmoidOfVectorParams(LayerParams):
    """Whose sums become activations."""
