"""One clip, rendered or only encoded: the processes that `benchmarks.rendering` measures.

``python -m benchmarks.render_clip render CLIP FOLDER [key=value ...]`` draws and encodes;
``... dump`` draws, and keeps the frames in FOLDER; ``... encode`` encodes the kept frames;
``... read`` only reads them, which is what is taken off the cost of ``encode``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

SHORT_SIDE = int(os.environ.get("BENCHMARK_SHORT_SIDE", "1080"))
PRESET = {"preset": "medium", "crf": "23"}

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


def settings(folder: Path, output: str) -> dict[str, Any]:
    """Return Manim's settings: 60 frames a second, Manim's default encoder."""
    from scenes.output import pixel_size, render_settings

    width, height = pixel_size("16:9", SHORT_SIDE)
    chosen = render_settings("16:9", "h", format=output)
    chosen |= {"pixel_width": width, "pixel_height": height, "media_dir": str(folder / "media")}
    chosen |= {"verbosity": "ERROR", "progress_bar": "none", "video_encoder_options": PRESET}
    return chosen


def render(clip_name: str, folder: Path, changes: dict[str, str], *, dump: bool) -> None:
    """Render a clip to a video, and keep its frames with `dump`."""
    from manim import tempconfig

    from scenes.catalogue import find

    entry = find(clip_name)
    params = entry.params_model().model_validate(changes)
    with tempconfig(settings(folder, "mp4")):
        clip = entry.clip_class()(params)
        if dump:
            keep_frames(clip, folder)
        clip.render()


def keep_frames(clip: Any, folder: Path) -> None:
    """Have the frames written to a file instead of a video; a held frame is written once."""
    writer = clip.renderer.file_writer
    repeats: list[int] = []
    file = (folder / "frames.rgba").open("wb")

    def write(frame: NDArray[np.uint8], *, repeat: int = 1) -> None:
        repeats.append(repeat)
        file.write(frame.tobytes())
        (folder / "repeats.json").write_text(json.dumps(repeats))

    writer.write_frame = write
    writer.begin_animation = lambda *_args, **_kwargs: None
    writer.end_animation = lambda *_args, **_kwargs: None
    writer.finish = file.close


def kept_frames(folder: Path) -> Iterator[tuple[NDArray[np.uint8], int]]:
    """Yield the frames and how often each is shown."""
    from scenes.output import pixel_size

    width, height = pixel_size("16:9", SHORT_SIDE)
    repeats = json.loads((folder / "repeats.json").read_text())
    with (folder / "frames.rgba").open("rb") as file:
        for repeat in repeats:
            frame = np.empty((height, width, 4), dtype=np.uint8)
            file.readinto(frame.data)
            yield frame, repeat


def encode(folder: Path) -> None:
    """Encode the kept frames as Manim does, in one stream."""
    from fractions import Fraction

    import av

    from scenes.output import pixel_size

    width, height = pixel_size("16:9", SHORT_SIDE)
    with av.open(str(folder / "encoded.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=60, options=PRESET)
        stream.pix_fmt, stream.width, stream.height = "yuv420p", width, height
        number = 0
        for pixels, repeat in kept_frames(folder):
            for _ in range(repeat):
                frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
                frame.pts, frame.time_base = number, Fraction(1, 60)
                number += 1
                container.mux(stream.encode(frame))
        container.mux(stream.encode())


def read(folder: Path) -> None:
    """Read the kept frames, and import what `encode` imports."""
    import av

    assert av.codecs_available
    for _ in kept_frames(folder):
        pass


def main() -> None:
    """Do what the command line says."""
    action, clip, place, *changes = sys.argv[1:]
    folder = Path(place)
    match action:
        case "render" | "dump":
            pairs = dict(change.split("=", 1) for change in changes)
            render(clip, folder, pairs, dump=action == "dump")
        case "encode":
            encode(folder)
        case "read":
            read(folder)
        case _:
            sys.exit(f"expected render, dump, encode or read, got {action}")


if __name__ == "__main__":
    main()
