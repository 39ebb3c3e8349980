"""Picture files of every format are read, upright."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import netcore
from netcore.errors import FileError
from netcore.preparation.reading import read_picture
from tests.netcore.picture_files import LABEL, page, recognised, saved


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        *[(name, "RGB") for name in ("a.png", "a.jpg", "a.webp", "a.gif", "a.bmp")],
        *[(name, "L") for name in ("a.png", "a.jpg", "a.gif", "a.bmp")],
        *[("a.png", mode) for mode in ("P", "LA", "RGBA", "I", "I;16")],
        ("a.jpg", "CMYK"),
        ("a.webp", "RGBA"),
        ("a.gif", "RGBA"),
    ],
)
def test_a_digit_is_read_from_every_format_and_mode(tmp_path: Path, name: str, mode: str) -> None:
    image = page()
    if mode in ("I", "I;16"):
        deep = np.asarray(page("L")).astype(np.uint16) * 257
        image = Image.fromarray(deep)
    path = saved(tmp_path, image if mode in ("I", "I;16") else image.convert(mode), name)
    assert recognised(path) == LABEL


def test_two_colours_without_greys_are_read(tmp_path: Path) -> None:
    image = page("L").convert("1", dither=Image.Dither.NONE)
    assert recognised(saved(tmp_path, image, "a.png")) == LABEL


def test_the_name_does_not_have_to_tell_the_format(tmp_path: Path) -> None:
    path = saved(tmp_path, page(), "a.jpg")
    assert recognised(path.rename(tmp_path / "photo.png")) == LABEL


def test_a_progressive_file_is_read(tmp_path: Path) -> None:
    assert recognised(saved(tmp_path, page(), "a.jpg", progressive=True)) == LABEL


def test_of_an_animation_the_first_frame_is_read(tmp_path: Path) -> None:
    blank = Image.new("RGB", (120, 150), "white")
    for name in ("a.gif", "a.png", "a.webp"):
        path = saved(tmp_path, page(), name, save_all=True, append_images=[blank])
        assert recognised(path) == LABEL


def test_transparent_ink_is_read_dark_and_light(tmp_path: Path) -> None:
    ink = Image.fromarray(255 - np.asarray(page("L"))).point([max(0, v - 20) for v in range(256)])
    for shade in (0, 255):
        image = Image.new("L", ink.size, shade).convert("RGB")
        image.putalpha(ink)
        assert recognised(saved(tmp_path, image, f"{shade}.png")) == LABEL


def test_a_palette_with_a_transparent_colour_is_read(tmp_path: Path) -> None:
    image = Image.fromarray((np.asarray(page("L")) > 128).astype(np.uint8), "P")
    image.putpalette([0, 0, 0, 9, 9, 9])
    assert recognised(saved(tmp_path, image, "a.png", transparency=1)) == LABEL


# What each EXIF orientation asks a viewer to do is undone here, so that all show the same.
TURNS = {
    1: [],
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_90],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_270],
}


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_photo_is_turned_upright(tmp_path: Path, orientation: int, name: str) -> None:
    stored = page()
    for turn in TURNS[orientation]:
        stored = stored.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_picture(saved(tmp_path, stored, name, exif=exif))
    assert picture.shape == (150, 120, 4)
    assert np.abs(picture[:, :, 0].astype(int) - np.asarray(page("L"))).mean() < 6


def test_a_damaged_exif_block_turns_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path, page(), "a.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff nothing of use")
    assert recognised(path) == LABEL


def test_a_picture_of_anything_is_read_as_it_is(tmp_path: Path) -> None:
    colours = np.random.default_rng(5).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    grey = netcore.load_grey(saved(tmp_path, Image.fromarray(colours), "a.png"))
    assert grey.shape == (20, 30)
    assert np.abs(255 * grey - np.asarray(Image.fromarray(colours).convert("L"))).max() <= 1
    with pytest.raises(FileError, match="no such file"):
        netcore.load_grey(tmp_path / "none.png")
