"""What a render needs, checked one by one; each check says what it found or what to do."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from netcore import asset_path, default_network
from netreel.errors import JobError
from netreel.jobs import file_digest
from netreel.scratch import scratch
from netreel.store import FolderStore, cache_folder
from scenes.engine.alone import load_manim

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CHECKS", "Check", "Finding", "checksums", "examine"]

REINSTALL = "take a fresh copy of netreel and install it again: pip install --editable ."
SYSTEM = (
    "install Cairo and Pango: apt-get install libcairo2-dev libpango1.0-dev pkg-config (Debian, "
    "Ubuntu), dnf install cairo-devel pango-devel (Fedora), brew install cairo pango (macOS); "
    "then install netreel again"
)
CHECKSUM = re.compile(r"- \*\*SHA-256\*\* `([0-9a-f]{64})`(?: of `([^`]+)`)?")
COLOUR = (88, 196, 221)
# Y'CbCr in 8 bits moves a colour by this much at most.
COLOUR_TOLERANCE = 4


@dataclass(frozen=True)
class Check:
    """Something that must hold; `probe` returns what it found, and raises when it does not."""

    name: str
    probe: Callable[[], str]
    remedy: str


@dataclass(frozen=True)
class Finding:
    """The result of a check: what was found, or what is wrong and what to do."""

    name: str
    ok: bool
    found: str
    remedy: str = ""


def examine(check: Check) -> Finding:
    """Run a check; whatever it raises is what is wrong."""
    try:
        return Finding(check.name, True, check.probe())
    except Exception as error:
        wrong = " ".join(str(error).split()) or type(error).__name__
        return Finding(check.name, False, wrong, check.remedy)


def python() -> str:
    found = ".".join(map(str, sys.version_info[:3]))
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        raise JobError(f"Python {found}, expected 3.11 to 3.13")
    return found


def cairo_and_pango() -> str:
    import cairo
    import manimpango

    return f"Cairo {cairo.cairo_version_string()}, Pango {manimpango.pango_version()}"


def library(name: str, low: tuple[int, ...], high: tuple[int, ...]) -> Callable[[], str]:
    """Return a probe for an installed library's version, from `low` to below `high`."""

    def probe() -> str:
        wanted = f"from {dotted(low)} to below {dotted(high)}"
        try:
            found = version(name)
        except PackageNotFoundError as error:
            raise JobError(f"not installed, expected {wanted}") from error
        if not low <= tuple(map(int, re.findall(r"\d+", found)[:3])) < high:
            raise JobError(f"{found}, expected {wanted}")
        return found

    return probe


def dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


def assets() -> str:
    """Compare every asset with the checksum that SOURCES.md gives for it."""
    known = checksums(asset_path("SOURCES.md").read_text(encoding="utf-8"))
    for name, checksum in known.items():
        if file_digest(asset_path(name)) != checksum:
            raise JobError(f"{name} is not the file that SOURCES.md describes")
    sizes = "-".join(map(str, default_network().sizes))
    return f"{len(known)} files are as SOURCES.md says; the network is {sizes}"


def checksums(sources: str) -> dict[str, str]:
    """Return the sha256 of each asset, as SOURCES.md gives them.

    A file has a section headed by its path, or several share the section of their folder; each has
    a line ``- **SHA-256** `hash` ``, ending with `` of `name` `` where a section has several.
    """
    found, heading = {}, ""
    for line in sources.splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ").strip("` /")
        elif match := CHECKSUM.fullmatch(line.strip()):
            found[f"{heading}/{match[2]}" if match[2] else heading] = match[1]
    return found


def typesetting() -> str:
    import typst

    source = b'#set text(font: "Inter")\n$ a = sigma(W a + b) $ and words'
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[asset_path("fonts")])
    page = typst.compile(source, format="svg", font_paths=fonts)
    return f"Typst set a formula ({len(page)} bytes)"


def cache() -> str:
    store = FolderStore(cache_folder())
    with store.workshop() as folder:
        (folder / "probe").write_bytes(b"x")
    return str(store.root)


def drawing() -> str:
    """Draw a frame with an image in it, encode it, decode it, and look at its colour."""
    import av
    import numpy as np

    load_manim()
    from manim import ImageMobject, Scene, tempconfig

    class OneFrame(Scene):
        def construct(self) -> None:
            picture = ImageMobject(np.full((2, 2, 3), COLOUR, dtype=np.uint8))
            self.add(picture.stretch_to_fit_width(20).stretch_to_fit_height(20))
            self.wait(1 / 10)

    with scratch() as folder:
        with tempconfig(one_frame_settings(str(folder))):
            OneFrame().render()
        with av.open(folder / "clip.mp4") as film:
            frame = next(film.decode(video=0)).to_ndarray(format="rgb24")
    middle = frame[frame.shape[0] // 2, frame.shape[1] // 2].astype(int)
    if np.abs(middle - COLOUR).max() > COLOUR_TOLERANCE:
        raise JobError(f"drew the colour {COLOUR}, read back {tuple(middle.tolist())}")
    return "one frame drawn, encoded and read back"


def one_frame_settings(folder: str) -> dict[str, Any]:
    from scenes.engine.settings import render_settings

    return render_settings(quality="l", fps=10) | {
        "media_dir": folder,
        "video_dir": folder,
        "output_file": "clip",
        "progress_bar": "none",
        "verbosity": "ERROR",
    }


def pinned(name: str, low: tuple[int, ...], high: tuple[int, ...]) -> Check:
    """Return the check of a library's version, with the command that installs a good one."""
    remedy = f'pip install "{name}>={dotted(low)},<{dotted(high)}"'
    return Check(name, library(name, low, high), remedy)


CHECKS = (
    Check("Python", python, "make a virtual environment with Python 3.11, 3.12 or 3.13"),
    Check("Cairo and Pango", cairo_and_pango, SYSTEM),
    pinned("manim", (0, 22), (0, 23)),
    pinned("typst", (0, 14), (1,)),
    pinned("av", (15,), (19,)),
    pinned("pillow", (11,), (13,)),
    pinned("numpy", (2, 1), (3,)),
    Check("assets", assets, REINSTALL),
    Check("typesetting", typesetting, 'pip install --force-reinstall "typst>=0.14"'),
    Check("cache folder", cache, "set NETREEL_CACHE to a folder that you may write to"),
    Check("drawing and encoding", drawing, f"mend what is wrong above; else {REINSTALL}"),
)
