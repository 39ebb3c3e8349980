"""Colours by role. A theme is data, handed to whoever draws; nothing reads one at import time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["THEMES", "Theme", "ThemeName", "theme"]

ThemeName = Literal["dark", "light", "print", "colourblind"]


@dataclass(frozen=True)
class Theme:
    """The colour of every role, as ``#rrggbb``.

    `blue` and `red` are what viewers call the colours of positive and negative weights. `loop` and
    `line` are those of a digit's parts. `activation_off` and `activation_on` are the two ends of
    the brightness scale: "on" is always the strongest mark, so light themes run from paper to ink.
    `dimmed` is the opacity of what stays on screen without being the subject.
    """

    name: ThemeName
    background: str
    text: str
    activation_off: str
    activation_on: str
    positive: str
    negative: str
    bias: str
    highlight: str
    right: str
    loop: str
    line: str
    dimmed: float
    blue: str = "blue"
    red: str = "red"

    @property
    def for_paper(self) -> bool:
        """Whether it is read in grey as well: what is negative has more than a colour then."""
        return self.name == "print"

    @property
    def level(self) -> str:
        """What the scale from "off" to "on" is called: light on dark, or ink on paper."""
        off, on = (int(end[1:], 16) for end in (self.activation_off, self.activation_on))
        return "brightness" if on > off else "darkness"


_DARK = Theme(
    name="dark",
    background="#0E1116",
    text="#E8EAED",
    activation_off="#05070A",
    activation_on="#FFFFFF",
    positive="#58A6FF",
    negative="#FF5C57",
    bias="#B392F0",
    highlight="#FFD866",
    right="#7EE787",
    loop="#FF9E4F",
    line="#4FD6D2",
    dimmed=0.3,
)
_LIGHT = Theme(
    name="light",
    background="#FAFAF7",
    text="#1B1F24",
    activation_off="#FFFFFF",
    activation_on="#1B1F24",
    positive="#0B4FB8",
    negative="#CF3A2A",
    bias="#6F42C1",
    highlight="#946211",
    right="#1A7F37",
    loop="#AD5200",
    line="#0B7285",
    dimmed=0.35,
)
_PRINT = Theme(
    name="print",
    background="#FFFFFF",
    text="#1B1F24",
    activation_off="#FFFFFF",
    activation_on="#000000",
    positive="#0B4FB8",
    negative="#CF3A2A",
    bias="#6F42C1",
    highlight="#946211",
    right="#1A7F37",
    loop="#AD5200",
    line="#0B7285",
    dimmed=0.35,
)
_COLOURBLIND = Theme(
    name="colourblind",
    background="#0E1116",
    text="#E8EAED",
    activation_off="#05070A",
    activation_on="#FFFFFF",
    positive="#56B4E9",
    negative="#D55E00",
    bias="#CC79A7",
    highlight="#F0E442",
    right="#009E73",
    loop="#E69F00",
    line="#7FDBE6",
    dimmed=0.3,
    red="orange",
)

THEMES: dict[ThemeName, Theme] = {t.name: t for t in (_DARK, _LIGHT, _PRINT, _COLOURBLIND)}


def theme(name: ThemeName) -> Theme:
    """Return the theme of that name."""
    return THEMES[name]
