"""Large pictures are shrunk while they are read."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from numpy.typing import NDArray
from PIL import Image

from netcore.errors import FileError, FormatError
from netcore.preparation import large, reading, sizes, strips
from netcore.preparation.reading import read_picture
from netcore.preparation.sizes import shrink_factor
from tests.netcore.picture_files import LABEL, page, recognised, saved


def test_large_pictures_are_shrunk_on_the_way_in(tmp_path: Path) -> None:
    photo = page().resize((2400, 3000))
    quick = {"a.jpg": {}, "a.png": {"compress_level": 1}, "a.webp": {"method": 0}}
    for name, options in quick.items():
        path = saved(tmp_path, photo, name, **options)
        height, width = read_picture(path).shape[:2]
        assert 540 <= height <= 1080
        assert height / width == pytest.approx(1.25, abs=0.01)
        assert recognised(path) == LABEL


def test_a_large_jpeg_is_never_decoded_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, page("L").resize((6400, 7800)), "a.jpg", quality=40)
    decoded = []
    shrunk = strips.shrunk

    def watched(size: tuple[int, int], cut: strips.Cut) -> NDArray[np.uint8]:
        decoded.append(size)
        return shrunk(size, cut)

    monkeypatch.setattr(reading, "shrunk", watched)
    assert recognised(path) == LABEL
    assert decoded == [(800, 975)]


def test_strips_add_up_to_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (3001, 1003, 3), dtype=np.uint8)
    path = saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1)
    whole = read_picture(path)
    monkeypatch.setattr(strips, "_STRIP_PIXELS", 50_000)
    assert np.array_equal(read_picture(path), whole)
    assert whole.shape == (751, 251, 4)
    expected = noise[:3000, :1000].reshape(750, 4, 250, 4, 3).mean(axis=(1, 3))
    assert np.abs(whole[:750, :250, :3] - expected).max() < 1.01


def test_what_is_opaque_is_averaged_as_what_is_not(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (3000, 1000, 4), dtype=np.uint8)
    noise[:, :, 3] = 255
    opaque = read_picture(saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1))
    noise[-1, -1, 3] = 254
    other = read_picture(saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1))
    assert np.abs(opaque[:-1, :-1].astype(int) - other[:-1, :-1]).max() <= 1


def test_without_libvips_a_large_picture_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyvips", None)
    path = saved(tmp_path, page(), "a.webp")
    assert recognised(path) == LABEL
    monkeypatch.setattr(sizes, "LARGE", 0)
    with pytest.raises(FileError, match=r"needs .* pip install 'pyvips\[binary\]', or save"):
        read_picture(path)


LARGE_FILES: dict[str, tuple[str, dict[str, object]]] = {
    "lossy WebP": ("a.webp", {"method": 0, "quality": 90}),
    "lossless WebP": ("a.webp", {"method": 0, "lossless": True}),
    "PNG": ("a.png", {"compress_level": 1}),
}


def sloped(mode: str) -> Image.Image:
    """Return a large page, more and more transparent if the mode has opacity."""
    image = page().resize((1920, 2400)).convert(mode)
    if "A" in mode:
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def check_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = read_picture(path)
    monkeypatch.setattr(sizes, "LARGE", 0)
    other = read_picture(path)
    assert other.shape == usual.shape == (800, 640, 4)
    # The colour of what is nearly transparent is nobody's.
    seen = usual[:, :, 3] > 25
    assert np.abs(other.astype(int) - usual)[seen].mean() < 1
    assert np.abs(other[:, :, 3].astype(int) - usual[:, :, 3]).max() <= 2


@pytest.mark.parametrize("animated", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize(("name", "options"), LARGE_FILES.values(), ids=LARGE_FILES)
def test_libvips_reads_as_pillow_does(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    options: dict[str, object],
    mode: str,
    animated: bool,
) -> None:
    if animated:
        more = [Image.new("RGB", (1920, 2400))]
        options = {**options, "save_all": True, "append_images": more}
    check_read_the_same(saved(tmp_path, sloped(mode), name, **options), monkeypatch)


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif"}])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_webp_tells_its_size_at_once(mode: str, options: dict[str, Any]) -> None:
    stream = io.BytesIO()
    Image.new(mode, (300, 3618), (9, 9, 9)).save(stream, "WEBP", **options)
    assert large.webp_size(stream.getvalue()[: large.WEBP_HEAD]) == (300, 3618)
    assert large.webp_size(stream.getvalue()[: large.WEBP_HEAD - 1]) == (0, 0)


@pytest.mark.parametrize("head", [b"", bytes(30), b"RIFF\0\0\0\0WEBPVP9 " + bytes(30)])
def test_what_is_no_webp_has_no_size(head: bytes) -> None:
    assert large.webp_size(head) == (0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P"])
def test_libvips_reads_pngs_of_every_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    check_read_the_same(saved(tmp_path, sloped(mode), "a.png"), monkeypatch)


def test_libvips_reads_a_colour_that_is_transparent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ink = np.asarray(page("L").resize((1920, 2400))) < 128
    image = Image.fromarray(ink.astype(np.uint8))
    image.putpalette([250, 250, 250, 9, 9, 9])
    check_read_the_same(saved(tmp_path, image, "a.png", transparency=0), monkeypatch)


def test_libvips_reads_an_interlaced_png(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.png"
    pyvips.Image.new_from_array(np.asarray(sloped("RGB"))).pngsave(str(path), interlace=True)
    with Image.open(path) as image:
        assert image.info["interlace"]
    check_read_the_same(path, monkeypatch)


@pytest.mark.parametrize("largest", [0, 10**9])
def test_deep_greys_are_read_alike_however_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    monkeypatch.setattr(sizes, "LARGE", largest)
    grey = np.asarray(page("L"))
    path = saved(tmp_path, Image.fromarray(grey.astype(np.uint16) * 257), "a.png")
    assert np.array_equal(read_picture(path)[:, :, 0], grey)


@pytest.mark.parametrize("name", ["a.png", "a.webp"])
def test_libvips_turns_a_picture_upright(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = page().resize((1920, 2400)).transpose(Image.Transpose.ROTATE_90)
    check_read_the_same(saved(tmp_path, turned, name, exif=exif, method=0), monkeypatch)


@pytest.mark.parametrize(("name", "options"), LARGE_FILES.values(), ids=LARGE_FILES)
@pytest.mark.parametrize("harm", [lambda whole: whole[:-200], lambda whole: whole[:300]])
def test_a_large_picture_that_is_cut_short_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    options: dict[str, object],
    harm: Callable[[bytes], bytes],
) -> None:
    monkeypatch.setattr(sizes, "LARGE", 0)
    path = saved(tmp_path, sloped("RGB"), name, **options)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(FormatError, match=r"not a picture|damaged or cut short"):
        read_picture(path)


@pytest.mark.parametrize(
    ("side", "factor"), [(1, 1), (1079, 1), (1081, 2), (8160, 11), (50_000_000, 69_444)]
)
def test_pictures_are_shrunk_to_about_720_pixels(side: int, factor: int) -> None:
    assert shrink_factor(side) == factor
