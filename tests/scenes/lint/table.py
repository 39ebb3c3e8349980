"""All rules of the look, one row a rule. Lengths are in pixels of a frame 720 pixels across."""

from __future__ import annotations

from tests.scenes.lint.findings import Rule

__all__ = ["RULES"]

_LOOK = "the lesson's art direction"
_WCAG = "Web Content Accessibility Guidelines 2.2"
_SUBTITLES = "subtitle guides allow 17 with nothing else to watch"

_ROWS = (
    # -- captions ---------------------------------------------------------------------
    Rule("caption-speed", 15, "characters a second, so that the picture is seen too", _SUBTITLES),
    Rule("caption-time", 1.2, "seconds: a shorter one is gone before it is found", _LOOK),
    Rule("caption-length", 88, "characters: two lines of 44", _LOOK),
    Rule("caption-lines", 2, "lines, as they are set", _LOOK),
    Rule("caption-width", 44, "characters of a line, as it is set", _LOOK),
    Rule("caption-numbers", 0, "numbers named that are not on the screen meanwhile", _LOOK),
    # -- letters ----------------------------------------------------------------------
    Rule("letters", 18, "pixels: nothing is smaller", _LOOK),
    Rule("letters-words", 20, "pixels of a label, unless there are many", _LOOK),
    Rule("letters-numbers", 22, "pixels of a number in a picture, unless there are many", _LOOK),
    Rule("letters-caption", 30, "pixels of a caption", _LOOK),
    # -- space ------------------------------------------------------------------------
    Rule("fill", 0.65, "share of the picture at a beat's end; a lone hero has 0.9 one way", _LOOK),
    Rule("margins", 2, "pixels beyond the margins of the picture", _LOOK),
    Rule("frame", 0, "pixels beyond the frame", _LOOK),
    Rule("caption-zone", 2, "pixels into the place of the captions", _LOOK),
    # -- contrast ---------------------------------------------------------------------
    Rule("contrast-text", 4.5, "contrast with what is beneath", _WCAG + ", 1.4.3"),
    Rule(
        "contrast-marks", 3, "contrast of rings and lines with the background", _WCAG + ", 1.4.11"
    ),
    # -- overlap ----------------------------------------------------------------------
    Rule("text-over-text", 0, "texts lie over each other", _LOOK),
    Rule("text-over-picture", 0, "a text lies over what it does not label", _LOOK),
    Rule("text-flies-over-text", 0, "texts cross in a movement", _LOOK),
    # -- motion -----------------------------------------------------------------------
    Rule("first-motion", 0.6, "seconds until the picture moves", _LOOK),
    Rule("moving-least", 0.40, "share of frames in which the picture moves; 0.45 is better", _LOOK),
    Rule("moving-most", 0.65, "share of frames in which the picture moves; 0.60 is better", _LOOK),
    Rule("still", 3.0, "seconds without motion in the middle, questions excepted", _LOOK),
    Rule("last-still", 2.5, "seconds that the last picture stays", _LOOK),
    Rule("pop", 4.0, "times the change of both neighbouring frames", _LOOK),
    # -- what stays -------------------------------------------------------------------
    Rule("half-faded", 0, "a text or picture is left at an opacity that means nothing", _LOOK),
    Rule("helpers", 0, "cursors and helper marks are left on the last picture", _LOOK),
    # -- scales -----------------------------------------------------------------------
    Rule("scale", 1.0, "a number shown, as a share of the end of its colour scale", _LOOK),
)

RULES: dict[str, Rule] = {rule.name: rule for rule in _ROWS}
