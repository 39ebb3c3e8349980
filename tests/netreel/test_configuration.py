"""What a user's own manim.cfg says: nothing to us."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.render
CHANGING = """
[CLI]
frame_rate = 3
pixel_width = 100
background_color = RED
background_opacity = 0.2
upto_animation_number = 2
from_animation_number = 1
max_files_cached = 1
plugins = no_such_plugin
format = gif
save_sections = True
[video_encoder.options]
crf = 51
"""
BROKEN = "this is no configuration"


def still(home: Path, here: Path) -> NDArray[np.uint8]:
    """Draw a picture with a home folder, from a folder."""
    environment = os.environ | {"HOME": str(home)}
    command = [sys.executable, "-m", "netreel", "still", "PixelsToNeurons", "-q", "l"]
    command += ["--at", "2", "-o", str(here / "still.png")]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    with Image.open(here / "still.png") as picture:
        return np.asarray(picture)


@pytest.fixture(scope="module")
def expected(
    tmp_path_factory: pytest.TempPathFactory,
) -> NDArray[np.uint8]:
    folder = tmp_path_factory.mktemp("alone")
    return still(folder, folder)


@pytest.mark.parametrize("text", [CHANGING, BROKEN])
@pytest.mark.parametrize("place", ["home", "here"])
def test_a_picture_is_the_same(
    tmp_path: Path,
    text: str,
    place: str,
    expected: NDArray[np.uint8],
) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    own = home / ".config" / "manim" / "manim.cfg" if place == "home" else here / "manim.cfg"
    here.mkdir()
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(text)
    np.testing.assert_array_equal(still(home, here), expected)


@pytest.mark.parametrize("text", [CHANGING, BROKEN])
@pytest.mark.parametrize(
    "arguments",
    [("render", "PixelsToNeurons", "-q", "l", "--fps", "2", "--no-cache"), ("doctor",)],
)
def test_a_film_is_whole_and_the_doctor_content(
    tmp_path: Path, text: str, arguments: tuple[str, ...]
) -> None:
    own = tmp_path / ".config" / "manim" / "manim.cfg"
    own.parent.mkdir(parents=True)
    own.write_text(text)
    command = [sys.executable, "-m", "netreel", *arguments]
    environment = os.environ | {"HOME": str(tmp_path)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
