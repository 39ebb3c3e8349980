"""What the lesson's page says of a clip is compared with a run of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from netreel.check.run import Run
from netreel.documenting import LessonPage
from scenes.catalogue import find
from tests.scenes import page

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.render
def test_a_page_that_says_something_else_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = find("NumbersToNeurons")
    params = entry.params_model()()
    run = Run(entry.clip_class(), params, lambda _moment, _rest: None, tmp_path, draw=False)
    text = (DOCS / "lesson.md").read_text(encoding="utf-8")
    assert "four numbers" in text
    (tmp_path / "lesson").mkdir()
    (tmp_path / "lesson.md").write_text(text.replace("four numbers", "five"), encoding="utf-8")
    shutil.copy(DOCS / "lesson/MatrixForm.webp", tmp_path / "lesson/NumbersToNeurons.webp")
    monkeypatch.setattr(page, "the_page", lambda: LessonPage(tmp_path))
    assert page.differing_page(run, entry, tmp_path) == [
        "what the page says: netreel docs NumbersToNeurons",
        "its picture on the page: netreel docs NumbersToNeurons",
    ]
