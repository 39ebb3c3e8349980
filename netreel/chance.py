"""A digit left to chance: ``--digit random``, which a seed makes the same every time."""

from __future__ import annotations

from typing import Any, Literal

import click

from netreel.errors import MistakeError

__all__ = ["as_digit", "with_digit_drawn"]

_RANDOM: Literal["random"] = "random"


def as_digit(
    ctx: click.Context, option: click.Parameter, text: str | None
) -> int | Literal["random"] | None:
    """Read a digit from 0 to 9, or the word "random"."""
    if text is None:
        return None
    word = text.strip().casefold()
    if word == _RANDOM:
        return _RANDOM
    if word not in set("0123456789"):
        raise click.BadParameter(f"{text!r} is not a digit: give 0 to 9, or random", ctx, option)
    return int(word)


def with_digit_drawn(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options with a real digit and sample in place of "random", and without a seed.

    Every sample of a digit is as likely as any other; a sample that was asked for stays.

    Raises
    ------
    MistakeError
        There is a seed, and nothing that is left to chance.
    """
    chosen = {name: value for name, value in options.items() if name != "seed"}
    seed = options.get("seed")
    if chosen.get("digit") != _RANDOM:
        if seed is not None:
            raise MistakeError("--seed goes with --digit random: give both, or leave it out")
        return chosen
    import numpy as np

    import netcore

    rng = np.random.default_rng(seed)
    chosen["digit"] = digit = int(rng.integers(10))
    if chosen.get("sample") is None:
        chosen["sample"] = int(rng.integers(netcore.sample_digits().count(digit)))
    return chosen
