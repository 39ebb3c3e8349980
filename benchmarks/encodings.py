"""Settings of x264 by name."""

from __future__ import annotations

__all__ = ["encoder_options"]

_NAMED = {
    "manim": {"preset": "medium", "crf": "23"},
    "draft": {"preset": "ultrafast", "crf": "23"},
    "final": {"preset": "veryfast", "crf": "18"},
}


def encoder_options(name: str) -> dict[str, str]:
    """Return the options of an encoder.

    Parameters
    ----------
    name
        ``manim`` for Manim's default, ``draft`` and ``final`` for what we ship; or any preset, crf
        and, if wanted, tune: ``veryfast/22/animation``.
    """
    if name in _NAMED:
        return dict(_NAMED[name])
    return dict(zip(("preset", "crf", "tune"), name.split("/"), strict=False))
