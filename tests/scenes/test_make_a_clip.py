"""docs/make-a-clip.md: its clip runs, its numbers are read, and the lint finds nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netreel.check.inspection import Inspection

if TYPE_CHECKING:
    from scenes.clip import Clip

PAGE = Path(__file__).parents[2] / "docs" / "make-a-clip.md"


def clip_of_the_page() -> type[Clip]:
    names: dict[str, Any] = {"__name__": "page"}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(block, str(PAGE), "exec"), names)
    kind: type[Clip] = names["LoudestNeuron"]
    return kind


@pytest.mark.render
@pytest.mark.parametrize(
    ("aspect", "theme", "digit"), [("16:9", "dark", 3), ("9:16", "light", 8), ("1:1", "print", 1)]
)
def test_the_worked_example_keeps_the_rules(
    aspect: str, theme: str, digit: int, tmp_path: Path
) -> None:
    kind = clip_of_the_page()
    params = type(kind.params).model_validate({"aspect": aspect, "theme": theme, "digit": digit})
    seen = Inspection(kind, params, tmp_path, draw=True)
    assert not seen.findings, "\n".join(map(str, seen.findings))
    largest = seen.run.clip.trace.activations[1].max()
    assert {shown.value for shown in seen.run.clip.shown} == {largest}
