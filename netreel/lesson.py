"""The lesson as a page of Markdown: of each clip its last picture, what it says, its command.

Code that a clip has run is there as well, to be selected.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from scenes import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netreel.tasks import Outline
    from scenes.catalogue import Chapter, Entry
    from scenes.facts.timeline import Code

__all__ = ["FOLDER", "page", "pictures_on", "plain", "ran", "section", "sections_on", "told"]

FOLDER = "lesson"
"""Of the pictures, beside the page."""

_HEAD = """\
# The lesson, clip by clip

<!-- Made by `netreel docs` out of the clips themselves: change those, then run it again. -->

Each clip is here with the picture that it ends on, all that it says, and the command that makes it.
The numbers are computed by the bundled network, of a handwritten 3; where a clip is about plain
numbers, they are an iris's. Of another digit, picture or network the same command makes another
clip, and it says what is true there: add `--digit 7`, `--image photo.png` or `--network mine.onnx`.
What stands as a question is one: the clip waits there, and then answers. ★ marks the headline
clips.
"""

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&]")
_OF_A_LIST = re.compile(r"^(\d*)([-+.)])(?=\s)")
_SECTION = re.compile(r"^### (\w+)\n.*?(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(rf"\]\({FOLDER}/(\w+)\.webp\)")


def page(sections: Mapping[str, str]) -> str:
    """Return the page, from the section of each clip of the catalogue."""
    chapters = list(catalogue.chapters())
    parts = [_HEAD, "".join(_line_of_contents(*each) for each in chapters)]
    for number, chapter, entries in chapters:
        parts.append(f"## {number} · {chapter.title}\n\n*{chapter.question}*\n")
        parts += [sections[entry.clip] for entry in entries]
    return "\n".join(parts)


def _line_of_contents(number: int, chapter: Chapter, entries: list[Entry]) -> str:
    links = ", ".join(f"[{entry.clip}](#{entry.clip.lower()})" for entry in entries)
    return f"- {number} · {chapter.title}: {links}\n"


def section(entry: Entry, outline: Outline) -> str:
    """Return what the page says of a clip."""
    star = "★ " if entry.headline else ""
    return "\n".join(
        [
            f"### {entry.clip}\n",
            f"![{plain(entry.summary)}]({FOLDER}/{entry.clip}.webp)\n",
            *told(outline),
            *ran(outline.code),
            f"{star}{entry.seconds} seconds:\n",
            f"```sh\nnetreel render {entry.clip}\n```\n",
        ]
    )


def told(outline: Outline) -> Iterator[str]:
    """Yield the captions, a line a beat; questions stand apart."""
    said = [(beat.question, [c.text for c in outline.said_in(beat)]) for beat in outline.beats]
    for question, beats in groupby((each for each in said if each[1]), key=lambda each: each[0]):
        lines = [plain(" ".join(texts)) for _, texts in beats]
        yield "\n".join(f"> **{line}**\n" for line in lines) if question else _verse(lines)


def ran(code: Code) -> Iterator[str]:
    """Yield the code that a clip has run, and what it printed; nothing where there is none."""
    if code.lines:
        yield f"```python\n{code.lines}\n```\n"
        yield f"This prints:\n\n```text\n{code.printed}\n```\n"


def _verse(lines: list[str]) -> str:
    return "\\\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Return a text in which nothing is taken for Markdown."""
    return _OF_A_LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", " ".join(text.split())))


def sections_on(text: str) -> dict[str, str]:
    """Return the sections of a page by the names of their clips."""
    return {match[1]: match[0].rstrip() + "\n" for match in _SECTION.finditer(text)}


def pictures_on(text: str) -> set[str]:
    """Return the names of the clips of which a page shows pictures."""
    return set(_PICTURE.findall(text))
