"""Digits on paper, photographed: the pictures that judge the preparation, never used to tune it.

Two kinds of writing, arcs and lines drawn with Pillow and samples of MNIST enlarged, go through the
same paper, tilt, shadow, camera and JPEG. Nothing is shared with `drawn_digits`.
"""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Picture = NDArray[np.uint8]
Points = list[tuple[float, float]]
Colour = tuple[int, int, int]

# Writing is drawn on a sheet of this many pixels, with its digit in the middle.
_SHEET = (300, 360)
_INKS: tuple[Colour, ...] = ((25, 25, 30), (20, 40, 130), (90, 90, 95), (0, 70, 40))
_PAPERS: tuple[Colour, ...] = ((250, 250, 248), (240, 232, 210), (215, 220, 225))
_BOARDS: tuple[Colour, ...] = ((20, 60, 45), (30, 30, 34))
_CHALK: Colour = (235, 235, 225)


def _line(*corners: float) -> Points:
    return list(zip(corners[::2], corners[1::2], strict=True))


def _arc(box: tuple[float, float, float, float], start: float, end: float) -> Points:
    """Return points on the oval in ``box``, degrees counted clockwise from the right."""
    left, top, right, bottom = box
    turns = [math.radians(start + (end - start) * step / 15) for step in range(16)]
    across, down = (right - left) / 2, (bottom - top) / 2
    return [
        (left + across * (1 + math.cos(turn)), top + down * (1 + math.sin(turn))) for turn in turns
    ]


# Each digit's variants, as strokes in a box of 100 x 160.
GLYPHS: tuple[tuple[tuple[Points, ...], ...], ...] = (
    ((_arc((5, 0, 95, 160), -90, 270),), (_arc((20, 5, 85, 155), -60, 285),)),
    ((_line(50, 0, 50, 160),), (_line(62, 0, 40, 160),), (_line(30, 32, 55, 0, 52, 160),)),
    (
        (_arc((5, 0, 90, 85), 180, 380), _line(86, 58, 5, 158, 100, 155)),
        (_arc((10, 0, 85, 75), 200, 390), _line(80, 56, 8, 155, 92, 160)),
    ),
    (
        (_arc((10, 0, 85, 78), 200, 450), _arc((5, 74, 95, 160), 270, 515)),
        (_line(10, 4, 85, 4, 42, 65), _arc((0, 62, 90, 160), 265, 510)),
    ),
    (
        (_line(60, 0, 2, 105, 100, 105), _line(72, 55, 70, 160)),
        (_line(15, 0, 8, 80, 95, 78), _line(70, 8, 66, 160)),
    ),
    (
        (_line(88, 2, 20, 2, 14, 70), _arc((-10, 58, 90, 160), 235, 500)),
        (_line(85, 5, 25, 2, 20, 72), _arc((0, 62, 92, 158), 225, 510)),
    ),
    (
        (_arc((5, -10, 150, 200), 165, 255), _arc((6, 72, 92, 160), 0, 360)),
        (_line(68, 0, 20, 75, 10, 105), _arc((8, 66, 90, 160), -150, 215)),
    ),
    (
        (_line(4, 6, 95, 2, 40, 160),),
        (_line(4, 8, 92, 5, 35, 160), _line(35, 85, 85, 78)),
    ),
    (
        (_arc((18, 0, 84, 76), 0, 360), _arc((6, 74, 96, 160), 0, 360)),
        (_arc((14, 0, 80, 80), 90, 450), _arc((4, 78, 92, 160), -90, 270)),
    ),
    (
        (_arc((8, 0, 88, 84), 0, 360), _line(88, 42, 80, 160)),
        (_arc((10, 0, 90, 80), 0, 360), _arc((-60, -20, 91, 165), -5, 65)),
    ),
)


def write(label: int, rng: np.random.Generator) -> Image.Image:
    """Return a digit written with a round pen, white on black."""
    variants = GLYPHS[label]
    pen = int(rng.integers(5, 26))
    sheet = Image.new("L", _SHEET)
    draw = ImageDraw.Draw(sheet)
    for stroke in variants[int(rng.integers(len(variants)))]:
        shaky = [(x + 100 + rng.normal(0, 1.5), y + 100 + rng.normal(0, 1.5)) for x, y in stroke]
        draw.line(shaky, fill=255, width=pen, joint="curve")
        for x, y in (shaky[0], shaky[-1]):
            draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
    return sheet


def enlarge(digit: NDArray[np.float64]) -> Image.Image:
    """Return a digit of MNIST, (28, 28), as smooth writing on a large sheet, white on black."""
    small = Image.fromarray(np.rint(digit * 255).astype(np.uint8))
    large = small.resize((280, 280), Image.Resampling.BICUBIC)
    sheet = Image.new("L", _SHEET)
    sheet.paste(large.point([0 if value < 110 else 255 for value in range(256)]), (10, 40))
    return sheet.filter(ImageFilter.GaussianBlur(1.5))


