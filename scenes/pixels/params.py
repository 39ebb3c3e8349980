"""What the clips of this chapter can be told. No Manim in here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import Field

import netcore
from scenes.errors import ParameterError
from scenes.params import ClipParams

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PixelsToNeuronsParams", "PreparationParams"]


class PixelsToNeuronsParams(ClipParams):
    """The parameters of PixelsToNeurons."""

    show: Literal["elided", "all"] = Field(
        "elided",
        description="end on the first and last few input neurons, or on all of them in one strip",
    )

    def check_shown_in_part(self) -> None:
        """See that no strip of all pixels is asked for, where there are none.

        Raises
        ------
        ParameterError
            It is.
        """
        if self.show == "all":
            raise ParameterError(
                "show=all lines up the pixels of an image, and the network takes plain numbers: "
                "leave show out"
            )


class PreparationParams(ClipParams):
    """The parameters of Preparation."""

    @cached_property
    def preparation(self) -> netcore.Preparation:
        """All steps: of the image, or of the sample as netcore draws it on paper."""
        if self.as_is:
            raise ParameterError("Preparation is what as_is does without: leave it out")
        if self.image is not None:
            return netcore.load_image(self.image)
        rng = np.random.default_rng((self.digit, self.sample))
        return netcore.prepare(netcore.drawn_on_paper(self.home_image(), rng=rng))

    def digit_image(self) -> NDArray[np.float64]:
        """Return what the preparation ends with, ``(28, 28)``, brightness in [0, 1]."""
        return self.preparation.image

    def home_image(self) -> NDArray[np.float64]:
        """Return what the other clips show, ``(28, 28)``: the sample itself, or the same image."""
        return self.preparation.image if self.image is not None else super().digit_image()

    @property
    def known(self) -> str:
        """The digit that is shown, or "" for an image: only its owner knows."""
        return str(self.digit) if self.image is None else ""
