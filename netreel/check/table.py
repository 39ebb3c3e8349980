"""All rules, one row a rule. Lengths are in pixels of a frame 1080 pixels across its short side."""

from __future__ import annotations

from netreel.check.findings import Rule

__all__ = ["RULES"]

_LOOK = "docs/make-a-clip.md, The look"
_WCAG = "Web Content Accessibility Guidelines 2.2"
_BBC = "BBC Subtitle Guidelines"
_NETFLIX = "Netflix Timed Text Style Guide"

_CAPTIONS = (
    Rule(
        "caption-speed",
        15,
        "characters a second",
        "the picture is to be seen too",
        f"{_NETFLIX}: 17, with nothing else to watch",
    ),
    Rule(
        "caption-words",
        180,
        "words a minute",
        "the eye reads no faster and looks as well",
        f"{_BBC}: 160 to 180",
    ),
    Rule(
        "caption-time",
        1.2,
        "seconds",
        "a shorter one is gone before it is found",
        f"{_LOOK}; {_NETFLIX}: 5/6",
        least=True,
    ),
    Rule("caption-longest", 7, "seconds", "it is read twice, and then looked for again", _NETFLIX),
    Rule("caption-length", 88, "characters", "two lines of 44", _LOOK),
    Rule("caption-lines", 2, "lines, as they are set", "more hide the picture", _BBC),
    Rule("caption-width", 44, "characters of a line, as it is set", "a glance takes it in", _LOOK),
    Rule(
        "caption-file",
        2,
        "lines of 42 characters, in a file beside the film",
        "a player breaks what is longer, and more hide the picture",
        f"{_BBC}; {_NETFLIX}",
    ),
    Rule(
        "caption-place",
        3,
        "pixels beyond the place of captions",
        "screens and players cut the edges, phones most of all",
        f"{_LOOK}: 0.05 of the frame free at the sides, as in EBU R 95",
    ),
    Rule("caption-gone", 0, "captions that are taken away too soon", "none is cut short", _LOOK),
    Rule(
        "caption-gap", 0, "gaps between captions of less than two frames", "they flicker", _NETFLIX
    ),
    Rule(
        "caption-numbers",
        0,
        "numbers named that are not on the screen meanwhile",
        "what is said can be seen",
        _LOOK,
    ),
)
_LETTERS = (
    Rule("letters", 27, "pixels", "of words or numbers in rows", _LOOK, least=True),
    Rule("letters-formula", 32, "pixels", "it is read sign by sign", _LOOK, least=True),
    Rule("letters-code", 30, "pixels", "a line of it has to fit a narrow frame", _LOOK, least=True),
    Rule("letters-words", 32, "pixels", "of a label, unless there are many", _LOOK, least=True),
    Rule(
        "letters-numbers",
        33,
        "pixels",
        "of a number in a picture, unless there are many",
        _LOOK,
        least=True,
    ),
    Rule("letters-caption", 44, "pixels", "of a caption", _LOOK, least=True),
)
_PLACES = (
    Rule(
        "fill",
        0.65,
        "of the picture, for the content's box",
        "at a beat's end; a lone hero has 0.9 one way. What is empty in the box belongs "
        "to it: most pixels of a digit are off",
        _LOOK,
        least=True,
    ),
    Rule("margins", 3, "pixels beyond the margins", "a picture has air around it", _LOOK),
    Rule("frame", 0, "pixels beyond the frame", "what is outside is not seen", _LOOK),
    Rule("caption-zone", 3, "pixels into the place of captions", "a caption lies there", _LOOK),
    Rule("text-over-text", 0, "texts over each other", "neither can be read", _LOOK),
    Rule(
        "text-over-picture", 0, "texts over what they do not label", "it says what it is not", _LOOK
    ),
    Rule("text-flies-over-text", 0, "texts that cross in a movement", "neither can be read", _LOOK),
)
_CONTRAST = (
    Rule(
        "contrast-text",
        4.5,
        "to 1, with what is beneath",
        "letters are thin",
        f"{_WCAG}, 1.4.3",
        least=True,
    ),
    Rule(
        "contrast-marks",
        3,
        "to 1, with the background",
        "of rings and lines",
        f"{_WCAG}, 1.4.11",
        least=True,
    ),
    Rule(
        "contrast-lines",
        2.3,
        "to 1, with the background",
        "of the strongest of few connections; how faint and how thin one is tells its weight",
        _LOOK,
        least=True,
    ),
)
_MOTION = (
    Rule("first-motion", 0.6, "seconds until the picture moves", "a film is no slide", _LOOK),
    Rule(
        "moving-least",
        0.40,
        "of the frames with motion",
        "a film is no slide; 0.45 is better",
        _LOOK,
        least=True,
    ),
    Rule(
        "moving-most",
        0.65,
        "of the frames with motion",
        "one has to look too; 0.60 is better",
        _LOOK,
    ),
    Rule("still", 3.0, "seconds without motion", "in the middle, questions excepted", _LOOK),
    Rule(
        "formula-rest",
        1.0,
        "seconds without motion after a new formula",
        "it is read sign by sign",
        _LOOK,
        least=True,
    ),
    Rule("last-still", 2.5, "seconds", "so long the last picture stays", _LOOK, least=True),
    Rule("pop", 4.0, "times the change of both frames beside it", "nothing jumps", _LOOK),
    Rule(
        "brightness-jump",
        0.25,
        "of the picture brighter or darker by a tenth, from frame to frame",
        "clips that are joined meet on one picture, or on the background",
        _LOOK,
    ),
    Rule(
        "speed",
        0.9,
        "of the frame a second, across of its width and down of its height",
        "the eye follows texts, boxes and pictures; a tall frame is read from top to bottom",
        _LOOK,
    ),
)
_FLASHES = (
    Rule(
        "flashes-general",
        0.25,
        "of a window with more than three flashes a second",
        "they can bring on seizures",
        f"{_WCAG}, 2.3.1",
    ),
    Rule(
        "flashes-red",
        0.25,
        "of a window with more than three red flashes a second",
        "they can bring on seizures",
        f"{_WCAG}, 2.3.1",
    ),
    Rule(
        "stripes",
        0.25,
        "of the picture in more than five pairs of light and dark, all one way",
        "they can bring on seizures",
        "ITU-R BT.1702",
    ),
)
_OTHERS = (
    Rule(
        "half-faded",
        0,
        "texts or pictures at an opacity that means nothing",
        "dimmed is one thing, under way another",
        _LOOK,
    ),
    Rule("twins", 0, "things that lie on their like", "a copy was forgotten", _LOOK),
    Rule("helpers", 0, "cursors or helper marks on the last picture", "it is a slide", _LOOK),
    Rule(
        "scale",
        1.0,
        "of the end of its colour scale",
        "a scale reaches every number beside it",
        _LOOK,
    ),
)

_TRUTH = (
    Rule(
        "truth",
        0,
        "difference beyond rounding from what netcore computes",
        "nothing is made up",
        _LOOK,
    ),
)

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        *_CAPTIONS,
        *_LETTERS,
        *_PLACES,
        *_CONTRAST,
        *_MOTION,
        *_FLASHES,
        *_OTHERS,
        *_TRUTH,
    )
}