def photograph(writing: Image.Image, rng: np.random.Generator) -> Picture:
    """Return a photo of the writing, uint8, (height, width, 3): shot from a JPEG."""
    width, height = (int(side) for side in rng.integers(240, 640, 2))
    board = rng.random() < 0.2
    grounds, inks = (_BOARDS, (_CHALK,)) if board else (_PAPERS, _INKS)
    page = Image.new("RGB", (width, height), grounds[int(rng.integers(len(grounds)))])
    if rng.random() < 0.5:
        _rule(page, rng)
    ink = Image.new("RGB", page.size, inks[int(rng.integers(len(inks)))])
    page.paste(ink, (0, 0), _placed(writing, page.size, rng))
    page = _textured(page, rng).filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.6)))
    return _compressed(_noisy(_shaded(page, rng), rng), rng)


def _rule(page: Image.Image, rng: np.random.Generator) -> None:
    """Print lines or squares on the page, turned by a few degrees."""
    draw = ImageDraw.Draw(page)
    width, height = page.size
    reach = width + height
    step = int(rng.integers(max(12, reach // 60), reach // 14))
    turn = math.radians(rng.uniform(-6, 6))
    light = tuple(int(value) for value in rng.integers((140, 160, 185), (200, 215, 235)))
    if np.asarray(page).mean() < 128:
        light = (90, 110, 105)
    thick = int(rng.integers(1, 3))
    ways = [turn] if rng.random() < 0.5 else [turn, turn + math.pi / 2]
    for way in ways:
        along, across = (math.cos(way), math.sin(way)), (-math.sin(way), math.cos(way))
        for place in range(-reach, reach, step):
            x, y = width / 2 + across[0] * place, height / 2 + across[1] * place
            ends = [(x + sign * reach * along[0], y + sign * reach * along[1]) for sign in (-1, 1)]
            draw.line(ends, fill=light, width=thick)


def _placed(writing: Image.Image, size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """Return the writing somewhere on a page of ``size``, turned at most 15 degrees and tilted."""
    turned = writing.rotate(rng.uniform(-15, 15), Image.Resampling.BICUBIC)
    width, height = turned.size
    lean = rng.uniform(-0.12, 0.12, 2)
    tilted = turned.transform(
        turned.size,
        Image.Transform.PERSPECTIVE,
        (1, lean[0], -lean[0] * height / 2, lean[1], 1, -lean[1] * width / 2, 0, lean[0] / 1500),
        Image.Resampling.BICUBIC,
    )
    box = tilted.getbbox() or (0, 0, width, height)
    cut = tilted.crop(box)
    scale = min(size[0] * 0.9 / cut.width, size[1] * 0.9 / cut.height) * rng.uniform(0.3, 1.0)
    cut = cut.resize((max(8, int(cut.width * scale)), max(8, int(cut.height * scale))))
    page = Image.new("L", size)
    room = [outer - inner for outer, inner in zip(size, cut.size, strict=True)]
    left, top = (int(free * rng.uniform(0.05, 0.95)) for free in room)
    page.paste(cut, (left, top))
    return page


def _textured(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Multiply the page by grain of two sizes, as paper has."""
    fine = rng.normal(246, 5, (page.height, page.width))
    coarse = rng.normal(248, 6, (page.height // 9 + 1, page.width // 9 + 1))
    for grain in (fine, coarse):
        picture = Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))
        picture = picture.resize(page.size, Image.Resampling.BILINEAR)
        page = ImageChops.multiply(page, picture.convert("RGB"))
    return page


def _shaded(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Lay a slope of light and the shadow of a hand or phone over the page."""
    slope = Image.linear_gradient("L").rotate(float(rng.choice([0, 90, 180, 270])))
    floor = int(rng.integers(110, 230))
    slope = slope.resize(page.size).point([floor + (255 - floor) * v // 255 for v in range(256)])
    shade = Image.new("L", page.size, 255)
    if rng.random() < 0.6:
        corners = [
            (across * page.width, down * page.height)
            for across, down in rng.uniform(-0.5, 1.5, (3, 2)).tolist()
        ]
        ImageDraw.Draw(shade).polygon(corners, fill=int(rng.integers(110, 200)))
        shade = shade.filter(ImageFilter.GaussianBlur(max(page.size) * rng.uniform(0.01, 0.08)))
    light = ImageChops.multiply(slope, shade).convert("RGB")
    return ImageChops.multiply(page, light)


def _noisy(page: Image.Image, rng: np.random.Generator) -> Image.Image:
    values = np.asarray(page) + rng.normal(0, rng.uniform(0, 10), (page.height, page.width, 3))
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _compressed(page: Image.Image, rng: np.random.Generator) -> Picture:
    stream = io.BytesIO()
    page.save(stream, "JPEG", quality=int(rng.integers(50, 95)))
    return np.asarray(Image.open(stream))
