"""Settings of x264 by name."""

from __future__ import annotations

from scenes.engine.settings import ENCODERS

__all__ = ["encoder_options"]

_MANIM = {"preset": "medium", "crf": "23"}


def encoder_options(name: str) -> dict[str, str]:
    """Return the options of an encoder.

    Parameters
    ----------
    name
        ``manim`` for Manim's default, ``draft`` and ``final`` for what we ship; or any preset, crf
        and, if wanted, tune: ``veryfast/22/animation``.
    """
    for known, options in (("manim", _MANIM), *ENCODERS.items()):
        if name == known:
            return dict(options)
    return dict(zip(("preset", "crf", "tune"), name.split("/"), strict=False))
