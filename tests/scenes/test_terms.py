"""Terms are introduced before they are used: all captions are read in the film's order."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from netcore import asset_path
from netreel.lesson import sections_on
from scenes.catalogue import CLIPS, find
from tests.scenes.stills import drawn
from tests.scenes.terms import PLAIN_TERMS, TERMS, Term, names_z_wrongly, too_early

ROOT = Path(__file__).parents[2]

PAGE = ROOT / "docs" / "lesson.md"
"""What each clip says of a digit, as the test of its frames compares it with the clip itself."""

SAID = re.compile(r"\.webp\)\n(.*?)^(?:★ )?\d+ seconds:$", re.MULTILINE | re.DOTALL)


def said() -> dict[str, str]:
    """Return what the clips of the film of a digit say, in its order."""
    sections = sections_on(PAGE.read_text(encoding="utf-8"))
    texts = {
        clip: re.split(r"^★? ?\d+ seconds", text, flags=re.MULTILINE)[0]
        for clip, text in sections.items()
    }
    return {
        entry.clip: texts[entry.clip].partition(".webp)")[2]
        for entry in CLIPS
        if entry.clip in texts and entry.needs != "numbers"
    }


def test_no_term_is_used_before_it_is_introduced() -> None:
    found = too_early(said())
    assert not found, "\n".join(found)


def test_each_term_is_said_where_it_is_introduced() -> None:
    told = said()
    assert [term.name for term in TERMS if not term.is_in(told[term.clip])] == []


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
            clip = drawn(entry, tmp_path, set(), **numbers, **dict(entry.in_film))
            told[entry.clip] = "\n".join(caption.text for caption in clip.captions_shown)
    found = too_early(told, PLAIN_TERMS)
    assert not found, "\n".join(found)
    unsaid = [term.name for term in PLAIN_TERMS if not term.is_in(told.get(term.clip, ""))]
    assert unsaid == ["pixel", "row times column"]  # of which there is no word in that film


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


def test_a_film_in_another_order_is_found() -> None:
    told = said()
    turned = {clip: told[clip] for clip in reversed(told)}
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
