"""docs/make-a-clip.md: its clip runs, its numbers are read, and the lint finds nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netreel.check.inspection import Inspection
from scenes.layers import params as chapter

if TYPE_CHECKING:
    from scenes.catalogue import Entry
    from scenes.clip import Clip

PAGE = Path(__file__).parents[2] / "docs" / "make-a-clip.md"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what the page's blocks define, one after the other; the first adds to a chapter."""
    names: dict[str, Any] = {"__name__": "page"}
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
        told = names["LoudestNeuronParams"]
        monkeypatch.setattr(chapter, told.__name__, told, raising=False)
    return names


@pytest.mark.render
@pytest.mark.parametrize(
    ("aspect", "theme", "digit"), [("16:9", "dark", 3), ("9:16", "light", 8), ("1:1", "print", 1)]
)
def test_the_worked_example_keeps_the_rules(
    aspect: str, theme: str, digit: int, page: dict[str, Any], tmp_path: Path
) -> None:
    kind: type[Clip] = page["LoudestNeuron"]
    params = type(kind.params).model_validate({"aspect": aspect, "theme": theme, "digit": digit})
    seen = Inspection(kind, params, tmp_path, draw=True)
    assert not seen.findings, "\n".join(map(str, seen.findings))
    largest = seen.run.clip.trace.activations[1].max()
    assert {shown.value for shown in seen.run.clip.shown} == {largest}


def test_what_the_catalogue_is_told_is_what_the_page_writes(
    page: dict[str, Any], tmp_path: Path
) -> None:
    entry: Entry = page["ENTRY"]
    kind, told = page[entry.clip], page[f"{entry.clip}Params"]
    assert isinstance(kind.params, told)
    files = f"scenes/{entry.chapter}/params.py", f"{entry.module.replace('.', '/')}.py"
    assert all(f"`{file}`" in PAGE.read_text(encoding="utf-8") for file in files)
    seen = Inspection(kind, told(), tmp_path, draw=False)
    assert round(seen.run.frame_count / seen.run.rate) == entry.seconds
