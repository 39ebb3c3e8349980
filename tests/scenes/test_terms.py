"""Terms are introduced before they are used: all captions are read in the film's order."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netcore import asset_path
from netreel.lesson import plain, sections_on
from scenes.catalogue import CLIPS, chapters, find
from tests.scenes.stills import drawn
from tests.scenes.terms import PLAIN_TERMS, TERMS, Term, names_z_wrongly, too_early

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenes.clip import Clip

ROOT = Path(__file__).parents[2]

PAGE = ROOT / "docs" / "lesson.md"
"""What each clip says of a digit, as the test of its frames compares it with the clip itself."""


def words_of(clip: Clip) -> str:
    """Return all that a clip has said."""
    return "\n".join(caption.text for caption in clip.captions_shown)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what the clips of the film of a digit say, in its order.

    The page has what they say by themselves: those that are told something in the film are run.
    """
    sections = sections_on(PAGE.read_text(encoding="utf-8"))
    texts = {
        clip: re.split(r"^★? ?\d+ seconds", text, flags=re.MULTILINE)[0].partition(".webp)")[2]
        for clip, text in sections.items()
    }
    media = tmp_path_factory.mktemp("terms")
    for entry in CLIPS:
        if entry.in_film:
            texts[entry.clip] = words_of(drawn(entry, media, set(), **dict(entry.in_film)))
    return {
        entry.clip: texts[entry.clip]
        for entry in CLIPS
        if entry.clip in texts and entry.needs != "numbers"
    }


def with_cards(said: Mapping[str, str]) -> dict[str, str]:
    """Return what a film says, cards included: their questions before the clips of a chapter.

    A title names what is to come: it may use what its own chapter introduces, and is read last.
    """
    film: dict[str, str] = {}
    for number, chapter, entries in chapters():
        if told := {entry.clip: said[entry.clip] for entry in entries if entry.clip in said}:
            film |= {f"question {number}": chapter.question} | told
            film[f"title {number}"] = chapter.title
    return film


SUBJECT = "question 1 says network, which NeuronHoldsANumber introduces"
"""What the whole film is about is named before it is said what that is."""


def test_no_term_is_used_before_it_is_introduced(said: dict[str, str]) -> None:
    assert too_early(with_cards(said)) == [SUBJECT]


def test_cards_are_read(said: dict[str, str]) -> None:
    questions = Term("question", "neural network|come after the sigmoid", "Nowhere")
    titles = Term("title", "Sigmoid and bias", "Nowhere")
    found = too_early(with_cards(said), (questions, titles))
    assert [line.partition(" says ")[0] for line in found] == [
        "question 1",
        "question 8",
        "title 5",
    ]


def test_clips_are_read_as_the_film_tells_them(said: dict[str, str]) -> None:
    page = sections_on(PAGE.read_text(encoding="utf-8"))
    told = [entry.clip for entry in CLIPS if entry.in_film]
    others = [
        clip for clip in told if any(plain(x) not in page[clip] for x in said[clip].split("\n"))
    ]
    assert others == ["WeightedSum", "MatrixForm"]  # the third moves otherwise, and says the same


def test_each_term_is_said_where_it_is_introduced(said: dict[str, str]) -> None:
    assert [term.name for term in TERMS if not term.is_in(said[term.clip])] == []


def test_the_table_is_in_the_order_of_the_lesson() -> None:
    names = [entry.clip for entry in CLIPS]
    places = [names.index(find(term.clip).clip) for term in TERMS]
    assert places == sorted(places)


@pytest.mark.long
def test_no_term_is_used_before_it_is_introduced_in_the_film_of_plain_numbers(
    tmp_path: Path,
) -> None:
    numbers = {"network": str(asset_path("networks/iris.npz")), "inputs": (5.9, 3.0, 5.1, 1.8)}
    told = {}
    for entry in CLIPS:
        if entry.needs != "image":
            told[entry.clip] = words_of(
                drawn(entry, tmp_path, set(), **numbers, **dict(entry.in_film))
            )
    pixels = "title 1 says pixel, which ThreeThrees introduces"  # the chapter's name in every film
    assert too_early(with_cards(told), PLAIN_TERMS) == [pixels, SUBJECT]
    unsaid = [term.name for term in PLAIN_TERMS if not term.is_in(told.get(term.clip, ""))]
    assert unsaid == ["pixel"]  # of which there is no word in that film


SUM = Term("sum", "[Ss]ums?", "Adds")


@pytest.mark.parametrize(
    ("film", "found"),
    [
        ({"Adds": "This is a sum.", "Uses": "Its sum."}, []),
        ({"Asks": "What is summed up?", "Adds": "A sum."}, []),
        ({"Uses": "Its sum.", "Adds": "This is a sum."}, ["Uses says sum, which Adds introduces"]),
        ({"Uses": "Two sums."}, ["Uses says sum, which Adds introduces"]),
    ],
)
def test_a_term_that_comes_too_early_is_found(film: dict[str, str], found: list[str]) -> None:
    assert too_early(film, (SUM,)) == found


def test_a_film_in_another_order_is_found(said: dict[str, str]) -> None:
    turned = {clip: said[clip] for clip in reversed(said)}
    assert {line.partition(" says ")[2].partition(",")[0] for line in too_early(turned)} >= {
        "neuron",
        "weight",
        "bias",
        "weighted sum",
    }


def written() -> dict[str, Path]:
    """Return all that is written in the source of the scenes, captions and labels among it."""
    return {
        " ".join(
            part.value
            for part in ast.walk(node)
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ): path
        for path in (ROOT / "scenes").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant | ast.JoinedStr)
    }


def test_a_weighted_sum_is_without_the_bias_and_z_is_with_it() -> None:
    texts = written()
    assert any("weighted sum" in text for text in texts)
    assert [f"{path.name}: {text}" for text, path in texts.items() if names_z_wrongly(text)] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("This is the neuron's weighted sum, z.", True),
        ("Weighted sums z", True),
        ("The weighted sum with its bias is z.", False),
        ("Weighted sum and biases are z.", False),
        ("A matrix times a vector: the weighted sums of a whole layer.", False),
        ("From zero to z", False),
    ],
)
def test_a_weighted_sum_that_is_called_z_is_found(text: str, *, wrong: bool) -> None:
    assert names_z_wrongly(text) is wrong
