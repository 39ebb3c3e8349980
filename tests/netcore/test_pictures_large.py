"""Large pictures are shrunk while they are read, whatever their kind."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import pyvips
from numpy.typing import NDArray
from PIL import Image

from netcore.errors import FileError, FormatError
from netcore.preparation.reading import read_picture
from netcore.preparation.sizes import shrink_factor
from tests.netcore.picture_files import LABEL, page, recognised, saved

SIZE = (1200, 1500)
SMALL = (600, 750)

FILES: dict[str, tuple[str, dict[str, object]]] = {
    "JPEG": ("a.jpg", {"quality": 90}),
    "progressive JPEG": ("a.jpg", {"quality": 90, "progressive": True}),
    "lossy WebP": ("a.webp", {"method": 0, "quality": 90}),
    "lossless WebP": ("a.webp", {"method": 0, "lossless": True}),
    "PNG": ("a.png", {"compress_level": 1}),
    "GIF": ("a.gif", {}),
    "BMP": ("a.bmp", {}),
}
WITH_OPACITY = [FILES[name] for name in ("lossy WebP", "lossless WebP", "PNG")]


def sloped(mode: str) -> Image.Image:
    """Return a large page, more and more transparent if the mode has opacity."""
    image = page(size=SIZE).convert(mode)
    if "A" in mode:
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def check_shrunk(path: Path, whole: Image.Image) -> None:
    """Compare a picture as it is read with areas of the one that was saved, averaged."""
    picture = read_picture(path)
    assert picture.shape == (*SMALL[::-1], 4)
    expected = np.asarray(whole.convert("RGBA").reduce(2))
    assert np.abs(picture[:, :, 3].astype(int) - expected[:, :, 3]).mean() < 2
    # The colour of what is nearly transparent is nobody's.
    seen = expected[:, :, 3] > 25
    assert np.abs(picture.astype(int) - expected)[seen].mean() < 2


@pytest.mark.long
@pytest.mark.parametrize(("name", "options"), FILES.values(), ids=FILES)
def test_a_large_picture_is_shrunk_and_read(
    tmp_path: Path, name: str, options: dict[str, object]
) -> None:
    path = saved(tmp_path, sloped("RGB"), name, **options)
    check_shrunk(path, sloped("RGB"))
    assert recognised(path) == LABEL


@pytest.mark.parametrize("animated", [False, True])
@pytest.mark.parametrize(("name", "options"), WITH_OPACITY)
def test_opacity_is_shrunk_with_the_colours(
    tmp_path: Path, name: str, options: dict[str, object], animated: bool
) -> None:
    if animated:
        options = {**options, "save_all": True, "append_images": [Image.new("RGB", SIZE)]}
    check_shrunk(saved(tmp_path, sloped("RGBA"), name, **options), sloped("RGBA"))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P"])
def test_pngs_of_every_kind_are_shrunk(tmp_path: Path, mode: str) -> None:
    path = saved(tmp_path, sloped(mode), "a.png")
    with Image.open(path) as whole:
        check_shrunk(path, whole)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA"])
def test_bitmaps_of_every_kind_are_shrunk(tmp_path: Path, mode: str) -> None:
    path = saved(tmp_path, sloped(mode), "a.bmp")
    with Image.open(path) as whole:
        check_shrunk(path, whole)


def test_areas_are_averaged(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (3001, 1003, 3), dtype=np.uint8)
    small = read_picture(saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1))
    assert small.shape == (751, 251, 4)
    expected = noise[:3000, :1000].reshape(750, 4, 250, 4, 3).mean(axis=(1, 3))
    assert np.abs(small[:750, :250, :3] - expected).max() < 1.01


@pytest.mark.long
def test_what_is_opaque_is_averaged_as_what_is_not(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (3000, 1000, 4), dtype=np.uint8)
    noise[:, :, 3] = 255
    opaque = read_picture(saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1))
    noise[-1, -1, 3] = 254
    other = read_picture(saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1))
    assert np.abs(opaque[:-1, :-1].astype(int) - other[:-1, :-1]).max() <= 1


def test_a_colour_that_is_transparent_is_read(tmp_path: Path) -> None:
    ink = np.asarray(page("L", SIZE)) < 128
    image = Image.fromarray(ink.astype(np.uint8))
    image.putpalette([250, 250, 250, 9, 9, 9])
    path = saved(tmp_path, image, "a.png", transparency=0)
    with Image.open(path) as whole:
        check_shrunk(path, whole)


def test_an_interlaced_png_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    pyvips.Image.new_from_array(np.asarray(sloped("RGB"))).pngsave(str(path), interlace=True)
    with Image.open(path) as image:
        assert image.info["interlace"]
    check_shrunk(path, sloped("RGB"))


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.jpg"])
def test_a_large_picture_is_turned_upright(tmp_path: Path, name: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = sloped("RGB").transpose(Image.Transpose.ROTATE_90)
    check_shrunk(saved(tmp_path, turned, name, exif=exif), sloped("RGB"))


@pytest.mark.parametrize("white", [255, 65535])
def test_deep_greys_are_scaled_not_cut_off(tmp_path: Path, white: int) -> None:
    grey = np.asarray(page("L"))
    deep = grey.astype(np.uint16) * (white // 255)
    assert np.array_equal(
        read_picture(saved(tmp_path, Image.fromarray(deep), "a.png"))[:, :, 0], grey
    )


@pytest.mark.parametrize("bands", [2, 3, 4])
def test_deep_colours_and_opacity_are_read(tmp_path: Path, bands: int) -> None:
    values = np.random.default_rng(0).integers(0, 65536, (40, 30, bands), dtype=np.uint16)
    kind = "grey16" if bands == 2 else "rgb16"
    image = pyvips.Image.new_from_array(values, interpretation=kind)
    image.pngsave(str(tmp_path / "a.png"), bitdepth=16)
    picture = read_picture(tmp_path / "a.png")
    assert np.abs(picture[:, :, 0] - values[:, :, 0] / 257).max() < 1
    opacity = values[:, :, -1] / 257 if bands != 3 else 255
    assert np.abs(picture[:, :, 3] - opacity).max() < 1


@pytest.mark.parametrize(("name", "options"), FILES.values(), ids=FILES)
@pytest.mark.parametrize("shape", [(1, 5000), (5000, 1), (1, 1)])
def test_a_picture_may_be_one_pixel_wide(
    tmp_path: Path, name: str, options: dict[str, object], shape: tuple[int, int]
) -> None:
    values: NDArray[np.uint8] = np.full((*shape, 3), 90, dtype=np.uint8)
    picture = read_picture(saved(tmp_path, Image.fromarray(values), name, **options))
    assert min(picture.shape[:2]) == 1
    assert max(picture.shape[:2]) in ((1,) if shape == (1, 1) else (714, 715))
    assert np.abs(picture[:, :, :3].astype(int) - 90).max() <= 2


@pytest.mark.parametrize(("name", "options"), FILES.values(), ids=FILES)
@pytest.mark.parametrize("harm", [lambda whole: whole[:-200], lambda whole: whole[:300]])
def test_a_large_picture_that_is_cut_short_is_refused(
    tmp_path: Path, name: str, options: dict[str, object], harm: Callable[[bytes], bytes]
) -> None:
    path = saved(tmp_path, sloped("RGB"), name, **options)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(FormatError, match=r"not a picture|damaged or cut short"):
        read_picture(path)


def test_without_libvips_a_picture_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyvips", None)
    with pytest.raises(FileError, match=r"needs .* pip install 'pyvips\[binary\]'"):
        read_picture(saved(tmp_path, page(), "a.png"))


@pytest.mark.parametrize(
    ("side", "factor"), [(1, 1), (1079, 1), (1081, 2), (8160, 11), (50_000_000, 69_444)]
)
def test_pictures_are_shrunk_to_about_720_pixels(side: int, factor: int) -> None:
    assert shrink_factor(side) == factor
