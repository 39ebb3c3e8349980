"""netreel docs: what is drawn, what is written, what is said of a page that is not current."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from netreel import documenting
from netreel.documenting import ClipOnPage, LessonPage
from netreel.lesson import page, pictures_on, section, sections_on
from netreel.slides import MOST_BYTES, SIZE, alike, slide
from netreel.tasks import Outline
from scenes import catalogue
from scenes.catalogue import CHAPTERS, CLIPS, Entry
from scenes.facts.timeline import Beat, Caption, Code
from tests.netreel.conftest import Run, assert_mistake

DOCS = Path(__file__).parents[2] / "docs"

OUTLINE = Outline(
    beats=(
        Beat("show_it", "Show it", start=0, frames=60),
        Beat("be_silent", "Be silent", start=60, frames=30),
        Beat("ask", "Ask", start=90, frames=60, question=True),
        Beat("answer", "Answer", start=150, frames=60),
        Beat("end", "End", start=210, frames=60),
    ),
    captions=(
        Caption("One *pixel*.", start=0, frames=30),
        Caption("It has a [0, 1] value.", start=30, frames=60),
        Caption("Which\none?", start=90, frames=60),
        Caption("3. That one.", start=150, frames=60),
        Caption("So it is.", start=210, frames=60),
    ),
    frame_count=270,
)
ENTRY = Entry("Toy", "pixels", "none", 9, "a toy [small]", headline=True)


def test_a_clip_reads_as_text() -> None:
    assert section(ENTRY, OUTLINE).splitlines() == [
        "### Toy",
        "",
        r"![a toy \[small\]](lesson/Toy.webp)",
        "",
        r"One \*pixel\*. It has a \[0, 1\] value.",
        "",
        "> **Which one?**",
        "",
        "3\\. That one.\\",
        "So it is.",
        "",
        "★ 9 seconds:",
        "",
        "```sh",
        "netreel render Toy",
        "```",
    ]


def test_code_that_a_clip_has_run_can_be_run_by_the_reader(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = Code("a = [1,\n     2]\n\nprint(a * 2)", "[1, 2, 1, 2]")
    text = section(ENTRY, OUTLINE.model_copy(update={"code": code}))
    before, _, rest = text.partition("```python\n")
    lines, _, rest = rest.partition("\n```\n")
    assert before.endswith("So it is.\n\n")
    assert lines == code.lines
    exec(lines, {})
    printed = capsys.readouterr().out
    assert rest == (
        f"\nThis prints:\n\n```text\n{printed}```\n\n"
        "★ 9 seconds:\n\n```sh\nnetreel render Toy\n```\n"
    )
    assert sections_on(text + "\n### Another\n")["Toy"] == text


# -- the page that is in docs/: what each clip says is compared by tests/scenes/test_frames.py


def test_the_page_has_every_clip_in_its_chapter() -> None:
    text = (DOCS / "lesson.md").read_text(encoding="utf-8")
    sections = sections_on(text)
    assert list(sections) == [entry.clip for entry in CLIPS]
    assert text == page(sections)
    assert set(re.findall(r"\]\(#(\w+)\)", text)) == {entry.clip.lower() for entry in CLIPS}


def test_the_chapters_are_in_the_order_of_the_lesson() -> None:
    names = [chapter.name for chapter in CHAPTERS]
    there = [name for name, _ in groupby(CLIPS, key=lambda entry: entry.chapter)]
    assert there == sorted(set(there), key=names.index)
    assert len(set(names)) == len(names) == 8
    assert all(chapter.question.count("?") == 1 for chapter in CHAPTERS)


def test_the_pictures_are_small_and_none_is_left_over() -> None:
    pictures = sorted((DOCS / "lesson").iterdir())
    assert [path.name for path in pictures] == sorted(f"{entry.clip}.webp" for entry in CLIPS)
    most = 1.4 * MOST_BYTES  # thousands of marks take more, however coarse
    assert max(path.stat().st_size for path in pictures) <= most
    for path in pictures:
        with Image.open(path) as image:
            assert image.size == SIZE


# -- pictures


def test_a_slide_is_small_whatever_it_shows() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (720, 1280, 3), dtype=np.uint8)
    lines = np.zeros((720, 1280, 3), dtype=np.uint8)
    lines[np.arange(720), np.arange(720)] = 255
    assert len(slide(lines)) <= MOST_BYTES
    assert slide(lines) == slide(lines)
    assert len(slide(noise)) < len(noise.tobytes()) / 20, "noise is none of our pictures"


def test_slides_are_alike_unless_something_else_is_shown() -> None:
    picture = np.zeros((720, 1280, 3), dtype=np.uint8)
    picture[100:300, 100:300] = (90, 160, 250)
    faintly_off = picture.copy()
    faintly_off[100:300, 300] = (40, 80, 120)  # an edge, drawn by another Cairo
    with_a_mark = picture.copy()
    with_a_mark[500:560, 500:560] = 255
    assert alike(slide(picture), slide(faintly_off))
    assert not alike(slide(picture), slide(with_a_mark))
    assert not alike(slide(picture), slide(picture)[:-50])
    assert not alike(b"", slide(picture))


# -- the command


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace what draws; return the names of the clips that are drawn, as they are."""
    names: list[str] = []

    def draw(entry: Entry, _pool: object) -> ClipOnPage:
        names.append(entry.clip)
        shade = len(entry.summary) % 200
        picture = np.full((72, 128, 3), shade, dtype=np.uint8)
        return ClipOnPage(section(entry, OUTLINE), slide(picture))

    monkeypatch.setattr(documenting, "draw", draw)
    return names


