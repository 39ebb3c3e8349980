"""netreel digits draws the samples that ``--digit`` and ``--sample`` name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from netcore import sample_digits
from netreel import pictures
from netreel.commands.digits import CELL, GAP, HEADING, SCALE, contact_sheet
from tests.netreel.conftest import Run, assert_mistake

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.fixture(scope="module")
def sheet() -> NDArray[np.uint8]:
    return np.asarray(contact_sheet(sample_digits()))


@pytest.mark.parametrize(("label", "sample"), [(0, 0), (3, 0), (7, 2), (9, 11)])
def test_each_sample_is_in_its_place(sheet: NDArray[np.uint8], label: int, sample: int) -> None:
    top, left = (HEADING + place * (CELL + GAP) for place in (label, sample))
    cell = sheet[top : top + CELL, left : left + CELL]
    image = np.round(sample_digits().image(label, sample) * 255)
    for channel in range(3):
        np.testing.assert_array_equal(cell[..., channel], np.kron(image, np.ones((SCALE, SCALE))))


def test_every_row_and_column_is_numbered(sheet: NDArray[np.uint8]) -> None:
    background = sheet[0, 0]
    for row in range(10):
        top = HEADING + row * (CELL + GAP)
        assert (sheet[top : top + CELL, :HEADING] != background).any(), row
    for column in range(sample_digits().count(0)):
        left = HEADING + column * (CELL + GAP)
        assert (sheet[:HEADING, left : left + CELL] != background).any(), column
    assert (sheet[-GAP:] == background).all()
    assert (sheet[:, -GAP:] == background).all()


def test_the_command_writes_it(run: Run, sheet: NDArray[np.uint8]) -> None:
    assert run("digits").stdout == f"{Path('out', 'digits.png')}\n"
    assert run("digits", "-o", "mine.png").exit_code == 0
    for path in (Path("out", "digits.png"), Path("mine.png")):
        np.testing.assert_array_equal(np.asarray(Image.open(path)), sheet)


def test_it_is_opened_when_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(pictures, "open_file", opened.append)
    run("digits", "-o", "mine.png")
    assert not opened
    run("digits", "-o", "mine.png", "--open")
    assert opened == [Path("mine.png")]


def test_a_folder_is_no_file(run: Run) -> None:
    Path("folder").mkdir()
    assert_mistake(run("digits", "-o", "folder"), "folder")
