"""The film of a digit that the network misreads says so, and nothing in it claims the opposite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from manim import ManimColor, VMobject

from netcore import default_network, sample_digits
from netcore.digits import SampleDigits
from scenes.catalogue import CLIPS, Entry, find
from scenes.look.theme import theme
from tests.scenes.stills import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scenes.clip import Clip

NAMES_IT = re.compile(r"^(?:The answer is|Torn between) \w+, with", re.MULTILINE)
"""What the network answers; not what it would answer to half of the digit, or by hand."""
ANSWERING = ["OutputLayer", "ConfusedOutput", "ForwardPass"]
ABOUT_OTHERS = {
    "PixelValues": "from left to right",
    "PickARegion": "right here",
    "SetByHand": "right for every input?",
    "SigmoidVersusReLU": "ReLUs are nearly always right",
}
"""Who says that word of something else than the answer to this digit."""
GREEN_FOR_OTHERS = ["UpperLoopNeuron", "NegativeSurround"]
"""Who has that colour for a loop that is there, and for weights made by hand that work."""


@dataclass(frozen=True)
class Told:
    """What a clip said, and whether it ends with something in the colour of what is right."""

    text: str
    green: bool

    @classmethod
    def by(cls, entry: Entry, media: Path, digit: int) -> Told:
        """Run a clip as the film does, undrawn."""
        clip = drawn(entry, media, set(), digit=digit, **dict(entry.in_film))
        return cls("\n".join(caption.text for caption in clip.captions_shown), _ends_green(clip))


def _ends_green(clip: Clip) -> bool:
    green = ManimColor(theme(clip.params.theme).right)
    return any(
        isinstance(part, VMobject)
        and part.get_stroke_opacity() > 0
        and part.get_stroke_color() == green
        for mobject in clip.mobjects
        for part in mobject.get_family()
    )


def misread() -> list[int]:
    """Return the places of the bundled digits that the lesson's network takes for others."""
    digits = sample_digits()
    read = default_network().forward(digits.images.reshape(len(digits.images), -1)).outputs
    return [place for place, of in enumerate(digits.labels) if read[place].argmax() != of]


MISREAD = misread()


@pytest.fixture
def digit(request: pytest.FixtureRequest) -> Iterator[int]:
    """Let a misread digit be the first sample of what somebody wrote; give that."""
    place, index = int(request.param), SampleDigits.index
    written = int(sample_digits().labels[place])

    def put_first(self: SampleDigits, label: int, sample: int = 0) -> int:
        return place if (label, sample) == (written, 0) else index(self, label, sample)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SampleDigits, "index", put_first)
        yield written


def test_some_of_the_bundled_digits_are_misread() -> None:
    assert {int(sample_digits().labels[place]) for place in MISREAD} == {5, 7, 8}


@pytest.mark.long
@pytest.mark.parametrize("digit", MISREAD, indirect=True)
@pytest.mark.parametrize("name", ["OutputLayer", "ForwardPass"])
def test_an_answer_that_is_wrong_is_said_to_be(name: str, digit: int, tmp_path: Path) -> None:
    told = Told.by(find(name), tmp_path, digit)
    written = {8: "an 8"}.get(digit, f"a {digit}")
    assert f"Wrong: somebody wrote {written}." in told.text
    assert NAMES_IT.search(told.text)
    assert "right" not in told.text
    assert not told.green


@pytest.mark.parametrize("name", ["OutputLayer", "ForwardPass"])
def test_one_that_is_right_is_said_to_be_and_green(name: str, tmp_path: Path) -> None:
    told = Told.by(find(name), tmp_path, 8)
    assert re.search(
        r"^The answer is 8, with [01]\.\d\d: .*, and right\.$", told.text, re.MULTILINE
    )
    assert told.green


@pytest.mark.long
@pytest.mark.parametrize("digit", MISREAD[1:2], indirect=True)
def test_no_clip_of_the_film_takes_it_for_right(digit: int, tmp_path: Path) -> None:
    film = {
        entry.clip: Told.by(entry, tmp_path, digit) for entry in CLIPS if entry.needs != "numbers"
    }
    answering = [clip for clip, told in film.items() if NAMES_IT.search(told.text)]
    assert answering == ANSWERING
    assert all("Wrong: somebody wrote an 8." in film[clip].text for clip in answering)
    texts = {
        clip: told.text.replace(ABOUT_OTHERS.get(clip, "\0"), "") for clip, told in film.items()
    }
    assert [clip for clip, text in texts.items() if re.search(r"\bright\b", text)] == []
    assert [clip for clip, told in film.items() if told.green] == GREEN_FOR_OTHERS
    assert all(words in film[clip].text for clip, words in ABOUT_OTHERS.items())
