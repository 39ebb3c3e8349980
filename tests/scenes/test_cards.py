"""Cards, held to the rules of the look as clips are; they show no number of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netreel.check.inspection import Inspection
from scenes.cards.chapter_card import ChapterCard
from scenes.cards.params import ChapterCardParams
from scenes.catalogue import CARDS, CHAPTERS
from scenes.look.text import Words

if TYPE_CHECKING:
    from pathlib import Path

LOOKS = [("16:9", "dark"), ("9:16", "light"), ("1:1", "print")]
CARD_OF_A_CHAPTER = [(number, *LOOKS[number % 3]) for number in range(1, len(CHAPTERS) + 1)]


@pytest.mark.parametrize(("chapter", "aspect", "theme"), CARD_OF_A_CHAPTER)
def test_a_card_keeps_the_rules(chapter: int, aspect: str, theme: str, tmp_path: Path) -> None:
    told = {"chapter": chapter, "aspect": aspect, "theme": theme}
    params = ChapterCardParams.model_validate(told)
    seen = Inspection(ChapterCard, params, tmp_path, draw=False)
    assert not [str(finding) for finding in seen.findings]
    said = {CHAPTERS[chapter - 1].title, CHAPTERS[chapter - 1].question, str(chapter)}
    family = (part for root in seen.run.clip.mobjects for part in root.get_family())
    assert {part.text for part in family if isinstance(part, Words)} == said


@pytest.mark.render
def test_a_card_keeps_the_rules_frame_by_frame(tmp_path: Path) -> None:
    seen = Inspection(ChapterCard, ChapterCardParams(chapter=4), tmp_path, draw=True)
    assert not [str(finding) for finding in seen.findings]
    seconds = seen.run.frame_count / seen.run.rate
    assert abs(seconds - CARDS[0].seconds) <= 0.5