def change(monkeypatch: pytest.MonkeyPatch, alter: Callable[[tuple[Entry, ...]], object]) -> None:
    monkeypatch.setattr(catalogue, "CLIPS", alter(catalogue.CLIPS))


@pytest.mark.long
def test_all_is_written_then_nothing(run: Run, drawn: list[str]) -> None:
    first = run("docs", "-j", 3)
    assert first.exit_code == 0
    written = {f"docs/lesson/{entry.clip}.webp" for entry in CLIPS} | {"docs/lesson.md"}
    assert set(first.stdout.split()) == written
    text = Path("docs/lesson.md").read_text(encoding="utf-8")
    assert pictures_on(text) == set(drawn) == {entry.clip for entry in CLIPS}
    again = run("docs")
    assert (again.exit_code, again.stdout) == (0, "")
    assert run("docs", "--check").exit_code == 0


def test_the_longest_come_first(run: Run, drawn: list[str]) -> None:
    run("docs", "-j", 1)
    assert drawn == [entry.clip for entry in sorted(CLIPS, key=lambda entry: -entry.seconds)]


def test_only_what_has_changed_is_written(run: Run, drawn: list[str]) -> None:
    run("docs", "-o", "pages")
    path = Path("pages/lesson.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("So it is.", "So it was.", 1), encoding="utf-8")
    Path("pages/lesson/WeightedSum.webp").write_bytes(b"broken")
    drawn.clear()
    result = run("docs", "-o", "pages", CLIPS[0].clip, "WeightedSum")
    assert result.stdout.split() == ["pages/lesson/WeightedSum.webp", "pages/lesson.md"]
    assert path.read_text(encoding="utf-8") == text
    assert set(drawn) == {CLIPS[0].clip, "WeightedSum"}


def test_a_clip_that_the_page_lacks_is_drawn_and_one_that_is_no_more_goes(
    run: Run, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch, lambda clips: (ENTRY, *clips[:-1]))
    run("docs")
    change(monkeypatch, lambda clips: (*clips[1:], CLIPS[-1]))
    drawn.clear()
    result = run("docs", "WeightedSum")
    new = f"docs/lesson/{CLIPS[-1].clip}.webp"
    assert set(drawn) == {"WeightedSum", CLIPS[-1].clip}
    assert set(result.stdout.split()) == {"docs/lesson.md", "docs/lesson/Toy.webp", new}
    assert not Path("docs/lesson/Toy.webp").exists()
    assert run("docs", "--check").exit_code == 0


@pytest.mark.long
@pytest.mark.usefixtures("drawn")
def test_check_names_what_is_not_current_and_writes_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("docs")
    before = {path: path.read_bytes() for path in Path("docs").rglob("*") if path.is_file()}
    first = replace(CLIPS[0], summary="another " * 20)
    change(monkeypatch, lambda clips: (first, *clips[1:]))
    result = run("docs", "--check")
    assert result.exit_code == 1
    assert result.stderr == (
        f"error: docs/lesson.md is not current: the picture of {first.clip}, what {first.clip} "
        "says; netreel docs mends it\n"
    )
    assert {path: path.read_bytes() for path in before} == before
    change(monkeypatch, lambda clips: (CLIPS[0], *clips[1:-1]))
    assert "the list of clips; netreel docs mends it" in run("docs", "--check").stderr


def test_check_without_a_page(run: Run, drawn: list[str]) -> None:
    result = run("docs", "--check", "-o", "nowhere")
    assert result.exit_code == 1
    assert result.stderr == (
        "error: nowhere/lesson.md is not there: netreel docs -o nowhere makes it\n"
    )
    assert not Path("nowhere").exists()
    assert drawn == []


def test_mistakes(run: Run) -> None:
    assert_mistake(run("docs", "weigtedsum"), "did you mean WeightedSum")
    Path("docs").mkdir()
    Path("docs/lesson.md").write_bytes(b"\xff\xfe\x00")
    assert_mistake(run("docs"), "cannot read docs/lesson.md", "--out")


def test_a_clip_that_fails_is_named(run: Run, fake_worker: Callable[[str], None]) -> None:
    fake_worker("fails")
    result = run("docs", "-j", 1)
    assert result.exit_code == 1
    assert re.match(r"error: \w+: boom", result.stderr)
    assert not Path("docs/lesson.md").exists()


@pytest.mark.render
def test_the_real_worker_draws_what_is_in_docs(run: Run) -> None:
    shutil.copytree(DOCS / "lesson", "docs/lesson")
    shutil.copy(DOCS / "lesson.md", "docs/lesson.md")
    result = run("docs", "NumbersToNeurons", "--check")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_page_in_other_words_is_still_read() -> None:
    sections = sections_on(
        "# A\n\n## 1\n\n### One\n\ntext\n\n### Two\n\nmore\n\n## 2\n\n### Three\n"
    )
    assert sections == {
        "One": "### One\n\ntext\n",
        "Two": "### Two\n\nmore\n",
        "Three": "### Three\n",
    }
    assert LessonPage(Path("nowhere")).sections == {}
