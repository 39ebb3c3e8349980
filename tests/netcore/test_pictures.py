"""Picture files: every format, upright, in bounded memory; and those that are none."""

from __future__ import annotations

import importlib.util
import io
import os
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

import netcore
from netcore.errors import FileError, FormatError, InputError, NetcoreError
from netcore.preparation import load_image, reading
from netcore.preparation.reading import read_picture
from netcore.preparation.scans import count_scans
from netcore.preparation.sizes import shrink_factor
from tests.netcore.drawn_digits import draw_strokes

LABEL = 4


def page(mode: str = "RGB", size: tuple[int, int] = (120, 150)) -> Image.Image:
    """Return a 4 in dark ink on light paper, upright."""
    ink = draw_strokes(LABEL, (size[1], size[0]), 90, 9, np.random.default_rng(LABEL))
    grey = np.rint(235 - 200 * ink).astype(np.uint8)
    return Image.fromarray(grey).convert(mode)


def recognised(path: Path) -> int:
    return int(netcore.default_network().forward(load_image(path).image).prediction)


def saved(folder: Path, image: Image.Image, name: str, **options: object) -> Path:
    image.save(folder / name, **options)  # type: ignore[arg-type]  # each format has its own
    return folder / name


# --- formats -------------------------------------------------------------------------------------


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


def test_progressive_and_interlaced_files_are_read(tmp_path: Path) -> None:
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


# --- size ----------------------------------------------------------------------------------------


def test_large_pictures_are_shrunk_on_the_way_in(tmp_path: Path) -> None:
    large = page().resize((2400, 3000))
    quick = {"a.jpg": {}, "a.png": {"compress_level": 1}, "a.webp": {"method": 0}}
    for name, options in quick.items():
        path = saved(tmp_path, large, name, **options)
        height, width = read_picture(path).shape[:2]
        assert 750 <= height <= 1500
        assert height / width == pytest.approx(1.25, abs=0.01)
        assert recognised(path) == LABEL


def test_a_large_jpeg_is_never_decoded_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, page("L").resize((6400, 7800)), "a.jpg", quality=40)
    decoded = []
    shrunk = reading._shrunk

    def watched(size: tuple[int, int], cut: reading.Cut) -> NDArray[np.uint8]:
        decoded.append(size)
        return shrunk(size, cut)

    monkeypatch.setattr(reading, "_shrunk", watched)
    assert recognised(path) == LABEL
    assert decoded == [(800, 975)]


def test_strips_add_up_to_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (3001, 1003, 3), dtype=np.uint8)
    path = saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1)
    whole = read_picture(path)
    monkeypatch.setattr(reading, "_STRIP_PIXELS", 50_000)
    assert np.array_equal(read_picture(path), whole)
    assert whole.shape == (1001, 335, 4)
    expected = noise[:3000, :1002].reshape(1000, 3, 334, 3, 3).mean(axis=(1, 3))
    assert np.abs(whole[:1000, :334, :3] - expected).max() < 1.01


def test_what_is_opaque_is_averaged_as_what_is_not(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (3000, 1000, 4), dtype=np.uint8)
    noise[:, :, 3] = 255
    opaque = read_picture(saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1))
    noise[-1, -1, 3] = 254
    other = read_picture(saved(tmp_path, Image.fromarray(noise), "a.png", compress_level=1))
    assert np.abs(opaque[:-1, :-1].astype(int) - other[:-1, :-1]).max() <= 1


def test_a_large_webp_without_its_decoder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyvips", None)
    path = saved(tmp_path, page(), "a.webp")
    assert recognised(path) == LABEL
    monkeypatch.setattr(reading, "_LARGE_WEBP", 0)
    with pytest.raises(FileError, match=r"needs .* pip install 'pyvips\[binary\]', or save"):
        read_picture(path)


LARGE_WEBPS: list[dict[str, object]] = [
    {"quality": 90},
    {"lossless": True},
    {"lossless": True, "save_all": True, "append_images": [Image.new("RGB", (1920, 2400))]},
]


@pytest.mark.parametrize("options", LARGE_WEBPS, ids=["lossy", "lossless", "animated"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_large_webp_is_read_the_same_without_its_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, options: dict[str, object]
) -> None:
    image = page().resize((1920, 2400)).convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    path = saved(tmp_path, image, "a.webp", method=0, **options)
    usual = read_picture(path)
    monkeypatch.setattr(reading, "_LARGE_WEBP", 0)
    other = read_picture(path)
    assert other.shape == usual.shape == (1200, 960, 4)
    # The colour of what is nearly transparent is nobody's.
    seen = usual[:, :, 3] > 25
    assert np.abs(other.astype(int) - usual)[seen].mean() < 1
    assert np.abs(other[:, :, 3].astype(int) - usual[:, :, 3]).max() <= 2


@pytest.mark.parametrize("lossless", [False, True])
@pytest.mark.parametrize("harm", [lambda whole: whole[:-200], lambda whole: whole[:300]])
def test_a_large_webp_that_is_cut_short_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lossless: bool,
    harm: Callable[[bytes], bytes],
) -> None:
    monkeypatch.setattr(reading, "_LARGE_WEBP", 0)
    path = saved(tmp_path, page().resize((1920, 2400)), "a.webp", method=0, lossless=lossless)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(FormatError, match=r"not a picture|damaged or cut short"):
        read_picture(path)


