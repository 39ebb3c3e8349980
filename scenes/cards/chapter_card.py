"""A chapter of the lesson begins: its number, its title, and the one question it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import DOWN, ORIGIN, RIGHT, Line, VGroup

from scenes.cards.params import ChapterCardParams
from scenes.catalogue import CHAPTERS
from scenes.clip import Clip
from scenes.components.verbs import CHANGE, appear, draw
from scenes.look.sizes import CAPTION, FAR, FORMULA

if TYPE_CHECKING:
    from scenes.look.text import Words

__all__ = ["ChapterCard"]

_LINE = 6
"""Width of the line between title and question, in Manim's unit."""
_WIDTHS = (1.0, 0.7, 0.5, 0.35)
"""Shares of the picture's width after which the question may be broken into lines."""


class ChapterCard(Clip):
    """Name a chapter, and ask what it answers."""

    params: ChapterCardParams = ChapterCardParams()

    def setup(self) -> None:
        super().setup()
        cards = [self._card(share) for share in _WIDTHS]
        largest = max(cards, key=lambda card: card.width * card.height)
        self.number, self.title, self.line, self.question = largest

    def construct(self) -> None:
        self.beat(self.ask_the_question)

    def ask_the_question(self) -> None:
        self.play(appear(self.number, self.title))
        self.play(appear(self.question), draw(self.line, CHANGE))

    def _card(self, share: float) -> VGroup:
        """Return the card, as large as it fits, its question broken after a share of the width."""
        chapter, width = CHAPTERS[self.params.chapter - 1], self.stage.picture.width
        number = self._words(str(self.params.chapter), FORMULA, self.theme.highlight)
        title = self.figures.words(chapter.title, self.stage.letters(FORMULA), bold=True)
        question = self._words(chapter.question, CAPTION, self.theme.text, share * width)
        span = max(title.width, question.width) * RIGHT
        line = Line(ORIGIN, span, stroke_width=_LINE, color=self.theme.highlight)
        card = VGroup(number, title, line, question).arrange(DOWN, buff=FAR)
        return self.stage.picture.place(card, grow=True)

    def _words(self, text: str, size: float, colour: str, width: float | None = None) -> Words:
        return self.figures.words(text, self.stage.letters(size), colour, width=width)