@pytest.mark.parametrize(
    ("side", "factor"), [(1, 1), (1000, 1), (1499, 1), (1501, 2), (8160, 8), (50_000_000, 50_000)]
)
def test_pictures_are_shrunk_to_about_a_thousand_pixels(side: int, factor: int) -> None:
    assert shrink_factor(side) == factor


# --- what is refused -----------------------------------------------------------------------------


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that promises that many pixels, and has next to none."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + data + chunk(b"IEND", b"")


def gif_header(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b";"


def bmp_header(width: int, height: int) -> bytes:
    size = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + size


def jpeg(**options: object) -> bytes:
    stream = io.BytesIO()
    page().save(stream, "JPEG", **options)
    return stream.getvalue()


def png() -> bytes:
    stream = io.BytesIO()
    page().save(stream, "PNG")
    return stream.getvalue()


def scan_bomb() -> bytes:
    """Return a progressive JPEG with its last scan repeated hundreds of times."""
    whole = jpeg(progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 400 + whole[-2:]


FILES: list[tuple[str, Callable[[], bytes], type[NetcoreError], str]] = [
    ("text", lambda: b"not a picture at all\n" * 50, FormatError, "not a picture"),
    ("empty", lambda: b"", FormatError, "not a picture"),
    ("script", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", FormatError, "not a"),
    ("cut PNG", lambda: png()[:600], FormatError, "damaged or cut short"),
    ("cut JPEG", lambda: jpeg()[:1200], FormatError, "damaged or cut short"),
    ("cut header", lambda: png()[:20], FormatError, ": expected"),
    ("PNG header", lambda: png_header(100_000, 100_000), FileError, "more than 178 megapixels"),
    ("PNG of 60 MP", lambda: png_header(10_000, 6_000), FileError, "= 60 megapixels"),
    ("PNG of 100 MP", lambda: png_header(10_000, 10_000), FileError, "= 100 megapixels"),
    ("PNG of 49 MP", lambda: png_header(7_000, 7_000), FormatError, "damaged or cut short"),
    ("GIF header", lambda: gif_header(65_535, 65_535), FormatError, "not a"),
    ("BMP header", lambda: bmp_header(100_000, 100_000), FileError, "megapixels"),
    ("many scans", scan_bomb, FormatError, "scans"),
    ("blank", lambda: blank_png(), InputError, "blank"),
]


def blank_png() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (80, 80), 255).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "error", "found"), [pytest.param(*row[1:], id=row[0]) for row in FILES]
)
def test_a_file_that_is_no_picture_of_a_digit_is_refused_in_one_line(
    tmp_path: Path, content: Callable[[], bytes], error: type[NetcoreError], found: str
) -> None:
    path = tmp_path / "digit.png"
    path.write_bytes(content())
    with pytest.raises(error) as caught:
        load_image(path)
    message = str(caught.value)
    assert type(caught.value) is error
    assert message.startswith(f"{path}: ")
    assert found in message
    assert "expected" in message
    assert "\n" not in message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.png: no such file"):
        load_image(tmp_path / "none.png")
    with pytest.raises(FileError, match="expected a file, got a directory"):
        load_image(tmp_path)
    with pytest.raises(FileError):
        load_image(tmp_path / "a\0b.png")
    with pytest.raises(FileError):
        load_image(tmp_path / ("a" * 5000))


if hasattr(os, "mkfifo"):

    def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(FileError, match="expected a file, got a pipe"):
            load_image(tmp_path / "pipe.png")


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "sparse.png"
    with path.open("wb") as stream:
        stream.truncate(10**12)
    with pytest.raises(FileError, match="expected at most"):
        load_image(path)


def test_a_heic_picture_without_its_reader_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    path = tmp_path / "photo.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic" + bytes(80))
    with pytest.raises(FormatError, match=r"pip install 'netreel\[heic\]', or save the pict"):
        load_image(path)


# HEIC needs a package that the project only recommends.
if importlib.util.find_spec("pillow_heif"):

    def test_a_heic_picture_is_read(tmp_path: Path) -> None:
        heif = importlib.import_module("pillow_heif")
        heif.from_pillow(page()).save(tmp_path / "a.heic", quality=90)
        assert recognised(tmp_path / "a.heic") == LABEL


def test_scans_are_counted() -> None:
    assert count_scans(jpeg()) == 1
    assert 5 < count_scans(jpeg(progressive=True)) < 20
    assert count_scans(scan_bomb()) > 400
    assert count_scans(b"") == 0
    assert count_scans(jpeg() + jpeg()) == 1


def webp(**options: object) -> bytes:
    stream = io.BytesIO()
    page().save(stream, "WEBP", **options)
    return stream.getvalue()


VALID = (png(), jpeg(), jpeg(progressive=True), webp(), webp(lossless=True))


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(VALID),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=8),
)
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, damage: list[tuple[int, int]]
) -> None:
    content = bytearray(whole)
    for place, value in damage:
        content[place % len(content)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.png"
    path.write_bytes(content)
    check(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_LARGE_WEBP", 0)
        check(path)


def check(path: Path) -> None:
    result: NDArray[np.float64] | str
    try:
        result = load_image(path).image
    except NetcoreError as error:
        result = str(error)
    if isinstance(result, str):
        assert "\n" not in result
    else:
        assert result.shape == (28, 28)
